"""Children and an educator in one room, over real sockets and a real database."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from arlearn.errors import Problem
from arlearn.live import actions, attendance, hubs, queries
from arlearn.live.models import Event, GroupSession, Learner
from arlearn.people.actions import add_person
from arlearn.people.models import Role
from tests.server.classroom import Child, Panel, ask, classroom, open_group, reload, republish, shelf

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_childs_answer_reaches_the_panel() -> None:
    async with classroom() as room:
        panel = await room.panel()
        assert panel.rows == {}
        child = await room.child()
        await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["connected"])
        await child.show(1, room.shelf.page, view="tracking", rung="live", help=True)
        await panel.sees(lambda p: p.row(child)["view"] == "tracking" and p.row(child)["help"])
        await child.answer(room.shelf.page, "fish")
        assert (await child.hear("acknowledged"))["n"] == 1
        await child.answer(room.shelf.page, "honey")
        assert (await child.hear("acknowledged"))["n"] == 2
        await panel.sees(lambda p: p.row(child)["tries"] == 2)
        row = panel.row(child)
        assert row["solved"] == [{"page": room.shelf.page, "task": "food"}]
        assert row["last"]["value"] == "honey"
        assert row["last"]["correct"] is True


async def test_L7_acknowledgements_go_up_in_the_order_of_sending() -> None:
    async with classroom() as room:
        child = await room.child()
        page, other = room.shelf.page, str(uuid4())
        for n, where in enumerate([page, other, page, other], 1):
            await child.answer(where, n=n)
        while child.heard[-1] != {"kind": "acknowledged", "n": 4}:
            await child.next()
        acknowledged = [message["n"] for message in child.heard if message["kind"] == "acknowledged"]
        assert acknowledged == sorted(acknowledged)
        refused = [(message["code"], message["n"]) for message in child.heard if message["kind"] == "refused"]
        assert refused == [("page_other_book", 2), ("page_other_book", 4)]


async def test_L8_a_refused_message_changes_nothing() -> None:
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["connected"])
        before = await ask(queries.load, room.group.id)
        page = room.shelf.page
        wrong: list[dict[str, Any]] = [
            {"kind": "answer", "n": 1, "page": str(uuid4())},
            {"kind": "answer", "n": 2, "task": "unknown"},
            {"kind": "answer", "n": 3, "revision": "b" * 64},
            {"kind": "answer", "n": 4, "value": "nul\0"},
            {"kind": "answer", "n": 5, "extra": True},
            {"kind": "finished", "n": 6, "page": str(uuid4()), "revision": "a" * 64},
            {"kind": "presence", "n": 1, "page": str(uuid4()), "view": "reading", "rung": "read", "help": True},
            {"kind": "command", "id": "12345678", "order": {"do": "end"}},
        ]
        whole = {"page": page, "revision": "a" * 64, "task": "food", "language": "id", "value": "honey"}
        codes = []
        for message in wrong:
            await child.say(**((whole if message["kind"] == "answer" else {}) | message))
            codes.append((await child.hear("refused"))["code"])
        assert codes == [
            "page_other_book",
            "task_unknown",
            "revision_unknown",
            "invalid",
            "invalid",
            "page_other_book",
            "page_other_book",
            "invalid",
        ]
        assert await ask(queries.load, room.group.id) == before
        await panel.quiet()


async def test_L9_an_answer_is_graded_by_the_revision_that_was_seen() -> None:
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        await ask(republish, room.shelf.pages[0], "b" * 64, answer="fish")
        await child.answer(room.shelf.page, "honey")
        await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["tries"] == 1)
        assert panel.row(child)["last"]["correct"] is True


async def test_L10_a_token_opens_its_own_place_only() -> None:
    async with classroom() as room:
        elsewhere = await ask(open_group, room.shelf)
        place = await ask(actions.join, room.group.code)
        asked = {"kind": "hello", "role": "learner", "version": 1}
        for group, token, code in [
            (elsewhere.id, place.token, "token_other_group"),
            (uuid4(), place.token, "token_other_group"),
            (room.group.id, "x" * 43, "token_unknown"),
            (uuid4(), "x" * 43, "token_unknown"),
        ]:
            stranger = await room.connect(Child(place))
            await stranger.say(**asked, group=str(group), token=token)
            assert (await stranger.hear("refused"))["code"] == code
            bye = await stranger.hear("bye")
            assert (bye["code"], bye["again"]) == (code, None)
            assert (await stranger.hear("closed"))["code"] == 1008
        await room.child(place)
        rows = await ask(lambda: list(Learner.objects.values()))
        assert place.token not in str(rows)


async def test_L12_a_child_who_comes_back_finds_its_place() -> None:
    async with classroom() as room:
        child, panel = await room.child(), await room.panel()
        await child.answer(room.shelf.page)
        await child.finish(room.shelf.page)
        await child.show(7, room.shelf.page)
        await panel.order("open-2-now", do="open_page", page=str(room.shelf.pages[1].id))
        await child.hear("control")
        await panel.sees(lambda p: p.row(child)["finished"] == [room.shelf.page])
        await child.close()
        again = await room.child(child.place)
        welcome = again.welcome
        assert welcome["learner"] == child.welcome["learner"]
        assert welcome["acknowledged"] == 2
        assert welcome["presence"] == 7
        assert welcome["solved"] == [{"page": room.shelf.page, "task": "food"}]
        assert welcome["finished"] == [room.shelf.page]
        assert welcome["control"]["page"] == str(room.shelf.pages[1].id)


async def test_L12_after_a_restart_everybody_is_back() -> None:
    async with classroom() as room:
        child, panel = await room.child(), await room.panel()
        await child.answer(room.shelf.page, "fish")
        await child.answer(room.shelf.page, "honey")
        await panel.order("pause-it", do="pause")
        await panel.hear("done")
        await child.hear("acknowledged", where=lambda m: m["n"] == 2)
        await panel.sees(lambda p: p.row(child)["tries"] == 2)
        before = panel.row(child)
        await reload()
        again, second = await room.child(child.place), await room.panel()
        assert again.welcome["acknowledged"] == 2
        assert again.welcome["control"]["paused"] is True
        await second.sees(lambda p: p.row(child)["connected"])
        after = second.row(child)
        kept = ("learner", "solved", "tries", "finished", "last")
        assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
        # What was not acknowledged is sent again, and so is what was.
        await again.answer(room.shelf.page, "fish", n=1)
        await again.answer(room.shelf.page, "honey", n=2)
        await again.answer(room.shelf.page, "madu", n=3, task="word")
        await again.hear("acknowledged", where=lambda m: m["n"] == 3)
        await second.sees(lambda p: p.row(child)["tries"] == 3)


async def test_L14_a_child_that_closes_is_away_at_once_and_its_row_stays() -> None:
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        await child.show(1, room.shelf.page, view="tracking")
        await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["view"] == "tracking")
        await child.close()
        await panel.sees(lambda p: not p.row(child)["connected"], within=1)
        assert panel.row(child)["away_since"] > 1_600_000_000_000
        assert panel.row(child)["page"] == room.shelf.page


async def test_L14_a_child_that_falls_silent_is_away_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attendance, "AWAY_AFTER", 0.4)
    monkeypatch.setattr(hubs, "TICK", 0.1)
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["connected"])
        await panel.sees(lambda p: not p.row(child)["connected"], within=2)
        await child.say(kind="ping")
        await child.hear("pong")
        await panel.sees(lambda p: p.row(child)["connected"])


async def test_L14_two_tabs_of_a_child_are_one_child() -> None:
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        second = await room.child(child.place)
        await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["connected"])
        await child.close()
        await second.show(1, room.shelf.page, help=True)
        await panel.sees(lambda p: p.row(child)["help"])
        assert panel.row(child)["connected"]


async def test_L15_presence_is_not_in_the_log() -> None:
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        for n in range(1, 20):
            await child.show(n, room.shelf.page, help=n % 2 == 1)
        await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["help"])
        kinds = await ask(lambda: list(Event.objects.values_list("kind", flat=True)))
        assert kinds == ["joined"]


async def test_L19_a_command_counts_once_and_reaches_everybody() -> None:
    async with classroom() as room:
        children = [await room.child() for _ in range(3)]
        panel = await room.panel()
        await panel.order("pause-once", do="pause")
        await panel.order("resume-it", do="resume")
        await panel.order("pause-once", do="pause")
        for _ in range(3):
            await panel.hear("done")
        for child in children:
            states = [(await child.hear("control"))["control"] for _ in range(2)]
            assert [(state["version"], state["paused"]) for state in states] == [(1, True), (2, False)]
            await child.quiet(0.1)
        await panel.order("nowhere-1", do="open_page", page=str(uuid4()))
        assert (await panel.hear("refused"))["code"] == "page_other_book"


async def test_L5_ended_is_final() -> None:
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        await child.answer(room.shelf.page)
        await child.hear("acknowledged")
        await panel.order("the-end-1", do="end")
        await panel.hear("done")
        assert (await child.hear("control"))["control"]["ended"] is True
        await child.answer(room.shelf.page)
        refused = await child.hear("refused")
        assert (refused["code"], refused["n"]) == ("group_ended", 2)
        assert (await child.hear("acknowledged"))["n"] == 2
        await child.answer(room.shelf.page, n=1)
        assert (await child.hear("acknowledged"))["n"] == 1
        await panel.order("resume-12", do="resume")
        assert (await panel.hear("refused"))["code"] == "group_over"
        await panel.order("the-end-1", do="end")
        assert (await panel.hear("done"))["id"] == "the-end-1"
        with pytest.raises(Problem) as problem:
            await ask(actions.join, room.group.code)
        assert problem.value.code == "group_ended"
        assert (await room.child(child.place)).welcome["control"]["ended"] is True


async def test_L20_a_panel_is_for_educators_of_the_library() -> None:
    async with classroom() as room:
        others = await ask(shelf, "lain")
        reader = await ask(add_person, room.shelf.library, "penulis", "rahasia-benar", [Role.CREATOR])
        second = await ask(add_person, room.shelf.library, "guru-2", "rahasia-benar", [Role.EDUCATOR])
        for user, code in [(None, "sign_in_needed"), (others.educator, "not_found"), (reader, "not_allowed")]:
            panel = await room.connect(Panel(user, room.group.id))
            await panel.say(kind="hello", role="educator", version=1, group=str(room.group.id))
            assert (await panel.hear("refused"))["code"] == code
        panel = await room.connect(Panel(second, room.group.id))
        assert (await panel.greet())["code"] == room.group.code


async def test_L20_a_page_of_another_site_has_nobodys_rights() -> None:
    async with classroom() as room:
        panel = await room.connect(Panel(room.shelf.educator, room.group.id, origin="http://elsewhere.example"))
        await panel.say(kind="hello", role="educator", version=1, group=str(room.group.id))
        assert (await panel.hear("refused"))["code"] == "sign_in_needed"
        panel = await room.connect(Panel(room.shelf.educator, room.group.id, origin="https://testserver"))
        await panel.greet()


async def test_L21_a_group_left_alone_for_two_hours_has_ended() -> None:
    async with classroom() as room:
        child = await room.child()
        await child.close()
        await reload()
        long_ago = timezone.now() - actions.IDLE - timedelta(minutes=1)
        await ask(GroupSession.objects.update, used_at=long_ago)
        again = await room.child(child.place)
        assert again.welcome["control"]["ended"] is True


async def test_L21_a_group_in_use_does_not_end() -> None:
    async with classroom() as room:
        child = await room.child()
        long_ago = timezone.now() - actions.IDLE + timedelta(minutes=1)
        await ask(GroupSession.objects.update, used_at=long_ago)
        await reload()
        again = await room.child(child.place)
        assert again.welcome["control"]["ended"] is False
        for _ in range(50):
            if (used := (await ask(GroupSession.objects.get)).used_at) > long_ago:
                break
            await asyncio.sleep(0.1)
        assert timezone.now() - used < timedelta(minutes=1)
