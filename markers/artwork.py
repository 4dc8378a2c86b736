"""A marker as black rectangles: the coded ring, and the QR code inside it. Pure; lengths in mm, y down."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

import qrcode

from markers.codes import BITS, SIDE, cells

QUIET = 4
"""Modules of white around a QR code (ISO/IEC 18004)."""
INNER = 9
"""Units along a side of the white square in the ring, which holds the QR code with its quiet zone."""

Modules = Sequence[Sequence[bool]]


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float


def address(base: str, code: str) -> str:
    """What the QR code says: the page's address on the server at `base`.

    In upper case, which a QR code holds in 5.5 bits a letter instead of 8, wherever an address means the same so:
    scheme and host do; a path of the base might not.
    """
    base = base.rstrip("/")
    plain = f"{base}/m/{code}"
    return plain if urlsplit(base).path else plain.upper()


def qr_modules(text: str) -> Modules:
    """The QR code of a text without its quiet zone: the smallest version that holds it at level M; True is black."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def marker_boxes(word: int, modules: Modules, side: float) -> list[Box]:
    """Everything black in a marker of `side` mm at the origin; boxes touch, none overlaps another."""
    unit = side / SIDE
    dark = [cell for place, cell in enumerate(cells()) if not (word >> (BITS - 1 - place)) & 1]
    boxes = [Box(column * unit, row * unit, unit, unit) for column, row in dark]
    near, far = unit, (SIDE - 2) * unit
    boxes += [Box(near, near, (SIDE - 2) * unit, unit), Box(near, far, (SIDE - 2) * unit, unit)]
    boxes += [Box(near, 2 * unit, unit, INNER * unit), Box(far, 2 * unit, unit, INNER * unit)]
    return boxes + _qr_boxes(modules, 2 * unit, INNER * unit)


def _qr_boxes(modules: Modules, start: float, side: float) -> list[Box]:
    """Runs of black modules in a square at (start, start) that has the quiet zone inside it."""
    module = side / (len(modules) + 2 * QUIET)
    boxes = []
    for row, line in enumerate(modules):
        run = 0
        for column, black in enumerate([*line, False]):
            if black:
                run += 1
            elif run:
                x, y = start + (QUIET + column - run) * module, start + (QUIET + row) * module
                boxes.append(Box(x, y, run * module, module))
                run = 0
    return boxes
