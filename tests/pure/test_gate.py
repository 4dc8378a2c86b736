"""Files that are no models, containers and JSON put together wrongly, and links out: each refused by its name."""

import struct
import zipfile
from io import BytesIO
from typing import Any

import pytest

from content.gate import Refusal, gate
from tests.pure.gltf_files import changed, code, glb, whole

NOT_MODELS = {
    "upload_empty": [b""],
    "model_is_web_page": [
        b"<!DOCTYPE html><html><title>404</title></html>",
        b"\xef\xbb\xbf\n <html lang=id>",
        b"<!-- saved from url -->",
    ],
    "model_is_pointer": [b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"],
    "model_is_archive": [b"PK\x03\x04" + bytes(100), b"\x1f\x8b\x08" + bytes(100), b"7z\xbc\xaf\x27\x1c"],
    "model_is_text": [b'{"asset": {"version": "2.0"}}', b'  {\n"buffers": [{"uri": "../x.bin"}]}'],
    "model_not_glb": [
        b"\x7fELF\x02\x01\x01" + bytes(200),
        b"solid cube",
        b"\0" * 100,
        b"%PDF-1.7",
        b"glTX" + bytes(50),
    ],
}


@pytest.mark.parametrize(("expected", "data"), [(name, data) for name, all_ in NOT_MODELS.items() for data in all_])
def test_C11_what_is_no_model_is_named(expected: str, data: bytes) -> None:
    assert code(data) == expected


def test_C11_a_real_zip_is_an_archive() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("model.glb", whole())
    assert code(out.getvalue()) == "model_is_archive"


def test_C11_a_model_cut_anywhere_is_truncated() -> None:
    data = whole()
    for length in range(4, len(data)):
        assert code(data[:length]) == "model_truncated", length


def head(version: int, length: int, *chunks: tuple[int, bytes]) -> bytes:
    body = b"".join(struct.pack("<I", size) + rest for size, rest in chunks)
    return struct.pack("<4sII", b"glTF", version, length or 12 + len(body)) + body


EMPTY_CHUNK = (0, b"BIN\0")
CONTAINERS = {
    "version 1": (head(1, 0, (4, b"JSON{}  ")), "model_too_old"),
    "version 0xffffffff": (head(2**32 - 1, 0), "model_too_old"),
    "length 0xffffffff": (head(2, 2**32 - 1, (4, b"JSON{}  ")), "model_truncated"),
    "length 0": (head(2, 1, (4, b"JSON{}  ")), "model_damaged"),
    "no chunk": (head(2, 0), "model_damaged"),
    "chunk 0xffffffff": (head(2, 0, (2**32 - 1, b"JSON{}  ")), "model_damaged"),
    "binary first": (head(2, 0, (4, b"BIN\0....")), "model_damaged"),
    "half a chunk header": (head(2, 0, (4, b"JSON{}  ")) + b"\0\0", "model_damaged"),
    "something after the end": (whole() + b"PK\x03\x04", "model_damaged"),
    "two million empty chunks": (head(2, 0, (4, b"JSON{}  "), *[EMPTY_CHUNK] * 2_000_000), "model_damaged"),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_C11_containers(name: str) -> None:
    data, expected = CONTAINERS[name]
    assert code(data) == expected


def text(json_text: str | bytes) -> bytes:
    return glb(json_text if isinstance(json_text, bytes) else json_text.encode())


JSON_TEXTS = {
    "nothing": (text(""), "model_damaged"),
    "an array": (text("[1, 2]"), "model_damaged"),
    "a number": (text("5"), "model_damaged"),
    "no JSON": (text("{'asset': 1}"), "model_damaged"),
    "UTF-16": (text('{"asset": {"version": "2.0"}}'.encode("utf-16")), "model_damaged"),
    # It changes nothing of what is said, and editors write it.
    "a byte order mark": (text(b'\xef\xbb\xbf{"asset": {"version": "2.0"}}'), "model_empty"),
    "broken UTF-8": (text(b'{"asset": "\xff\xfe"}'), "model_damaged"),
    "200,000 deep": (text('{"extras": ' + "[" * 200_000 + "]" * 200_000 + "}"), "model_damaged"),
    "60 deep": (text('{"extras": ' + "[" * 60 + "]" * 60 + "}"), "model_damaged"),
    "NaN": (text('{"asset": {"version": "2.0"}, "extras": NaN}'), "model_numbers_broken"),
    "-Infinity": (text('{"extras": [-Infinity]}'), "model_numbers_broken"),
    "1e999": (text('{"extras": 1e999}'), "model_numbers_broken"),
    "5 MB integer": (text('{"extras": ' + "9" * 5_000_000 + "}"), "model_numbers_broken"),
    "the same key twice": (text('{"asset": {"version": "2.0"}, "asset": {"version": "1.0"}}'), "model_damaged"),
    "__proto__": (text('{"asset": {"version": "2.0"}, "extras": {"__proto__": {"x": 1}}}'), "model_damaged"),
    "a lone surrogate": (text('{"asset": {"version": "2.0"}, "extras": "\\ud800"}'), "model_damaged"),
    "NUL in a name": (text('{"asset": {"version": "2.0"}, "nodes": [{"name": "a\\u0000b"}]}'), "model_damaged"),
    "10 MB of it": (text('{"extras": "' + "x" * 10_000_000 + '"}'), "model_damaged"),
    "no asset": (text("{}"), "model_too_old"),
    "version 1": (text('{"asset": {"version": "1.0"}}'), "model_too_old"),
    "version as a number": (text('{"asset": {"version": 2.0}}'), "model_too_old"),
    "only an asset": (text('{"asset": {"version": "2.0"}}'), "model_empty"),
}


@pytest.mark.parametrize("name", JSON_TEXTS)
def test_C11_json(name: str) -> None:
    data, expected = JSON_TEXTS[name]
    assert code(data) == expected


LINKS = [
    "model.bin",
    "./model.bin",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "/proc/self/environ",
    "/dev/zero",
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "http://127.0.0.1/x.bin",
    "https://example.org/x.bin",
    "//example.org/x.bin",
    "\\\\server\\share\\x.bin",
    "ftp://example.org/x",
    "blob:http://localhost/1",
    "javascript:alert(1)",
    " data:application/octet-stream;base64,AAAA",
    "data:application/octet-stream;base64,AA\nAA",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;charset=utf-8;base64,AAAA",
    "data:,",
    "",
    "model.bin\0.glb",
]


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("place", ["buffers", "images", "extensions.MPEG_media.media", "nodes.0.extras"])
def test_C12_links_out_are_refused_wherever_they_stand(link: str, place: str) -> None:
    entry: Any = {"uri": link} if place.endswith("extras") else [{"uri": link, "byteLength": 3}]
    assert code(changed(place, entry)) == "model_links_out"


def test_C12_even_a_link_that_is_no_text() -> None:
    for link in (None, 1, ["http://example.org"], {"uri": "x"}):
        assert code(changed("images", [{"uri": link}])) == "model_links_out"


def test_names_from_outside_do_not_reach_sentences_as_they_are() -> None:
    found = gate(changed("extensionsRequired", ["<img src=x>{code}"]))
    assert isinstance(found, Refusal)
    assert found.values == {"name": "imgsrcxcode"}
