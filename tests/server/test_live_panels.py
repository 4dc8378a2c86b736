"""Frames: what a panel gets, how often, and what it gets when it does not keep up."""

import asyncio
import json
import random
import time
from uuid import UUID

import pytest
from django.db import transaction

from arlearn.live import actions, queries
from arlearn.live.control import OpenPage, Order, Pause, Resume
from arlearn.live.facts import EDUCATOR, Answered, Ordered, PageFinished
from arlearn.live.hub import Hub
from arlearn.live.link import EducatorLink, Wire
from arlearn.live.log import Entry, append, read
from arlearn.live.rights import Leader, Right
from arlearn.live.state import fold
from arlearn.people.actions import add_person
from arlearn.people.models import Role, User
from tests.server.classroom import Child, Panel, Room, ask, classroom

pytestmark = pytest.mark.django_db(transaction=True)


async def stir(room: Room, children: list[Child], rng: random.Random, steps: int) -> None:
    """Children do things in any order, some of them again."""
    shown = dict.fromkeys((child.place.learner.id for child in children), 0)
    for _ in range(steps):
        child = rng.choice(children)
        who = child.place.learner.id
        match rng.randrange(4):
            case 0:
                shown[who] += 1
                await child.show(shown[who], room.shelf.page, help=rng.random() < 0.5)
            case 1:
                await child.answer(room.shelf.page, rng.choice(["fish", "honey"]))
            case 2 if child.n > 0:
                await child.answer(room.shelf.page, "fish", n=child.n)
            case _:
                await child.finish(rng.choice([room.shelf.page, str(room.shelf.pages[1].id)]))
        if rng.random() < 0.2:
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("seed", range(3))
async def test_L16_panels_that_draw_at_their_own_pace_come_to_the_same(seed: int) -> None:
    rng = random.Random(seed)
    async with classroom() as room:
        children = [await room.child() for _ in range(4)]
        eager, lazy = await room.panel(), await room.panel()
        drawing = asyncio.ensure_future(eager.follow())
        await stir(room, children, rng, 120)
        # The lazy one has drawn nothing so far: at most four frames came, and the rest is merged into one.
        came = await lazy.rest()
        assert len(came) == EducatorLink.CREDIT, seed
        drawing.cancel()
        for panel in (lazy, eager):
            for frame in came if panel is lazy else ():
                lazy.draw(frame)
            await panel.say(kind="credit", frame=panel.heard[-1]["frame"])
            await panel.catch_up()
        truth = await room.panel()
        assert lazy.rows == truth.rows, seed
        assert eager.rows == truth.rows, seed
        assert lazy.seq == eager.seq == truth.seq


async def test_L17_a_panel_that_does_not_draw_gets_no_queue() -> None:
    async with classroom() as room:
        child, panel = await room.child(), await room.panel()
        for n in range(1, 15):
            await child.show(n, room.shelf.page, help=n % 2 == 1)
            await asyncio.sleep(0.06)
        frames = await panel.rest()
        assert len(frames) == EducatorLink.CREDIT
        await panel.say(kind="credit", frame=frames[-1]["frame"])
        merged = await panel.hear("frame")
        assert [row["help"] for row in merged["rows"]] == [False]
        await panel.quiet()


async def test_L18_at_most_twenty_frames_a_second_and_none_without_news() -> None:
    async with classroom() as room:
        child, panel = await room.child(), await room.panel()
        await panel.catch_up()
        panel.heard.clear()
        started = time.monotonic()
        for n in range(1, 200):
            await child.show(n, room.shelf.page, help=n % 2 == 1)
            await asyncio.sleep(0.005)
        await panel.sees(lambda p: p.row(child)["help"] and p.row(child)["page"] is not None)
        took = time.monotonic() - started
        await panel.catch_up()
        frames = [message for message in panel.heard if message["kind"] == "frame"]
        assert 3 <= len(frames) <= took * 20 + 2
        assert all(frame["rows"] for frame in frames)


async def test_a_frame_holds_only_the_rows_that_changed() -> None:
    async with classroom() as room:
        children = [await room.child() for _ in range(5)]
        panel = await room.panel()
        await panel.catch_up()
        await children[3].show(1, room.shelf.page)
        frame = await panel.hear("frame", where=lambda frame: frame["rows"][0]["page"] is not None)
        assert [row["learner"]["order"] for row in frame["rows"]] == [3]
        assert frame["control"] is None


