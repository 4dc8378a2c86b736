"""Texts from outside as messages, or why they are none. Pure, but for screens that it has read before."""

import json
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from arlearn.errors import INVALID
from arlearn.live.presence import Screen, screen_of
from arlearn.live.problems import HELLO_FIRST, MESSAGE_MALFORMED, MESSAGE_TOO_LONG, VERSION_OTHER
from arlearn.live.protocol import MAX_BYTES, VERSION, Presence

SHORT = MAX_BYTES // 4
"""Characters; so many are never longer than MAX_BYTES."""

T = TypeVar("T")


def measure(text: str | None) -> str:
    """The text; raises MESSAGE_MALFORMED when it was none, or MESSAGE_TOO_LONG."""
    if text is None:
        raise MESSAGE_MALFORMED()
    if len(text) > SHORT and len(text.encode(errors="replace")) > MAX_BYTES:
        raise MESSAGE_TOO_LONG()
    return text


def parse(shape: TypeAdapter[T], text: str) -> T:
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


_SHOWN = '{"kind":"presence","n":'
_screens: dict[str, Screen] = {}
"""Screens that were read, by their tail."""
MOST_SCREENS = 2_000


def shown_again(text: str) -> tuple[int, Screen] | None:
    """The count and the screen of a presence, where that screen was read before: a class sees the same few pages, and
    to read them anew takes a quarter of all that a message costs. None for every other text."""
    if not text.startswith(_SHOWN):
        return None
    # Up to 15 digits are a count that a message may have.
    end = text.find(",", len(_SHOWN), len(_SHOWN) + 16)
    count, screen = text[len(_SHOWN) : end], _screens.get(text[end:])
    if screen is None or not count.isdecimal() or not count.isascii() or count[0] == "0":
        return None
    return int(count), screen


def remembered(text: str, presence: Presence) -> Screen:
    """The screen of a presence that was read from `text`; known again where the text is as our own clients write it."""
    screen = screen_of(presence)
    if text == f"{_SHOWN}{presence.n}{screen.tail}":
        if len(_screens) >= MOST_SCREENS:
            _screens.clear()
        _screens[screen.tail] = screen
    return screen


def expect_hello(text: str) -> None:
    """Raises HELLO_FIRST or VERSION_OTHER for a first message that is well-formed but something else."""
    found = loose(text)
    if found.get("kind", "hello") != "hello":
        raise HELLO_FIRST()
    if found.get("version", VERSION) != VERSION:
        raise VERSION_OTHER()


def loose(text: str) -> dict[str, Any]:
    """The object in a text that may be anything; empty when there is none."""
    if len(text) > MAX_BYTES:
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
