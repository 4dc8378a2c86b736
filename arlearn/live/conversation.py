"""One client's conversation with its group: the one way in for messages, whatever carries them.

A transport makes a Conversation, gives it every text that arrives, and says when the client is gone. What goes out,
and when the connection closes, is the Conversation's own doing.
"""

import logging
from asyncio import TimerHandle, get_running_loop
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

from arlearn.errors import FAILED, NOT_ALLOWED, NOT_FOUND, SIGN_IN_NEEDED, Problem
from arlearn.live import actions, asking, queries, rights
from arlearn.live.control import Message
from arlearn.live.hub import Hub
from arlearn.live.hubs import COME_BACK, hubs
from arlearn.live.link import INTERNAL, POLICY, SERVICE_RESTART, SLOW_DOWN, EducatorLink, LearnerLink, Link, Wire
from arlearn.live.pace import Pace
from arlearn.live.parsing import SHORT, expect_hello, loose, measure, parse
from arlearn.live.problems import (
    HELLO_LATE,
    PLACE_GIVEN_UP,
    SERVER_RESTARTS,
    TOKEN_OTHER_GROUP,
    TOKEN_UNKNOWN,
    TOO_MANY_MESSAGES,
    TOO_MANY_WRONG,
    VERSION_OTHER,
)
from arlearn.live.protocol import EducatorHello, LearnerHello, hello
from arlearn.live.speakers import Child, Educator, Speaker

