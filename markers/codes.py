"""The code words of the printed ring, and the codes in its address. Pure.

ring13: a square of 13 x 13 units. Its outermost 48 cells are the word, clockwise from the top left corner, the first
bit the most significant; a set bit is white. Then comes a black ring, then a white square of 9 x 9 units for a QR code.
A quarter turn of the paper turns the word by 12 bits, so a word must be far from the turns of every other and its own.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

FAMILY = "ring13"
VERSION = 1
"""Counts changes of what is printed; stands on the paper as ring13·1."""
BITS = 48
QUARTER = BITS // 4
MASK = (1 << BITS) - 1
SIDE = 13
"""Units along a side of the marker."""
FAR_IN_FAMILY = 12
"""Least distance, in bits, between any two words of the family in any turn."""
FAR_IN_BOOK = 16
"""Least distance between the words of one book, which are all that a reader's tracker looks for."""
FIRST = 256
"""So many words at the head of the family are as far from each other as those of one book."""
COUNT = 8192
"""Words in the family: so many pages one server can mark."""

ALPHABET = "346789CDFGHJKMNPQRTWXY"
"""Of the code in the address: no letters that look alike on paper, and no vowels, so that it spells no word."""
CODE_LENGTH = 6

Words = npt.NDArray[np.uint64]


def turns(word: int) -> tuple[int, int, int, int]:
    """The word as it is read after 0, 1, 2 and 3 quarter turns of the marker anticlockwise."""
    first = word
    second = _turn(first)
    third = _turn(second)
    return first, second, third, _turn(third)


def _turn(word: int) -> int:
    return ((word << QUARTER) | (word >> (BITS - QUARTER))) & MASK


def distance(a: int, b: int) -> int:
    """The least number of differing bits between `a` and any turn of `b`."""
    return min((a ^ turned).bit_count() for turned in turns(b))


def own_distance(word: int) -> int:
    """The least number of differing bits between a word and its own other turns: which way is up must be plain."""
    return min((word ^ turned).bit_count() for turned in turns(word)[1:])


def all_turns(words: Words) -> Words:
    """The four turns of every word; uint64 [N] → uint64 [4, N]."""
    shift, back, mask = np.uint64(QUARTER), np.uint64(BITS - QUARTER), np.uint64(MASK)
    turned = [words]
    for _ in range(3):
        turned.append(((turned[-1] << shift) | (turned[-1] >> back)) & mask)
    return np.stack(turned)


def nearest(word: int, turned: Words) -> int:
    """Least distance from the word to any of `turned` (uint64, any shape, with all turns); BITS when it is empty."""
    return int(np.bitwise_count(turned ^ np.uint64(word)).min()) if turned.size else BITS


def is_busy(word: int) -> bool:
    """Whether the ring looks like nothing else on a page: no plain side, black and white balanced, many changes."""
    bits = [(word >> (BITS - 1 - place)) & 1 for place in range(BITS)]
    changes = sum(bits[place] != bits[place - 1] for place in range(BITS))
    if changes < 0.3 * BITS or not 0.35 * BITS <= sum(bits) <= 0.65 * BITS:
        return False
    sides = ([bits[(QUARTER * side + step) % BITS] for step in range(QUARTER + 1)] for side in range(4))
    return all(0 < sum(side) < QUARTER + 1 for side in sides)


def to_hex(word: int) -> str:
    return f"{word:012x}"


def cells() -> list[tuple[int, int]]:
    """Column and row of the 48 cells in the order of the word's bits."""
    last = SIDE - 1
    top = [(step, 0) for step in range(last)]
    right = [(last, step) for step in range(last)]
    bottom = [(last - step, last) for step in range(last)]
    left = [(0, last - step) for step in range(last)]
    return top + right + bottom + left


def pick(
    family: Sequence[int], used: Collection[int], in_book: Iterable[int], count: int, order: Iterable[int]
) -> list[int]:
    """Numbers of `count` words for a book, drawn from `order`; fewer when there are no more.

    `used` are the numbers given on this server so far, `in_book` those of the book. As long as there are any, words are
    taken that are far from all of them, so that a page can move to every other book; then words that are far from the
    book's own. Words that are passed over stay free for other books.
    """
    words = np.array(family, np.uint64)
    turned = all_turns(words)

    def far_from(number: int) -> npt.NDArray[np.bool_]:
        """Whether each word of the family is; bool [N]."""
        far: npt.NDArray[np.bool_] = np.bitwise_count(turned ^ words[number]).min(axis=0) >= FAR_IN_BOOK
        return far

    drawn = list(order)
    free = np.zeros(len(words), np.bool_)
    free[drawn] = True
    free[list(used)] = False
    for number in in_book:
        free &= far_from(number)
    alone = free.copy()
    for number in used:
        if not alone.any():
            break
        alone &= far_from(number)
    picked: list[int] = []
    while len(picked) < count and free.any():
        best = alone if alone.any() else free
        number = next(number for number in drawn if best[number])
        picked.append(number)
        far = far_from(number)
        free &= far
        alone &= far
    return picked


def new_code(choice: Callable[[str], str]) -> str:
    """A code for an address; `choice` gives a random letter of a text."""
    return "".join(choice(ALPHABET) for _ in range(CODE_LENGTH))


def normal_code(typed: str) -> str:
    """A code as somebody typed it, in the form in which it is kept: upper case, letters and digits alone."""
    return re.sub(r"[\W_]+", "", typed).upper()
