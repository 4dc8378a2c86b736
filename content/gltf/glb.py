"""Writes a GLB anew from its parts (glTF 2.0, chapter 4): some of its views with other bytes. Pure."""

import json
import struct

from content.gltf.container import BINARY_CHUNK, JSON_CHUNK
from content.gltf.refusal import Json


def pack(document: Json, binary: bytes) -> bytes:
    """Header and two chunks, each padded to four bytes."""
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    head = struct.pack("<4sII", b"glTF", 2, 12 + 8 + len(text) + 8 + len(binary))
    return (
        head + struct.pack("<II", len(text), JSON_CHUNK) + text + struct.pack("<II", len(binary), BINARY_CHUNK) + binary
    )


def repack(document: Json, views: list[bytes]) -> bytes:
    """The file with these bytes in its views, all in one buffer. Changes the document."""
    out = bytearray()
    for view, data in zip(document.get("bufferViews", []), views, strict=True):
        out += b"\0" * (-len(out) % 4)
        view |= {"buffer": 0, "byteOffset": len(out), "byteLength": len(data)}
        out += data
    if views:
        document["buffers"] = [{"byteLength": len(out)}]
    return pack(document, bytes(out))
