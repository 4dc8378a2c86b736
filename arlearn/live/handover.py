"""Going on with another device: a code for one use, by which an educator's phone is signed in and leads the group."""

import logging
import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from arlearn.errors import NOT_FOUND
from arlearn.live.models import Handover
from arlearn.live.problems import HANDOVER_OVER
from arlearn.live.queries import access_group, token_digest
from arlearn.people.access import Visitor, signed_in
from arlearn.people.actions import sign_in_as

GOOD_FOR = timedelta(minutes=2)
SIGNED_IN_FOR = timedelta(hours=12)
"""A school day: the other device is often a lent one."""
BYTES = 16
"""Of chance in a code: enough that none is found by trying, few enough for a QR that a phone reads from a screen."""

logger = logging.getLogger(__name__)


@transaction.atomic
def hand_over(visitor: Visitor, group_id: UUID) -> tuple[str, Handover]:
    """A code for the visitor's other device, and what is kept of it, which opens nothing. An older code of theirs for
    this group is no longer good. Raises NOT_FOUND or NOT_ALLOWED."""
    educator = signed_in(visitor)
    group = access_group(visitor, group_id)
    now = timezone.now()
    Handover.objects.filter(Q(expires_at__lt=now) | Q(group=group, educator=educator)).delete()
    code = secrets.token_urlsafe(BYTES)
    kept = Handover.objects.create(
        group=group, educator=educator, code_sha256=token_digest(code), expires_at=now + GOOD_FOR
    )
    return code, kept


@transaction.atomic
def redeem(request: HttpRequest, code: str) -> UUID:
    """Signs this browser in as the educator who made the code; the group that they lead.

    Raises HANDOVER_OVER for a code that was used, is too old or never was; NOT_FOUND or NOT_ALLOWED when its educator
    may not lead the group any more.
    """
    now = timezone.now()
    mine = Handover.objects.filter(code_sha256=token_digest(code), used_at=None, expires_at__gt=now)
    # One statement of the database: of two devices at the same moment, with whatever processes, one is too late.
    if mine.update(used_at=now) == 0:
        raise HANDOVER_OVER()
    found = Handover.objects.select_related("educator").get(code_sha256=token_digest(code))
    access_group(found.educator, found.group_id)
    sign_in_as(request, found.educator, SIGNED_IN_FOR)
    logger.info("%s goes on leading group %s with another device", found.educator.pk, found.group_id)
    return found.group_id


def access_handover(visitor: Visitor, group_id: UUID, handover_id: UUID) -> Handover:
    """For the educator who made it alone; raises NOT_FOUND, also once another code took its place."""
    kept = Handover.objects.filter(id=handover_id, group=group_id, educator=signed_in(visitor)).first()
    if kept is None:
        raise NOT_FOUND()
    return kept
