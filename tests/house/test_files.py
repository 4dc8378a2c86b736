"""How a file of ours looks: it says what it is for, has a name that says something, and hides nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, named, python, tracked, typescript

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}
LONGEST = 400
"""Lines; the habit is 250, and a file over this is two files."""


def test_python_files_say_what_they_are_for() -> None:
    silent = [
        path for path in python() if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert named(silent) == []


def test_web_files_say_what_they_are_for() -> None:
    tests = (".test.ts", ".test.tsx")  # `describe` says it there
    sources = [path for path in typescript() if not path.name.endswith(tests)]
    files = [*sources, *tracked(".css"), *tracked(".c", ".h")]
    silent = [path for path in files if not re.match(r"(#![^\n]*\n)?(//|/\*)", path.read_text())]
    assert named(silent) == []


def test_names_say_something() -> None:
    files = [*python(), *typescript()]
    empty = [path for path in files if EMPTY_NAMES & set(re.split(r"[._-]", path.name))]
    assert named(empty) == []
    assert EMPTY_NAMES & {part for path in files for part in path.relative_to(ROOT).parts[:-1]} == set()


def test_no_file_holds_what_a_merge_left_open() -> None:
    left = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
    texts = (".md", ".py", ".ts", ".tsx", ".css", ".c", ".h", ".toml", ".json", ".js", ".html")
    assert named([path for path in tracked(*texts) if left.search(path.read_text())]) == []


def test_files_are_short_enough_to_be_read() -> None:
    long = [path for path in [*python(), *typescript()] if len(path.read_text().splitlines()) > LONGEST]
    assert named(long) == []


def declared(path: Path) -> Iterator[str]:
    """Names that a Python file gives: variables, arguments, functions, classes."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def test_nothing_is_called_session() -> None:
    """Django, WebXR and sockets each have one; ours is a GroupSession."""
    bare = [path for path in python() if {"session", "Session", "sessions"} & set(declared(path))]
    declaration = re.compile(
        r"\b(?:const|let|var|function|class|interface|type)\s+[sS]essions?\b|[(,]\s*sessions?\s*[:,)?]"
    )
    # A call may pass on what the platform named so, but only a declaration gives the name.
    bare += [path for path in typescript() if declaration.search(without_comments(path.read_text()))]
    assert named(bare) == []


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", text, flags=re.DOTALL)


def test_nothing_is_left_to_do() -> None:
    word = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    files = [*python(), *typescript(), *tracked(".md", ".css", ".c", ".h")]
    assert named([path for path in files if word.search(path.read_text())]) == []


def test_every_exception_carries_its_reason() -> None:
    bare = re.compile(
        r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s+# \S)|@ts-ignore|@ts-expect-error(?!:? \S)|biome-ignore [^:\n]*:?\s*\n"
    )
    this = Path(__file__)
    found = [path for path in [*python(), *typescript()] if path != this and bare.search(path.read_text())]
    assert named(found) == []
