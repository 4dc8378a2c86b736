"""Shapes of the HTTP interface to markers."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field


class MarkerWord(BaseModel):
    """What a tracker needs to know one marker by."""

    code: str
    word: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    """The 48 bits of the ring, clockwise from the top left, the first bit the most significant."""
    page: UUID


class MarkerTarget(BaseModel):
    """What a scanned code opens."""

    code: str
    page: UUID
    book: UUID


class BookMarkers(BaseModel):
    """The markers of a book's published pages."""

    book: UUID
    markers: list[MarkerWord]


class CardWord(BaseModel):
    """What a tracker needs to know one answer card by."""

    card: int
    """Its number, which is printed on it."""
    word: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
