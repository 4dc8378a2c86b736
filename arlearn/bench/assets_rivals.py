"""Those that make models small: ours, and the two that are used most, each as a program of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from arlearn.bench.markers_node import WEBCLIENT, node, npm
from arlearn.bench.rooms import ROOT

PEERS = ROOT / "var" / "tools" / "peers"
ALONE = Path(__file__).with_name("alone.py")
PATIENCE = 300
"""Seconds for one model."""
PACKAGES = ["@gltf-transform/cli@4.5.1", "gltfpack@1.3.0"]
VALIDATE = """
import { readFileSync } from 'node:fs';
import { validateBytes } from 'gltf-validator';
const found = await validateBytes(new Uint8Array(readFileSync(process.argv[1])), { maxIssues: 0 });
console.log(found.issues.numErrors);
"""


@dataclass(frozen=True)
class Made:
    file: Path
    processor: float
    """Seconds."""
    memory: int
    """Most that one of its processes held, bytes."""


Maker = Callable[[Path, Path], Made]
"""From a model and an empty folder; raises RuntimeError when it makes nothing of it."""


def ours(model: Path, folder: Path) -> Made:
    """Without what it takes to start the process that gives the others their work. Raises RuntimeError."""
    command = [sys.executable, "-m", "arlearn.bench.assets_ours", str(model), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    try:
        said = json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(done.stderr[-300:]) from None
    if "refused" in said:
        raise RuntimeError(said["refused"])
    return Made(Path(said["file"]), said["processor"], said["memory"])


def gltf_transform(model: Path, folder: Path) -> Made:
    program = PEERS / "node_modules" / "@gltf-transform" / "cli" / "bin" / "cli.js"
    options = ["--texture-compress", "webp", "--texture-size", "1024"]
    return measured([node(), str(program), "optimize", str(model), str(folder / "peer.glb"), *options], folder)


def gltfpack(model: Path, folder: Path) -> Made:
    program = PEERS / "node_modules" / "gltfpack" / "cli.js"
    return measured([node(), str(program), "-i", str(model), "-o", str(folder / "peer.glb"), "-cc"], folder)


RIVALS: dict[str, Maker] = {"gltf-transform": gltf_transform, "gltfpack": gltfpack}


def measured(command: list[str], folder: Path) -> Made:
    """Raises RuntimeError when the program did not end well, or not in time."""
    alone = [sys.executable, "-I", "-S", str(ALONE), str(PATIENCE), *command]
    done = subprocess.run(alone, capture_output=True, text=True, errors="replace")
    if done.returncode or not (folder / "peer.glb").exists():
        raise RuntimeError(done.stderr[-300:])
    took = json.loads(done.stdout)
    return Made(folder / "peer.glb", took["processor"], took["memory"])


def fetch() -> None:
    """Their packages, once, from npm. Raises RuntimeError when they cannot be had."""
    if (PEERS / "node_modules" / "gltfpack").exists() and (PEERS / "node_modules" / "@gltf-transform" / "cli").exists():
        return
    PEERS.mkdir(parents=True, exist_ok=True)
    command = [npm(), "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(PEERS), *PACKAGES]
    try:
        subprocess.run(command, capture_output=True, text=True, check=True)
    except OSError as error:
        raise RuntimeError(f"they could not be fetched: {error}") from None
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"they could not be fetched:\n{error.stderr[-500:]}") from None


def errors(model: Path) -> int:
    """Of Khronos' validator."""
    command = [node(), "--input-type=module", "-e", VALIDATE, str(model)]
    said = subprocess.run(command, cwd=WEBCLIENT, capture_output=True, text=True).stdout
    return int(said.strip() or -1)
