"""Draws sheets of answer cards into a PDF, as vectors, with the faces as the screens show them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from fpdf.svg import SVGObject

from markers.artwork import Box
from markers.cards import NUMBERS
from markers.cards_sheet import Card, Turned, card_sheets
from markers.family import words
from markers.pdf import Canvas
from markers.sheet import INK, POINT, Paper

FACES = Path(__file__).with_name("card-faces.json")
"""Card 1 first. Written by webclient/src/ui/card-faces.test.ts from the drawings on the screens."""


@cache
def faces() -> list[dict[str, Any]]:
    """Animal, colour and drawing (SVG) of each card."""
    loaded: list[dict[str, Any]] = json.loads(FACES.read_text())
    return loaded


def cards_pdf(first: int, count: int, paper: Paper, language: str) -> bytes:
    """The cards from `first` on, `count` of them or as many as there are. `language`: id or en. Raises FONT_MISSING."""
    numbers = range(first, min(first + count, len(NUMBERS) + 1))
    cards = [Card(number, words()[NUMBERS[number - 1]]) for number in numbers]
    canvas = Canvas(paper)
    for sheet in card_sheets(cards, paper, language, canvas.measure):
        canvas.draw(sheet.shapes)
        for letter in sheet.letters:
            _letter(canvas, letter)
        for face in sheet.faces:
            _face(canvas, faces()[face.number - 1]["svg"], face.box)
    canvas.document.set_title("Kartu jawaban arlearn" if language == "id" else "arlearn answer cards")
    return bytes(canvas.document.output())


def _letter(canvas: Canvas, letter: Turned) -> None:
    width, height = canvas.measure(letter.text, letter.points, True), letter.points * POINT
    canvas.set_type(letter.points, True)
    canvas.document.set_text_color(INK)
    with canvas.document.rotation(-90 * letter.quarters, letter.x, letter.y):
        # As in Canvas: a cell puts the foot of its letters .3 of their size below its middle.
        canvas.document.set_xy(letter.x - width / 2, letter.y - 0.8 * height)
        canvas.document.cell(width, height, letter.text)


def _face(canvas: Canvas, svg: str, box: Box) -> None:
    sized = svg.replace("<svg ", f'<svg width="{box.width}mm" height="{box.height}mm" ', 1)
    SVGObject(sized).draw_to_page(canvas.document, x=box.x, y=box.y)
