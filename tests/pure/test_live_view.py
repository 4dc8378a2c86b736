"""What goes out as text reads as the models of the protocol would write it."""

from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from arlearn.live import view
from arlearn.live.control import Control, Countdown, Note, Own
from arlearn.live.joining import deal
from arlearn.live.numbers import Numbers
from arlearn.live.presence import Seat, Tie, screen_of
from arlearn.live.protocol import (
    Acknowledged,
    EducatorWelcome,
    Frame,
    LastAnswer,
    LearnerFace,
    Mark,
    Pong,
    Presence,
    Row,
    TaskRef,
    ToEducator,
    ToLearner,
)
from arlearn.live.state import GroupState, LearnerState

to_educator: TypeAdapter[Any] = TypeAdapter(ToEducator)
to_learner: TypeAdapter[Any] = TypeAdapter(ToLearner)
CHILD, PAGE, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
TRICKY = st.sampled_from(["madu", 'a "quoted" word', "back\\slash", "new\nline", "é ñ 中", "\u2028", "</script>"])

pages = st.sampled_from([PAGE, OTHER, None])
answers = st.builds(
    LastAnswer, page=st.just(PAGE), task=st.just("one"), value=TRICKY, correct=st.booleans(), at=st.integers(0, 2**41)
)
owns = st.builds(
    Own,
    version=st.integers(0, 9),
    page=pages,
    note=st.none() | st.builds(Note, id=st.integers(1, 9), sort=st.sampled_from(["hint", "praise"]), text=TRICKY),
    asked=st.none() | st.integers(1, 9),
)


@st.composite
def learners(draw: st.DrawFn) -> LearnerState:
    animal, colour = deal(draw(st.integers(0, 199)))
    tried = tuple(draw(st.lists(answers, max_size=3)))
    return LearnerState(
        LearnerFace(id=CHILD, order=0, animal=animal, colour=colour),
        progress_at=draw(st.integers(0, 2**41)),
        own=draw(owns),
        page=draw(pages),
        solved=tuple(draw(st.lists(st.builds(TaskRef, page=st.just(PAGE), task=st.just("one")), max_size=2))),
        tries=draw(st.integers(0, 99)),
        misses=draw(st.integers(0, 99)),
        finished=tuple(draw(st.lists(st.just(PAGE), max_size=2))),
        last=tried[-1] if tried else None,
        answers=tried,
        sent=Numbers(((1, 3),)),
    )


@st.composite
def seats(draw: st.DrawFn) -> Seat:
    seat = Seat(CHILD)
    if draw(st.booleans()):
        seat.tie("a", Tie(version=1, connected=draw(st.booleans()), since=draw(st.integers(1, 2**41))))
    if draw(st.booleans()):
        shown = Presence(
            n=1,
            page=draw(pages),
            view=draw(st.sampled_from(["reading", "searching", "tracking", "held", "away"])),
            rung=draw(st.sampled_from(["read", "view", "photo", "live", "webxr"])),
            help=draw(st.booleans()),
        )
        seat.show(1, screen_of(shown), "a", draw(st.integers(1, 2**41)))
    return seat


def expected(learner: LearnerState, seat: Seat, unseen_since: int) -> Row:
    shown = seat.screen
    return Row(
        learner=learner.face,
        connected=seat.connected,
        away_since=None if seat.connected else seat.away_since or unseen_since,
        page=shown.page if shown else learner.page,
        view=shown.view if shown else "reading",
        rung=shown.rung if shown else "read",
        help=bool(shown and shown.help),
        help_since=seat.help_since if shown and shown.help else None,
        own=learner.own,
        solved=list(learner.solved),
        tries=learner.tries,
        misses=learner.misses,
        progress_at=learner.progress_at,
        finished=list(learner.finished),
        last=learner.last,
        answers=list(learner.answers),
    )


@given(learners(), seats(), st.integers(1, 2**41))
def test_a_row_says_what_the_log_and_the_child_say(learner: LearnerState, seat: Seat, unseen_since: int) -> None:
    text = view.row(view.lasting(learner), learner, seat, unseen_since)
    assert Row.model_validate_json(text, strict=True) == expected(learner, seat, unseen_since)


@given(learners(), seats(), st.sampled_from([None, Control(version=3, timer=Countdown(seconds=5, ends_at=7))]))
def test_frames_and_welcomes_are_of_the_protocol(learner: LearnerState, seat: Seat, control: Control | None) -> None:
    news = view.Changes([view.row(view.lasting(learner), learner, seat, 5)] * 2, [OTHER, PAGE])
    as_models = [expected(learner, seat, 5)] * 2
    text = view.frame(4, 9, news, view.control(control) if control else None)
    assert to_educator.validate_json(text, strict=True) == Frame(
        frame=4, seq=9, rows=as_models, gone=[OTHER, PAGE], control=control
    )
    state = GroupState(group=UUID(int=9), epoch=UUID(int=8), book=UUID(int=7), code="BCDFGH", seq=9)
    mark = Mark(hub="abc", frame=4)
    welcome = to_educator.validate_json(view.educator_welcome(state, news, mark, False, 77), strict=True)
    assert welcome == EducatorWelcome(
        epoch=state.epoch,
        seq=9,
        group=state.group,
        code=state.code,
        book=state.book,
        control=state.control,
        now=77,
        mark=mark,
        whole=False,
        rows=as_models,
        gone=[OTHER, PAGE],
    )


def test_short_messages_are_of_the_protocol() -> None:
    assert to_learner.validate_json(view.acknowledged(12), strict=True) == Acknowledged(n=12)
    assert to_learner.validate_json(view.pong(2**41), strict=True) == Pong(now=2**41)
