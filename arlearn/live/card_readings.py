"""Cards in a room without phones: their places in a group, and the readings that the educator's phone sends."""

import secrets
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from django.db import transaction

from arlearn.errors import ProblemKind
from arlearn.live.asking import reading
from arlearn.live.cards import Reading, decide_cards, decide_take_back
from arlearn.live.clock import clock
from arlearn.live.control import ReadCards, TakeBack
from arlearn.live.facts import EDUCATOR, JOINED, CardsRead, Fact, Joined, Line
from arlearn.live.hub import Hub
from arlearn.live.hubs import announce
from arlearn.live.joining import deal, place_of
from arlearn.live.link import EducatorLink
from arlearn.live.log import Entry, Outcome, append
from arlearn.live.models import GroupSession, Learner
from arlearn.live.problems import CARDS_FULL, GROUP_ENDED, GROUP_OVER, NOT_WRITTEN
from arlearn.live.protocol import Command, Done, LearnerFace
from arlearn.live.queries import removed_from, token_digest

__all__ = ["answering", "order_cards", "seat_cards"]


async def order_cards(
    hub: Hub, link: EducatorLink, command: Command, order: ReadCards | TakeBack
) -> ProblemKind | None:
    """Puts a reading of the cards, or its taking back, into the log. Counts once, as every command does. Why it is not
    for the log, as far as this replica knows."""
    if isinstance(order, TakeBack):
        decided: Reading | Fact | ProblemKind = decide_take_back(hub.state, order)
    else:
        scene = await hub.reading.look_up(order.page, order.revision)
        decided = decide_cards(hub.state, order, hub.reading.pages, scene)
    if isinstance(decided, Reading):
        seated = await _seated(hub, [card for card, _ in decided.answers])
        if isinstance(seated, ProblemKind):
            decided = seated
        else:
            _submit_reading(hub, link, command.id, seated, decided)
            return None
    if decided is GROUP_ENDED and isinstance(order, ReadCards):
        # The log is asked all the same: it may have taken the command before the group ended.
        decided = CardsRead(page=order.page, task=order.task, cards=0)
    if isinstance(decided, ProblemKind):
        return decided
    hub.submit(Entry(hub.group, EDUCATOR, command.id, decided), answering(link, command.id))
    return None


def _submit_reading(hub: Hub, link: EducatorLink, command: str, seated: dict[int, UUID], found: Reading) -> None:
    """The answers first, then that the question is closed: once that is in the log, so is everything. A command that
    was cut off in between is sent again, and what is there of it already counts once."""
    failed: list[ProblemKind] = []

    def told(outcome: Outcome) -> None:
        if isinstance(outcome, ProblemKind):
            failed.append(outcome)

    def closed(outcome: Outcome) -> None:
        answering(link, command)(failed[0] if failed else outcome)

    for card, answer in found.answers:
        hub.submit(Entry(hub.group, str(seated[card]), command, answer), told)
    hub.submit(Entry(hub.group, EDUCATOR, command, found.closed), closed)


def answering(link: EducatorLink, command: str) -> Callable[[Outcome], None]:
    """Tells the panel what became of its command."""

    def told(outcome: Outcome) -> None:
        if outcome is NOT_WRITTEN:
            # Refused, the panel would let the command go. It keeps it, and comes back with it.
            link.unwritten()
        elif isinstance(outcome, ProblemKind):
            link.refuse((GROUP_OVER if outcome is GROUP_ENDED else outcome)(), id=command)
        else:
            link.push(Done(id=command))

    return told


async def _seated(hub: Hub, cards: Sequence[int]) -> dict[int, UUID] | ProblemKind:
    """The children of these cards, with a place for those that had none."""
    known = _by_card(hub)
    if any(card not in known for card in cards):
        seq = await reading(seat_cards, hub.group, cards)
        if isinstance(seq, ProblemKind):
            return seq
        await hub.caught_up(seq)
        known = _by_card(hub)
        if any(card not in known for card in cards):
            # The log could not be read just now.
            return NOT_WRITTEN
    return {card: known[card] for card in cards}


def _by_card(hub: Hub) -> dict[int, UUID]:
    return {one.face.card: who for who, one in hub.state.learners.items() if one.face.card is not None}


def seat_cards(group_id: UUID, cards: Sequence[int]) -> int | ProblemKind:
    """Gives the cards that have none a place in the group, and with it the face that is printed on them. The position
    to which the log has come; or GROUP_ENDED, or CARDS_FULL when children with devices have taken the places of cards.

    A locked door keeps no card out: it is the educator who deals them. Called twice it changes nothing more.
    """
    with transaction.atomic():
        group = GroupSession.objects.select_for_update().get(id=group_id)
        if group.ended_at is not None:
            return GROUP_ENDED
        # A card whose child was removed comes in anew.
        group.learners.filter(id__in=removed_from(group.id), card__in=cards).delete()
        seats = dict(group.learners.values_list("order", "card"))
        missing = sorted(set(cards) - set(seats.values()))
        if any(place_of(card) in seats for card in missing):
            return CARDS_FULL
        if not missing:
            return group.seq
        faces = [_seat(group, card) for card in missing]
        lines = [line for line in append([_joining(group, face) for face in faces]) if isinstance(line, Line)]
        transaction.on_commit(partial(announce, group.id, lines[-1].seq, lines))
    return lines[-1].seq


def _seat(group: GroupSession, card: int) -> LearnerFace:
    animal, colour = deal(place_of(card))
    face = LearnerFace(id=uuid.uuid4(), order=place_of(card), animal=animal, colour=colour, card=card)
    Learner.objects.create(
        id=face.id,
        group=group,
        order=face.order,
        animal=animal,
        colour=colour,
        card=card,
        joined_at=clock.now(),
        # Of a token that nobody has: a card opens no place on a phone.
        token_sha256=token_digest(secrets.token_urlsafe(32)),
    )
    return face


def _joining(group: GroupSession, face: LearnerFace) -> Entry:
    return Entry(group.id, str(face.id), JOINED, Joined(learner=face))
