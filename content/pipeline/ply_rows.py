"""What stands in a PLY, element by element: as text, or in bytes of either order. Pure."""

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from content.gltf.refusal import Refused
from content.pipeline.shapes import Array, damaged
from content.problems import MODEL_TOO_DETAILED

TYPES = {
    name: kind
    for kind, names in (
        ("i1", ("char", "int8")),
        ("u1", ("uchar", "uint8")),
        ("i2", ("short", "int16")),
        ("u2", ("ushort", "uint16")),
        ("i4", ("int", "int32")),
        ("u4", ("uint", "uint32")),
        ("f4", ("float", "float32")),
        ("f8", ("double", "float64")),
    )
    for name in names
}
CODES = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d"}
ORDER = {"ascii": "", "binary_little_endian": "<", "binary_big_endian": ">"}
MOST_PROPERTIES, MOST_ROWS = 200, 4_000_000
MOST_LISTS = 4_000_000
"""Of all rows that have to be read one by one: some two seconds."""


@dataclass
class Property:
    name: str
    kind: str
    count: str = ""
    """Of a list: the kind of its length."""


@dataclass
class Element:
    rows: int
    properties: list[Property] = field(default_factory=list)

    def as_numbers(self) -> "Element":
        return Element(self.rows, [Property(each.name, "f8", each.count and "f8") for each in self.properties])


@dataclass
class Lists:
    """Of each row: how many, and all of them one after the other."""

    lengths: Array
    values: Array


Columns = dict[str, Array | Lists]


def rows_of(head: bytes, body: bytes) -> tuple[dict[str, Element], dict[str, Columns]]:
    """What is declared, and what is there; raises Refused."""
    try:
        order, elements = _declared(head)
        return elements, dict(_rows(body, order, elements))
    except (KeyError, ValueError, IndexError, OverflowError, struct.error) as error:
        raise damaged(f"ply: {error!r}") from None


def _declared(head: bytes) -> tuple[str, dict[str, Element]]:
    """In which order bytes lie, none for text; and what there is, by name."""
    order, elements, last = None, dict[str, Element](), list[Property]()
    for line in head.splitlines():
        match line.decode("latin-1").split():
            case ["format", name, _]:
                order = ORDER[name]
            case ["element", name, rows]:
                if int(rows) > MOST_ROWS:
                    raise Refused(MODEL_TOO_DETAILED, count=int(rows), most=MOST_ROWS)
                elements[name] = Element(int(rows))
                last = elements[name].properties
            case ["property", "list", count, kind, name]:
                last.append(Property(name, TYPES[kind], TYPES[count]))
            case ["property", kind, name]:
                last.append(Property(name, TYPES[kind]))
        if len(last) > MOST_PROPERTIES:
            raise ValueError(f"more than {MOST_PROPERTIES} properties")
    if order is None or any(each.rows < 0 for each in elements.values()):
        raise ValueError("a header that makes no sense")
    return order, elements


def _rows(body: bytes, order: str, elements: dict[str, Element]) -> Iterator[tuple[str, Columns]]:
    if not order:  # text is numbers, too, all of one kind
        order, body = "=", np.fromstring(body.decode("latin-1"), sep=" ").tobytes()
        elements = {name: each.as_numbers() for name, each in elements.items()}
    at, left = 0, MOST_LISTS
    for name, element in elements.items():
        if element.rows and element.properties:
            found = _alike(body, at, order, element)
            if found is None:
                lists = sum(bool(each.count) for each in element.properties)
                if not lists:
                    raise ValueError("fewer rows than it says")
                if element.rows * lists > left:
                    raise Refused(MODEL_TOO_DETAILED, f"{lists} lists", count=element.rows, most=left // lists)
                left -= element.rows * lists
                found = _unlike(body, at, order, element)
            columns, at = found
            yield name, columns


def _alike(body: bytes, at: int, order: str, element: Element) -> tuple[Columns, int] | None:
    """All rows in one go, where the lists of all are as long as those of the first."""
    fields: list[tuple[str, str, int]] = []
    after = at
    for number, each in enumerate(element.properties):
        length = 1
        if each.count:
            length = _one(body, after, order + each.count)
            fields.append((f"count {number}", order + each.count, 1))
            after += np.dtype(each.count).itemsize
        fields.append((f"{number}", order + each.kind, length))
        after += np.dtype(each.kind).itemsize * length
    if at + (after - at) * element.rows > len(body):
        return None
    table = np.frombuffer(body, [(name, kind, (length,)) for name, kind, length in fields], element.rows, at)
    columns: Columns = {}
    for number, each in enumerate(element.properties):
        values = table[f"{number}"]
        if each.count:
            counts = table[f"count {number}"][:, 0]
            if (counts != values.shape[1]).any():
                return None
            columns[each.name] = Lists(counts.astype(np.int64), values.reshape(-1))
        else:
            columns[each.name] = values[:, 0]
    return columns, at + table.nbytes


def _unlike(body: bytes, at: int, order: str, element: Element) -> tuple[Columns, int]:
    """Row by row as far as the lengths of lists go, from which follows where all else stands."""
    lengths = _lengths(body, at, order, element)
    lists = iter(lengths.T)
    begin = np.cumsum(lengths @ [_size(each.kind) for each in element.properties if each.count])
    fixed = sum(_size(each.count or each.kind) for each in element.properties)
    ends = at + begin + fixed * np.arange(1, element.rows + 1)
    begin = np.concatenate([[at], ends[:-1]])
    columns: Columns = {}
    for each in element.properties:
        kind, size = order + each.kind, _size(each.kind)
        if each.count:
            many = next(lists)
            begin = begin + _size(each.count)
            places = np.repeat(begin - (np.cumsum(many) - many) * size, many) + np.arange(many.sum()) * size
            columns[each.name] = Lists(many, _values(body, places, kind))
            begin = begin + many * size
        else:
            columns[each.name] = _values(body, begin, kind)
            begin = begin + size
    return columns, int(ends[-1])


def _lengths(body: bytes, at: int, order: str, element: Element) -> Array:
    """Of all lists (rows, lists)."""
    steps, gap = [], 0
    for each in element.properties:
        if each.count:
            steps.append(
                (gap, struct.Struct(order + CODES[each.count]).unpack_from, _size(each.count), _size(each.kind))
            )
        gap = 0 if each.count else gap + _size(each.kind)
    found = array("q")
    for _ in range(element.rows):
        for before, read, own, size in steps:
            at += before
            length = int(read(body, at)[0])
            if length < 0:
                raise ValueError(f"a list of {length}")
            found.append(length)
            at += own + size * length
        at += gap
    if at > len(body):
        raise ValueError("a list beyond the end")
    return np.asarray(found).reshape(element.rows, len(steps))


def _values(body: bytes, places: Array, kind: str) -> Array:
    """The numbers that begin there."""
    windows = sliding_window_view(np.frombuffer(body, np.uint8), _size(kind[1:]))
    return windows[places].reshape(-1).view(kind)


def _size(kind: str) -> int:
    return np.dtype(kind).itemsize


def _one(body: bytes, at: int, kind: str) -> int:
    """The length of a list."""
    [found] = struct.unpack_from(kind[0] + CODES[kind[1:]], body, at)
    if not 0 <= found <= len(body):
        raise ValueError(f"a list of {found}")
    return int(found)
