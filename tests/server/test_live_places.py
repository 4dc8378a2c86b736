"""Places of a group: who is removed, who never came, and who joins without end."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import resolve

from arlearn.errors import Problem
from arlearn.live import actions, guessing, hubs, joining, seats
from arlearn.live.clock import clock
from arlearn.live.forgetting import forget_learner
from arlearn.live.joining import MOST_LEARNERS
from arlearn.live.models import Learner
from arlearn.live.schemas import Joined
from arlearn.metrics import REFUSED
from arlearn.reports.results import results
from tests.server.classroom import Child, Panel, Room, Socket, ask, classroom

pytestmark = pytest.mark.django_db(transaction=True)


async def remove(panel: Panel, *children: Child, id: str = "remove-it-now") -> None:  # noqa: A002
    await panel.order(id, do="remove", to=[str(child.place.learner.id) for child in children])
    await panel.hear("done")


async def turned_away(room: Room, place: Joined) -> str:
    """The code with which the token of this place is refused."""
    late = await room.connect(Socket())
    await late.say(kind="hello", role="learner", version=1, group=str(place.group), token=place.token)
    bye = await late.hear("bye")
    assert bye["again"] is None
    return str(bye["code"])


async def test_L68_a_removed_child_hears_so_and_what_it_did_stays() -> None:
    async with classroom() as room:
        gone, stays, panel = await room.child(), await room.child(), await room.panel()
        other = await room.panel()
        await gone.answer(room.shelf.page, "fish")
        await gone.hear("acknowledged")
        await other.sees(lambda p: len(p.rows) == 2 and p.row(gone)["tries"] == 1)
        await remove(panel, gone)
        bye = await gone.hear("bye")
        assert (bye["code"], bye["again"]) == ("place_given_up", None)
        assert (await gone.hear("closed"))["code"] == 1008
        for each in (panel, other):
            await each.sees(lambda p: list(p.rows) == [str(stays.place.learner.id)])
        # Whoever comes now, or comes back, sees the same; and so does a server that starts anew.
        assert await turned_away(room, gone.place) == "place_given_up"
        await remove(panel, gone, id="remove-it-again")
        await hubs.hubs().stop()
        hubs._current = None
        fresh = await room.panel()
        assert list(fresh.rows) == [str(stays.place.learner.id)]
        assert await turned_away(room, gone.place) == "place_given_up"
        # It may join again, as another animal, and the results tell of both.
        back = await room.child()
        assert back.place.learner.animal != gone.place.learner.animal
        found = await ask(results, room.group, "en")
        told = {child.learner.id: (child.tries, child.removed) for child in found.children}
        assert told == {
            gone.place.learner.id: (1, True),
            stays.place.learner.id: (0, False),
            back.place.learner.id: (0, False),
        }


async def test_L68_a_panel_that_comes_back_misses_no_removal() -> None:
    async with classroom() as room:
        gone, stays, panel = await room.child(), await room.child(), await room.panel()
        before = await room.panel()
        await before.close()
        room.sockets.remove(before)
        await remove(panel, gone)
        again = Panel(room.shelf.educator, room.group.id)
        await room.connect(again)
        welcome = await again.greet(before)
        assert not welcome["whole"]
        assert welcome["gone"] == [str(gone.place.learner.id)]
        assert list(again.rows) == [str(stays.place.learner.id)]


async def test_L68_whom_nobody_knows_is_not_removed() -> None:
    async with classroom() as room:
        elsewhere = await ask(actions.open_group, room.shelf.educator, room.shelf.book.id)
        stranger = Child(await ask(actions.join, elsewhere.code))
        child, panel = await room.child(), await room.panel()
        await panel.order("remove-stranger", do="remove", to=[str(c.place.learner.id) for c in (child, stranger)])
        assert (await panel.hear("refused"))["code"] == "learner_unknown"
        assert str(child.place.learner.id) in (await room.panel()).rows


async def full(room: Room, few: int) -> list[Joined]:
    """Joins until no place is left, of `few`; nobody of them comes."""
    return [await ask(actions.join, room.group.code) for _ in range(few)]


async def test_L69_who_never_came_gives_its_place_up_when_there_is_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MOST_LEARNERS", 8)
    async with classroom() as room:
        panel = await room.panel()
        came, left = await room.child(), await room.child()
        while await ask(Learner.objects.filter(came_at=None).exists):
            await panel.rest(0.1)
        await left.close()
        room.sockets.remove(left)
        silent = await full(room, 6)
        with pytest.raises(Problem) as refused:
            await ask(actions.join, room.group.code)
        assert refused.value.code == "group_full", "they may be about to come"
        with monkeypatch.context() as later:
            later.setattr(seats, "KEPT_FOR", timedelta(0))
            child = await room.child()
        there = {str(one.place.learner.id) for one in (came, left, child)}
        await panel.sees(lambda p: set(p.rows) == there)
        faces = {(row["learner"]["animal"], row["learner"]["colour"]) for row in panel.rows.values()}
        assert len(faces) == 3
        # Who left for a while has its place; who comes too late is told, and joins again.
        assert (await room.child(left.place)).place.learner.id == left.place.learner.id
        codes = Counter([await turned_away(room, place) for place in silent])
        assert codes == {"place_given_up": 5, "token_unknown": 1}
        await room.child()
        # Nobody ever met them.
        found = await ask(results, room.group, "id")
        assert len(found.children) == 4
        assert not any(one.removed for one in found.children)


async def test_L69_a_removed_child_leaves_its_place_but_not_its_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MOST_LEARNERS", 3)
    async with classroom() as room:
        panel = await room.panel()
        acted, idle, stays = [await room.child() for _ in range(3)]
        await acted.answer(room.shelf.page)
        await acted.hear("acknowledged")
        await remove(panel, acted, idle)
        # Best the face of one of whom the results tell nothing.
        assert (await room.child()).place.learner.order == idle.place.learner.order
        assert (await room.child()).place.learner.order == acted.place.learner.order
        with pytest.raises(Problem):
            await ask(actions.join, room.group.code)
        found = await ask(results, room.group, "id")
        assert [child.removed for child in found.children] == [True, False, False, False]
        # What it did can be forgotten, though its place is another's.
        await ask(forget_learner, room.group, acted.place.learner.id)
        assert len((await ask(results, room.group, "id")).children) == 3
        assert {learner.id async for learner in Learner.objects.all()} >= {stays.place.learner.id}


MINUTES, JOINS = 4, 2500


def joins(code: str, address: str, count: int) -> Counter[str]:
    """Joins over HTTP by one address; how often each problem, or "" for none, was the answer."""
    view, body = resolve("/api/live/join").func, json.dumps({"code": code})
    # The same request over and over: to make one takes as long as to answer it.
    request = RequestFactory(REMOTE_ADDR=address).post("/api/live/join", body, content_type="application/json")
    answers: Counter[str] = Counter()
    for _ in range(count):
        answer = view(request)
        answers["" if answer.status_code == 200 else json.loads(answer.content)["code"]] += 1
    return answers


async def test_L70_ten_thousand_joins_of_one_address_keep_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    # The test says when a minute is over, however slow the machine.
    monkeypatch.setattr(guessing, "WITHIN", 3600)
    await ask(cache.clear)
    refusals = REFUSED.labels("join", "too_many")
    counted = refusals._value.get()
    async with classroom() as room:
        panel, first = await room.panel(), await room.child()
        await first.answer(room.shelf.page, "fish")
        children, refused = [first], 0
        for minute in range(MINUTES):
            answers = await ask(joins, room.group.code, "10.1.2.3", JOINS)
            assert answers == {"": guessing.MOST_OF_ONE, "too_many": JOINS - guessing.MOST_OF_ONE}, minute
            refused += answers["too_many"]
            assert await ask(room.group.learners.count) <= MOST_LEARNERS
            # Another device gets in at once, and is heard.
            assert await ask(joins, room.group.code, f"10.1.3.{minute}", 1) == {"": 1}
            child = await room.child()
            await child.answer(room.shelf.page)
            await child.hear("acknowledged")
            children.append(child)
            # The next minute begins, for whoever counts.
            monkeypatch.setattr(clock, "_ahead", clock._ahead + 60)
            await ask(cache.clear)
        assert refusals._value.get() - counted == refused
        ids = [str(child.place.learner.id) for child in children]
        await panel.sees(lambda p: [p.rows.get(who, {}).get("tries") for who in ids] == [1] * len(ids))
        assert len(panel.rows) <= MOST_LEARNERS
        fresh = await room.panel()
        assert set(fresh.rows) == set(panel.rows)
