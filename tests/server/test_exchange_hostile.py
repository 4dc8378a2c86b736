"""Packages that nobody should take: each is refused whole, by name, and nothing has changed."""

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from arlearn.people.models import Library, User
from content.exchange import actions as exchange
from content.models import Book
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused
from tests.server.package_fixtures import *  # noqa: F403  # fixtures
from tests.server.package_fixtures import Entries, files_of, packed, relisted, rows, zipped

Hand = Callable[[Entries], bytes]
DRAFT = "pages/001/draft.json"


def listed(change: Callable[[dict[str, Any]], None], seal: bool = True) -> Hand:
    return lambda files: zipped(relisted(files, change, seal))


def put(name: str, data: bytes) -> Hand:
    return lambda files: zipped({**files, name: data})


def without(name: str) -> Hand:
    return lambda files: zipped({key: data for key, data in files.items() if key != name})


def entries(change: Callable[[zipfile.ZipInfo], None], name: str = DRAFT) -> Hand:
    return lambda files: zipped(files, lambda entry: change(entry) if entry.filename == name else None)


def document(change: dict[str, Any], name: str = "pages/007/revision-1.json") -> Hand:
    """A scene that says something else, on a list that knows."""

    def act(files: Entries) -> bytes:
        data = json.dumps({**json.loads(files[name]), **change}, sort_keys=True, separators=(",", ":")).encode()

        def change_list(manifest: dict[str, Any]) -> None:
            page = next(page for page in manifest["content"]["pages"] if page["number"] == 7)
            page["revisions"][0]["sha256"] = hashlib.sha256(data).hexdigest()

        return zipped(relisted({**files, name: data}, change_list))

    return act


def raw(name: str, data: bytes) -> Hand:
    return lambda files: zipped(relisted({**files, name: data}))


def struck(offset: int) -> Hand:
    """One byte in the middle of a file is another."""

    def act(files: Entries) -> bytes:
        package = bytearray(zipped(files))
        package[package.index(files[DRAFT]) + offset] ^= 1
        return bytes(package)

    return act


def link(entry: zipfile.ZipInfo) -> None:
    entry.create_system, entry.external_attr = 3, 0o120777 << 16


def lzma(entry: zipfile.ZipInfo) -> None:
    entry.compress_type = zipfile.ZIP_LZMA


def files_in(manifest: dict[str, Any]) -> dict[str, Any]:
    listed: dict[str, Any] = manifest["content"]["files"]
    return listed


def encrypted(files: Entries) -> bytes:
    """As a packer with a password marks it, in the directory and before the file."""
    package = bytearray(zipped(files))
    at = package.index(b"PK\x01\x02", package.index(files["manifest.json"]))
    package[at + 8] |= 1
    package[6] |= 1
    return bytes(package)


def bomb(files: Entries) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, bytes(20_000_000) if name == DRAFT else data)
    return out.getvalue()


def lying(files: Entries) -> bytes:
    """A file that unpacks to more than its entry says."""
    size = len(files[DRAFT]) - 5
    listed = relisted(files, lambda manifest: manifest["content"]["files"][DRAFT].update(size=size))
    package = bytearray(zipped(listed, lambda entry: setattr(entry, "compress_type", zipfile.ZIP_DEFLATED)))
    struct.pack_into("<L", package, package.rindex(DRAFT.encode()) - 46 + 24, size)
    return bytes(package)


def overlapping(files: Entries) -> bytes:
    """Every entry of the directory leads to the same bytes."""
    package = bytearray(zipped(files))
    at, first = 0, package.index(b"PK\x01\x02")
    largest = max(len(data) for data in files.values())
    for _ in files:
        at = package.index(b"PK\x01\x02", max(at + 1, first))
        struct.pack_into("<2L", package, at + 20, largest, largest)
        struct.pack_into("<L", package, at + 42, 0)
    return bytes(package)


def many(files: Entries) -> bytes:
    """A directory of a million entries, as far as its end tells."""
    package = bytearray(zipped(files))
    struct.pack_into("<2H", package, len(package) - 14, 0xFFFF, 0xFFFF)
    return bytes(package)


def twice(files: Entries) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(DRAFT, files[DRAFT])
    return out.getvalue()


def huge(manifest: dict[str, Any]) -> None:
    manifest["content"]["files"][DRAFT]["size"] = 2**40


