"""Who may lead a group: looked up whole when somebody comes, and confirmed in one look for every order."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest

from arlearn.errors import Problem
from arlearn.live.clock import clock
from arlearn.live.models import GroupSession
from arlearn.live.queries import access_group
from arlearn.people.access import Visitor, signed_in
from arlearn.people.models import Membership, Role, User


@dataclass(frozen=True)
class Right:
    """From what it followed that somebody may lead the groups of a library: while that stays so, the right stays."""

    user: User
    library: UUID
    sign_in: str
    """The key of the sign-in cookie."""
    signed: str
    """What is kept under that key."""

    def standing(self) -> QuerySet[Session]:
        """The sign-in, if nothing has changed; else none."""
        mine = Membership.objects.filter(user=self.user, library=self.library, role__in=[Role.EDUCATOR, Role.ADMIN])
        same = User.objects.filter(id=self.user.id, password=self.user.password, is_active=True)
        return Session.objects.filter(
            Exists(same.filter(Q(is_superuser=True) | Exists(mine))),
            session_key=self.sign_in,
            session_data=self.signed,
            expire_date__gt=clock.now(),
        )


@dataclass(frozen=True)
class Leader:
    """Somebody who may lead a group, by a right to lead those of its library."""

    group: UUID
    right: Right

    @property
    def user(self) -> User:
        return self.right.user


def leader_of(sign_in: str, group_id: UUID) -> Leader:
    """Who is signed in, and may lead the group. Raises SIGN_IN_NEEDED, NOT_FOUND or NOT_ALLOWED."""
    # Before it is looked into: what changes meanwhile is seen at the next order.
    signed = Session.objects.filter(session_key=sign_in).values_list("session_data", flat=True).first() or ""
    visitor = _visitor_of(sign_in)
    group = access_group(visitor, group_id)
    return Leader(group_id, Right(signed_in(visitor), group.library_id, sign_in, signed))


def confirmed(leader: Leader) -> Leader:
    """The leader, who may lead still. Raises as `leader_of`."""
    there = GroupSession.objects.filter(id=leader.group, book__library=leader.right.library)
    if leader.right.standing().filter(Exists(there)).exists():
        return leader
    return leader_of(leader.right.sign_in, leader.group)


def lost(leaders: Collection[Leader]) -> dict[Leader, Problem]:
    """Those who may not lead any more, and why. A right by which somebody leads several groups is looked at once."""
    groups = GroupSession.objects.filter(id__in=[leader.group for leader in leaders])
    libraries = dict(groups.values_list("id", "book__library"))
    standing = {right for right in {leader.right for leader in leaders} if right.standing().exists()}
    gone = {}
    for leader in leaders:
        if leader.right in standing and libraries.get(leader.group) == leader.right.library:
            continue
        try:
            leader_of(leader.right.sign_in, leader.group)
        except Problem as problem:
            gone[leader] = problem
    return gone


def _visitor_of(sign_in: str) -> Visitor:
    """Whom the key of a sign-in cookie names now; nobody when it has ended."""
    request = HttpRequest()
    request.session = SessionStore(sign_in or None)
    user = get_user(request)
    return user if isinstance(user, User) else AnonymousUser()
