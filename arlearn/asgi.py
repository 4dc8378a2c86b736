"""The ASGI application: HTTP to Django, WebSocket to the live consumers."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arlearn.settings")

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

http = get_asgi_application()

from arlearn.live.consumers import socket_urls  # noqa: E402  (models load only after Django is set up)

application = ProtocolTypeRouter(
    {"http": http, "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(socket_urls)))}
)
