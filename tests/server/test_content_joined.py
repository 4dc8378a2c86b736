"""What becomes of a model that is drawn in many calls: parts are joined where they can be; nothing grows in vain."""

import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from content.gltf.container import unpack
from content.pipeline.prepare import Prepared, by_node, prepare_model
from tests.pure.gltf_files import glb

COMPONENTS = {5121: "u1", 5123: "<u2", 5126: "<f4"}
Part = dict[str, Any]
"""`material`: which; `coloured`, `bare` of indices."""


def prepared(data: bytes, folder: Path) -> Prepared:
    (folder / "upload").write_bytes(data)
    return prepare_model(folder / "upload", folder, lambda progress: None)


def shown(found: Prepared) -> tuple[int, int]:
    """Draws and pictures."""
    return found.report["after"]["draws"], found.report["after"]["textures"]


def pictures(found: Prepared) -> list[list[tuple[int, int]]]:
    """Roughness and metal of each pixel of each picture."""
    document, binary = unpack(found.model.read_bytes())
    assert binary is not None
    rows = []
    for image in document.get("images", []):
        assert image["mimeType"] == "image/png"
        view = document["bufferViews"][image["bufferView"]]
        start = view.get("byteOffset", 0)
        with Image.open(io.BytesIO(bytes(binary[start : start + view["byteLength"]]))) as gloss:
            pixels = np.asarray(gloss.convert("RGB"))
        assert pixels.shape[0] == 1
        rows.append([(int(green), int(blue)) for _, green, blue in pixels[0]])
    return rows


def attributes(found: Prepared) -> list[set[str]]:
    """Of each part that is drawn."""
    document, _ = unpack(found.model.read_bytes())
    meshes = [document["meshes"][node["mesh"]] for node in document["nodes"] if "mesh" in node]
    return [set(part["attributes"]) for mesh in meshes for part in mesh["primitives"]]


def seen(found: Prepared, folder: Path) -> list[tuple[int, int]]:
    """Red of each corner and the roughness that its place on its part's picture has, of 255."""
    [(_, data)] = by_node([found.model.read_bytes()], [{"unpack": True}], folder, lambda progress: None)
    document, binary = unpack(data)
    assert binary is not None

    def rows(accessor: dict[str, Any]) -> Any:
        view = document["bufferViews"][accessor["bufferView"]]
        kind, width = np.dtype(COMPONENTS[accessor["componentType"]]), {"VEC2": 2, "VEC4": 4}[accessor["type"]]
        start = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
        size, step = accessor["count"], view.get("byteStride", kind.itemsize * width)
        read = np.ndarray((size, width), kind, bytes(binary), start, (step, kind.itemsize))
        return read / np.iinfo(kind).max if accessor.get("normalized") else read

    corners: list[tuple[int, int]] = []
    for part in (part for mesh in document["meshes"] for part in mesh["primitives"]):
        gloss = document["materials"][part["material"]]["pbrMetallicRoughness"]["metallicRoughnessTexture"]
        row = pictures(found)[document["textures"][gloss["index"]]["source"]]
        colours, places = (rows(document["accessors"][part["attributes"][name]]) for name in ("COLOR_0", "TEXCOORD_0"))
        turn = gloss.get("extensions", {}).get("KHR_texture_transform", {})
        across = places[:, 0] * turn.get("scale", [1])[0] + turn.get("offset", [0])[0]
        roughs = [row[int(place * len(row))][0] for place in across]
        corners += zip((colours[:, 0] * 255).round().astype(int).tolist(), roughs, strict=True)
    return corners


def plain(rough: float, *, red: float = 0.5, **more: Any) -> dict[str, Any]:
    colour = {"baseColorFactor": [red, 0.5, 0.2, 1], "roughnessFactor": rough, "metallicFactor": 0.5}
    return {"pbrMetallicRoughness": colour, **more}


def patchwork(parts: list[Part], materials: list[dict[str, Any]], *, moving: bool = False) -> bytes:
    """Squares in a row, all in one place or each moving by itself."""
    square = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 0, 0], [1, 1, 0], [0, 1, 0]], dtype="<f4")
    colours = np.tile(np.array([[255, 128, 0, 255]], dtype="u1"), (6, 1))
    spots = np.array([[0, 0, 0], [0, 3, 0]], dtype="<f4")
    pieces = [square.tobytes(), colours.tobytes(), np.arange(6, dtype="<u2").tobytes()]
    pieces += [np.array([0, 1], dtype="<f4").tobytes(), spots.tobytes()]
    starts = np.cumsum([0, *map(len, pieces)])[:-1].tolist()
    meshes = []
    for part in parts:
        primitive: dict[str, Any] = {"attributes": {"POSITION": 0}, "material": part["material"]}
        if part.get("coloured"):
            primitive["attributes"]["COLOR_0"] = 1
        if not part.get("bare"):
            primitive["indices"] = 2
        meshes.append({"primitives": [primitive]})
    channels = [{"sampler": 0, "target": {"node": n, "path": "translation"}} for n in range(len(parts))]
    document = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": list(range(len(parts)))}],
        "nodes": [{"mesh": n, "translation": [2 * n, 0, 0]} for n in range(len(parts))],
        "meshes": meshes,
        "materials": materials,
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 6, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0]},
            {"bufferView": 1, "componentType": 5121, "normalized": True, "count": 6, "type": "VEC4"},
            {"bufferView": 2, "componentType": 5123, "count": 6, "type": "SCALAR"},
            {"bufferView": 3, "componentType": 5126, "count": 2, "type": "SCALAR", "min": [0], "max": [1]},
            {"bufferView": 4, "componentType": 5126, "count": 2, "type": "VEC3"},
        ],
        "animations": [{"name": "hop", "samplers": [{"input": 3, "output": 4}], "channels": channels}][: int(moving)],
        "bufferViews": [
            {"buffer": 0, "byteOffset": start, "byteLength": len(piece)}
            for start, piece in zip(starts, pieces, strict=True)
        ],
        "buffers": [{"byteLength": sum(map(len, pieces))}],
    }
    return glb(document, b"".join(pieces))


