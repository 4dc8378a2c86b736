"""Everything that should not come in, by name: refused with a code, counted, and the group goes on as if it never came.

Each case does its worst in a room with a panel and a child that have done nothing wrong, and says how it was refused.
"""

from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from arlearn.live import actions, conversation, guessing
from arlearn.live.models import GroupSession
from arlearn.live.protocol import MAX_BYTES
from arlearn.metrics import REFUSED
from arlearn.people.models import User
from tests.server.classroom import REVISION, Child, Panel, Room, Said, Socket, ask, classroom, open_group, shelf

pytestmark = pytest.mark.django_db(transaction=True)

Refusal = tuple[str, str]
"""Where it came in, and the code."""
Case = Callable[[Room], Awaitable[Refusal]]
CASES: dict[str, tuple[Case, str]] = {}


def case(code: str) -> Callable[[Case], Case]:
    """`code`: with which it is refused."""

    def add(bad: Case) -> Case:
        CASES[bad.__name__] = bad, code
        return bad

    return add


async def refused(socket: Socket) -> Refusal:
    code = (await socket.hear("refused"))["code"]
    return "socket", code


async def sent_away(socket: Socket) -> Refusal:
    code = (await socket.hear("bye"))["code"]
    assert (await socket.hear("closed"))["code"] == 1008
    return "socket", code


async def hello(room: Room, token: str, group: object) -> Refusal:
    stranger = await room.connect(Socket())
    await stranger.say(kind="hello", role="learner", version=1, group=str(group), token=token)
    return await sent_away(stranger)


async def lead(room: Room, user: User | None) -> Refusal:
    panel = await room.connect(Panel(user, room.group.id))
    await panel.say(kind="hello", role="educator", version=1, group=str(room.group.id))
    return await sent_away(panel)


def answer(room: Room, **changed: object) -> Said:
    whole: Said = {"page": room.shelf.page, "revision": REVISION, "task": "food", "language": "id", "value": "honey"}
    return {"kind": "answer", "n": 1, **whole, **changed}


@case("invalid")
async def a_message_out_of_protocol(room: Room) -> Refusal:
    child = await room.child()
    await child.say(kind="presence", n=1, page=None, view="dreaming", rung="read", help=False)
    return await refused(child)


@case("message_malformed")
async def a_message_that_is_none(room: Room) -> Refusal:
    child = await room.child()
    await child.say_text('{"kind": "presence", "n": ')
    return await refused(child)


@case("message_too_long")
async def a_message_that_is_too_large(room: Room) -> Refusal:
    child = await room.child()
    await child.say(**answer(room, value="x" * MAX_BYTES))
    return await refused(child)


@case("too_many_messages")
async def too_many_messages(room: Room) -> Refusal:
    child = await room.child()
    for n in range(1, 40):
        await child.show(n, None)
    return await sent_away(child)


@case("hello_first")
async def messages_out_of_order(room: Room) -> Refusal:
    child = await room.connect(Child(await ask(actions.join, room.group.code)))
    await child.say(**answer(room))
    return await refused(child)


@case("hello_first")
async def an_order_out_of_order(room: Room) -> Refusal:
    panel = await room.connect(Panel(room.shelf.educator, room.group.id))
    await panel.order("12345678", do="pause")
    return await refused(panel)


@case("hello_twice")
async def a_hello_in_the_middle(room: Room) -> Refusal:
    child = await room.child()
    token = child.place.token
    await child.say(kind="hello", role="learner", version=1, group=str(room.group.id), token=token)
    return await refused(child)


async def ended(room: Room, child: Child) -> Panel:
    """The child's group has ended."""
    panel = await room.connect(Panel(room.shelf.educator, child.place.group))
    await panel.greet()
    await panel.order("end-it-now", do="end")
    await panel.hear("done")
    return panel


async def elsewhere(room: Room) -> Child:
    """A child of another group."""
    group = await ask(open_group, room.shelf)
    child = await room.connect(Child(await ask(actions.join, group.code)))
    await child.greet()
    return child


@case("group_ended")
async def a_message_from_an_ended_group(room: Room) -> Refusal:
    child = await elsewhere(room)
    await ended(room, child)
    await child.say(**answer(room))
    return await refused(child)


@case("group_ended")
async def an_old_token_after_the_group_has_ended(room: Room) -> Refusal:
    """It opens the place still, so that the child learns that it is over; and there nothing can be done."""
    gone = await elsewhere(room)
    await gone.close()
    await ended(room, gone)
    child = await room.child(gone.place)
    assert child.welcome["control"]["ended"] is True
    await child.say(kind="finished", n=1, page=room.shelf.page, revision=REVISION)
    return await refused(child)


@case("group_over")
async def an_order_in_a_group_that_has_ended(room: Room) -> Refusal:
    panel = await ended(room, await elsewhere(room))
    await panel.order("12345678", do="lock", locked=True)
    return await refused(panel)


@case("group_ended")
async def joining_a_group_that_has_ended(room: Room) -> Refusal:
    child = await elsewhere(room)
    await ended(room, child)
    code = await ask(lambda: GroupSession.objects.get(id=child.place.group).code)
    return "join", await join(code) or ""


@case("invalid")
async def an_order_by_a_stolen_token(room: Room) -> Refusal:
    """With it one is that child and nobody else: what the child has sent is not changed, and nothing is ordered."""
    robbed = next(socket for socket in room.sockets if isinstance(socket, Child))
    thief = await room.child(robbed.place)
    await thief.say(**answer(room, value="honey"))
    assert (await thief.hear("acknowledged"))["n"] == 1
    await thief.say(kind="command", id="12345678", order={"do": "remove", "to": [str(uuid4())]})
    return await refused(thief)


