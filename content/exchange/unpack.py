"""Reads a package and believes nothing: its list, every document, and every byte of every file against the list."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from django.conf import settings
from pydantic import ValidationError

from arlearn.errors import Problem
from content.check import as_scene
from content.draft import storable
from content.exchange.archive import Archive, opened
from content.exchange.manifest import (
    FORMAT,
    MOST_DOCUMENT,
    VERSION,
    Manifest,
    PackedFile,
    PackedPage,
    draft_name,
    original_name,
    plain,
    revision_name,
    seal_of,
    written,
)
from content.exchange.problems import (
    PACKAGE_DAMAGED,
    PACKAGE_FILE_EXTRA,
    PACKAGE_FILE_MISSING,
    PACKAGE_NOT_ONE,
    PACKAGE_TAMPERED,
    PACKAGE_TOO_LARGE,
    PACKAGE_TOO_NEW,
)
from content.scene import SceneDocument, assets_of, canonical

Document = dict[str, Any]


@dataclass(frozen=True)
class Package:
    """A package that is whole: each file is there and is what the list says, and each document is one."""

    manifest: Manifest
    drafts: dict[int, Document]
    """By number of the page."""
    revisions: dict[tuple[int, int], Document]
    """By number of the page and of the revision; each of the form of a scene."""
    archive: Archive

    def original(self, sha256: str, out: BinaryIO) -> None:
        """Copies the original of an asset."""
        name = original_name(sha256)
        self.archive.read(name, self.manifest.content.files[name], out)


@contextmanager
def unpacked(file: BinaryIO) -> Iterator[Package]:
    """The package in a seekable file. Raises one of content.exchange.problems; nothing was written then."""
    with opened(file) as archive:
        manifest = _manifest(archive.manifest())
        archive.hold_to(manifest.files, settings.PACKAGE_MAX_BYTES)
        _names_agree(manifest)
        drafts, revisions = _documents(archive, manifest)
        package = Package(manifest, drafts, revisions, archive)
        _every_byte(archive, manifest)
        yield package


def _manifest(data: bytes) -> Manifest:
    """The list, of this version and unharmed. A newer one is known by its version, whatever else it holds."""
    loose = _json(data, "manifest.json")
    if loose.get("format") != FORMAT:
        raise PACKAGE_NOT_ONE()
    version = loose.get("version")
    if not isinstance(version, int) or version < 1:
        raise PACKAGE_DAMAGED(where="manifest.json")
    if version > VERSION:
        raise PACKAGE_TOO_NEW()
    try:
        manifest = Manifest.model_validate_json(data, strict=True)
    except ValidationError as error:
        raise _misshapen(error, "manifest.json") from None
    if manifest.seal != seal_of(manifest.content, manifest.made) or written(manifest) != data:
        raise PACKAGE_TAMPERED(name="manifest.json")
    return manifest


def _misshapen(error: ValidationError, where: str) -> Problem:
    """What has a part that this version does not know was written by a later one."""
    kinds = {item["type"] for item in error.errors(include_url=False, include_context=False, include_input=False)}
    newer = kinds & {"extra_forbidden", "union_tag_invalid"}
    return PACKAGE_TOO_NEW() if newer else PACKAGE_DAMAGED(where=where)


def _json(data: bytes, where: str) -> Document:
    def once(pairs: list[tuple[str, Any]]) -> Document:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a name twice")
        return found

    try:
        value = json.loads(data, object_pairs_hook=once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise PACKAGE_DAMAGED(where=where) from None
    if not isinstance(value, dict):
        raise PACKAGE_DAMAGED(where=where)
    return value


def _no_number(name: str) -> Any:
    """NaN and Infinity, which are none of JSON's."""
    raise ValueError(name)