def motley(count: int, *, moving: bool = False) -> bytes:
    """Each part under a material of its own gloss and colour, every third with colours and every fourth bare."""
    parts = [{"material": n, "coloured": n % 3 == 0, "bare": n % 4 == 0} for n in range(count)]
    return patchwork(parts, [plain(n / count, red=n / count) for n in range(count)], moving=moving)


def test_C69_parts_that_differ_in_gloss_or_in_how_they_are_written_are_drawn_together(tmp_path: Path) -> None:
    found = prepared(motley(12), tmp_path)
    assert found.report["before"]["draws"] == 12
    assert shown(found) == (1, 1)
    assert found.report["after"]["triangles"] == 24
    corners = seen(found, tmp_path)
    assert len({rough for _, rough in corners}) == 12
    assert all(abs(red - rough) <= 1 for red, rough in corners), "each colour has kept its gloss"
    assert pictures(found) == [[(int(part / 12 * 255 + 0.5), 128) for part in range(12)]]
    # What is few already is left as it is.
    assert shown(prepared(motley(4), tmp_path)) == (4, 0)


def test_C69_parts_that_move_by_themselves_stay_apart_and_as_they_are(tmp_path: Path) -> None:
    found = prepared(motley(9, moving=True), tmp_path)
    assert shown(found) == (9, 0)
    assert len(unpack(found.model.read_bytes())[0]["animations"][0]["channels"]) == 9
    # Nor does what one material has in some of them come to the others.
    mixed = [{"material": 0, "coloured": n % 3 == 0} for n in range(9)]
    found = prepared(patchwork(mixed, [plain(0.5)], moving=True), tmp_path)
    assert shown(found) == (9, 0)
    assert sum("COLOR_0" in names for names in attributes(found)) == 3


def test_C69_a_material_that_has_none_to_be_joined_with_needs_no_picture_of_its_gloss(tmp_path: Path) -> None:
    """Six that glow in colours of their own, each on a part with colours and on one without."""
    glowing = [plain(n / 6, red=n / 6, emissiveFactor=[n / 6, 0, 0]) for n in range(6)]
    parts = [{"material": n // 2, "coloured": n % 2 == 0} for n in range(12)]
    found = prepared(patchwork(parts, glowing), tmp_path)
    assert found.report["before"]["draws"] == 12
    assert shown(found) == (6, 0)
    assert not any("TEXCOORD_0" in names for names in attributes(found))


def test_C69_equal_gloss_shares_a_pixel_and_needs_no_picture_where_it_is_the_only_one(tmp_path: Path) -> None:
    near = [plain(0.5 + n / 100_000, red=n / 12) for n in range(12)]
    parts = [{"material": n} for n in range(12)]
    found = prepared(patchwork(parts, near), tmp_path)
    assert shown(found) == (1, 0)
    [material] = unpack(found.model.read_bytes())[0]["materials"]
    assert round(material["pbrMetallicRoughness"]["roughnessFactor"], 2) == 0.5
    three = [plain(abs(n % 3 / 2 - n / 100_000), red=n / 12) for n in range(12)]
    found = prepared(patchwork(parts, three), tmp_path)
    assert shown(found) == (1, 1)
    [row] = pictures(found)
    assert sorted(rough for rough, _ in row) == [0, 127, 255]


def test_C69_parts_of_one_colour_are_not_painted(tmp_path: Path) -> None:
    found = prepared(patchwork([{"material": n} for n in range(12)], [plain(n / 12) for n in range(12)]), tmp_path)
    assert shown(found) == (1, 1)
    assert not any("COLOR_0" in names for names in attributes(found))


def test_C69_more_gloss_than_a_picture_tells_apart_goes_into_further_pictures(tmp_path: Path) -> None:
    found = prepared(motley(130), tmp_path)
    assert shown(found) == (3, 3)
    rows = pictures(found)
    assert sorted(map(len, rows)) == [2, 64, 64]
    assert all(abs(red - rough) <= 1 for red, rough in seen(found, tmp_path)), "each colour has kept its gloss"
    assert sorted(rough for row in rows for rough, _ in row) == [int(n / 130 * 255 + 0.5) for n in range(130)]
    # The last has none to share a picture with.
    assert shown(prepared(motley(65), tmp_path)) == (2, 1)
