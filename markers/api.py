"""HTTP: what a scanned code opens, what a tracker looks for, and sheets to print."""

from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.security import django_auth

from arlearn.lan.origin import reachable_origin
from arlearn.people.api import visitor_of
from arlearn.people.models import Role
from content.queries import access_book
from markers import actions, queries
from markers.printing import book_pdf
from markers.schemas import BookMarkers, MarkerTarget, MarkerWord
from markers.sheet import Paper, Size

router = Router(tags=["markers"])


@router.get("/{code}", response=MarkerTarget)
def target(request: HttpRequest, code: str) -> MarkerTarget:
    return queries.target_of(code)


@router.get("/books/{book_id}", response=BookMarkers)
def book_markers(request: HttpRequest, book_id: UUID) -> BookMarkers:
    return queries.published_markers(book_id)


@router.get("/books/{book_id}/assigned", response=list[MarkerWord], auth=django_auth)
def assigned(request: HttpRequest, book_id: UUID) -> list[MarkerWord]:
    """All markers of a book, for its creators: those of unpublished pages too."""
    return queries.all_markers(access_book(visitor_of(request), book_id, Role.CREATOR))


@router.post("/books/{book_id}/assign", response=list[MarkerWord], auth=django_auth)
def assign(request: HttpRequest, book_id: UUID) -> list[MarkerWord]:
    actions.assign(visitor_of(request), book_id)
    return assigned(request, book_id)


@router.get("/books/{book_id}/sheet.pdf", auth=django_auth)
def sheet(request: HttpRequest, book_id: UUID, size: Size = Size.LARGE, paper: Paper = Paper.A4) -> HttpResponse:
    book = access_book(visitor_of(request), book_id, Role.CREATOR)
    pdf = book_pdf(book, reachable_origin(request), size, paper)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"{book.slug}-{size.value}mm-{paper.value}.pdf"
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response
