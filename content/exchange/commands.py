"""`arlearn book export` and `arlearn book import`: books from one server to another, from the command line."""

import argparse
import sys
from pathlib import Path

from django.db.models import Q

from arlearn.people.models import Library
from content.exchange.actions import look_over, take_in
from content.exchange.pack import pack
from content.exchange.schemas import PackagePage, PackagePreview
from content.licences import LICENCES
from content.models import Book

CHANGES = {"new": "new", "same": "as it is here", "replaced": "replaced"}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command; its handlers, in `run`, return the exit status or raise Problem."""
    parser = commands.add_parser("book", help="books as packages, out and in")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    out = verbs.add_parser("export", help="write a book with all that it holds into one zip")
    out.add_argument("book", metavar="BOOK", help="slug or id")
    out.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    out.set_defaults(run=export_book)
    take = verbs.add_parser("import", help="say what a package would add and replace; with --yes, do it")
    take.add_argument("package", type=Path, metavar="FILE")
    take.add_argument("--library", required=True, help="slug or name of the library that it comes into")
    take.add_argument("--yes", action="store_true", help="do it")
    take.set_defaults(run=import_book)


def export_book(arguments: argparse.Namespace) -> int:
    book = _book(arguments.book)
    if book is None:
        known = ", ".join(Book.objects.values_list("slug", flat=True)[:20]) or "none"
        return _wrong(f"there is no book {arguments.book!r}; there are: {known}")
    # Beside its place first: a disk that fills up leaves no half of a package under its name.
    part = arguments.output.with_name(f"{arguments.output.name}.part")
    try:
        with part.open("w+b") as file:
            manifest = pack(book, file)
            size = file.seek(0, 2)
        part.replace(arguments.output)
    except OSError as error:
        return _wrong(f"{arguments.output}: {error.strerror}")
    finally:
        part.unlink(missing_ok=True)
    content = manifest.content
    print(f"{arguments.output}: {book.title}, {len(content.pages)} pages, {len(content.assets)} works, {_bytes(size)}")
    return 0


def import_book(arguments: argparse.Namespace) -> int:
    library = Library.objects.filter(Q(slug=arguments.library) | Q(name=arguments.library)).first()
    if library is None:
        known = ", ".join(Library.objects.values_list("slug", flat=True)[:20]) or "none"
        return _wrong(f"there is no library {arguments.library!r}; there are: {known}")
    try:
        with arguments.package.open("rb") as file:
            preview = look_over(library, file)
            print(told(preview))
            if not arguments.yes:
                print("Nothing was done. Add --yes to do it.")
                return 0
            book = take_in(library, file, preview.agreed, None, _say)
    except OSError as error:
        return _wrong(f"{arguments.package}: {error.strerror}")
    print(f"Done: /b/{book.slug}")
    return 0


def _say(done: int, of: int) -> None:
    if of:
        print(f"prepared {done} of {of}", file=sys.stderr)


def told(preview: PackagePreview) -> str:
    """What the package would do, line by line."""
    head = f"{preview.title} ({preview.level}, {', '.join(preview.languages)}): {CHANGES[preview.change]}"
    lines = [head]
    if preview.record:
        lines.append(f"  its record changes: {', '.join(preview.record)}")
    lines += [_page(page) for page in preview.pages]
    if preview.kept_pages:
        lines.append(f"  stay as they are: pages {', '.join(map(str, preview.kept_pages))}")
    new = [work for work in preview.works if not work.known]
    lines.append(f"  works: {len(new)} new ({_bytes(preview.bytes)}), {len(preview.works) - len(new)} here already")
    for work in preview.works:
        licence = LICENCES[work.licence].name["en"] if work.licence else "no licence said"
        lines.append(f"    {'+' if not work.known else ' '} {work.name} ({work.kind}, {licence})")
    return "\n".join(lines)


def _page(page: PackagePage) -> str:
    title = page.title.get("en") or next(iter(page.title.values()), "without title")
    notes = [CHANGES[page.change]]
    if page.revisions:
        notes.append(f"{page.revisions} published revision{'s' if page.revisions > 1 else ''} more")
    if page.draft_replaced:
        notes.append("the draft that is here is replaced")
    if not page.published:
        notes.append("not published")
    return f"  page {page.number}, {title}: {'; '.join(notes)}"


def _book(key: str) -> Book | None:
    """By slug or id."""
    found = Book.objects.select_related("cover", "library").filter(slug=key).first()
    if found:
        return found
    return next((book for book in Book.objects.select_related("cover", "library") if str(book.id) == key), None)


def _bytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.1f} kB"


def _wrong(sentence: str) -> int:
    print(f"arlearn: {sentence}", file=sys.stderr)
    return 2
