"""Where everything stands on a sheet of answer cards. Pure; lengths in mm from the paper's top left corner, y down."""

from collections.abc import Sequence
from dataclasses import dataclass

from markers.artwork import Box, marker_boxes
from markers.cards import LETTERS
from markers.codes import FAMILY, VERSION
from markers.fitting import Measure, fit
from markers.sheet import CUT, EXTENT, FAINT, LEADING, POINT, Blocks, Line, Paper, Shape, Text

SIDE = 120.0
"""Of the marker: read by a phone at the board, 4 m away."""
MARGIN = 14.0
"""Around the marker, for the letters; two cards just fill an A4 sheet."""
CARD = SIDE + 2 * MARGIN
UNREACHED = 4.5
"""At the paper's edges, where printers print nothing; the cards go up to the edge, what is on them does not."""
FACE = 9.0
CAPITAL = 0.72
"""Height of a capital letter, in sizes of type."""
ADVICE = {
    "id": "Cetak pada ukuran 100%, gunting pada garis, lalu tempel pada karton. Huruf yang di atas adalah jawabannya.",
    "en": "Print at 100%, cut along the lines, and paste on cardboard. The letter that is up is the answer.",
}
NAMES = {"id": "kartu {number}", "en": "card {number}"}


@dataclass(frozen=True)
class Card:
    number: int
    word: int


@dataclass(frozen=True)
class Turned:
    """A letter whose foot points to the card's middle; the middle of that foot is at (x, y)."""

    x: float
    y: float
    text: str
    quarters: int
    """Quarter turns clockwise."""
    points: float = 26


@dataclass(frozen=True)
class Face:
    """The face of a card's child, in this box."""

    number: int
    box: Box


@dataclass(frozen=True)
class CardSheet:
    """One sheet of paper."""

    shapes: list[Shape]
    letters: list[Turned]
    faces: list[Face]


def card_sheets(cards: Sequence[Card], paper: Paper, language: str, measure: Measure) -> list[CardSheet]:
    """As many cards below each other as the paper holds. `language`: id or en."""
    width, height = EXTENT[paper]
    rows = max(1, int(height // CARD))
    left, top = (width - CARD) / 2, (height - rows * CARD) / 2
    result = []
    for start in range(0, len(cards), rows):
        part = cards[start : start + rows]
        sheet = CardSheet(_cut_lines(len(part), left, top, height) + _advice(left, top, language, measure), [], [])
        for row, card in enumerate(part):
            _place(sheet, card, (left, top + row * CARD), language)
        result.append(sheet)
    return result


def _place(sheet: CardSheet, card: Card, corner: tuple[float, float], language: str) -> None:
    x, y = corner
    end = CARD - UNREACHED
    boxes = [box._replace(x=x + MARGIN + box.x, y=y + MARGIN + box.y) for box in marker_boxes(card.word, [], SIDE)]
    name = NAMES[language].format(number=card.number)
    sheet.shapes.extend(
        [
            Blocks(boxes),
            Text(x + end, y + UNREACHED + 16 * POINT * CAPITAL, str(card.number), 16, bold=True, align="right"),
            Text(x + UNREACHED, y + end, f"arlearn · {name}", 7, colour=FAINT),
            Text(x + end, y + end, f"{FAMILY}·{VERSION}", 7, colour=FAINT, align="right"),
        ]
    )
    sheet.faces.append(Face(card.number, Box(x + UNREACHED, y + UNREACHED, FACE, FACE)))
    middle, near, far = CARD / 2, MARGIN - 2, CARD - MARGIN + 2
    feet = [(middle, near), (far, middle), (middle, far), (near, middle)]
    sheet.letters.extend(
        Turned(x + across, y + down, letter, quarters)
        for quarters, (letter, (across, down)) in enumerate(zip(LETTERS, feet, strict=True))
    )


def _cut_lines(count: int, left: float, top: float, height: float) -> list[Shape]:
    """Around the cards, but for where the paper ends anyhow."""
    bottom = top + count * CARD
    lines: list[Shape] = [Line(x, top, x, bottom, dash=1.2, colour=CUT) for x in (left, left + CARD)]
    for row in range(count + 1):
        y = top + row * CARD
        if UNREACHED < y < height - UNREACHED:
            lines.append(Line(left, y, left + CARD, y, dash=1.2, colour=CUT))
    return lines


def _advice(left: float, top: float, language: str, measure: Measure) -> list[Shape]:
    """Beside the cards."""
    room = left - 2 * UNREACHED
    fitted = fit(ADVICE[language], room, (8.5, 7), 12, measure)
    step = fitted.points * POINT * LEADING
    first = max(top, UNREACHED) + 10
    return [
        Text(UNREACHED, first + index * step, line, fitted.points, colour=FAINT)
        for index, line in enumerate(fitted.lines)
    ]