HOSTILE: dict[str, tuple[Hand, str]] = {
    "empty": (lambda files: b"", "package_not_one"),
    "a picture": (lambda files: b"\x89PNG\r\n\x1a\n" + bytes(200), "package_not_one"),
    "a zip of something else": (lambda files: zipped({"originals/" + "0" * 64: b"x"}), "package_not_one"),
    "another program's list": (put("manifest.json", b'{"format":"epub"}'), "package_not_one"),
    "newer": (listed(lambda manifest: manifest.update(version=3)), "package_too_new"),
    "newer and of another form": (put("manifest.json", b'{"format":"arlearn-book","version":9}'), "package_too_new"),
    "a part that is not known yet": (listed(lambda m: m["content"]["book"].update(series=1)), "package_too_new"),
    "a newer scene": (document({"version": 2}), "package_too_new"),
    "a scene with a part that is not known yet": (document({"weather": "rain"}), "package_too_new"),
    "a scene that is none": (document({"story": 3}), "package_damaged"),
    "a draft that is no JSON": (raw(DRAFT, b"{"), "package_damaged"),
    "a draft with NaN": (raw(DRAFT, b'{"nodes":[NaN]}'), "package_damaged"),
    "a draft that says a thing twice": (raw(DRAFT, b'{"title":{},"title":{}}'), "package_damaged"),
    "a draft 100,000 deep": (raw(DRAFT, b'{"nodes":' + b"[" * 100_000 + b"]" * 100_000 + b"}"), "package_damaged"),
    "a draft of other spaces": (raw(DRAFT, b'{"title": {}}'), "package_damaged"),
    "a draft with half a letter": (raw(DRAFT, b'{"title":"\\ud800"}'), "package_damaged"),
    "a list that is no JSON": (put("manifest.json", b"{"), "package_damaged"),
    "a list that is a list": (put("manifest.json", b"[]"), "package_damaged"),
    "a version that is none": (put("manifest.json", b'{"format":"arlearn-book","version":"1"}'), "package_damaged"),
    "cut short": (lambda files: zipped(files)[:-30], "package_damaged"),
    "half of it": (lambda files: zipped(files)[: len(zipped(files)) // 2], "package_damaged"),
    "more behind its end": (lambda files: zipped(files) + b"x", "package_damaged"),
    "something before its start": (lambda files: b"PK\x03\x04" + zipped(files), "package_damaged"),
    "a byte that fell over": (struck(5), "package_damaged"),
    "a changed draft": (put(DRAFT, b'{"title":{}}'), "package_tampered"),
    "a changed draft of the same length": (
        lambda files: zipped({**files, DRAFT: files[DRAFT].replace(b"Momo", b"Nono")}),
        "package_tampered",
    ),
    "a changed title": (
        listed(lambda manifest: manifest["content"]["book"].update(title="Lain"), seal=False),
        "package_tampered",
    ),
    "a size that is none of its own": (listed(lambda m: files_in(m)[DRAFT].update(size=5)), "package_tampered"),
    "a rendition that is not its name": (
        lambda files: zipped(relisted({**files, next(n for n in files if n.endswith("webp")): b"x"})),
        "package_tampered",
    ),
    "a missing draft": (without(DRAFT), "package_file_missing"),
    "a model that a page needs and the list does not have": (
        listed(
            lambda m: m["content"].update(
                assets=[], files={n: f for n, f in m["content"]["files"].items() if n[0] == "p"}
            )
        ),
        "package_file_extra",
    ),
    "a cover that is not there": (
        listed(lambda m: m["content"]["book"].update(cover="e" * 64)),
        "package_file_missing",
    ),
    "an extra picture": (put(f"originals/{'0' * 64}", b"x"), "package_file_extra"),
    "a script": (put("studio.js", b"alert(1)"), "package_file_extra"),
    "a folder": (put("pages/", b""), "package_file_extra"),
    "a page outside": (put("../manage.py", b"x"), "package_leads_out"),
    "an absolute path": (put("/etc/cron.d/x", b"x"), "package_leads_out"),
    "a path of another system": (put("..\\x", b"x"), "package_leads_out"),
    "a drive": (put("C:/x", b"x"), "package_leads_out"),
    "a link": (entries(link), "package_link"),
    "locked": (encrypted, "package_encrypted"),
    "a file twice": (twice, "package_file_twice"),
    "a bomb": (bomb, "package_bomb"),
    "entries over each other": (overlapping, "package_bomb"),
    "a file that is more than it says": (lying, "package_damaged"),
    "a packer of its own": (entries(lzma), "package_damaged"),
    "a million entries": (many, "package_too_large"),
    "a claim of a terabyte": (listed(huge), "package_too_large"),
    "pages out of order": (listed(lambda m: m["content"]["pages"].reverse()), "package_damaged"),
    "a published revision that there is not": (
        listed(lambda m: m["content"]["pages"][1].update(published=5)),
        "package_damaged",
    ),
    "a page that is not listed": (listed(lambda m: m["content"]["pages"].pop()), "package_file_extra"),
    "an unknown licence": (listed(lambda m: m["content"]["assets"][0].update(licence="WTFPL")), "package_damaged"),
}


def test_C54_what_is_not_whole_is_refused_whole(
    creator: User, full: Book, elsewhere: Library, dewi: User, data: Path
) -> None:
    """All of them against one book: to make it takes longer than to refuse."""
    files = files_of(packed(creator, full))
    before = rows(), sorted(data.rglob("*"))
    ended = {}
    for name, (hand, code) in HOSTILE.items():
        try:
            file = io.BytesIO(hand(dict(files)))
            told = exchange.look_into(dewi, elsewhere, file)
            exchange.import_book(dewi, elsewhere, file, told.agreed)
            ended[name] = ("taken", code)
        except Exception as error:
            ended[name] = (getattr(error, "code", repr(error)), code)
    assert {name: found for name, found in ended.items() if found[0] != found[1]} == {}
    assert (rows(), sorted(data.rglob("*"))) == before
    exchange.look_into(dewi, elsewhere, io.BytesIO(zipped(relisted(files))))  # the hands themselves break nothing


def test_C54_more_than_the_server_takes_is_refused_before_it_is_unpacked(
    creator: User, full: Book, elsewhere: Library, dewi: User, settings: Settings
) -> None:
    package = packed(creator, full)
    settings.PACKAGE_MAX_BYTES = 1000
    with refused("package_too_large"):
        exchange.look_into(dewi, elsewhere, io.BytesIO(package))
