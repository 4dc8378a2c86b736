"""Join codes, and the animal and colour that a child is dealt. Pure."""

import re
from collections.abc import Callable
from typing import get_args

from arlearn.live.protocol import Animal, Colour

ALPHABET = "BCDFGHJKMNPQRSTVWXYZ23456789"
"""No 0, O, 1, I or L, which look alike on a projector; and no vowels, so that a code is never a word."""
CODE_LENGTH = 6
MOST_LEARNERS = 200
"""In one group: as many as there are different faces."""

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
