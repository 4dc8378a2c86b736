"""A CSV file that a spreadsheet opens as it is meant, and never runs. Pure."""

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int
BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the machine's old code page."""
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that make a spreadsheet take a text for a formula, also in full width (OWASP, CSV injection)."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """RFC 4180 with a byte order mark: commas, CRLF, quotes where needed."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow([safe(cell) for cell in header])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def safe(cell: Cell) -> Cell:
    """A cell that is only ever text: what looks like a formula gets an apostrophe before it."""
    if isinstance(cell, int):
        return cell
    text = cell.replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) else text
