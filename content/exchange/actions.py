"""Taking a package into a library, and packing a book: access, decide, write; whole or not at all."""

from tempfile import TemporaryFile
from typing import BinaryIO, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from arlearn.people.access import Visitor, access_library, signed_in
from arlearn.people.models import Library, Role, User
from content.actions import new_book
from content.exchange.manifest import Content, Manifest, PackedBook, PackedPage
from content.exchange.pack import pack
from content.exchange.plan import RECORD, added, book_of, packed_sha256, preview, revisions_of
from content.exchange.problems import PACKAGE_CHANGED
from content.exchange.progress import ImportProgress
from content.exchange.remake import OnPrepared, Remade, remade
from content.exchange.schemas import PackagePreview
from content.exchange.unpack import Package, unpacked
from content.models import Asset, Book, Page, Scene, SceneRevision
from content.uploads import finish


def nameless() -> BinaryIO:
    """A file without a name on the disk of the data folder, gone when it is closed."""
    folder = settings.DATA / "jobs"
    folder.mkdir(parents=True, exist_ok=True)
    return cast("BinaryIO", TemporaryFile(dir=folder))


def export_book(user: Visitor, book: Book, out: BinaryIO) -> Manifest:
    """Writes the book with all that it holds into the file, for a creator of its library. Raises ORIGINAL_MISSING."""
    access_library(user, book.library_id, Role.CREATOR)
    return pack(book, out)


def look_into(user: Visitor, library: Library, file: BinaryIO) -> PackagePreview:
    """What taking in the package would do. Raises one of content.exchange.problems; changes nothing."""
    access_library(user, library.id, Role.CREATOR)
    return look_over(library, file)


def look_over(library: Library, file: BinaryIO) -> PackagePreview:
    """As `look_into`, for one who was let in already."""
    with unpacked(file) as package:
        return preview(library, package)


def import_book(user: Visitor, library: Library, file: BinaryIO, agreed: str) -> Book:
    """Takes the package into the library, as the preview that bore `agreed` told.

    Raises PACKAGE_CHANGED when it would do something else by now; then, as with every other refusal, nothing was done.
    """
    person = signed_in(user)
    access_library(user, library.id, Role.CREATOR)
    progress = ImportProgress(person, library.id, agreed)
    with progress.kept():
        return take_in(library, file, agreed, person, progress.write)


def take_in(library: Library, file: BinaryIO, agreed: str, person: User | None, on_prepared: OnPrepared) -> Book:
    """As `import_book`, for one who was let in already: a person, or whoever runs the server."""
    with unpacked(file) as package:
        if preview(library, package).agreed != agreed:
            raise PACKAGE_CHANGED()
        with remade(library, package, on_prepared) as assets:
            # Before anybody waits for a lock. Should it come to nothing, they are files that nothing names.
            for asset in assets:
                asset.place()
            return _written(library, package, assets, agreed, person)


@transaction.atomic
def _written(library: Library, package: Package, assets: list[Remade], agreed: str, person: User | None) -> Book:
    # Two that take in the same at once, and one who saves a draft meanwhile, wait for each other here.
    Library.objects.select_for_update().get(id=library.id)
    found = book_of(library, package.manifest.content.book)
    if found:
        list(Scene.objects.select_for_update().filter(page__book=found))
    if preview(library, package).agreed != agreed:
        raise PACKAGE_CHANGED()
    for asset in assets:
        _asset(library, asset, person)
    content = package.manifest.content
    _credits(library, content)
    book = found or _new(library, content.book)
    _record(library, book, content.book)
    for page in content.pages:
        _page(book, page, package, person)
    return book


def _asset(library: Library, made: Remade, person: User | None) -> None:
    packed = made.packed
    asset, _ = Asset.objects.get_or_create(
        library=library,
        sha256=packed.sha256,
        defaults={
            "kind": packed.kind,
            "media_type": made.media_type,
            "size": made.size,
            "name": packed.name,
            "uploaded_by": person,
        },
    )
    finish(asset, made.making.made)


def _credits(library: Library, content: Content) -> None:
    """Whose the works are, where nobody here has said it: a library's own word stays."""
    for packed in content.assets:
        silent = Asset.objects.filter(library=library, sha256=packed.sha256, licence="", author="", source="")
        silent.update(author=packed.author, source=packed.source, licence=packed.licence or "", notice=packed.notice)


def _new(library: Library, record: PackedBook) -> Book:
    fields = {name: getattr(record, name) for name in RECORD}
    return new_book(library, {**fields, "origin": record.origin}, record.title)


def _record(library: Library, book: Book, record: PackedBook) -> None:
    for name in RECORD:
        setattr(book, name, getattr(record, name))
    if record.cover:
        book.cover = Asset.objects.get(library=library, sha256=record.cover)
    book.save()


def _page(book: Book, packed: PackedPage, package: Package, person: User | None) -> None:
    page, _ = Page.objects.get_or_create(book=book, number=packed.number)
    scene, _ = Scene.objects.get_or_create(page=page)
    here = revisions_of(page)
    number = here[-1].number if here else 0
    goes_on = added(here, packed.revisions)
    for revision in goes_on:
        # Numbers are kept where nothing else has them, so that what leaves again is what came.
        number = revision.number if revision.number > number else number + 1
        SceneRevision.objects.create(
            scene=scene,
            number=number,
            sha256=revision.sha256,
            document=package.revisions[packed.number, revision.number],
            published_by=person,
        )
    if packed.has_draft and scene.draft != package.drafts[packed.number]:
        scene.draft = package.drafts[packed.number]
        scene.draft_version += 1
        scene.draft_saved_at = timezone.now()
    shown = packed_sha256(packed)
    if shown and (scene.published is None or scene.published.sha256 != shown):
        # The newest of that document: one may have been published, replaced, and published again.
        scene.published = scene.revisions.filter(sha256=shown).order_by("number").last()
    scene.save()
