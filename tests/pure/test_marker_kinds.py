"""Every kind of print on every paper: measured as shapes, and as what a printer makes of the files."""

import re
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import cv2
import numpy as np
import pytest
import zxingcpp
from fpdf import FPDF
from fpdf.svg import SVGObject

from arlearn.errors import Problem
from markers.artwork import Box
from markers.emblems import emblem
from markers.family import words
from markers.fitting import fit
from markers.layouts import sheets_of
from markers.pdf import Canvas
from markers.printing import files_of, zipped
from markers.prints import GRIDS, SIZES, SPARE, File, Kind, Order, chosen_labels, order_of, papers_of
from markers.sheet import EXTENT, POINT, PRINTABLE, RULER, Blocks, Drawing, Heading, Line, Paper, Shape, Size, Text
from markers.wording import wording
from tests.pure.test_marker_print import HARD_TITLES, HEADING, Picture, label, overlap, pictures, words_in

ANY_GRID = {size: [grid for grid in GRIDS if grid.holds(size)] for size in Size}
ORDERS = [
    order_of(kind, size, paper, grid)
    for kind in Kind
    for paper in papers_of(kind)
    for size in SIZES[kind]
    for grid in (
        [grid.name for grid in GRIDS if grid.paper is paper and grid.holds(size)] if kind is Kind.LABELS else [None]
    )
]
CANVAS = Canvas(Paper.A4)
"""Knows the typeface, which is the same on all papers."""
MEASURE = lru_cache(CANVAS.measure)
LABELS = [label(number) for number in range(1, 8)]
ON_A4 = [order for order in ORDERS if order.paper is Paper.A4 or order.grid]
"""A piece is the same on all papers."""
every_order = pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.name)


@lru_cache
def files(order: Order, form: File) -> list[bytes]:
    return files_of(HEADING, LABELS, order, form)


def box_of(shape: Shape) -> Box:
    """What the shape covers, mm; the letters of a text from their feet to the height of capitals."""
    match shape:
        case Text():
            width, size = MEASURE(shape.text, shape.points, shape.bold), shape.points * POINT
            x = shape.x - {"left": 0, "middle": width / 2, "right": width}[shape.align]
            return Box(x, shape.y - 0.76 * size, width, 0.76 * size)
        case Line():
            return Box(shape.x1, shape.y1, shape.x2 - shape.x1, shape.y2 - shape.y1)
        case Drawing():
            return shape.box
        case Blocks():
            left, top = min(box.x for box in shape.boxes), min(box.y for box in shape.boxes)
            right = max(box.x + box.width for box in shape.boxes)
            return Box(left, top, right - left, max(box.y + box.height for box in shape.boxes) - top)


def is_ruler(shape: Shape) -> bool:
    return isinstance(shape, Line) and not shape.dash and shape.y1 == shape.y2 and shape.x2 - shape.x1 == RULER


@every_order
def test_M30_all_stays_where_printers_print_and_every_marker_says_what_it_is(order: Order) -> None:
    sheets = sheets_of(order, HEADING, chosen_labels(order, LABELS), MEASURE)
    width, height = EXTENT[order.paper]
    said = []
    for shapes in sheets:
        for shape in shapes:
            box = box_of(shape)
            assert min(box.x, box.y) >= PRINTABLE - 0.001, shape
            assert box.x + box.width <= width - PRINTABLE + 0.001, shape
            assert box.y + box.height <= height - PRINTABLE + 0.001, shape
        markers = [box_of(shape) for shape in shapes if isinstance(shape, Blocks)]
        assert all(max(box.width, box.height) == pytest.approx(order.size) for box in markers)
        said.append(" ".join(shape.text for shape in shapes if isinstance(shape, Text)))
        assert len(re.findall(r"\b[A-Z0-9]{6} ·(?: ring13·1)?", said[-1])) == len(markers) == said[-1].count("ring13·1")
    assert sum(isinstance(shape, Blocks) for shapes in sheets for shape in shapes) == (
        1 if order.kind is Kind.POSTER else len(LABELS)
    )
    with_ruler = [any(is_ruler(shape) for shape in shapes) for shapes in sheets]
    assert with_ruler[0]
    assert all(with_ruler) or order.kind is Kind.LABELS


