"""Headers of every answer: a page may load from and talk to this server only, and ask for the camera only itself."""

import re
from collections.abc import Awaitable, Callable, MutableMapping

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest, HttpResponseBase

FEATURES = {
    "camera": "(self)",
    "xr-spatial-tracking": "(self)",
    "accelerometer": "(self)",
    "gyroscope": "(self)",
    "screen-wake-lock": "(self)",
    "fullscreen": "(self)",
    "autoplay": "(self)",
    "microphone": "()",
    "geolocation": "()",
    "payment": "()",
    "usb": "()",
    "browsing-topics": "()",
}


def permissions(**others: str) -> str:
    """The Permissions-Policy, with other answers for some features."""
    return ", ".join(f"{feature}={allowed}" for feature, allowed in {**FEATURES, **others}.items())


PERMISSIONS = permissions()
STUDIO_PERMISSIONS = permissions(microphone="(self)")
"""Creators record their voice; no child's page can."""


def content_policy(host: str = "", framed_by: str = "'none'") -> str:
    """The Content-Security-Policy. `host` (with its port) is named for sockets, which Safari before 15.4 does not see
    in 'self'. `framed_by`: who may show the answer in a frame."""
    sockets = f" ws://{host} wss://{host}" if host else ""
    rules = {
        "default-src": "'self'",
        # WebAssembly is the marker tracker; no script is ever made from text.
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self'",
        # three.js unpacks the pictures inside a model into blobs, and fetches them again as such.
        "img-src": "'self' blob: data:",
        "media-src": "'self' blob:",
        "connect-src": f"'self' blob: data:{sockets}",
        "worker-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": framed_by,
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


WORKER_POLICY = content_policy()
HASHED = re.compile(r"^/static/assets/.+-[\w-]{8}\.\w+$")
"""Vite writes a hash of the content into the names of the files below assets/: such a file never changes."""


def static_headers(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """For ServeStatic: a worker obeys the policy of its own file, not that of the page that started it."""
    headers["X-Content-Type-Options"] = "nosniff"
    # Here, because ServeStatic's middleware does not look at its own setting for files that never change (4.4).
    if HASHED.match(url):
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    if url.endswith((".js", ".mjs", ".html")):
        headers["Content-Security-Policy"] = WORKER_POLICY


Answer = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]


class SecurityHeaders:
    """Middleware that adds the policies to whatever a view answered. A view's own header stays."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseBase):
            return self.add(request, answer)
        return self.wait(request, answer)

    async def wait(self, request: HttpRequest, answer: Awaitable[HttpResponseBase]) -> HttpResponseBase:
        return self.add(request, await answer)

    @staticmethod
    def add(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "Content-Security-Policy" not in response:
            # A bad Host never gets here: CommonMiddleware has refused it, and an error page needs no sockets.
            host = request.get_host() if response.status_code < 400 else ""
            response["Content-Security-Policy"] = content_policy(host)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