def _names_agree(manifest: Manifest) -> None:
    """The pages and assets that the list tells of are the files that it lists, no more and no fewer."""
    content = manifest.content
    told = {original_name(asset.sha256): asset.sha256 for asset in content.assets}
    for page in content.pages:
        told |= {revision_name(page.number, revision.number): revision.sha256 for revision in page.revisions}
        if page.has_draft:
            told[draft_name(page.number)] = ""
    for name in sorted(set(told) - set(content.files)):
        raise PACKAGE_FILE_MISSING(name=name)
    for name in sorted(set(content.files) - set(told)):
        raise PACKAGE_FILE_EXTRA(name=name)
    for name, sha256 in told.items():
        if sha256 and content.files[name].sha256 != sha256:
            raise PACKAGE_TAMPERED(name=name)
    for name in sorted(set(manifest.made.files)):
        if not name.startswith("renditions/") or name[11:75] != manifest.made.files[name].sha256:
            raise PACKAGE_TAMPERED(name=name)
    _in_order(content.pages, [asset.sha256 for asset in content.assets])


def _in_order(pages: list[PackedPage], assets: list[str]) -> None:
    numbers = [page.number for page in pages]
    revisions = [[revision.number for revision in page.revisions] for page in pages]
    lists: list[list[Any]] = [numbers, assets, *revisions]
    published = all(page.published in (None, *mine) for page, mine in zip(pages, revisions, strict=True))
    if not published or any(each != sorted(set(each)) for each in lists):
        raise PACKAGE_DAMAGED(where="manifest.json")


def _documents(archive: Archive, manifest: Manifest) -> tuple[dict[int, Document], dict[tuple[int, int], Document]]:
    drafts: dict[int, Document] = {}
    revisions: dict[tuple[int, int], Document] = {}
    carried = {asset.sha256: asset.kind for asset in manifest.content.assets}
    files = manifest.content.files
    for page in manifest.content.pages:
        if page.has_draft:
            name = draft_name(page.number)
            drafts[page.number] = _draft(_document(archive, name, files[name]), name)
        for revision in page.revisions:
            name = revision_name(page.number, revision.number)
            document = _document(archive, name, files[name])
            scene = _scene(document, name)
            revisions[page.number, revision.number] = scene.model_dump(mode="json")
            if revision.number == page.published:
                for sha256 in sorted(assets_of(scene) - set(carried)):
                    raise PACKAGE_FILE_MISSING(name=original_name(sha256))
    cover = manifest.content.book.cover
    if cover and carried.get(cover) != "image":
        raise PACKAGE_FILE_MISSING(name=original_name(cover))
    return drafts, revisions


def _document(archive: Archive, name: str, file: PackedFile) -> Document:
    """A document that is written in the one way, so that it is the same bytes when it leaves again."""
    if file.size > MOST_DOCUMENT:
        raise PACKAGE_TOO_LARGE()
    out = BytesIO()
    archive.read(name, file, out)
    document = _json(out.getvalue(), name)
    try:
        same = plain(document) == out.getvalue()
    except ValueError:  # half of a surrogate pair
        same = False
    if not same:
        raise PACKAGE_DAMAGED(where=name)
    return document


def _draft(document: Document, where: str) -> Document:
    try:
        storable(document)
    except Problem as problem:
        # A part of a scene that is not known here is the work of a later version.
        known = set(document) <= set(SceneDocument.model_fields)
        raise (PACKAGE_DAMAGED(where=where) if known else PACKAGE_TOO_NEW()) from problem
    return document


def _scene(document: Document, where: str) -> SceneDocument:
    version = document.get("version")
    if isinstance(version, int) and version > 1:
        raise PACKAGE_TOO_NEW()
    try:
        storable(document)
        scene = as_scene(document)
    except Problem as problem:
        known = set(document) <= set(SceneDocument.model_fields)
        raise (PACKAGE_DAMAGED(where=where) if known else PACKAGE_TOO_NEW()) from problem
    except ValidationError as error:
        raise _misshapen(error, where) from None
    if canonical(scene) != plain(document):
        # It would be known here by another SHA-256 than where it comes from.
        raise PACKAGE_DAMAGED(where=where)
    return scene


class _Nowhere(BytesIO):
    """Takes what is written and keeps none of it."""

    def write(self, data: Any, /) -> int:
        return len(data)


def _every_byte(archive: Archive, manifest: Manifest) -> None:
    """Documents were read; the rest is read once to be counted: a preview promises nothing that is not there."""
    for name, file in manifest.files.items():
        if not name.startswith("pages/"):
            archive.read(name, file, _Nowhere())
