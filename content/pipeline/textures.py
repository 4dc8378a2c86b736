"""Encodes a model's pictures anew, no larger than a phone needs them. Runs in the sandbox only."""

import copy
import io
from dataclasses import dataclass

from content.gltf.accessors import embedded
from content.gltf.glb import repack
from content.gltf.pictures import measure
from content.gltf.refusal import Json, Refused
from content.pipeline.pillow import Image
from content.problems import MODEL_TEXTURE_BROKEN

SMALL = 64
"""Pixels of a side up to which a picture is a palette or an icon, of which nothing may be lost."""
LEAST_SIDE = 512
"""To which the pictures that only tell of gloss and shade are brought, and all when there is too much."""
WORTH = 1.1
"""How much more a picture without loss may weigh than one with."""
COLOUR, NORMAL, OTHER = "colour", "normal", "other"
QUALITY = {COLOUR: 80, NORMAL: 82, OTHER: 70}
COLOURS = ("baseColorTexture", "emissiveTexture", "diffuseTexture", "specularGlossinessTexture", "sheenColorTexture")


@dataclass(frozen=True)
class Textured:
    data: bytes
    """The GLB."""
    pixels: int
    """Of all its pictures."""
    weight: int
    """Bytes of all its pictures."""


def pixels_at(document: Json, kept: list[memoryview], side: int) -> int:
    """Of all pictures as `encoded` would leave them, by what their headers say: none is decoded."""
    uses, pixels = _uses(document), 0
    for number, entry in enumerate(document.get("images", [])):
        size = measure(_bytes_of(entry, kept))
        if size is not None:
            less = min(1.0, _cap(uses.get(number, OTHER), side) / max(size.width, size.height))
            pixels += max(round(size.width * less), 1) * max(round(size.height * less), 1)
    return pixels


def encoded(given: Json, kept: list[memoryview], side: int) -> Textured:
    """The GLB with its pictures as WebP of at most `side` px, all inside it."""
    document = copy.deepcopy(given)
    views = [bytes(view) for view in kept]
    uses = _uses(document)
    pixels = weight = 0
    # A view that numbers, or another picture, lie in as well stays as it is.
    shared = {entry.get("bufferView") for entry in document.get("accessors", [])}
    for number, entry in enumerate(document.get("images", [])):
        use = uses.get(number, OTHER)
        made = _picture(_bytes_of(entry, kept), _cap(use, side), use)
        if "bufferView" in entry and entry["bufferView"] not in shared:
            views[entry["bufferView"]] = made
            shared.add(entry["bufferView"])  # another picture of the same bytes may be made in another way
        else:
            views.append(made)
            document.setdefault("bufferViews", []).append({})
            entry["bufferView"] = len(views) - 1
            entry.pop("uri", None)
        size = measure(made)
        if size is None:
            raise Refused(MODEL_TEXTURE_BROKEN, f"picture {number}")
        entry["mimeType"] = f"image/{size.format}"
        pixels += size.width * size.height
        weight += len(made)
    _name(document)
    return Textured(repack(document, views), pixels, weight)


def _bytes_of(entry: Json, kept: list[memoryview]) -> bytes:
    return bytes(kept[entry["bufferView"]]) if "bufferView" in entry else embedded(entry["uri"])


def _cap(use: str, side: int) -> int:
    """Pixels of the longer side that a picture for this may have."""
    return side if use in (COLOUR, NORMAL) else min(max(side // 2, LEAST_SIDE), side)


def _uses(document: Json) -> dict[int, str]:
    """What each picture is for: the most telling of its uses."""
    found: dict[int, str] = {}
    textures = document.get("textures", [])
    for material in document.get("materials", []):
        parts = [material, material.get("pbrMetallicRoughness", {}), *material.get("extensions", {}).values()]
        for part in parts:
            for key in part if isinstance(part, dict) else ():
                if not key.endswith("Texture"):
                    continue
                use = COLOUR if key in COLOURS else NORMAL if "ormal" in key else OTHER
                for source in _sources(textures[part[key]["index"]]):
                    found[source] = min(use, found.get(source, OTHER), key=[COLOUR, NORMAL, OTHER].index)
    return found


def _sources(texture: Json) -> list[int]:
    holders = [texture, texture.get("extensions", {}).get("EXT_texture_webp", {})]
    return [int(holder["source"]) for holder in holders if "source" in holder]


def _picture(data: bytes, side: int, use: str) -> bytes:
    """The picture as WebP, or as it is where that is smaller and small enough."""
    size = measure(data)
    if size is None:
        raise Refused(MODEL_TEXTURE_BROKEN, "of no known format")
    try:
        with Image.open(io.BytesIO(data), formats=(size.format.upper(),)) as opened:
            if use != NORMAL:
                opened.draft("RGB", (side, side))
            plain = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    except PermissionError:
        raise  # Pillow wanted to load a part of itself: our fault, not the picture's
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, EOFError, MemoryError):
        raise Refused(MODEL_TEXTURE_BROKEN, "it cannot be decoded") from None
    fits = max(size.width, size.height) <= side
    if not fits:
        plain.thumbnail((side, side), Image.Resampling.LANCZOS)
    made = _smallest(plain, use, lossy=size.format == "jpeg")
    return data if fits and len(data) <= len(made) else made


def _smallest(picture: Image.Image, use: str, *, lossy: bool) -> bytes:
    """`lossy`: it has lost something already, so to keep all that is left is seldom worth its time."""
    exact = None
    if max(picture.size) <= SMALL or (use == COLOUR and not lossy):
        exact = _webp(picture, lossless=True, quality=40, method=2, exact=True)
    if exact is not None and max(picture.size) <= SMALL:
        return exact
    near = _webp(picture, quality=QUALITY[use], method=6, alpha_quality=90, exact=True)
    return exact if exact is not None and len(exact) <= len(near) * WORTH else near


def _webp(picture: Image.Image, **options: int | bool) -> bytes:
    out = io.BytesIO()
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    clean.save(out, "WEBP", exif=b"", xmp=b"", **options)
    return out.getvalue()


def _name(document: Json) -> None:
    """Textures name WebP pictures by the extension for them."""
    webp = False
    for texture in document.get("textures", []):
        source = _sources(texture)[-1]
        if document["images"][source]["mimeType"] == "image/webp":
            webp = True
            texture.pop("source", None)
            texture.setdefault("extensions", {})["EXT_texture_webp"] = {"source": source}
        else:
            texture.get("extensions", {}).pop("EXT_texture_webp", None)
            texture["source"] = source
    for key in ("extensionsUsed", "extensionsRequired"):
        named = [name for name in document.get(key, []) if name != "EXT_texture_webp"]
        document[key] = [*named, "EXT_texture_webp"] if webp else named
        if not document[key]:
            del document[key]
