"""Meshes packed by Draco, written by hand.

Draco's bitstream 2.2 (google.github.io/draco/spec): a triangular mesh in sequence, its numbers as they are, which
is the one of its ways that a few lines can write.
"""

import struct

import numpy as np
from numpy.typing import NDArray

from content.gltf.glb import pack
from content.gltf.packed import DRACO
from content.gltf.refusal import Json

MESH, SEQUENTIAL, UNCOMPRESSED, POSITION, FLOAT32 = 1, 0, 1, 0, 9
CORNERS = np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0], [0, 0, 3]], "<f4")
FACES = np.array([[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]], "u1")


def draco(corners: NDArray[np.float32], faces: NDArray[np.integer]) -> bytes:
    """The mesh of at most 255 corners; rows of three each."""
    header = b"DRACO" + struct.pack("<BBBBH", 2, 2, MESH, SEQUENTIAL, 0)
    connectivity = struct.pack("<BBB", faces.size // 3, len(corners), UNCOMPRESSED) + faces.astype("u1").tobytes()
    # One decoder of one attribute: its kind, its numbers, how many they are, not normalised, id 0; kept plainly.
    attributes = struct.pack("<BB", 1, 1) + struct.pack("<BBBBB", POSITION, FLOAT32, 3, 0, 0) + b"\0"
    return header + connectivity + attributes + corners.astype("<f4").tobytes()


def by_draco() -> bytes:
    """A GLB of a tetrahedron."""
    packed = draco(CORNERS, FACES)
    limits = {"min": CORNERS.min(axis=0).tolist(), "max": CORNERS.max(axis=0).tolist()}
    mesh = {"bufferView": 0, "attributes": {"POSITION": 0}}
    document: Json = {
        "asset": {"version": "2.0"},
        "extensionsUsed": [DRACO],
        "extensionsRequired": [DRACO],
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "extensions": {DRACO: mesh}}]}],
        "accessors": [
            {"componentType": 5126, "count": len(CORNERS), "type": "VEC3", **limits},
            {"componentType": 5121, "count": FACES.size, "type": "SCALAR"},
        ],
        "bufferViews": [{"buffer": 0, "byteLength": len(packed)}],
        "buffers": [{"byteLength": len(packed)}],
    }
    return pack(document, packed)
