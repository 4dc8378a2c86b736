"""The tracker's build: takes only the pinned sources, works from its cache without network, says plainly why not."""

import http.server
import io
import json
import os
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

BUILD = Path(__file__).parents[2] / "webclient" / "native" / "build.py"


@pytest.fixture
def build() -> ModuleType:
    spec = util.spec_from_file_location("tracker_build", BUILD)
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Index(http.server.BaseHTTPRequestHandler):
    """A package index that offers whatever `files` holds, as JSON or as HTML."""

    files: dict[str, bytes]
    as_json = True
    nonsense = False

    def do_GET(self) -> None:
        if self.path == "/simple/apriltag-python/":
            links = [f"../../files/{name}" for name in self.files]
            page = json.dumps({"files": [{"url": link} for link in links]}).encode()
            if not self.as_json:
                page = "".join(f'<a href="{link}#sha256=0">{link}</a>' for link in links).encode()
            if self.nonsense:
                page = b'{"message": "welcome"}'
            kind = "application/vnd.pypi.simple.v1+json" if self.as_json else "text/html"
            return self.answer(page, kind)
        return self.answer(self.files[self.path.rpartition("/")[2]], "application/gzip")

    def answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Index]]:
    handler = type("Offering", (Index,), {"files": {}})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("UV_DEFAULT_INDEX", f"http://127.0.0.1:{server.server_address[1]}/simple")
        yield handler
        server.shutdown()


def archive(members: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, text in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    return packed.getvalue()


@pytest.mark.parametrize("as_json", [True, False])
def test_the_sdist_comes_from_the_index_that_is_set(
    build: ModuleType, index: type[Index], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    body = archive({"a": "b"})
    index.files, index.as_json = {"other.whl": b"", build.SDIST: body}, as_json
    monkeypatch.setattr(build, "SDIST_SHA256", build.hashlib.sha256(body).hexdigest())
    assert build.sdist(tmp_path).read_bytes() == body
    index.files = {}
    assert build.sdist(tmp_path).read_bytes() == body, "from the cache"
    (tmp_path / build.SDIST).write_bytes(b"damaged")
    with pytest.raises(build.BuildError, match="does not offer"):
        build.sdist(tmp_path)


def test_an_index_that_talks_nonsense_is_named(build: ModuleType, index: type[Index], tmp_path: Path) -> None:
    index.nonsense = True
    with pytest.raises(build.BuildError, match="no index page"):
        build.sdist(tmp_path)


def test_another_file_under_the_same_name_is_refused(build: ModuleType, index: type[Index], tmp_path: Path) -> None:
    index.files = {build.SDIST: b"not what was pinned"}
    with pytest.raises(build.BuildError, match="SHA-256"):
        build.sdist(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_only_sources_and_licence_are_unpacked(build: ModuleType, tmp_path: Path) -> None:
    at = build.SOURCES_AT
    packed = archive(
        {
            at + "apriltag.c": f"before\n{build.OURS[0]}...",
            at + "common/matd.c": "c",
            at + "LICENSE.md": "BSD",
            at + "example/demo.c": "no",
            at + "../../../outside.c": "no",
            at + "common/../../../../../outside.c": "no",
            "apriltag_python-3.4.5/setup.py": "no",
        }
    )
    file = tmp_path / "sdist.tar.gz"
    file.write_bytes(packed)
    build.extract(file, tmp_path / "in" / "to")
    found = {str(path.relative_to(tmp_path / "in")) for path in (tmp_path / "in").rglob("*") if path.is_file()}
    assert found == {"to/apriltag.c", "to/common/matd.c", "to/LICENSE.md"}
    assert (tmp_path / "in/to/apriltag.c").read_text().count("table_decode_codeword") == 1


def test_sources_that_are_not_as_expected_are_refused(build: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "sdist.tar.gz"
    file.write_bytes(archive({build.SOURCES_AT + "apriltag.c": "something else"}))
    with pytest.raises(build.BuildError, match="not as expected"):
        build.extract(file, tmp_path / "into")


def test_without_network_and_cache_it_says_so_in_one_line(tmp_path: Path) -> None:
    copy = tmp_path / "checkout" / "webclient" / "native"
    copy.mkdir(parents=True)
    for file in (BUILD, *BUILD.parent.glob("*.[ch]")):
        (copy / file.name).write_bytes(file.read_bytes())
    command = [sys.executable, str(copy / "build.py"), "--cache", str(tmp_path / "cache")]
    nowhere = os.environ | {"UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple", "no_proxy": "127.0.0.1"}
    done = subprocess.run(command, env=nowhere, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("tracker: http://127.0.0.1:9/simple/apriltag-python/ could not be fetched")
    assert done.stderr.count("\n") == 1
