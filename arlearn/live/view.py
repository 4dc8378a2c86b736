"""What each role may see of a group: a child its own place, an educator a row of every child. Pure."""

from arlearn.live.presence import Seat
from arlearn.live.protocol import EducatorWelcome, LearnerWelcome, Row
from arlearn.live.state import GroupState, LearnerState


def row(learner: LearnerState, seat: Seat, unseen_since: int) -> Row:
    """A child as the panel shows it. `unseen_since` (Unix time, ms) stands for a child that was not seen so far."""
    shown, connected = seat.shown, seat.connected
    return Row(
        learner=learner.face,
        connected=connected,
        away_since=None if connected else seat.away_since or unseen_since,
        page=shown.page if shown else None,
        view=shown.view if shown else "reading",
        rung=shown.rung if shown else "read",
        help=shown.help if shown else False,
        solved=list(learner.solved),
        tries=learner.tries,
        finished=list(learner.finished),
        last=learner.last,
    )


def learner_welcome(state: GroupState, learner: LearnerState, seat: Seat) -> LearnerWelcome:
    return LearnerWelcome(
        epoch=state.epoch,
        learner=learner.face,
        book=state.book,
        control=state.control,
        acknowledged=max(learner.sent, default=0),
        presence=seat.shown.n if seat.shown else 0,
        solved=list(learner.solved),
        finished=list(learner.finished),
    )


def educator_welcome(state: GroupState, rows: list[Row]) -> EducatorWelcome:
    """`rows` in the order of joining."""
    return EducatorWelcome(
        epoch=state.epoch,
        seq=state.seq,
        group=state.group,
        code=state.code,
        book=state.book,
        control=state.control,
        rows=rows,
    )
