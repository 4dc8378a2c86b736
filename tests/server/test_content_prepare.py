"""What the pipeline makes of models: of every format, kept and fitted, and brought under what may be published."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from arlearn.errors import Problem
from content.budget import BUDGETS
from content.gltf.container import unpack
from content.pipeline import take, textures
from content.pipeline.plain import read_plain
from content.pipeline.prepare import Prepared, Progress, prepare_model, prepare_models
from content.pipeline.steps import STEPS
from tests.pure.gltf_files import glb, parts, whole
from tests.pure.model_files import every_format, picture
from tests.pure.packed_files import by_draco, draco

FORMATS = every_format()
SRGB = ImageCms.createProfile("sRGB")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Prepared]:
    """All formats, in one go."""
    folder = tmp_path_factory.mktemp("formats")
    sources = []
    for number, data in enumerate(FORMATS.values()):
        sources.append(folder / f"upload-{number}")
        sources[-1].write_bytes(data)
    return dict(zip(FORMATS, prepare_models(sources, folder, lambda progress: None), strict=True))


def prepared(data: bytes, folder: Path, steps: list[Progress] | None = None) -> Prepared:
    (folder / "upload").write_bytes(data)
    return prepare_model(folder / "upload", folder, (steps if steps is not None else []).append)


def document_of(prepared: Prepared) -> dict[str, Any]:
    return unpack(prepared.model.read_bytes())[0]


@pytest.mark.parametrize("name", FORMATS)
def test_C20_every_format_becomes_a_glb_with_a_poster(made: dict[str, Prepared], name: str) -> None:
    found = made[name]
    assert found.report["converted_from"] == name
    assert found.report["after"]["triangles"] == found.report["before"]["triangles"] >= 4
    assert found.report["after"]["verdict"] == "green"
    assert found.report["gave_up"] == []
    assert found.report["after"]["bytes"] == found.model.stat().st_size
    document = document_of(found)
    assert "EXT_meshopt_compression" in document["extensionsRequired"]
    assert not [part for part in document["buffers"] + document.get("images", []) if "uri" in part]
    with Image.open(found.poster) as poster:
        assert (poster.format, poster.size) == ("WEBP", (512, 512))
        opacity = np.asarray(poster.convert("RGBA"))[..., 3]
    # Something is seen, and nothing behind it.
    assert opacity[0, 0] == 0
    assert 0.02 < (opacity > 200).mean() < 0.98
    assert found.placeholder.startswith("data:image/webp;base64,")
    assert len(found.placeholder) < 1500


def test_C20_what_moves_is_kept_and_whose_it_is(made: dict[str, Prepared]) -> None:
    found = made["glb"]
    assert found.report["animations"] == ["nod", "grow"]
    assert found.report["before"]["joints"] == found.report["after"]["joints"] == 2
    assert found.report["before"]["morphs"] == found.report["after"]["morphs"] == 1
    document = document_of(found)
    assert document["asset"]["copyright"] == "CC0"
    paths = [animation["channels"][0]["target"]["path"] for animation in document["animations"]]
    assert paths == ["rotation", "weights"]


def test_C20_colours_and_pictures_come_with_the_shape(made: dict[str, Prepared]) -> None:
    for name in ("gltf in zip", "obj in zip"):
        [image] = document_of(made[name])["images"]
        assert image["mimeType"] in ("image/webp", "image/png")
        assert made[name].report["after"]["texture_side"] == 96
    looks = {name: colour_of(made[name]) for name in ("3mf", "dae")}
    assert looks["3mf"].argmax() == 0
    assert looks["dae"].argmax() == 2
    assert all(look.max() > 2 * np.median(look) for look in looks.values())


def colour_of(found: Prepared) -> np.ndarray[Any, Any]:
    with Image.open(found.poster) as poster:
        rows = np.asarray(poster.convert("RGBA"), float).reshape(-1, 4)
    return np.asarray(rows[rows[:, 3] > 250, :3].mean(axis=0))


@pytest.mark.parametrize("name", FORMATS)
def test_C21_it_stands_on_the_page(made: dict[str, Prepared], name: str) -> None:
    low, high = np.array(made[name].report["reach"])
    assert (high - low).max() == pytest.approx(0.1, rel=0.01)
    assert low[1] == pytest.approx(0, abs=1e-4)
    assert (low + high)[[0, 2]] / 2 == pytest.approx([0, 0], abs=1e-3)
    rest = np.array(made[name].report["bounds"])
    assert (rest[0] >= low - 1e-4).all()
    assert (rest[1] <= high + 1e-4).all()


def test_C21_formats_made_for_tables_are_set_upright(made: dict[str, Prepared]) -> None:
    for name in ("stl", "3mf", "dae"):
        size = np.diff(np.array(made[name].report["bounds"]), axis=0)[0]
        assert size[1] == pytest.approx(size.max(), rel=0.01), name


def test_C20_what_came_packed_is_unpacked_and_read_like_all(made: dict[str, Prepared], tmp_path: Path) -> None:
    again = prepared(made["glb"].model.read_bytes(), tmp_path)
    first = made["glb"].report["after"]
    assert again.report["before"]["bytes"] == first["bytes"]
    for kept in ("triangles", "animations", "joints", "morphs", "textures"):
        assert again.report["after"][kept] == first[kept]

    by = prepared(by_draco(), tmp_path)
    assert (by.report["converted_from"], by.report["after"]["triangles"]) == ("glb", 4)
    assert by.report["animations"] == ["rise"]
    assert "KHR_draco_mesh_compression" not in document_of(by)["extensionsUsed"]


@pytest.mark.parametrize(
    "packed",
    {
        "cut off": draco()[:-20],
        "nothing": b"DRACO",
        "another version": b"DRACO\x09\x09" + draco()[7:],
        "an index beyond the last point": draco().replace(b"\0\2\1\0\1\3", b"\0\2\1\0\1\xff"),
        "a count of 2^32": draco()[:11] + b"\xff\xff\xff\xff\x0f" * 2 + draco()[13:],
        "fewer points than the file says": draco()[:12] + b"\3" + draco()[13:],
    }.values(),
)
def test_C23_a_mesh_that_does_not_unpack_is_refused_by_name(packed: bytes, tmp_path: Path) -> None:
    with pytest.raises(Problem) as refused:
        prepared(by_draco(packed), tmp_path)
    assert refused.value.code in ("model_damaged", "model_points_outside")


def test_C20_a_photograph_with_all_that_cameras_write_into_it_is_a_picture(tmp_path: Path) -> None:
    said = Image.Exif()
    said[ExifTags.Base.Make], said[ExifTags.Base.Orientation] = "kamera", 6
    photograph = picture(96, "JPEG", exif=said, dpi=(300, 300), icc_profile=ImageCms.ImageCmsProfile(SRGB).tobytes())
    # The mesh has no places for it, as happens: it is coloured by its first corner.
    found = prepared(whole(photograph), tmp_path)
    assert found.report["before"]["textures"] == found.report["after"]["textures"] == 1


def test_C22_too_many_triangles_and_too_large_pictures_are_given_up(tmp_path: Path) -> None:
    found = prepared(heavy(), tmp_path)
    before, after = found.report["before"], found.report["after"]
    assert before["triangles"] > BUDGETS["triangles"].amber >= after["triangles"] > 20_000
    assert before["verdict"] == "red"
    assert after["verdict"] != "red"
    assert after["texture_side"] == 1024
    assert found.report["gave_up"] == ["triangles"]


@pytest.mark.parametrize(("count", "sides"), [(6, [1024]), (7, [512])])
def test_C22_pictures_that_cannot_fit_are_not_made_large_first(
    count: int, sides: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six of 1024 px are what a phone's graphics memory may hold; the pictures are flat, so their files are small."""
    flat = io.BytesIO()
    Image.new("RGB", (1100, 1100), "teal").save(flat, "PNG")
    document, binary = parts(flat.getvalue())
    document["images"] *= count
    document["textures"] = [{"source": at} for at in range(count)]
    document["materials"] = [{"pbrMetallicRoughness": {"baseColorTexture": {"index": at}}} for at in range(count)]
    made: list[int] = []

    def noted(given: Any, kept: list[memoryview], side: int) -> textures.Textured:
        made.append(side)
        return textures.encoded(given, kept, side)

    monkeypatch.setattr(take, "encoded", noted)
    answer, data = take.take(glb(document, binary), "glb")
    assert made == sides
    assert answer["gave_up"] == (["textures"] if sides == [512] else [])
    # They came as one run of bytes, and each has its own now.
    images = unpack(data)[0]["images"]
    assert len({image["bufferView"] for image in images}) == count


