"""What the pipeline makes of models: of every format, kept and fitted, and brought under what may be published."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from arlearn.errors import Problem
from content.budget import BUDGETS
from content.gltf.container import unpack
from content.pipeline.collada_dae import read_dae
from content.pipeline.plain import read_plain
from content.pipeline.prepare import Prepared, Progress, prepare_model, prepare_models
from content.pipeline.steps import STEPS
from tests.pure.gltf_files import glb, parts, whole, with_skin
from tests.pure.model_files import DAE, every_format, land, moving, picture
from tests.pure.packed_files import by_draco, draco

FORMATS = every_format()
BY_CORNER = '<input semantic="COLOR" source="#c" offset="0"/>'
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


def test_C89_the_shape_of_what_is_black_is_seen_in_its_poster(tmp_path: Path) -> None:
    document, binary = unpack(land(40, picture()))
    document["materials"][0]["pbrMetallicRoughness"]["baseColorFactor"] = [0, 0, 0, 1]
    with Image.open(prepared(glb(document, bytes(binary or b"")), tmp_path).poster) as poster:
        rows = np.asarray(poster.convert("RGBA"), int)
    seen = rows[rows[..., 3] > 250][:, 1]
    assert seen.max() < 80
    assert seen.max() - seen.min() > 8


def test_C20_a_dae_keeps_the_colours_of_its_points() -> None:
    colours = (
        '<source id="c"><float_array id="ca" count="12">1 0 0 0 1 0 0 0 1 1 1 1</float_array><technique_common>'
        '<accessor source="#ca" count="4" stride="3"><param name="R" type="float"/><param name="G" type="float"/>'
        '<param name="B" type="float"/></accessor></technique_common></source><vertices'
    )
    text = DAE.replace("<vertices", colours, 1).replace('offset="0"/><p>', 'offset="0"/>' + BY_CORNER + "<p>")
    [shape] = read_dae(text.encode(), {})
    assert shape.colours is not None
    assert shape.colours[:3].tolist() == [[1, 0, 0, 1], [0, 0, 1, 1], [0, 1, 0, 1]]
    # Those of the material and of the points are laid over each other, as in a GLB; clay is no colour.
    assert shape.paint.colour == (0, 0, 1, 1)
    [bare] = read_dae(text.replace('symbol="s"', 'symbol="other"').encode(), {})
    assert (bare.paint.colour, bare.colours is not None) == ((1, 1, 1, 1), True)


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
    found = prepared(land(200, picture(1600, "JPEG")), tmp_path)
    before, after = found.report["before"], found.report["after"]
    assert before["triangles"] > BUDGETS["triangles"].amber >= after["triangles"] > 20_000
    assert before["verdict"] == "red"
    assert after["verdict"] != "red"
    assert after["texture_side"] == 1024
    assert found.report["gave_up"] == ["triangles"]


def test_C25_each_step_is_told_as_it_begins_and_as_it_ends(tmp_path: Path) -> None:
    steps: list[Progress] = []
    prepared(FORMATS["glb"], tmp_path, steps)
    assert [(each.step, each.state) for each in steps] == [
        (step, state) for step in STEPS for state in ("begun", "done")
    ]


def test_C20_corners_that_make_no_triangle_are_left_out(tmp_path: Path) -> None:
    """Found by `arlearn bench assets --fuzz`: four corners without indices are one triangle and one corner more."""
    document, binary = parts()
    del document["meshes"][0]["primitives"][0]["indices"]
    assert prepared(glb(document, binary), tmp_path).report["after"]["triangles"] == 1


def test_C20_a_part_of_less_than_a_triangle_is_left_out(tmp_path: Path) -> None:
    """Found by `arlearn bench assets --fuzz`: two corners beside a whole shape; alone they are nothing to see."""
    document, binary = parts()
    document["accessors"].append({**document["accessors"][1], "count": 2})
    primitives = document["meshes"][0]["primitives"]
    primitives.append({**primitives[0], "indices": len(document["accessors"]) - 1})
    report = prepared(glb(document, binary), tmp_path).report
    assert (report["before"]["draws"], report["after"]["draws"], report["after"]["triangles"]) == (2, 1, 4)


def test_C20_a_skin_that_does_not_say_how_its_joints_stood_is_taken(tmp_path: Path) -> None:
    """Found by `arlearn bench assets --fuzz`: without matrices they stood at the origin."""
    document, binary = with_skin()
    del document["skins"][0]["inverseBindMatrices"]
    assert prepared(glb(document, binary), tmp_path).report["after"]["joints"] == 2


def thin(binary: bytes) -> bytes:
    """The corners of the tests' tetrahedron, the first bytes, so near a line that no triangle is seen."""
    return (np.frombuffer(binary, "<f4", 12).reshape(4, 3) * (1e-6, 1, 1e-6)).astype("<f4").tobytes()


