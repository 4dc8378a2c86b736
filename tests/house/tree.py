"""The files of the project that the house rules speak of."""

import subprocess
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def tracked(*suffixes: str) -> list[Path]:
    """Files under version control, or about to be, by the end of their names; what a machine writes is left out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = sorted({ROOT / name.decode() for name in listed.split(b"\0") if name})
    return [path for path in paths if path.name.endswith(suffixes) and path.is_file() and not generated(path)]


def generated(path: Path) -> bool:
    inside = path.relative_to(ROOT).as_posix()
    return inside.startswith("webclient/src/generated/") or "/migrations/" in inside


def python() -> list[Path]:
    return tracked(".py")


def typescript() -> list[Path]:
    return [path for path in tracked(".ts", ".tsx", ".mjs") if not path.name.endswith(".d.ts")]


def named(paths: list[Path]) -> list[str]:
    """As shown in a failure."""
    return [path.relative_to(ROOT).as_posix() for path in paths]


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())
