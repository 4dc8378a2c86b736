"""What stands on the smaller prints: stickers, bought labels, bookmarks. Pure; lengths in mm."""

from markers.artwork import Box
from markers.emblems import PHONE
from markers.fitting import Fitted, Measure, fit
from markers.sheet import (
    FAINT,
    LEADING,
    POINT,
    Drawing,
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

CAPITAL = 0.74
"""Height of a capital letter, in sizes of type."""
NARROW = 12.0
"""The least width of a column of text beside a marker."""
NARROW_BOOK = 25.0
"""In a narrower column the book's title is left out: whoever pastes labels has the book before them."""


def on_label(heading: Heading, label: Label, box: Box, size: Size, measure: Measure) -> list[Shape]:
    """Fills a label: the texts beside the marker where there is room for a column, below it otherwise."""
    has_room_below = box.height >= size + BENEATH + 2
    if has_room_below and box.width - size - 3 * _margin(box, size) < NARROW:
        return beneath(heading, label, box, size, measure)
    return beside(heading, label, box, size, measure)


def _margin(box: Box, size: Size) -> float:
    """White that all sides of the marker can have, up to 6 mm: more is of no use, and text needs the room."""
    return min(6.0, (min(box.width, box.height) - size) / 2)


def beside(heading: Heading, label: Label, box: Box, size: Size, measure: Measure) -> list[Shape]:
    """The marker in the middle of the height; page, title and the pupils' line in a column to its right."""
    margin = min(_margin(box, size), (box.width - size - NARROW) / 3)
    top = box.y + (box.height - size) / 2
    column, right, bottom = box.x + margin + size + margin, box.x + box.width - margin, top + size
    width = right - column
    narrow = width < NARROW_BOOK
    number = fit(str(label.number), width, (24, 14), 1, measure, bold=True)
    title = fit(label.title or heading.title, width, (8.5 if narrow else 10, 7), 3, measure, bold=True)
    line = pupils_line(heading.wording.point_here, width, (8.5, 7), 3 if width < 30 else 2, measure)
    what = fit(about(label), width, (6, 5), 2, measure)
    foot = top + 3.6 + number.points * POINT * CAPITAL
    below_number = foot + 1.8 + title.points * POINT * CAPITAL
    above_what = bottom - _rise(what) - 3.3
    shapes = [
        marker(label, box.x + margin, top, size),
        Text(column, top + 2.2, heading.wording.page, 7.5, colour=FAINT),
        *text_lines(number, column, foot, bold=True),
        *text_lines(title, column, below_number, bold=True),
        *text_lines(line, column, above_what - _rise(line)),
        *text_lines(what, column, bottom - _rise(what), colour=FAINT),
    ]
    if narrow:
        return shapes
    book = fit(heading.title, width, (7, 6), 2 if size > Size.SMALL else 1, measure)
    return [*shapes, *text_lines(book, column, below_number + _rise(title) + 4, colour=FAINT)]


def _rise(fitted: Fitted) -> float:
    """From the foot of the first line to that of the last."""
    return (len(fitted.lines) - 1) * fitted.points * POINT * LEADING


BENEATH = 15.0
"""Height of the texts below a marker."""


def beneath(heading: Heading, label: Label, box: Box, size: Size, measure: Measure) -> list[Shape]:
    """The marker, and below it page, book and the pupils' line."""
    left = box.x + (box.width - size) / 2
    top = box.y + (box.height - size - BENEATH) / 2
    right, foot = left + size, top + size
    page = f"{heading.wording.page} {label.number}"
    what = about(label)
    number = fit(page, size - measure(what, 5.5, False) - 2, (11, 7), 1, measure, bold=True)
    book = fit(heading.title, size, (8, 6.5), 1, measure)
    line = pupils_line(heading.wording.point_here, size - 5.5, (9, 6.5), 1, measure)
    return [
        marker(label, left, top, size),
        *text_lines(number, left, foot + 4.6, bold=True),
        Text(right, foot + 4.6, what, 5.5, colour=FAINT, align="right"),
        *text_lines(book, left, foot + 8.6, colour=FAINT),
        Drawing(PHONE, Box(left - 0.6, foot + 9.5, 5, 5)),
        *text_lines(line, left + 5.2, foot + 13),
    ]


BOOKMARK = 185.0
"""Height of a bookmark: it stands out of a book of A5."""


def bookmark(heading: Heading, label: Label, box: Box, size: Size, measure: Measure) -> list[Shape]:
    """The book above, page and title in the middle, the marker below."""
    pad = (box.width - size) / 2
    left, width, middle = box.x + pad, float(size), box.x + box.width / 2
    title = fit(heading.title, width, (15, 9), 4, measure, bold=True)
    creators = fit(heading.creators, width, (8, 6.5), 2, measure)
    page = fit(label.title, width, (12, 8), 3, measure)
    line = pupils_line(heading.wording.point_here, width, (11, 7.5), 2, measure)
    head = box.y + 8
    below_title = head + 30 + _rise(title)
    top = box.y + box.height - pad - 3.5 - size
    foot = top - 4 - _rise(line)
    number = box.y + 96.0
    return [
        Drawing(heading.emblem, Box(middle - 10, head, 20, 20)),
        *text_lines(title, middle, head + 28, bold=True, align="middle"),
        *(text_lines(creators, middle, below_title + 3.5, colour=FAINT, align="middle") if heading.creators else []),
        Text(middle, number - 11, heading.wording.page, 9, colour=FAINT, align="middle"),
        Text(middle, number, str(label.number), 30, bold=True, align="middle"),
        *(text_lines(page, middle, number + 7, align="middle") if label.title else []),
        Drawing(PHONE, Box(middle - 4, foot - 12.5, 8, 8)),
        *text_lines(line, middle, foot, align="middle"),
        marker(label, left, top, size),
        Text(middle, box.y + box.height - pad + 0.6, about(label), 6, colour=FAINT, align="middle"),
    ]
