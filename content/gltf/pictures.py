"""Sizes of PNG, JPEG and WebP pictures from their headers, without decoding them."""

import struct
from dataclasses import dataclass
from typing import Literal

from content.gltf.accessors import View, embedded
from content.gltf.refusal import Json, Refused, index, objects
from content.problems import MODEL_TEXTURE_BROKEN, MODEL_TEXTURE_TOO_LARGE

Format = Literal["png", "jpeg", "webp"]
MOST_PICTURES = 64
MOST_SEGMENTS = 1_000
"""Of a JPEG before its size; a photograph with a preview and colour profiles has some dozens."""


@dataclass(frozen=True)
class Picture:
    format: Format
    width: int
    height: int


def picture_format(head: bytes) -> Format | None:
    """By the first bytes; None for what is none of the three."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return None


def measure(data: bytes) -> Picture | None:
    """What the header says; None when it is not whole or of another format."""
    kind = picture_format(data)
    try:
        match kind:
            case "png":
                size = _png(data)
            case "jpeg":
                size = _jpeg(data)
            case "webp":
                size = _webp(data)
            case _:
                return None
    except (struct.error, IndexError):
        return None
    return Picture(kind, *size) if size and min(size) > 0 else None


def _png(data: bytes) -> tuple[int, int] | None:
    """PNG (ISO/IEC 15948): IHDR comes first, IEND last."""
    if data[12:16] != b"IHDR" or b"IEND" not in data[-64:]:
        return None
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """JPEG (ITU T.81, B.1): from marker to marker until the start of frame."""
    at = 2
    for _ in range(MOST_SEGMENTS):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        if marker in (0xD9, 0xDA):
            return None
        at += 2 + max(struct.unpack_from(">H", data, at + 2)[0], 2)
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    """WebP (RFC 9649): the three kinds of first chunk."""
    if struct.unpack_from("<I", data, 4)[0] + 8 > len(data):
        return None
    match data[12:16]:
        case b"VP8X":
            width = int.from_bytes(data[24:27], "little") + 1
            return width, int.from_bytes(data[27:30], "little") + 1
        case b"VP8L" if data[20] == 0x2F:
            bits = struct.unpack_from("<I", data, 21)[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 " if data[23:26] == b"\x9d\x01\x2a":
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
    return None


def read_pictures(document: Json, views: list[View], side: int, pixels: int) -> list[Picture]:
    """The pictures of a model; refused beyond `side` px a side or `pixels` px in all."""
    found = []
    for number, entry in enumerate(objects(document, "images", MOST_PICTURES)):
        inside = "uri" not in entry
        data = bytes(views[index(entry, "bufferView", len(views))].data) if inside else embedded(entry["uri"])
        picture = measure(data)
        if picture is None or entry.get("mimeType", f"image/{picture.format}") != f"image/{picture.format}":
            raise Refused(MODEL_TEXTURE_BROKEN, f"picture {number}")
        if max(picture.width, picture.height) > side:
            raise Refused(MODEL_TEXTURE_TOO_LARGE, f"{picture.width} x {picture.height}", side=side)
        found.append(picture)
    if sum(picture.width * picture.height for picture in found) > pixels:
        raise Refused(MODEL_TEXTURE_TOO_LARGE, "all pictures together", side=side // 4)
    return found
