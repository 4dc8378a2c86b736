"""What is taken away, and what is not, when files are collected that nothing names."""

import os
import time
from pathlib import Path

import pytest

from arlearn.__main__ import main
from arlearn.people.models import User
from content import actions, collect
from content.models import Asset, Page, Rendition, media_name
from content.pipeline import store
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import scene
from tests.server.package_fixtures import quick  # noqa: F401  # fixture

OLD = 3 * collect.DAY


@pytest.fixture
def lost(data: Path) -> list[Path]:
    """An original and a rendition with its packed twin, of an upload that came to nothing long ago."""
    files = [store.original("a" * 64), store.rendition("b" * 64, "model/gltf-binary")]
    files.append(files[1].with_name(f"{files[1].name}.br"))
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x" * 100)
    age(data)
    return files


def age(data: Path, seconds: float = OLD) -> None:
    for file in [*data.glob("media/*"), *data.glob("originals/*")]:
        os.utime(file, (time.time() - seconds,) * 2)


def names(data: Path) -> set[str]:
    return {file.name for file in [*data.glob("media/*"), *data.glob("originals/*")]}


def test_C58_only_what_nothing_names_goes(
    creator: User, page: Page, model: Asset, lost: list[Path], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    actions.save_draft(creator, page, 0, scene(model))
    actions.publish_scene(creator, page)
    kept = names(data) - {file.name for file in lost}
    assert len(kept) >= 2
    age(data)
    assert main(["assets", "collect", "--dry-run"]) == 0
    assert "3 files could go" in capsys.readouterr().out
    assert names(data) > kept
    assert main(["assets", "collect"]) == 0
    assert "3 files went, 0.0 MB" in capsys.readouterr().out
    assert names(data) == kept
    assert collect.collect() == []


def test_C58_a_file_of_a_revision_stays_when_its_row_is_gone(
    creator: User, page: Page, model: Asset, data: Path
) -> None:
    actions.save_draft(creator, page, 0, scene(model))
    actions.publish_scene(creator, page)
    actions.save_draft(creator, page, 1, {})
    Asset.objects.all().delete()
    age(data)
    gone = {orphan.where for orphan in collect.collect()}
    assert gone == {store.MEDIA}
    assert names(data) == {model.sha256}
    # A draft alone holds its file as well.
    page.scene.refresh_from_db()


def test_C58_what_is_young_stays(lost: list[Path], data: Path, db: None) -> None:
    age(data, collect.DAY / 2)
    assert collect.collect() == []
    assert [file.exists() for file in lost] == [True, True, True]


def test_C58_what_is_needed_again_while_it_is_collected_stays(
    model: Asset, lost: list[Path], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the taking away, one upload names the old file, another lays its bytes down again."""
    original, rendition, _ = lost
    real = collect._needed

    def meanwhile(orphan: collect.Orphan) -> bool:
        if orphan.name == original.name:
            Asset.objects.filter(id=model.id).update(sha256=original.name)
        elif orphan.name == rendition.name:
            assert not rendition.exists()
            rendition.write_bytes(b"y" * 100)
        return real(orphan)

    monkeypatch.setattr(collect, "_needed", meanwhile)
    collect.collect()
    assert original.read_bytes() == b"x" * 100
    assert rendition.read_bytes() == b"y" * 100


def test_C58_a_poster_belongs_to_its_rendition(model: Asset, data: Path) -> None:
    poster = store.rendition("c" * 64, "image/webp")
    poster.write_bytes(b"RIFF")
    made = Rendition.objects.get()
    made.report = {**made.report, "poster": {"sha256": "c" * 64, "size": 4, "url": "/media/x"}}
    made.save()
    age(data)
    assert poster.name not in [orphan.name for orphan in collect.collect()]
    assert poster.exists()
    assert media_name("c" * 64, "image/webp") == poster.name
