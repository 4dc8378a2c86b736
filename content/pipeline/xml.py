"""Reads XML without any of what makes it dangerous: no document types, no entities, bounded in depth and number."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from content.gltf.refusal import Refused
from content.problems import MODEL_DAMAGED, MODEL_LINKS_OUT, MODEL_TOO_MANY_PARTS

MOST_DEPTH, MOST_ELEMENTS = 200, 4_000_000
Begin = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


def parse(data: bytes, begin: Begin, end: End = lambda name: None, *, most: int = MOST_ELEMENTS) -> int:
    """Calls `begin` and `end` with the plain names of elements. How many there were; raises Refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    seen = depth = 0

    def doctype(*_: object) -> None:
        raise Refused(MODEL_LINKS_OUT, "a document type")

    def begun(name: str, attributes: dict[str, str]) -> None:
        nonlocal seen, depth
        seen, depth = seen + 1, depth + 1
        if depth > MOST_DEPTH or seen > most:
            raise Refused(MODEL_TOO_MANY_PARTS, f"XML {depth} deep, {seen} elements")
        begin(name.rpartition(" ")[2], attributes)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(" ")[2])

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    parser.StartElementHandler = begun
    parser.EndElementHandler = ended
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refused(MODEL_DAMAGED, f"XML: {error}") from None
    return seen


def expanded(children: Mapping[str, list[str]], roots: list[str], most: int) -> int:
    """How many parts there are when every reference is followed; refused beyond `most`, and where they go round."""
    counts: dict[str, int] = {}
    for root in roots:
        # (name, whether what it refers to has been counted), so that depth costs no recursion
        waiting = [(root, False)]
        open_: set[str] = set()
        while waiting:
            name, ready = waiting.pop()
            if ready:
                open_.discard(name)
                counts[name] = 1 + sum(counts.get(child, 1) for child in children.get(name, []))
                if counts[name] > most:
                    raise Refused(MODEL_TOO_MANY_PARTS, f"{counts[name]} parts by references")
            elif name not in counts:
                if name in open_:
                    raise Refused(MODEL_TOO_MANY_PARTS, "parts that hold themselves")
                open_.add(name)
                waiting.append((name, True))
                waiting += [(child, False) for child in children.get(name, [])]
    total = sum(counts[root] for root in roots)
    if total > most:
        raise Refused(MODEL_TOO_MANY_PARTS, f"{total} parts by references")
    return total
