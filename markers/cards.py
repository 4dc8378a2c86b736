"""Answer cards: which words of the family are theirs, how a card is turned to a letter, and whose face it bears. Pure.

A card is a marker of ring13 with nothing in its white square. The letters A to D stand at its sides, clockwise from
the top; the letter that is up is the answer.
"""

from collections.abc import Sequence

from markers.codes import to_hex

NUMBERS = (
    8191, 8189, 8188, 8184, 8179, 8177, 8174, 8173, 8168, 8166,
    8160, 8156, 8151, 8145, 8134, 8127, 8115, 8103, 8084, 8069,
    8054, 8047, 8043, 7985, 7971, 7963, 7953, 7920, 7912, 7908,
    7857, 7814, 7744, 7689, 7685, 7640, 7526, 7416, 7410, 7230,
)  # fmt: skip
"""The family's words that are cards' for ever, card 1 first. Counted from the family's end, each that is FAR_APART from
those before. See decision 7."""
FAR_APART = 18
"""Bits between any two of these words in any turn, and between a word and its own other turns: a room is read from far,
where bits are lost."""
COUNT = len(NUMBERS)
LETTERS = "ABCD"


def word_of(card: int, words: Sequence[int]) -> str:
    """The word of a card, from 1 to COUNT, as twelve hexadecimal digits. `words`: the family's, by number."""
    return to_hex(words[NUMBERS[card - 1]])
