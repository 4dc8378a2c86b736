"""What a model was before it was made light: shown from any format, to its library's creators."""

import io
from pathlib import Path

import pytest
from PIL import Image

from arlearn.people.models import Library, User
from content import actions
from content.gate import Report, gate
from content.pipeline.original import as_it_came
from tests.pure.gltf_files import whole
from tests.pure.model_files import by_cura, every_format, packed
from tests.pure.packed_files import by_draco
from tests.pure.pictured_files import pictured
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused
from tests.server.test_content_api import Browser
from tests.server.test_content_uploads import photograph

FORMATS = {name: every_format()[name] for name in ("gltf in zip", "dae")} | {
    "glb": whole(),
    "draco": by_draco(),
    "3mf": by_cura(),
    "3mf in zip": packed({"toy.3mf": by_cura()}),
}


@pytest.mark.parametrize("name", FORMATS)
def test_C62_a_model_of_any_format_is_shown_as_it_came(name: str, tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(FORMATS[name])
    glb = as_it_came(tmp_path / "upload", tmp_path)
    report = gate(glb)
    assert isinstance(report, Report)
    assert report.triangles > 0
    assert (glb == FORMATS[name]) == (name == "glb")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "TGA"])
@pytest.mark.parametrize("form", ["obj", "dae", "ply"])
def test_C62_a_model_is_shown_with_the_picture_beside_it(form: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(pictured(kind)[form])
    report = gate(as_it_came(tmp_path / "upload", tmp_path))
    assert isinstance(report, Report)
    assert (report.textures, report.texture_side) == (1, 96)


def test_C62_what_is_too_heavy_for_a_browser_is_shown_as_a_picture(
    creator: User, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = actions.prepare_asset(actions.upload_asset(creator, library, "figur.glb", io.BytesIO(whole())))
    address = f"/api/studio/libraries/{library.id}/assets/{model.sha256}/original"
    monkeypatch.setattr("content.originals_api.MOST_BYTES", model.size - 1)
    sari = Browser("sari")
    sari("get", address, expect=404)
    answer = sari.client.get(f"{address}/poster")
    assert answer.headers["Content-Type"] == "image/webp"
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (512, 512)
        assert picture.getchannel("A").getextrema() == (0, 255)


def test_C62_other_files_have_no_such_picture(creator: User, library: Library, educator: User) -> None:
    photo = actions.upload_asset(creator, library, "foto.jpg", io.BytesIO(photograph()))
    for last in ("original", "original/poster"):
        address = f"/api/studio/libraries/{library.id}/assets/{photo.sha256}/{last}"
        Browser("sari")("get", address, expect=404)
        Browser("budi")("get", address, expect=403)


def test_C62_what_is_no_model_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(whole()[:-20])
    with refused("model_truncated"):
        as_it_came(tmp_path / "upload", tmp_path)
