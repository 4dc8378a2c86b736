"""Files under their hash: whole, in part, packed where that pays, and told apart by their tags."""

import asyncio
import gzip
import hashlib
import json
import random
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from arlearn.people.models import User
from arlearn.serve.media import media
from content import actions
from content.models import Asset, Book, Page
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import scene
from tests.server.package_fixtures import quick  # noqa: F401  # fixture

TEXT = b"glTF" + b"segitiga " * 5000
NOISE = random.Random(3).randbytes(20_000)


def put(folder: Path, content: bytes, ending: str) -> str:
    name = f"{hashlib.sha256(content).hexdigest()}.{ending}"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return name


def ask(name: str, method: str = "get", **headers: str) -> tuple[int, bytes, Any]:
    async def answer() -> tuple[int, bytes, Any]:
        request = getattr(RequestFactory(headers=headers), method)(f"/media/{name}")
        found: Any = await media(request, name)
        body = b"".join([part async for part in found.streaming_content]) if found.streaming else found.content
        return found.status_code, body, found.headers

    return asyncio.run(answer())


def test_a_model_goes_out_packed_and_its_parts_do_not(data: Path, settings: Settings) -> None:
    name = put(data / "media", TEXT, "glb")
    taken = {"Accept-Encoding": "gzip, br"}
    status, body, headers = ask(name, **taken)
    assert (status, headers["Content-Encoding"], headers["Vary"]) == (200, "br", "Accept-Encoding")
    assert brotli.decompress(body) == TEXT
    assert int(headers["Content-Length"]) == len(body) < len(TEXT) / 2
    assert ask(name, **taken)[1] == body
    tag = headers["ETag"]
    assert ask(name, **taken, **{"If-None-Match": tag})[0] == 304
    # Who takes no brotli gets the file, under another tag; so does who wants a part of it.
    status, body, headers = ask(name)
    assert (status, body, headers["Vary"]) == (200, TEXT, "Accept-Encoding")
    assert "Content-Encoding" not in headers
    assert headers["ETag"] != tag
    assert ask(name, **{"If-None-Match": tag})[0] == 200
    status, body, headers = ask(name, **taken, Range="bytes=4-11")
    assert (status, body, headers["Content-Range"]) == (206, TEXT[4:12], f"bytes 4-11/{len(TEXT)}")
    assert ask(name, "head", **taken)[1] == b""


@pytest.mark.parametrize("ending", ["glb", "webp"])
def test_what_does_not_get_smaller_goes_out_as_it_is(data: Path, ending: str) -> None:
    name = put(data / "media", NOISE, ending)
    for _ in range(2):
        status, body, headers = ask(name, **{"Accept-Encoding": "br"})
        assert (status, body) == (200, NOISE)
        assert "Content-Encoding" not in headers


def test_a_packed_twin_has_no_address_of_its_own(data: Path) -> None:
    name = put(data / "media", TEXT, "glb")
    ask(name, **{"Accept-Encoding": "br"})
    assert (data / "media" / f"{name}.br").exists()
    assert ask(f"{name}.br")[0] == 404


def test_a_books_manifest_goes_out_packed(creator: User, book: Book, page: Page, model: Asset) -> None:
    actions.save_draft(creator, page, 0, scene(model))
    actions.publish_scene(creator, page)
    client, address = Client(), f"/api/books/{book.slug}"
    plain = client.get(address)
    assert len(plain.content) > 1024
    for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        packed = client.get(address, headers={"Accept-Encoding": encoding})
        assert packed.headers["Content-Encoding"] == encoding
        assert packed.headers["Vary"] == "Accept-Encoding"
        assert len(packed.content) < len(plain.content)
        assert json.loads(unpack(packed.content)) == plain.json()
        again = {"Accept-Encoding": encoding, "If-None-Match": packed.headers["ETag"]}
        assert client.get(address, headers=again).status_code == 304
