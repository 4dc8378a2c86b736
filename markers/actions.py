"""Changes to markers: a page gets one, or an old one points at another page."""

import secrets
from uuid import UUID

from django.db import connection, transaction

from arlearn.people.access import Visitor
from arlearn.people.models import Role
from content.models import Book, Page
from content.queries import access_book
from markers.cards import NUMBERS as CARDS
from markers.codes import COUNT, FAMILY, new_code, pick
from markers.family import words
from markers.models import Marker
from markers.problems import MARKERS_EXHAUSTED, MARKERS_TOO_ALIKE
from markers.queries import is_too_alike, numbers_in


@transaction.atomic
def assign(visitor: Visitor, book_id: UUID) -> list[Marker]:
    """Gives every page of the book that has none a marker; the new ones. Raises what `access_book` does."""
    return give_markers(access_book(visitor, book_id, Role.CREATOR))


@transaction.atomic
def give_markers(book: Book) -> list[Marker]:
    """The same for one who needs no permission: the command line and the demo. Raises MARKERS_EXHAUSTED."""
    _one_at_a_time()
    pages = list(Page.objects.filter(book=book, markers__isnull=True).order_by("number"))
    used = set(Marker.objects.filter(family=FAMILY).values_list("number", flat=True))
    pages_words = [number for number in range(COUNT) if number not in CARDS]
    # By chance; a book of very many pages finds enough that are far apart at the family's head alone.
    for order in (secrets.SystemRandom().sample(pages_words, len(pages_words)), pages_words):
        numbers = pick(words(), used, numbers_in(book), len(pages), order)
        if len(numbers) == len(pages):
            break
    else:
        raise MARKERS_EXHAUSTED()
    return [
        Marker.objects.create(code=_unused_code(), family=FAMILY, number=number, page=page)
        for page, number in zip(pages, numbers, strict=True)
    ]


@transaction.atomic
def point_at(marker: Marker, page: Page | None) -> None:
    """What is printed stays and opens another page. Raises MARKERS_TOO_ALIKE."""
    _one_at_a_time()
    if page is not None and is_too_alike(marker, page):
        raise MARKERS_TOO_ALIKE()
    marker.page = page
    marker.save(update_fields=["page"])


def _unused_code() -> str:
    while True:
        code = new_code(secrets.choice)
        if not Marker.objects.filter(code=code).exists():
            return code


def _one_at_a_time() -> None:
    """Holds others who give words until this transaction ends. SQLite's does from its start: it begins as a writer."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Marker._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
