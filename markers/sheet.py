"""What every sheet of paper has, and the shapes it is made of. Pure; lengths in mm from its top left corner, y down.

A layout gives a list of shapes for each sheet of paper; `markers.pdf` and `markers.svg` only draw them. Text is
measured through a function that is passed in, so that nothing here knows a font file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from markers.artwork import Box, Modules, marker_boxes
from markers.codes import FAMILY, VERSION
from markers.emblems import Emblem
from markers.fitting import Fitted, Measure, fit, fit_each
from markers.wording import Wording


class Size(IntEnum):
    """Side of the marker, mm. 60 is read from farther away; its QR code by any phone up to 40 cm."""

    SMALL = 40
    LARGE = 60
    TABLE = 80
    """For a table that several children stand around."""
    WALL = 120
    HALL = 160


class Paper(StrEnum):
    A4 = "a4"
    F4 = "f4"
    """Folio, the paper of Indonesian offices."""
    LETTER = "letter"


EXTENT = {Paper.A4: (210.0, 297.0), Paper.F4: (215.0, 330.0), Paper.LETTER: (215.9, 279.4)}
PRINTABLE = 5.0
"""Nearer than this to the paper's edge office printers leave white."""
GRID_TOP = 24.0
"""Where the first row of labels begins; above it the sheet says what it is."""
FOOT = 19.0
"""Kept below the labels for the ruler, and for what a printer cannot reach."""
WIDEST_MARGIN = 12.5
"""Left and right of what frames a sheet, however little stands between."""
RULER = 100.0
POINT = 25.4 / 72
"""mm in a point, in which type is measured."""

LEADING = 1.3
"""From one line to the next, in sizes of type."""

INK, FAINT, CUT = "#1d2733", "#566273", "#a39d8f"


@dataclass(frozen=True)
class Blocks:
    """Black areas with exact edges."""

    boxes: Sequence[Box]


@dataclass(frozen=True)
class Text:
    """One line; `x` is its left end, or its right end or middle as `align` says, `y` the foot of its letters."""

    x: float
    y: float
    text: str
    points: float
    bold: bool = False
    colour: str = INK
    align: str = "left"


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.2
    dash: float = 0.0
    """Length of dashes and gaps, mm; 0: unbroken."""
    colour: str = INK


@dataclass(frozen=True)
class Drawing:
    emblem: Emblem
    box: Box


Shape = Blocks | Text | Line | Drawing


@dataclass(frozen=True)
class Label:
    """What one label is about."""

    number: int
    """Of the page."""
    title: str
    code: str
    word: int
    modules: Modules


@dataclass(frozen=True)
class Heading:
    """What all sheets of a book have in common."""

    title: str
    creators: str
    emblem: Emblem
    wording: Wording


Fill = Callable[[Heading, Label, tuple[float, float], Measure], list[Shape]]
"""What stands on a piece whose top left corner is given."""


@dataclass(frozen=True)
class Tiling:
    """Pieces of one size that fill a sheet row by row and are cut apart."""

    width: float
    height: float
    fill: Fill
    advice: str
    """What to do with the sheet, for its head."""