HELLO_WITHIN = 10.0
"""Seconds that a connection may be there without a welcome."""
RATE, BURST = 100.0, 900.0
"""Messages a second for long, and at once: a child back from an hour offline sends its whole outbox."""
MOST_WRONG = 20
"""Messages out of protocol in one conversation."""
KEPT = ("answer", "finished", "opened", "consent")
"""Kinds of messages that a child keeps until they are acknowledged."""
NO_PLACE = (
    TOKEN_UNKNOWN,
    TOKEN_OTHER_GROUP,
    PLACE_GIVEN_UP,
    VERSION_OTHER,
    SIGN_IN_NEEDED,
    NOT_ALLOWED,
    NOT_FOUND,
)
"""Answers to a hello, or a command, that will be no better when it is said again."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Client:
    """Who is at the other end, as far as the transport knows."""

    sign_in: str
    """The key by which a person is signed in; empty for nobody, as every child is."""
    language: str


class Conversation:
    __slots__ = ("_client", "_counted", "_late", "_link", "_pace", "_speaker", "_wire", "_wrong")

    def __init__(self, client: Client, wire: Wire) -> None:
        self._client, self._wire = client, wire
        self._link: Link = Link(wire, client.language)
        self._speaker: Speaker | None = None
        """None before hello."""
        self._wrong = 0
        self._pace = Pace(RATE, BURST)
        self._counted = False
        self._late: TimerHandle | None = get_running_loop().call_later(HELLO_WITHIN, self._too_late)

    @property
    def closed(self) -> bool:
        return self._link.closed

    def take_now(self, text: str) -> bool:
        """One message, if nothing has to be waited for. False when it was not taken: then it is for `take`, before any
        other."""
        link = self._link
        if self._speaker is None or link.closed or len(text) > SHORT:
            return False
        now = link.heard = monotonic()
        if not self._pace.take(now):
            self._send_away(TOO_MANY_MESSAGES(), SLOW_DOWN)
            return True
        try:
            taken = self._speaker.now(text)
        except Exception as error:
            self._fail(error)
            return True
        self._counted = not taken
        return taken

    async def take(self, text: str | None) -> None:
        """One message from the client; None for one that was not text."""
        counted, self._counted = self._counted, False
        if self._link.closed:
            return
        now = self._link.heard = monotonic()
        if not counted and not self._pace.take(now):
            self._send_away(TOO_MANY_MESSAGES(), SLOW_DOWN)
            return
        try:
            await self._understand(measure(text))
        except Problem as problem:
            self._refuse(problem, loose(text or ""))
            if problem.kind in NO_PLACE:
                self._link.bye(problem, POLICY, None)
        except Exception as error:
            self._fail(error)

    def alive(self) -> None:
        """The client gave a sign of life that is no message."""
        self._link.heard = monotonic()
        if self._speaker is not None:
            self._speaker.alive()

    def leave(self) -> None:
        """The client is gone."""
        self._introduced()
        self._link.gone()
        if self._speaker is not None:
            self._speaker.leave()

    async def restart(self) -> None:
        """The server is about to stop: sends the client away, to come back soon."""
        self._link.bye(SERVER_RESTARTS(), SERVICE_RESTART, COME_BACK)
        await self._link.flushed()

    # What is not taken

    def _too_late(self) -> None:
        if not self._link.closed:
            self._send_away(HELLO_LATE(), SLOW_DOWN)

    def _send_away(self, problem: Problem, again: tuple[int, int] | None) -> None:
        self._link.count(problem)
        self._link.bye(problem, POLICY, again)

    def _fail(self, error: Exception) -> None:
        # The database is away, or we have a fault: the client keeps what is not acknowledged, and comes back.
        logger.error("a message could not be handled", exc_info=error)
        self._link.count(FAILED())
        self._link.bye(FAILED(), INTERNAL, SLOW_DOWN)

    def _refuse(self, problem: Problem, message: dict[str, Any]) -> None:
        """Says why a message was not taken, by the name that the client knows it by."""
        self._wrong += 1
        if self._wrong > MOST_WRONG:
            self._send_away(TOO_MANY_WRONG(), None)
            return
        n, id_ = message.get("n"), message.get("id")
        number = n if type(n) is int and 0 < n < 2**53 else None
        self._link.refuse(problem, number, id_ if isinstance(id_, str) and len(id_) <= 40 else None)
        if number is not None and isinstance(self._link, LearnerLink) and message.get("kind") in KEPT:
            # It will be no better when it is sent again: it must not stay in the outbox for ever.
            self._link.sent(number)()

    # Hello, and what follows it

    async def _understand(self, text: str) -> None:
        if self._speaker is not None:
            await self._speaker.later(text)
        else:
            expect_hello(text)
            await self._greet(parse(hello, text))

    async def _greet(self, message: LearnerHello | EducatorHello) -> None:
        """Finds the client's place and says everything at once; from then on it hears what changes."""
        language = self._client.language
        if isinstance(message, EducatorHello):
            leader = await asking.reading(rights.leader_of, self._client.sign_in, message.group)
            hub = await hubs().open(message.group, actions.end_if_idle_by_id)
            if hub is None:
                raise NOT_FOUND()
            panel = EducatorLink(self._wire, language, leader)
            self._settle(hub, panel, Educator(hub, panel), hub.educator_welcome(message.resume))
        else:
            hub, learner = await self._place(message)
            child = LearnerLink(self._wire, language, hub.attendance.seat(learner))
            self._settle(hub, child, Child(hub, child), hub.learner_welcome(learner))

    async def _place(self, message: LearnerHello) -> tuple[Hub, UUID]:
        digest = queries.token_digest(message.token)
        hub = await hubs().open(message.group, actions.end_if_idle_by_id)
        learner = await hub.learner_with(digest) if hub is not None else None
        if hub is not None and learner is not None:
            return hub, learner
        if hub is not None and await hub.has_given_up(digest):
            raise PLACE_GIVEN_UP()
        elsewhere = await asking.reading(queries.token_exists, digest)
        raise TOKEN_OTHER_GROUP() if elsewhere else TOKEN_UNKNOWN()

    def _settle(self, hub: Hub, link: LearnerLink | EducatorLink, speaker: Speaker, welcome: Message | str) -> None:
        # No await between the welcome and entering: what changes after the one is told by the other.
        if self._link.closed:
            return
        self._introduced()
        self._speaker, self._link = speaker, link
        link.push(welcome)
        hub.enter(link)

    def _introduced(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
