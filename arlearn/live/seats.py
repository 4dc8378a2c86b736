"""Who sits where in a group: the next child's place, and what becomes of places whose children are gone or never came.

Joining asks for nothing, so that one device with a script can join without end. A child that has joined and not come
holds its place as long as there are others; when there are none, it gives its place up after a while. Its page comes
within a second or two; one that was asleep longer joins again by the code that it has.
"""

import uuid
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from arlearn.live.clock import clock
from arlearn.live.control import Remove
from arlearn.live.facts import JOINED, RULE, Joined, Ordered
from arlearn.live.joining import MOST_LEARNERS, deal, next_place
from arlearn.live.log import Entry
from arlearn.live.models import Event, GroupSession, Learner
from arlearn.live.problems import GROUP_FULL
from arlearn.live.protocol import LearnerFace
from arlearn.live.queries import removed_from, token_digest

KEPT_FOR = timedelta(seconds=45)
"""A place is kept for a child that has joined and not come, while others want in: 30 s to come, and some until the
process to which it came has noted that."""


def take_seat(group: GroupSession, token: str) -> tuple[LearnerFace, list[Entry]]:
    """The next child, who has this token, and what its coming is in the log. To be called with the group locked.

    Raises GROUP_FULL.
    """
    entries = []
    # After the last, not by their number: while there are faces that nobody had, nobody gets another's.
    seats = dict(group.learners.values_list("order", "card"))
    cards = {order for order, card in seats.items() if card is not None}
    order = next_place(seats.keys() - cards, cards)
    if order is None:
        order, silent = _vacated(group)
        if silent:
            gone = Ordered(order=Remove(to=sorted(silent)))
            entries.append(Entry(group.id, RULE, str(uuid.uuid4()), gone))
    animal, colour = deal(order)
    face = LearnerFace(id=uuid.uuid4(), order=order, animal=animal, colour=colour)
    now = clock.now()
    Learner.objects.create(
        id=face.id,
        group=group,
        order=order,
        animal=animal,
        colour=colour,
        token_sha256=token_digest(token),
        joined_at=now,
    )
    GroupSession.objects.filter(id=group.id).update(used_at=now)
    return face, [*entries, Entry(group.id, str(face.id), JOINED, Joined(learner=face))]


def _vacated(group: GroupSession) -> tuple[int, list[UUID]]:
    """A place to be given again, and the children who never came, who all lose theirs. Best the face of one who did
    nothing, since results tell of the others."""
    removed = removed_from(group.id) & set(group.learners.values_list("id", flat=True))
    waited = group.learners.filter(card=None, came_at=None, joined_at__lt=clock.now() - KEPT_FOR)
    silent = set(waited.exclude(id__in=removed).values_list("id", flat=True))
    acted = _acted(group, removed | silent)
    silent -= acted
    free = group.learners.filter(id__in=removed | silent, card=None)
    places = sorted((who in acted, order) for who, order in free.values_list("id", "order"))
    if not places:
        raise GROUP_FULL(most=MOST_LEARNERS)
    _, order = places[0]
    group.learners.filter(order=order).delete()
    return order, list(silent)


def _acted(group: GroupSession, learners: Collection[UUID]) -> set[UUID]:
    """Those of the children of whom the log has more than their joining."""
    events = Event.objects.filter(group=group, source__in=[str(who) for who in learners])
    return {UUID(source) for source in events.exclude(kind="joined").values_list("source", flat=True).distinct()}
