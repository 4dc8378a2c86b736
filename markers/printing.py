"""A book's markers on paper, from what the database knows of it to finished files."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from content.models import Book, Page, Scene
from markers.artwork import address, qr_modules
from markers.emblems import emblem
from markers.family import words
from markers.layouts import sheets_of
from markers.models import Marker
from markers.pdf import Canvas, pdf_of
from markers.prints import File, Kind, Order, chosen_labels, order_of
from markers.problems import NO_MARKERS
from markers.sheet import Heading, Label, Paper, Size
from markers.svg import svg_of
from markers.wording import wording


def book_pdf(book: Book, base: str, size: Size, paper: Paper) -> bytes:
    """Labels to cut out, of every page that has a marker. Raises NO_MARKERS, FONT_MISSING."""
    [file] = book_files(book, base, order_of(Kind.SHEET, size, paper), File.PDF)
    return file


def book_files(book: Book, base: str, order: Order, form: File) -> list[bytes]:
    """What was ordered, in the order of pages; the QR codes lead to the server at `base`.

    One PDF, or an SVG for every sheet of paper. Raises NO_MARKERS, PRINT_PAGE, FONT_MISSING.
    """
    labels = labels_of(book, base)
    if not labels:
        raise NO_MARKERS()
    return files_of(
        Heading(book.title, book.creators, emblem(book.emblem), wording(book.languages)), labels, order, form
    )


def files_of(heading: Heading, labels: Sequence[Label], order: Order, form: File) -> list[bytes]:
    """The same from what stands on the labels; letters that the typeface lacks are replaced."""
    canvas = Canvas(order.paper)
    heading = replace(heading, title=canvas.printable(heading.title), creators=canvas.printable(heading.creators))
    labels = [replace(label, title=canvas.printable(label.title)) for label in chosen_labels(order, labels)]
    sheets = sheets_of(order, heading, labels, canvas.measure)
    if form is File.PDF:
        return [pdf_of(sheets, heading, canvas)]
    return [svg_of(shapes, order.paper, heading.title, canvas) for shapes in sheets]


def zipped(files: Sequence[bytes], name: str, form: File) -> bytes:
    """The files numbered in one archive, the same bytes for the same files."""
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as bundle:
        for number, content in enumerate(files, start=1):
            bundle.writestr(ZipInfo(f"{name}-{number:02d}.{form.value}"), content, ZIP_DEFLATED)
    return archive.getvalue()


def labels_of(book: Book, base: str) -> list[Label]:
    """One label a page: of its newest marker, if it has had several."""
    newest = {marker.page_id: marker for marker in Marker.objects.filter(page__book=book).order_by("assigned_at")}
    scenes = {scene.page_id: scene for scene in Scene.objects.filter(page__book=book).select_related("published")}
    return [
        _label(page, newest[page.id], _title(scenes.get(page.id), book.languages), base)
        for page in Page.objects.filter(book=book)
        if page.id in newest
    ]


def _label(page: Page, marker: Marker, title: str, base: str) -> Label:
    modules = qr_modules(address(base, marker.code))
    return Label(page.number, title, marker.code, words()[marker.number], modules)


def _title(scene: Scene | None, languages: list[str]) -> str:
    """The page's title in the book's first language that has one. A draft may hold anything, so nothing is trusted."""
    if scene is None:
        return ""
    for document in (scene.draft, scene.published.document if scene.published else None):
        titles = document.get("title") if isinstance(document, dict) else None
        if not isinstance(titles, dict):
            continue
        for tag in [*languages, *titles]:
            title = titles.get(tag)
            if isinstance(title, str) and title.strip():
                return title.strip()
    return ""
