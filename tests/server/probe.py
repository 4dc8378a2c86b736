"""A small ASGI application on our server, in a process of its own: what the server itself does, without Django.

`python -m tests.server.probe LIMITS PORT [TLS_PORT CERTIFICATE KEY]`; limits are small, so that tests need not wait
long, and those that are given as JSON are others.
"""

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from prometheus_client import generate_latest

from arlearn.serve.server import Limits, Listener, Server
from arlearn.serve.texts import texts_of

LIMITS = Limits(
    body=100_000, bodies={"/large": 1_000_000, "/form": 60_000_000}, message=64 * 1024, stall=1.5, drain=5, uncounted=()
)
PIECE = b"x" * 65536


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await socket(scope, receive, send)
    else:
        await http(scope, receive, send)


async def http(scope: Any, receive: Any, send: Any) -> None:
    """/slow answers after a second; /flood sends 262 MB; /events never ends and says nothing; /counted tells what the
    server counts; others tell what came."""
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
    if scope["path"] == "/counted":
        await send({"type": "http.response.body", "body": generate_latest()})
        return
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    text = {"size": size, "pieces": pieces, "root": scope["root_path"], "scheme": scope["scheme"], "headers": headers}
    await send({"type": "http.response.body", "body": json.dumps(text).encode()})


async def socket(scope: Any, receive: Any, send: Any) -> None:
    """Echoes; "flood" sends 262 MB, "close 1011" closes with that code, "fail" is a fault; /slow reads a message a
    second; /short goes by the short way; what is sent to /refuse is nothing."""
    await receive()
    if scope["path"] == "/refuse":
        await send({"type": "websocket.close"})
        return
    wanted = scope["subprotocols"]
    await send({"type": "websocket.accept", "subprotocol": "chat" if "chat" in wanted else None})
    if scope["path"] == "/short":
        follow(scope)
    while (message := await receive())["type"] == "websocket.receive":
        text = message.get("text") or ""
        if text in SPECIAL:
            await SPECIAL[text](scope, send)
        if text.startswith("close "):
            await send({"type": "websocket.close", "code": int(text[6:])})
            return
        if scope["path"] == "/slow" or text.startswith("later"):
            await asyncio.sleep(0.05 if text else 1)
        await send({"type": "websocket.send", **{k: v for k, v in message.items() if k != "type"}})


def follow(scope: Any) -> None:
    """Echoes texts on the spot, but for those that say "later", "pour" or "close"."""
    texts = texts_of(scope)
    assert texts is not None

    def take(text: str) -> bool:
        if text == "fail at once":
            raise RuntimeError("as asked")
        return not text.startswith(("later", "pour", "close")) and texts.send_now(text)

    texts.follow(take)


async def pour(scope: Any, send: Any) -> None:
    """Sends 2,000 numbered texts of 40 kB, at once while the client reads and in the waiting way when it does not."""
    texts = texts_of(scope)
    assert texts is not None
    for number in range(2000):
        text = f"{number:08}" + "x" * 40_000
        if not texts.send_now(text):
            await send({"type": "websocket.send", "text": text})


async def flood(scope: Any, send: Any) -> None:
    for _ in range(4000):
        await send({"type": "websocket.send", "bytes": PIECE})


async def tell(scope: Any, send: Any) -> None:
    names = [name.decode("latin-1") for name, _ in scope["headers"]]
    text = {"root": scope["root_path"], "path": scope["path"], "headers": names}
    await send({"type": "websocket.send", "text": json.dumps(text)})


async def fail(scope: Any, send: Any) -> None:
    raise RuntimeError("as asked")


SPECIAL = {"flood": flood, "pour": pour, "fail": fail, "scope": tell}


def main() -> None:
    limits, port, *tls = sys.argv[1:]
    listeners = [Listener("127.0.0.1", int(port))]
    if tls:
        listeners.append(Listener("127.0.0.1", int(tls[0]), Path(tls[1]), Path(tls[2])))
    own = replace(LIMITS, **json.loads(limits))
    failed = Server(application, listeners, own, lambda: print("ready", flush=True)).run()
    sys.exit(failed)


if __name__ == "__main__":
    main()
