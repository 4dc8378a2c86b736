"""Changes to groups: open one, join it, answer in it, order in it, end it. Nothing else writes to a group."""

import logging
import secrets
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction

from arlearn.errors import NOT_FOUND, Problem, ProblemKind
from arlearn.live.asking import reading
from arlearn.live.card_readings import answering, order_cards
from arlearn.live.clock import clock
from arlearn.live.control import End, OpenPage, ReadCards, TakeBack, UsePlan
from arlearn.live.decide import decide_answer, decide_consent, decide_order, decide_plan, fits
from arlearn.live.facts import EDUCATOR, RULE, Fact, Line, Ordered, Planned
from arlearn.live.hub import Hub
from arlearn.live.hubs import announce
from arlearn.live.joining import new_code, normal_code
from arlearn.live.link import EducatorLink, LearnerLink
from arlearn.live.log import Entry, Outcome, append
from arlearn.live.models import GroupSession
from arlearn.live.problems import (
    BOOK_UNPUBLISHED,
    GROUP_ENDED,
    GROUP_LOCKED,
    JOIN_CODE_UNKNOWN,
    NOT_WRITTEN,
    PLAN_UNFIT,
    PLAN_UNKNOWN,
)
from arlearn.live.protocol import (
    Answer,
    Command,
    Consent,
    Done,
    Finished,
    Opened,
)
from arlearn.live.queries import is_locked, pages_of, plan_of, positions
from arlearn.live.schemas import Joined as JoinedOut
from arlearn.live.seats import take_seat
from arlearn.people.access import Visitor, access_library, signed_in
from arlearn.people.models import Role, User
from content.models import Book
from content.scene import SceneDocument

IDLE = timedelta(hours=2)
"""A group in which nobody was for so long has ended."""
CODE_TRIES = 20
OPENING = "opening"
"""Client id of what an educator chose with opening the group; no command can have it, it is too short."""

logger = logging.getLogger(__name__)


def open_group(visitor: Visitor, book_id: UUID, plan_id: UUID | None = None) -> GroupSession:
    """A new group that reads the book, led by the visitor, and that follows the plan from the start if one is named.

    Raises NOT_FOUND, NOT_ALLOWED, BOOK_UNPUBLISHED, PLAN_UNFIT, or PLAN_UNUSABLE.
    """
    user = signed_in(visitor)
    book = Book.objects.filter(id=book_id).first()
    if book is None:
        raise NOT_FOUND()
    access_library(user, book.library_id, Role.EDUCATOR)
    pages = pages_of(book.id)
    if not any(pages.values()):
        raise BOOK_UNPUBLISHED()
    plan = plan_of(user, book.id, plan_id) if plan_id is not None else None
    if plan is not None and not fits(plan, pages):
        raise PLAN_UNFIT()
    with transaction.atomic():
        group = _new_group(user, book)
        if plan is not None:
            append([Entry(group.id, EDUCATOR, OPENING, Planned(plan=plan))])
    group.refresh_from_db(fields=["seq"])
    return group


def _new_group(user: User, book: Book) -> GroupSession:
    for _ in range(CODE_TRIES):
        code = new_code(secrets.choice)
        try:
            with transaction.atomic():
                return GroupSession.objects.create(
                    library_id=book.library_id, educator=user, book=book, code=code, used_at=clock.now()
                )
        except IntegrityError:
            logger.info("join code %s is in use; another is drawn", code)
    raise RuntimeError("no free join code was drawn")


def join(typed: str) -> JoinedOut:
    """A place in the open group of this code. Raises JOIN_CODE_UNKNOWN, GROUP_ENDED, GROUP_LOCKED or GROUP_FULL."""
    code = normal_code(typed)
    found = GroupSession.objects.filter(code=code).order_by("-opened_at").first()
    if found is None:
        raise JOIN_CODE_UNKNOWN()
    if end_if_idle(found):
        raise GROUP_ENDED()
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        group = GroupSession.objects.select_for_update().get(id=found.id)
        if group.ended_at is not None:
            raise GROUP_ENDED()
        if is_locked(group.id):
            raise GROUP_LOCKED()
        face, entries = take_seat(group, token)
        lines = [line for line in append(entries) if isinstance(line, Line)]
        transaction.on_commit(partial(announce, group.id, lines[-1].seq, lines))
    return JoinedOut(group=group.id, token=token, learner=face, book=group.book_id)


