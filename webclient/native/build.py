"""Builds the tracker: AprilTag's C sources from PyPI, our front beside them, one WebAssembly module out.

Run by the environment's python: `.venv/bin/python webclient/native/build.py [--cache DIR]`. It fetches the sdist of
`apriltag-python` once (pinned by hash), keeps it in the cache, and compiles with the `ziglang` wheel, only when an
input has changed. Nothing of the sdist is run. Exit status 2 and one line when it cannot be done.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urldefrag, urljoin
from urllib.request import Request, urlopen

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUTPUT = HERE.parent / "src" / "tracking" / "wasm"

PROJECT = "apriltag-python"
SDIST = "apriltag_python-3.4.5.tar.gz"
SDIST_SHA256 = "2217f23ea732c9366e27b50733170ff98202c504f062c267bda59de2f92c7f14"
SOURCES_AT = "apriltag_python-3.4.5/src/apriltag/apriltag/"
LICENCE = "LICENSE.md"
FRONT = ("cells.h", "edges.h", "follow.h", "pattern.h", "platform.h", "pose.h", "squares.c", "tracker.c")
SEARCH = "apriltag_quad_thresh.c"
"""AprilTag's search for squares, in whose place squares.c stands; it stays in a module made for comparison."""
COMPILED = (
    *(f"common/{name}.c" for name in ("g2d", "homography", "image_u8", "image_u8_parallel", "image_u8x3", "matd")),
    *(f"common/{name}.c" for name in ("svd22", "time_util", "unionfind", "workerpool", "zarray", "zmaxheap")),
)
# SIMD: Chrome 91, Safari 16.4, Firefox 89 and newer have it.
FLAGS = (
    *("-target", "wasm32-wasi", "-O3", "-s", "-msimd128", "-mexec-model=reactor", "-DNDEBUG"),
    *("-D_WASI_EMULATED_SIGNAL", "-D_WASI_EMULATED_PROCESS_CLOCKS", "-Wno-macro-redefined", "-Wl,--gc-sections"),
)
OURS = ("static void quick_decode_codeword(", "static void table_decode_codeword(")
"""AprilTag's search for a word gives way to ours: its definition takes another name, its calls find the front's."""


class BuildError(Exception):
    """Says in one line why the tracker cannot be built."""


class _Links(HTMLParser):
    """Collects the targets of a simple index page."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.targets += [value for name, value in attrs if tag == "a" and name == "href" and value]


def index() -> str:
    """The package index that uv or pip would use; PyPI's own when neither is told another."""
    url = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"
    return url.rstrip("/") + "/"


def fetch(url: str) -> tuple[bytes, str]:
    """Body and content type of what lies at `url`."""
    accepted = "application/vnd.pypi.simple.v1+json, text/html;q=0.5, */*;q=0.1"
    request = Request(url, headers={"Accept": accepted})  # noqa: S310 (an operator's mirror may be a folder)
    try:
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.read(), answer.headers.get_content_type()
    except (URLError, OSError, ValueError) as error:
        raise BuildError(f"{url} could not be fetched: {getattr(error, 'reason', error)}") from error


def links(page: bytes, content_type: str) -> Iterator[str]:
    """Links of a package's index page, which is JSON or HTML (PEP 691, PEP 503)."""
    if content_type.endswith("json"):
        yield from (file["url"] for file in json.loads(page)["files"])
        return
    parser = _Links()
    parser.feed(page.decode("utf-8", "replace"))
    yield from parser.targets


def sdist(cache: Path) -> Path:
    """The pinned sdist in the cache, fetched when it is not there yet."""
    kept = cache / SDIST
    if not (kept.is_file() and hashlib.sha256(kept.read_bytes()).hexdigest() == SDIST_SHA256):
        page = urljoin(index(), f"{PROJECT}/")
        try:
            urls = [urldefrag(urljoin(page, link)).url for link in links(*fetch(page))]
        except (KeyError, TypeError, ValueError) as error:
            raise BuildError(f"{page} is no index page of a package") from error
        url = next((url for url in urls if url.endswith("/" + SDIST)), None)
        if url is None:
            raise BuildError(f"{page} does not offer {SDIST}")
        body, _ = fetch(url)
        if hashlib.sha256(body).hexdigest() != SDIST_SHA256:
            raise BuildError(f"{url} is not the file that was pinned: its SHA-256 differs")
        write(kept, body)
    return kept


