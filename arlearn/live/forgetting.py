"""Forgetting: one child of a group, or a whole group, for good. Nothing of what is forgotten stays in the database."""

import logging
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import CharField, F
from django.db.models.functions import Cast

from arlearn.errors import NOT_FOUND
from arlearn.live.facts import Forgotten
from arlearn.live.hubs import look_soon
from arlearn.live.models import Event, GroupSession
from arlearn.live.problems import GROUP_STILL_OPEN

FORGOTTEN = "forgotten"
"""Source of the place-holders; their client id is their position."""

logger = logging.getLogger(__name__)


def forget_learner(group: GroupSession, learner_id: UUID) -> None:
    """Forgets a child: its answers, its place and what was said to it. The group goes on; its clients start over.

    Raises NOT_FOUND when there is no such child in the group.
    """
    with transaction.atomic():
        held = GroupSession.objects.select_for_update().get(id=group.id)
        log = Event.objects.filter(group=held)
        # Not by its place, which may be another's by now.
        own = [event.pk for event in log.filter(source=str(learner_id))]
        if not own:
            raise NOT_FOUND()
        _blank(own)
        _blank(_orders_to(list(log.filter(kind="ordered")), str(learner_id)))
        held.learners.filter(id=learner_id).delete()
        held.epoch = uuid4()
        held.save(update_fields=["epoch"])
        transaction.on_commit(partial(_afterwards, group.id))


def forget_group(group: GroupSession) -> None:
    """Forgets all of a group that has ended. Raises GROUP_STILL_OPEN."""
    with transaction.atomic():
        held = GroupSession.objects.select_for_update().get(id=group.id)
        if held.ended_at is None:
            raise GROUP_STILL_OPEN()
        held.delete()
        transaction.on_commit(partial(_afterwards, group.id))


def _blank(events: list[int]) -> None:
    empty = Event.objects.filter(pk__in=events)
    empty.update(kind=Forgotten().kind, payload={}, source=FORGOTTEN, client_id=Cast(F("seq"), CharField()))


def _orders_to(ordered: list[Event], learner: str) -> list[int]:
    """Those of the orders that were for this child alone; of one for several children it is taken out."""
    alone = []
    for event in ordered:
        order: dict[str, Any] = event.payload["order"]
        named = order.get("to") or order.get("learner")
        if named in (learner, [learner]):
            alone.append(event.pk)
        elif isinstance(named, list) and learner in named:
            order["to"] = [one for one in named if one != learner]
            event.save(update_fields=["payload"])
    return alone


def _afterwards(group: UUID) -> None:
    """Clients start over at once; and what was deleted goes from the disk as well, not only from sight."""
    logger.info("something of group %s was forgotten", group)
    look_soon()
    if connection.vendor == "sqlite":
        # Pages are overwritten when they are freed (secure_delete); the older copies are in the write-ahead log.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
