"""Opens a zip in memory, and nothing in it that could be more than it says. Runs in the sandbox only."""

import encodings.cp437  # noqa: F401  # in which old zips write names; later it cannot be loaded
import io
import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable

from content.gltf.refusal import Refused
from content.pipeline.sniff import END, LISTED, ZIP
from content.problems import ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE, ARCHIVE_UNSAFE

MOST_ENTRIES = 200
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
SMALL = 1024 * 1024
"""Bytes below which nobody asks how well something is packed."""
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError, RuntimeError)
"""What Python's reader of zips says of one that is damaged; a name of no letters is an IndexError to it."""
HOW_PACKED, UTF8 = 0b110, 0x800
"""Flags of an entry."""
NO_DATE = 0, 0x21
"""Midnight of 1 January 1980."""
MADE_BY = 20
LONGEST_NAME = 0xFFFF
"""Bytes."""


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
            return {_path(entry): _content(opened, entry) for entry in entries if _taken(entry)}
    except BROKEN as error:
        if isinstance(error, PermissionError):
            raise  # a part of Python itself was to be loaded: our fault, not the file's
        raise Refused(ARCHIVE_DAMAGED, repr(error)) from None


def only(data: bytes, paths: Iterable[str]) -> bytes:
    """A zip of these files alone, out of one that `unzipped` took; raises Refused.

    The same each time, and each file packed as it came: packed anew it might be larger than what may be sent, or so
    small that it passes for a bomb.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        entries = {_path(entry): entry for entry in opened.infolist() if _taken(entry)}
    kept = [(path.encode(), entries[path]) for path in paths]
    if sum(entry.compress_size for _, entry in kept) > len(data) or any(len(name) > LONGEST_NAME for name, _ in kept):
        raise Refused(ARCHIVE_UNSAFE, "files that lie in each other, or a name without end")
    files, listed = bytearray(), bytearray()
    for name, entry in kept:
        at = len(files)
        flags = entry.flag_bits & HOW_PACKED | UTF8
        sizes = entry.CRC, entry.compress_size, entry.file_size, len(name), 0
        about = entry.extract_version, flags, entry.compress_type, *NO_DATE, *sizes
        files += struct.pack("<4s5H3I2H", ZIP, *about) + name + _as_packed(data, entry)
        listed += struct.pack("<4s6H3I5H2I", LISTED, MADE_BY, *about, 0, 0, 0, 0, at) + name
    end = struct.pack("<4s4H2IH", END, 0, 0, len(kept), len(kept), len(listed), len(files), 0)
    return bytes(files + listed + end)


def _as_packed(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """What stands behind the entry's own header, whose name and additions need not be as long as those in the list."""
    name, more = struct.unpack_from("<2H", data, entry.header_offset + 26)
    begin = entry.header_offset + 30 + name + more
    return data[begin : begin + entry.compress_size]


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


def _taken(entry: zipfile.ZipInfo) -> bool:
    *folders, name = entry.filename.split("/")
    hidden = "__MACOSX" in (*folders, name) or name.startswith(".") or name.lower() == "thumbs.db"
    return not (hidden or entry.is_dir())


def _content(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    # What an entry says of its size is not what it unpacks to.
    with opened.open(entry) as file:
        found = file.read(entry.file_size + 1)
    if len(found) > entry.file_size:
        raise Refused(ARCHIVE_TOO_LARGE, f"{entry.filename!r} is larger than it says")
    return found
