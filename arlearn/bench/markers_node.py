"""The shipped tracker in a Node of its own: bundled from the web client's sources, fed with grey pictures."""

import atexit
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from arlearn.bench.markers_manifest import luma
from arlearn.bench.rooms import ROOT

WEBCLIENT = ROOT / "webclient"
WASM = WEBCLIENT / "src" / "tracking" / "wasm" / "tracker.wasm"
ALONE = ROOT / "var" / "bench" / "apriltag"


def node() -> str:
    """The program. Raises RuntimeError when there is none."""
    beside = Path(sys.executable).with_name("node")
    program = str(beside) if beside.is_file() else shutil.which("node")
    if not program:
        raise RuntimeError("no Node here: `make run` once brings one")
    return program


def npm() -> str:
    """The program, where the set-up has laid it if the machine has none; just its name when there is none at all."""
    return shutil.which("npm") or shutil.which("npm", path=ROOT / "var" / "tools" / "node") or "npm"


@cache
def bundled(config: str, *options: str) -> Path:
    """What a configuration of webclient/bench makes of the sources, in a folder of our own. Raises RuntimeError."""
    vite = WEBCLIENT / "node_modules" / "vite" / "bin" / "vite.js"
    if not (vite.is_file() and WASM.is_file()):
        raise RuntimeError("the web client is not built: python3 -m arlearn.bootstrap build")
    folder = Path(tempfile.mkdtemp(prefix="arlearn-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    command = [node(), str(vite), "build", "--config", f"bench/{config}", *options, "--outDir", str(folder)]
    done = subprocess.run(command, cwd=WEBCLIENT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"the web client could not be bundled:\n{done.stderr[-2000:]}")
    return folder


def apriltag() -> Path:
    """The module with AprilTag's own search for squares, compiled when it is not there. Raises RuntimeError."""
    command = [sys.executable, str(WEBCLIENT / "native" / "build.py"), "--alone", str(ALONE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"AprilTag alone could not be built: {done.stderr[-2000:]}")
    return ALONE / "tracker.wasm"


@dataclass
class Tracker:
    """One Node with one tracker."""

    process: "subprocess.Popen[bytes]"

    def words(self, words: list[str]) -> None:
        self._say({"kind": "words", "words": words})

    def film(self, kept: float | None) -> None:
        """Begins a film; `kept` is a focal length over the diagonal that was learnt before."""
        self._say({"kind": "film", "kept": kept})

    def learn(self, lesson: dict[str, Any]) -> None:
        """What a peer must know beforehand."""
        self._say({"kind": "learn", **lesson})

    def picture(self, file: Path, shot: dict[str, Any], mode: str, time: float) -> dict[str, Any]:
        """What is found in a picture. Raises RuntimeError when the tracker ended, ValueError when it is no picture."""
        return self.ask(file, shot, {"mode": mode, "side": shot["S"], "time": time})

    def ask(self, file: Path, shot: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
        """The same in other words than a tracker's of ours."""
        return self._look(luma(file), shot, asked)

    def look(self, gray: Image.Image, shot: dict[str, Any]) -> dict[str, Any]:
        """What is found in a grey picture of its own that is no file."""
        return self._look(gray, shot, {"mode": "single", "side": shot["S"], "time": 0})

    def _look(self, gray: Image.Image, shot: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
        camera = {key: shot[key] for key in ("f", "cx", "cy", "k1")}
        picture = {"kind": "picture", "width": gray.width, "height": gray.height, "camera": camera}
        self._say({**picture, **asked}, gray.tobytes())
        assert self.process.stdout is not None  # noqa: S101  (it was started with pipes)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the tracker ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _say(self, request: dict[str, Any], body: bytes = b"") -> None:
        assert self.process.stdin is not None  # noqa: S101
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n" + body)
            self.process.stdin.flush()
        except BrokenPipeError:
            raise RuntimeError("the tracker ended") from None


@contextmanager
def tracker(module: Path = WASM) -> Iterator[Tracker]:
    with running("markers", module) as one:
        yield one


@contextmanager
def peers() -> Iterator[Tracker]:
    """Other people's readers, which `ask` names."""
    with running("peers", WEBCLIENT) as one:
        yield one


@contextmanager
def running(program: str, *arguments: Path) -> Iterator[Tracker]:
    command = [node(), str(next(bundled("vite.config.ts").glob(f"{program}.*js"))), *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Tracker(process)
        finally:
            process.kill()
