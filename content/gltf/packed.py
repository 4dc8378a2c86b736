"""Meshes that came packed (EXT_meshopt_compression, KHR_draco_mesh_compression): found, and how large they unpack.

What they hold is looked at when they were unpacked; here it is only made sure that to unpack them is bounded.
"""

from content.gltf.accessors import MOST_UNPACKED, MOST_VIEWS, sizes
from content.gltf.meshes import MOST_MESHES, MOST_PRIMITIVES
from content.gltf.refusal import Json, Refused, extension, objects, whole
from content.problems import MODEL_TOO_MANY_PARTS

MESHOPT, DRACO = "EXT_meshopt_compression", "KHR_draco_mesh_compression"


def is_packed(document: Json) -> bool:
    """Whether a part of it can only be read with one of their decoders. Raises Refused when it would be too much."""
    views = [found for view in objects(document, "bufferViews", MOST_VIEWS) if (found := extension(view, MESHOPT))]
    meshes = objects(document, "meshes", MOST_MESHES)
    parts = [part for mesh in meshes for part in objects(mesh, "primitives", MOST_PRIMITIVES)]
    if not views and all(extension(part, DRACO) is None for part in parts):
        return False
    rows = sum(whole(view, "count") * whole(view, "byteStride", most=256) for view in views)
    unpacked = rows + sum(sizes(document))
    if unpacked > MOST_UNPACKED:
        raise Refused(MODEL_TOO_MANY_PARTS, f"{unpacked} bytes when unpacked")
    return True
