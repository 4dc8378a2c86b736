"""A QR code as a picture that stays sharp at any size. Pure."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
"""Modules of margin, by ISO/IEC 18004."""


def qr_svg(text: str) -> str:
    """The code as an SVG document, one unit a module; one path, run by run."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    size = len(rows)
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}"/></svg>'
    )


def _runs(row: list[bool], y: int) -> str:
    """Path data of the dark runs of a row of modules."""
    out, x = "", 0
    while x < len(row):
        width = 1
        while x + width < len(row) and row[x + width] == row[x]:
            width += 1
        if row[x]:
            out += f"M{x} {y}h{width}v1h-{width}z"
        x += width
    return out
