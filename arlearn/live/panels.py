"""The panels of a group in this process, and what each of them has not been told yet."""

from collections.abc import Callable, Iterable

from arlearn.live import view
from arlearn.live.attendance import Attendance
from arlearn.live.clock import now_ms
from arlearn.live.control import Control
from arlearn.live.link import EducatorLink, Missed
from arlearn.live.presence import Seat
from arlearn.live.protocol import Mark
from arlearn.live.state import GroupState, LearnerState


class Panels:
    def __init__(self, hub: str, look: Callable[[], GroupState], attendance: Attendance) -> None:
        """`hub`: its name, for marks. `look` gives the group's state as it is now."""
        self.links: set[EducatorLink] = set()
        self.dirty = Missed()
        """What has changed since the last frame."""
        self._hub, self._look, self._attendance = hub, look, attendance
        self._frames = 0
        self._told: dict[Seat, int] = {}
        """The last frame that had news of a child."""
        self._since = now_ms()
        self._lasting: dict[Seat, tuple[LearnerState, str]] = {}
        """What was last written of a child's row, and from which state."""
        self._control: tuple[Control, str] | None = None

    def welcome(self, resume: Mark | None) -> str:
        """All rows; or those with news since `resume`, if that is a mark of this replica."""
        state = self._look()
        since = resume.frame if resume and resume.hub == self._hub and resume.frame <= self._frames else None
        seats = [self._attendance.seat(learner) for learner in state.learners]
        if since is not None:
            seats += [self._attendance.seat(learner) for learner in state.removed]
            seats = [seat for seat in seats if seat in self.dirty.rows or self._told.get(seat, 0) > since]
        mark = Mark(hub=self._hub, frame=self._frames)
        return view.educator_welcome(state, self._news(seats), mark, since is None, now_ms())

    def flush(self) -> None:
        """Tells every panel that keeps up what has changed, in one frame; for the others it is kept in mind."""
        dirty, self.dirty = self.dirty, Missed()
        if not dirty:
            return
        self._frames += 1
        self._told.update(dict.fromkeys(dirty.rows, self._frames))
        text = ""
        for link in self.links:
            if link.behind:
                link.missed.rows |= dirty.rows
                link.missed.control |= dirty.control
            else:
                # The same text for all that get it.
                text = text or self._frame(dirty)
                link.frame(self._frames, text)

    def credit(self, link: EducatorLink, frame: int) -> None:
        """The panel has drawn up to `frame`: it gets what it missed meanwhile, merged into one."""
        link.drawn(frame)
        if link.missed and link.has_credit:
            missed, link.missed = link.missed, Missed()
            # Under the number of the last frame, which this panel has not had: its own last one came before what it
            # missed.
            link.frame(self._frames, self._frame(missed))

    def _frame(self, of: Missed) -> str:
        state = self._look()
        control = self._control_text(state.control) if of.control else None
        return view.frame(self._frames, state.seq, self._news(of.rows), control)

    def _news(self, seats: Iterable[Seat]) -> view.Changes:
        """Rows of those whom the log knows, and who of them is gone."""
        state = self._look()
        known, rows, gone = state.learners, [], []
        for seat in seats:
            learner = known.get(seat.learner)
            if learner is not None:
                kept = self._lasting.get(seat)
                if kept is None or kept[0] is not learner:
                    kept = self._lasting[seat] = learner, view.lasting(learner)
                rows.append(view.row(kept[1], learner, seat, self._since))
            elif seat.learner in state.removed:
                gone.append(seat.learner)
        return view.Changes(rows, gone)

    def _control_text(self, control: Control) -> str:
        if self._control is None or self._control[0] is not control:
            self._control = control, view.control(control)
        return self._control[1]
