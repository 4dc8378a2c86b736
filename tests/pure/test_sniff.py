"""What a model is by its bytes, in a zip and alone, and how those are named that are not taken."""

import io
import struct
import zipfile

import pytest

from content.gltf.refusal import Refused
from content.pipeline.convert import as_glb
from content.pipeline.sniff import END, END_64, kind_of_bytes, listed, program_of
from tests.pure.model_files import MTL, OBJ, THREE_MF, by_cura, packed, picture, three_mf

BLENDS = (b"BLENDER-v293", b"(\xb5/\xfd\x04", b"\x1f\x8b\x08")
"""How Blender's files begin: as they are, and packed by newer and by older ones."""
TOY: dict[str, bytes | str] = {"toy.obj": OBJ, "m.mtl": MTL, "checks.png": picture()}
STEP = b"ISO-10303-21;\nHEADER;\n"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"Kaydara FBX Binary  \0", "FBX"),
        (b"; FBX 7.4.0 project file\n", "FBX"),
        (b"BLENDER-v293", "Blender"),
        (b"(\xb5/\xfd\x04", "Blender"),
        (b"MM\x20\0\0\0\x02\0", "3DS"),
        (STEP, "STEP"),
        (b"PXR-USDC\0", "USD"),
    ],
)
def test_C92_a_model_of_another_program_is_called_by_its_name(head: bytes, name: str) -> None:
    assert kind_of_bytes(head + b"\n" * 100) is None
    assert program_of(head) == name


def test_C92_so_it_is_in_a_zip() -> None:
    for name, program in (("toy/Bear.FBX", "FBX"), ("scene.usdc", "USD"), ("a.blend", "Blender")):
        with pytest.raises(Refused) as refused:
            as_glb(packed({name: b"x" * 100, "skin.png": b"x"}), "zip")
        assert (refused.value.kind.code, refused.value.values) == ("model_not_taken", {"name": program})


def test_C92_so_it_is_when_blender_packed_it() -> None:
    for begin in BLENDS:
        with pytest.raises(Refused) as refused:
            as_glb(packed({"source/a.blend": begin + b"x" * 100}), "zip")
        assert (refused.value.kind.code, refused.value.values) == ("model_not_taken", {"name": "Blender"})


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        *(("source/a.blend", begin) for begin in BLENDS),
        ("source/a.psd", b"8BPS"),
        ("a.fbx", b"Kaydara FBX Binary  \0"),
        ("textures/all.zip", b"PK\x03\x04"),
    ],
)
def test_C24_what_else_lies_in_a_zip_does_no_harm(name: str, begin: bytes) -> None:
    assert as_glb(packed({name: begin + b"x" * 100, **TOY}), "zip")[0] == "obj in zip"


@pytest.mark.parametrize("name", ["a.zip", "a.obj"])
def test_C24_an_archive_in_a_zip_is_no_model(name: str) -> None:
    with pytest.raises(Refused) as refused:
        as_glb(packed({name: packed(TOY)}), "zip")
    assert refused.value.kind.code == "model_archive_unsafe"


@pytest.mark.parametrize("folder", ["3D", "Model 3D", "toy/3D"])
def test_C24_a_folder_is_no_3mf_for_its_name(folder: str) -> None:
    zipped = packed({f"{folder}/{name}": data for name, data in TOY.items()})
    assert kind_of_bytes(zipped) == "zip"
    assert as_glb(zipped, "zip")[0] == "obj in zip"


def by_lib3mf() -> bytes:
    """With the end of large zips before the plain one, as that library always writes it."""
    zipped = three_mf()
    end = zipped.rindex(END)
    entries, length, start = struct.unpack_from("<HII", zipped, end + 10)
    large = struct.pack("<4sQ2H2I4Q", END_64, 44, 45, 45, 0, 0, entries, entries, length, start)
    return zipped[:end] + large + struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1) + zipped[end:]


THREE_MFS = {
    "plain": three_mf(),
    "by cura": by_cura(),
    "by lib3mf": by_lib3mf(),
    "in small letters": packed({"_rels/.rels": "", "3d/3DModel.model": THREE_MF}),
}


@pytest.mark.parametrize("name", THREE_MFS)
def test_C88_a_3mf_is_one_wherever_its_model_stands_in_it(name: str) -> None:
    assert kind_of_bytes(THREE_MFS[name]) == "3mf"
    assert as_glb(THREE_MFS[name], "3mf")[0] == "3mf"
    beside = packed({"toy.3mf": THREE_MFS[name], "read me.txt": "3D/3dmodel.model"})
    assert kind_of_bytes(beside) == "zip"
    assert as_glb(beside, "zip")[0] == "3mf in zip"


def test_C24_what_lies_unpacked_in_a_zip_does_not_make_it_a_3mf() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("toy.3mf", three_mf())
    assert kind_of_bytes(out.getvalue()) == "zip"
    assert as_glb(out.getvalue(), "zip")[0] == "3mf in zip"


def test_C11_a_zip_whose_list_is_not_whole_lists_nothing() -> None:
    zipped = three_mf()
    assert listed(zipped) == ["[Content_Types].xml", "3D/3dmodel.model"]
    end = zipped.rindex(END)
    long = zipped[: end + 12] + b"\xff" * 4 + zipped[end + 16 :]
    large = END_64 + b"\xff" * 72 + zipped[end:]
    for broken in (b"", zipped[:end], zipped[: end + 14], zipped[end - 9 :], long, large):
        assert listed(broken) == []


@pytest.mark.parametrize("text", [b"telur\ns teh\no kopi\n", b"v 1,2\nv 3,4\n", b"f 1 2 3\n", b"g 5 kg\nl 2\n"])
def test_C23_a_text_with_short_words_is_no_obj(text: bytes) -> None:
    assert kind_of_bytes(text) is None


@pytest.mark.parametrize(
    "text", [b"mtllib a.mtl\n", b"# toy\r\n  v -1 .5 1e-3\r\n", b"o a\nv 1 2 3 1 0 0", b"vn 0 1 nan\n"]
)
def test_C23_a_point_or_a_material_makes_an_obj(text: bytes) -> None:
    assert kind_of_bytes(text) == "obj"