def write(path: Path, body: bytes) -> None:
    """Writes a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(body)
    part.replace(path)


def extract(archive: Path, into: Path) -> None:
    """Unpacks AprilTag's C files and licence, nothing else, and makes way for our search for a word."""
    shutil.rmtree(into, ignore_errors=True)
    with tarfile.open(archive) as tar:
        for member in tar:
            name = member.name.removeprefix(SOURCES_AT)
            folder, _, file = name.rpartition("/")
            wanted = name == LICENCE or (file.endswith((".c", ".h")) and folder in ("", "common"))
            if not (member.isfile() and member.name.startswith(SOURCES_AT) and wanted):
                continue
            body = tar.extractfile(member)
            if body is not None:
                write(into / name, body.read())
    front = into / "apriltag.c"
    text = front.read_text("utf-8")
    if text.count(OURS[0]) != 1:
        raise BuildError(f"{SDIST}: apriltag.c is not as expected")
    front.write_text(text.replace(*OURS), "utf-8")


def compile_tracker(sources: Path, cache: Path, target: Path, search: Path) -> None:
    """Compiles AprilTag and our front into `target`; `search` is the C file that looks for squares."""
    command = [sys.executable, "-m", "ziglang", "cc", *FLAGS, "-include", str(HERE / "platform.h"), "-I", str(sources)]
    command += [str(HERE / "tracker.c"), str(search), *(str(sources / name) for name in COMPILED), "-o", str(target)]
    caches = {"ZIG_GLOBAL_CACHE_DIR": str(cache / "zig"), "ZIG_LOCAL_CACHE_DIR": str(cache / "zig-local")}
    done = subprocess.run(command, env=os.environ | caches, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = (
            [line for line in done.stderr.splitlines() if "error" in line] or done.stderr.splitlines() or ["no reason"]
        )
        raise BuildError(f"the C compiler failed: {said[0].strip()}")


def stamp_of_inputs() -> str:
    """Changes when anything does that the module is made of."""
    try:
        compiler = version("ziglang")
    except PackageNotFoundError as error:
        raise BuildError("ziglang is not installed here: uv sync --group build") from error
    inputs = [SDIST_SHA256.encode(), compiler.encode(), *((HERE / name).read_bytes() for name in FRONT)]
    inputs.append(Path(__file__).read_bytes())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in inputs)).hexdigest()


def build(cache: Path, output: Path = OUTPUT, *, alone: bool = False) -> bool:
    """Makes `tracker.wasm` and AprilTag's licence in `output`; False when they are fresh already.

    `alone`: with AprilTag's own search for squares, to compare with.
    """
    module, licence, stamp = output / "tracker.wasm", output / "apriltag-licence.txt", output / "tracker.stamp"
    inputs = stamp_of_inputs()
    if module.is_file() and licence.is_file() and stamp.is_file() and stamp.read_text("utf-8") == inputs:
        return False
    sources = cache / "apriltag"
    extract(sdist(cache), sources)
    compiled = cache / "tracker.wasm"
    compile_tracker(sources, cache, compiled, sources / SEARCH if alone else HERE / "squares.c")
    write(licence, (sources / LICENCE).read_bytes())
    write(module, compiled.read_bytes())
    write(stamp, inputs.encode())
    return True


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds the tracker's WebAssembly module.")
    parser.add_argument("--cache", type=Path, default=ROOT / "var" / "cache", metavar="DIR")
    parser.add_argument("--alone", type=Path, metavar="DIR", help="there, with AprilTag's own search, to compare with")
    chosen = parser.parse_args()
    output = chosen.alone.resolve() if chosen.alone else OUTPUT
    try:
        built = build(chosen.cache.resolve(), output, alone=bool(chosen.alone))
    except (BuildError, OSError, tarfile.TarError) as error:
        print(f"tracker: {error}", file=sys.stderr)
        return 2
    print(f"tracker: {'built' if built else 'fresh'}, {(output / 'tracker.wasm').stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
