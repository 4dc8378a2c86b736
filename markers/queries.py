"""What is asked of markers."""

from uuid import UUID

from django.db.models import QuerySet

from arlearn.errors import NOT_FOUND
from arlearn.people.access import Visitor, signed_in
from arlearn.people.models import Membership, Role
from content.models import Book, Page, Scene
from markers.codes import FAMILY, FAR_IN_BOOK, distance, normal_code, to_hex
from markers.family import words
from markers.models import Marker
from markers.problems import MARKER_UNKNOWN, MARKER_UNPUBLISHED
from markers.schemas import BookMarkers, MarkerOfBook, MarkerOfPage, MarkerTarget, MarkerWord


def book_named(reference: str) -> Book:
    """The book of this slug or id; raises NOT_FOUND."""
    book = Book.objects.filter(slug=reference).first()
    if book is None:
        try:
            book = Book.objects.filter(id=UUID(reference)).first()
        except ValueError:
            book = None
    if book is None:
        raise NOT_FOUND()
    return book


def target_of(code: str) -> MarkerTarget:
    """What a scanned code opens; raises MARKER_UNKNOWN or MARKER_UNPUBLISHED."""
    marker = Marker.objects.filter(code=normal_code(code)).select_related("page").first()
    if marker is None:
        raise MARKER_UNKNOWN()
    page = _published(marker)
    return MarkerTarget(code=marker.code, page=page.id, book=page.book_id)


def marker_numbered(number: int) -> MarkerOfBook:
    """Whose marker bears this word of the family; raises MARKER_UNKNOWN or MARKER_UNPUBLISHED."""
    marker = Marker.objects.filter(number=number, family=FAMILY).select_related("page__book").first()
    if marker is None:
        raise MARKER_UNKNOWN()
    page = _published(marker)
    return MarkerOfBook(code=marker.code, book=page.book_id, title=page.book.title)


def _published(marker: Marker) -> Page:
    """The page that the marker opens; raises MARKER_UNPUBLISHED."""
    page = marker.page
    if page is None or not Scene.objects.filter(page=page, published__isnull=False).exists():
        raise MARKER_UNPUBLISHED()
    return page


def published_markers(book_id: UUID) -> BookMarkers:
    """What a reader's tracker looks for in this book; raises NOT_FOUND."""
    if not Book.objects.filter(id=book_id).exists():
        raise NOT_FOUND()
    found = Marker.objects.filter(page__book=book_id, page__scene__published__isnull=False)
    return BookMarkers(book=book_id, markers=_words(found))


def page_markers(page: Page) -> BookMarkers:
    """What a tracker looks for to see this page alone, published or not."""
    return BookMarkers(book=page.book_id, markers=_words(Marker.objects.filter(page=page)))


def all_markers(book: Book) -> list[MarkerWord]:
    """The markers of all pages of the book, published or not."""
    return _words(Marker.objects.filter(page__book=book))


def printed_markers(visitor: Visitor) -> list[MarkerOfPage]:
    """The markers of all books that the visitor may make: what a photograph of a print can show.

    Raises SIGN_IN_NEEDED.
    """
    user = signed_in(visitor)
    found = Marker.objects.filter(page__isnull=False).select_related("page__book")
    if not user.is_superuser:
        made = Membership.objects.filter(user=user, role__in=[Role.CREATOR, Role.ADMIN]).values("library")
        found = found.filter(page__book__library__in=made)
    return [
        MarkerOfPage(
            code=marker.code,
            word=to_hex(words()[marker.number]),
            page=page.id,
            book=page.book_id,
            book_title=page.book.title,
            page_number=page.number,
        )
        for marker in found.order_by("assigned_at")
        if (page := marker.page)
    ]


def _words(markers: "QuerySet[Marker]") -> list[MarkerWord]:
    return [
        MarkerWord(code=marker.code, word=to_hex(words()[marker.number]), page=marker.page_id)
        for marker in markers.order_by("page__number", "assigned_at")
        if marker.page_id
    ]


def numbers_in(book: Book) -> list[int]:
    """Numbers of the words that stand in the book."""
    return list(Marker.objects.filter(page__book=book, family=FAMILY).values_list("number", flat=True))


def is_too_alike(marker: Marker, page: Page) -> bool:
    """Whether the marker's word is too near to that of another marker in the book of `page`."""
    others = Marker.objects.filter(page__book=page.book_id).exclude(code=marker.code)
    word = words()[marker.number]
    return any(distance(word, words()[number]) < FAR_IN_BOOK for number in others.values_list("number", flat=True))
