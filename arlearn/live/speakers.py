"""Who is heard after hello: a child, or an educator, and what its messages do.

Most messages can be acted on as they come; for some the database has to be asked first.
"""

from typing import Protocol
from uuid import UUID

from pydantic import ValidationError

from arlearn.live import actions, asking, rights, view
from arlearn.live.clock import now_ms
from arlearn.live.hub import Hub
from arlearn.live.link import EducatorLink, LearnerLink
from arlearn.live.parsing import parse, remembered, shown_again
from arlearn.live.presence import Screen, screen_of
from arlearn.live.problems import HELLO_TWICE, PAGE_OTHER_BOOK
from arlearn.live.protocol import (
    Answer,
    Command,
    Consent,
    Credit,
    EducatorHello,
    Finished,
    LearnerHello,
    Opened,
    Ping,
    Presence,
    from_educator,
    from_learner,
)
from arlearn.metrics import EVENTS
from content.scene import SceneDocument

_from_learner = from_learner.validator.validate_json
"""Without the adapter's own checks of how it is called."""

FromChild = LearnerHello | Presence | Answer | Finished | Opened | Consent | Ping


class Speaker(Protocol):
    def now(self, text: str) -> bool:
        """Does what a message wants, if nothing has to be asked before; False when it did not."""

    async def later(self, text: str) -> None:
        """Does what a message wants. Raises Problem when it is not taken."""

    def alive(self) -> None:
        """The client gave a sign of life."""

    def leave(self) -> None:
        """The client is gone."""


class Child:
    __slots__ = ("_hub", "_link")

    def __init__(self, hub: Hub, link: LearnerLink) -> None:
        self._hub, self._link = hub, link

    def now(self, text: str) -> bool:
        # Nine of ten messages, which go straight.
        again = shown_again(text)
        if again is not None:
            return self._show(*again)
        try:
            message = _from_learner(text, strict=True)
        except ValidationError:
            # What is wrong with it is found out where there is time.
            return False
        reading, scene = self._hub.reading, None
        if isinstance(message, Presence):
            return self._show(message.n, remembered(text, message))
        if isinstance(message, Answer | Finished | Opened):
            scene = reading.scene(message.page, message.revision)
        known = isinstance(message, Ping) or (scene is not None and not self._link.full)
        if known:
            self._act(message, scene)
        return known

    def _show(self, n: int, screen: Screen) -> bool:
        known = screen.page is None or screen.page in self._hub.reading.pages
        if known:
            self._hub.attendance.show(self._link, n, screen)
        return known

    async def later(self, text: str) -> None:
        message = parse(from_learner, text)
        reading, scene = self._hub.reading, None
        await self._link.room()
        match message:
            case Presence(page=UUID() as page):
                if not await reading.knows(page):
                    raise PAGE_OTHER_BOOK()
            case Answer() | Finished() | Opened():
                scene = await reading.look_up(message.page, message.revision)
            case LearnerHello():
                raise HELLO_TWICE()
        self._act(message, scene)

    def _act(self, message: FromChild, scene: SceneDocument | None) -> None:
        """Acts on a message about which all is known."""
        if isinstance(message, Presence):
            self._hub.attendance.show(self._link, message.n, screen_of(message))
            return
        self.alive()
        EVENTS.counts[message.kind] += 1
        if isinstance(message, Ping):
            self._link.push(view.pong(now_ms()))
        elif not isinstance(message, LearnerHello):
            actions.submit(self._hub, self._link, message, scene)

    def alive(self) -> None:
        if not self._link.seat.here:
            self._hub.attendance.tie(self._link.seat)

    def leave(self) -> None:
        self._hub.leave(self._link)


class Educator:
    __slots__ = ("_hub", "_link")

    def __init__(self, hub: Hub, link: EducatorLink) -> None:
        self._hub, self._link = hub, link

    def now(self, text: str) -> bool:
        try:
            message = from_educator.validate_json(text, strict=True)
        except ValidationError:
            return False
        return self._act(message)

    async def later(self, text: str) -> None:
        match parse(from_educator, text):
            case Command() as command:
                EVENTS.counts["command"] += 1
                # Whoever signed out, or lost the role, orders nothing any more.
                self._link.leader = await asking.reading(rights.confirmed, self._link.leader)
                await actions.order(self._hub, self._link, command)
            case EducatorHello():
                raise HELLO_TWICE()
            case message:
                self._act(message)

    def _act(self, message: EducatorHello | Command | Credit | Ping) -> bool:
        match message:
            case Credit():
                EVENTS.counts["credit"] += 1
                self._hub.panels.credit(self._link, message.frame)
            case Ping():
                EVENTS.counts["ping"] += 1
                self._link.push(view.pong(now_ms()))
            case _:
                return False
        return True

    def alive(self) -> None:
        pass

    def leave(self) -> None:
        self._hub.leave(self._link)
