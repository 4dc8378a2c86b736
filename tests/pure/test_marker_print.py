"""Sheets as they come out of a printer: the PDF is turned into pixels, measured, and read by independent means."""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest
import zxingcpp

from arlearn.errors import Problem
from markers.artwork import Box, address, qr_modules
from markers.codes import BITS, cells, turns
from markers.cutouts import FORMS
from markers.emblems import emblem
from markers.family import words
from markers.fonts import font_files
from markers.layouts import sheets_of
from markers.pdf import Canvas
from markers.printing import files_of
from markers.prints import File, Kind, order_of
from markers.sheet import EXTENT, GRID_TOP, POINT, Heading, Label, Line, Paper, Shape, Size, Text
from markers.wording import wording
from tests.pure.test_marker_words import rows

Picture = npt.NDArray[np.uint8]
BASE = "http://192.168.1.10:8000"
HEADING = Heading("Beruang Madu dari Balikpapan", "Taman Baca Manggar", emblem("bear"), wording(["id", "en"]))
HARD_TITLES = [
    "x",
    "",
    "Beruang kecil turun ke sungai dan menemukan ikan-ikan yang berenang melawan arus di antara batu-batu licin",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch" * 3,
    "W" * 300,
    "Gunung {nb} Bromo, \u202eterbalik\u202c, 漢字, 🐻‍❄️, naïve Ṭaha, Пётр, Nguyễn",
    "satu\ndua\ttiga",
]


def label(number: int, title: str = "Madu di Pohon Banggeris", base: str = BASE) -> Label:
    code = f"K7WQ{number:02d}".replace("0", "D").replace("1", "F").replace("2", "G").replace("5", "H")
    return Label(number, title, code, words()[number], qr_modules(address(base, code)))


def pdf_of(heading: Heading, labels: Sequence[Label], size: Size, paper: Paper) -> bytes:
    [pdf] = files_of(heading, labels, order_of(Kind.SHEET, size, paper), File.PDF)
    return pdf


