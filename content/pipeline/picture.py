"""Makes the picture that phones fetch: decoded, turned upright, made smaller and encoded anew, nothing else kept.

Runs in the sandbox only.
"""

import io

from PIL import ImageOps

from content.gltf.pictures import measure
from content.pipeline.pillow import Image
from content.problems import IMAGE_BROKEN, IMAGE_TOO_LARGE

SIDE = 1280
"""Pixels of the longer side of what is made."""
MOST_SIDE, MOST_PIXELS = 12_000, 48_000_000
"""Of what is taken; a phone's camera makes 48 million pixels."""
QUALITY = 82


def convert(data: bytes) -> tuple[dict[str, object], bytes]:
    """The answer, and the bytes of a WebP picture. Takes PNG, JPEG and WebP; of an animated one the first frame."""
    size = measure(data)
    if size is None:
        return _refusal(IMAGE_BROKEN.code)
    if max(size.width, size.height) > MOST_SIDE or size.width * size.height > MOST_PIXELS:
        return _refusal(IMAGE_TOO_LARGE.code, width=size.width, height=size.height)
    try:
        with Image.open(io.BytesIO(data), formats=(size.format.upper(),)) as opened:
            # JPEG can be decoded smaller than it is, which spares memory.
            opened.draft("RGB", (SIDE, SIDE))
            upright = ImageOps.exif_transpose(opened)
            plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except PermissionError:
        raise  # Pillow wanted to load a part of itself: our fault, not the picture's
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, EOFError):
        return _refusal(IMAGE_BROKEN.code)
    plain.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    # A new image: what `info` of the old one says (EXIF, XMP, colour profile, comments) stays behind.
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"")
    return {"report": {}}, out.getvalue()


def _refusal(code: str, **values: int) -> tuple[dict[str, object], bytes]:
    return {"refusal": {"code": code, "detail": "", "values": values}}, b""
