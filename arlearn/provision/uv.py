"""Finds uv, or brings a pinned one into the checkout without root, with pip when there is one and without when not."""

import base64
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

from arlearn.provision.steps import Failed

OLDEST_UV = (0, 8, 0)
"""Reads the revision of uv.lock, dependency groups and `--locked`."""
UV_VERSION = "0.13.9"
WHEELS = {
    "linux-x86_64-glibc": (
        "uv-0.13.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    "linux-x86_64-musl": (
        "uv-0.13.9-py3-none-musllinux_1_1_x86_64.whl",
        "2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25",
    ),
    "linux-aarch64": (
        "uv-0.13.9-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    "darwin-x86_64": (
        "uv-0.13.9-py3-none-macosx_10_12_x86_64.whl",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
    ),
    "darwin-aarch64": (
        "uv-0.13.9-py3-none-macosx_11_0_arm64.whl",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
}
"""The wheels of UV_VERSION on PyPI and their SHA-256, by platform (one wheel serves both libcs on aarch64)."""
ADVICE = "Look at the network, or install uv yourself (https://docs.astral.sh/uv/), and run this again."


def find_uv(tools: Path) -> str | None:
    """The uv on the PATH, when it is new enough, or the one fetched before."""
    found = shutil.which("uv")
    if found and version_of(found) >= OLDEST_UV:
        return found
    return str(kept(tools)) if kept(tools).exists() else None


def kept(tools: Path) -> Path:
    """Where the pinned uv lies once it was fetched."""
    return tools / f"uv-{UV_VERSION}" / "uv"


def version_of(program: str) -> tuple[int, ...]:
    """(major, minor, patch) as `uv --version` says; () when it says nothing of use."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    match = re.search(r"uv (\d+)\.(\d+)\.(\d+)", said)
    return tuple(int(part) for part in match.groups()) if match else ()


def fetch_uv(tools: Path) -> str:
    """Fetches the pinned uv into `tools`. Raises Failed."""
    ours = kept(tools)
    ours.parent.mkdir(parents=True, exist_ok=True)
    # Made aside and renamed, so that a cut line or a full disk leaves nothing half made behind.
    with tempfile.TemporaryDirectory(dir=tools) as scratch:
        made = by_pip(Path(scratch)) or by_download(Path(scratch))
        made.chmod(0o755)
        made.replace(ours)
    return str(ours)


def by_pip(scratch: Path) -> Path | None:
    """uv installed by this Python's pip, which knows the machine's index, proxy and certificates; None without pip."""
    hashes = " ".join(sorted(f"--hash=sha256:{digest}" for _, digest in WHEELS.values()))
    wanted = scratch / "requirements.txt"
    wanted.write_text(f"uv=={UV_VERSION} {hashes}\n")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"]
    command += ["--target", str(scratch / "pip"), "--require-hashes", "-r", str(wanted)]
    done = subprocess.run(command, capture_output=True)
    made = scratch / "pip" / "bin" / "uv"
    return made if done.returncode == 0 and made.exists() else None


def platform_key() -> str:
    """This machine's row in WHEELS."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    if sys.platform != "linux" or machine == "aarch64":
        return f"{sys.platform}-{machine}"
    libc = "musl" if "musl" in str(sysconfig.get_config_var("HOST_GNU_TYPE")) else "glibc"
    return f"linux-{machine}-{libc}"


def by_download(scratch: Path) -> Path:
    """uv taken out of its wheel, which is read from the package index and held against its SHA-256. Raises Failed."""
    key = platform_key()
    if key not in WHEELS:
        raise Failed(f"there is no pinned uv for this machine ({key})", ADVICE)
    name, digest = WHEELS[key]
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"
    page = index.rstrip("/") + "/uv/"
    try:
        links = [link for link in re.findall(r'href="([^"]+)"', read(page).decode()) if name in link]
        wheel = read(urllib.parse.urljoin(page, links[0].split("#")[0])) if links else b""
    except OSError as error:
        raise Failed(f"the package index could not be read ({error})", ADVICE) from error
    if hashlib.sha256(wheel).hexdigest() != digest:
        raise Failed(f"the package index has no {name} with the SHA-256 that we know", ADVICE)
    file = scratch / "uv.whl"
    file.write_bytes(wheel)
    with zipfile.ZipFile(file) as archive:
        return Path(archive.extract(f"uv-{UV_VERSION}.data/scripts/uv", scratch))


def read(url: str) -> bytes:
    """The bytes at an address, signed in with the name and password that the address itself may carry."""
    parts = urllib.parse.urlsplit(url)
    place = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    request = urllib.request.Request(urllib.parse.urlunsplit(parts._replace(netloc=place)))
    if parts.username:
        pair = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        request.add_header("Authorization", "Basic " + base64.b64encode(pair.encode()).decode())
    with urllib.request.urlopen(request, timeout=60) as answer:
        return bytes(answer.read())
