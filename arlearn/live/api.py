"""HTTP: join a group, open one, look at one's groups. What goes on inside a group is on the socket."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.security import django_auth

from arlearn.errors import TOO_MANY, Problem
from arlearn.lan.origin import reachable_origin
from arlearn.lan.qr import qr_svg
from arlearn.live import actions, guessing, handover, queries
from arlearn.live.joining import normal_code
from arlearn.live.models import GroupSession
from arlearn.live.problems import JOIN_CODE_UNKNOWN
from arlearn.live.schemas import Group, Groups, HandoverOut, HandoverState, Join, Joined, NewGroup, Redeem, Redeemed
from arlearn.people.api import from_our_page, visitor_of
from arlearn.people.limits import Limit

router = Router(tags=["live"])


handovers = Limit("handover", 20)
redeems = Limit("redeem", 20)
"""A code cannot be found by trying; this keeps those who try from the database."""


@router.post("/join", response=Joined)
def join(request: HttpRequest, body: Join) -> Joined:
    code = normal_code(body.code)
    if guessing.is_held_off(request, code):
        raise TOO_MANY()
    try:
        joined = actions.join(code)
    except Problem as problem:
        if problem.kind is JOIN_CODE_UNKNOWN:
            guessing.was_wrong(request)
        raise
    guessing.is_at_home(request, code)
    return joined


@router.get("/groups", response=Groups, auth=django_auth)
def groups(request: HttpRequest, before: datetime | None = None) -> Groups:
    """All that run, and the newest ended ones; `before`: only ended ones that were opened earlier."""
    found, more = queries.groups_of(visitor_of(request), before)
    for group in found:
        actions.end_if_idle(group)
    return Groups(groups=_groups(request, found), more=more)


@router.post("/groups", response=Group, auth=django_auth)
def open_group(request: HttpRequest, body: NewGroup) -> Group:
    opened = actions.open_group(visitor_of(request), body.book, body.plan)
    guessing.is_at_home(request, opened.code)
    return _groups(request, [opened])[0]


@router.get("/groups/{uuid:group_id}", response=Group, auth=django_auth)
def group(request: HttpRequest, group_id: UUID) -> Group:
    found = _access(request, group_id)
    guessing.is_at_home(request, found.code)
    return _groups(request, [found])[0]


@router.get("/groups/{uuid:group_id}/join.svg", auth=django_auth)
def join_svg(request: HttpRequest, group_id: UUID) -> HttpResponse:
    picture = qr_svg(join_url(request, _access(request, group_id).code))
    return HttpResponse(picture, content_type="image/svg+xml")


@router.post("/groups/{uuid:group_id}/handover", response=HandoverOut, auth=django_auth, throttle=[handovers])
def hand_over(request: HttpRequest, response: HttpResponse, group_id: UUID) -> HandoverOut:
    """Answers with a secret, which no cache keeps."""
    response["Cache-Control"] = "no-store"
    code, kept = handover.hand_over(visitor_of(request), group_id)
    url = f"{reachable_origin(request)}/panel/handover/{code}"
    seconds = int(handover.GOOD_FOR.total_seconds())
    return HandoverOut(id=kept.id, url=url, picture=qr_svg(url), expires=kept.expires_at, seconds=seconds)


@router.get("/groups/{uuid:group_id}/handover/{uuid:handover_id}", response=HandoverState, auth=django_auth)
def handover_state(request: HttpRequest, group_id: UUID, handover_id: UUID) -> HandoverState:
    kept = handover.access_handover(visitor_of(request), group_id, handover_id)
    used = kept.used_at is not None
    return HandoverState(used=used, over=not used and kept.expires_at <= timezone.now())


@router.post("/handover", response=Redeemed, throttle=[redeems])
def redeem(request: HttpRequest, body: Redeem) -> Redeemed:
    from_our_page(request)
    return Redeemed(group=handover.redeem(request, body.code))


def _access(request: HttpRequest, group_id: UUID) -> GroupSession:
    found = queries.access_group(visitor_of(request), group_id)
    actions.end_if_idle(found)
    return found


def _groups(request: HttpRequest, groups: list[GroupSession]) -> list[Group]:
    learners = queries.learner_counts(groups)
    return [
        Group(
            id=group.id,
            code=group.code,
            book=group.book_id,
            book_title=group.book.title,
            join_url=join_url(request, group.code),
            learners=learners.get(group.id, 0),
            opened_at=group.opened_at,
            ended_at=group.ended_at,
            led_by=group.educator.get_username(),
        )
        for group in groups
    ]


def join_url(request: HttpRequest, code: str) -> str:
    """What the join QR says. In upper case where that changes nothing (scheme and host, RFC 3986, 6.2.2.1): then the
    QR has fewer and larger modules."""
    base = reachable_origin(request)
    return f"{base if urlsplit(base).path else base.upper()}/J/{code}"
