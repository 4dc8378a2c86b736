"""Files made to hurt: each ends in a refusal with a name or in a model, soon, and nothing but itself was read."""

import json
import logging
import os
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from arlearn.errors import Problem
from content.pipeline import sandbox
from content.pipeline.prepare import kind_of, prepare_model
from content.pipeline.sniff import kind_of_bytes
from content.pipeline.take import take
from content.pipeline.warm import SAMPLES, warm
from content.problems import REFUSALS
from tests.pure import hostile_files as hostile
from tests.pure.gltf_files import glb, parts

SECONDS = 5
GROUPS = {
    "archives": hostile.archives,
    "numbers": hostile.numbers,
    "texts": hostile.texts,
    "loose": hostile.loose,
    "documents": hostile.documents,
}
HARMLESS = {"a zip in a zip", "obj index 0", "obj 300,000-gon", "stl with nan", "ply list of 255"}
"""What loaders agree about: there is something to see in them, and it is taken."""


@dataclass
class Ears:
    """What this process opens while somebody listens. Python's audit hooks stay for good, so this one can be deaf."""

    open: bool = False
    touched: list[str] = field(default_factory=list)

    def hear(self, event: str, given: tuple[Any, ...]) -> None:
        if self.open and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
            self.touched.append(f"{event} {given}"[:200])


EARS = Ears()


@pytest.fixture(scope="module", autouse=True)
def ears() -> None:
    """Python's audit hooks stay for good; this one listens only while it is asked to."""
    for kind in SAMPLES:
        warm(kind, "3mf")
    sys.addaudithook(EARS.hear)


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file that shows when it was read last, even where that is told only of what was not read since it changed."""
    file = tmp_path / "canary"
    file.write_text("a canary that nobody may hear")
    os.utime(file, (1_000_000_000, 1_500_000_000))
    return file


def ended(data: bytes) -> str:
    """The code of the refusal, or `taken`."""
    kind = kind_of_bytes(data)
    if kind is None:
        return "upload_not_known"
    EARS.touched.clear()
    EARS.open = True
    try:
        answer, _ = take(data, kind)
    finally:
        EARS.open = False
    assert EARS.touched == []
    return str(answer["refusal"]["code"]) if "refusal" in answer else "taken"


@pytest.mark.parametrize("group", GROUPS)
def test_C23_hostile_files_end_in_a_refusal_with_a_name(group: str) -> None:
    for name, data in GROUPS[group]().items():
        start = time.process_time()
        code = ended(data)
        assert time.process_time() - start < SECONDS, name
        assert code in REFUSALS or (code == "taken" and name in HARMLESS), f"{name}: {code}"


def test_C23_no_link_is_followed_wherever_it_stands(canary: Path, listener: socket.socket) -> None:
    codes = ("model_links_out", "model_file_missing", "model_damaged", "model_texture_broken")
    for link in hostile.links(listener.getsockname()[1], str(canary)):
        for place, data in hostile.linking(link).items():
            assert ended(data) in codes, f"{place}: {link}"
    untouched(canary, listener)


def untouched(canary: Path, listener: socket.socket) -> None:
    assert canary.stat().st_atime == 1_000_000_000
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_C23_the_sandbox_reads_hostile_files_and_lives(
    tmp_path: Path, canary: Path, listener: socket.socket, caplog: pytest.LogCaptureFixture
) -> None:
    """One confined process reads them all, with the limits that it has at work."""
    files = hostile.archives() | hostile.documents() | hostile.loose()
    for link in hostile.links(listener.getsockname()[1], str(canary))[:6]:
        files |= {f"{place}: {link}": data for place, data in hostile.linking(link).items()}
    orders, given = [], []
    for data in files.values():
        (tmp_path / "upload").write_bytes(data)
        try:
            kind, inside = kind_of(tmp_path / "upload")
        except Problem:
            continue
        orders.append({"kind": kind, "inside": inside, "most": 1024, "size": len(data)})
        given.append(data)
    (tmp_path / "all").write_bytes(b"".join(given))
    with caplog.at_level(logging.INFO, "content.pipeline.sandbox"):
        answer, made = sandbox.run("take", tmp_path / "all", json.dumps(orders))
    assert len(answer["each"]) == len(given) > 80
    assert all("refusal" in each or each["size"] for each in answer["each"])
    assert b"canary" not in made
    assert "canary" not in json.dumps([each.get("before") for each in answer["each"]])
    assert "limits; " in caplog.text
    untouched(canary, listener)


def test_C23_an_animation_that_turns_to_nothing_is_refused_by_name() -> None:
    """Found by `arlearn bench assets --fuzz`."""
    document, binary = parts()
    turns = np.array([[0, 0, 0, 1], [0, 0, 0, 0]], "<f4").tobytes()
    document["bufferViews"].append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(turns)})
    document["accessors"].append({"bufferView": 4, "componentType": 5126, "count": 2, "type": "VEC4"})
    document["buffers"][0]["byteLength"] += len(turns)
    document["animations"][0]["samplers"][0]["output"] = 4
    document["animations"][0]["channels"][0]["target"]["path"] = "rotation"
    assert ended(glb(document, binary + turns)) == "model_numbers_broken"


@pytest.mark.parametrize("name", ["1 GB in a zip", "larger than it says", "two models", "cut"])
def test_C24_archives_that_are_more_than_they_seem_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "upload").write_bytes(hostile.archives()[name])
    with pytest.raises(Problem) as refused:
        prepare_model(tmp_path / "upload", tmp_path, lambda progress: None)
    assert refused.value.code.startswith("model_archive_")
    for tag in ("id", "en"):
        assert "{" not in refused.value.message(tag)
