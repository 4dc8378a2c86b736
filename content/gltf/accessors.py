"""Buffers, views and accessors (glTF 2.0, 3.6): every number that the file points at, within its bounds."""

import base64
import binascii
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from content.gltf.refusal import MOST_NUMBER, Json, Refused, index, member, objects, whole
from content.problems import MODEL_DAMAGED, MODEL_NUMBERS_BROKEN, MODEL_POINTS_OUTSIDE, MODEL_TOO_MANY_PARTS

COMPONENTS = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
FLOAT, INDICES = 5126, (5121, 5123, 5125)
MOST_VIEWS, MOST_ACCESSORS, MOST_BUFFERS = 20_000, 20_000, 16
MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes of all accessors together: many may lie over the same bytes of the file, and some over none."""

Array = NDArray[Any]


@dataclass(frozen=True)
class View:
    data: memoryview
    stride: int | None


@dataclass(frozen=True)
class Accessor:
    """A table of `count` rows of `width` numbers."""

    component: int
    kind: str
    count: int
    normalised: bool
    rows: Array

    # Looked for once, however often the accessor is named.
    @cached_property
    def highest(self) -> float:
        return float(self.rows.max())

    @cached_property
    def rising(self) -> bool:
        """Whether its numbers start at 0 or above and never fall."""
        return bool(self.rows[0, 0] >= 0 and (np.diff(self.rows[:, 0]) >= 0).all())


def read_buffers(document: Json, binary: memoryview | None) -> list[memoryview]:
    found = []
    for number, buffer in enumerate(objects(document, "buffers", MOST_BUFFERS)):
        length = whole(buffer, "byteLength", least=1)
        if "uri" in buffer:
            data = memoryview(embedded(buffer["uri"]))
        elif number == 0 and binary is not None:
            data = binary
        else:
            raise Refused(MODEL_POINTS_OUTSIDE, f"buffer {number} has no data")
        if length > len(data):
            raise Refused(MODEL_POINTS_OUTSIDE, f"buffer {number} says {length} bytes and has {len(data)}")
        found.append(data[:length])
    return found


def embedded(uri: str) -> bytes:
    """The bytes in a data: URI, which `strict_json` has seen to be one."""
    try:
        return base64.b64decode(uri.partition(",")[2], validate=True)
    except binascii.Error:
        raise Refused(MODEL_DAMAGED, "a data: URI that is not base64") from None


def read_views(document: Json, buffers: list[memoryview]) -> list[View]:
    found = []
    for view in objects(document, "bufferViews", MOST_VIEWS):
        buffer = buffers[index(view, "buffer", len(buffers))]
        start, length = whole(view, "byteOffset", 0), whole(view, "byteLength", least=1)
        if start + length > len(buffer):
            raise Refused(MODEL_POINTS_OUTSIDE, f"a view of {length} bytes at {start} in {len(buffer)}")
        stride = whole(view, "byteStride", least=4, most=252) if "byteStride" in view else None
        found.append(View(buffer[start : start + length], stride))
    return found


def read_accessors(document: Json, views: list[View]) -> list[Accessor]:
    found, unpacked = [], 0
    for number, entry in enumerate(objects(document, "accessors", MOST_ACCESSORS)):
        component, kind, count = shape = _shape(entry, number)
        unpacked += _size(shape)
        if unpacked > MOST_UNPACKED:
            raise Refused(MODEL_TOO_MANY_PARTS, f"{unpacked} bytes of accessors")
        rows = _rows(entry, views, shape)
        if "sparse" in entry:
            rows = _sparse(member(entry, "sparse"), views, rows)
        if component == FLOAT and not _sane(rows):
            raise Refused(MODEL_NUMBERS_BROKEN, f"accessor {number}")
        found.append(Accessor(component, kind, count, entry.get("normalized") is True, rows))
    return found


def sizes(document: Json) -> list[int]:
    """Bytes of each accessor, by what it says of itself."""
    return [_size(_shape(entry, at)) for at, entry in enumerate(objects(document, "accessors", MOST_ACCESSORS))]


def _shape(entry: Json, number: int) -> tuple[int, str, int]:
    """Component type, kind and count."""
    component, kind = entry.get("componentType"), entry.get("type")
    if not isinstance(component, int) or component not in COMPONENTS or kind not in ("SCALAR", *WIDTHS):
        raise Refused(MODEL_DAMAGED, f"accessor {number} is of no known type")
    return component, kind, whole(entry, "count", least=1)


def _size(shape: tuple[int, str, int]) -> int:
    component, kind, count = shape
    return count * int(COMPONENTS[component][-1]) * WIDTHS[kind]


def _rows(entry: Json, views: list[View], shape: tuple[int, str, int]) -> Array:
    """(count, width) over the bytes of the entry's view, or zeros where it has none."""
    component, kind, count = shape
    dtype = np.dtype(COMPONENTS[component])
    width = WIDTHS[kind]
    if "bufferView" not in entry:
        return np.zeros((count, width), dtype)
    view = views[index(entry, "bufferView", len(views))]
    offset, step = _layout(entry, shape, len(view.data), view.stride)
    return np.ndarray((count, width), dtype, view.data, offset, (step, dtype.itemsize))


