// One connection, whatever carries it: what LiveSocket needs of a WebSocket, and what polls offer as well.

export interface WireEvents {
  /** It can be written to. */
  onOpen: () => void;
  /** A message of the server; not yet known to be one of the protocol. */
  onMessage: (message: unknown) => void;
  /** It is no more, or never was. */
  onClose: () => void;
}

export interface Wire {
  send(message: object): void;
  /** Lets go of it at once; nothing is heard of it any more. */
  close(): void;
}

export type Connect = (events: WireEvents) => Wire;

/** Connects to a WebSocket. Throws where the browser allows none (a page over https may not open ws). */
export function overSocket(url: string, make = (address: string) => new WebSocket(address)): Connect {
  return (events) => {
    const socket = make(url);
    const close = () => {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    };
    socket.onopen = events.onOpen;
    socket.onclose = events.onClose;
    socket.onmessage = ({ data }: MessageEvent) => {
      let message: unknown;
      try {
        message = JSON.parse(String(data));
      } catch {
        // Not our server, or a broken one: what follows cannot be trusted either.
        close();
        events.onClose();
        return;
      }
      events.onMessage(message);
    };
    return { send: (message) => socket.send(JSON.stringify(message)), close };
  };
}
