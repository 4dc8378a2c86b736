"""Every kind of print as shapes on sheets of paper. Pure; lengths in mm from the paper's top left corner, y down."""

from collections.abc import Callable, Sequence

from markers.artwork import Box
from markers.cutouts import FILLS, FORMS
from markers.emblems import PHONE
from markers.fitting import Measure, fit
from markers.pieces import BENEATH, BOOKMARK, beneath, bookmark, on_label
from markers.poster import poster
from markers.prints import Grid, Kind, Order
from markers.sheet import (
    EXTENT,
    FAINT,
    FOOT,
    GRID_TOP,
    PRINTABLE,
    WIDEST_MARGIN,
    Drawing,
    Fill,
    Heading,
    Label,
    Line,
    Shape,
    Size,
    Text,
    Tiling,
    about,
    cut_line,
    frame,
    marker,
    pupils_line,
    ruler,
    text_lines,
    tiled,
)

Sheets = list[list[Shape]]


def sheets_of(order: Order, heading: Heading, labels: Sequence[Label], measure: Measure) -> Sheets:
    """The shapes of every sheet of what was ordered."""
    return _LAYOUTS[order.kind](order, heading, labels, measure)


def _cut(order: Order, heading: Heading, labels: Sequence[Label], measure: Measure) -> Sheets:
    form = FORMS[order.size]
    tiling = Tiling(form.width, form.height, FILLS[order.size], heading.wording.print_and_cut)
    return tiled(heading, labels, tiling, order.paper, measure)


def _stickers(order: Order, heading: Heading, labels: Sequence[Label], measure: Measure) -> Sheets:
    width, height = order.size + 6.0, order.size + BENEATH + 5
    fill = _sized(beneath, width, height, order.size)
    return tiled(heading, labels, Tiling(width, height, fill, heading.wording.print_and_cut), order.paper, measure)


def _bookmarks(order: Order, heading: Heading, labels: Sequence[Label], measure: Measure) -> Sheets:
    width, height = order.size + 10.0, BOOKMARK + order.size - Size.SMALL
    fill = _sized(bookmark, width, height, order.size)
    return tiled(heading, labels, Tiling(width, height, fill, heading.wording.print_bookmark), order.paper, measure)


def _sized(
    piece: Callable[[Heading, Label, Box, Size, Measure], list[Shape]], width: float, height: float, size: Size
) -> Fill:
    return lambda heading, label, corner, measure: piece(heading, label, Box(*corner, width, height), size, measure)


def _single(order: Order, heading: Heading, labels: Sequence[Label], measure: Measure) -> Sheets:
    """A marker in the middle of each sheet, in a frame to cut along, with its texts below."""
    (width, height), size = EXTENT[order.paper], float(order.size)
    pad, texts = 8.0, 32.0
    left, top = (width - size) / 2, GRID_TOP + (height - GRID_TOP - FOOT - size - texts) / 2
    result = []
    for index, label in enumerate(labels):
        page = f"{heading.wording.page} {label.number}"
        number = fit(page, size - measure(about(label), 6.5, False) - 3, (15, 8), 1, measure, bold=True)
        title = fit(label.title or heading.title, size, (12, 8), 1, measure)
        line = pupils_line(heading.wording.point_here, size - 7, (13, 7), 2, measure)
        foot = top + size
        result.append(
            [
                *frame(heading, heading.wording.print_for_book, (index + 1, len(labels)), order.paper, measure),
                *_outline(Box(left - pad, top - pad, size + 2 * pad, size + pad + texts)),
                marker(label, left, top, size),
                *text_lines(number, left, foot + 7, bold=True),
                Text(left + size, foot + 7, about(label), 6.5, colour=FAINT, align="right"),
                *text_lines(title, left, foot + 13.5),
                Drawing(PHONE, Box(left - 0.8, foot + 15.4, 7, 7)),
                *text_lines(line, left + 6.6, foot + 20.4),
            ]
        )
    return result