def _layout(entry: Json, shape: tuple[int, str, int], size: int, stride: int | None) -> tuple[int, int]:
    """Where the rows begin in a view of `size` bytes, and how far they are apart."""
    component, kind, count = shape
    item, offset = int(COMPONENTS[component][-1]), whole(entry, "byteOffset", 0)
    # Columns of small matrices are padded to four bytes (3.6.2.4); nobody here reads those.
    if kind in ("MAT2", "MAT3") and item < 4:
        raise Refused(MODEL_DAMAGED, "a matrix of bytes")
    row = item * WIDTHS[kind]
    step = stride or row
    if offset % item or step % item or step < row:
        raise Refused(MODEL_DAMAGED, "an accessor that is not aligned")
    if offset + step * (count - 1) + row > size:
        raise Refused(MODEL_POINTS_OUTSIDE, f"{count} rows of {step} bytes at {offset} in {size}")
    return offset, step


def check_layouts(document: Json, views: list[tuple[int, int | None]]) -> None:
    """That every accessor lies within its view, of which only size and stride are known. Raises Refused."""
    for number, entry in enumerate(objects(document, "accessors", MOST_ACCESSORS)):
        shape = component, kind, count = _shape(entry, number)
        sparse = member(entry, "sparse")
        rows = whole(sparse, "count", least=1, most=count) if sparse else 0
        places, values = member(sparse, "indices"), member(sparse, "values")
        if sparse and ("bufferView" not in values or places.get("componentType") not in INDICES):
            raise Refused(MODEL_DAMAGED, "a sparse accessor without its parts")
        parts = [(entry, shape)] if "bufferView" in entry else []
        if sparse:
            parts += [(places, (places["componentType"], "SCALAR", rows)), (values, (component, kind, rows))]
        for part, table in parts:
            size, stride = views[index(part, "bufferView", len(views))]
            _layout(part, table, size, stride)


def _sparse(sparse: Json, views: list[View], rows: Array) -> Array:
    """The rows with those replaced that the sparse part names (3.6.2.3)."""
    count = whole(sparse, "count", least=1, most=len(rows))
    places, values = member(sparse, "indices"), member(sparse, "values")
    component = places.get("componentType")
    if component not in INDICES or "bufferView" not in places or "bufferView" not in values:
        raise Refused(MODEL_DAMAGED, "a sparse accessor without its parts")
    at = _rows(places, views, (component, "SCALAR", count))[:, 0].astype(np.int64)
    if at.max() >= len(rows) or (np.diff(at) <= 0).any():
        raise Refused(MODEL_POINTS_OUTSIDE, "sparse places")
    kind = next(name for name, width in WIDTHS.items() if width == rows.shape[1])
    code = next(code for code, name in COMPONENTS.items() if np.dtype(name) == rows.dtype)
    changed = rows.copy()
    changed[at] = _rows(values, views, (code, kind, count))
    return changed


def _sane(rows: Array) -> bool:
    """Whether every number is finite and of a size that can be seen. NaN fails the comparison."""
    return bool((np.abs(rows) <= MOST_NUMBER).all())


def dequantised(accessor: Accessor) -> Array:
    """Rows as float64; normalised integers become 0..1 or -1..1 (glTF 2.0, 3.11)."""
    rows = accessor.rows.astype(np.float64)
    if not accessor.normalised or accessor.rows.dtype.kind == "f":
        return rows
    return np.maximum(rows / np.iinfo(accessor.rows.dtype).max, -1)
