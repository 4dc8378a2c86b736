"""Labels to cut out, with everything a page needs beside its marker. Pure; lengths in mm."""

from dataclasses import dataclass

from markers.artwork import Box
from markers.emblems import PHONE
from markers.fitting import Measure, fit
from markers.sheet import (
    FAINT,
    LEADING,
    POINT,
    Drawing,
    Fill,
    Heading,
    Label,
    Shape,
    Size,
    Text,
    about,
    marker,
    pupils_line,
    text_lines,
)


@dataclass(frozen=True)
class Form:
    """A label's own measures."""

    width: float
    height: float
    padding: float


FORMS = {Size.SMALL: Form(95, 48, 4), Size.LARGE: Form(95, 84, 5)}


def _large(heading: Heading, label: Label, corner: tuple[float, float], measure: Measure) -> list[Shape]:
    """The marker, beside it a narrow column with page number and emblem, below it the texts."""
    (x, y), form, side = corner, FORMS[Size.LARGE], float(Size.LARGE)
    left, top = x + form.padding, y + form.padding
    column, right = left + side + 4.5, x + form.width - form.padding
    bottom = top + side
    number = fit(str(label.number), right - column, (40, 20), 1, measure, bold=True)
    title = fit(label.title or heading.title, right - left, (13, 9), 1, measure, bold=True)
    line = pupils_line(heading.wording.point_here, right - left - 6, (11, 8), 1, measure)
    return [
        marker(label, left, top, side),
        Text(column, top + 3, heading.wording.page, 9, colour=FAINT),
        *text_lines(number, column, top + 4.5 + number.points * POINT * 0.78, bold=True),
        Drawing(heading.emblem, Box(column, bottom - 20.5, 20.5, 20.5)),
        *text_lines(title, left, bottom + 6.7, bold=True),
        Drawing(PHONE, Box(left - 1, bottom + 8.3, 6, 6)),
        *text_lines(line, left + 5.6, bottom + 12.5),
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
    line = pupils_line(heading.wording.point_here, right - column - 6.5, (9.5, 7.5), 2, measure)
    below = top + 19 + (len(title.lines) - 1) * title.points * POINT * LEADING + 4
    return [
        marker(label, left, top, side),
        Text(column, top + 2.8, heading.wording.page, 8, colour=FAINT),
        *text_lines(number, column, top + 3.8 + number.points * POINT * 0.78, bold=True),
        Drawing(heading.emblem, Box(right - 15, top, 15, 15)),
        *text_lines(title, column, top + 19, bold=True),
        *text_lines(book, column, below, colour=FAINT),
        Drawing(PHONE, Box(column - 0.8, bottom - 9.2, 6, 6)),
        *text_lines(line, column + 5.6, bottom - (5 if len(line.lines) == 1 else 8)),
        Text(column, bottom, about(label), 6.5, colour=FAINT),
    ]


def _imprint(heading: Heading, label: Label, place: tuple[float, float, float], measure: Measure) -> list[Shape]:
    """The book's title, and what the label is, for whoever finds it loose."""
    left, right, foot = place
    what = about(label)
    book = fit(heading.title, right - left - measure(what, 6.5, False) - 3, (7.5, 6), 1, measure)
    return [
        *text_lines(book, left, foot, colour=FAINT),
        Text(right, foot, what, 6.5, colour=FAINT, align="right"),
    ]


FILLS: dict[Size, Fill] = {Size.SMALL: _small, Size.LARGE: _large}
