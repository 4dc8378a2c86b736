"""Measures a running server: how long an answer takes to its child's acknowledgement, and to the educator's panel.

    python -m tests.flows.measure                                    starts a server of its own, with the demo books
    python -m tests.flows.measure --url http://127.0.0.1:8000 --data var     asks the one that runs there

A group of 30 children on WebSockets, 100 answers one after another, each of the next child. Both times count from
just before the answer is sent, on one clock; the panel's counts once its frame has been parsed. Loopback only.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from tests.flows.grown_up import GrownUp
from tests.running import RunningServer

PATIENCE = 30.0
"""Seconds for any single message."""
PAUSE = 0.02
"""Seconds between an answer's arrival and the next answer: children do not answer in lockstep with frames."""

Said = dict[str, Any]


@dataclass(frozen=True)
class Figures:
    """Milliseconds, one of each answer."""

    acknowledged: list[float]
    shown: list[float]

    def lines(self) -> Iterable[str]:
        for what, values in (("answer to acknowledged", self.acknowledged), ("answer to panel", self.shown)):
            p50, p99 = np.percentile(values, [50, 99])
            yield f"{what}: p50 {p50:.1f} ms, p99 {p99:.1f} ms, most {max(values):.1f} ms of {len(values)}"


async def hear(link: ClientConnection, kind: str) -> Said:
    """The next message of the kind. Raises AssertionError on a refusal, TimeoutError when none comes."""
    while True:
        message: Said = json.loads(await asyncio.wait_for(link.recv(), PATIENCE))
        assert message["kind"] not in ("refused", "bye"), message
        if message["kind"] == kind:
            return message


class Child:
    """One learner on its socket."""

    def __init__(self, url: str, code: str, educator: GrownUp) -> None:
        self.place = educator.post("/api/live/join", {"code": code})
        self.url = url
        self.id: str = self.place["learner"]["id"]
        self.n = 0

    async def enter(self) -> None:
        self.link = await connect(self.url, proxy=None)
        await self._send(kind="hello", role="learner", version=1, group=self.place["group"], token=self.place["token"])
        await hear(self.link, "welcome")

    async def answer(self, page: Said, task: Said) -> None:
        """Returns with the acknowledgement."""
        self.n += 1
        about = {"page": page["id"], "revision": page["revision"], "task": task["id"], "value": task["answer"]}
        await self._send(kind="answer", n=self.n, language="id", **about)
        await hear(self.link, "acknowledged")

    async def _send(self, **message: Any) -> None:
        await self.link.send(json.dumps(message))


class Panel:
    """The educator's socket; gives credit for each frame at once, as a panel that keeps up."""

    def __init__(self, url: str, group: str, educator: GrownUp) -> None:
        self.url, self.group, self.educator = url, group, educator
        self.tries: dict[str, int] = {}
        self._news = asyncio.Condition()

    async def enter(self) -> None:
        self.link = await connect(self.url, proxy=None, additional_headers={"Cookie": self.educator.cookies})
        await self.link.send(json.dumps({"kind": "hello", "role": "educator", "version": 1, "group": self.group}))
        await hear(self.link, "welcome")
        self.reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while True:
            frame = json.loads(await self.link.recv())
            if frame["kind"] != "frame":
                continue
            await self.link.send(json.dumps({"kind": "credit", "frame": frame["frame"]}))
            async with self._news:
                self.tries.update({row["learner"]["id"]: row["tries"] for row in frame["rows"]})
                self._news.notify_all()

    async def shows(self, learner: str, tries: int) -> None:
        async with self._news:
            waits = self._news.wait_for(lambda: self.tries.get(learner, 0) >= tries)
            await asyncio.wait_for(waits, PATIENCE)


async def measure(url: str, sign_in: tuple[str, str], learners: int = 30, answers: int = 100) -> Figures:
    """Opens a group of its own with the first book that has a choice task, and ends it again."""
    assert urlsplit(url).hostname in ("127.0.0.1", "localhost"), "loopback only"
    assert learners <= 60
    assert answers <= 1000
    socket = url.replace("http", "ws", 1) + "/live"
    educator = GrownUp(url, *sign_in)
    book, page, task = _choice(educator)
    group = educator.post("/api/live/groups", {"book": book})
    panel = Panel(socket, group["id"], educator)
    await panel.enter()
    children = [Child(socket, group["code"], educator) for _ in range(learners)]
    await asyncio.gather(*(child.enter() for child in children))
    figures = Figures([], [])
    for i in range(answers):
        await asyncio.sleep(PAUSE)
        child = children[i % learners]
        await _one(figures, child, panel, child.answer(page, task))
    await panel.link.send(json.dumps({"kind": "command", "id": f"end-{group['id'][:20]}", "order": {"do": "end"}}))
    panel.reading.cancel()
    await asyncio.gather(panel.link.close(), *(child.link.close() for child in children))
    return figures


async def _one(figures: Figures, child: Child, panel: Panel, answer: Any) -> None:
    started = time.perf_counter()

    async def timed(done: Any, into: list[float]) -> None:
        await done
        into.append(1000 * (time.perf_counter() - started))

    shown = panel.shows(child.id, child.n + 1)
    await asyncio.gather(timed(answer, figures.acknowledged), timed(shown, figures.shown))


def _choice(educator: GrownUp) -> tuple[str, Said, Said]:
    for card in educator.get("/api/books"):
        for page in educator.get(f"/api/books/{card['id']}")["pages"]:
            for task in page["scene"]["tasks"]:
                if task["kind"] == "choice":
                    return card["id"], page, task
    raise LookupError("no published book has a choice task")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.flows.measure")
    parser.add_argument("--url", help="of a server that runs on this machine; without it one is started")
    parser.add_argument("--data", type=Path, help="its data folder, where the demo sign-ins lie")
    parser.add_argument("--learners", type=int, default=30)
    parser.add_argument("--answers", type=int, default=100)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(chosen.data or Path(folder) / "data")
        if not chosen.url:
            server.start()
        try:
            url = chosen.url or server.url
            figures = asyncio.run(measure(url, server.sign_in("educator"), chosen.learners, chosen.answers))
        finally:
            if server.process is not None:
                server.stop()
    print(*figures.lines(), sep="\n")


if __name__ == "__main__":
    main()
