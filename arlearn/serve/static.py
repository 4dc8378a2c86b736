"""The pages of the built web client."""

import re
from collections.abc import Callable, Coroutine
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed

from arlearn.serve.headers import STUDIO_PERMISSIONS, content_policy

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


def accepts(request: HttpRequest, encoding: str) -> bool:
    """Whether Accept-Encoding names the encoding with a weight above 0 (RFC 9110, 12.5.3)."""
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == encoding:
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    return False


def built(request: HttpRequest, name: str, status: int = 200) -> HttpResponse:
    """One of the built pages, packed as the client takes it.

    Read from disk each time, 1 kB that the system has in memory, so that a rebuild under a running server shows.
    """
    file = settings.WEB_CLIENT / f"{name}.html"
    response = HttpResponse(content_type="text/html; charset=utf-8", status=status)
    for encoding, suffix in ENCODINGS:
        packed = file.with_name(file.name + suffix)
        if accepts(request, encoding) and packed.exists():
            file = packed
            response["Content-Encoding"] = encoding
            break
    response.content = file.read_bytes()
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept-Encoding"
    return response


def page(name: str) -> Callable[..., Coroutine[Any, Any, HttpResponseBase]]:
    """A view of one of the built pages; what the address says beyond it is the page's own affair."""

    async def view(request: HttpRequest, **place: str) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = built(request, name)
        if name == "studio":
            response["Permissions-Policy"] = STUDIO_PERMISSIONS
        return response

    return view


def framed_page(name: str) -> Callable[..., Coroutine[Any, Any, HttpResponseBase]]:
    """The same for a page that others of ours show in a frame."""
    plain = page(name)

    async def view(request: HttpRequest, **place: str) -> HttpResponseBase:
        response = await plain(request, **place)
        response["X-Frame-Options"] = "SAMEORIGIN"
        response["Content-Security-Policy"] = content_policy(request.get_host(), framed_by="'self'")
        return response

    return view


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: the address leads nowhere."""
    return built(request, "missing", 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500: what went wrong stands in the log."""
    return built(request, "failed", 500)
