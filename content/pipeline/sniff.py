"""What a model is by its bytes, whatever it is called. Pure."""

import re
import struct
from typing import Literal

ModelKind = Literal["glb", "gltf", "zip", "3mf", "obj", "stl", "ply", "dae"]
MEDIA_TYPES: dict[ModelKind, str] = {
    "glb": "model/gltf-binary",
    "gltf": "model/gltf+json",
    "zip": "application/zip",
    "3mf": "model/3mf",
    "obj": "model/obj",
    "stl": "model/stl",
    "ply": "model/ply",
    "dae": "model/vnd.collada+xml",
}
HEAD = 4096
"""Bytes of the beginning that are looked at."""
TAIL = 256 * 1024
"""Bytes of the end that are looked at: those in which a zip lists its entries, or enough of them."""
ZIP, LISTED, END, END_64 = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06"
"""How entries of a zip begin, their lines in its list, and what follows that list (PKWARE's APPNOTE.TXT 4.3)."""
SIZE_64 = 76
"""Bytes of what follows the list of a large zip, and says how long it is."""
PROGRAMS = {
    b"Kaydara FBX Binary": "FBX",
    b"; FBX": "FBX",
    b"BLENDER": "Blender",
    b"(\xb5/\xfd": "Blender",
    b"\xff\xfe\xff\x0eS\0k\0e\0t\0c\0h\0U\0p": "SketchUp",
    b"PXR-USDC": "USD",
    b"#usda": "USD",
    b"QC4DC4D": "Cinema 4D",
    b"3D Geometry File Format": "Rhino",
    b"ISO-10303-21": "STEP",
    b"AC10": "AutoCAD",
    b"#VRML": "VRML",
    b"VOX ": "MagicaVoxel",
}
"""How models begin that only other programs read. What Zstandard packed is Blender's, which does so by itself."""
OTHERS = {
    ".fbx": "FBX",
    ".blend": "Blender",
    ".skp": "SketchUp",
    ".c4d": "Cinema 4D",
    ".max": "3ds Max",
    ".3ds": "3DS",
    ".ma": "Maya",
    ".mb": "Maya",
    ".step": "STEP",
    ".stp": "STEP",
    ".usd": "USD",
    ".usda": "USD",
    ".usdc": "USD",
    ".usdz": "USD",
}
"""The same, by how the names of files in an archive end."""
NUMBER = rb"[ \t]+[-+]?(?:nan|inf|[\d.][\d.eE+-]*)(?=\s|\Z)"
OBJ = re.compile(rb"(?m)^[ \t]*(?:(?:v|vn)(?:%b){3}|vt(?:%b){2}|mtllib[ \t]+\S)" % (NUMBER, NUMBER))
"""A point, or the name of its materials: shorter lines are in many a text."""
MAIN_OF_3MF = "3d/3dmodel.model"
"""In small letters, wherever a program wrote it among the entries."""


def kind_of_bytes(data: bytes) -> ModelKind | None:
    """None for what is no model that is taken."""
    return model_kind(data[:HEAD], data[-TAIL:], len(data))


def model_kind(head: bytes, tail: bytes, size: int) -> ModelKind | None:
    """By its first HEAD and last TAIL bytes, and how many there are in all."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    signs: dict[ModelKind, bool] = {
        "glb": head.startswith(b"glTF"),
        "3mf": head.startswith(ZIP) and any(plain_path(name) == MAIN_OF_3MF for name in listed(tail)),
        "zip": head.startswith(ZIP),
        "ply": head.startswith((b"ply\n", b"ply\r")),
        "gltf": text.startswith(b"{") and b'"' in text,
        "dae": text.startswith(b"<") and b"<COLLADA" in head,
        "stl": _stl(head, text, size),
        "obj": b"\0" not in head and OBJ.search(head) is not None,
    }
    return next((kind for kind, fits in signs.items() if fits), None)


def plain_path(path: str) -> str:
    """As parts of a 3MF are called, whose names begin with a slash or not, and may be of either case."""
    return path.replace("\\", "/").lstrip("/").lower()


def listed(tail: bytes) -> list[str]:
    """The names of a zip's entries by the list at its end; none where that is not all there."""
    end = tail.rfind(END)
    if end < 0 or end + 16 > len(tail):
        return []
    [length] = struct.unpack_from("<I", tail, end + 12)
    if tail[max(end - SIZE_64, 0) :].startswith(END_64):
        end -= SIZE_64
        [length] = struct.unpack_from("<Q", tail, end + 40)
    at, names = end - length, list[str]()
    while 0 <= at <= end - 46 and tail.startswith(LISTED, at):
        name, extra, said = struct.unpack_from("<3H", tail, at + 28)
        names.append(tail[at + 46 : at + 46 + name].decode("latin-1"))
        at += 46 + name + extra + said
    return names


def program_of(head: bytes) -> str | None:
    """The program, or its format, of a model that is not taken."""
    if head[:2] == b"MM" and head[6:8] in (b"\x02\0", b"=="):
        return "3DS"
    return next((name for sign, name in PROGRAMS.items() if head.startswith(sign)), None)


def _stl(head: bytes, text: bytes, size: int) -> bool:
    """Binary: 80 bytes, a count, 50 bytes for each triangle; else text that begins with a solid and its first facet."""
    if text.startswith(b"solid") and b"facet" in head:
        return True
    return is_binary_stl(head, size)


def is_binary_stl(head: bytes, size: int) -> bool:
    """By its first 84 bytes, and how many there are in all."""
    return len(head) >= 84 and size == 84 + 50 * int(struct.unpack_from("<I", head, 80)[0])
