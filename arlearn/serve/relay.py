"""Requests of one conversation over HTTP come to one worker, whichever of them took the connection.

Each worker also listens on a socket of the file system. Whose a conversation is follows from the `at` of its address,
so that nobody has to ask.
"""

import asyncio
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from arlearn.errors import ProblemKind
from arlearn.serve.channel import told
from arlearn.serve.forwarded import TOLD, Application, Scope, Send

OWN = (b"connection", b"content-length", b"transfer-encoding", b"keep-alive", b"upgrade", b"server", b"date", *TOLD)
"""Headers of a connection, or of what stands before us; the rest is passed on."""
LONGEST_HEAD = 64 * 1024


Answer = tuple[int, list[tuple[bytes, bytes]], bytes]
"""Status, headers and body."""


@dataclass(frozen=True)
class Siblings:
    """The workers of one parent, as one of them sees them."""

    path: str
    """Of the requests that belong together."""
    sockets: Sequence[Path]
    """Of all workers, in their order."""
    mine: int
    """Which of them is this one's."""
    away: ProblemKind
    """Said when a worker ends over a request; the client is to ask again."""


class Relay:
    """An ASGI application that passes on what belongs to a sibling."""

    def __init__(self, application: Application, siblings: Siblings) -> None:
        self._application, self._siblings = application, siblings

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        owner = self._owner(scope)
        if owner is not None:
            try:
                reader, writer = await asyncio.open_unix_connection(owner, limit=LONGEST_HEAD)
            except OSError:
                # It died, and the conversation with it, which begins anew with any of us.
                owner = None
        if owner is None:
            await self._application(scope, receive, send)
            return
        try:
            await self._pass_on(scope, receive, send, reader, writer)
        finally:
            writer.close()

    def _owner(self, scope: Scope) -> Path | None:
        """The socket of the sibling that this belongs to; None when it is ours."""
        if scope["type"] != "http" or scope["path"] != self._siblings.path:
            return None
        at = parse_qs(scope["query_string"].decode("latin-1")).get("at")
        number = zlib.crc32(at[0].encode()) % len(self._siblings.sockets) if at else self._siblings.mine
        return None if number == self._siblings.mine else self._siblings.sockets[number]

    async def _pass_on(
        self, scope: Scope, receive: Any, send: Send, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        body = await _body(receive)
        if body is None:
            return
        writer.write(_head(scope, len(body)) + body)
        answer: asyncio.Future[Answer] = asyncio.ensure_future(_answer(reader))
        gone: asyncio.Future[Any] = asyncio.ensure_future(receive())
        stopping: asyncio.Future[Any] = asyncio.ensure_future(scope["state"]["stopping"].wait())
        try:
            await asyncio.wait([answer, gone, stopping], return_when=asyncio.FIRST_COMPLETED)
            if answer.done() or stopping.done():
                await _send(send, self._read(answer, scope))
        finally:
            for waiting in (answer, gone, stopping):
                waiting.cancel()

    def _read(self, answer: "asyncio.Future[Answer]", scope: Scope) -> Answer:
        """What the sibling answered; or that it, or this worker, is about to end."""
        try:
            if answer.done():
                return answer.result()
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            pass
        asked = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        text = told(self._siblings.away, asked)
        return self._siblings.away.status, [(b"content-type", b"application/json; charset=utf-8")], text


async def _body(receive: Any) -> bytes | None:
    """None when the client left before it was whole."""
    body = b""
    while (message := await receive())["type"] == "http.request":
        piece: bytes = message.get("body", b"")
        body += piece
        if not message.get("more_body", False):
            return body
    return None


async def _send(send: Send, answer: Answer) -> None:
    status, headers, text = answer
    headers = [*headers, (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


def _head(scope: Scope, length: int) -> bytes:
    target = scope["path"].encode() + b"?" + scope["query_string"]
    client = (scope.get("client") or ("",))[0] or ""
    lines = [
        b"%s %s HTTP/1.1" % (scope["method"].encode(), target),
        *(b"%s: %s" % pair for pair in scope["headers"] if pair[0].lower() not in OWN),
        b"X-Forwarded-For: %s" % client.encode(),
        b"X-Forwarded-Proto: %s" % scope["scheme"].encode(),
        b"Content-Length: %d" % length,
        b"Connection: close",
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n"


async def _answer(reader: asyncio.StreamReader) -> Answer:
    """A sibling's answer. Raises OSError, EOFError or ValueError when it dies over it."""
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    pairs = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(b":") for line in lines)]
    text = await reader.readexactly(int(dict(pairs).get(b"content-length", b"0")))
    return int(first.split(b" ")[1]), [pair for pair in pairs if pair[0] not in OWN], text