@pytest.mark.parametrize("kind", Kind)
def test_M30_what_comes_out_of_the_printer_reads_in_its_true_place(kind: Kind) -> None:
    order = next(order for order in ORDERS if order.kind is kind and order.paper is not Paper.F4)
    labels = chosen_labels(order, LABELS)
    [pdf] = files_of(HEADING, labels, order, File.PDF)
    drawn = sheets_of(order, HEADING, labels, MEASURE)
    for sheet, shapes in zip(pictures(pdf, 8), drawn, strict=True):
        assert sheet.shape == pytest.approx(tuple(side * 8 for side in reversed(EXTENT[order.paper])), abs=1)
        codes = [one for one in zxingcpp.read_barcodes(sheet) if one.format == zxingcpp.BarcodeFormat.QRCode]
        markers = [box_of(shape) for shape in shapes if isinstance(shape, Blocks)]
        assert len(codes) == len(markers)
        # A QR code lies in the very middle of its ring.
        seen = sorted((code.position.top_left.x + code.position.bottom_right.x) / 16 for code in codes)
        assert seen == pytest.approx(sorted(box.x + order.size / 2 for box in markers), abs=0.3)
        for box in markers:
            assert_black_frame(sheet, box, order.size)
    numbers = {words().index(word) for sheet in pictures(pdf, 8) for word in words_in(sheet)}
    assert numbers == {one.number for one in labels}


def assert_black_frame(sheet: Picture, box: Box, size: Size) -> None:
    """The ring's own black square begins 1 and ends 12 thirteenths of the side in, to a tenth of a millimetre."""
    unit = size / 13
    row = sheet[round((box.y + 1.5 * unit) * 8)]
    inside = row[round((box.x + 1.1 * unit) * 8) : round((box.x + 11.9 * unit) * 8)]
    assert (inside < 40).all()
    column = sheet[:, round((box.x + size / 2) * 8)]
    start = round((box.y + 1.5 * unit) * 8)
    white = (start + np.flatnonzero(column[start:] > 128)[0]) / 8
    assert white == pytest.approx(box.y + 2 * unit, abs=0.2)


@pytest.mark.parametrize("order", ON_A4, ids=lambda order: order.name)
def test_M9_no_text_touches_anything_on_any_print(order: Order) -> None:
    titles = [CANVAS.printable(title) for title in HARD_TITLES]
    labels = [label(place + 993 if place < 5 else place, title) for place, title in enumerate(titles)]
    for title, creators, languages in ((titles[4], titles[3], ["id", "en", "jv"]), (titles[2], "", ["mad", "en"])):
        heading = Heading(title, creators, emblem("volcano"), wording(languages))
        for shapes in sheets_of(order, heading, chosen_labels(order, labels), MEASURE):
            solid = [(shape, box_of(shape)) for shape in shapes if not isinstance(shape, Line) or shape.dash]
            for (what, one), (other_what, other) in combinations(solid, 2):
                lines = 0 in (one.width, one.height) and 0 in (other.width, other.height)
                assert lines or not overlap(one, other), f"{what} and {other_what}"


def test_words_stay_whole_where_smaller_type_holds_them() -> None:
    assert fit("Sarang lebah", 12, (10, 7), 3, MEASURE, bold=True).lines == ["Sarang", "lebah"]
    endless = fit(HARD_TITLES[3], 12, (10, 7), 3, MEASURE)
    assert endless.points == 7
    assert endless.lines[-1].endswith("…")


@pytest.mark.parametrize(
    "order",
    [order_of(kind, paper=paper, page=3) for kind in Kind for paper in papers_of(kind)],
    ids=lambda order: order.name,
)
def test_M31_an_svg_looks_like_the_pdf_and_needs_no_typeface(order: Order) -> None:
    [pdf], svgs = files(order, File.PDF), files(order, File.SVG)
    width, height = EXTENT[order.paper]
    printed = FPDF(unit="mm", format=(width, height))
    printed.set_margin(0)
    drawn = sheets_of(order, HEADING, chosen_labels(order, LABELS), CANVAS.measure)
    for svg, shapes in zip(svgs, drawn, strict=True):
        root = ET.fromstring(svg)  # noqa: S314 what this program has just written
        assert (root.get("width"), root.get("height")) == (f"{width:g}mm", f"{height:g}mm")
        assert root.get("viewBox") == f"0 0 {width:g} {height:g}"
        kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert kinds <= {"svg", "title", "g", "path"}
        said = [element.get("aria-label") for element in root.iter() if element.get("aria-label")]
        assert said == [shape.text for shape in shapes if isinstance(shape, Text)]
        printed.add_page()
        SVGObject(svg).draw_to_page(printed)
    for from_svg, from_pdf in zip(pictures(bytes(printed.output()), 6), pictures(pdf, 6), strict=True):
        assert from_svg.shape == from_pdf.shape
        # Within a pixel, a sixth of a millimetre: edges and letters fall on other fractions of one.
        near = np.ones((3, 3))
        light, dark = cv2.dilate(from_pdf, near).astype(int), cv2.erode(from_pdf, near).astype(int)
        assert ((from_svg <= light + 40) & (from_svg >= dark - 40)).mean() > 0.9995


@pytest.mark.parametrize("kind", Kind)
def test_M31_the_same_order_gives_the_same_bytes(kind: Kind) -> None:
    order = order_of(kind, page=3)
    for form in File:
        assert files_of(HEADING, LABELS, order, form) == files(order, form)


