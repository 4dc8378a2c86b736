"""Where everything stands on a sheet of labels. Pure; lengths in mm from the paper's top left corner, y down.

The result is a list of shapes for each sheet of paper, which `markers.pdf` only draws. Text is measured through a
function that is passed in, so that nothing here knows a font file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from markers.artwork import Box, Modules, marker_boxes
from markers.codes import FAMILY, VERSION
from markers.emblems import PHONE, Emblem
from markers.fitting import Fitted, Measure, fit
from markers.wording import Wording


class Size(IntEnum):
    """Side of the marker, mm. 60 is read from farther away; its QR code by any phone up to 40 cm."""

    SMALL = 40
    LARGE = 60


class Paper(StrEnum):
    A4 = "a4"
    F4 = "f4"
    """Folio, the paper of Indonesian offices."""


EXTENT = {Paper.A4: (210.0, 297.0), Paper.F4: (215.0, 330.0)}
GRID_TOP = 24.0
"""Where the first row of labels begins; above it the sheet says what it is."""
FOOT = 19.0
"""Kept below the labels for the ruler, and for what a printer cannot reach."""
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


@dataclass(frozen=True)
class Form:
    """A label's own measures."""

    width: float
    height: float
    padding: float


FORMS = {Size.SMALL: Form(95, 48, 4), Size.LARGE: Form(95, 84, 5)}


