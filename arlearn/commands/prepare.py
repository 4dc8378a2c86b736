"""Brings the database up to date, and makes the demo: accounts, books, and the sheets to print."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from django.core.management import call_command

from arlearn.commands.accounts import NAMES, SignIns, demo_library, ensure_accounts
from arlearn.people.access import roles_in
from arlearn.people.models import Role, User
from arlearn.plans.demo import make_demo_plans
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
    books = make_demo(library, creator)
    for book in books:
        give_markers(book)
        print_sheets(book, base, sheets)
    plan_lessons(books, data / ".demo-plans.made")
    return Made(sign_ins, sheets)


def plan_lessons(books: list[Book], mark: Path) -> None:
    """The demo's lesson plans, once: one that its educator has deleted does not come back with the next start."""
    educator = User.objects.get(username=NAMES[Role.EDUCATOR])
    if not mark.exists() and Role.EDUCATOR in roles_in(educator, books[0].library_id):
        make_demo_plans(books, educator)
        mark.touch()


def print_sheets(book: Book, base: str, folder: Path) -> None:
    """The book's sheets, of large labels on the papers of schools here; drawn again when what they say has changed."""
    folder.mkdir(exist_ok=True)
    content = hashlib.sha256(repr((book.title, book.creators, labels_of(book, base))).encode()).hexdigest()
    for paper in (Paper.A4, Paper.F4):
        file = folder / f"{book.slug}-{Size.LARGE.value}mm-{paper.value}.pdf"
        mark = folder / f".{file.name}.made"
        if file.exists() and mark.exists() and mark.read_text() == content:
            continue
        file.write_bytes(book_pdf(book, base, Size.LARGE, paper))
        mark.write_text(content)
