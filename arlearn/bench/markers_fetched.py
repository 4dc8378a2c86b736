"""Packages from npm that a bench looks at and nothing else needs: the package alone, by its hash, with no script run.

What they depend on is in their own bundles; so nobody who sets arlearn up fetches a gigabyte of TensorFlow.
"""

import base64
import hashlib
import io
import json
import subprocess
import tarfile
from pathlib import Path

from arlearn.bench.markers_node import npm
from arlearn.bench.rooms import ROOT

FETCHED = ROOT / "var" / "tools" / "readers"
PACKAGES = {
    "@ar-js-org/artoolkit5-js@0.3.2": (
        "8VVRIwpxwGW9WWrZ1hdtENXS7BrgH9hYfqjf8GYd6VME802zNAvpgkVOyyJGIwQBI8LKn4CVSYVcKLqxDSn/8Q=="
    ),
    "mind-ar@1.2.5": "YsbiNYaNbI/AMSXYfL+c/vJaFD/RB8uKtAOhmMyOkGZ0vBnEM8+KPh3ee8BH35ldtVudziJpv62qqV6dns/Evw==",
}
"""The package and its SHA-512, as npm writes it."""


def fetched(package: str, within: Path = FETCHED) -> Path:
    """Folder of the package, fetched when it is not there. Raises RuntimeError when it cannot be had as it was."""
    folder = within / package.rpartition("@")[0].replace("/", "-").lstrip("@")
    told = folder / "hash"
    if not (told.is_file() and told.read_text("ascii") == PACKAGES[package]):
        unpacked(packed(package, within), PACKAGES[package], folder)
        told.write_text(PACKAGES[package], "ascii")
    return folder / "package"


def packed(package: str, within: Path) -> bytes:
    within.mkdir(parents=True, exist_ok=True)
    command = [
        npm(),
        "pack",
        "--json",
        "--ignore-scripts",
        "--pack-destination",
        str(within),
        package,
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=within)
        [told] = json.loads(done.stdout)
        file = within / Path(told["filename"]).name
        bytes_ = file.read_bytes()
        file.unlink()
    except (OSError, ValueError, KeyError, subprocess.CalledProcessError) as error:
        raise RuntimeError(f"{package} could not be fetched: {getattr(error, 'stderr', None) or error}") from None
    return bytes_


def unpacked(archive: bytes, sha512: str, folder: Path) -> None:
    """Raises RuntimeError when the archive is not the one that was looked at when this was written."""
    if base64.b64encode(hashlib.sha512(archive).digest()).decode("ascii") != sha512:
        raise RuntimeError(f"{folder.name}: npm answers with other bytes than it did")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
