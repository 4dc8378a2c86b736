"""The lock files name public registries only: an address of somebody's mirror would break everyone else's install."""

import json
import re

from tests.house.tree import ROOT


def test_the_python_lock_names_pypi_only() -> None:
    hosts = set(re.findall(r"https?://([^/\"\s]+)", (ROOT / "uv.lock").read_text()))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_the_web_lock_names_no_host_but_npm() -> None:
    lock = json.loads((ROOT / "webclient" / "package-lock.json").read_text())
    resolved = [package["resolved"] for package in lock["packages"].values() if "resolved" in package]
    assert {re.sub(r"^https?://([^/]+)/.*$", r"\1", address) for address in resolved} <= {"registry.npmjs.org"}
    assert all("integrity" in package for name, package in lock["packages"].items() if name and not package.get("link"))