def end_if_idle(group: GroupSession) -> bool:
    """Ends the group if nobody was there for IDLE; whether it has ended, now or before."""
    if group.ended_at is not None:
        return True
    if group.used_at > clock.now() - IDLE:
        return False
    with transaction.atomic():
        (outcome,) = append([Entry(group.id, RULE, "idle", Ordered(order=End()))])
        if not isinstance(outcome, ProblemKind):
            transaction.on_commit(partial(announce, group.id, outcome.seq))
    group.refresh_from_db()
    return True


def submit(
    hub: Hub, link: LearnerLink, message: Answer | Finished | Opened | Consent, scene: SceneDocument | None
) -> None:
    """Puts what a child did into the log. Acknowledged when it is there for good. `scene`: the revision that the
    message names, which has been looked up before."""
    settle = link.sent(message.n)
    learner = hub.state.learners.get(link.learner)
    # Who was removed while its message was looked up has been told so, and nothing of it counts.
    if learner is None or message.n in learner.sent:
        settle()
        return
    if isinstance(message, Consent):
        decided = decide_consent(hub.state, message)
    else:
        decided = decide_answer(hub.state, message, hub.reading.pages, scene)
    if isinstance(decided, ProblemKind):
        link.refuse(decided(), n=message.n)
        settle()
        return

    def told(outcome: Outcome) -> None:
        if outcome is NOT_WRITTEN:
            link.unwritten()
            return
        if isinstance(outcome, ProblemKind):
            link.refuse(outcome(), n=message.n)
        settle()

    hub.submit(Entry(hub.group, link.source, str(message.n), decided), told)


async def order(hub: Hub, link: EducatorLink, command: Command) -> None:
    """Puts an educator's order into the log, from where it goes out to everybody. A command counts once."""
    refused = await _order(hub, link, command)
    if refused is not None and await _was_behind(hub):
        # Another process has written what this one had not heard of: a plan, a reading, this very command.
        refused = await _order(hub, link, command)
    if refused is not None:
        answering(link, command.id)(refused)


async def _was_behind(hub: Hub) -> bool:
    """Whether the log has gone on without this replica, which then follows it."""
    position = (await reading(positions, [hub.group])).get(hub.group)
    if position is None or position.seq <= hub.state.seq:
        return False
    await hub.caught_up(position.seq)
    return True


async def _order(hub: Hub, link: EducatorLink, command: Command) -> ProblemKind | None:
    """Why the order is not for the log, as far as this replica knows."""
    wanted = command.order
    if command.id in hub.state.commands:
        link.push(Done(id=command.id))
        return None
    if isinstance(wanted, ReadCards | TakeBack):
        return await order_cards(hub, link, command, wanted)
    if isinstance(wanted, UsePlan):
        decided = await _decide_plan(hub, link.leader.user, wanted.plan)
    else:
        if isinstance(wanted, OpenPage) and wanted.page is not None:
            await hub.reading.knows(wanted.page, published=True)
        decided = decide_order(hub.state, wanted, hub.reading.pages)
    if decided is GROUP_ENDED:
        # The log is asked all the same: the command may be the one that ended the group, sent again.
        decided = Ordered(order=wanted)
    if isinstance(decided, ProblemKind):
        return decided
    hub.submit(Entry(hub.group, EDUCATOR, command.id, decided), answering(link, command.id))
    return None


async def _decide_plan(hub: Hub, visitor: Visitor, plan_id: UUID | None) -> Fact | ProblemKind:
    """With the plan as it is now, of those that the educator sees; None puts it away."""
    if plan_id is None:
        return decide_plan(hub.state, None, hub.reading.pages)
    try:
        plan = await reading(plan_of, visitor, hub.state.book, plan_id)
    except Problem as problem:
        return PLAN_UNKNOWN if problem.kind is NOT_FOUND else problem.kind
    await hub.reading.knows(*{step.page for step in plan.steps}, published=True)
    return decide_plan(hub.state, plan, hub.reading.pages)


def end_if_idle_by_id(group_id: UUID) -> None:
    """As `end_if_idle`; nothing happens when there is no such group."""
    group = GroupSession.objects.filter(id=group_id).first()
    if group is not None:
        end_if_idle(group)
