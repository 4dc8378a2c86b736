"""`arlearn markers`: sheets to print, from the command line."""

import argparse
import sys
from pathlib import Path

from arlearn.errors import Problem
from arlearn.lan.origin import usual_origin
from content.models import Book
from markers.actions import give_markers
from markers.cards_commands import register_cards
from markers.printing import book_files
from markers.prints import GRIDS, File, Kind, order_of
from markers.queries import book_named
from markers.sheet import Paper


# argparse has no public name for what add_subparsers returns.
def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command; its handler, in `run`, returns the exit status or raises Problem."""
    markers = commands.add_parser("markers", help="markers on paper").add_subparsers(required=True, metavar="WHAT")
    sheet = markers.add_parser("sheet", help="write the markers of a book as a PDF or as SVG")
    sheet.add_argument("book", metavar="BOOK", help="slug or id")
    sheet.add_argument("--kind", choices=[kind.value for kind in Kind], default=Kind.SHEET.value)
    sheet.add_argument("--size", type=int, metavar="MM", help="of a marker; which ones there are depends on the kind")
    sheet.add_argument("--paper", choices=[paper.value for paper in Paper], default=Paper.A4.value)
    sheet.add_argument("--grid", help=f"of bought labels: {_grids()}")
    sheet.add_argument("--page", type=int, metavar="NUMBER", help="this page's marker alone")
    sheet.add_argument("--format", choices=[file.value for file in File], help="else what the name of FILE ends in")
    sheet.add_argument("--address", help="of the server, as phones reach it; else ARLEARN_PUBLIC_URL or this machine's")
    sheet.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help="as SVG, further sheets are written beside it, numbered",
    )
    sheet.set_defaults(run=write_sheet)
    register_cards(markers)


def _grids() -> str:
    return "; ".join(
        f"{grid.name} on {grid.paper.value} ({grid.width:.4g} x {grid.height:.4g} mm, {grid.known_as})"
        for grid in GRIDS
    )


def write_sheet(arguments: argparse.Namespace) -> int:
    """Gives pages their markers where they have none, and writes the file. Raises what `order_of` does."""
    order = order_of(Kind(arguments.kind), arguments.size, Paper(arguments.paper), arguments.grid, arguments.page)
    form = _form(arguments)
    if form is None:
        print(f"arlearn: {arguments.output}: end it in .pdf or .svg, or say which with --format", file=sys.stderr)
        return 2
    origin = arguments.address or usual_origin()
    if not origin:
        print("arlearn: this machine is on no network; say where phones reach it, with --address", file=sys.stderr)
        return 2
    try:
        book = book_named(arguments.book)
    except Problem:
        known = ", ".join(Book.objects.values_list("slug", flat=True)[:20]) or "none"
        print(f"arlearn: there is no book {arguments.book!r}; there are: {known}", file=sys.stderr)
        return 2
    give_markers(book)
    for number, content in enumerate(book_files(book, origin, order, form), start=1):
        file = arguments.output if number == 1 else _numbered(arguments.output, number)
        try:
            file.write_bytes(content)
        except OSError as error:
            print(f"arlearn: {file}: {error.strerror}", file=sys.stderr)
            return 2
        print(f"{file}: {book.title}, for {origin}")
    return 0


def _form(arguments: argparse.Namespace) -> File | None:
    if arguments.format:
        return File(arguments.format)
    ending = arguments.output.suffix.lower().removeprefix(".")
    return File(ending) if ending in set(File) else None


def _numbered(file: Path, number: int) -> Path:
    return file.with_name(f"{file.stem}-{number}{file.suffix}")
