"""The address under which phones reach this server: on printed codes, and for joining."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from arlearn.lan.addresses import local_addresses

PLAIN_PORT = 8000
"""Where `arlearn up` listens unless told otherwise."""


def reachable_origin(request: HttpRequest) -> str:
    """The address that the operator chose, else the one of this request, which must reach further than this machine."""
    if settings.PUBLIC_URL:
        return str(settings.PUBLIC_URL)
    origin = f"{request.scheme}://{request.get_host()}"
    parts = urlsplit(origin)
    if not _is_loopback(parts.hostname or ""):
        return origin
    return _on_the_network(parts.scheme, parts.port) or origin


def usual_origin() -> str | None:
    """The same without a request; None when this machine is on no network."""
    return str(settings.PUBLIC_URL) or _on_the_network("http", PLAIN_PORT)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _on_the_network(scheme: str, port: int | None) -> str | None:
    address = next(iter(local_addresses()), None)
    if address is None:
        return None
    host = f"[{address}]" if address.version == 6 else str(address)
    return f"{scheme}://{host}:{port}" if port else f"{scheme}://{host}"