def test_M31_several_sheets_of_svg_are_one_archive_of_the_same_bytes() -> None:
    svgs = files_of(HEADING, LABELS[:3], order_of(Kind.SINGLE), File.SVG)
    archive = zipped(svgs, "buku", File.SVG)
    with ZipFile(BytesIO(archive)) as bundle:
        assert bundle.namelist() == ["buku-01.svg", "buku-02.svg", "buku-03.svg"]
        assert bundle.read("buku-02.svg") == svgs[1]
    assert zipped(svgs, "buku", File.SVG) == archive


@pytest.mark.parametrize(
    ("asked", "code", "says"),
    [
        ({"kind": Kind.SHEET, "size": 120}, "print_size", "60, 40 mm"),
        ({"kind": Kind.POSTER, "size": 40}, "print_size", "120, 160 mm"),
        ({"kind": Kind.BOOKMARK, "size": 7}, "print_size", "40, 60 mm"),
        ({"kind": Kind.LABELS, "paper": Paper.F4}, "print_paper", "a4, letter"),
        ({"kind": Kind.LABELS, "size": 60, "grid": "3x6"}, "print_grid", "2x4, 2x3 (60 mm)"),
        ({"kind": Kind.LABELS, "grid": "3x8"}, "print_grid", "3x6, 3x5, 2x6, 3x4, 2x4, 2x3 (40 mm)"),
        ({"kind": Kind.SHEET, "grid": "3x6"}, "print_grid", "only with labels"),
    ],
)
def test_M32_what_does_not_fit_is_refused_with_what_does(asked: dict[str, object], code: str, says: str) -> None:
    with pytest.raises(Problem) as refused:
        order_of(**asked)  # type: ignore[arg-type]  # the cases mix keywords of several types
    assert refused.value.code == code
    assert says in refused.value.message("en")
    assert "{" not in refused.value.message("id")


def test_M32_a_page_without_a_marker_is_not_printed() -> None:
    with pytest.raises(Problem, match="Page 99"):
        files_of(HEADING, LABELS, order_of(Kind.SINGLE, page=99), File.PDF)


@pytest.mark.parametrize("order", [order for order in ORDERS if order.grid], ids=lambda order: order.name)
def test_M33_bought_labels_keep_everything_on_them(order: Order) -> None:
    grid = order.grid
    assert grid
    labels = [label(number, HARD_TITLES[number % 7]) for number in range(1, grid.columns * grid.rows + 2)]
    trial, first, second = sheets_of(order, HEADING, labels, MEASURE)
    assert not any(isinstance(shape, Blocks) for shape in trial)
    assert sum(isinstance(shape, Blocks) for shape in first) == grid.columns * grid.rows
    assert sum(isinstance(shape, Blocks) for shape in second) == 1
    places = [grid.corner(place) for place in range(grid.columns * grid.rows)]
    for shape in first:
        box, spare = box_of(shape), SPARE if isinstance(shape, Blocks) else 1
        assert any(
            box.x >= x + spare
            and box.y >= y + spare
            and box.x + box.width <= x + grid.width - spare
            and box.y + box.height <= y + grid.height - spare
            for x, y in places
        ), shape
    # The corners on the trial are those of the labels, as far as printers reach.
    ends = {(round(line.x1, 3), round(line.y1, 3)) for line in trial if isinstance(line, Line)}
    width, height = EXTENT[grid.paper]
    inside = [(x, y) for x, y in places if PRINTABLE <= x <= width - PRINTABLE and PRINTABLE <= y <= height - PRINTABLE]
    assert all((round(x, 3), round(y, 3)) in ends for x, y in inside)


def test_M33_the_labels_sold_most_do_not_hold_a_marker() -> None:
    for width, height in ((70, 37), (63.5, 38.1)):
        assert not replace(GRIDS[0], width=width, height=height).holds(Size.SMALL)
    assert all(grid.holds(Size.SMALL) for grid in GRIDS)


@pytest.mark.parametrize("order", ON_A4, ids=lambda order: order.name)
def test_M34_pupils_are_spoken_to_in_the_languages_of_the_book(order: Order) -> None:
    def said(*languages: str) -> str:
        heading = replace(HEADING, wording=wording(list(languages)))
        labels = [label(4, "x")]
        sheets = sheets_of(order, heading, labels, MEASURE)
        return " ".join(shape.text for shapes in sheets for shape in shapes if isinstance(shape, Text))

    both = said("jv", "id")
    assert "Arahna kamera mrene" in both
    assert "halaman" in both
    assert "Arahkan kamera ke sini" in said("mad")
    assert "Point the camera here" in said("en-GB")
    if order.kind in (Kind.SINGLE, Kind.POSTER, Kind.BOOKMARK, Kind.SHEET):
        assert "Arahkan kamera ke sini" in both
