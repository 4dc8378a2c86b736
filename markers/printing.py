"""A book's labels, from what the database knows of it to a finished PDF."""

from content.models import Book, Page, Scene
from markers.artwork import address, qr_modules
from markers.emblems import emblem
from markers.family import words
from markers.models import Marker
from markers.pdf import pdf_of
from markers.problems import NO_MARKERS
from markers.sheet import Heading, Label, Paper, Size
from markers.wording import wording


def book_pdf(book: Book, base: str, size: Size, paper: Paper) -> bytes:
    """Labels of every page that has a marker, in the order of pages; the QR codes lead to the server at `base`.

    Raises NO_MARKERS, FONT_MISSING.
    """
    labels = labels_of(book, base)
    if not labels:
        raise NO_MARKERS()
    heading = Heading(book.title, book.creators, emblem(book.emblem), wording(book.languages))
    return pdf_of(heading, labels, size, paper)


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
