"""What becomes of an OBJ whose pictures, or whose lines, are not right."""

import io
import json
import struct

import pytest
from PIL import Image

from content.gate import Report, gate
from content.gltf.refusal import Refused
from content.pipeline.convert import as_glb
from content.pipeline.plain import read_plain
from tests.pure.model_files import MTL, OBJ, gltf, packed, picture
from tests.pure.pictured_files import dae, pictured


def wide(width: int, kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, 1)).save(out, kind)
    return out.getvalue()


def bmp(width: int, height: int) -> bytes:
    """Only its head."""
    return struct.pack("<2sIII", b"BM", 54, 0, 54) + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, *[0] * 6)


@pytest.mark.parametrize(
    ("checks", "code"),
    [
        (wide(4200, "PNG"), "model_texture_too_large"),
        (wide(4200, "BMP"), "model_texture_too_large"),
        (bmp(60_000, 60_000), "model_texture_too_large"),
        (picture()[:40], "model_texture_broken"),
        (picture()[:150], "model_texture_broken"),
        (picture(kind="JPEG")[:300], "model_texture_broken"),
        (picture(kind="JPEG")[:25], "model_texture_broken"),
        (b"", "model_texture_broken"),
        (b"<html>", "model_texture_broken"),
    ],
)
def test_C23_an_obj_with_a_picture_that_is_not_right_is_refused_by_name(checks: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_plain(OBJ, "obj", {"m.mtl": MTL, "checks.png": checks})
    assert refused.value.kind.code == code


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"toy.gltf": json.dumps(gltf("pictures/the%20checks.png")[0]), "scene.bin": gltf()[1]}, "the checks.png"),
        ({"toy.gltf": json.dumps(gltf()[0])}, "scene.bin"),
        ({"toy.obj": OBJ, "checks.png": picture()}, "m.mtl"),
        ({"toy.obj": OBJ, "m.mtl": MTL}, "checks.png"),
        ({"toy.dae": dae("file:///C:/My%20toys/the%20checks.png")}, "the checks.png"),
    ],
)
def test_C12_the_file_that_is_not_there_is_named(files: dict[str, bytes | str], name: str) -> None:
    with pytest.raises(Refused) as refused:
        as_glb(packed(files), "zip")
    assert (refused.value.kind.code, refused.value.values) == ("model_file_missing", {"name": name})


@pytest.mark.parametrize("name", ["the checks.png", "the%20checks.png", "textures/The Checks.PNG"])
@pytest.mark.parametrize("link", ["file:///C:/My%20toys/the%20checks.png", "..\\the%20checks.png"])
def test_C12_a_file_that_is_written_as_an_address_is_found(link: str, name: str) -> None:
    assert textures(packed({"toy.dae": dae(link), name: picture()})) == 1


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "TGA"])
@pytest.mark.parametrize("form", ["obj", "dae", "ply"])
def test_C20_a_picture_beside_a_model_may_be_of_an_old_format(form: str, kind: str) -> None:
    assert textures(pictured(kind)[form]) == 1


def textures(zipped: bytes) -> int:
    report = gate(as_glb(zipped, "zip")[1])
    assert isinstance(report, Report)
    return report.textures


@pytest.mark.parametrize("form", ["obj", "dae", "ply"])
def test_C13_a_part_of_pillow_that_is_not_loaded_is_no_fault_of_the_picture(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*given: object, **more: object) -> None:
        raise PermissionError

    monkeypatch.setattr("content.pipeline.beside.Image.open", closed)
    with pytest.raises(PermissionError):
        as_glb(pictured("BMP")[form], "zip")


@pytest.mark.parametrize("face", ["1 2 3 1 1-2", "1 2 3 4-", "1-2 1 3 4 5"])
def test_C23_an_obj_with_a_face_of_no_numbers_is_damaged(face: str) -> None:
    with pytest.raises(Refused) as refused:
        read_plain(OBJ + f"f {face}\n".encode(), "obj", {"m.mtl": MTL, "checks.png": picture()})
    assert refused.value.kind.code == "model_damaged"
