"""What is asked of groups."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from arlearn.errors import NOT_FOUND
from arlearn.live import log
from arlearn.live.clock import clock
from arlearn.live.control import Plan, PlanStep
from arlearn.live.models import Event, GroupSession, Learner
from arlearn.live.state import GroupState, fold
from arlearn.people.access import Visitor, access_library, signed_in
from arlearn.people.models import Library, Membership, Role
from arlearn.plans.queries import steps_of
from content.models import Book, Page
from content.queries import revision_document
from content.scene import SceneDocument


def token_digest(token: str) -> str:
    """The form in which a learner's token is kept: what is in the database opens no place."""
    return hashlib.sha256(token.encode()).hexdigest()


def access_group(visitor: Visitor, group_id: UUID) -> GroupSession:
    """The group, for an educator of its library; raises NOT_FOUND to everybody from elsewhere."""
    signed_in(visitor)
    group = GroupSession.objects.select_related("book", "educator").filter(id=group_id).first()
    if group is None:
        raise NOT_FOUND()
    access_library(visitor, group.library_id, Role.EDUCATOR)
    return group


MOST_ENDED = 50
"""Ended groups that are told of at once."""


def groups_of(visitor: Visitor, before: datetime | None = None) -> tuple[list[GroupSession], bool]:
    """Groups of the visitor's libraries, the newest first: all that run and then the ended ones; and whether there are
    more ended ones. `before`: only ended ones that were opened earlier."""
    user = signed_in(visitor)
    groups = GroupSession.objects.select_related("book", "educator")
    if not user.is_superuser:
        mine = Membership.objects.filter(user=user, role__in=[Role.EDUCATOR, Role.ADMIN])
        groups = groups.filter(library__in=Library.objects.filter(memberships__in=mine))
    groups = groups.order_by("-opened_at")
    running = [] if before is not None else list(groups.filter(ended_at=None))
    ended = groups.filter(ended_at__isnull=False, **({"opened_at__lt": before} if before is not None else {}))
    found = list(ended[: MOST_ENDED + 1])
    return [*running, *found[:MOST_ENDED]], len(found) > MOST_ENDED


def is_locked(group_id: UUID) -> bool:
    """Whether the door of the group is locked, by the last order about it."""
    orders = Event.objects.filter(group=group_id, kind="ordered", payload__order__do="lock").order_by("-seq")
    payload = orders.values_list("payload", flat=True).first()
    return payload is not None and payload["order"]["locked"] is True


def removed_from(group_id: UUID) -> set[UUID]:
    """The children who were removed from the group, as its log says."""
    orders = Event.objects.filter(group=group_id, kind="ordered", payload__order__do="remove")
    return {UUID(who) for payload in orders.values_list("payload", flat=True) for who in payload["order"]["to"]}


def learner_counts(groups: list[GroupSession]) -> dict[UUID, int]:
    """How many children joined each of the groups."""
    rows = Learner.objects.filter(group__in=groups).values_list("group").annotate(Count("id"))
    return dict(rows)


@dataclass(frozen=True)
class Loaded:
    """Everything that a replica of a group starts from."""

    state: GroupState
    tokens: dict[str, UUID]
    pages: dict[UUID, bool]


def load(group_id: UUID) -> Loaded | None:
    """The group as its log has it; None when there is no such group."""
    group = GroupSession.objects.filter(id=group_id).first()
    if group is None:
        return None
    empty = GroupState(group=group.id, epoch=group.epoch, book=group.book_id, code=group.code)
    return Loaded(fold(empty, log.read(group_id)), tokens_of(group_id), pages_of(group.book_id))


def plan_of(visitor: Visitor, book_id: UUID, plan_id: UUID) -> Plan:
    """The lesson plan, as a group that the visitor leads through this book can follow it now. Raises NOT_FOUND, or
    PLAN_UNUSABLE when none of its steps can be used; whether its pages are of the book is for `decide_plan` to say."""
    library = Book.objects.values_list("library", flat=True).get(id=book_id)
    title, steps = steps_of(visitor, library, plan_id)
    return Plan(id=plan_id, title=title, steps=[PlanStep(**step) for step in steps])


def tokens_of(group_id: UUID) -> dict[str, UUID]:
    """Learners of the group by the digest of their token."""
    return dict(Learner.objects.filter(group=group_id).values_list("token_sha256", "id"))


def token_exists(digest: str) -> bool:
    return Learner.objects.filter(token_sha256=digest).exists()


def pages_of(book_id: UUID) -> dict[UUID, bool]:
    """The book's pages, and whether each is published."""
    rows = Page.objects.filter(book=book_id).values_list("id", "scene__published")
    return {page: published is not None for page, published in rows}


def scene_seen(page_id: UUID, sha256: str) -> SceneDocument | None:
    """The published revision of the page; None when it never had that one."""
    return revision_document(page_id, sha256)


@dataclass(frozen=True)
class Position:
    """How far a log has come, and which log it is."""

    epoch: UUID
    seq: int


def positions(group_ids: list[UUID]) -> dict[UUID, Position]:
    """Positions of the logs of those groups that exist."""
    rows = GroupSession.objects.filter(id__in=group_ids).values_list("id", "epoch", "seq")
    return {group: Position(epoch, seq) for group, epoch, seq in rows}


def note_came(learners: list[UUID]) -> None:
    """These children have come into their groups. Written once: who comes back is only looked at."""
    new = Learner.objects.filter(id__in=learners, came_at=None)
    if new.exists():
        new.update(came_at=clock.now())


def note_use(group_ids: list[UUID]) -> None:
    """Somebody is connected to these groups now."""
    with transaction.atomic():
        # In the order in which the log locks them, so that the two never wait for each other.
        locked = GroupSession.objects.select_for_update(no_key=True).filter(id__in=group_ids).order_by("id")
        used = list(locked.values_list("id", flat=True))
        GroupSession.objects.filter(id__in=used).update(used_at=clock.now())
