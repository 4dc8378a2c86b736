"""Labels of a printed sheet: the PDF as paper comes out of a printer, cut along its lines and glued into book pages."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2

from markers.cutouts import FORMS
from markers.sheet import EXTENT, GRID_TOP, POINT, Paper, Size
from tests.browser.camera import TEXTURE, Gray, Sheet, page

PX_PER_MM = TEXTURE


@dataclass(frozen=True)
class Label:
    """One label, cut out."""

    code: str
    """As it is printed in small type at the label's foot."""
    gray: Gray
    marker: tuple[float, float]
    """Middle of the marker, mm from the label's top left."""


def printed_labels(pdf: Path, size: Size = Size.LARGE, paper: Paper = Paper.A4) -> dict[str, Label]:
    """Every label of the file by its code. Raises AssertionError when the paper is not as large as it says."""
    labels: list[Label] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for sheet in document:
            width, height = (points * POINT for points in sheet.get_size())
            assert np.allclose((width, height), EXTENT[paper], atol=0.1)
            labels += _cut(sheet, size, paper)
    return {label.code: label for label in labels}


def _cut(sheet: pypdfium2.PdfPage, size: Size, paper: Paper) -> list[Label]:
    """The labels of one sheet, row by row; places without one are left out."""
    gray = np.asarray(sheet.render(scale=PX_PER_MM * POINT, grayscale=True).to_numpy(), np.uint8).squeeze()
    text = sheet.get_textpage()
    (width, height), form = EXTENT[paper], FORMS[size]
    columns = int(width // form.width)
    left = (width - columns * form.width) / 2
    labels = []
    for place in range(columns * int((height - GRID_TOP) // form.height)):
        x, y = left + place % columns * form.width, GRID_TOP + place // columns * form.height
        edges = [x / POINT, (height - y - form.height) / POINT, (x + form.width) / POINT, (height - y) / POINT]
        code = re.search(r"([0-9A-Z]{4,12}) · ring13", text.get_text_bounded(*edges))
        if not code:
            continue
        top, bottom, start, end = (round(mm * PX_PER_MM) for mm in (y, y + form.height, x, x + form.width))
        # The ring's middle, from the corner that the scissors left; rounding to pixels is under 0.1 mm.
        middle = (form.padding + size / 2 + x - start / PX_PER_MM, form.padding + size / 2 + y - top / PX_PER_MM)
        labels.append(Label(code[1], gray[top:bottom, start:end], middle))
    return labels


def glued_into_a_book(label: Label, seed: int) -> Sheet:
    """The label on a book page of A5 with some lines of type above it."""
    leaf = page(0, seed=seed)  # its own marker disappears under the label
    gray = leaf.gray.copy()
    height, width = label.gray.shape
    left, top = (round((leaf.marker[i] - label.marker[i]) * TEXTURE) for i in (0, 1))
    gray[top : top + height, left : left + width] = label.gray
    return Sheet(gray, TEXTURE, (left / TEXTURE + label.marker[0], top / TEXTURE + label.marker[1]))
