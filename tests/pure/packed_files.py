"""GLBs whose meshes are packed by Draco, written by hand.

Draco's bitstream 2.2 (google.github.io/draco/spec): a triangular mesh in sequence, its numbers as they are, which
is the one of its ways that a few lines can write.
"""

import struct

from content.gltf.packed import DRACO
from tests.pure.gltf_files import FACES, TETRAHEDRON, Json, glb, parts

MESH, SEQUENTIAL, UNCOMPRESSED, POSITION, FLOAT32 = 1, 0, 1, 0, 9


def draco() -> bytes:
    """The tetrahedron of `parts`."""
    header = b"DRACO" + struct.pack("<BBBBH", 2, 2, MESH, SEQUENTIAL, 0)
    connectivity = struct.pack("<BBB", len(FACES) // 3, len(TETRAHEDRON), UNCOMPRESSED) + FACES.astype("u1").tobytes()
    # One decoder of one attribute: its kind, its numbers, how many they are, not normalised, id 0; kept plainly.
    attributes = struct.pack("<BB", 1, 1) + struct.pack("<BBBBB", POSITION, FLOAT32, 3, 0, 0) + b"\0"
    return header + connectivity + attributes + TETRAHEDRON.tobytes()


def draco_parts(packed: bytes) -> tuple[Json, bytes]:
    """The document and binary chunk of `parts`, with the mesh in `packed`."""
    document, binary = parts()
    binary += b"\0" * (-len(binary) % 4)
    document["bufferViews"].append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(packed)})
    binary += packed
    document["buffers"] = [{"byteLength": len(binary)}]
    for entry in document["accessors"][:2]:
        del entry["bufferView"]
    document["accessors"][0] |= {"min": TETRAHEDRON.min(axis=0).tolist(), "max": TETRAHEDRON.max(axis=0).tolist()}
    [primitive] = document["meshes"][0]["primitives"]
    primitive["extensions"] = {DRACO: {"bufferView": 4, "attributes": {"POSITION": 0}}}
    document |= {"extensionsUsed": [DRACO], "extensionsRequired": [DRACO]}
    return document, binary


def by_draco(packed: bytes | None = None) -> bytes:
    return glb(*draco_parts(draco() if packed is None else packed))
