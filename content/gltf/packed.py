"""Meshes that came packed (EXT_meshopt_compression, KHR_draco_mesh_compression): found, and what can be told of them
before they are unpacked by another program: that every part lies within the file, and that it will not be too much."""

from content.gltf.accessors import MOST_BUFFERS, MOST_UNPACKED, MOST_VIEWS, check_layouts, embedded, sizes
from content.gltf.meshes import MOST_MESHES, MOST_PRIMITIVES
from content.gltf.refusal import Json, Refused, extension, index, objects, whole
from content.problems import MODEL_DAMAGED, MODEL_POINTS_OUTSIDE, MODEL_TOO_MANY_PARTS

MESHOPT, DRACO = "EXT_meshopt_compression", "KHR_draco_mesh_compression"
MOST_DRACO = 500
"""Meshes packed by Draco, each of which says by itself how much it holds."""


def is_packed(document: Json, binary: memoryview | None) -> bool:
    """Whether a part of it can only be read with one of their decoders. Raises Refused where a part lies outside the
    file or is not named as it should, and where all together would be too much."""
    views = objects(document, "bufferViews", MOST_VIEWS)
    meshes = objects(document, "meshes", MOST_MESHES)
    parts = [part for mesh in meshes for part in objects(mesh, "primitives", MOST_PRIMITIVES)]
    draco = [found for part in parts if (found := extension(part, DRACO)) is not None]
    meshopt = any(extension(view, MESHOPT) is not None for view in views)
    if not draco and not meshopt:
        return False
    used = document.get("extensionsUsed", [])
    if not isinstance(used, list) or (draco and DRACO not in used) or (meshopt and MESHOPT not in used):
        raise Refused(MODEL_DAMAGED, "packed by what it does not name")
    buffers = _buffers(document, binary)
    laid = [_view(view, buffers) for view in views]
    check_layouts(document, laid)
    for found in draco:
        index(found, "bufferView", len(laid))
    unpacked = sum(sizes(document)) + sum(size for size, _ in laid)
    if unpacked > MOST_UNPACKED or len(draco) > MOST_DRACO:
        raise Refused(MODEL_TOO_MANY_PARTS, f"{unpacked} bytes when unpacked, {len(draco)} meshes by Draco")
    return True


def plainly(document: Json) -> Json:
    """The document as it names its extensions when it is unpacked."""
    keys = ("extensionsUsed", "extensionsRequired")
    named = {key: document[key] for key in keys if isinstance(document.get(key), list)}
    return document | {key: [name for name in names if name not in (MESHOPT, DRACO)] for key, names in named.items()}


def _buffers(document: Json, binary: memoryview | None) -> list[int]:
    """Bytes of each; none of one that only a reader without the decoder would have needed."""
    found = []
    for number, buffer in enumerate(objects(document, "buffers", MOST_BUFFERS)):
        length = whole(buffer, "byteLength", least=1)
        if "uri" in buffer:
            there = len(embedded(buffer["uri"]))
        elif number == 0 and binary is not None:
            there = len(binary)
        elif (extension(buffer, MESHOPT) or {}).get("fallback") is True:
            length = there = 0
        else:
            raise Refused(MODEL_POINTS_OUTSIDE, f"buffer {number} has no data")
        if length > there:
            raise Refused(MODEL_POINTS_OUTSIDE, f"buffer {number} says {length} bytes and has {there}")
        found.append(length)
    return found


def _view(view: Json, buffers: list[int]) -> tuple[int, int | None]:
    """Bytes of the view when it is unpacked, and its stride."""
    index(view, "buffer", len(buffers))
    packed = extension(view, MESHOPT)
    held = view if packed is None else packed
    start, length = whole(held, "byteOffset", 0), whole(held, "byteLength", least=1)
    if start + length > buffers[index(held, "buffer", len(buffers))]:
        raise Refused(MODEL_POINTS_OUTSIDE, f"a view of {length} bytes at {start} beyond its buffer")
    stride = whole(view, "byteStride", least=4, most=252) if "byteStride" in view else None
    if packed is None:
        return length, stride
    size = whole(packed, "count") * whole(packed, "byteStride", least=1, most=256)
    if whole(view, "byteLength", least=1) != size:
        raise Refused(MODEL_POINTS_OUTSIDE, f"a view of {view['byteLength']} bytes that unpacks to {size}")
    return size, stride
