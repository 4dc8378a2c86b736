"""Shapes of what a package would do to a library, as its creator sees it before it is done."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from content.licences import LicenceCode
from content.scene import Language, Sha256
from content.schemas import LevelCode

Change = Literal["new", "same", "replaced"]


class PackageProgress(BaseModel):
    """How many works of a package were prepared, of those that have to be."""

    done: int
    of: int


class PackagePage(BaseModel):
    """A page of the package."""

    number: int
    title: dict[str, str]
    change: Change
    revisions: int
    """How many published revisions are added to those that are there, none of which goes."""
    draft_replaced: bool
    """Whether what somebody wrote here is replaced."""
    published: bool
    """Whether children see the page afterwards."""


class PackageWork(BaseModel):
    """A model, picture or sound of the package."""

    sha256: Sha256
    name: str
    kind: str
    size: int
    """Bytes."""
    licence: LicenceCode | None
    known: bool
    """Whether the library has it already."""


class PackagePreview(BaseModel):
    """What taking in a package would add and replace."""

    title: str
    creators: str
    level: LevelCode
    languages: list[Language]
    book: UUID | None
    """The book that is replaced; None for a new one."""
    change: Change
    record: list[str]
    """Fields of the book's record that become others."""
    pages: list[PackagePage]
    kept_pages: list[int]
    """Pages that the library's book has and the package has not: they stay."""
    works: list[PackageWork]
    bytes: int
    """Of all originals that the library does not have yet."""
    agreed: Annotated[str, Field(max_length=64)]
    """Stands for all this: it is given back with the word to do it."""
