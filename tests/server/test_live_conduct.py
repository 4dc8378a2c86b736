"""How a room is led, who may lead it, and how connections come and go; over real sockets."""

import asyncio
import itertools
import random
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from arlearn.errors import Problem
from arlearn.live import actions, asking, conversation, hubs, queries, rights
from arlearn.live.clock import clock
from arlearn.live.models import GroupSession
from arlearn.people.models import Membership, Role, User
from tests.house.tree import ROOT
from tests.server.classroom import Child, Panel, Room, Said, ask, classroom, open_group, reload, shelf

pytestmark = pytest.mark.django_db(transaction=True)


numbers = itertools.count(1)


async def commands(panel: Panel, *orders: Said) -> None:
    for order in orders:
        await panel.order(f"command-{next(numbers):04}", **order)
        await panel.hear("done")


def id_of(child: Child) -> str:
    return str(child.place.learner.id)


async def test_L51_a_child_is_asked_before_the_room_sees_its_page() -> None:
    async with classroom() as room:
        panel, child, other = await room.panel(), await room.child(), await room.child()
        for agree in (False, True):
            await commands(panel, {"do": "spotlight", "learner": id_of(child)})
            asked = (await child.hear("own", where=lambda m: m["own"]["asked"] is not None))["own"]["asked"]
            await child.say(kind="consent", n=child.n + 1, asked=asked, agree=agree)
            child.n += 1
            await child.hear("acknowledged")
            await panel.sees(lambda p: p.row(child)["own"]["asked"] is None)
        await panel.sees(lambda p: p.control["spotlight"] == id_of(child))
        shown = (await other.hear("control", where=lambda m: m["control"]["spotlight"] is not None))["control"]
        assert shown["spotlight"] == id_of(child)
        assert [m for m in other.heard if m["kind"] == "own"] == [], "nobody else hears of the question"


async def test_L52_a_locked_group_lets_nobody_new_in() -> None:
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        await commands(panel, {"do": "lock", "locked": True})
        with pytest.raises(Problem) as problem:
            await ask(actions.join, room.group.code)
        assert (problem.value.code, problem.value.kind.status) == ("group_locked", 423)
        await child.close()
        assert (await room.child(child.place)).welcome["control"]["locked"] is True
        await commands(panel, {"do": "lock", "locked": False})
        await room.child()


async def test_L53_a_word_to_one_child_reaches_that_child_alone() -> None:
    async with classroom() as room:
        panel, child, other = await room.panel(), await room.child(), await room.child()
        await commands(
            panel,
            {"do": "hint", "to": id_of(child), "text": "Lihat gambar."},
            {"do": "open_page", "page": room.shelf.page, "to": [id_of(child)]},
            {"do": "attend", "to": id_of(child)},
        )
        owns = [(await child.hear("own"))["own"] for _ in range(3)]
        assert owns[-1]["note"] == {"id": 1, "sort": "hint", "text": "Lihat gambar."}
        assert (owns[-1]["page"], owns[-1]["attended"]) == (room.shelf.page, 1)
        await other.quiet()
        again = await room.child(child.place)
        assert again.welcome["own"] == owns[-1], "it is there still when the child comes back"


async def happen(room: Room, children: list[Child], panel: Panel, rng: random.Random) -> None:
    """One thing of those that happen in a room."""
    child, page = rng.choice(children), room.shelf.page
    match rng.randrange(4):
        case 0:
            child.shown = getattr(child, "shown", 0) + 1  # type: ignore[attr-defined]  # a count of this test
            await child.show(child.shown, page, help=rng.random() < 0.5)  # type: ignore[attr-defined]  # as above
        case 1:
            await child.answer(page, rng.choice(["honey", "fish"]))
        case 2:
            await panel.order(f"praise-{rng.random()}".replace(".", "-")[:30], do="praise", to=id_of(child))
        case _:
            await panel.order(f"lead-{rng.random()}".replace(".", "-")[:30], do="open_page", page=page)


