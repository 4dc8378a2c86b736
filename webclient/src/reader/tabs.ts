// One child, one open page: of two tabs in the same group the newer one goes on, the older one rests.

interface Claim {
  readonly group: string;
  readonly tab: string;
}

/** Says that this tab reads for the group; calls back when another one does after it. Returns what ends the claim. */
export function claim(group: string, onTaken: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {};
  const channel = new BroadcastChannel('arlearn.tab');
  const tab = Array.from(crypto.getRandomValues(new Uint32Array(4))).join('-');
  channel.onmessage = ({ data }: MessageEvent<Claim>) => {
    if (data.group === group && data.tab !== tab) onTaken();
  };
  channel.postMessage({ group, tab } satisfies Claim);
  return () => channel.close();
}
