"""The nastiest files at once, through the studio's door and a worker at work: each is refused by name, it lives on."""

import json
import os
import re
import shutil
import socket
import urllib.error
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from content.problems import REFUSALS
from tests.flows.grown_up import GrownUp
from tests.flows.jobs import workers
from tests.processes import until
from tests.pure import hostile_files as hostile
from tests.pure.gltf_files import whole
from tests.running import RunningServer

SECONDS = 5.0
"""Of the processor, for each process that reads a file."""
READ = re.compile(r"(\w+) of \w+: (.*); status (\S+); ([\d.]+) s$", re.MULTILINE)
"""What the log says of each."""
FAMILY = 6
"""The worker's own process, django-q's three, and one for each job at a time."""
CHOSEN = {
    hostile.archives: ["8 GB in a zip", "100,000 entries", "a symbolic link"],
    hostile.texts: ["ELF", "cut", "2,000,000 empty chunks", "JSON 200,000 deep", "JSON with NaN"],
    hostile.numbers: ["cycle", "picture of 16k", "picture that is EPS"],
    hostile.loose: ["obj index 4e9", "stl count 4e9"],
    hostile.documents: ["dae laughs"],
}


@pytest.fixture
def server(demo_data: Path, tmp_path: Path) -> Iterator[RunningServer]:
    """With a worker that does two jobs at a time, and a log that says how each process ended."""
    shutil.copytree(demo_data, tmp_path / "data")
    running = RunningServer(tmp_path / "data", "--no-tls", ARLEARN_LOG="INFO", ARLEARN_JOBS="2")
    yield running.start()
    running.stop()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def nastiest(port: int, canary: Path) -> dict[str, bytes]:
    found = {name: made[name] for make, names in CHOSEN.items() for made in [make()] for name in names}
    absolute, file, up, called = (hostile.links(port, str(canary))[at] for at in (0, 1, 3, 6))
    for link, place in (
        (absolute, "gltf buffer"),
        (file, "glb picture"),
        (up, "obj map_Kd"),
        (called, "dae init_from"),
    ):
        found[f"{place}: {link}"] = hostile.linking(link)[place]
    return found


def listed(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*")}


class Studio:
    """A creator's, over HTTP."""

    def __init__(self, server: RunningServer) -> None:
        self.creator = GrownUp(server.url, *server.sign_in("creator"))
        self.library = self.creator.get("/api/people/me")["libraries"][0]["id"]

    def send(self, content: bytes) -> Any:
        """The asset, or the problem for which it is not even taken in."""
        try:
            return self.creator.upload(self.library, "figur.glb", content)
        except urllib.error.HTTPError as refused:
            return {"status": "refused", "problem": json.load(refused)}

    def told(self, sent: Any) -> Any:
        """What has become of it."""
        if sent["status"] == "refused":
            return sent
        return self.creator.get(f"/api/studio/libraries/{self.library}/assets/{sent['sha256']}")

    def ended(self, sent: Any) -> Any:
        until(lambda: self.told(sent)["status"] in ("refused", "ready"))
        return self.told(sent)


def test_C76_hostile_files_at_once_are_refused_by_name_and_the_worker_lives(
    server: RunningServer, listener: socket.socket, tmp_path: Path
) -> None:
    canary = tmp_path / "canary"
    canary.write_text("a canary that nobody may hear")
    # Told also where only the first reading since a change is.
    os.utime(canary, (1_000_000_000, 1_500_000_000))
    files = nastiest(listener.getsockname()[1], canary)
    assert server.process is not None
    pid, studio = server.process.pid, Studio(server)
    until(lambda: len(workers(pid)) == FAMILY)
    before = workers(pid)
    kept = {folder: listed(server.data / folder) for folder in ("originals", "media")}

    with ThreadPoolExecutor(6) as hands:
        sent = dict(zip(files, hands.map(studio.send, files.values()), strict=True))
    for name, each in sent.items():
        ended = studio.ended(each)
        assert ended["status"] == "refused", name
        assert ended["problem"]["code"] in REFUSALS, name
        assert ended["problem"]["message"], name
    assert canary.stat().st_atime == 1_000_000_000
    with pytest.raises(BlockingIOError):
        listener.accept()

    # The same processes make the next good model.
    assert studio.ended(studio.send(whole()))["report"]["after"]["triangles"] == 4
    assert workers(pid) == before
    read = READ.findall(server.said())
    assert len(read) > len(files) / 2
    assert all("limits" in protections and float(seconds) <= SECONDS for _, protections, _, seconds in read), read
    # Nothing of the refused is left.
    until(lambda: not listed(server.data / "jobs"))
    assert not listed(server.data / "tmp")
    assert not server.strays()
    assert len(listed(server.data / "originals") - kept["originals"]) == 1
    assert len(listed(server.data / "media") - kept["media"]) <= 4
