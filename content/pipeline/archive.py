"""Opens a zip in memory, and nothing in it that could be more than it says. Runs in the sandbox only."""

import encodings.cp437  # noqa: F401  # in which old zips write names; later it cannot be loaded
import io
import posixpath
import stat
import struct
import zipfile
import zlib

from content.gltf.refusal import Refused
from content.problems import ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE, ARCHIVE_UNSAFE

MOST_ENTRIES = 200
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
SMALL = 1024 * 1024
"""Bytes below which nobody asks how well something is packed."""
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError, RuntimeError)
"""What Python's reader of zips says of one that is damaged; a name of no letters is an IndexError to it."""
END = b"PK\x05\x06"
NESTED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd")


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files by their paths, without what systems add; raises Refused."""
    _few(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            if len(entries) > MOST_ENTRIES:
                raise Refused(ARCHIVE_TOO_LARGE, f"{len(entries)} entries")
            for entry in entries:
                _harmless(entry)
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise Refused(ARCHIVE_TOO_LARGE, "unpacked")
            return {_path(entry): _content(opened, entry) for entry in entries if _wanted(entry.filename)}
    except BROKEN as error:
        if isinstance(error, PermissionError):
            raise  # a part of Python itself was to be loaded: our fault, not the file's
        raise Refused(ARCHIVE_DAMAGED, repr(error)) from None


def _few(data: bytes) -> None:
    """Before the list of entries is read, which may be all of the file."""
    at = data.rfind(END)
    if at < 0 or at + 12 > len(data):
        raise Refused(ARCHIVE_DAMAGED, "no end")
    if struct.unpack_from("<H", data, at + 10)[0] > MOST_ENTRIES * 4:
        raise Refused(ARCHIVE_TOO_LARGE, "entries")


def _harmless(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise Refused(ARCHIVE_UNSAFE, f"{name!r} is no file")
    if entry.flag_bits & 1:
        raise Refused(ARCHIVE_UNSAFE, f"{name!r} is encrypted")
    if name.startswith("/") or ":" in name or "\0" in name or ".." in name.split("/"):
        raise Refused(ARCHIVE_UNSAFE, f"{name!r} leads outside")
    if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise Refused(ARCHIVE_TOO_LARGE, f"{entry.file_size} bytes in {entry.compress_size}")


def _path(entry: zipfile.ZipInfo) -> str:
    return posixpath.normpath(entry.filename.replace("\\", "/"))


def _wanted(name: str) -> bool:
    parts = name.split("/")
    return "__MACOSX" not in parts and not parts[-1].startswith(".") and parts[-1].lower() != "thumbs.db"


def _content(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # What an entry says of its size is not what it unpacks to.
    with opened.open(entry) as file:
        found = file.read(entry.file_size + 1)
    if len(found) > entry.file_size:
        raise Refused(ARCHIVE_TOO_LARGE, f"{entry.filename!r} is larger than it says")
    if found.startswith(NESTED):
        raise Refused(ARCHIVE_UNSAFE, f"{entry.filename!r} is an archive")
    return found