@case("token_other_group")
async def a_token_of_another_group(room: Room) -> Refusal:
    other = await ask(open_group, room.shelf)
    place = await ask(actions.join, other.code)
    return await hello(room, place.token, room.group.id)


@case("token_unknown")
async def an_old_token(room: Room) -> Refusal:
    place = await ask(actions.join, (await ask(open_group, room.shelf)).code)
    await ask(GroupSession.objects.filter(id=place.group).delete)
    return await hello(room, place.token, room.group.id)


@case("token_unknown")
async def a_token_that_was_made_up(room: Room) -> Refusal:
    return await hello(room, "x" * 43, room.group.id)


@case("invalid")
async def a_learner_that_acts_as_an_educator(room: Room) -> Refusal:
    child = await room.child()
    await child.say(kind="command", id="12345678", order={"do": "end"})
    return await refused(child)


@case("sign_in_needed")
async def a_learner_that_calls_itself_an_educator(room: Room) -> Refusal:
    return await lead(room, None)


@case("not_found")
async def an_educator_of_another_library(room: Room) -> Refusal:
    return await lead(room, (await ask(shelf, "lain")).educator)


@case("learner_unknown")
async def an_educator_who_orders_what_is_not_there(room: Room) -> Refusal:
    panel = await room.panel()
    await panel.order("12345678", do="hint", to=str(uuid4()), text="ya")
    return await refused(panel)


@case("task_unknown")
async def an_answer_to_a_task_that_the_page_does_not_have(room: Room) -> Refusal:
    child = await room.child()
    await child.say(**answer(room, task="nowhere"))
    return await refused(child)


@case("page_other_book")
async def an_answer_on_a_page_of_another_book(room: Room) -> Refusal:
    child = await room.child()
    await child.say(**answer(room, page=str(uuid4())))
    return await refused(child)


@case("invalid")
async def an_answer_with_letters_that_no_database_keeps(room: Room) -> Refusal:
    child = await room.child()
    await child.say(**answer(room, value="ma\0du"))
    return await refused(child)


@case("invalid")
async def a_time_in_the_future(room: Room) -> Refusal:
    """No message has a time: the server alone says when something was."""
    child = await room.child()
    await child.say(**answer(room, at=4_102_444_800_000))
    return await refused(child)


@case("invalid")
async def a_timer_until_far_in_the_future(room: Room) -> Refusal:
    panel = await room.panel()
    await panel.order("12345678", do="timer", seconds=4_102_444_800)
    return await refused(panel)


@case("invalid")
async def a_count_beyond_all_that_will_ever_be_sent(room: Room) -> Refusal:
    child = await room.child()
    await child.say(**answer(room, n=2**53))
    return await refused(child)


@case("hello_late")
async def a_connection_that_says_nothing(room: Room) -> Refusal:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversation, "HELLO_WITHIN", 0.5)
        return await sent_away(await room.connect(Socket()))


@case("place_given_up")
async def a_token_of_a_child_that_was_removed(room: Room) -> Refusal:
    other = await ask(open_group, room.shelf)
    place = await ask(actions.join, other.code)
    panel = await room.connect(Panel(room.shelf.educator, other.id))
    await panel.greet()
    await panel.order("remove-it-now", do="remove", to=[str(place.learner.id)])
    await panel.hear("done")
    return await hello(room, place.token, other.id)


@case("too_many")
async def a_join_code_that_is_guessed(room: Room) -> Refusal:
    codes = [await join(f"ZZZZ{n:02}") for n in range(guessing.wrong_codes.most + 20)]
    assert codes[: guessing.wrong_codes.most] == ["join_code_unknown"] * guessing.wrong_codes.most
    assert codes.count("too_many") >= 15
    return "join", "too_many"


async def join(code: str) -> str | None:
    """Joins over HTTP; the problem's code, if there was one."""

    def post() -> str | None:
        answer = Browser().post("/api/live/join", {"code": code}, content_type="application/json")
        return None if answer.status_code == 200 else answer.json()["code"]

    return await ask(post)


def counted() -> dict[Refusal, float]:
    return {
        (sample.labels["where"], sample.labels["code"]): sample.value
        for metric in REFUSED.collect()
        for sample in metric.samples
        if sample.name.endswith("_total")
    }


@pytest.mark.parametrize("name", CASES)
async def test_L58_what_is_wrong_is_refused_counted_and_changes_nothing(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing.wrong_codes, "most", 12)
    monkeypatch.setattr(conversation, "BURST", 20.0)
    await ask(cache.clear)
    async with classroom() as room:
        panel, child = await room.panel(), await room.child()
        await child.answer(room.shelf.page, "fish")
        await panel.sees(lambda p: len(p.rows) == 1 and p.row(child)["tries"] == 1)
        before, answers = counted(), await ask(answered, room)
        bad, expected = CASES[name]
        where, code = await bad(room)
        assert code == expected
        assert counted()[where, code] > before.get((where, code), 0)
        # The room goes on: nothing was added to it, nothing was ordered, and who is in it is heard.
        assert await ask(answered, room) == answers
        await child.answer(room.shelf.page, "honey")
        await child.hear("acknowledged", where=lambda message: message["n"] == 2)
        await panel.sees(lambda p: p.row(child)["tries"] == 2)
        assert panel.control["version"] == 0


def answered(room: Room) -> list[Said]:
    """What the log of the room says, but for who came in."""
    events = room.group.events.exclude(kind="joined").order_by("seq")
    return [dict(event) for event in events.values("source", "kind", "payload")]
