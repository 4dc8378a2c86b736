"""`arlearn markers cards`: answer cards to print, from the command line."""

import argparse
import sys
from pathlib import Path

from markers.cards import COUNT
from markers.cards_pdf import cards_pdf
from markers.cards_sheet import ADVICE
from markers.sheet import Paper


# argparse has no public name for what add_subparsers returns.
def register_cards(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command to those of `arlearn markers`."""
    cards = commands.add_parser("cards", help="write a PDF with answer cards, one for each child without a phone")
    cards.add_argument("--count", type=_number, default=30, metavar="N", help=f"how many, at most {COUNT}")
    cards.add_argument("--first", type=_number, default=1, metavar="N", help="number of the first card")
    cards.add_argument("--paper", choices=[paper.value for paper in Paper], default=Paper.A4.value)
    cards.add_argument("--language", choices=list(ADVICE), default="id")
    cards.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    cards.set_defaults(run=write_cards)


def _number(typed: str) -> int:
    number = int(typed)
    if not 1 <= number <= COUNT:
        raise argparse.ArgumentTypeError(f"there are cards 1 to {COUNT}")
    return number


def write_cards(arguments: argparse.Namespace) -> int:
    pdf = cards_pdf(arguments.first, arguments.count, Paper(arguments.paper), arguments.language)
    try:
        arguments.output.write_bytes(pdf)
    except OSError as error:
        print(f"arlearn: {arguments.output}: {error.strerror}", file=sys.stderr)
        return 2
    last = min(arguments.first + arguments.count - 1, COUNT)
    print(f"{arguments.output}: answer cards {arguments.first} to {last}")
    return 0
