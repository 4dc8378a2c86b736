"""A room without phones: the educator's phone reads answer cards, and the group has their answers."""

import csv
import io
from typing import Any

import pytest

from arlearn.live import actions, queries
from arlearn.live.card_readings import seat_cards
from arlearn.live.forgetting import forget_learner
from arlearn.live.joining import FIRST_CARD
from arlearn.live.models import Event, GroupSession, Learner
from arlearn.live.problems import CARDS_FULL
from arlearn.reports import results as reports
from tests.server.classroom import REVISION, Panel, ask, classroom, reload

pytestmark = pytest.mark.django_db(transaction=True)


def reading(page: str, turns: dict[int, str], task: str = "food") -> dict[str, Any]:
    held = [{"card": card, "letter": letter} for card, letter in turns.items()]
    return {"do": "read_cards", "page": page, "revision": REVISION, "task": task, "language": "id", "turns": held}


def by_card(panel: Panel) -> dict[int, Any]:
    return {row["learner"]["card"]: row for row in panel.rows.values() if row["learner"]["card"]}


async def test_L60_L61_cards_join_by_being_read_and_answer_like_others() -> None:
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        await panel.order("lock-0001", do="lock", locked=True)
        await panel.hear("done")
        await panel.order("reading-1", **reading(room.shelf.page, {1: "A", 7: "B", 40: "D"}))
        assert (await panel.hear("done"))["id"] == "reading-1"
        await panel.sees(lambda p: [row["tries"] for row in by_card(p).values()] == [1, 1])
        rows = by_card(panel)
        assert {card: row["last"]["value"] for card, row in rows.items()} == {1: "honey", 7: "fish"}
        assert rows[1]["solved"] == [{"page": room.shelf.page, "task": "food"}]
        assert (rows[7]["tries"], rows[7]["misses"]) == (1, 1)
        assert rows[7]["learner"]["order"] == FIRST_CARD + 6
        assert panel.row(child)["learner"]["order"] == 0
        await panel.order("reading-2", **reading(room.shelf.page, {7: "A"}))
        await panel.sees(lambda p: by_card(p)[7]["tries"] == 2)
        assert await ask(Learner.objects.filter(group=room.group).count) == 3

        found = await ask(reports.results, room.group, "id")
        assert [(task.task, task.tried, task.solved, task.first_try) for task in found.tasks] == [("food", 2, 2, 1)]
        text = await ask(reports.results_csv, room.group, "en")
        table = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
        assert [(row[1].split(" (")[1], row[6], row[8]) for row in table[1:]] == [
            ("card 1)", "Madu", "1"),
            ("card 7)", "Ikan", "1"),
            ("card 7)", "Madu", "2"),
        ]
        told = await ask(reports.results_xapi, room.group, "id", "https://perpus.example")
        answered = [one for one in told if one["verb"]["id"].endswith("/answered")]
        assert {one["actor"]["account"]["name"] for one in answered} == {
            row["learner"]["id"] for row in by_card(panel).values()
        }


async def test_L62_a_reading_counts_once_also_when_it_was_cut_off_and_after_a_restart() -> None:
    async with classroom() as room:
        panel = await room.panel()
        order = reading(room.shelf.page, {1: "A", 2: "B"})
        await panel.order("reading-1", **order)
        await panel.order("reading-1", **order)
        assert [(await panel.hear("done"))["id"] for _ in range(2)] == ["reading-1", "reading-1"]
        # As a server leaves it that died after the first answer.
        await ask(Event.objects.filter(group=room.group, seq__gt=3).delete)
        await ask(GroupSession.objects.filter(id=room.group.id).update, seq=3)
        await reload()
        panel = await room.panel()
        await panel.order("reading-1", **order)
        await panel.hear("done")
        await panel.sees(lambda p: [row["tries"] for row in by_card(p).values()] == [1, 1])
        loaded = await ask(queries.load, room.group.id)
        assert loaded
        assert loaded.state.cards_read == "reading-1"


async def test_L60_L62_two_educators_who_read_at_once_seat_a_card_once_and_see_both_readings() -> None:
    async with classroom() as room:
        panels = [await room.panel(), await room.panel()]
        for number, panel in enumerate(panels):
            await panel.order(
                f"reading-{number}", **reading(room.shelf.page, {1: "AB"[number], 2: "A", 3 + number: "B"})
            )
        for panel in panels:
            await panel.hear("done")
            await panel.sees(
                lambda p: {card: row["tries"] for card, row in by_card(p).items()} == {1: 2, 2: 2, 3: 1, 4: 1}
            )
        assert await ask(Learner.objects.filter(group=room.group).count) == 4


async def test_L63_the_last_reading_is_taken_back() -> None:
    async with classroom() as room:
        panel = await room.panel()
        await panel.order("reading-1", **reading(room.shelf.page, {1: "B"}))
        await panel.order("reading-2", **reading(room.shelf.page, {1: "A", 2: "A"}))
        assert [(await panel.hear("done"))["id"] for _ in range(2)] == ["reading-1", "reading-2"]
        await panel.sees(lambda p: {card: row["tries"] for card, row in by_card(p).items()} == {1: 2, 2: 1})
        await panel.order("back-0001", do="take_back", command="reading-1")
        assert (await panel.hear("refused"))["code"] == "not_the_last"
        await panel.order("back-0002", do="take_back", command="reading-2")
        await panel.sees(lambda p: {card: row["tries"] for card, row in by_card(p).items()} == {1: 1, 2: 0})
        assert by_card(panel)[1]["last"]["value"] == "fish"
        found = await ask(reports.results, room.group, "id")
        assert [(task.tried, task.solved) for task in found.tasks] == [(1, 0)]


async def test_L64_a_reading_that_does_not_fit_changes_nothing() -> None:
    async with classroom() as room:
        panel = await room.panel()
        await panel.order("reading-1", **reading(room.shelf.page, {1: "A"}, task="word"))
        assert (await panel.hear("refused"))["code"] == "cards_unfit"
        assert await ask(Event.objects.filter(group=room.group).count) == 0
        await panel.order("end-12345", do="end")
        await panel.hear("done")
        await panel.order("reading-2", **reading(room.shelf.page, {1: "A"}))
        assert (await panel.hear("refused"))["code"] == "group_over"
        assert await ask(Learner.objects.filter(group=room.group).count) == 0


async def test_L60_a_card_finds_its_place_again_and_none_where_a_device_sits() -> None:
    async with classroom() as room:
        await ask(seat_cards, room.group.id, [3, 5])
        first = await ask(seat_cards, room.group.id, [3])
        again = await ask(seat_cards, room.group.id, [5, 3])
        assert first == again == 2
        third = await ask(Learner.objects.get, group=room.group, card=3)
        await ask(forget_learner, room.group, third.id)
        assert not await ask(Event.objects.filter(group=room.group, source=str(third.id)).exists)
        assert await ask(seat_cards, room.group.id, [3]) == 3
        assert (await ask(Learner.objects.get, group=room.group, card=3)).order == third.order
        place = await ask(actions.join, room.group.code)
        await ask(Learner.objects.filter(id=place.learner.id).update, order=FIRST_CARD)
        assert await ask(seat_cards, room.group.id, [1]) is CARDS_FULL
