"""Uploads: what is taken, what is made of it, and what is refused."""

import hashlib
import io
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin
from pytest_django import Settings

from arlearn.people.models import Library, User
from content import actions, queries
from content.models import Asset, Book
from content.pipeline import store
from content.schemas import AssetFile
from tests.pure.gltf_files import changed, whole
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused


def photograph(size: tuple[int, int] = (400, 300), orientation: int = 6) -> bytes:
    """A JPEG that says where it was taken, and that it lies on its side; red to the left."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "KameraRahasia"
    exif.get_ifd(0x8825)[2] = (1.0, 15.0, 30.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"KomentarRahasia", quality=95)
    return out.getvalue()


def shown_file(asset: Asset) -> AssetFile:
    file = queries.studio_asset(asset).file
    assert file is not None
    return file


def test_a_model_is_stored_under_its_hash_and_reported(model: Asset, data: Path) -> None:
    shown = queries.studio_asset(model)
    sha256 = hashlib.sha256(whole()).hexdigest()
    assert (shown.sha256, shown.kind, shown.name) == (sha256, "model", "figur.glb")
    assert store.original(sha256).read_bytes() == whole()
    made = data / shown_file(model).url.removeprefix("/")
    assert hashlib.sha256(made.read_bytes()).hexdigest() == made.stem
    poster = data / str(shown.poster).removeprefix("/")
    with Image.open(poster) as picture:
        assert (picture.format, picture.size) == ("WEBP", (512, 512))
    assert str(shown.placeholder).startswith("data:image/webp;base64,")
    assert shown.report["before"]["triangles"] == 4
    assert shown.report["after"]["verdict"] == "green"


def test_C14_the_same_bytes_are_the_same_asset(creator: User, library: Library, model: Asset, stranger: User) -> None:
    again = actions.upload_asset(creator, library, "nama-lain.glb", io.BytesIO(whole()))
    assert again == model
    theirs = actions.upload_asset(stranger, Library.objects.get(slug="lain"), "x.glb", io.BytesIO(whole()))
    assert theirs != model
    assert theirs.sha256 == model.sha256


def test_C14_a_file_under_its_hash_is_left_as_it_is(data: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two"
    first.write_bytes(b"one")
    second.write_bytes(b"two")
    kept = store.publish(first, "0" * 64, "image/webp")
    before = kept.stat()
    store.publish(second, "0" * 64, "image/webp")
    assert kept.read_bytes() == b"one"
    assert kept.stat().st_ino == before.st_ino


def test_C14_it_is_whole_on_a_file_system_without_second_names(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*names: Any) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    made = tmp_path / "made"
    made.write_bytes(b"abc" * 1000)
    assert store.publish(made, "1" * 64, "image/webp").read_bytes() == b"abc" * 1000
    assert [file.name for file in (data / "media").iterdir()] == [f"{'1' * 64}.webp"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_webp(creator: User, library: Library, data: Path, kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (2000, 1000), "teal").save(out, kind)
    asset = actions.upload_asset(creator, library, "sampul", io.BytesIO(out.getvalue()))
    shown = queries.studio_asset(asset)
    assert (shown.kind, shown_file(asset).media_type) == ("image", "image/webp")
    assert shown.report == {"width": 1280, "height": 640}
    file = data / shown_file(asset).url.removeprefix("/")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == file.stem
    with Image.open(file) as made:
        assert (made.format, made.size) == ("WEBP", (1280, 640))


def test_C15_a_picture_loses_what_it_says_and_stands_upright(creator: User, library: Library, data: Path) -> None:
    original = photograph()
    assert b"KameraRahasia" in original
    asset = actions.upload_asset(creator, library, "foto.jpg", io.BytesIO(original))
    made = (data / shown_file(asset).url.removeprefix("/")).read_bytes()
    assert b"Rahasia" not in made
    assert b"EXIF" not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert not picture.getexif()
        assert picture.size == (300, 400)
        upright = picture.convert("RGB")
        top, bottom = upright.getpixel((150, 40)), upright.getpixel((150, 360))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 4 * top[2]
    assert bottom[2] > 4 * bottom[0]
    # The original, which says all that, lies where no address leads.
    assert {file.suffix for file in (data / "media").iterdir()} == {".webp"}
    assert store.original(asset.sha256).read_bytes() == original


def test_C15_texts_inside_a_png_stay_behind_and_its_transparency_does_not(
    creator: User, library: Library, data: Path
) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "NamaRahasia")
    out = io.BytesIO()
    Image.new("RGBA", (64, 64), (255, 0, 0, 0)).save(out, "PNG", pnginfo=notes)
    asset = actions.upload_asset(creator, library, "x.png", io.BytesIO(out.getvalue()))
    made = (data / shown_file(asset).url.removeprefix("/")).read_bytes()
    assert b"Rahasia" not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.convert("RGBA").getchannel("A").getextrema() == (0, 0)


def test_a_cover_is_shown_on_the_shelf(creator: User, library: Library, book: Book) -> None:
    asset = actions.upload_asset(creator, library, "sampul.jpg", io.BytesIO(photograph()))
    actions.set_cover(creator, book, asset)
    assert queries.studio_book(book).book.cover == shown_file(asset).url


def bomb() -> bytes:
    """A PNG of 9,000 x 9,000 white dots in a few kilobytes."""
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG", optimize=True)
    return out.getvalue()


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


REFUSED = {
    "empty": (b"", "upload_empty"),
    "a web page named model.glb": (b"<!doctype html><title>Masuk</title>", "model_is_web_page"),
    "a model cut short": (half(whole()), "model_truncated"),
    "a zip": (b"PK\x03\x04" + bytes(60), "model_archive_damaged"),
    "a gzip": (b"\x1f\x8b\x08" + bytes(60), "model_is_archive"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(60), "upload_not_known"),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image_not_taken"),
    "an SVG with a prologue": (
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg><image href="/etc/passwd"/></svg>',
        "image_not_taken",
    ),
    "a GIF": (b"GIF89a" + bytes(60), "image_not_taken"),
    "a TIFF": (b"II*\0" + bytes(60), "image_not_taken"),
    "an AVIF": (b"\0\0\0\x1cftypavif" + bytes(60), "image_not_taken"),
    "a HEIC": (b"\0\0\0\x18ftypheic" + bytes(60), "image_heic"),
    "a HEIF": (b"\0\0\0\x18ftypmif1" + bytes(60), "image_heic"),
    "a playlist": (b"#EXTM3U\n#EXTINF:9,\n/etc/passwd\n", "upload_not_known"),
    "a list of files": (b"ffconcat version 1.0\nfile /etc/passwd\n", "upload_not_known"),
    "a sound that is none": (b"RIFF\xff\xff\xff\xffWAVEfile:///etc/passwd" + bytes(60), "sound_broken"),
    "an FBX": (b"Kaydara FBX Binary  \0\x1a\0" + bytes(60), "model_not_taken"),
    "a Blender file, packed": (b"(\xb5/\xfd" + bytes(60), "model_not_taken"),
    "a 3DS": (b"MM" + (200).to_bytes(4, "little") + b"\x02\0\x0a\0\0\0\3\0\0\0" + bytes(60), "model_not_taken"),
    "a PDF": (b"%PDF-1.7" + bytes(60), "upload_not_known"),
    "a model that links out": (changed("buffers", [{"uri": "/etc/passwd", "byteLength": 10}]), "model_links_out"),
    "a ring of nodes": (changed("nodes.1.children", [0]), "model_tree_broken"),
    "half a JPEG": (half(photograph()), "image_broken"),
    "a picture of 81 million dots": (bomb(), "image_too_large"),
    "a PNG that is none": (b"\x89PNG\r\n\x1a\n" + bytes(200), "image_broken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_C11_a_refused_upload_leaves_nothing(creator: User, library: Library, data: Path, name: str) -> None:
    content, code = REFUSED[name]
    with refused(code):
        actions.prepare_asset(actions.upload_asset(creator, library, name, io.BytesIO(content)))
    assert not Asset.objects.exclude(status="refused").exists()
    assert not list(data.glob("media/*")) + list(data.glob("originals/*"))


def test_an_upload_beyond_the_limit_stops_while_it_streams(creator: User, library: Library, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1_000_000

    class Endless:
        given = 0

        def read(self, size: int, /) -> bytes:
            self.given += size
            return b"glTF".ljust(size, b"\0")

    stream = Endless()
    with refused("too_large"):
        actions.upload_asset(creator, library, "besar.glb", stream)
    assert stream.given < 2_000_000


def test_a_name_is_only_a_name(creator: User, library: Library, data: Path) -> None:
    upload = SimpleUploadedFile("x.glb", whole())
    asset = actions.prepare_asset(actions.upload_asset(creator, library, "../../etc/\n\0<b>.glb" + "y" * 300, upload))
    assert asset.name.startswith("../../etc/<b>.glb")
    assert len(asset.name) == 200
    assert {file.parent.name for file in data.rglob("*") if file.is_file()} == {"media", "originals"}


def test_what_a_killed_server_left_is_swept_away(creator: User, library: Library, data: Path) -> None:
    old, new = data / "jobs" / "old", data / "jobs" / "new"
    for folder in (old, new):
        folder.mkdir(parents=True)
    os.utime(old, (time.time() - 7200,) * 2)
    actions.upload_asset(creator, library, "x.glb", io.BytesIO(whole()))
    assert not old.exists()
    assert new.exists()
    new.rmdir()
