"""The README is held to the project: its commands run, its files exist, its settings are those that are read."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from arlearn.__main__ import parser_for
from tests.house.tree import ROOT

README = (ROOT / "README.md").read_text()
STARTS = ("up",)
"""Commands that do not end by themselves; the tests of the server start them."""


def commands() -> list[str]:
    """The lines of the blocks marked sh, without prompts, comments and blank lines."""
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    lines = [line.split(" #")[0].strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def arlearn_commands() -> list[list[str]]:
    """Arguments of each `arlearn`, however it is called."""
    return [
        shlex.split(match[1])
        for line in commands()
        if (match := re.search(r"(?:^|/| )arlearn(?: (?!.*bootstrap)(.*))?$", line)) and match[1]
    ]


def test_the_readme_shows_the_commands() -> None:
    assert {"make run", "make test", "make check"} <= set(commands())


@pytest.mark.parametrize("line", commands())
def test_every_command_of_the_readme_is_one(line: str) -> None:
    words = shlex.split(line)
    if words[0] == "make":
        plan = subprocess.run(["make", "-n", *words[1:]], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert "arlearn.bootstrap" in plan
    else:
        known = words[0] in ("git", "cd", "curl", "export") or line in [
            line for line in commands() if re.search(r"(^|/| )arlearn |arlearn[.:]|pytest|vitest|npm ", line)
        ]
        assert known, line


@pytest.mark.parametrize("arguments", arlearn_commands(), ids=" ".join)
def test_every_arlearn_command_of_the_readme_runs(arguments: list[str], tmp_path: Path, demo_data: Path) -> None:
    parser_for(arguments[0]).parse_args(arguments)
    if arguments[0] in STARTS:
        return
    shutil.copytree(demo_data, tmp_path / "data")
    # A model that somebody has beside them.
    originals = (file for file in (demo_data / "originals").iterdir() if file.read_bytes().startswith(b"glTF"))
    shutil.copy(next(originals), tmp_path / "horse.glb")
    environment = {**os.environ, "ARLEARN_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "arlearn", *arguments]
    given = "kancil-mangga-melati-42\n"
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", re.findall(r"`arlearn ([a-z][^`]* --[^`]*|bench [^`]*)`", README))
def test_every_arlearn_command_told_in_a_sentence_can_be_given(line: str) -> None:
    arguments = shlex.split(line)
    parser_for(arguments[0]).parse_args([argument for argument in arguments if argument != "--help"])


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m (tests[.\w]+)", README))))
def test_every_measurement_told_in_a_sentence_is_there(module: str) -> None:
    assert f"`.venv/bin/python -m {module}" in README
    assert find_spec(module) is not None


def test_every_path_of_the_readme_exists() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)\s]+)\)", README)
    assert [link for link in links if not (ROOT / link.split("#")[0]).exists()] == []


def test_the_settings_of_the_readme_are_those_that_are_read() -> None:
    source = (ROOT / "arlearn" / "settings.py").read_text()
    read = set(re.findall(r'environ\.get\(\s*"(\w+)"', source))
    told = set(re.findall(r"^\|\s*`(\w+)`", README, re.MULTILINE))
    # The ports are set by `arlearn up` from its own options.
    assert told & read == read - {"ARLEARN_TLS_PORT"}
    assert {name for name in told if name.startswith("ARLEARN_")} <= read
