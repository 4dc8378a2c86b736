"""One client's conversation with its group: the one way in for messages, whatever carries them.

A transport makes a Conversation, gives it every text that arrives, and says when the client is gone. What goes out,
and when the connection closes, is the Conversation's own doing.
"""

import json
import logging
from asyncio import get_running_loop
from dataclasses import dataclass
from typing import Any, TypeVar, assert_never
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from arlearn.errors import FAILED, INVALID, NOT_ALLOWED, NOT_FOUND, SIGN_IN_NEEDED, Problem
from arlearn.live import actions, queries
from arlearn.live.attendance import now_ms
from arlearn.live.hub import Hub
from arlearn.live.hubs import COME_BACK, SERVICE_RESTART, hubs
from arlearn.live.link import Close, EducatorLink, LearnerLink, Link, Send
from arlearn.live.pace import Pace
from arlearn.live.problems import (
    HELLO_FIRST,
    HELLO_TWICE,
    MESSAGE_MALFORMED,
    MESSAGE_TOO_LONG,
    PAGE_OTHER_BOOK,
    SERVER_RESTARTS,
    TOKEN_OTHER_GROUP,
    TOKEN_UNKNOWN,
    TOO_MANY_MESSAGES,
    TOO_MANY_WRONG,
    VERSION_OTHER,
)
from arlearn.live.protocol import (
    MAX_BYTES,
    VERSION,
    Answer,
    Command,
    Consent,
    Credit,
    EducatorHello,
    Finished,
    LearnerHello,
    Message,
    Opened,
    Ping,
    Pong,
    Presence,
    from_educator,
    from_learner,
    hello,
)
from arlearn.people.access import Visitor

RATE, BURST = 30.0, 900.0
"""Messages a second for long, and at once: a child back from an hour offline sends its whole outbox."""
MOST_WRONG = 20
"""Messages out of protocol in one conversation."""
POLICY, INTERNAL = 1008, 1011
"""Close codes of RFC 6455."""
SLOW_DOWN = (5_000, 15_000)
KEPT = ("answer", "finished", "opened", "consent")
"""Kinds of messages that a child keeps until they are acknowledged."""
NO_PLACE = (TOKEN_UNKNOWN, TOKEN_OTHER_GROUP, VERSION_OTHER, SIGN_IN_NEEDED, NOT_ALLOWED, NOT_FOUND)
"""Answers to a hello that will be no better when it is said again."""

T = TypeVar("T")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Client:
    """Who is at the other end, as far as the transport knows."""

    visitor: Visitor
    """Signed in by cookie, or anonymous as every child is."""
    language: str


