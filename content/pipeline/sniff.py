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
ZIP = b"PK\x03\x04"
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
PART_OF_3MF = re.compile(rb"(?s)PK\x03\x04.{26}(?:3D/|\[Content_Types\]\.xml)")
"""By the beginning of an entry's own name."""


def model_kind(head: bytes, size: int) -> ModelKind | None:
    """By its first HEAD bytes and how many there are in all; None for what is no model that is taken."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    signs: dict[ModelKind, bool] = {
        "glb": head.startswith(b"glTF"),
        "3mf": head.startswith(ZIP) and PART_OF_3MF.search(head) is not None,
        "zip": head.startswith(ZIP),
        "ply": head.startswith((b"ply\n", b"ply\r")),
        "gltf": text.startswith(b"{") and b'"' in text,
        "dae": text.startswith(b"<") and b"<COLLADA" in head,
        "stl": _stl(head, text, size),
        "obj": b"\0" not in head and OBJ.search(head) is not None,
    }
    return next((kind for kind, fits in signs.items() if fits), None)


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
