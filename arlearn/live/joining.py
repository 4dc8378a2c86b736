"""Join codes, and the animal and colour that a child is dealt. Pure."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import get_args

from arlearn.live.control import MOST_CARDS
from arlearn.live.protocol import Animal, Colour

ALPHABET = "BCDFGHJKMNPQRSTVWXYZ23456789"
"""No 0, O, 1, I or L, which look alike on a projector; and no vowels, so that a code is never a word."""
CODE_LENGTH = 6
MOST_LEARNERS = 200
"""In one group: as many as there are different faces."""

FIRST_CARD = MOST_LEARNERS - MOST_CARDS
"""Place of answer card 1. Cards have the last places for ever, since their faces are printed; children with a device
are seated from the first, and pass over places where a card sits."""

ANIMALS: tuple[Animal, ...] = get_args(Animal)
COLOURS: tuple[Colour, ...] = get_args(Colour)


def new_code(pick: Callable[[str], str]) -> str:
    """A join code; `pick` takes one letter of a string at random, as `secrets.choice` does."""
    return "".join(pick(ALPHABET) for _ in range(CODE_LENGTH))


def normal_code(typed: str) -> str:
    """A code as it was typed, in the form in which it is kept: upper case, letters and digits alone."""
    return re.sub(r"[\W_]+", "", typed).upper()


def deal(order: int) -> tuple[Animal, Colour]:
    """The face of the child who joined as number `order`, from 0.

    Neighbours get different animals and different colours. No face comes twice among MOST_LEARNERS, because the
    numbers of animals (25) and colours (8) have no common divisor.
    """
    return ANIMALS[order % len(ANIMALS)], COLOURS[order % len(COLOURS)]


def place_of(card: int) -> int:
    """The place in the order of joining that an answer card has, and with it the face that is printed on it."""
    return FIRST_CARD + card - 1


def next_place(joined: Iterable[int], cards: Collection[int]) -> int | None:
    """The place of the next child with a device; None when there is none. `joined`: the places of those who came
    before; `cards`: those that cards have taken."""
    place = max(joined, default=-1) + 1
    while place in cards:
        place += 1
    return place if place < MOST_LEARNERS else None
