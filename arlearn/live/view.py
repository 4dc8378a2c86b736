"""What each role may see of a group: a child its own place, an educator a row of every child. Pure."""

from arlearn.live.presence import Seat
from arlearn.live.protocol import EducatorWelcome, LearnerWelcome, Mark, Row
from arlearn.live.state import GroupState, LearnerState


def row(learner: LearnerState, seat: Seat, unseen_since: int) -> Row:
    """A child as the panel shows it. `unseen_since` (Unix time, ms) stands for a child that was not seen so far."""
    shown, connected = seat.shown, seat.connected
    return Row(
        learner=learner.face,
        connected=connected,
        away_since=None if connected else seat.away_since or unseen_since,
        page=shown.page if shown else learner.page,
        view=shown.view if shown else "reading",
        rung=shown.rung if shown else "read",
        help=shown.help if shown else False,
        help_since=seat.help_since,
        own=learner.own,
        solved=list(learner.solved),
        tries=learner.tries,
        misses=learner.misses,
        progress_at=learner.progress_at,
        finished=list(learner.finished),
        last=learner.last,
        answers=list(learner.answers),
    )


def learner_welcome(state: GroupState, learner: LearnerState, seat: Seat, now: int) -> LearnerWelcome:
    """`now`: Unix time, ms."""
    return LearnerWelcome(
        epoch=state.epoch,
        now=now,
        learner=learner.face,
        book=state.book,
        control=state.control,
        own=learner.own,
        acknowledged=max(learner.sent, default=0),
        presence=seat.shown.n if seat.shown else 0,
        solved=list(learner.solved),
        finished=list(learner.finished),
    )


def educator_welcome(state: GroupState, rows: list[Row], mark: Mark, whole: bool, now: int) -> EducatorWelcome:
    """`rows` in the order of joining: all of them, or those that changed since the panel's own mark. `now`: Unix time,
    ms."""
    return EducatorWelcome(
        epoch=state.epoch,
        seq=state.seq,
        group=state.group,
        code=state.code,
        book=state.book,
        control=state.control,
        now=now,
        mark=mark,
        whole=whole,
        rows=rows,
    )
