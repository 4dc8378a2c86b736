"""Rules of behaviour are numbered in SPEC.md files, and each is shown by a test that bears its number."""

import re
from pathlib import Path

from tests.house.tree import ROOT, tracked

RULE = re.compile(r"^(?:[-*] |#+ )?\**([LCMPR]\d+)\b", re.MULTILINE)
"""A rule begins a line, a list item or a heading: `- L3 An answer is counted once.`"""
HOMES = {"L": "arlearn/live", "C": "content", "M": "markers", "P": "arlearn/plans", "R": "webclient"}


def rules() -> dict[str, Path]:
    """Every numbered rule, and where it is written."""
    found: dict[str, Path] = {}
    for path in tracked("SPEC.md"):
        for rule in RULE.findall(path.read_text()):
            assert rule not in found, f"{rule} is written twice"
            found[rule] = path
    return found


def shown() -> set[str]:
    """The rules named by tests, in either language."""
    found: set[str] = set()
    for path in tracked(".py"):
        if path.is_relative_to(ROOT / "tests"):
            for name in re.findall(r"def test_(\w+)", path.read_text()):
                found |= set(re.findall(r"(?:^|_)([LCMPR]\d+)(?=_|$)", name))
    for path in tracked(".test.ts", ".test.tsx"):
        for title in re.findall(
            r"\b(?:it|test|describe)(?:\.\w+(?:\([^)]*\))?)?\(\s*['\"`]([^'\"`]*)", path.read_text()
        ):
            found |= set(re.findall(r"\b([LCMPR]\d+)\b", title))
    return found


def test_every_part_has_its_rules() -> None:
    written = rules()
    for letter, home in HOMES.items():
        mine = {rule: path for rule, path in written.items() if rule.startswith(letter)}
        assert mine, f"{home} has no SPEC.md with rules {letter}1, {letter}2 ..."
        assert {path.parent for path in mine.values()} == {ROOT / home}


def test_every_rule_is_shown_by_a_test() -> None:
    assert sorted(set(rules()) - shown()) == []


def test_every_rule_that_a_test_names_is_written() -> None:
    assert sorted(shown() - set(rules())) == []
