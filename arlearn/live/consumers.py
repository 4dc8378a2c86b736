"""The WebSocket at /live: carries texts between a client and its conversation, and holds no rule of the classroom."""

import asyncio
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from arlearn.errors import language_of
from arlearn.live.conversation import Client, Conversation
from arlearn.live.link import Wire
from arlearn.serve.texts import texts_of

Scope = dict[str, Any]


async def live(scope: Scope, receive: Any, send: Any) -> None:
    """The ASGI application of one socket."""

    async def send_text(text: str) -> None:
        await send({"type": "websocket.send", "text": text})

    async def close(code: int) -> None:
        await send({"type": "websocket.close", "code": code})

    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    short = texts_of(scope)
    talk = Conversation(client_of(scope), Wire(send_text, close, short.send_now if short else None))
    if short is not None:
        short.follow(talk.take_now)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            await talk.take(message.get("text"))
    except asyncio.CancelledError:
        await talk.restart()
        raise
    finally:
        talk.leave()


def client_of(scope: Scope, named: bool = False) -> Client:
    """Who asks. A page of another origin brings the browser's cookies along, but nobody's rights. `named`: neither
    does one whose origin the browser does not name; for a WebSocket it always does."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    # An Origin of "null" (RFC 6454, 6.2) names no host, and neither does an address that is not set.
    own = {urlsplit(settings.PUBLIC_URL).netloc, headers.get(b"host", "")} - {""}
    origin = headers.get(b"origin")
    trusted = not named if origin is None else urlsplit(origin).netloc in own
    return Client(_sign_in(headers) if trusted else "", language_of(headers.get(b"accept-language", "")))


def _sign_in(headers: Mapping[bytes, str]) -> str:
    """The key of the sign-in cookie; empty without one. Whom it names is looked up when somebody says hello as an
    educator: a room of children asks the database nothing."""
    cookies = headers.get(b"cookie")
    if not cookies:
        return ""
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel else ""
