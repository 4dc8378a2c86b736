"""HTTP: what a page must know of the server's addresses."""

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from arlearn.lan.schemas import Server

router = Router(tags=["server"])


@router.get("", response=Server)
def server(request: HttpRequest) -> Server:
    return Server(tls_port=settings.TLS_PORT or None)
