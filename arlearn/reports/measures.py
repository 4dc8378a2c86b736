"""`/metrics`: what the server counts, for a monitor on this machine and for signed-in admins."""

import ipaddress

from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST

from arlearn import metrics
from arlearn.people.models import Membership, Role

BEHIND = ("X-Forwarded-For", "Forwarded", "X-Real-IP")
"""Headers of a proxy that is not known as ours: then everybody seems to be on this machine."""


def measures(request: HttpRequest) -> HttpResponse:
    """GET /metrics. To everybody else there is no such page."""
    if not (_here(request) or _admin(request)):
        raise Http404
    return HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _here(request: HttpRequest) -> bool:
    if any(name in request.headers for name in BEHIND):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _admin(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or Membership.objects.filter(user=user, role=Role.ADMIN).exists()