@pytest.mark.parametrize("_", range(3))
async def test_L54_a_panel_that_comes_back_has_what_a_whole_welcome_says(_: int) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    rng = random.Random(seed)
    async with classroom() as room:
        children, other = [await room.child() for _ in range(4)], await room.panel()
        panel = await room.panel()
        for _ in range(4):
            for _ in range(rng.randrange(8)):
                await happen(room, children, other, rng)
            if rng.random() < 0.5:
                await panel.catch_up()
            await panel.close()
            for _ in range(rng.randrange(8)):
                await happen(room, children, other, rng)
            back = await room.connect(Panel(room.shelf.educator, room.group.id))
            welcome = await back.greet(panel)
            assert welcome["whole"] is False
            panel = back
        await other.rest()
        await panel.catch_up()
        truth = await room.panel()
        assert panel.rows == truth.rows
        assert (panel.control, panel.seq) == (truth.control, truth.seq)


async def test_L54_only_what_was_missed_is_told_and_after_a_restart_everything() -> None:
    async with classroom() as room:
        children, panel = [await room.child() for _ in range(5)], await room.panel()
        await panel.catch_up()
        await panel.close()
        await children[3].answer(room.shelf.page)
        await children[3].hear("acknowledged")
        back = await room.connect(Panel(room.shelf.educator, room.group.id))
        missed = await back.greet(panel)
        assert [row["learner"]["order"] for row in missed["rows"]] == [3]
        assert len(back.rows) == 5
        for mark in ({"hub": "another", "frame": 1}, {**back.mark, "frame": back.mark["frame"] + 1000}):
            strange = await room.connect(Panel(room.shelf.educator, room.group.id))
            strange.mark = mark
            assert (await strange.greet(strange))["whole"] is True
        await reload()
        after = await room.connect(Panel(room.shelf.educator, room.group.id))
        assert (await after.greet(back))["whole"] is True
        assert len(after.rows) == 5


def educator_of(panel: Panel) -> User:
    assert panel.user is not None
    return panel.user


async def sign_out(panel: Panel) -> None:
    await ask(panel.browser.logout)


async def lose_the_role(panel: Panel) -> None:
    await ask(Membership.objects.filter(user=panel.user).delete)


async def create_only(panel: Panel) -> None:
    await ask(Membership.objects.filter(user=panel.user).update, role=Role.CREATOR)


async def be_locked_out(panel: Panel) -> None:
    await ask(User.objects.filter(id=educator_of(panel).id).update, is_active=False)


async def change_the_password(panel: Panel) -> None:
    leads = educator_of(panel)
    leads.set_password("another of the same person")
    await ask(leads.save)


async def outstay(panel: Panel) -> None:
    await ask(Session.objects.update, expire_date=clock.now())


LOSSES = [
    (sign_out, "sign_in_needed"),
    (lose_the_role, "not_found"),
    (create_only, "not_allowed"),
    (be_locked_out, "sign_in_needed"),
    (change_the_password, "sign_in_needed"),
    (outstay, "sign_in_needed"),
]


@pytest.mark.parametrize(("lose", "code"), LOSSES)
async def test_L55_who_may_lead_no_longer_orders_nothing(lose: Any, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "RIGHTS_EVERY", 10**6)
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        await lose(panel)
        await panel.order("pause-them", do="pause")
        assert (await panel.hear("refused"))["code"] == code
        assert (await panel.hear("bye"))["again"] is None
        assert (await panel.hear("closed"))["code"] == 1008
        await child.quiet()


def speak_english(panel: Panel) -> None:
    kept = panel.browser.session
    kept["language"] = "en"
    kept.save()


async def test_L55_an_order_asks_the_database_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        whole_look = Mock(wraps=rights.leader_of)
        monkeypatch.setattr(rights, "leader_of", whole_look)
        await commands(panel, {"do": "pause"}, {"do": "resume"})
        assert not whole_look.called
        # What is kept of the sign-in has changed, but not who it is.
        await ask(speak_english, panel)
        await commands(panel, {"do": "pause"}, {"do": "resume"})
        assert whole_look.call_count == 1
        for _ in range(4):
            await child.hear("control")


def test_L55_a_leader_is_confirmed_by_one_statement(django_assert_num_queries: Any) -> None:
    at, browser = shelf(), Client()
    browser.force_login(at.educator)
    leader = rights.leader_of(browser.session.session_key or "", open_group(at).id)
    with django_assert_num_queries(1):
        assert rights.confirmed(leader) is leader


