"""The ASGI application: HTTP to Django, WebSocket to the live consumers, and their messages over HTTP beside Django."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arlearn.settings")

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.core.asgi import get_asgi_application

from arlearn.serve.forwarded import Forwarded

django = get_asgi_application()

from arlearn.live.consumers import socket_urls  # noqa: E402  (models load only after Django is set up)
from arlearn.live.polling import PATH, poll  # noqa: E402  (as above)


async def http(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Polls wait for long: in Django each would hold a thread."""
    polls = scope["path"] == PATH and scope["method"] == "POST"
    await (poll if polls else django)(scope, receive, send)


routes = ProtocolTypeRouter(
    {"http": http, "websocket": AllowedHostsOriginValidator(URLRouter(socket_urls))}
)
application = Forwarded(routes, settings.PROXIES)
