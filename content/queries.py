"""What is asked of books and scenes, and the guarded ways to them."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from pydantic import ValidationError

from arlearn.errors import NOT_FOUND, Problem, ProblemKind
from arlearn.people.access import Visitor, access_library
from arlearn.people.models import Library, Role
from content.budget import NOTHING, Weight, judge, worst
from content.check import KnownAsset, as_scene, assets_named, check, page_weight, pictured
from content.credits import credit_of, uncredited
from content.estimate import frame_ms, pace
from content.lacks import COVER_AUTHOR, COVER_LICENCE, Lack
from content.models import Asset, Book, Page, Rendition, Scene, SceneRevision
from content.problems import NOT_A_PICTURE, PICTURE_NOT_READY
from content.scene import SceneDocument, assets_of, fingerprint
from content.schemas import (
    AssetFile,
    AssetKind,
    BookCard,
    BookManifest,
    BookPage,
    Draft,
    Load,
    Missing,
    PageState,
    Refusal,
    Running,
    StudioAsset,
    StudioBook,
    StudioPage,
)

_renditions = Prefetch("renditions", Rendition.objects.order_by("id"))
_pages = Prefetch("pages", Page.objects.select_related("scene__published").order_by("number"))


def with_renditions(assets: "QuerySet[Asset]") -> "QuerySet[Asset]":
    """The assets with what was made of each, the oldest first."""
    return assets.prefetch_related(_renditions)


def access_book(visitor: Visitor, book_id: UUID, role: Role) -> Book:
    """The book, for somebody who holds `role` in its library; raises SIGN_IN_NEEDED, NOT_FOUND or NOT_ALLOWED."""
    book = Book.objects.select_related("library").filter(id=book_id).first()
    # A library that is not there leads to the same refusal as one that is not the visitor's.
    access_library(visitor, book.library_id if book else book_id, role)
    if book is None:
        raise NOT_FOUND()
    return book


def access_page(visitor: Visitor, page_id: UUID, role: Role) -> Page:
    """The page with its scene, for somebody who holds `role` in the library of its book; refusals as `access_book`."""
    page = Page.objects.select_related("book", "scene", "scene__published").filter(id=page_id).first()
    access_library(visitor, page.book.library_id if page else page_id, role)
    if page is None:
        raise NOT_FOUND()
    return page


# For anybody


def shelf() -> list[BookCard]:
    """Every book with a published page, by title."""
    counts = dict(
        _published_pages().order_by().values_list("book").annotate(count=Count("id")).values_list("book", "count")
    )
    return [_card(book, counts[book.id]) for book in _books().filter(id__in=counts)]


def published_book(key: str) -> Book:
    """The book of this id or slug, when it has a published page; raises NOT_FOUND."""
    try:
        wanted = Q(id=UUID(key))
    except ValueError:
        wanted = Q(slug=key.replace("\0", ""))  # in which PostgreSQL would see an error
    book = _books().filter(wanted).first()
    if book is None or not _published_pages().filter(book=book).exists():
        raise NOT_FOUND()
    return book


def manifest(book: Book) -> BookManifest:
    """All that a phone loads to show the book: published pages, and where the files lie that they name."""
    return manifest_of(book, [_book_page(page) for page in _published_pages().filter(book=book)])


def manifest_of(book: Book, pages: list[BookPage]) -> BookManifest:
    """The same for these pages of the book, published or not."""
    needed = {sha256 for page in pages for sha256 in assets_of(page.scene)}
    assets = with_renditions(Asset.objects.filter(library_id=book.library_id, sha256__in=needed))
    return BookManifest(
        book=_card(book, len(pages)),
        pages=pages,
        assets={asset.sha256: file for asset in assets if (file := asset_file(asset))},
    )


def revision_document(page_id: UUID, sha256: str) -> SceneDocument | None:
    """The scene of a page as it was published under this SHA-256, even when another has replaced it since."""
    try:
        return _revision(page_id, sha256)
    except SceneRevision.DoesNotExist:
        return None


@lru_cache(maxsize=256)
def _revision(page_id: UUID, sha256: str) -> SceneDocument:
    """Kept in memory: a revision never changes. One that is not there yet is an exception, which is not kept."""
    found = SceneRevision.objects.filter(scene__page=page_id, sha256=sha256).order_by("number").first()
    if found is None:
        raise SceneRevision.DoesNotExist
    return SceneDocument.model_validate(found.document)


def _books() -> "QuerySet[Book]":
    return Book.objects.select_related("library", "cover").prefetch_related("cover__renditions")


def _published_pages() -> "QuerySet[Page]":
    return Page.objects.filter(scene__published__isnull=False).select_related("scene__published").order_by("number")


def _book_page(page: Page) -> BookPage:
    revision = page.scene.published
    if revision is None:
        raise NOT_FOUND()
    scene = SceneDocument.model_validate(revision.document)
    return BookPage(id=page.id, number=page.number, revision=revision.sha256, scene=scene)


def cover_url(book: Book) -> str | None:
    """URL of the cover for others than its creators: not before it was said whose it is and how it may be used."""
    file = asset_file(book.cover) if book.cover and not uncredited(book.cover) else None
    return file.url if file else None


def _card(book: Book, page_count: int) -> BookCard:
    """The book as children see it."""
    return BookCard(
        id=book.id,
        slug=book.slug,
        title=book.title,
        creators=book.creators,
        level=book.level,  # type: ignore[arg-type]  # its choices are those of LevelCode
        languages=book.languages,
        licence=book.licence,
        emblem=book.emblem,
        cover=cover_url(book),
        page_count=page_count,
        library=book.library.name,
    )


def asset_file(asset: Asset) -> AssetFile | None:
    """The newest rendition of the asset; None while there is none."""
    made = asset.newest
    if made is None:
        return None
    return AssetFile(
        url=made.url,
        media_type=made.media_type,
        size=made.size,
        bounds=made.report.get("bounds"),
        animations=made.report.get("animations", []),
        poster=(made.report.get("poster") or {}).get("url"),
        placeholder=made.report.get("placeholder"),
        seconds=made.report.get("seconds"),
    )


def poster_of(asset: Asset) -> str | None:
    """URL of a picture of the asset, of whichever kind it is."""
    file = asset_file(asset)
    if file is None:
        return None
    return file.url if asset.kind == Asset.Kind.IMAGE.value else file.poster


# For creators


def unfit_for_cover(asset: Asset, book: Book) -> ProblemKind | None:
    """Why the asset may not stand on the book's front: only a picture of the same library may, when it is ready."""
    kind: str = asset.kind
    if kind != Asset.Kind.IMAGE or asset.library_id != book.library_id or asset.status == Asset.Status.REFUSED:
        return NOT_A_PICTURE
    return None if asset.status == Asset.Status.READY else PICTURE_NOT_READY


