"""A library with a creator, a book of two languages, a page and a model, for the tests of content."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from arlearn.errors import Problem
from arlearn.people.actions import add_person, open_library
from arlearn.people.models import Library, Role, User
from content import actions, recipes
from content.models import Asset, Book, Page
from content.pipeline.prepare import Prepared, prepare_model
from content.pipeline.steps import Progress
from content.schemas import CreditIn, NewBook
from tests.pure.gltf_files import whole

PASSWORD = "kata-sandi-uji"
OWN_WORK = CreditIn(author="Sari", licence="own-work")


Made = tuple[Prepared, bytes, bytes, list[Progress]]


@pytest.fixture(scope="session")
def prepared() -> dict[bytes, Made]:
    """What has been prepared already: it takes seconds, and half of the tests want the same model."""
    return {}


@pytest.fixture(autouse=True)
def once(prepared: dict[bytes, Made], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same model is prepared once for all tests of a process; a refusal is made anew."""

    def prepare(source: Path, folder: Path, told: Callable[[Progress], None]) -> Prepared:
        content = source.read_bytes()
        if content not in prepared:
            steps: list[Progress] = []

            def hear(progress: Progress) -> None:
                steps.append(progress)
                told(progress)

            made = prepare_model(source, folder, hear)
            prepared[content] = made, made.model.read_bytes(), made.poster.read_bytes(), steps
            return made
        made, model, poster, steps = prepared[content]
        for progress in steps:
            told(progress)
        again = replace(made, model=folder / "model.glb", poster=folder / "poster.webp")
        again.model.write_bytes(model)
        again.poster.write_bytes(poster)
        return again

    monkeypatch.setattr(recipes, "prepare_model", prepare)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A data folder of the test's own, in which no job is left behind; and passwords that are quickly kept."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DATA, settings.MEDIA = tmp_path, tmp_path / "media"
    yield tmp_path
    assert not list((tmp_path / "jobs").glob("*"))


@pytest.fixture
def library(db: None) -> Library:
    return open_library("Perpustakaan Kota", "kota", "Balikpapan")


@pytest.fixture
def creator(library: Library) -> User:
    return add_person(library, "sari", PASSWORD, [Role.CREATOR])


@pytest.fixture
def educator(library: Library) -> User:
    return add_person(library, "budi", PASSWORD, [Role.EDUCATOR])


@pytest.fixture
def stranger(db: None) -> User:
    return add_person(open_library("Perpustakaan Lain", "lain"), "asing", PASSWORD, [Role.CREATOR])


@pytest.fixture
def book(library: Library, creator: User) -> Book:
    return actions.create_book(creator, record(library))


@pytest.fixture
def page(book: Book, creator: User) -> Page:
    return actions.add_page(creator, book, 1)


@pytest.fixture
def model(library: Library, creator: User) -> Asset:
    asset = actions.prepare_asset(actions.upload_asset(creator, library, "figur.glb", io.BytesIO(whole())))
    return actions.credit_asset(creator, asset, OWN_WORK)


def record(library: Library, **changes: Any) -> NewBook:
    fields = {"title": "Momo si Beruang", "level": "B1", "languages": ["id", "en"]}
    return NewBook.model_validate({"library": library.id, **fields, **changes})


def scene(model: Asset) -> dict[str, Any]:
    return {
        "version": 1,
        "title": {"id": "Hutan", "en": "Forest"},
        "story": {"id": ["Momo bangun."], "en": ["Momo wakes up."]},
        "nodes": [{"kind": "model", "id": "momo", "asset": model.sha256, "name": {"id": "Momo", "en": "Momo"}}],
        "tasks": [
            {
                "kind": "find",
                "id": "cari",
                "prompt": {"id": "Di mana Momo?", "en": "Where is Momo?"},
                "answer": "momo",
            }
        ],
    }


def refused(code: str) -> Any:
    return pytest.raises(Problem, match=rf"^{code}:")
