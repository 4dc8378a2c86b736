"""A poster: one marker for the whole room, with what to do in three steps. Pure; lengths in mm."""

from markers.artwork import Box
from markers.emblems import PHONE
from markers.fitting import Measure, fit
from markers.sheet import (
    EXTENT,
    FAINT,
    FOOT,
    LEADING,
    POINT,
    WIDEST_MARGIN,
    Drawing,
    Heading,
    Label,
    Paper,
    Shape,
    Size,
    Text,
    about,
    marker,
    pupils_line,
    ruler,
    text_lines,
)

HEAD, STEPS, LINE = 42.0, 20.0, 15.0
"""Heights of the book's title, of the three steps, and of the pupils' line between marker and steps."""


def poster(heading: Heading, label: Label, size: Size, paper: Paper, measure: Measure) -> list[Shape]:
    """One sheet of paper."""
    width, height = EXTENT[paper]
    margin, side = WIDEST_MARGIN, float(size)
    right, middle = width - margin, width / 2
    bottom = height - FOOT
    spare = (bottom - PAPER_TOP - HEAD - side - LINE - STEPS) / 3
    top = PAPER_TOP + HEAD + spare
    title = fit(heading.title, right - margin - 36, (32, 16), 2, measure, bold=True)
    page = fit(_what(heading, label), right - margin - 36, (14, 9), 1, measure)
    line = pupils_line(heading.wording.point_here, right - margin - 14, (26, 13), 1, measure)
    line_width = max(measure(text, line.points, False) for text in line.lines)
    below = PAPER_TOP + 13 + (len(title.lines) - 1) * title.points * POINT * LEADING
    start = middle - (line_width + 13) / 2
    return [
        Drawing(heading.emblem, Box(margin, PAPER_TOP, 30, 30)),
        *text_lines(title, margin + 36, PAPER_TOP + 13, bold=True),
        *text_lines(page, margin + 36, below + 8.5, colour=FAINT),
        marker(label, (width - side) / 2, top, side),
        Drawing(PHONE, Box(start, top + side + 3.5, 12, 12)),
        *text_lines(line, start + 13, top + side + 12.5),
        *_steps(heading, margin, bottom - STEPS + 3, right, measure),
        *ruler(heading.wording, margin, height - FOOT + 6, right - 30, measure),
        Text(right, height - FOOT + 7, about(label), 6.5, colour=FAINT, align="right"),
    ]


PAPER_TOP = 11.0


def _what(heading: Heading, label: Label) -> str:
    page = f"{heading.wording.page} {label.number}"
    return f"{page} · {label.title}" if label.title else page


def _steps(heading: Heading, left: float, y: float, right: float, measure: Measure) -> list[Shape]:
    """Three columns, each with its number."""
    width = (right - left) / len(heading.wording.steps)
    shapes: list[Shape] = []
    for place, step in enumerate(heading.wording.steps):
        x = left + place * width
        said = fit(step, width - 15, (12, 8.5), 3, measure)
        shapes += [Text(x, y + 8.2, str(place + 1), 30, bold=True), *text_lines(said, x + 9.5, y + 3.8)]
    return shapes
