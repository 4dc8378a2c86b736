"""HTTP: what a scanned code opens, what a tracker looks for, and sheets to print."""

from typing import Literal
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from ninja.security import django_auth

from arlearn.lan.origin import reachable_origin
from arlearn.people.api import visitor_of
from arlearn.people.models import Role
from content.preview import opened
from content.queries import access_book
from markers import actions, queries
from markers.family import packed
from markers.printing import book_files, zipped
from markers.prints import GRIDS, SIZES, File, Kind, order_of, papers_of
from markers.schemas import BookMarkers, LabelGrid, MarkerOfBook, MarkerOfPage, MarkerTarget, MarkerWord, PrintKind
from markers.sheet import Paper

router = Router(tags=["markers"])


class Wanted(Schema):
    """What is to be printed; what is left out is as usual for its kind."""

    kind: Kind = Kind.SHEET
    size: int | None = None
    paper: Paper = Paper.A4
    grid: str | None = None
    page: int | None = None


@router.get("/{code}", response=MarkerTarget)
def target(request: HttpRequest, code: str) -> MarkerTarget:
    return queries.target_of(code)


@router.get("/books/{book_id}", response=BookMarkers)
def book_markers(request: HttpRequest, book_id: UUID) -> BookMarkers:
    return queries.published_markers(book_id)


@router.get("/families/{family}")
def family(request: HttpRequest, family: Literal["ring13"]) -> HttpResponse:
    """Every word that any book's marker can bear, packed. What is printed never changes, nor does this."""
    response = HttpResponse(packed(), content_type="application/octet-stream")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@router.get("/numbers/{int:number}", response=MarkerOfBook)
def numbered(request: HttpRequest, number: int) -> MarkerOfBook:
    """Whose marker bears the word with this number in the family."""
    return queries.marker_numbered(number)


@router.get("/previews/{token}", response=BookMarkers)
def preview_markers(request: HttpRequest, token: str) -> BookMarkers:
    """The markers of the page that a preview link shows."""
    return queries.page_markers(opened(token).page)


@router.get("/books/{book_id}/assigned", response=list[MarkerWord], auth=django_auth)
def assigned(request: HttpRequest, book_id: UUID) -> list[MarkerWord]:
    """All markers of a book, for its creators: those of unpublished pages too."""
    return queries.all_markers(access_book(visitor_of(request), book_id, Role.CREATOR))


@router.post("/books/{book_id}/assign", response=list[MarkerWord], auth=django_auth)
def assign(request: HttpRequest, book_id: UUID) -> list[MarkerWord]:
    actions.assign(visitor_of(request), book_id)
    return assigned(request, book_id)


@router.get("/books/{book_id}/sheet.{form}", auth=django_auth)
def sheet(request: HttpRequest, book_id: UUID, form: File, wanted: Query[Wanted]) -> HttpResponse:
    """A PDF; or an SVG, and a ZIP of them where one sheet of paper is not enough."""
    book = access_book(visitor_of(request), book_id, Role.CREATOR)
    order = order_of(wanted.kind, wanted.size, wanted.paper, wanted.grid, wanted.page)
    files = book_files(book, reachable_origin(request), order, form)
    name = f"{book.slug}-{order.name}"
    if len(files) == 1:
        return _download(files[0], f"{name}.{form.value}", _TYPES[form])
    return _download(zipped(files, name, form), f"{name}.zip", "application/zip")


@router.get("/prints/kinds", response=list[PrintKind])
def kinds(request: HttpRequest) -> list[PrintKind]:
    """What can be printed, and what goes with what."""
    return [_kind(kind) for kind in Kind]


@router.get("/prints/markers", response=list[MarkerOfPage], auth=django_auth)
def printed(request: HttpRequest) -> list[MarkerOfPage]:
    """The markers that may be on a print of this person's."""
    return queries.printed_markers(visitor_of(request))


_TYPES = {File.PDF: "application/pdf", File.SVG: "image/svg+xml"}


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def _kind(kind: Kind) -> PrintKind:
    grids = [
        LabelGrid(
            name=grid.name,
            paper=grid.paper.value,
            labels=grid.columns * grid.rows,
            width=grid.width,
            height=round(grid.height, 1),
            known_as=grid.known_as,
            sizes=[size.value for size in SIZES[kind] if grid.holds(size)],
        )
        for grid in GRIDS
        if kind is Kind.LABELS
    ]
    sizes = [size.value for size in SIZES[kind]]
    return PrintKind(kind=kind.value, sizes=sizes, papers=[paper.value for paper in papers_of(kind)], grids=grids)
