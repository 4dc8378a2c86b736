"""GLB 2.0: header and chunks (glTF 2.0 specification, chapter 4), and what a file is that is something else."""

import json
import math
import re
import struct
from collections.abc import Callable
from typing import Any

from arlearn.errors import ProblemKind
from content.gltf.refusal import Json, Refused
from content.problems import (
    MODEL_DAMAGED,
    MODEL_IS_ARCHIVE,
    MODEL_IS_POINTER,
    MODEL_IS_TEXT,
    MODEL_IS_WEB_PAGE,
    MODEL_LINKS_OUT,
    MODEL_NOT_GLB,
    MODEL_NUMBERS_BROKEN,
    MODEL_TOO_OLD,
    MODEL_TRUNCATED,
    UPLOAD_EMPTY,
)

JSON_CHUNK, BINARY_CHUNK = 0x4E4F534A, 0x004E4942
MOST_CHUNKS = 8
MOST_JSON = 8 * 1024 * 1024
MOST_DEPTH = 48
EMBEDDED = re.compile(r"data:[a-z0-9.+-]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/]*={0,2}")
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd")


def mistaken_for_glb(head: bytes) -> ProblemKind:
    """The refusal for a file that does not begin as GLB does, by its first bytes."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if not head:
        return UPLOAD_EMPTY
    if head.startswith(ARCHIVES):
        return MODEL_IS_ARCHIVE
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<script")):
        return MODEL_IS_WEB_PAGE
    if text.startswith(b"version https://git-lfs"):
        return MODEL_IS_POINTER
    if text.startswith(b"{") and b'"' in text:
        return MODEL_IS_TEXT
    return MODEL_NOT_GLB


def unpack(data: bytes) -> tuple[Json, memoryview | None]:
    """The JSON of a GLB, checked by `strict_json`, and its binary chunk where it has one."""
    if data[:4] != b"glTF":
        raise Refused(mistaken_for_glb(data[:512]))
    if len(data) < 12:
        raise Refused(MODEL_TRUNCATED, "no header")
    _, version, length = struct.unpack_from("<4sII", data)
    if version != 2:
        raise Refused(MODEL_TOO_OLD, f"container version {version}")
    if length > len(data):
        raise Refused(MODEL_TRUNCATED, f"{len(data)} of {length} bytes")
    if length < len(data):
        raise Refused(MODEL_DAMAGED, f"{len(data) - length} bytes after the end")
    chunks = _chunks(data)
    if not chunks or chunks[0][0] != JSON_CHUNK:
        raise Refused(MODEL_DAMAGED, "the first chunk is not JSON")
    binary = chunks[1][1] if len(chunks) > 1 and chunks[1][0] == BINARY_CHUNK else None
    return strict_json(bytes(chunks[0][1])), binary


def _chunks(data: bytes) -> list[tuple[int, memoryview]]:
    view, at = memoryview(data), 12
    found: list[tuple[int, memoryview]] = []
    while at < len(data):
        if len(found) == MOST_CHUNKS or at + 8 > len(data):
            raise Refused(MODEL_DAMAGED, "chunks that do not fill the file")
        size, kind = struct.unpack_from("<II", data, at)
        at += 8
        if at + size > len(data):
            raise Refused(MODEL_DAMAGED, f"a chunk of {size} bytes in a file of {len(data)}")
        found.append((kind, view[at : at + size]))
        at += size
    return found


def strict_json(raw: bytes) -> Json:
    """The JSON object; refused when readers could differ about it, or when it names a file outside."""
    return parsed_json(raw, _embedded)


def parsed_json(raw: bytes, link: Callable[[Any], None]) -> Json:
    """The JSON object; refused when readers could differ about it. `link` looks at every link in it."""
    if len(raw) > MOST_JSON:
        raise Refused(MODEL_DAMAGED, f"{len(raw)} bytes of JSON")
    try:
        document = json.loads(
            raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"),
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_integer,
        )
    except (ValueError, RecursionError) as error:
        raise Refused(MODEL_DAMAGED, f"JSON: {error}") from None
    if not isinstance(document, dict):
        raise Refused(MODEL_DAMAGED, "the JSON is not an object")
    _look_through(document, link)
    return document


def _object(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused(MODEL_DAMAGED, "the same key twice")
    # JavaScript's Object.assign would take it for the prototype.
    if "__proto__" in found:
        raise Refused(MODEL_DAMAGED, "a key that is none")
    return found


def _no_constant(text: str) -> float:
    raise Refused(MODEL_NUMBERS_BROKEN, text)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise Refused(MODEL_NUMBERS_BROKEN, text[:40])
    return value


def _integer(text: str) -> int:
    if len(text) > 20:
        raise Refused(MODEL_NUMBERS_BROKEN, f"an integer of {len(text)} digits")
    return int(text)


def _look_through(document: Json, link: Callable[[Any], None]) -> None:
    """Depth, texts and links of the whole tree, extensions that nobody knows included; without recursion."""
    level: list[Any] = [document]
    depth = 0
    while level:
        depth += 1
        if depth > MOST_DEPTH:
            raise Refused(MODEL_DAMAGED, "JSON nested too deep")
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                for key, value in item.items():
                    _plain(key)
                    # The one key by which glTF and its extensions name a file.
                    if key.lower() == "uri":
                        link(value)
                    below.append(value)
            elif isinstance(item, list):
                below.extend(item)
            elif isinstance(item, str):
                _plain(item)
        level = [item for item in below if isinstance(item, dict | list | str)]


def _plain(text: str) -> None:
    """Neither a lone surrogate nor NUL, which databases and other readers choke on."""
    if "\0" in text or (not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)):
        raise Refused(MODEL_DAMAGED, "text with a broken character")


def _embedded(value: Any) -> None:
    if not isinstance(value, str) or not EMBEDDED.fullmatch(value):
        raise Refused(MODEL_LINKS_OUT, str(value)[:100])
