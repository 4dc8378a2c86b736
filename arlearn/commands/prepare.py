"""Brings the database up to date, and makes the demo: accounts, books, and the sheets to print."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from django.core.management import call_command

from arlearn.commands.accounts import NAMES, SignIns, demo_library, ensure_accounts
from arlearn.people.models import Role, User
from content.demo.publish import make_demo
from content.models import Book
from markers.actions import give_markers
from markers.printing import book_pdf, labels_of
from markers.sheet import Paper, Size


@dataclass(frozen=True)
class Made:
    """What there is for the screen to show."""

    sign_ins: SignIns = field(default_factory=dict)
    sheets: Path | None = None


def prepare(data: Path, demo: bool, base: str) -> Made:
    """`base` is the address that is printed on the sheets. All that is there already is left as it is."""
    call_command("migrate", interactive=False, verbosity=0)
    if not demo:
        return Made()
    sign_ins = ensure_accounts(data / "sign-ins.json")
    creator = User.objects.get(username=NAMES[Role.CREATOR])
    sheets = data / "sheets"
    library = demo_library()
    if not Book.objects.filter(library=library).exists():
        print("  making the demo books, this once", flush=True)
    for book in make_demo(library, creator):
        give_markers(book)
        print_sheets(book, base, sheets)
    return Made(sign_ins, sheets)


def print_sheets(book: Book, base: str, folder: Path) -> None:
    """The book's sheets, of large labels on both papers; drawn again when something on them has changed."""
    folder.mkdir(exist_ok=True)
    content = hashlib.sha256(repr((book.title, book.creators, labels_of(book, base))).encode()).hexdigest()
    for paper in Paper:
        file = folder / f"{book.slug}-{Size.LARGE.value}mm-{paper.value}.pdf"
        mark = folder / f".{file.name}.made"
        if file.exists() and mark.exists() and mark.read_text() == content:
            continue
        file.write_bytes(book_pdf(book, base, Size.LARGE, paper))
        mark.write_text(content)