def sheets(heading: Heading, labels: Sequence[Label], size: Size, paper: Paper, measure: Measure) -> list[list[Shape]]:
    """The shapes of every sheet of paper, labels row by row."""
    form, (width, height) = FORMS[size], EXTENT[paper]
    columns = int(width // form.width)
    rows = int((height - GRID_TOP - FOOT) // form.height)
    left = (width - columns * form.width) / 2
    full = columns * rows
    parts = [labels[start : start + full] for start in range(0, len(labels), full)]
    result = []
    for index, part in enumerate(parts):
        count = heading.wording.sheet.format(number=index + 1, count=len(parts))
        shapes = _header(heading, count, left, width - left, measure)
        shapes += _cut_lines(len(part), columns, form, left)
        for place, label in enumerate(part):
            corner = (left + place % columns * form.width, GRID_TOP + place // columns * form.height)
            shapes += _FILL[size](heading, label, corner, measure)
        result.append(shapes + ruler(heading.wording, left, height - FOOT + 6, width - left, measure))
    return result


def _header(heading: Heading, count: str, left: float, right: float, measure: Measure) -> list[Shape]:
    room = right - left - 14
    title = fit(heading.title, room - 38, (13, 9), 1, measure, bold=True)
    advice = fit(heading.wording.print_and_cut, room, (8.5, 7), 1, measure)
    return [
        Drawing(heading.emblem, Box(left, 7.5, 11, 11)),
        *_lines(title, left + 14, 12.2, bold=True),
        Text(right, 12.2, count, 8.5, colour=FAINT, align="right"),
        *_lines(advice, left + 14, 17.6, colour=FAINT),
    ]


def _cut_lines(count: int, columns: int, form: Form, left: float) -> list[Shape]:
    """Broken lines around every label that is there, each line once."""
    across = min(count, columns)
    rows = -(-count // columns)
    in_last = count - (rows - 1) * columns
    right, bottom = left + across * form.width, GRID_TOP + rows * form.height
    lines: list[Shape] = []
    for row in range(rows + 1):
        end = left + in_last * form.width if row == rows else right
        y = GRID_TOP + row * form.height
        lines.append(Line(left, y, end, y, dash=1.2, colour=CUT))
    for column in range(across + 1):
        end = bottom if column <= in_last else bottom - form.height
        x = left + column * form.width
        lines.append(Line(x, GRID_TOP, x, end, dash=1.2, colour=CUT))
    return lines


def _large(heading: Heading, label: Label, corner: tuple[float, float], measure: Measure) -> list[Shape]:
    """The marker, beside it a narrow column with page number and emblem, below it the texts."""
    (x, y), form, side = corner, FORMS[Size.LARGE], float(Size.LARGE)
    left, top = x + form.padding, y + form.padding
    column, right = left + side + 4.5, x + form.width - form.padding
    bottom = top + side
    number = fit(str(label.number), right - column, (40, 20), 1, measure, bold=True)
    title = fit(label.title or heading.title, right - left, (13, 9), 1, measure, bold=True)
    line = fit(heading.wording.point_here, right - left - 6, (11, 8), 1, measure)
    return [
        _marker(label, left, top, side),
        Text(column, top + 3, heading.wording.page, 9, colour=FAINT),
        *_lines(number, column, top + 4.5 + number.points * POINT * 0.78, bold=True),
        Drawing(heading.emblem, Box(column, bottom - 20.5, 20.5, 20.5)),
        *_lines(title, left, bottom + 6.7, bold=True),
        Drawing(PHONE, Box(left - 1, bottom + 8.3, 6, 6)),
        *_lines(line, left + 5.6, bottom + 12.5),
        *_imprint(heading, label, (left, right, y + form.height - 1.7), measure),
    ]


def _small(heading: Heading, label: Label, corner: tuple[float, float], measure: Measure) -> list[Shape]:
    """The marker, and everything else in a column beside it."""
    (x, y), form, side = corner, FORMS[Size.SMALL], float(Size.SMALL)
    left, top = x + form.padding, y + form.padding
    column, right = left + side + 4.5, x + form.width - form.padding
    bottom = top + side
    number = fit(str(label.number), right - column - 17, (28, 16), 1, measure, bold=True)
    title = fit(label.title or heading.title, right - column, (11, 8.5), 2, measure, bold=True)
    book = fit(heading.title, right - column, (7.5, 6.5), 1, measure)
    line = fit(heading.wording.point_here, right - column - 6.5, (9.5, 7.5), 1, measure)
    below = top + 19 + (len(title.lines) - 1) * title.points * POINT * LEADING + 4
    return [
        _marker(label, left, top, side),
        Text(column, top + 2.8, heading.wording.page, 8, colour=FAINT),
        *_lines(number, column, top + 3.8 + number.points * POINT * 0.78, bold=True),
        Drawing(heading.emblem, Box(right - 15, top, 15, 15)),
        *_lines(title, column, top + 19, bold=True),
        *_lines(book, column, below, colour=FAINT),
        Drawing(PHONE, Box(column - 0.8, bottom - 9.2, 6, 6)),
        *_lines(line, column + 5.6, bottom - 5),
        Text(column, bottom, _about(label), 6.5, colour=FAINT),
    ]


_FILL: dict[Size, Callable[[Heading, Label, tuple[float, float], Measure], list[Shape]]] = {
    Size.SMALL: _small,
    Size.LARGE: _large,
}


def _marker(label: Label, x: float, y: float, side: float) -> Blocks:
    return Blocks([box._replace(x=x + box.x, y=y + box.y) for box in marker_boxes(label.word, label.modules, side)])


def _imprint(heading: Heading, label: Label, place: tuple[float, float, float], measure: Measure) -> list[Shape]:
    """The book's title, and what the label is, for whoever finds it loose."""
    left, right, foot = place
    about = _about(label)
    book = fit(heading.title, right - left - measure(about, 6.5, False) - 3, (7.5, 6), 1, measure)
    return [
        *_lines(book, left, foot, colour=FAINT),
        Text(right, foot, about, 6.5, colour=FAINT, align="right"),
    ]


def _about(label: Label) -> str:
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
    return shapes + _lines(sentence, left + RULER + 6, y + 0.9, colour=FAINT)


def _lines(fitted: Fitted, x: float, y: float, bold: bool = False, colour: str = INK) -> list[Shape]:
    step = fitted.points * POINT * LEADING
    return [Text(x, y + index * step, line, fitted.points, bold, colour) for index, line in enumerate(fitted.lines)]
