"""Files addressed by their SHA-256, with byte ranges: Safari plays no sound and no video without them."""

import asyncio
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, StreamingHttpResponse

from arlearn.serve import bucket
from arlearn.serve.packing import packed_file
from arlearn.serve.static import accepts

NAME = re.compile(r"^[0-9a-f]{64}\.([a-z0-9]{2,5})$")
TYPES = {
    "glb": "model/gltf-binary",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "ktx2": "image/ktx2",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "json": "application/json",
    "pdf": "application/pdf",
}
"""Media types by extension. A type that a browser would run (HTML, SVG) is not served from here."""
PACKED = {"glb"}
"""Extensions of what brotli makes smaller; pictures and sounds are as small as they get."""
CHUNK = 64 * 1024
"""Bytes read at a time; what the server holds for one client that reads slowly."""
_readers = ThreadPoolExecutor(8, "media")
"""Of their own: a bucket that is slow to answer holds up nobody but those who wait for it."""


def media_path(name: str) -> Path:
    """Where the file `<sha256>.<extension>` of a media address lies."""
    return Path(settings.MEDIA) / name


async def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """GET /media/<sha256>.<extension>: 200, 206, 304, 404 or 416."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    match = NAME.match(name)
    if not match or match[1] not in TYPES:
        return HttpResponse(status=404)
    # Ranges are of the file itself, and whoever asks for one means that.
    small = match[1] in PACKED and "Range" not in request.headers and accepts(request, "br")
    try:
        file, is_packed = await asyncio.get_running_loop().run_in_executor(_readers, _opened, name, small)
    except (FileNotFoundError, IsADirectoryError):
        return HttpResponse(status=404)
    size = file.seek(0, 2)
    tag = f'"{name[:64]}-br"' if is_packed else f'"{name[:64]}"'
    response: HttpResponseBase
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
        file.close()
    else:
        response = _body(request, file, size, tag)
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Type"] = TYPES[match[1]]
    if match[1] in PACKED:
        response["Vary"] = "Accept-Encoding"
    if is_packed:
        response["Content-Encoding"] = "br"
    return response


def _opened(name: str, small: bool) -> tuple[BinaryIO, bool]:
    """The file, and whether it is its brotli twin; brought from the bucket when it is not here yet."""
    path = media_path(name)
    if not path.exists() and not (bucket.is_used() and bucket.fetch(f"media/{name}", path)):
        raise FileNotFoundError(name)
    twin = packed_file(path) if small else None
    return (twin or path).open("rb"), twin is not None


def _body(request: HttpRequest, file: BinaryIO, size: int, tag: str) -> HttpResponseBase:
    """All of the file, the part that was asked for, or 416. Closes the file, now or when the body was sent."""
    wanted = None
    if request.headers.get("If-Range", tag) == tag:
        wanted = byte_range(request.headers.get("Range", ""), size)
    if wanted is not None and not wanted:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = wanted or range(size)
    headers = {"Content-Length": str(len(part))}
    if wanted:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    status = 206 if wanted else 200
    if request.method == "HEAD":
        file.close()
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(_chunks(file, part), status=status, headers=headers)


def byte_range(header: str, size: int) -> range | None:
    """What a Range header (RFC 9110, 14.2) asks of a file of `size` bytes.

    None: no range, or one that may be ignored (several, or malformed), so all of it. Empty: it cannot be satisfied.
    """
    match = re.fullmatch(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", header)
    if not match or match[0].strip().endswith("=-"):
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    end = min(int(last) + 1, size) if last else size
    if last and int(last) < int(first):
        return None
    return range(int(first), end) if int(first) < size else range(0)


async def _chunks(file: BinaryIO, part: range) -> AsyncIterator[bytes]:
    with file:
        file.seek(part.start)
        left = len(part)
        while left:
            chunk = await asyncio.to_thread(file.read, min(CHUNK, left))
            if not chunk:
                return
            left -= len(chunk)
            yield chunk