class Conversation:
    def __init__(self, client: Client, send: Send, close: Close) -> None:
        self._client, self._send, self._close = client, send, close
        self._link: Link = Link(send, close, client.language)
        self._hub: Hub | None = None
        self._wrong = 0
        self._clock = get_running_loop().time
        self._pace = Pace(RATE, BURST, at=self._clock())

    @property
    def closed(self) -> bool:
        return self._link.closed

    async def take(self, text: str | None) -> None:
        """One message from the client; None for one that was not text."""
        if self._link.closed:
            return
        self._link.heard = self._clock()
        if not self._pace.take(self._link.heard):
            self._link.bye(TOO_MANY_MESSAGES(), POLICY, SLOW_DOWN)
            return
        try:
            await self._understand(text)
        except Problem as problem:
            self._refuse(problem, _loose(text or ""))
            if problem.kind in NO_PLACE:
                self._link.bye(problem, POLICY, None)
        except Exception:
            # The database is away, or we have a fault: the client keeps what is not acknowledged, and comes back.
            logger.exception("a message could not be handled")
            self._link.bye(FAILED(), INTERNAL, SLOW_DOWN)

    def alive(self) -> None:
        """The client gave a sign of life that is no message."""
        self._link.heard = self._clock()
        if self._hub is not None and isinstance(self._link, LearnerLink):
            self._hub.attendance.tie(self._link.learner)

    def leave(self) -> None:
        """The client is gone."""
        self._link.gone()
        if self._hub is not None and isinstance(self._link, LearnerLink | EducatorLink):
            self._hub.leave(self._link)

    async def restart(self) -> None:
        """The server is about to stop: sends the client away, to come back soon."""
        self._link.bye(SERVER_RESTARTS(), SERVICE_RESTART, COME_BACK)
        await self._link.flushed()

    def _refuse(self, problem: Problem, message: dict[str, Any]) -> None:
        """Says why a message was not taken, by the name that the client knows it by."""
        self._wrong += 1
        if self._wrong > MOST_WRONG:
            self._link.bye(TOO_MANY_WRONG(), POLICY, None)
            return
        n, id_ = message.get("n"), message.get("id")
        number = n if type(n) is int and 0 < n < 2**53 else None
        self._link.refuse(problem, number, id_ if isinstance(id_, str) and len(id_) <= 40 else None)
        if number is not None and isinstance(self._link, LearnerLink) and message.get("kind") in KEPT:
            # It will be no better when it is sent again: it must not stay in the outbox for ever.
            self._link.sent(number)()

    async def _understand(self, text: str | None) -> None:
        if text is None:
            raise MESSAGE_MALFORMED()
        if len(text.encode(errors="replace")) > MAX_BYTES:
            raise MESSAGE_TOO_LONG()
        hub, link = self._hub, self._link
        if hub is not None and isinstance(link, LearnerLink):
            hub.attendance.tie(link.learner)
            await self._from_learner(hub, link, _parse(from_learner, text))
        elif hub is not None and isinstance(link, EducatorLink):
            await self._from_educator(hub, link, _parse(from_educator, text))
        else:
            _expect_hello(text)
            await self._greet(_parse(hello, text))

    async def _greet(self, message: LearnerHello | EducatorHello) -> None:
        """Finds the client's place and says everything at once; from then on it hears what changes."""
        if not hubs().has(message.group):
            await queries.reading(actions.end_if_idle_by_id, message.group)
        if isinstance(message, EducatorHello):
            await queries.reading(queries.access_group, self._client.visitor, message.group)
            hub = await hubs().open(message.group)
            if hub is None:
                raise NOT_FOUND()
            panel = EducatorLink(self._send, self._close, self._client.language)
            self._settle(hub, panel, hub.educator_welcome(message.resume))
        else:
            hub, learner = await self._place(message)
            link = LearnerLink(self._send, self._close, self._client.language, learner)
            self._settle(hub, link, hub.learner_welcome(learner))

    async def _place(self, message: LearnerHello) -> tuple[Hub, UUID]:
        digest = queries.token_digest(message.token)
        hub = await hubs().open(message.group)
        learner = await hub.learner_with(digest) if hub is not None else None
        if hub is not None and learner is not None:
            return hub, learner
        elsewhere = await queries.reading(queries.token_exists, digest)
        raise TOKEN_OTHER_GROUP() if elsewhere else TOKEN_UNKNOWN()

    def _settle(self, hub: Hub, link: LearnerLink | EducatorLink, welcome: Message) -> None:
        # No await between the welcome and entering: what changes after the one is told by the other.
        if self._link.closed:
            return
        self._hub, self._link = hub, link
        link.push(welcome)
        hub.enter(link)

    async def _from_learner(
        self,
        hub: Hub,
        link: LearnerLink,
        message: LearnerHello | Presence | Answer | Finished | Opened | Consent | Ping,
    ) -> None:
        match message:
            case Presence():
                if message.page is not None and not await hub.knows_page(message.page):
                    raise PAGE_OTHER_BOOK()
                hub.attendance.show(link.learner, message)
            case Answer() | Finished() | Opened() | Consent():
                await actions.submit(hub, link, message)
            case Ping():
                link.push(Pong(now=now_ms()))
            case LearnerHello():
                raise HELLO_TWICE()
            case _:
                assert_never(message)

    async def _from_educator(
        self, hub: Hub, link: EducatorLink, message: EducatorHello | Command | Credit | Ping
    ) -> None:
        match message:
            case Command():
                await actions.order(hub, link, self._client.visitor, message)
            case Credit():
                hub.credit(link, message.frame)
            case Ping():
                link.push(Pong(now=now_ms()))
            case EducatorHello():
                raise HELLO_TWICE()
            case _:
                assert_never(message)


def _parse(shape: TypeAdapter[T], text: str) -> T:
    """The message; raises MESSAGE_MALFORMED or INVALID. Strict: a number in quotes is not a number."""
    try:
        return shape.validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        if first["type"] == "json_invalid":
            raise MESSAGE_MALFORMED() from error
        # Under a union the first part of the path is the tag.
        where = ".".join(str(part) for part in first["loc"][1:]) or "kind"
        raise INVALID(where=where) from error


def _expect_hello(text: str) -> None:
    """Raises HELLO_FIRST or VERSION_OTHER for a first message that is well-formed but something else."""
    loose = _loose(text)
    if loose.get("kind", "hello") != "hello":
        raise HELLO_FIRST()
    if loose.get("version", VERSION) != VERSION:
        raise VERSION_OTHER()


def _loose(text: str) -> dict[str, Any]:
    """The object in a text that may be anything; empty when there is none."""
    if len(text) > MAX_BYTES:
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