def tiled(
    heading: Heading, labels: Sequence[Label], tiling: Tiling, paper: Paper, measure: Measure
) -> list[list[Shape]]:
    """The shapes of every sheet of paper, pieces row by row between head and ruler."""
    width, height = EXTENT[paper]
    columns = int((width - 2 * PRINTABLE) // tiling.width)
    rows = int((height - GRID_TOP - FOOT) // tiling.height)
    left = (width - columns * tiling.width) / 2
    margin = max(PRINTABLE + 1, min(left, WIDEST_MARGIN))
    full = columns * rows
    parts = [labels[start : start + full] for start in range(0, len(labels), full)]
    result = []
    for index, part in enumerate(parts):
        shapes = frame(heading, tiling.advice, (index + 1, len(parts)), paper, measure, margin)
        shapes += _cut_lines(len(part), columns, tiling, left)
        for place, label in enumerate(part):
            corner = (left + place % columns * tiling.width, GRID_TOP + place // columns * tiling.height)
            shapes += tiling.fill(heading, label, corner, measure)
        result.append(shapes)
    return result


def frame(
    heading: Heading,
    advice: str,
    place: tuple[int, int],
    paper: Paper,
    measure: Measure,
    margin: float = WIDEST_MARGIN,
) -> list[Shape]:
    """What every sheet has: at its head the book, what to do and which sheet of how many; at its foot the ruler."""
    width, height = EXTENT[paper]
    right = width - margin
    count = heading.wording.sheet.format(number=place[0], count=place[1])
    room = right - margin - 14
    title = fit(heading.title, room - 38, (13, 9), 1, measure, bold=True)
    below = fit(advice, room, (8.5, 7), 1, measure)
    return [
        Drawing(heading.emblem, Box(margin, 7.5, 11, 11)),
        *text_lines(title, margin + 14, 12.2, bold=True),
        Text(right, 12.2, count, 8.5, colour=FAINT, align="right"),
        *text_lines(below, margin + 14, 17.6, colour=FAINT),
        *ruler(heading.wording, margin, height - FOOT + 6, right, measure),
    ]


def _cut_lines(count: int, columns: int, tiling: Tiling, left: float) -> list[Shape]:
    """Broken lines around every piece that is there, each line once."""
    across = min(count, columns)
    rows = -(-count // columns)
    in_last = count - (rows - 1) * columns
    right, bottom = left + across * tiling.width, GRID_TOP + rows * tiling.height
    lines: list[Shape] = []
    for row in range(rows + 1):
        end = left + in_last * tiling.width if row == rows else right
        lines.append(cut_line(left, GRID_TOP + row * tiling.height, end, GRID_TOP + row * tiling.height))
    for column in range(across + 1):
        end = bottom if column <= in_last else bottom - tiling.height
        lines.append(cut_line(left + column * tiling.width, GRID_TOP, left + column * tiling.width, end))
    return lines


def cut_line(x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(x1, y1, x2, y2, dash=1.2, colour=CUT)


def marker(label: Label, x: float, y: float, side: float) -> Blocks:
    return Blocks([box._replace(x=x + box.x, y=y + box.y) for box in marker_boxes(label.word, label.modules, side)])


def about(label: Label) -> str:
    """Code, family and version, as they stand in small type beside every marker."""
    return f"{label.code} · {FAMILY}·{VERSION}"


def ruler(wording: Wording, left: float, y: float, right: float, measure: Measure) -> list[Shape]:
    """100 mm with a tick for every one, and the sentence that says what it is for."""
    shapes: list[Shape] = [Line(left, y, left + RULER, y, width=0.25)]
    for tick in range(int(RULER) + 1):
        length = 3.2 if tick % 10 == 0 else 2.2 if tick % 5 == 0 else 1.2
        shapes.append(Line(left + tick, y, left + tick, y + length, width=0.25 if tick % 10 == 0 else 0.12))
        if tick % 10 == 0:
            shapes.append(Text(left + tick, y + 5.9, str(tick), 6, colour=FAINT, align="middle"))
    sentence = fit(wording.check_ruler, right - left - RULER - 6, (8, 6.5), 3, measure)
    return shapes + text_lines(sentence, left + RULER + 6, y + 0.3, colour=FAINT)


def pupils_line(
    said: Sequence[str], width: float, sizes: tuple[float, float], most_lines: int, measure: Measure
) -> Fitted:
    """What pupils are told, in as many of the book's languages as have room; the first of them in any case."""
    for count in range(len(said), 0, -1):
        one_each = fit_each(said[:count], width, sizes, measure) if count <= most_lines else None
        fitted = one_each or fit(" · ".join(said[:count]), width, sizes, most_lines, measure)
        if not fitted.lines[-1].endswith("…"):
            break
    return fitted


def text_lines(
    fitted: Fitted, x: float, y: float, bold: bool = False, colour: str = INK, align: str = "left"
) -> list[Shape]:
    """The lines one below the other, the foot of the first at `y`."""
    step = fitted.points * POINT * LEADING
    return [
        Text(x, y + index * step, line, fitted.points, bold, colour, align) for index, line in enumerate(fitted.lines)
    ]
