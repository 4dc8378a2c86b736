"""What other people's readers are told before they look at the bench's pictures, and who is missing."""

import base64
import hashlib
import io
import json
import shutil
import struct
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from arlearn.bench import hostile, markers, markers_drawn, markers_fetched, markers_mindar, markers_peers
from arlearn.bench.markers import WORDS
from arlearn.bench.markers_node import Tracker

WORD = int(WORDS.read_text("ascii").split()[5], 16)


def test_the_printed_marker_is_drawn_with_its_word_and_the_code_of_its_number() -> None:
    drawn = markers_drawn.ring13(WORD, 5)
    middles = drawn[18::37, 18::37] > 127
    other = hostile.ring(WORD, np.random.default_rng(1))[2::4, 2::4] > (hostile.INK + hostile.PAPER) / 2
    assert drawn.shape == (481, 481)
    assert (middles[:2] == other[:2]).all(), "data above, and the black ring"
    assert (middles[:, -2:] == other[:, -2:]).all()
    # The code: 37 cells over nine of the marker's, so nine of its own 13 px wide cells along the whole of 333 px.
    inside = drawn[74:-74, 74:-74]
    assert (inside[4::9, 4::9] < 128).tolist() == markers_drawn.code(5).tolist()


def test_a_pattern_holds_four_turns_to_the_left_of_three_channels() -> None:
    inside = np.zeros((32, 32), bool)
    inside[:2, :4] = True
    blocks = [block.split("\n") for block in markers_drawn.pattern(inside).rstrip("\n").split("\n\n")]
    assert [len(block) for block in blocks] == [48] * 4
    turns = [np.array([line.split() for line in block], int) for block in blocks]
    for turn in turns:
        assert turn.shape == (48, 16)
        assert (turn[:16] == turn[16:32]).all()
        assert (turn[:16] == turn[32:]).all()
    dark = [sorted(map(tuple, np.argwhere(turn[:16] == 0).tolist())) for turn in turns]
    assert dark == [[(0, 0), (0, 1)], [(14, 0), (15, 0)], [(15, 14), (15, 15)], [(0, 15), (1, 15)]]


def test_a_camera_s_file_is_of_the_first_kind() -> None:
    file = markers_drawn.camera(640, 480, 530)
    assert len(file) == 136
    width, height, *project = struct.unpack(">2i16d", file)
    assert (width, height, project[0], project[2], project[6]) == (640, 480, 530, 320, 240)


def test_no_set_of_patterns_is_larger_than_artoolkit_holds() -> None:
    assert [len(one) for one in markers_peers.portions([*range(60), 3, 3])] == [30, 30]
    assert markers_peers.portions([7, 7, 2]) == [[2, 7]]
    assert sorted(number for one in markers_peers.portions(list(range(121))) for number in one) == list(range(121))


def test_a_package_with_other_bytes_than_were_looked_at_is_refused(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as files:
        entry = tarfile.TarInfo("package/index.js")
        entry.size = 3
        files.addfile(entry, io.BytesIO(b"ok\n"))
    whole = archive.getvalue()
    true = base64.b64encode(hashlib.sha512(whole).digest()).decode()
    markers_fetched.unpacked(whole, true, tmp_path / "good")
    assert (tmp_path / "good" / "package" / "index.js").read_text("ascii") == "ok\n"
    with pytest.raises(RuntimeError, match="other bytes"):
        markers_fetched.unpacked(whole + b"\0", true, tmp_path / "bad")
    assert not (tmp_path / "bad").exists()


def without_network(_package: str) -> Path:
    raise RuntimeError("there is no network")


def test_a_peer_that_is_not_in_the_table_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markers_mindar, "fetched", without_network)
    asked_by_nobody = Tracker.__new__(Tracker)
    assert list(markers_peers.seen_by(asked_by_nobody, tmp_path, [], [], film=False)) == []
    told = capsys.readouterr().err
    assert [name for _, name in markers_peers.PEERS.values() if f"{name} is not in the table: no pic" not in told] == []
    assert f"{markers_mindar.NAME} is not in the table: there is no network" in told
    assert list(markers_peers.seen_by(asked_by_nobody, tmp_path, [{"truth": None}], [], film=False)) == []
    assert "some pictures have none" in capsys.readouterr().err


