"""Makes what is sent smaller, where that pays: brotli, or gzip for who takes no brotli."""

import gzip
import os
import tempfile
from functools import lru_cache
from pathlib import Path

import brotli
from django.http import HttpRequest, HttpResponse

from arlearn.serve.static import accepts

LEAST = 1024
"""Bytes of an answer that is worth it."""
QUALITY = 5
"""Of brotli. Models of ours, whose geometry is packed for graphics cards already, get to 57 % at 0.08 s a megabyte; at
9 to 56 % at sixteen times that."""
PAYS = 0.9
"""What is packed to more than this is sent as it is."""


def pack(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, packed as the client takes it. Only for what anybody may read: sizes tell of secrets."""
    response["Vary"] = "Accept-Encoding"
    encoding = next((name for name in ("br", "gzip") if accepts(request, name)), None)
    if encoding and len(response.content) >= LEAST:
        response.content = packed(bytes(response.content), encoding)
        response["Content-Encoding"] = encoding
        # The same thing in other bytes.
        if response.get("ETag", "").startswith('"'):
            response["ETag"] = f"W/{response['ETag']}"
    return response


@lru_cache(maxsize=64)
def packed(data: bytes, encoding: str) -> bytes:
    """Kept in memory: a class asks for the same book within a minute."""
    return brotli.compress(data, quality=QUALITY) if encoding == "br" else gzip.compress(data, 6, mtime=0)


def packed_file(file: Path) -> Path | None:
    """The brotli twin beside a file that never changes, made when it is first asked for; None where it does not pay."""
    twin = file.with_name(f"{file.name}.br")
    try:
        return twin if twin.stat().st_size else None
    except FileNotFoundError:
        pass
    data = file.read_bytes()
    made = brotli.compress(data, quality=QUALITY)
    # An empty twin says that it was tried.
    _write(twin, made if len(made) < PAYS * len(data) else b"")
    return twin if len(made) < PAYS * len(data) else None


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all. Lost in a power cut it is made again, so nothing is waited for."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".packing-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