def studio_books(library: Library, language: str = "id") -> list[StudioBook]:
    return [_studio_book(book, language) for book in _books().filter(library=library).prefetch_related(_pages)]


def studio_book(book: Book, language: str = "id") -> StudioBook:
    """The book for its creators; what its cover lacks is said in `language`."""
    return _studio_book(_books().prefetch_related(_pages).get(id=book.id), language)


def _studio_book(book: Book, language: str) -> StudioBook:
    pages = list(book.pages.all())
    published = sum(page.scene.published_id is not None for page in pages)
    posters = _posters(book.library_id, pages)
    cover = studio_asset(book.cover, language) if book.cover else None
    return StudioBook(
        book=_card(book, published).model_copy(update={"cover": cover.poster if cover else None}),
        isbn=book.isbn,
        library_id=book.library_id,
        cover=cover,
        cover_missing=next((_missing(lack, language) for lack in _lacks_of_cover(book)), None),
        pages=[studio_page(page, posters.get(page.id)) for page in pages],
    )


def _posters(library_id: UUID, pages: list[Page]) -> dict[UUID, str]:
    """URL of a picture of each page that has one: its own picture, else the poster of the first model that has one."""
    named = {page.id: pictured(page.scene.draft) for page in pages}
    wanted = {sha256 for hashes in named.values() for sha256 in hashes}
    assets = with_renditions(Asset.objects.filter(library_id=library_id, sha256__in=wanted))
    seen = {asset.sha256: poster_of(asset) for asset in assets}
    urls = {page: next((url for sha256 in hashes if (url := seen.get(sha256))), None) for page, hashes in named.items()}
    return {page: url for page, url in urls.items() if url}


def studio_page(page: Page, poster: str | None = None) -> StudioPage:
    title = page.scene.draft.get("title")
    shown = {tag: text for tag, text in title.items() if isinstance(text, str)} if isinstance(title, dict) else {}
    return StudioPage(id=page.id, number=page.number, title=shown, state=_state(page.scene), poster=poster)


def _state(scene: Scene) -> PageState:
    if scene.published is None:
        return "draft" if scene.draft else "empty"
    try:
        # By what it says: a draft may leave out what is written into a revision as a default.
        same = fingerprint(as_scene(scene.draft)) == scene.published.sha256
    except ValidationError:
        same = False
    return "published" if same else "changed"