def test_C25_each_step_is_told_as_it_begins_and_as_it_ends(tmp_path: Path) -> None:
    steps: list[Progress] = []
    prepared(FORMATS["glb"], tmp_path, steps)
    assert [(each.step, each.state) for each in steps] == [
        (step, state) for step in STEPS for state in ("begun", "done")
    ]


def heavy() -> bytes:
    """Waves of 80,000 triangles under a picture of 1600 px."""
    side = 200
    across, along = np.meshgrid(np.linspace(0, 1, side + 1), np.linspace(0, 1, side + 1))
    points = np.stack([across, 0.1 * np.sin(30 * across) * np.cos(25 * along), along], axis=-1).reshape(-1, 3)
    corner = (np.arange(side)[:, None] * (side + 1) + np.arange(side)).reshape(-1, 1)
    faces = np.concatenate([np.add(corner, [0, side + 1, 1]), np.add(corner, [1, side + 1, side + 2])])
    blocks = [points.astype("<f4"), faces.astype("<u4"), np.stack([across, along], -1).reshape(-1, 2).astype("<f4")]
    pieces = [block.tobytes() for block in blocks] + [picture(1600, "JPEG")]
    binary, views = b"", []
    for piece in pieces:
        binary += b"\0" * (-len(binary) % 4)
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(piece)})
        binary += piece
    limits = {"min": points.min(axis=0).tolist(), "max": points.max(axis=0).tolist()}
    document = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "TEXCOORD_0": 2}, "indices": 1, "material": 0}]}],
        "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicFactor": 0}}],
        "textures": [{"source": 0}],
        "images": [{"bufferView": 3}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": len(points), "type": "VEC3", **limits},
            {"bufferView": 1, "componentType": 5125, "count": faces.size, "type": "SCALAR"},
            {"bufferView": 2, "componentType": 5126, "count": len(points), "type": "VEC2"},
        ],
        "bufferViews": views,
        "buffers": [{"byteLength": len(binary)}],
    }
    return glb(document, binary)


def test_C20_corners_that_make_no_triangle_are_left_out(tmp_path: Path) -> None:
    """Found by `arlearn bench assets --fuzz`: four corners without indices are one triangle and one corner more."""
    document, binary = parts()
    del document["meshes"][0]["primitives"][0]["indices"]
    assert prepared(glb(document, binary), tmp_path).report["after"]["triangles"] == 1


def test_C20_names_in_latin_1_are_no_hindrance() -> None:
    shape = "o caf\xe9\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n".encode("latin-1")
    assert len(read_plain(shape, "obj", {})) == 1
