"""Zips of several models: the creator is asked which, and the file is not sent twice."""

import hashlib
import io
import random
import re
import struct
import zipfile
from typing import Any

import pytest
from pytest_django import Settings

from arlearn.__main__ import main
from arlearn.people.models import Library, User
from content import actions, queries
from content.models import Asset
from content.pipeline import store
from content.pipeline.archive import unzipped
from content.pipeline.pick import pick
from content.pipeline.take import take
from tests.pure.gltf_files import whole
from tests.pure.model_files import OBJ, packed, picture, stl
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused
from tests.server.test_content_api import Browser

MOST = 50_000_000
FILES: dict[str, bytes | str] = {
    "kuda/kuda.glb": whole(),
    "gunung/gunung.obj": OBJ,
    "gunung/m.mtl": "newmtl batu\nmap_Kd batu.png\n",
    "gunung/batu.png": picture(),
    "__MACOSX/._kuda.glb": "x",
}


@pytest.fixture
def several(library: Library, creator: User) -> Asset:
    """A zip of two models, refused for that."""
    asset = actions.upload_asset(creator, library, "hewan.zip", io.BytesIO(packed(FILES)))
    with refused("model_archive_several"):
        actions.prepare_asset(asset)
    return asset


def test_C61_a_zip_of_several_models_tells_its_own_creators_which_there_are_and_stays(
    several: Asset, library: Library, stranger: User
) -> None:
    told = queries.studio_asset(several)
    assert told.choices == ["gunung/gunung.obj", "kuda/kuda.glb"]
    assert told.problem is not None
    assert "kuda.glb" in told.problem.message
    assert store.has_original(several.sha256)
    address = f"/api/studio/libraries/{library.id}/assets/{several.sha256}/choose"
    Browser("asing")("post", address, {"model": "kuda/kuda.glb"}, expect=404)


def test_C61_what_is_chosen_is_an_upload_of_its_own(several: Asset, library: Library) -> None:
    address = f"/api/studio/libraries/{library.id}/assets/{several.sha256}/choose"
    sari = Browser("sari", "en")
    kuda = sari("post", address, {"model": "kuda/kuda.glb"})
    assert (kuda["name"], kuda["sha256"], kuda["choices"]) == ("kuda.glb", hashlib.sha256(whole()).hexdigest(), [])
    gunung = sari("post", address, {"model": "gunung/gunung.obj"})
    assert (gunung["name"], gunung["status"]) == ("gunung.obj", "waiting")
    assert sorted(unzipped(store.original(gunung["sha256"]).read_bytes())) == [
        "gunung/batu.png",
        "gunung/gunung.obj",
        "gunung/m.mtl",
    ]
    assert sari("post", address, {"model": "gunung/gunung.obj"})["sha256"] == gunung["sha256"]
    assert actions.prepare_asset(Asset.objects.get(sha256=kuda["sha256"])).status == Asset.Status.READY

    unknown = sari("post", address, {"model": "gunung/batu.png"}, expect=422)
    assert unknown["code"] == "model_choice_unknown"
    sari("post", address.replace(several.sha256, kuda["sha256"]), {"model": "kuda.glb"}, expect=404)
    # An older refusal says no more than that there are several.
    several.problem = {"code": "model_archive_several", "values": {"names": "a.obj, b.obj"}}
    several.save()
    sari("post", address, {"model": "kuda/kuda.glb"}, expect=404)


def test_C61_a_name_is_enough_where_it_is_one_models_alone() -> None:
    files: dict[str, bytes | str] = {"a/m.obj": OBJ, "b/m.obj": OBJ, "b/n.obj": OBJ}
    data = packed(files)
    assert pick(data, "n.obj", MOST)[0] == {"picked": "b/n.obj"}
    assert pick(data, "a/m.obj", MOST)[0] == {"picked": "a/m.obj"}
    for name in ("m.obj", "x.obj", "", "../a/m.obj"):
        assert pick(data, name, MOST)[0]["refusal"]["code"] == "model_choice_unknown"
    assert pick(data[:-30], "n.obj", MOST)[0]["refusal"]["code"] == "model_archive_damaged"


def test_C61_a_model_larger_than_what_may_be_sent_stays_packed(
    library: Library, creator: User, settings: Settings
) -> None:
    """As it is taken in a zip of its own."""
    settings.UPLOAD_MAX_BYTES = 3_000
    facets = [stl()[84:]] * 40
    large = b"large".ljust(80) + struct.pack("<I", 4 * len(facets)) + b"".join(facets)
    assert len(large) > 2 * settings.UPLOAD_MAX_BYTES
    asset = actions.upload_asset(creator, library, "dua.zip", io.BytesIO(packed({"a/batu.stl": large, "b.obj": OBJ})))
    with refused("model_archive_several"):
        actions.prepare_asset(asset)
    chosen = actions.choose_model(creator, asset, "a/batu.stl")
    assert chosen.name == "batu.stl"
    data = store.original(chosen.sha256).read_bytes()
    assert unzipped(data) == {"a/batu.stl": large}
    assert "refusal" not in take(data, "zip")[0]


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_C61_each_file_stays_packed_as_it_came(how: int) -> None:
    """Flat pictures, packed anew, would pass for a bomb."""
    flat, mixed = bytes(4_000_000), random.Random(1).randbytes(90_000)
    name = "b/gambar é.tga"
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        archive.writestr("a.obj", OBJ)
        archive.writestr("b/b.obj", OBJ, zipfile.ZIP_DEFLATED)
        archive.writestr(name, flat, zipfile.ZIP_STORED)
        with archive.open(zipfile.ZipInfo("b/c.bin"), "w") as stream:
            stream.write(mixed)
        archive.writestr("b/d.txt", b"word " * 2000, how)
    data = b"before it" + out.getvalue()
    answer, made = pick(data, "b/b.obj", MOST)
    assert answer == {"picked": "b/b.obj"}
    assert len(made) < len(data)
    everything = unzipped(data)
    del everything["a.obj"]
    assert unzipped(made) == everything
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.testzip() is None
        kinds = {entry.filename: entry.compress_type for entry in opened.infolist()}
    assert kinds == {"b/b.obj": zipfile.ZIP_DEFLATED, name: 0, "b/c.bin": 0, "b/d.txt": how}
    assert pick(data, "b/b.obj", MOST) == (answer, made)


def test_C61_files_that_lie_in_each_other_are_not_taken_out() -> None:
    """Each small to read, and all of a zip long: together they would be two hundred times what came."""
    data = bytearray(packed({"a.obj": OBJ, "b.obj": OBJ, "c.txt": "c" * 50, "d.txt": "d" * 50}))
    for line in re.finditer(rb"PK\x01\x02", bytes(data)):
        struct.pack_into("<I", data, line.start() + 20, len(data) // 2)
    assert pick(bytes(data), "a.obj", MOST)[0]["refusal"]["code"] == "model_archive_unsafe"


def test_C61_the_command_names_the_choices_and_takes_one(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "hewan.zip", tmp_path / "out"
    file.write_bytes(packed(FILES))
    assert main(["asset", str(file), "--out", str(out)]) == 3
    assert capsys.readouterr().err.splitlines()[-2:] == ["  --model gunung/gunung.obj", "  --model kuda/kuda.glb"]
    assert main(["asset", str(file), "--model", "kuda.glb", "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["kuda.glb", "kuda.webp", "report.json"]
