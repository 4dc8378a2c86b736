"""The rooms of the house and what separates them. `make check` holds the imports to them (import-linter)."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT, project, tracked

PACKAGES = ("arlearn", "content", "markers")


def contracts() -> dict[str, dict[str, Any]]:
    return {contract["name"]: contract for contract in project()["tool"]["importlinter"]["contracts"]}


def imported(path: Path) -> Iterator[str]:
    """Top-level names of the packages that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def files_of(module: str) -> list[Path]:
    stem = ROOT.joinpath(*module.split("."))
    return sorted(stem.rglob("*.py")) if stem.is_dir() else [stem.with_suffix(".py")]


def test_no_contract_has_exceptions() -> None:
    assert not [name for name, contract in contracts().items() if "ignore_imports" in contract]


def test_every_layer_that_is_named_exists() -> None:
    first = next(contract for contract in contracts().values() if "containers" not in contract)
    for layer in first["layers"]:
        for module in re.split(r"\s*\|\s*", layer):
            assert files_of(module)[0].exists(), module


def test_pure_modules_import_nothing_that_reaches_outside() -> None:
    for contract in contracts().values():
        if contract["type"] != "forbidden" or "random" not in contract["forbidden_modules"]:
            continue
        for module in contract["source_modules"]:
            for path in files_of(module):
                assert set(imported(path)) & set(contract["forbidden_modules"]) == set(), path


def test_the_preparation_runs_on_a_bare_python() -> None:
    for module in ("arlearn.bootstrap", "arlearn.provision"):
        for path in files_of(module):
            foreign = set(imported(path)) - set(sys.stdlib_module_names) - {"arlearn"}
            assert foreign == set(), path


def test_the_gate_for_an_old_python_parses_on_one() -> None:
    source = (ROOT / "arlearn" / "bootstrap.py").read_text()
    ast.parse(source, feature_version=(3, 6))
    # What it imports before it has looked at the version must be there on any Python.
    before = source.split("sys.version_info")[0]
    assert set(re.findall(r"^(?:import|from) (\w+)", before, re.MULTILINE)) == {"sys"}


def test_the_environment_is_read_in_one_place() -> None:
    """Programs that prepare or start the server set it for those they start; the application reads settings."""
    may = {"arlearn/settings.py", "arlearn/asgi.py", "arlearn/__main__.py", "arlearn/commands/up.py"}
    may |= {"arlearn/commands/worker.py", "arlearn/commands/workers.py", "arlearn/commands/jobs.py"}
    may |= {"arlearn/bench/serving.py"}
    # Prometheus' client is told by its own variable where processes add up what they count, before it is imported.
    may |= {"arlearn/metrics.py"}
    readers = []
    for path in tracked(".py"):
        inside = path.relative_to(ROOT).as_posix()
        if inside.startswith(PACKAGES) and not inside.startswith("arlearn/provision/") and inside not in may:
            readers += [inside] if re.search(r"os\.(environ|getenv)", path.read_text()) else []
    assert readers == []