def _posters(order: Order, heading: Heading, labels: Sequence[Label], measure: Measure) -> Sheets:
    return [poster(heading, label, order.size, order.paper, measure) for label in labels]


def _labels(order: Order, heading: Heading, labels: Sequence[Label], measure: Measure) -> Sheets:
    """A trial on plain paper, then the sheets of labels: on those nothing but labels has a place."""
    grid = order.grid
    if grid is None:
        raise ValueError("an order of labels names its grid")
    full = grid.columns * grid.rows
    result = [_trial(grid, heading, measure)]
    for start in range(0, len(labels), full):
        shapes: list[Shape] = []
        for place, label in enumerate(labels[start : start + full]):
            box = _printable(Box(*grid.corner(place), grid.width, grid.height), grid)
            shapes += on_label(heading, label, box, order.size, measure)
        result.append(shapes)
    return result


def _printable(label: Box, grid: Grid) -> Box:
    """A label that reaches the paper's edge without the strip that no printer reaches."""
    width, height = EXTENT[grid.paper]
    least = PRINTABLE - 1  # what stands on a label keeps away from its side by more than that
    left, top = max(label.x, least), max(label.y, least)
    right, bottom = min(label.x + label.width, width - least), min(label.y + label.height, height - least)
    return Box(left, top, right - left, bottom - top)


def _trial(grid: Grid, heading: Heading, measure: Measure) -> list[Shape]:
    """The labels' corners, with the ruler, to hold against a sheet of labels before one is spent."""
    width, height = EXTENT[grid.paper]
    shapes: list[Shape] = []
    for place in range(grid.columns * grid.rows):
        x, y = grid.corner(place)
        shapes += _corners(Box(x, y, grid.width, grid.height), (width, height))
    says = fit(heading.wording.trial, 150, (15, 10), 1, measure, bold=True)
    how = fit(heading.wording.trial_how, 150, (9, 7.5), 4, measure)
    left = WIDEST_MARGIN
    foot = grid.top + (grid.rows - 1) * grid.height + 8
    what = f"{grid.name} · {grid.width:.4g} x {grid.height:.4g} mm · {grid.known_as}"
    shapes += [
        *text_lines(says, left, grid.top + 10, bold=True),
        *text_lines(how, left, grid.top + 17, colour=FAINT),
        Text(left, grid.top + 37, what, 9, colour=FAINT),
    ]
    return shapes + ruler(heading.wording, left, foot, width - left, measure)


def _outline(box: Box) -> list[Line]:
    """A rectangle to cut along."""
    right, bottom = box.x + box.width, box.y + box.height
    return [
        cut_line(box.x, box.y, right, box.y),
        cut_line(box.x, bottom, right, bottom),
        cut_line(box.x, box.y, box.x, bottom),
        cut_line(right, box.y, right, bottom),
    ]


CORNER = 5.0
"""Length of the lines that show where a label's corner lies."""


def _corners(box: Box, paper: tuple[float, float]) -> list[Line]:
    """The ends of a rectangle's sides, as far as they can be printed on this paper."""
    lines = []
    for side in _outline(box):
        along = (CORNER, 0) if side.y1 == side.y2 else (0, CORNER)
        ends = (
            Line(side.x1, side.y1, side.x1 + along[0], side.y1 + along[1], colour=FAINT),
            Line(side.x2 - along[0], side.y2 - along[1], side.x2, side.y2, colour=FAINT),
        )
        lines += [end for end in ends if _is_printable(end, paper)]
    return lines


def _is_printable(line: Line, paper: tuple[float, float]) -> bool:
    return min(line.x1, line.y1) >= PRINTABLE and line.x2 <= paper[0] - PRINTABLE and line.y2 <= paper[1] - PRINTABLE


_LAYOUTS: dict[Kind, Callable[[Order, Heading, Sequence[Label], Measure], Sheets]] = {
    Kind.SHEET: _cut,
    Kind.STICKERS: _stickers,
    Kind.LABELS: _labels,
    Kind.BOOKMARK: _bookmarks,
    Kind.SINGLE: _single,
    Kind.POSTER: _posters,
}
