"""A small ASGI application on our server, in a process of its own: what the server itself does, without Django.

`python -m tests.server.probe PORT [TLS_PORT CERTIFICATE KEY]`; limits are small, so that tests need not wait long.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from arlearn.serve.server import Limits, Listener, Server

LIMITS = Limits(body=100_000, bodies={"/large": 1_000_000}, message=64 * 1024, stall=1.5, drain=5)
PIECE = b"x" * 65536


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await socket(scope, receive, send)
    else:
        await http(scope, receive, send)


async def http(scope: Any, receive: Any, send: Any) -> None:
    """/slow answers after a second; /flood sends 262 MB; /events never ends and says nothing; others tell what came."""
    size, pieces, more = 0, 0, True
    while more:
        message = await receive()
        size, pieces, more = size + len(message.get("body", b"")), pieces + 1, message.get("more_body", False)
    kind = b"text/event-stream" if scope["path"] == "/events" else b"text/plain"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
    if scope["path"] == "/slow":
        await asyncio.sleep(1)
        await send({"type": "http.response.body", "body": b"done" * 50_000})
        return
    if scope["path"] == "/events":
        await send({"type": "http.response.body", "body": b": hello\n\n", "more_body": True})
        await asyncio.sleep(3600)
    if scope["path"] == "/flood":
        for _ in range(4000):
            await send({"type": "http.response.body", "body": PIECE, "more_body": True})
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    text = {"size": size, "pieces": pieces, "root": scope["root_path"], "scheme": scope["scheme"], "headers": headers}
    await send({"type": "http.response.body", "body": json.dumps(text).encode()})


async def socket(scope: Any, receive: Any, send: Any) -> None:
    """Echoes; "flood" sends 262 MB; "close 1011" closes with that code; /slow reads a message a second."""
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        text = message.get("text")
        if text == "flood":
            for _ in range(4000):
                await send({"type": "websocket.send", "bytes": PIECE})
        if text and text.startswith("close "):
            await send({"type": "websocket.close", "code": int(text[6:])})
            return
        if scope["path"] == "/slow":
            await asyncio.sleep(1)
        await send({"type": "websocket.send", **{k: v for k, v in message.items() if k != "type"}})


def main() -> None:
    port, *tls = sys.argv[1:]
    listeners = [Listener("127.0.0.1", int(port))]
    if tls:
        listeners.append(Listener("127.0.0.1", int(tls[0]), Path(tls[1]), Path(tls[2])))
    failed = Server(application, listeners, LIMITS, lambda: print("ready", flush=True)).run()
    sys.exit(failed)


if __name__ == "__main__":
    main()
