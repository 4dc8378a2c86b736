"""The ASGI application: HTTP to Django, WebSocket to the live consumers, and their messages over HTTP beside Django."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arlearn.settings")

from channels.routing import ProtocolTypeRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.core.asgi import get_asgi_application

from arlearn.serve.forwarded import Forwarded

django = get_asgi_application()

from arlearn.live.consumers import live  # noqa: E402  (models load only after Django is set up)
from arlearn.live.polling import PATH, poll  # noqa: E402  (as above)


async def http(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Polls wait for long: in Django each would hold a thread."""
    polls = scope["path"] == PATH and scope["method"] == "POST"
    await (poll if polls else django)(scope, receive, send)


async def socket(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """There is one address for sockets; any other is refused as a request for it."""
    if scope["path"] == "/live":
        await live(scope, receive, send)
    else:
        await receive()
        await send({"type": "websocket.close"})


async def lifespan(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Other servers than ours ask whether they may begin, and end. Nothing has to be done for it."""
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


routes = ProtocolTypeRouter({"http": http, "websocket": AllowedHostsOriginValidator(socket), "lifespan": lifespan})
application = Forwarded(routes, settings.PROXIES)
