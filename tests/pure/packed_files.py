"""GLBs whose meshes are packed by Draco."""

from arlearn.bench import assets_packed
from content.gltf.packed import DRACO
from tests.pure.gltf_files import FACES, TETRAHEDRON, Json, glb, parts


def draco() -> bytes:
    """The tetrahedron of `parts`."""
    return assets_packed.draco(TETRAHEDRON, FACES)


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
