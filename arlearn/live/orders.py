"""What an order changes: in what holds for everybody, and in what holds for each child. Pure, and never refuses: what
does not fit any more by the time it is in the log changes nothing."""

from typing import Any
from uuid import UUID

from arlearn.live.control import (
    Attend,
    Control,
    Countdown,
    End,
    GoTo,
    Hint,
    Lock,
    Note,
    OpenPage,
    Order,
    Own,
    Pause,
    Plan,
    Praise,
    Remove,
    Resume,
    Spotlight,
    Teams,
    Timer,
)


def has_step(control: Control, step: int) -> bool:
    """Whether the plan that the group follows has this step."""
    return control.plan is not None and 0 <= step < len(control.plan.steps)


def obey(control: Control, order: Order, at: int) -> Control:
    """The control state after an order that was taken at `at` (Unix time, ms); the same object when the order is not
    about everybody."""
    changed = _of_place(control, order, at) or _of_room(control, order, at)
    return _with(control, **changed) if changed else control


def _of_place(control: Control, order: Order, at: int) -> dict[str, Any]:
    """What an order changes in where everybody is."""
    match order:
        case OpenPage(page=page, to=None):
            return {"page": page, "step": None, "moved_at": at}
        case GoTo(step=step) if control.plan is not None and has_step(control, step):
            return {"page": control.plan.steps[step].page, "step": step, "moved_at": at}
        case Spotlight():
            # A new version also when nothing was shown: so a panel tells a question taken back from one refused.
            return {"spotlight": None}
        case Remove(to=to) if control.spotlight in to:
            return {"spotlight": None}
        case End():
            return {"paused": False, "ended": True, "timer": None, "spotlight": None}
        case _:
            return {}


def _of_room(control: Control, order: Order, at: int) -> dict[str, Any]:
    """What an order changes in how the room is."""
    changed: dict[str, Any] = {}
    match order:
        case Pause() | Resume():
            changed = {"paused": isinstance(order, Pause)}
        case Lock(locked=locked):
            changed = {"locked": locked}
        case Timer(seconds=seconds):
            changed = {"timer": seconds and Countdown(seconds=seconds, ends_at=at + seconds * 1000)}
        case Teams(count=count):
            changed = {"teams": count}
        case Praise(to=None):
            changed = {"praised": control.praised + 1}
    return changed


def follow_plan(control: Control, plan: Plan | None) -> Control:
    """The control state after a plan was taken or put away. The page to which the older plan led goes with it."""
    return _with(control, plan=plan, step=None, page=None if control.step is not None else control.page)


def show(control: Control, learner: UUID) -> Control:
    """The control state after a child agreed that the room sees its page."""
    return _with(control, spotlight=learner)


def heed(own: Own, who: UUID, order: Order, seq: int) -> Own:
    """What holds for the child `who` after an order at position `seq` of the log; the same object when it changes
    nothing for that child."""
    changed = _to_one(own, who, order) or _to_any(own, who, order, seq)
    return _for(own, **changed) if changed else own


def _to_one(own: Own, who: UUID, order: Order) -> dict[str, Any]:
    match order:
        case OpenPage(page=page, to=list(some)) if who in some:
            return {"page": page}
        case Hint(to=to, text=text) if to == who:
            return {"note": Note(id=_next_note(own), sort="hint", text=text)}
        case Praise(to=to) if to == who:
            return {"note": Note(id=_next_note(own), sort="praise")}
        case Attend(to=to) if to == who:
            return {"attended": own.attended + 1}
        case _:
            return {}


def _to_any(own: Own, who: UUID, order: Order, seq: int) -> dict[str, Any]:
    match order:
        case OpenPage(to=None) | GoTo() if own.page is not None:
            return {"page": None}
        case Spotlight(learner=learner) if learner == who:
            # A position is never given twice, so that an old answer fits no new question.
            return {"asked": seq}
        case Spotlight() | End() if own.asked is not None:
            return {"asked": None}
        case _:
            return {}


def answered(own: Own) -> Own:
    """Nothing is asked of the child any more."""
    return _for(own, asked=None)


def _next_note(own: Own) -> int:
    return own.note.id + 1 if own.note else 1


def _with(control: Control, **changed: Any) -> Control:
    return control.model_copy(update={"version": control.version + 1, **changed})


def _for(own: Own, **changed: Any) -> Own:
    return own.model_copy(update={"version": own.version + 1, **changed})