def test_C20_what_is_too_thin_to_be_seen_is_nothing_to_see(tmp_path: Path) -> None:
    document, binary = parts()
    with pytest.raises(Problem) as refused:
        prepared(glb(document, thin(binary) + binary[48:]), tmp_path)
    assert refused.value.code == "model_empty"


def test_C20_what_is_thin_at_rest_and_bends_is_kept(tmp_path: Path) -> None:
    """Found by `arlearn bench assets --fuzz`: nothing was left to hang on its joints."""
    document, chunk = unpack(moving())
    binary = bytes(chunk or b"")
    report = prepared(glb(document, thin(binary) + binary[48:]), tmp_path).report
    assert report["after"]["triangles"] == 4
    assert report["after"]["animations"] == ["nod", "grow"]


def test_C20_a_flat_cloth_that_waves_keeps_its_corners(tmp_path: Path) -> None:
    side = 9
    across, along = np.meshgrid(np.arange(side), np.arange(side))
    places = np.stack([across, 0 * across, along], axis=-1).reshape(-1, 3).astype("<f4")
    wave = np.stack([0 * places[:, 0], np.sin(places[:, 0]), 0 * places[:, 0]], axis=1).astype("<f4")
    first = (across + side * along)[:-1, :-1].ravel()
    quads = np.stack([first, first + side, first + 1, first + 1, first + side, first + side + 1], axis=1).astype("<u2")
    blocks = [places.tobytes(), quads.tobytes(), wave.tobytes()]
    starts = [0, len(blocks[0]), len(blocks[0]) + len(blocks[1])]
    points = {"componentType": 5126, "count": side * side, "type": "VEC3"}
    document: dict[str, Any] = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "targets": [{"POSITION": 2}]}]}],
        "accessors": [
            {**points, "bufferView": 0, "min": [0, 0, 0], "max": [side - 1, 0, side - 1]},
            {"componentType": 5123, "count": quads.size, "type": "SCALAR", "bufferView": 1},
            {**points, "bufferView": 2, "min": wave.min(axis=0).tolist(), "max": wave.max(axis=0).tolist()},
        ],
        "bufferViews": [
            {"buffer": 0, "byteOffset": at, "byteLength": len(block)} for at, block in zip(starts, blocks, strict=True)
        ],
        "buffers": [{"byteLength": sum(map(len, blocks))}],
    }
    assert prepared(glb(document, b"".join(blocks)), tmp_path).report["after"]["triangles"] == quads.size // 3


def test_C20_a_mesh_of_less_than_a_triangle_goes_with_its_skin_and_its_morphs(tmp_path: Path) -> None:
    document, chunk = unpack(moving())
    document["accessors"].append({**document["accessors"][1], "count": 2})
    [primitive] = document["meshes"][0]["primitives"]
    document["meshes"].append({"primitives": [{**primitive, "indices": len(document["accessors"]) - 1}]})
    document["nodes"].append({"mesh": 1, "skin": 0, "weights": [0.5]})
    last = len(document["nodes"]) - 1
    document["scenes"][0]["nodes"].append(last)
    document["animations"][1]["channels"].append({"sampler": 0, "target": {"node": last, "path": "weights"}})
    report = prepared(glb(document, bytes(chunk or b"")), tmp_path).report
    assert (report["before"]["draws"], report["after"]["draws"]) == (2, 1)
    assert report["after"]["animations"] == ["nod", "grow"]


def test_C20_names_in_latin_1_are_no_hindrance() -> None:
    shape = "o caf\xe9\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n".encode("latin-1")
    assert len(read_plain(shape, "obj", {})) == 1
