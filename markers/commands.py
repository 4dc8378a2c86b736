"""`arlearn markers`: sheets to print, from the command line."""

import argparse
import sys
from pathlib import Path

from arlearn.errors import Problem
from arlearn.lan.origin import usual_origin
from content.models import Book
from markers.actions import give_markers
from markers.cards_commands import register_cards
from markers.printing import book_pdf
from markers.queries import book_named
from markers.sheet import Paper, Size


# argparse has no public name for what add_subparsers returns.
def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command; its handler, in `run`, returns the exit status or raises Problem."""
    markers = commands.add_parser("markers", help="markers on paper").add_subparsers(required=True, metavar="WHAT")
    sheet = markers.add_parser("sheet", help="write a PDF with a label for every page of a book")
    sheet.add_argument("book", metavar="BOOK", help="slug or id")
    sheet.add_argument("--size", type=int, choices=[size.value for size in Size], default=Size.LARGE.value, help="mm")
    sheet.add_argument("--paper", choices=[paper.value for paper in Paper], default=Paper.A4.value)
    sheet.add_argument("--address", help="of the server, as phones reach it; else ARLEARN_PUBLIC_URL or this machine's")
    sheet.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    sheet.set_defaults(run=write_sheet)
    register_cards(markers)


def write_sheet(arguments: argparse.Namespace) -> int:
    """Gives pages their markers where they have none, and writes the file."""
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
    pdf = book_pdf(book, origin, Size(arguments.size), Paper(arguments.paper))
    try:
        arguments.output.write_bytes(pdf)
    except OSError as error:
        print(f"arlearn: {arguments.output}: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{arguments.output}: {book.title}, for {origin}")
    return 0
