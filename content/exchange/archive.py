"""The zip around a package: written the same whenever it holds the same, and read as if an enemy had made it.

Nothing is ever unpacked under a name from inside. Sizes in a zip are claims: what is read is counted as it comes.
"""

import hashlib
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Protocol

from arlearn.errors import ProblemKind
from content.exchange.manifest import MANIFEST, MOST_FILES, MOST_MANIFEST, PackedFile
from content.exchange.problems import (
    PACKAGE_BOMB,
    PACKAGE_DAMAGED,
    PACKAGE_ENCRYPTED,
    PACKAGE_FILE_EXTRA,
    PACKAGE_FILE_MISSING,
    PACKAGE_FILE_TWICE,
    PACKAGE_LEADS_OUT,
    PACKAGE_LINK,
    PACKAGE_NOT_ONE,
    PACKAGE_TAMPERED,
    PACKAGE_TOO_LARGE,
)

NAME = re.compile(
    r"manifest\.json|pages/\d{3}/(draft|revision-\d{1,7})\.json|originals/[0-9a-f]{64}|renditions/[0-9a-f]{64}\.[a-z0-9]{2,5}"
)
"""Every name that a package of this version may hold; none of them leads anywhere else."""
END = struct.Struct("<4s4H2LH")
"""End of central directory record, APPNOTE 4.3.16."""
END_64 = b"PK\x06\x07"
"""Begins the locator of a zip64 record (APPNOTE 4.3.15), 20 bytes before the end record."""
MOST_DIRECTORY = MOST_FILES * 256
"""Bytes of the central directory."""
RATIO = 200
"""How much larger than in the zip a file may be that is no document."""
FREE = 4 * 1024 * 1024
"""Bytes up to which no ratio is looked at: text that repeats itself packs well."""
BLOCK = 256 * 1024
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say."""


class Source(Protocol):
    """Bytes to be packed, opened when their turn comes."""

    def open(self) -> BinaryIO: ...


@dataclass(frozen=True)
class Bytes:
    """Bytes that are in memory already."""

    data: bytes

    def open(self) -> BinaryIO:
        return BytesIO(self.data)


def write(out: BinaryIO, sources: Mapping[str, Source]) -> None:
    """A zip of the sources. Nothing is packed smaller, so that no version of a packer can make other bytes of it;
    models and pictures would not get smaller anyway."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(sources, key=lambda name: (name != MANIFEST, name)):
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.create_system = 3  # Unix, whatever this is
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            with sources[name].open() as source, archive.open(entry, "w") as target:
                while block := source.read(BLOCK):
                    target.write(block)


class Archive:
    """A zip whose directory has been looked through; its files are read one by one, each against what it should be."""

    def __init__(self, archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._entries = entries

    def manifest(self) -> bytes:
        """The bytes of the list; raises PACKAGE_NOT_ONE where there is none."""
        entry = self._entries.get(MANIFEST)
        if entry is None:
            raise PACKAGE_NOT_ONE()
        if entry.file_size > MOST_MANIFEST:
            raise PACKAGE_TOO_LARGE()
        return b"".join(self._blocks(entry, entry.file_size))

    def hold_to(self, listed: Mapping[str, PackedFile], most: int) -> None:
        """Raises when the zip holds more or less than the list, or other sizes, or more than `most` bytes."""
        there = set(self._entries) - {MANIFEST}
        for name in sorted(set(listed) - there):
            raise PACKAGE_FILE_MISSING(name=plain_name(name))
        for name in sorted(there - set(listed)):
            raise PACKAGE_FILE_EXTRA(name=plain_name(name))
        if sum(file.size for file in listed.values()) > most:
            raise PACKAGE_TOO_LARGE()
        for name, file in listed.items():
            if self._entries[name].file_size != file.size:
                raise PACKAGE_TAMPERED(name=name)

    def read(self, name: str, file: PackedFile, out: BinaryIO) -> None:
        """Copies a file; raises PACKAGE_TAMPERED when it is not what the list says."""
        digest = hashlib.sha256()
        for block in self._blocks(self._entries[name], file.size):
            digest.update(block)
            out.write(block)
        if digest.hexdigest() != file.sha256:
            raise PACKAGE_TAMPERED(name=name)

    def _blocks(self, entry: zipfile.ZipInfo, size: int) -> Iterator[bytes]:
        """The bytes of an entry, which are `size` and no more."""
        left = size
        try:
            with self._archive.open(entry) as source:
                # One byte over would be a file that says less than it is.
                while block := source.read(min(BLOCK, left + 1)):
                    left -= len(block)
                    if left < 0:
                        raise PACKAGE_TAMPERED(name=entry.filename)
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise PACKAGE_DAMAGED(where=entry.filename) from error
        if left:
            raise PACKAGE_TAMPERED(name=entry.filename)


@contextmanager
def opened(file: BinaryIO) -> Iterator[Archive]:
    """The zip in a seekable file; raises PACKAGE_NOT_ONE, or what is wrong with its directory."""
    size = _directory_is_bearable(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise PACKAGE_DAMAGED(where="zip") from error
    with archive:
        yield Archive(archive, _entries(archive.infolist(), size))


def _directory_is_bearable(file: BinaryIO) -> int:
    """Size of the file. Python reads a zip's whole directory into memory, so its end is looked at before.

    A package has no comment, and no need of zip64; what has them is none of ours.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        raise PACKAGE_NOT_ONE()
    if size < END.size + 20:
        raise PACKAGE_DAMAGED(where="zip")
    file.seek(size - END.size - 20)
    locator, record = file.read(20), END.unpack(file.read(END.size))
    file.seek(0)
    signature, disk, directory_disk, here, count, length, offset, comment = record
    if signature != b"PK\x05\x06" or comment:
        raise PACKAGE_DAMAGED(where="zip")
    if locator.startswith(END_64) or count > MOST_FILES or length > MOST_DIRECTORY:
        raise PACKAGE_TOO_LARGE()
    if disk or directory_disk or here != count or offset + length + END.size != size:
        raise PACKAGE_DAMAGED(where="zip")
    return size


def _entries(found: Iterable[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in found:
        why = _unsafe(entry)
        if why is None and entry.filename in entries:
            why = PACKAGE_FILE_TWICE
        if why:
            name = plain_name(entry.orig_filename)
            raise why(name=name, where=name)
        entries[entry.filename] = entry
    if sum(entry.compress_size for entry in entries.values()) > size:
        # Entries that lie over each other, as in bombs that are no larger than their names.
        raise PACKAGE_BOMB(name="zip")
    return entries


def _unsafe(entry: zipfile.ZipInfo) -> ProblemKind | None:
    """What is wrong with an entry, None when nothing is."""
    name, kind = entry.orig_filename, stat.S_IFMT(entry.external_attr >> 16)
    leads_out = name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name or "\0" in name
    wrong = {
        PACKAGE_ENCRYPTED: entry.flag_bits & 0x41,
        PACKAGE_LINK: entry.create_system == 3 and kind not in (0, stat.S_IFREG, stat.S_IFDIR),
        PACKAGE_LEADS_OUT: leads_out,
        PACKAGE_FILE_EXTRA: name != entry.filename or not NAME.fullmatch(name),
        PACKAGE_DAMAGED: entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
        PACKAGE_BOMB: entry.file_size > max(FREE, RATIO * entry.compress_size),
    }
    return next((kind for kind, is_so in wrong.items() if is_so), None)


def plain_name(name: str) -> str:
    """A name from a package as it may be shown: short, and without signs that do something."""
    return "".join(letter for letter in name if letter.isprintable())[:80] or "?"