def pictures(pdf: bytes, per_mm: int) -> list[Picture]:
    """Each sheet in grey, `per_mm` pixels a millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        np.asarray(document[index].render(scale=per_mm * 25.4 / 72, grayscale=True).to_numpy()).squeeze()
        for index in range(len(document))
    ]


@pytest.mark.parametrize("size", FORMS)
def test_M5_every_edge_of_the_marker_is_within_a_twentieth_of_a_millimetre(size: Size) -> None:
    per_mm = 20
    [sheet] = pictures(pdf_of(HEADING, [label(3)], size, Paper.A4), per_mm)
    left = (EXTENT[Paper.A4][0] - 2 * FORMS[size].width) / 2 + FORMS[size].padding
    top = GRID_TOP + FORMS[size].padding
    seen = cut(sheet, left, top, size, per_mm)
    expected = ideal(3, size, per_mm)
    on_paper, near = np.pad(expected, 1, constant_values=255), np.ones((3, 3))
    edges = (cv2.dilate(on_paper, near) != cv2.erode(on_paper, near))[1:-1, 1:-1]
    assert (seen[~edges] == expected[~edges]).all(), "black is 0 and white 255 to within a pixel of every edge"
    around = sheet[round((top - 2) * per_mm) : round(top * per_mm) - 1, round(left * per_mm) : round(left * per_mm) + 9]
    assert (around == 255).all(), "paper around it is left white"


def cut(sheet: Picture, left: float, top: float, size: Size, per_mm: int) -> Picture:
    x, y, side = round(left * per_mm), round(top * per_mm), size * per_mm
    return sheet[y : y + side, x : x + side]


def ideal(number: int, size: Size, per_mm: int) -> Picture:
    """The marker from its description: units of size/13, and modules of 9 units / (modules + 8) inside."""
    side = size * per_mm
    middles = (np.arange(side) + 0.5) / side * 13
    ring = np.array([[255 if look != "#" else 0 for look in row] for row in rows(words()[number])], np.uint8)
    picture: Picture = ring[middles.astype(int)][:, middles.astype(int)]
    modules = np.pad(np.array(label(number).modules), 4)
    places = ((middles - 2) / 9 * len(modules)).astype(int)
    inside = (middles >= 2) & (middles < 11)
    picture[np.ix_(inside, inside)] = np.where(modules[np.ix_(places[inside], places[inside])], 0, 255)
    return picture


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("size", FORMS)
def test_M5_a_reader_that_knows_only_the_ring_finds_every_word(size: Size, paper: Paper) -> None:
    count = 40
    sheets_of_paper = pictures(pdf_of(HEADING, [label(number) for number in range(count)], size, paper), 8)
    found = [word for sheet in sheets_of_paper for word in words_in(sheet)]
    assert sorted(found) == sorted(words()[:count])


def words_in(sheet: Picture) -> list[int]:
    """Words on a sheet, as a detector sees them: a white square in black, and the cells around it in any turn."""
    outlines, tree = cv2.findContours(255 - cv2.threshold(sheet, 128, 255, cv2.THRESH_BINARY)[1], cv2.RETR_CCOMP, 2)[:2]
    known = {turned: word for word in words() for turned in turns(word)}
    found = []
    for outline, (_, _, _, parent) in zip(outlines, tree[0], strict=True):
        square = cv2.approxPolyDP(outline, 8, True)
        if parent < 0 or len(square) != 4 or cv2.contourArea(square) < (8 * 25) ** 2:
            continue
        corners = square.reshape(4, 2).astype(np.float32)
        inner = np.array([[2, 2], [11, 2], [11, 11], [2, 11]], np.float32)
        start = int(np.argmin(corners.sum(1)))
        ordered = np.roll(corners, -start, 0)
        ordered = ordered if ordered[1][0] > ordered[3][0] else ordered[[0, 3, 2, 1]]
        place = cv2.getPerspectiveTransform(inner, ordered)
        middles = np.array([[(column + 0.5, row + 0.5) for column, row in cells()]], np.float32)
        read = 0
        for x, y in cv2.perspectiveTransform(middles, place)[0]:
            read = read << 1 | int(sheet[int(y), int(x)] > 128)
        assert read.bit_length() <= BITS
        if read in known:
            found.append(known[read])
    return found


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("size", FORMS)
def test_M6_an_ordinary_reader_reads_every_qr_code(size: Size, paper: Paper) -> None:
    labels = [label(number) for number in range(1, 14)]
    said = [
        result.text
        for sheet in pictures(pdf_of(HEADING, labels, size, paper), 8)
        for result in zxingcpp.read_barcodes(sheet)
        if result.format == zxingcpp.BarcodeFormat.QRCode
    ]
    assert sorted(said) == sorted(f"HTTP://192.168.1.10:8000/M/{one.code}" for one in labels)


@pytest.mark.parametrize(
    ("paper", "width", "height"), [(Paper.A4, 210, 297), (Paper.F4, 215, 330), (Paper.LETTER, 215.9, 279.4)]
)
def test_M8_paper_and_ruler_are_exact(paper: Paper, width: float, height: float) -> None:
    pdf = pdf_of(HEADING, [label(1)], Size.LARGE, paper)
    points = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert points == pytest.approx((width / POINT, height / POINT), abs=0.01)
    [sheet] = pictures(pdf, 20)
    foot = sheet[-16 * 20 :, : 114 * 20]
    line = foot[np.argmax((foot < 128).sum(1))]  # the row with most black is the ruler's line
    black = np.flatnonzero(line < 128)
    assert (black[-1] - black[0] + 1) / 20 == pytest.approx(100.25, abs=0.1)  # with the line's own width
    ticks = foot[np.argmax((foot < 128).sum(1)) + 60]  # 3 mm below only the ten-millimetre ticks remain
    middles = tick_middles(ticks[black[0] : black[-1] + 1] < 128) / 20
    assert np.diff(middles) == pytest.approx(10, abs=0.06)
    assert len(middles) == 11


def tick_middles(dark: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    change = np.flatnonzero(np.diff(np.concatenate([[0], dark.astype(int), [0]])))
    return (change[::2] + change[1::2]) / 2


@pytest.mark.parametrize("languages", [["id"], ["en"], ["mad"]])
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("size", FORMS)
def test_M9_no_text_touches_anything(size: Size, paper: Paper, languages: list[str]) -> None:
    canvas = Canvas(paper)
    titles = [canvas.printable(title) for title in HARD_TITLES]
    labels = [label(number + 995 if number < 5 else number, title) for number, title in enumerate(titles)]
    heading = Heading(titles[4], titles[3], emblem("volcano"), wording(languages))
    for shapes in sheets_of(order_of(Kind.SHEET, size, paper), heading, labels, canvas.measure):
        boxes = solid_boxes(shapes, size, canvas)
        assert len(boxes) > 5
        for (what, one), (other_what, other) in combinations(boxes, 2):
            assert not overlap(one, other), f"{what} and {other_what}"
        for what, box in boxes:
            assert box.x > 4, what
            assert box.y > 4, what
            assert box.x + box.width < EXTENT[paper][0] - 4, what
            assert box.y + box.height < EXTENT[paper][1] - 4, what


def solid_boxes(shapes: list[Shape], size: Size, canvas: Canvas) -> list[tuple[str, Box]]:
    """What must stay apart: markers, drawings, texts and cut lines (where texts could touch them), in mm."""
    boxes: list[tuple[str, Box]] = []
    for shape in shapes:
        if isinstance(shape, Text):
            width, points = canvas.measure(shape.text, shape.points, shape.bold), shape.points * POINT
            x = shape.x - {"left": 0, "middle": width / 2, "right": width}[shape.align]
            boxes.append((repr(shape.text), Box(x, shape.y - 0.76 * points, width, points * 0.76)))
        elif isinstance(shape, Line):
            if shape.dash and shape.x1 == shape.x2:
                boxes.append(("cut line", Box(shape.x1, shape.y1, 0, shape.y2 - shape.y1)))
        elif hasattr(shape, "boxes"):
            left, top = min(box.x for box in shape.boxes), min(box.y for box in shape.boxes)
            boxes.append(("marker", Box(left, top, size - 0.1, size - 0.1)))
        else:
            boxes.append(("drawing", shape.box))
    return boxes


def overlap(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return (across > 0.05 and down > 0.05) or (across > 0 and down > 0 and 0 in (one.width, other.width))


def test_titles_that_no_typeface_has_still_print() -> None:
    canvas = Canvas(Paper.A4)
    assert canvas.printable("Ṭaha, Пётр, Nguyễn, é") == "Ṭaha, Пётр, Nguyễn, é"
    assert canvas.printable("🐻‍❄️ Beruang \u202ekutub") == "Beruang kutub"
    assert canvas.printable("漢字") == "??"
    assert canvas.printable("satu\ndua\x00") == "satu dua"
    pdf = pdf_of(HEADING, [label(number, title) for number, title in enumerate(HARD_TITLES)], Size.SMALL, Paper.F4)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "Gunung {nb} Bromo" in " ".join(text.split())


def test_a_book_of_many_pages_is_quick_and_small() -> None:
    pdf = pdf_of(HEADING, [label(number) for number in range(200)], Size.SMALL, Paper.A4)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 20
    assert len(pdf) < 600_000
    last = " ".join(document[19].get_textpage().get_text_range().split())
    assert "Lembar 20 dari 20" in last
    assert "199" in last


def test_without_the_typeface_one_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="make run"):
        font_files(False, tmp_path)
