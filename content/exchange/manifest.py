"""The list of what is in a package: its shape, its one way to be written, and the names of its files. Pure.

What belongs to a server stays there: ids, addresses, marker codes, people and dates are not in it. So the same book
gives the same list wherever it was taken in.
"""

import hashlib
import json
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from arlearn.people.schemas import Text
from content.licences import NOTICE_LENGTH, LicenceCode
from content.scene import Sha256
from content.schemas import BookLanguages, LevelCode

FORMAT = "arlearn-book"
Version = Literal[1, 2]
VERSION: Version = 2
"""The newest that this server takes. It writes the oldest that can say it, so that older servers read what they can."""
MANIFEST = "manifest.json"

LICENCES_OF_1: frozenset[LicenceCode | None] = frozenset(
    [
        None,
        "own-work",
        "CC0-1.0",
        "CC-BY-4.0",
        "CC-BY-SA-4.0",
        "CC-BY-NC-4.0",
        "CC-BY-NC-SA-4.0",
        "CC-BY-ND-4.0",
        "public-domain",
    ]
)

MOST_PAGES, MOST_REVISIONS, MOST_ASSETS = 999, 1000, 2000
MOST_FILES = 20_000
MOST_MANIFEST = 8 * 1024 * 1024
MOST_DOCUMENT = 512 * 1024
"""Bytes; a draft may have 256 kB as it is kept, and some more as it is written here."""

Size = Annotated[int, Field(ge=0, le=2**40)]
Name = Annotated[Text, Field(max_length=200)]


class Part(BaseModel):
    """Closed: what a later version adds is an error here, and never dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PackedFile(Part):
    """The bytes of one file in the zip."""

    sha256: Sha256
    size: Size


class PackedRevision(Part):
    number: Annotated[int, Field(ge=1, le=1_000_000)]
    sha256: Sha256
    """Of its document, and so of its file."""


class PackedPage(Part):
    number: Annotated[int, Field(ge=1, le=999)]
    has_draft: bool
    revisions: Annotated[list[PackedRevision], Field(max_length=MOST_REVISIONS)]
    published: Annotated[int, Field(ge=1)] | None
    """Number of the revision that children see."""


class PackedRendition(Part):
    """What the server that packed the book had made of an original. Another server makes its own."""

    recipe: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    sha256: Sha256
    media_type: Annotated[str, Field(max_length=100)]


class PackedAsset(Part):
    sha256: Sha256
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,10}$")]
    name: Annotated[Name, Field(min_length=1)]
    author: Name
    source: Annotated[Text, Field(max_length=500)]
    licence: LicenceCode | None
    notice: Annotated[Text, Field(max_length=NOTICE_LENGTH)]


class PackedBook(Part):
    origin: UUID
    """By which copies of one book know each other."""
    title: Annotated[Name, Field(min_length=1)]
    creators: Annotated[Text, Field(max_length=300)]
    isbn: Annotated[str, StringConstraints(pattern=r"^(\d{13})?$")]
    level: LevelCode
    languages: BookLanguages
    licence: Annotated[Text, Field(max_length=60)]
    emblem: Annotated[Text, Field(max_length=20)]
    cover: Sha256 | None


class Content(Part):
    """The book itself: the same on every server that has it."""

    book: PackedBook
    pages: Annotated[list[PackedPage], Field(max_length=MOST_PAGES)]
    """By number."""
    assets: Annotated[list[PackedAsset], Field(max_length=MOST_ASSETS)]
    """By SHA-256."""
    files: Annotated[dict[str, PackedFile], Field(max_length=MOST_FILES)]
    """Documents and originals, by name."""


class Made(Part):
    """What was made of the originals, by the server that packed the book."""

    renditions: Annotated[dict[Sha256, PackedRendition], Field(max_length=MOST_ASSETS)]
    """By the SHA-256 of the original."""
    files: Annotated[dict[str, PackedFile], Field(max_length=MOST_FILES)]


class Manifest(Part):
    format: Literal["arlearn-book"] = "arlearn-book"
    version: Version
    content: Content
    made: Made
    seal: Sha256
    """SHA-256 of all the rest, in its one way to be written. It tells of accidents and clumsy hands, not of makers."""

    @property
    def files(self) -> dict[str, PackedFile]:
        """Every file of the zip but this list itself, by name."""
        return {**self.content.files, **self.made.files}


def plain(value: Any) -> bytes:
    """The one way to write JSON in a package: the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def written(part: BaseModel) -> bytes:
    return plain(part.model_dump(mode="json"))


def sealed(content: Content, made: Made) -> Manifest:
    """The manifest of these, with the seal that belongs to them."""
    return Manifest(version=version_of(content), content=content, made=made, seal=seal_of(content, made))


def version_of(content: Content) -> Version:
    """The oldest version whose readers know every part of it: those of 1 know fewer licences."""
    return 1 if {asset.licence for asset in content.assets} <= LICENCES_OF_1 else 2


def seal_of(content: Content, made: Made) -> str:
    return hashlib.sha256(written(content) + b"\n" + written(made)).hexdigest()


def draft_name(page: int) -> str:
    return f"pages/{page:03}/draft.json"


def revision_name(page: int, number: int) -> str:
    return f"pages/{page:03}/revision-{number}.json"


def original_name(sha256: str) -> str:
    return f"originals/{sha256}"


def rendition_name(file: str) -> str:
    """`file`: its name below /media/."""
    return f"renditions/{file}"