def draft(page: Page, language: str) -> Draft:
    """The draft of the page's scene; what is missing is said in `language`."""
    scene = Scene.objects.select_related("published", "draft_saved_by").get(page=page)
    named = assets_named(scene.draft)
    assets = Asset.objects.filter(library_id=page.book.library_id, sha256__in=named).prefetch_related(_renditions)
    return Draft(
        page=page.id,
        book=page.book_id,
        number=page.number,
        version=scene.draft_version,
        document=scene.draft,
        saved_at=scene.draft_saved_at,
        saved_by=scene.draft_saved_by.get_username() if scene.draft_saved_by else None,
        published=scene.published.number if scene.published else None,
        missing=[_missing(lack, language) for lack in lacks_of(page.book, scene, assets)],
        assets={asset.sha256: studio_asset(asset, language) for asset in assets},
        running=running(page_weight(scene.draft, {asset.sha256: weight_of(asset) for asset in assets})),
    )


def weight_of(asset: Asset) -> Weight:
    """Of a model, as phones get it; nothing for what is none, or is not ready."""
    made = asset.newest
    return Weight.of(made.report) if made and asset.kind == Asset.Kind.MODEL.value else NOTHING


def running(weight: Weight) -> Running:
    """How a page will run whose models come to this."""
    milliseconds = frame_ms([(weight.draws, weight.triangles)])
    judged = judge(weight)
    load = Load(**asdict(weight), budget=judged, verdict=worst(judged))
    return Running(frame_ms=round(milliseconds, 1), pace=pace(milliseconds), load=load)


def lacks_of(book: Book, scene: Scene, assets: Iterable[Asset] | None = None) -> list[Lack]:
    """What keeps the scene's draft from being published."""
    if assets is None:
        named = assets_named(scene.draft)
        assets = Asset.objects.filter(library_id=book.library_id, sha256__in=named).prefetch_related(_renditions)
    known = {}
    for asset in assets:
        file = asset_file(asset)
        if file:
            kind: Any = asset.kind  # whose choices are those of KnownAsset
            animations = frozenset(file.animations)
            known[asset.sha256] = KnownAsset(kind, animations, file.seconds, uncredited(asset), weight_of(asset))
    return [*check(scene.draft, book.languages, known), *_lacks_of_cover(book)]


def _missing(lack: Lack, language: str) -> Missing:
    return Missing(code=lack.kind.code, message=lack.message(language), where=lack.where)


def _lacks_of_cover(book: Book) -> list[Lack]:
    lacking = uncredited(book.cover) if book.cover else None
    if lacking is None:
        return []
    return [(COVER_LICENCE if lacking == "licence" else COVER_AUTHOR).at(f"cover.{lacking}")]


def access_asset(visitor: Visitor, library_id: UUID, sha256: str) -> Asset:
    """The asset, for somebody who may create in its library; raises NOT_FOUND, SIGN_IN_NEEDED or NOT_ALLOWED."""
    library = access_library(visitor, library_id, Role.CREATOR)
    asset = Asset.objects.filter(library=library, sha256=sha256).prefetch_related(_renditions).first()
    if asset is None:
        raise NOT_FOUND()
    return asset


def library_assets(library: Library, kind: AssetKind | None, language: str) -> list[StudioAsset]:
    """What the library has to show, the newest first; without what was refused."""
    found = Asset.objects.filter(library=library, **({"kind": kind} if kind else {}))
    kept = found.exclude(status=Asset.Status.REFUSED).prefetch_related(_renditions).order_by("-uploaded_at", "-id")
    return [studio_asset(asset, language) for asset in kept]


def library_asset(library: Library, sha256: str, language: str) -> StudioAsset:
    """Raises NOT_FOUND."""
    asset = Asset.objects.filter(library=library, sha256=sha256).prefetch_related(_renditions).first()
    if asset is None:
        raise NOT_FOUND()
    return studio_asset(asset, language)


def studio_asset(asset: Asset, language: str = "id") -> StudioAsset:
    """The asset for its creators; why it was refused is said in `language`."""
    # One that is made anew shows what it had until it has more.
    file = asset_file(asset)
    made = asset.newest
    return StudioAsset(
        sha256=asset.sha256,
        kind=asset.kind,  # type: ignore[arg-type]  # its choices are those of AssetKind
        name=asset.name,
        status=asset.status,  # type: ignore[arg-type]  # its choices are those of AssetStatus
        step=asset.step or None,  # type: ignore[arg-type]  # written from a Step
        problem=refusal_of(asset, language),
        choices=asset.choices,
        file=file,
        poster=poster_of(asset),
        placeholder=file.placeholder if file else None,
        report=made.report if made else {},
        running=running(weight_of(asset)) if made and asset.kind == Asset.Kind.MODEL.value else None,
        credit=credit_of(asset),
    )


def refusal_of(asset: Asset, language: str) -> Refusal | None:
    """Why it was refused, or why it waits for longer; None when neither is so."""
    if asset.problem is None:
        return None
    problem = Problem(ProblemKind.all[asset.problem["code"]], asset.problem["values"])
    return Refusal(code=problem.code, message=problem.message(language))
