"""What each role may see of a group: a child its own place, an educator a row of every child. Pure.

What goes out often is text, joined from pieces that are kept: what follows from the log is written when the log says
so, and not for every twitch of a tracker. It reads as the models of `protocol` would write it.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from arlearn.live.control import Control, Message, Own
from arlearn.live.presence import Seat, screen
from arlearn.live.protocol import (
    LastAnswer,
    LearnerFace,
    LearnerWelcome,
    Mark,
    TaskRef,
)
from arlearn.live.state import GroupState, LearnerState


class Changes(NamedTuple):
    """What a panel is told of children."""

    rows: Sequence[str]
    """JSON of Row each."""
    gone: Sequence[UUID] = ()
    """Children who were removed."""


class _Lasting(Message):
    """The fields of Row that follow from the log."""

    learner: LearnerFace
    own: Own
    solved: tuple[TaskRef, ...]
    tries: int
    misses: int
    progress_at: int
    finished: tuple[UUID, ...]
    last: LastAnswer | None
    answers: tuple[LastAnswer, ...]


def lasting(learner: LearnerState) -> str:
    """The part of a child's row that follows from the log; JSON without its closing brace."""
    fields = _Lasting.model_construct(
        learner=learner.face,
        own=learner.own,
        solved=learner.solved,
        tries=learner.tries,
        misses=learner.misses,
        progress_at=learner.progress_at,
        finished=learner.finished,
        last=learner.last,
        answers=learner.answers,
    )
    return fields.model_dump_json()[:-1]


def row(lasts: str, learner: LearnerState, seat: Seat, unseen_since: int) -> str:
    """A child as the panel shows it; JSON of Row. `lasts` is `lasting(learner)`; `unseen_since` (Unix time, ms) stands
    for a child that was not seen so far."""
    shown = seat.screen or screen(learner.page, "reading", "read", False)
    away = "null" if seat.connected else seat.away_since or unseen_since
    up = seat.help_since
    return (
        f'{lasts},"connected":{"true" if seat.connected else "false"},"away_since":{away},{shown.row},'
        f'"help_since":{"null" if up is None else up}}}'
    )


def frame(number: int, seq: int, news: Changes, control: str | None) -> str:
    """JSON of Frame. `control`: JSON of Control."""
    return f'{{"kind":"frame","frame":{number},"seq":{seq},{_news(news)},"control":{control or "null"}}}'


def learner_welcome(state: GroupState, learner: LearnerState, shown: int, now: int) -> LearnerWelcome:
    """`shown`: the count that the child's next presence must exceed; `now`: Unix time, ms."""
    return LearnerWelcome(
        epoch=state.epoch,
        now=now,
        learner=learner.face,
        book=state.book,
        control=state.control,
        own=learner.own,
        acknowledged=learner.sent.highest,
        presence=shown,
        solved=list(learner.solved),
        finished=list(learner.finished),
    )


def educator_welcome(state: GroupState, news: Changes, mark: Mark, whole: bool, now: int) -> str:
    """JSON of EducatorWelcome. `news`: of all children, or what changed since the panel's own mark. `now`: Unix time,
    ms."""
    return (
        f'{{"kind":"welcome","role":"educator","epoch":"{state.epoch}","seq":{state.seq},"group":"{state.group}",'
        f'"code":"{state.code}","book":"{state.book}","control":{control(state.control)},"now":{now},'
        f'"mark":{mark.model_dump_json()},"whole":{"true" if whole else "false"},{_news(news)}}}'
    )


def _news(news: Changes) -> str:
    gone = ",".join(f'"{who}"' for who in news.gone)
    return f'"rows":[{",".join(news.rows)}],"gone":[{gone}]'


def control(state: Control) -> str:
    """JSON of Control."""
    return state.model_dump_json()


def acknowledged(n: int) -> str:
    """JSON of Acknowledged."""
    return f'{{"kind":"acknowledged","n":{n}}}'


def pong(now: int) -> str:
    """JSON of Pong. `now`: Unix time, ms."""
    return f'{{"kind":"pong","now":{now}}}'
