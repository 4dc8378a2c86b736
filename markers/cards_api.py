"""HTTP: the words that the panel reads a room by, and answer cards to print."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.security import django_auth

from markers.cards import COUNT, word_of
from markers.cards_pdf import cards_pdf
from markers.family import words
from markers.schemas import CardWord
from markers.sheet import Paper

router = Router(tags=["markers"])


@router.get("/words", response=list[CardWord])
def card_words(request: HttpRequest) -> list[CardWord]:
    """Of all answer cards, which are the same on every server."""
    return [CardWord(card=card, word=word_of(card, words())) for card in range(1, COUNT + 1)]


@router.get("/sheet.pdf", auth=django_auth)
def sheet(
    request: HttpRequest,
    first: Annotated[int, Query(ge=1, le=COUNT)] = 1,
    count: Annotated[int, Query(ge=1, le=COUNT)] = 30,
    paper: Paper = Paper.A4,
    language: Literal["id", "en"] = "id",
) -> HttpResponse:
    response = HttpResponse(cards_pdf(first, count, paper, language), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="arlearn-cards-{paper.value}.pdf"'
    return response