class Reader(Tracker):
    """Somebody else's, that takes something for a marker in every picture."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.patterns = 0

    def learn(self, lesson: dict[str, Any]) -> None:
        self.patterns = sum(map(len, lesson["sets"]))

    def ask(self, file: Path, shot: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
        assert shot["S"] == 40
        if not file.is_file():
            raise FileNotFoundError(file)
        self.asked.append(asked)
        corners = [[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0]]
        return {"ms": 1.0, "found": [{"index": 3, "corners": corners, "pose": None, "exact": None}]}


def shown(folder: Path, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    """What a manifest tells of pictures of such shots, which lie beside it."""
    folder.mkdir(parents=True)
    told = [{"file": f"{i}.jpg", **row} for i, row in enumerate(rows)]
    for row in told:
        (folder / row["file"]).touch()
    (folder / "manifest.json").write_text(json.dumps(told), "utf-8")
    return told


def of(seed: int) -> dict[str, Any]:
    camera = {"f": 540.0, "cx": 320.0, "cy": 240.0, "k1": 0.0, "W": 640, "H": 480}
    return {"shot": {**camera, "R": np.eye(3).tolist(), "t": [0, 0, 250], "S": 40, "seed": seed}}


def test_M60_what_others_find_in_pictures_without_a_marker_is_false(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markers_peers, "fetched", lambda _package: tmp_path)
    rows = shown(tmp_path / "none", of(1), of(2))
    shown(tmp_path / "qr", {**of(9), "truth": {"mid": 4, "tags": []}})
    reader = Reader()
    names = []
    for name, theirs, answers in markers_peers.seen_by(reader, tmp_path / "none", rows, [], film=False):
        names.append(name)
        written, line = markers.told(name, tmp_path, theirs, answers)
        assert (line.false, line.wrong, len(written)) == (2, 0, 2)
    assert names == [name for _, name in markers_peers.PEERS.values()]
    assert reader.patterns == markers_peers.KNOWN
    assert [asked["outline"][0] for asked in reader.asked] == [[-20, -20]] * 6
    assert "MindAR is not in the table" in capsys.readouterr().err


def test_M60_a_peer_whose_pictures_do_not_fit_is_named_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markers_peers, "fetched", lambda _package: tmp_path)
    monkeypatch.setattr(markers_mindar, "fetched", without_network)
    true = {"truth": {"mid": 4, "tags": [{"id": 4, "px": [[0, 0]] * 4, "mm": [[0, 0]] * 4}]}}
    rows = shown(tmp_path / "ring_out13", {**of(1), **true}, of(2))
    # Other shots; the same, of which one has its marker where ours has none; the same, of which a picture is gone.
    shown(tmp_path / "qr", {**of(1), **true}, of(3))
    shown(tmp_path / "qr+DICT_4X4_50", {**of(1), **true}, {**of(2), **true})
    shown(tmp_path / "frame70", {**of(1), **true}, of(2))
    (tmp_path / "frame70" / "1.jpg").unlink()
    assert list(markers_peers.seen_by(Reader(), tmp_path / "ring_out13", rows, [], film=False)) == []
    told = capsys.readouterr().err
    assert [told.count(f"{name} is not in the table") for _, name in markers_peers.PEERS.values()] == [1, 1, 1]
    assert told.count("other shots than with our markers") == 2
    # Nor a manifest that is none of a peer's.
    for strange in ({"tags": [{"id": 4, "px": [[0, 0]] * 4}], "mid": 4}, {"mid": 4}, "Momo"):
        shown(tmp_path / "strange" / "qr", {**of(1), "truth": strange}, of(2))
        assert list(markers_peers.seen_by(Reader(), tmp_path / "strange" / "ring_out13", rows, [], film=False)) == []
        assert "zxing, plain QR is not in the table: " in (said := capsys.readouterr().err)
        assert "qr: a manifest of another kind" in said
        shutil.rmtree(tmp_path / "strange")
    # With its picture back, the one without a marker is asked about among the patterns of the first set.
    (tmp_path / "frame70" / "1.jpg").touch()
    reader = Reader()
    [(name, _, answers)] = markers_peers.seen_by(reader, tmp_path / "ring_out13", rows, [], film=False)
    assert (name, len(answers), reader.patterns) == ("ARToolKit", 2, 1)
    assert [asked["set"] for asked in reader.asked] == [0, 0]


@dataclass
class Page:
    """Of a browser that has taken .03 s more when asked, 2 s when asked first, .5 s with another picture."""

    said: list[str] = field(default_factory=list)
    seconds: float = 0.0
    warm: bool = False
    outline: Any = None
    context: Any = None
    browser: Any = None

    def __post_init__(self) -> None:
        self.context = self.browser = self

    def evaluate(self, script: str, told: Any = None) -> Any:
        called = script.split("mindar.")[1].split("(", maxsplit=1)[0]
        self.said.append(f"{called} {told['target']}" if called == "look" else called)
        self.seconds += 0.5 if called != "look" else 0.03 if self.warm else 2.0
        if called == "show":
            return self.warm
        self.warm = called == "look"
        if self.warm:
            self.outline = told["outline"]
        return [{"corners": [[0, 0]] * 4, "pose": None, "exact": None}]

    def new_browser_cdp_session(self) -> "Page":
        return self

    def send(self, _method: str) -> dict[str, Any]:
        mine = [{"type": kind, "cpuTime": self.seconds / 2} for kind in ("renderer", "GPU")]
        return {"processInfo": [*mine, {"type": "browser", "cpuTime": 1000 * self.seconds}]}

    def detach(self) -> None:
        pass


def test_mindar_is_asked_for_the_marker_that_there_is_and_for_no_time_but_its_own(tmp_path: Path) -> None:
    Image.new("L", (64, 48)).save(tmp_path / "a.png")
    page = Page()
    reader = markers_mindar.MindAR(page, "http://models.test/")
    reader.learn({9: WORD, 4: WORD})
    shot = {"f": 1, "cx": 1, "cy": 1, "k1": 0, "S": 26}
    row = {"file": "a.png", "shot": shot, "truth": {"tags": [{"id": 4}]}}
    answers = [reader.ask(tmp_path / "a.png", row, film=False) for _ in range(2)]
    assert page.said == ["learn", "show", "look 1", "look 1", "show", "look 1"], "the first of a size twice"
    assert page.outline == [pytest.approx(corner) for corner in [(-9, -9), (9, -9), (9, 9), (-9, 9)]]
    assert [one["ms"] for one in answers] == pytest.approx([30, 30])
    assert [one["found"][0]["index"] for one in answers] == [4, 4]
    page.said, page.warm = [], False
    assert reader.ask(tmp_path / "a.png", row, film=False)["ms"] == pytest.approx(30)
    assert page.said == ["show", "look 1", "look 1"], "twice again after it was begun anew"


def test_mindar_is_judged_by_the_square_that_the_printed_marker_has() -> None:
    drawn = markers_drawn.ring13(WORD, 5)
    (left, top), _, (right, bottom), _ = markers_mindar.SQUARE
    assert (drawn[top : top + 30, left:right] == 255).all(), "the code's quiet zone"
    assert (drawn[top - 30 : top, left:right] == 0).all(), "the black ring"
    assert (drawn[bottom : bottom + 30, left:right] == 0).all()
    assert (drawn[top:bottom, right : right + 30] == 0).all()
