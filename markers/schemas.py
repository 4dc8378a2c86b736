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


class MarkerOfBook(BaseModel):
    """Which book's a marker is, for a child who saw it in another one."""

    code: str
    book: UUID
    title: str


class CardWord(BaseModel):
    """What a tracker needs to know one answer card by."""

    card: int
    """Its number, which is printed on it."""
    word: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class MarkerOfPage(MarkerWord):
    """A marker with what it is for, as its makers know it."""

    book: UUID
    book_title: str
    page_number: int


class LabelGrid(BaseModel):
    """A sheet of labels as shops sell it."""

    name: str
    paper: str
    labels: int
    width: float
    """mm, of a label."""
    height: float
    known_as: str
    sizes: list[int]
    """mm, of the markers that it holds."""


class PrintKind(BaseModel):
    """One way to print markers; the first size is the usual one."""

    kind: str
    sizes: list[int]
    papers: list[str]
    grids: list[LabelGrid]
