"""GLB files made by hand for the tests: small, whole, and easy to break in one place."""

import copy
import json
import struct
import time
from typing import Any

import numpy as np

from content.gate import Refusal, Report, gate
from content.problems import REFUSALS

Json = dict[str, Any]

TETRAHEDRON = np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0], [0, 0, 3]], "<f4")
FACES = np.array([0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3], "<u2")
TIMES = np.array([0, 1], "<f4")
MOVES = np.array([[0, 0, 0], [0, 1, 0]], "<f4")


def png(width: int, height: int) -> bytes:
    """The beginning and the end of a PNG that says it is so large."""
    head = struct.pack(">II", width, height) + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + head + b"\0\0\0\0" + b"\0\0\0\0IEND\xaeB`\x82"


def parts(picture: bytes | None = None) -> tuple[Json, bytes]:
    """JSON and binary chunk of a tetrahedron of 1 x 2 x 3 that rises, and has a texture if there is a picture."""
    blocks = [TETRAHEDRON.tobytes(), FACES.tobytes(), TIMES.tobytes(), MOVES.tobytes()]
    blocks += [picture] if picture else []
    binary, views = b"", []
    for block in blocks:
        binary += b"\0" * (-len(binary) % 4)
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(block)})
        binary += block
    document: Json = {
        "asset": {"version": "2.0", "generator": "tests", "copyright": "CC0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"name": "stand", "children": [1], "translation": [10, 0, 0]}, {"name": "figure", "mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]}],
        "materials": [{"name": "paper"}],
        "animations": [
            {
                "name": "rise",
                "samplers": [{"input": 2, "output": 3}],
                "channels": [{"sampler": 0, "target": {"node": 1, "path": "translation"}}],
            }
        ],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": 12, "type": "SCALAR"},
            {"bufferView": 2, "componentType": 5126, "count": 2, "type": "SCALAR"},
            {"bufferView": 3, "componentType": 5126, "count": 2, "type": "VEC3"},
        ],
        "bufferViews": views,
        "buffers": [{"byteLength": len(binary)}],
    }
    if picture:
        document["images"] = [{"bufferView": 4}]
        document["textures"] = [{"source": 0}]
        document["materials"][0]["pbrMetallicRoughness"] = {"baseColorTexture": {"index": 0}}
    return document, binary


def glb(document: Json | bytes, binary: bytes = b"") -> bytes:
    """The file of these two chunks; JSON given as bytes is taken as it is."""
    text = document if isinstance(document, bytes) else json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    chunks = struct.pack("<I4s", len(text), b"JSON") + text
    if binary:
        chunks += struct.pack("<I4s", len(binary), b"BIN\0") + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def whole(picture: bytes | None = None) -> bytes:
    return glb(*parts(picture))


def changed(path: str, value: Any, picture: bytes | None = None) -> bytes:
    """The whole file with one value of its JSON put in another's place, by a path like `nodes.0.children`."""
    document, binary = parts(picture)
    document = copy.deepcopy(document)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = document
    for part in way:
        place = place[part] if isinstance(part, int) else place.setdefault(part, {})
    place[last] = value
    return glb(document, binary)


def report(data: bytes) -> Report:
    """What the gate says of a model that it takes."""
    found = gate(data)
    assert isinstance(found, Report), found
    return found


def code(data: bytes) -> str:
    """The code of the refusal, whose sentences can both be filled in."""
    start = time.process_time()
    found = gate(data)
    assert time.process_time() - start < 5
    assert isinstance(found, Refusal), found
    problem = REFUSALS[found.code](**found.values)
    assert "{" not in problem.message("id") + problem.message("en")
    return found.code


def with_skin() -> tuple[Json, bytes]:
    """The tetrahedron hung on two joints, of which the second is 100 up and was bound at 0."""
    document, binary = parts()
    joints = np.array([[0, 1, 0, 0]] * 4, "u1")
    weights = np.array([[1, 0, 0, 0], [1, 0, 0, 0], [0.5, 0.5, 0, 0], [1, 0, 0, 0]], "<f4")
    inverse = np.tile(np.eye(4, dtype="<f4").reshape(16), (2, 1))
    for block, entry in (
        (joints, {"componentType": 5121, "count": 4, "type": "VEC4"}),
        (weights, {"componentType": 5126, "count": 4, "type": "VEC4"}),
        (inverse, {"componentType": 5126, "count": 2, "type": "MAT4"}),
    ):
        document["bufferViews"].append({"buffer": 0, "byteOffset": len(binary), "byteLength": block.nbytes})
        document["accessors"].append({"bufferView": len(document["bufferViews"]) - 1, **entry})
        binary += block.tobytes()
    document["buffers"][0]["byteLength"] = len(binary)
    document["meshes"][0]["primitives"][0]["attributes"] |= {"JOINTS_0": 4, "WEIGHTS_0": 5}
    document["skins"] = [{"joints": [2, 3], "inverseBindMatrices": 6}]
    document["nodes"][1]["skin"] = 0
    document["nodes"] += [{"name": "hip"}, {"name": "neck", "translation": [0, 100, 0]}]
    document["scenes"][0]["nodes"] = [0, 2, 3]
    return document, binary
