"""The WebSocket at /live: carries texts between a client and its conversation, and holds no rule of the classroom."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import path

from arlearn.errors import language_of
from arlearn.live.conversation import Client, Conversation

Scope = dict[str, Any]


async def live(scope: Scope, receive: Any, send: Any) -> None:
    """The ASGI application of one socket."""

    async def send_text(text: str) -> None:
        await send({"type": "websocket.send", "text": text})

    async def close(code: int) -> None:
        await send({"type": "websocket.close", "code": code})

    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    talk = Conversation(client_of(scope), send_text, close)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            await talk.take(message.get("text"))
    except asyncio.CancelledError:
        await talk.restart()
        raise
    finally:
        talk.leave()


def client_of(scope: Scope) -> Client:
    """Who asks for the socket. A page of another origin brings the browser's cookies along, but nobody's rights."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    # An Origin of "null" (RFC 6454, 6.2) names no host, and neither does an address that is not set.
    own = {urlsplit(settings.PUBLIC_URL).netloc, headers.get(b"host", "")} - {""}
    origin = headers.get(b"origin")
    trusted = origin is None or urlsplit(origin).netloc in own
    visitor = scope.get("user") if trusted else None
    return Client(visitor or AnonymousUser(), language_of(headers.get(b"accept-language", "")))


socket_urls = [path("live", live)]  # type: ignore[arg-type]  # URLRouter takes ASGI applications where Django has views
