"""Behind a reverse proxy: who asks, and over what. Only a proxy of ours is believed."""

import ipaddress
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from typing import Any

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Scope = MutableMapping[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Any, Any], Awaitable[None]]
TOLD = (b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-real-ip", b"forwarded")
"""Headers that nobody behind this may read any more when they were heeded."""
SECURE = {"http": "https", "ws": "wss"}


def networks(text: str) -> list[Network]:
    """Addresses and networks, with commas between them. Raises ValueError, which names the one that is neither."""
    return [ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip()]


def among(host: str, proxies: Iterable[Network]) -> bool:
    """Whether this is the address of a proxy of ours. A socket of the file system has none, and is this machine's."""
    if not host:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in network for network in proxies)


def client_behind(peer: str, hops: str, proxies: Sequence[Network]) -> str:
    """The client of a chain of proxies, of which `hops` (X-Forwarded-For) names all but the last: the one whom the
    outermost of ours saw. What stands before that, anybody may have written."""
    client = peer
    for hop in reversed([part.strip() for part in hops.split(",") if part.strip()]):
        if not among(client, proxies):
            break
        try:
            client = str(ipaddress.ip_address(hop))
        except ValueError:
            break
    return client


class Forwarded:
    """An ASGI application that sees the client where the connection came from `proxies`."""

    def __init__(self, application: Application, proxies: Sequence[Network]) -> None:
        self._application, self._proxies = application, proxies

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        peer = (scope.get("client") or ("",))[0] or ""
        if scope["type"] in ("http", "websocket") and among(peer, self._proxies):
            send = self._heed(scope, peer, send)
        await self._application(scope, receive, send)

    def _heed(self, scope: Scope, peer: str, send: Send) -> Send:
        told: dict[bytes, str] = {}
        for name, value in scope["headers"]:
            before = told.get(name.lower())
            told[name.lower()] = (f"{before}, " if before else "") + value.decode("latin-1")
        scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() not in TOLD]
        scope["client"] = [client_behind(peer, told.get(b"x-forwarded-for", ""), self._proxies), 0]
        if told.get(b"x-forwarded-proto", "").rpartition(",")[2].strip().lower() != "https":
            return send
        scope["scheme"] = SECURE.get(scope["scheme"], scope["scheme"])

        async def send_secure(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [bound(*pair) for pair in message.get("headers", ())]}
            await send(message)

        return send_secure


def bound(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """The header; a cookie that was given over HTTPS goes back over HTTPS only."""
    if name.lower() == b"set-cookie" and b"; secure" not in value.lower():
        value += b"; Secure"
    return name, value
