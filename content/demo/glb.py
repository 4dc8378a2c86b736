"""Writes a model as binary glTF 2.0: parts as nodes, clips as animations, colours at the vertices.

There are no normals in the file: the specification (3.7.2.1) then asks for flat ones, which is the folded-paper look,
and corners can be shared, which keeps a figure at a few tens of kilobytes.
"""

import json
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from content.demo.model import Clip, Model
from content.demo.shape import Array, Shape

FLOAT, UNSIGNED_SHORT = 5126, 5123
VERTICES, INDICES = 34962, 34963
COPYRIGHT = "arlearn contributors, CC BY 4.0"
MATERIALS = [
    {"name": "paper", "pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 0.9}},
    {
        "name": "glow",
        "pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 1},
        "emissiveFactor": [0.34, 0.25, 0.08],
    },
]


class Chunk:
    """The binary chunk as it grows, with its views and accessors."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []

    def add(self, values: NDArray[Any], kind: str, target: int | None = None, limits: bool = False) -> int:
        """Index of the accessor for rows of float32 or uint16; uint16 with several columns counts as normalised."""
        self.data += b"\0" * (-len(self.data) % 4)
        view: dict[str, Any] = {"buffer": 0, "byteOffset": len(self.data), "byteLength": values.nbytes}
        self.views.append(view | ({"target": target} if target else {}))
        self.data += values.tobytes()
        floats = values.dtype == np.float32
        accessor: dict[str, Any] = {"bufferView": len(self.views) - 1, "count": len(values), "type": kind}
        accessor["componentType"] = FLOAT if floats else UNSIGNED_SHORT
        if limits:
            rows = values.reshape(len(values), -1)
            accessor |= {"min": rows.min(axis=0).tolist(), "max": rows.max(axis=0).tolist()}
        self.accessors.append(accessor | ({} if floats or kind == "SCALAR" else {"normalized": True}))
        return len(self.accessors) - 1


def quaternion(x: float, y: float, z: float) -> Array:
    """(x, y, z, w) of Euler angles in degrees, order XYZ of three.js."""
    (sx, sy, sz), (cx, cy, cz) = np.sin(np.radians([x, y, z]) / 2), np.cos(np.radians([x, y, z]) / 2)
    return np.array(
        [
            sx * cy * cz + cx * sy * sz,
            cx * sy * cz - sx * cy * sz,
            cx * cy * sz + sx * sy * cz,
            cx * cy * cz - sx * sy * sz,
        ]
    )


def write_glb(model: Model) -> bytes:
    """The model as a GLB file; the same model gives the same bytes."""
    chunk = Chunk()
    index = {part.name: number for number, part in enumerate(model.parts)}
    nodes: list[dict[str, Any]] = []
    meshes: list[dict[str, Any]] = []
    for part in model.parts:
        node: dict[str, Any] = {"name": part.name, "translation": list(part.at), "scale": list(part.scale)}
        node["rotation"] = [round(value, 7) for value in quaternion(*part.turn).tolist()]
        children = [index[child.name] for child in model.parts if child.parent == part.name]
        if children:
            node["children"] = children
        if part.shape is not None:
            node["mesh"] = len(meshes)
            meshes.append({"name": part.name, "primitives": [_primitive(chunk, part.shape)]})
        nodes.append(node)
    document: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": "arlearn", "copyright": COPYRIGHT},
        "scene": 0,
        "scenes": [{"name": model.name, "nodes": [index[part.name] for part in model.parts if part.parent is None]}],
        "nodes": nodes,
        "meshes": meshes,
    }
    shining = [part.shape.glow for part in model.parts if part.shape is not None]
    document["materials"] = MATERIALS if any(shining) else MATERIALS[:1]
    if model.clips:
        document["animations"] = [_animation(chunk, clip, index) for clip in model.clips]
    document |= {"accessors": chunk.accessors, "bufferViews": chunk.views}
    document["buffers"] = [{"byteLength": len(chunk.data)}]
    return _packed(document, bytes(chunk.data))


def _primitive(chunk: Chunk, shape: Shape) -> dict[str, Any]:
    """Corners with the same place and colour become one vertex."""
    places = shape.vertices[shape.faces].reshape(-1, 3).astype("<f4")
    paints = np.round(np.clip(shape.colours, 0, 1).reshape(-1, 3) * 65535).astype("<u2")
    keys = np.concatenate([np.round(places * 20000).astype(np.int64), paints.astype(np.int64)], axis=1)
    _, first, corners = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    opaque = np.full((len(first), 1), 65535, dtype="<u2")
    attributes = {
        "POSITION": chunk.add(places[first], "VEC3", VERTICES, limits=True),
        "COLOR_0": chunk.add(np.concatenate([paints[first], opaque], axis=1), "VEC4", VERTICES),
    }
    triangles = corners.reshape(-1, 3)
    folded = (np.diff(np.sort(triangles, axis=1), axis=1) == 0).any(axis=1)
    indices = chunk.add(triangles[~folded].reshape(-1).astype("<u2"), "SCALAR", INDICES)
    return {"attributes": attributes, "indices": indices, "material": int(shape.glow)}


def _animation(chunk: Chunk, clip: Clip, index: dict[str, int]) -> dict[str, Any]:
    samplers: list[dict[str, Any]] = []
    channels: list[dict[str, Any]] = []
    times: dict[bytes, int] = {}
    for track in clip.tracks:
        moments = track.times.astype("<f4")
        key = moments.tobytes()
        if key not in times:
            times[key] = chunk.add(moments, "SCALAR", limits=True)
        values = track.values
        if track.path == "rotation":
            values = np.array([quaternion(*row) for row in track.values.tolist()])
        output = chunk.add(values.astype("<f4"), "VEC4" if track.path == "rotation" else "VEC3")
        channels.append({"sampler": len(samplers), "target": {"node": index[track.part], "path": track.path}})
        samplers.append({"input": times[key], "output": output, "interpolation": "LINEAR"})
    return {"name": clip.name, "samplers": samplers, "channels": channels}


def _packed(document: dict[str, Any], binary: bytes) -> bytes:
    """Header and the two chunks, each padded to four bytes (glTF 2.0, chapter 4)."""
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    total = 12 + 8 + len(text) + 8 + len(binary)
    head = struct.pack("<4sII", b"glTF", 2, total) + struct.pack("<I4s", len(text), b"JSON")
    return head + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
