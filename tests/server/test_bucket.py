"""Files with their home in a bucket, in a local server of S3's interface: the same promises, with nothing kept here."""

import asyncio
import hashlib
import io
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.storage import storages
from django.test import RequestFactory
from pytest_django import Settings

from arlearn.people.models import Library, User
from arlearn.serve import bucket
from arlearn.serve.media import media
from arlearn.serve.s3 import Bucket
from content import actions, collect, queries
from content.models import Asset
from content.pipeline import store
from tests.pure.gltf_files import whole
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.package_fixtures import quick  # noqa: F401  # fixture
from tests.services import free_port


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a store that speaks S3, in a process of its own."""
    port = free_port()
    log = (tmp_path_factory.mktemp("s3") / "log").open("wb")
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        address = f"http://127.0.0.1:{port}"
        end = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, Path(log.name).read_text()
                assert time.monotonic() < end, Path(log.name).read_text()
                time.sleep(0.05)
        yield address
        process.kill()


@pytest.fixture
def kept(s3: str, settings: Settings) -> Iterator[Any]:
    """The server keeps its files in an empty bucket; the bucket, as another program sees it."""
    name = f"buku-{os.urandom(4).hex()}"
    keys = {"aws_access_key_id": "k", "aws_secret_access_key": "s"}
    client: Any = boto3.resource("s3", endpoint_url=s3, region_name="us-east-1", **keys)
    made = client.create_bucket(Bucket=name)
    options = Bucket(name, s3, "", "k", "s").options(production=True)
    stored = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "bucket": stored}
    forget_storages()
    yield made
    forget_storages()


def forget_storages() -> None:
    """Django keeps what it made of the setting."""
    handler: Any = storages
    handler._storages.clear()
    handler.__dict__.pop("backends", None)
    handler._backends = None


def names(made: Any) -> set[str]:
    return {entry.key for entry in made.objects.all()}


def fetched(name: str, **headers: str) -> tuple[int, bytes, Any]:
    """Status, body and headers of a media address."""

    async def ask() -> tuple[int, bytes, Any]:
        answer: Any = await media(RequestFactory(headers=headers).get(f"/media/{name}"), name)
        body = b"".join([part async for part in answer.streaming_content]) if answer.streaming else answer.content
        return answer.status_code, body, answer.headers

    return asyncio.run(ask())


def test_C59_a_bucket_is_home_to_every_file_and_phones_get_it_from_us(
    creator: User, library: Library, kept: Any, model: Asset, data: Path
) -> None:
    file = queries.studio_asset(model).file
    assert file is not None
    name = file.url.removeprefix("/media/")
    assert names(kept) >= {f"originals/{model.sha256}", f"media/{name}"}
    # Nothing is left here, as on a second machine; the same addresses give the same, whole and in part.
    shutil.rmtree(data / "media")
    shutil.rmtree(data / "originals")
    sha256 = name[:64]
    status, body, headers = fetched(name)
    assert (status, hashlib.sha256(body).hexdigest(), headers["ETag"]) == (200, sha256, f'"{sha256}"')
    assert "immutable" in headers["Cache-Control"]
    assert fetched(name, Range="bytes=4-7")[:2] == (206, body[4:8])
    assert fetched(name, **{"If-None-Match": f'"{sha256}"'})[0] == 304
    assert fetched(f"{'0' * 64}.glb")[0] == 404
    assert store.original(model.sha256).read_bytes() == whole()
    again = actions.upload_asset(creator, library, "lagi.glb", io.BytesIO(whole()))
    assert again == model


def test_C59_a_class_that_asks_at_once_fetches_once(kept: Any, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"glTF" + bytes(100_000)
    sha256 = hashlib.sha256(content).hexdigest()
    kept.put_object(Key=f"media/{sha256}.glb", Body=content)
    asked: list[str] = []
    real = bucket.has

    def has(name: str) -> bool:
        asked.append(name)
        return real(name)

    monkeypatch.setattr(bucket, "has", has)
    target = data / "media" / f"{sha256}.glb"
    class_ = [threading.Thread(target=bucket.fetch, args=(f"media/{sha256}.glb", target)) for _ in range(8)]
    for child in class_:
        child.start()
    for child in class_:
        child.join()
    assert target.read_bytes() == content
    assert len(asked) == 1
    assert [file.name for file in target.parent.iterdir()] == [target.name]


def test_C59_other_bytes_under_a_hash_are_not_handed_on(kept: Any, data: Path) -> None:
    name = f"{'1' * 64}.webp"
    kept.put_object(Key=f"media/{name}", Body=b"not these")
    with pytest.raises(OSError, match="other bytes"):
        bucket.fetch(f"media/{name}", data / "media" / name)
    assert not list((data / "media").glob("*"))


def test_C59_orphans_in_a_bucket_are_collected_too(kept: Any, model: Asset, data: Path) -> None:
    kept.put_object(Key=f"media/{'2' * 64}.webp", Body=b"x")
    assert collect.collect() == []
    used = names(kept) - {f"media/{'2' * 64}.webp"}
    gone = collect.collect(age=-60)
    assert [orphan.name for orphan in gone] == [f"{'2' * 64}.webp"]
    assert names(kept) == used


WRONG = {
    "without keys": ({"ARLEARN_S3_KEY": ""}, "ARLEARN_S3_KEY and ARLEARN_S3_SECRET are needed"),
    "no address": ({"ARLEARN_S3_ENDPOINT": "toko.example"}, "has to be an address"),
    "in the clear": ({"ARLEARN_S3_ENDPOINT": "http://toko.example"}, "would travel in the clear"),
}


@pytest.mark.parametrize("name", WRONG)
def test_C59_a_bucket_that_would_be_unsafe_stops_the_start(name: str, tmp_path: Path) -> None:
    change, sentence = WRONG[name]
    given = {
        "ARLEARN_DATA": str(tmp_path),
        "ARLEARN_ENV": "production",
        "ARLEARN_SECRET_KEY": "x" * 50,
        "ARLEARN_HOSTS": "baca.example",
        "ARLEARN_S3_BUCKET": "buku",
        "ARLEARN_S3_ENDPOINT": "https://toko.example",
        "ARLEARN_S3_KEY": "k",
        "ARLEARN_S3_SECRET": "s",
    }
    program = [sys.executable, "-c", "import arlearn.settings"]
    environment = {**os.environ, **given, **change}
    done = subprocess.run(program, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert sentence in done.stderr
