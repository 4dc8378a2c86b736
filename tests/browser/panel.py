"""What tests of the educator's panel share: a book with a question, and words for what is seen."""

import json
import re
import urllib.error
import urllib.request
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.child import Child
from tests.running import ROOT

AXE = ROOT / "webclient" / "node_modules" / "axe-core" / "axe.min.js"


def fetch(url: str) -> Any:
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


class Book:
    """The first published book with a choice task, as children's phones load it."""

    def __init__(self, url: str) -> None:
        for card in fetch(f"{url}/api/books"):
            self.manifest = fetch(f"{url}/api/books/{card['id']}")
            self.title: str = card["title"]
            for page in self.manifest["pages"]:
                for task in page["scene"]["tasks"]:
                    if task["kind"] == "choice":
                        self.page, self.task = page, task
                        return
        raise AssertionError("no demo book has a choice task")

    @property
    def pages(self) -> list[dict[str, Any]]:
        return list(self.manifest["pages"])

    @property
    def wrong(self) -> str:
        return str(next(option["id"] for option in self.task["options"] if option["id"] != self.task["answer"]))


def start(panel: Page, title: str) -> str:
    """Starts a group with the book, and returns its code."""
    panel.get_by_role("button", name=re.compile(f"Mulai kelompok dengan buku {re.escape(title)}")).click()
    expect(panel.locator(".group")).to_have_attribute("data-state", "open")
    return panel.locator(".join-code code").inner_text().replace(" ", "")


def card(panel: Page, child: Child) -> Locator:
    return panel.locator(f'[data-learner="{child.id}"]')


def axe(page: Page) -> list[str]:
    """What axe-core finds wrong by WCAG 2.2 A and AA; run in an isolated world, past the page's own policy."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{violation['id']}: {node['html'][:120]}" for violation in found["violations"] for node in violation["nodes"]
    ]
