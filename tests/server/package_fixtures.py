"""A book with drafts, revisions, a cover and models, its package, and hands that change what is in one."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from arlearn.people.actions import add_person, open_library
from arlearn.people.models import Library, Role, User
from content import actions
from content.exchange import actions as exchange
from content.exchange.manifest import plain
from content.models import Asset, Book, Page, SceneRevision
from content.pipeline import sandbox
from content.schemas import CreditIn
from tests.pure.gltf_files import changed
from tests.server.content_fixtures import PASSWORD, scene
from tests.server.test_content_uploads import photograph

Entries = dict[str, bytes]


_remembered: dict[tuple[Any, ...], Any] = {}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same picture is made once for all tests of a process."""
    real = sandbox.run

    def run(verb: Any, path: Path, *arguments: Any, **more: Any) -> Any:
        if verb != "picture":
            return real(verb, path, *arguments, **more)
        key = (verb, hashlib.sha256(path.read_bytes()).hexdigest(), *arguments)
        if key not in _remembered:
            _remembered[key] = real(verb, path, *arguments, **more)
        return _remembered[key]

    monkeypatch.setattr(sandbox, "run", run)


@pytest.fixture
def full(creator: User, library: Library, book: Book, page: Page, model: Asset) -> Book:
    """Three pages: one published twice, its draft gone on since; one published; one a draft that names a lost file."""
    cover = actions.upload_asset(creator, library, "sampul.jpg", io.BytesIO(photograph()))
    actions.set_cover(creator, book, actions.credit_asset(creator, cover, CreditIn(licence="CC0-1.0", author="Ayu")))
    claims = changed("asset.copyright", "© 2020 Budi")
    other = actions.prepare_asset(actions.upload_asset(creator, library, "kuda.glb", io.BytesIO(claims)))
    licence = CreditIn(licence="CC-BY-NC-ND-3.0", author="Budi", source="https://example.org/kuda")
    actions.credit_asset(creator, other, licence)
    for title in ("Hutan", "Hutan kedua"):
        written(creator, page, scene(model) | {"title": {"id": title, "en": "Forest"}}, publish=True)
    written(creator, page, scene(model) | {"title": {"id": "Hutan ketiga"}})
    written(creator, actions.add_page(creator, book, 7), scene(other), publish=True)
    lost = {"kind": "model", "id": "hilang", "asset": "f" * 64, "name": {}}
    written(creator, actions.add_page(creator, book, 9), {"version": 1, "nodes": [lost]})
    return book


@pytest.fixture
def elsewhere(db: None) -> Library:
    """An empty library, with a creator of its own called dewi."""
    library = open_library("Perpustakaan Desa", "desa")
    add_person(library, "dewi", PASSWORD, [Role.CREATOR])
    return library


@pytest.fixture
def dewi(elsewhere: Library) -> User:
    return User.objects.get(username="dewi")


def written(creator: User, page: Page, document: dict[str, Any], publish: bool = False) -> None:
    page.scene.refresh_from_db()
    actions.save_draft(creator, page, page.scene.draft_version, document)
    if publish:
        actions.publish_scene(creator, page)


def packed(creator: User, book: Book) -> bytes:
    out = io.BytesIO()
    exchange.export_book(creator, Book.objects.get(id=book.id), out)
    return out.getvalue()


def brought(person: User, library: Library, package: bytes) -> Book:
    """Taken in as its own preview tells."""
    file = io.BytesIO(package)
    agreed = exchange.look_into(person, library, file).agreed
    return exchange.import_book(person, library, file, agreed)


def files_of(package: bytes) -> Entries:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Mapping[str, bytes], change: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            if change:
                change(entry)
            archive.writestr(entry, data)
    return out.getvalue()


def relisted(files: Entries, change: Callable[[dict[str, Any]], None] | None = None, seal: bool = True) -> Entries:
    """The files with a list that fits them again, changed by a hand that knows how a package is made."""
    manifest = json.loads(files["manifest.json"])
    for part in ("content", "made"):
        for name in manifest[part]["files"]:
            if name in files:
                told = {"sha256": hashlib.sha256(files[name]).hexdigest(), "size": len(files[name])}
                manifest[part]["files"][name] = told
    if change:
        change(manifest)
    if seal:
        content, made = manifest["content"], manifest["made"]
        manifest["seal"] = hashlib.sha256(plain(content) + b"\n" + plain(made)).hexdigest()
    return {**files, "manifest.json": plain(manifest)}


def rows() -> tuple[int, ...]:
    """How much there is, to see that nothing has changed."""
    return tuple(model.objects.count() for model in (Book, Page, SceneRevision, Asset))