@pytest.mark.parametrize("seed", range(5))
async def test_L4_a_hub_that_hears_lines_in_any_order_comes_to_what_a_fresh_load_says(seed: int) -> None:
    rng = random.Random(seed)
    async with classroom() as room:
        places = [await ask(actions.join, room.group.code) for _ in range(3)]
        pages = [page.id for page in room.shelf.pages]
        await ask(write, room.group.id, [place.learner.id for place in places], pages, rng)
        lines = await ask(read, room.group.id)
        loaded = await ask(queries.load, room.group.id)
        assert loaded is not None
        empty = type(loaded.state)(loaded.state.group, loaded.state.epoch, loaded.state.book, loaded.state.code)
        known = rng.randrange(len(lines))
        behind = queries.Loaded(fold(empty, lines[:known]), loaded.tokens, loaded.pages)
        hub = Hub("here", behind, lambda _: None)
        heard = lines * 2
        rng.shuffle(heard)
        for line in heard:
            hub.take([line])
            if rng.random() < 0.05:
                await asyncio.sleep(0.01)
        await hub.caught_up(len(lines))
        assert hub.state == loaded.state, f"seed {seed}"


def write(group: UUID, children: list[UUID], pages: list[UUID], rng: random.Random) -> None:
    """A log of everything that can happen, some of it sent twice."""
    for number in range(60):
        page = rng.choice(pages)
        child = str(rng.choice(children))
        correct = rng.random() < 0.5
        answered = Answered(page=page, revision="a" * 64, task="food", language="id", value="x", correct=correct)
        orders: list[Order] = [Pause(), Resume(), OpenPage(page=page)]
        choices = [
            Entry(group, child, str(number // 2 + 1), answered),
            Entry(group, child, str(number // 2 + 1), PageFinished(page=page, revision="a" * 64)),
            Entry(group, EDUCATOR, f"order-{number}", Ordered(order=rng.choice(orders))),
        ]
        append_alone(rng.choice(choices))


def append_alone(entry: Entry) -> None:
    with transaction.atomic():
        append([entry])


async def test_L73_who_leads_together_is_told_of_each_other() -> None:
    async with classroom() as room:
        ani = await ask(add_person, room.shelf.library, "bu-ani", "rahasia-benar", [Role.EDUCATOR])
        alone, twice = await room.panel(), await room.panel()
        other = await room.connect(Panel(ani, room.group.id))
        await other.greet()
        assert (await other.hear("leaders"))["others"] == ["guru-kota"]
        for panel in (alone, twice):
            assert (await panel.hear("leaders"))["others"] == ["bu-ani"]
        await twice.close()
        room.sockets.remove(twice)
        await other.quiet()
        await other.close()
        room.sockets.remove(other)
        assert (await alone.hear("leaders"))["others"] == []
        assert [message["others"] for message in alone.heard if message["kind"] == "leaders"] == [["bu-ani"], []]


async def test_L73_leaders_on_different_processes_are_told_of_each_other() -> None:
    async with classroom() as room:
        loaded = await ask(queries.load, room.group.id)
        assert loaded is not None
        newsy: set[Hub] = set()
        hubs = [Hub(name, loaded, newsy.add) for name in "ab"]
        told: dict[str, list[str]] = {}

        def enter(hub: Hub, name: str) -> EducatorLink:
            def hear(text: str) -> bool:
                told[name] = json.loads(text)["others"]
                return True

            leader = Leader(hub.group, Right(User(username=name), hub.state.book, "key", ""))
            link = EducatorLink(Wire(nowhere, nowhere, hear), "en", leader)
            hub.enter(link)
            return link

        def speak() -> None:
            for hub, other in zip(hubs, reversed(hubs), strict=True):
                other.hear(hub.attendance.process, *hub.news())

        link = enter(hubs[0], "bu-ani")
        enter(hubs[1], "pak-budi")
        assert newsy == set(hubs)
        speak()
        assert told == {"bu-ani": ["pak-budi"], "pak-budi": ["bu-ani"]}
        hubs[0].leave(link)
        speak()
        assert told["pak-budi"] == []
        enter(hubs[0], "bu-citra")
        speak()
        assert told["pak-budi"] == ["bu-citra"]
        hubs[1].forget("a")
        assert told["pak-budi"] == []


async def nowhere(_: object) -> None:
    raise AssertionError("what is sent at once waits for nobody")
