"""HTTP at /api/live/poll, for where a WebSocket is refused: carries the same messages, and holds no rule of the
classroom.

It is an ASGI application beside Django: a request that waits holds no thread, and one of a conversation under way asks
the database nothing.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import ValidationError

from arlearn.errors import FAILED, INVALID, Problem, language_of
from arlearn.live.consumers import Scope, client_of
from arlearn.live.problems import MESSAGE_MALFORMED, MESSAGE_TOO_LONG
from arlearn.live.schemas import Poll
from arlearn.live.talks import talks
from arlearn.metrics import REFUSED

PATH = "/api/live/poll"
MOST_BYTES = 64 * 1024
"""Of a request's body."""
HEADERS = [
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
]

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

logger = logging.getLogger(__name__)


class Gone(Exception):
    """The client left before it had said what it wants."""


async def poll(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application of one request, a POST."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    try:
        status, text = 200, await _answer(scope, headers, receive)
    except Gone:
        return
    except Problem as problem:
        status, text = problem.kind.status, _refusal(problem, headers)
    except Exception:
        logger.exception("a poll failed")
        status, text = 500, _refusal(FAILED(), headers)
    body = text.encode()
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*HEADERS, length]})
    await send({"type": "http.response.body", "body": body})


async def _answer(scope: Scope, headers: dict[bytes, str], receive: Receive) -> str:
    # A form of another site cannot send this type without asking first, and is then refused.
    if headers.get(b"content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise INVALID(where="content-type")
    asked = _parse(await _body(receive))
    open_talks = talks()
    # Another server gives no such sign, or nothing at all: then a poll ends by itself.
    open_talks.heed((scope.get("state") or {}).get("stopping"))
    if asked.talk is None:
        address = (scope.get("client") or ("",))[0] or ""
        open_talks.admit(asked, address)
        # Without an origin any page could ask in the name of who is signed in.
        talk = open_talks.begin(client_of(scope, named=True), address)
    else:
        talk = open_talks.find(asked.talk)
    gone: asyncio.Future[Any] = asyncio.ensure_future(receive())
    try:
        return await talk.poll(asked, gone)
    finally:
        gone.cancel()


async def _body(receive: Receive) -> bytes:
    """The request's body. Raises MESSAGE_TOO_LONG, or Gone."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Gone
        piece: bytes = message.get("body", b"")
        body += piece
        if len(body) > MOST_BYTES:
            raise MESSAGE_TOO_LONG()
        if not message.get("more_body", False):
            return body


def _parse(body: bytes) -> Poll:
    """Raises MESSAGE_MALFORMED or INVALID."""
    try:
        return Poll.model_validate_json(body, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise MESSAGE_MALFORMED() from error
        raise INVALID(where=".".join(str(part) for part in first["loc"]) or "body") from error


def _refusal(problem: Problem, headers: dict[bytes, str]) -> str:
    """In the one form in which a refusal leaves over HTTP."""
    REFUSED.labels("poll", problem.code).inc()
    language = language_of(headers.get(b"accept-language", ""))
    return json.dumps({"code": problem.code, "message": problem.message(language), "where": []})