def test_L55_who_leads_many_groups_is_looked_at_once(django_assert_num_queries: Any) -> None:
    at, browser = shelf(), Client()
    browser.force_login(at.educator)
    leaders = [rights.leader_of(browser.session.session_key or "", open_group(at).id) for _ in range(5)]
    with django_assert_num_queries(2):
        assert rights.lost(leaders) == {}
    GroupSession.objects.filter(id=leaders[0].group).delete()
    assert {leader: problem.code for leader, problem in rights.lost(leaders).items()} == {leaders[0]: "not_found"}
    browser.logout()
    assert set(rights.lost(leaders)) == set(leaders)


@pytest.mark.parametrize(("lose", "code"), LOSSES[:2])
async def test_L55_and_sees_nothing_soon(lose: Any, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "TICK", 0.1)
    async with classroom() as room:
        panel, other = await room.panel(), await room.panel()
        await lose(panel)
        bye = await panel.hear("bye", within=3)
        assert (bye["code"], bye["again"]) == (code, None)
        await panel.hear("closed")
        if lose is sign_out:
            await other.say(kind="ping")
            # Another sign-in of the same person holds.
            await other.hear("pong")


async def test_L56_who_says_no_hello_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    async with classroom() as room:
        greeted = await room.child()
        monkeypatch.setattr(conversation, "HELLO_WITHIN", 0.3)
        silent = await room.connect(Child(await ask(actions.join, room.group.code)))
        chatty = await room.connect(Child(silent.place))
        await chatty.say(kind="ping")
        for late in (silent, chatty):
            bye = await late.hear("bye", within=2)
            assert bye["code"] == "hello_late"
            assert (await late.hear("closed"))["code"] == 1008
        await greeted.say(kind="ping")
        await greeted.hear("pong")


async def test_L59_a_room_that_comes_back_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with classroom() as room:
        places = [await ask(actions.join, room.group.code) for _ in range(40)]
        await reload()
        asked: list[str] = []
        ask_really = asking.reading

        async def counted(question: Any, *arguments: Any) -> Any:
            asked.append(question.__name__)
            return await ask_really(question, *arguments)

        monkeypatch.setattr(asking, "reading", counted)
        children = [await room.connect(Child(place)) for place in places]
        await asyncio.gather(*(child.greet() for child in children))
        assert len(asked) == 1, asked


async def test_L59_a_room_that_has_just_joined_is_looked_up_together(monkeypatch: pytest.MonkeyPatch) -> None:
    async with classroom() as room:
        await room.child()
        places = [await ask(actions.join, room.group.code) for _ in range(40)]
        asked = 0
        tokens_of = queries.tokens_of

        def counted(*arguments: Any) -> Any:
            nonlocal asked
            asked += 1
            return tokens_of(*arguments)

        monkeypatch.setattr(queries, "tokens_of", counted)
        children = [await room.connect(Child(place)) for place in places]
        await asyncio.gather(*(child.greet() for child in children))
        assert 1 <= asked <= 3


def test_the_limits_are_those_that_are_written_down() -> None:
    from arlearn.live import guessing, log
    from arlearn.live.joining import MOST_LEARNERS
    from arlearn.live.link import EducatorLink, LearnerLink
    from arlearn.live.protocol import MAX_BYTES

    spec = (ROOT / "arlearn/live/SPEC.md").read_text()
    for row in (
        f"| a message from a client | {MAX_BYTES // 1024} KiB of UTF-8 |",
        f"| messages | {conversation.RATE:.0f} a second for long, {conversation.BURST:.0f} at once |",
        f"| messages out of protocol | {conversation.MOST_WRONG} in one connection |",
        f"| {LearnerLink.MOST_OPEN} of one child, or of one process {log.MOST_WAITING:,};",
        f"| {EducatorLink.CREDIT}, or {EducatorLink.MOST_ON_THE_WAY // 1024} KiB |",
        f"| children of a group | {MOST_LEARNERS} |",
        f"| {guessing.joins.most}, {guessing.MOST_OF_ONE}, {guessing.wrong_codes.most} |",
        f"say hello within {conversation.HELLO_WITHIN:.0f} s",
    ):
        assert row in spec, row
