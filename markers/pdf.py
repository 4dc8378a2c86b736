"""Draws the shapes of `markers.sheet` into a PDF, as vectors. It decides nothing about where things stand."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from fpdf import FPDF
from fpdf.drawing import GraphicsContext, PaintedPath
from fpdf.drawing_primitives import Transform
from fpdf.fonts import TTFFont
from fpdf.svg import svg_path_converter

from markers.artwork import Box
from markers.fonts import font_files
from markers.sheet import EXTENT, INK, POINT, Blocks, Drawing, Heading, Line, Paper, Shape, Text

STROKE = 0.45
"""Of emblems, mm."""

LONGEST = 400
"""Letters of a text that are looked at; a label has room for fewer."""


def pdf_of(sheets: Sequence[Sequence[Shape]], heading: Heading, canvas: "Canvas") -> bytes:
    """The finished file of all sheets of paper; the same bytes for the same sheets."""
    for shapes in sheets:
        canvas.draw(shapes)
    canvas.document.set_title(heading.title)
    canvas.document.set_author(heading.creators)
    return bytes(canvas.document.output())


class Canvas:
    """A document of one size of paper, with its typeface."""

    def __init__(self, paper: Paper) -> None:
        self.document = FPDF(unit="mm", format=EXTENT[paper])
        self.document.set_creator("arlearn")
        # The library would write the time: files that differ by nothing else look new to whoever compares them.
        self.document.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
        self.document.set_auto_page_break(False)
        self.document.set_margin(0)
        self.document.c_margin = 0
        # The library would put the number of pages where a title says {nb}.
        self.document.alias_nb_pages("")
        # Viewers offer "actual size" for it.
        self.document.set_display_mode("real")
        for bold in (False, True):
            for subset, file in font_files(bold).items():
                self.document.add_font(_family(subset), "B" if bold else "", file)
        self._widths: dict[tuple[str, bool], float] = {}
        self._outlines: dict[int, Any] = {}
        regular = font_files(False)
        self.families = [_family(subset) for subset in regular]
        self.document.set_fallback_fonts(self.families[1:])
        self.known = {
            point for font in self.document.fonts.values() if isinstance(font, TTFFont) for point in font.cmap
        }

    def printable(self, text: str) -> str:
        """The text with letters that the typeface has: accents it lacks are left off, pictures too, the rest is a ?."""
        out = []
        for letter in unicodedata.normalize("NFC", text[:LONGEST]):
            base = unicodedata.normalize("NFKD", letter)[0]
            if ord(letter) in self.known:
                out.append(letter)
            elif ord(base) in self.known:
                out.append(base)
            elif letter.isspace():
                out.append(" ")
            elif unicodedata.category(letter)[0] not in "CSM":
                out.append("?")
        return " ".join("".join(out).split())

    def measure(self, text: str, points: float, bold: bool) -> float:
        """mm."""
        return points * sum(self._width(letter, bold) for letter in text)

    def _width(self, letter: str, bold: bool) -> float:
        """Of a letter of one point. Kept, because fitting long titles asks for thousands; letters are not kerned."""
        width = self._widths.get((letter, bold))
        if width is None:
            self.set_type(1, bold)
            width = self._widths[letter, bold] = float(self.document.get_string_width(letter))
        return width

    def glyph(self, letter: str, bold: bool) -> tuple[Any, str, int]:
        """Outlines of the file that has a printable letter, its name among them, and their units to a size of type."""
        files = (self.document.fonts[f"{family}{'B' if bold else ''}"] for family in self.families)
        known = (file for file in files if isinstance(file, TTFFont) and ord(letter) in file.cmap)
        font = next(known).ttfont
        return (
            self._outlines.setdefault(id(font), font.getGlyphSet()),
            font.getBestCmap()[ord(letter)],
            font["head"].unitsPerEm,
        )

    def set_type(self, points: float, bold: bool) -> None:
        """What is written from now on."""
        self.document.set_font(self.families[0], "B" if bold else "", points)

    def draw(self, shapes: Sequence[Shape]) -> None:
        """One sheet of paper."""
        self.document.add_page()
        for shape in shapes:
            match shape:
                case Blocks():
                    self._blocks(shape)
                case Text():
                    self._text(shape)
                case Line():
                    self._line(shape)
                case Drawing():
                    self._drawing(shape)

    def _blocks(self, blocks: Blocks) -> None:
        # All in one path and filled once: drawn one by one, neighbours show a hairline between them.
        path, group = PaintedPath(), GraphicsContext()
        path.style.fill_color = "#000000"
        path.style.stroke_color = None
        for box in blocks.boxes:
            path.rectangle(box.x, box.y, box.width, box.height)
        group.add_item(path, clone=False)
        self.document.draw_path(group, copy=False)

    def _text(self, text: Text) -> None:
        self.set_type(text.points, text.bold)
        self.document.set_text_color(text.colour)
        width = self.document.get_string_width(text.text)
        x = text.x - {"left": 0.0, "middle": width / 2, "right": width}[text.align]
        height = text.points * POINT
        # A cell puts the foot of its letters .3 of their size below its middle.
        self.document.set_xy(x, text.y - 0.8 * height)
        self.document.cell(width, height, text.text)

    def _line(self, line: Line) -> None:
        with self.document.local_context(line_width=line.width, draw_color=line.colour):
            self.document.set_dash_pattern(line.dash, line.dash)
            self.document.line(line.x1, line.y1, line.x2, line.y2)
            self.document.set_dash_pattern()

    def _drawing(self, drawing: Drawing) -> None:
        box, emblem = drawing.box, drawing.emblem
        group = GraphicsContext()
        group.transform = Transform.scaling(box.width / 100, box.height / 100).translate(box.x, box.y)
        for data, filled in ((emblem.strokes, False), (emblem.fills, True)):
            if not data:
                continue
            path = PaintedPath()
            path.style.auto_close = filled
            svg_path_converter(path, data)
            path.style.fill_color = INK if filled else None
            path.style.stroke_color = None if filled else INK
            path.style.stroke_width = stroke_of(box)
            path.style.stroke_cap_style = path.style.stroke_join_style = "round"
            group.add_item(path, clone=False)
        self.document.draw_path(group, copy=False)


def stroke_of(box: Box) -> float:
    """Width of an emblem's lines in its own hundredths."""
    return min(STROKE, 0.06 * box.width) * 100 / box.width


def _family(subset: str) -> str:
    return f"andika-{subset}"
