"""Shapes of the HTTP interface to books and scenes."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from arlearn.people.schemas import Text
from content.budget import Judgement
from content.estimate import Pace
from content.licences import LicenceCode
from content.scene import Language, SceneDocument, Sha256, Vector
from content.steps import Step

LevelCode = Literal["A", "B1", "B2", "B3", "C", "D", "E"]
PageState = Literal["empty", "draft", "published", "changed"]
"""changed: published, and the draft has gone on since."""
AssetKind = Literal["model", "image", "sound"]
AssetStatus = Literal["waiting", "working", "ready", "refused"]
BookLanguages = Annotated[list[Language], Field(min_length=1, max_length=12)]
book_languages: TypeAdapter[list[str]] = TypeAdapter(BookLanguages)


class BookCard(BaseModel):
    """A book on a shelf."""

    id: UUID
    slug: str
    title: str
    creators: str
    level: LevelCode
    languages: list[Language]
    licence: str
    emblem: str
    cover: str | None
    """URL of a picture."""
    page_count: int
    library: str


class AssetFile(BaseModel):
    """Where a rendition lies and what is in it."""

    url: str
    media_type: str
    size: int
    """Bytes."""
    bounds: tuple[Vector, Vector] | None = None
    """Of a model: lowest and highest corner at rest, in the model's own units."""
    animations: list[str] = []
    poster: str | None = None
    """URL of a picture of the model."""
    placeholder: str | None = None
    """Data URI of a tiny picture, to stand there until the poster has come."""
    seconds: float | None = None
    """Of a sound."""


class BookPage(BaseModel):
    """A published page."""

    id: UUID
    number: int
    revision: Sha256
    scene: SceneDocument


class BookManifest(BaseModel):
    """A book as a child's phone loads it: every published page, and the files they need by asset."""

    book: BookCard
    pages: list[BookPage]
    assets: dict[Sha256, AssetFile]


class BookIn(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: Annotated[Text, Field(min_length=1, max_length=200)]
    creators: Annotated[Text, Field(max_length=300)] = ""
    isbn: Annotated[Text, Field(max_length=20)] = ""
    """ISBN-10 or ISBN-13, with or without hyphens."""
    level: LevelCode
    languages: BookLanguages
    licence: Annotated[Text, Field(max_length=60)] = ""


class NewBook(BookIn):
    library: UUID


class NewPage(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: Annotated[int, Field(ge=1, le=999)]


class StudioPage(BaseModel):
    """A page as its creator sees it in a list."""

    id: UUID
    number: int
    title: dict[str, str]
    state: PageState
    poster: str | None
    """URL of a picture of it."""


class Credit(BaseModel):
    """Whose an asset is, and how it may be used."""

    author: str
    source: str
    """Where it was found; an address, or words."""
    licence: LicenceCode | None
    """None: nobody has said yet."""
    notice: str
    """The copyright that the file itself claims."""
    forbids: bool
    """Whether the licence forbids changes, and the work's shape was simplified for phones."""


class CreditIn(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    author: Annotated[Text, Field(max_length=200)] = ""
    source: Annotated[Text, Field(max_length=500)] = ""
    licence: LicenceCode


class LicenceChoice(BaseModel):
    """A licence to choose, in the language that was asked for."""

    code: LicenceCode
    name: str
    says: str
    url: str
    attribution: bool
    """Whether the author has to be named."""
    group: str
    """Heading under which it stands in a list; empty for none."""


class CreditedWork(BaseModel):
    """One work in a book, on its page of credits."""

    name: str
    kind: str
    author: str
    source: str
    notice: str
    licence: LicenceChoice | None
    simplified: bool
    """Whether its shape was, so that phones can show it; smaller files and pictures are no change to a work."""
    pages: list[int]
    """Numbers of the pages that show it; empty for the cover alone."""


class BookCredits(BaseModel):
    """Who made what is in a book, as its published pages show it."""

    book: BookCard
    works: list[CreditedWork]


class Refusal(BaseModel):
    """Why an upload was refused, or waits, in the language of whoever asks."""

    code: str
    message: str


class Load(BaseModel):
    """What a phone has to carry, figure by figure, and how `content.budget` judges each."""

    triangles: int
    bytes: int
    draws: int
    texture_side: int
    texture_bytes: int
    joints: int
    budget: dict[str, Judgement]
    """By figure."""
    verdict: Judgement
    """The worst of them; what is red is not published."""


class Running(BaseModel):
    """How something will run on a cheap phone: an estimate, of `content.estimate`."""

    frame_ms: float
    """Of one picture."""
    pace: Pace
    load: Load


class StudioAsset(BaseModel):
    """An upload, and what has become of it."""

    sha256: Sha256
    kind: AssetKind
    name: str
    status: AssetStatus
    step: Step | None
    """While it is worked on."""
    problem: Refusal | None
    """When it was refused; or, while it waits, what the server lacks for it."""
    choices: list[str]
    """When it was refused as a zip of several models: their paths in it, of which one is to be chosen."""
    file: AssetFile | None
    """When it is ready."""
    poster: str | None
    """URL of a picture of it, of whichever kind it is."""
    placeholder: str | None
    """Data URI of a tiny picture, to stand there until the poster has come."""
    report: dict[str, Any]
    """What the recipe found; empty until it is ready."""
    running: Running | None
    """A page with nothing but this, once it is ready, when it is a model."""
    credit: Credit


class ModelChoice(BaseModel):
    model_config = ConfigDict(extra="forbid")

    model: Annotated[Text, Field(min_length=1, max_length=300)]
    """Its path in the zip."""


class Missing(BaseModel):
    """One thing that keeps a draft from being published, in plain words."""

    code: str
    message: str
    where: str = ""
    """Path in the document, for marking the field; what begins with `cover` is the book's, not the page's."""


class StudioBook(BaseModel):
    book: BookCard
    isbn: str
    library_id: UUID
    cover: StudioAsset | None
    """The picture on its front, as an upload; `book.cover` is where it lies."""
    cover_missing: Missing | None
    """What is to be said of it before children see it, and before a page is published."""
    pages: list[StudioPage]


class CoverIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    asset: Sha256
    """SHA-256 of a picture of the book's library."""


class Draft(BaseModel):
    """A draft of a scene. `document` may be unfinished: it is checked whole when it is published."""

    page: UUID
    book: UUID
    number: int
    version: int
    document: dict[str, Any]
    saved_at: datetime | None
    saved_by: str | None
    """Name of the person who saved it last."""
    published: int | None
    """Number of the published revision."""
    missing: list[Missing]
    assets: dict[Sha256, StudioAsset]
    """The assets that the draft names."""
    running: Running
    """The page with all its models."""


class DraftIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    builds_on: Annotated[int, Field(ge=0)]
    """Version that this save was made from; refused with `draft_conflict` when another save came first."""
    document: dict[str, Any]


class Published(BaseModel):
    number: int
    revision: Sha256


class RevisionCard(BaseModel):
    """A revision of a page in the list of its history."""

    number: int
    revision: Sha256
    published_at: datetime
    published_by: str | None
    shown: bool
    """Children see this one."""


class RevisionOut(RevisionCard):
    """A revision with what it shows."""

    document: SceneDocument
    assets: dict[Sha256, StudioAsset]


class PreviewWanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    revision: Annotated[int, Field(ge=1)] | None = None
    """Number of the revision to look at; without it, the draft as it is whenever the link is opened."""


class PreviewLink(BaseModel):
    """A link that shows a page to whoever has it, for a while."""

    url: str
    picture: str
    """The link as a QR code, an SVG document."""
    expires: datetime
