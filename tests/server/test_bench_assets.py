"""`arlearn asset` and `arlearn bench assets` on the command line, and a short run of the accidents."""

import json
import random
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from arlearn.__main__ import main
from arlearn.bench import assets_fuzz
from arlearn.bench import assets_rivals as rivals
from arlearn.bench.assets_accidents import accidents, linking, unzipped
from arlearn.bench.assets_fuzz import MOST_SECONDS, Batch, Outcome, fuzz
from arlearn.bench.assets_samples import samples
from arlearn.bench.assets_witness import Witness, witness
from arlearn.bench.rooms import ROOT
from arlearn.commands import asset
from content.budget import Weight, judge
from content.pipeline import sandbox
from content.pipeline.prepare import Prepared
from content.pipeline.steps import STEPS
from content.pipeline.take import take
from content.problems import UPLOAD_TOO_DEMANDING
from tests.pure.gltf_files import whole

SEED = 20


def test_C26_a_model_is_prepared_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "figure.bin").write_bytes(whole())
    assert main(["asset", str(tmp_path / "figure.bin"), "--out", str(tmp_path / "out"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["before"]["triangles"] == report["after"]["triangles"] == 4
    assert report["after"]["animations"] == ["rise"]
    written = {path.name: path.stat().st_size for path in (tmp_path / "out").iterdir()}
    assert set(written) == {"figure.glb", "figure.webp", "report.json"}
    assert written["figure.glb"] == report["after"]["bytes"]
    assert report["publishable"] is True


@pytest.fixture
def slab(tmp_path: Path) -> Prepared:
    """What the pipeline tells of a model that stayed too heavy whatever was given up."""
    model, poster = tmp_path / "made.glb", tmp_path / "made.webp"
    model.write_bytes(b"glTF")
    poster.write_bytes(b"RIFF")
    shape = {"vertices": 1_000, "materials": 2, "textures": 1, "texture_side": 512, "texture_bytes": 4_000, "morphs": 0}
    before = {**shape, "bytes": 9_000_000, "triangles": 400_000, "draws": 40, "joints": 7, "animations": ["a", "b"]}
    after = {**before, "bytes": 2_000_000, "triangles": 50_001, "draws": 21}
    judged = {"budget": judge(Weight.of(after)), "verdict": "red", "copyright": "CC0"}
    report = {"before": before, "after": {**after, **judged}, "gave_up": ["textures", "triangles"]}
    return Prepared(model, poster, "data:", {**report, "converted_from": "obj in zip"})


def test_C65_the_table_says_what_was_given_up_and_that_the_model_cannot_be_published(
    slab: Prepared, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asset, "prepare_model", lambda *_: slab)
    (tmp_path / "figure.bin").write_bytes(b"x")
    command = ["asset", str(tmp_path / "figure.bin"), "--out", str(tmp_path / "out")]
    assert main(command) == 0
    head, columns, *lines = capsys.readouterr().out.splitlines()
    assert head == "obj in zip, red"
    assert columns.split() == ["before", "after"]
    rows = {line.split()[0]: line.split()[1:] for line in lines[:11]}
    assert rows["triangles"] == ["400,000", "50,001", "red"]
    assert rows["bytes"] == ["9,000,000", "2,000,000", "amber"]
    assert rows["draws"] == ["40", "21", "red"]
    assert rows["textures"] == ["1", "1"]
    assert rows["joints"] == ["7", "7", "green"]
    assert rows["animations"] == ["2", "2"]
    assert lines[11:13] == [asset.GAVE_UP["textures"], asset.GAVE_UP["triangles"]]
    assert lines[13] == "copyright: CC0"
    assert lines[-1] == "It cannot be published as it is: triangles 50,001 (at most 50,000); draws 21 (at most 20)."
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["publishable"] is False
    assert json.loads((tmp_path / "out" / "report.json").read_text())["publishable"] is False


def test_C65_a_table_of_a_light_model_says_that_it_can_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "figure.bin").write_bytes(whole())
    assert main(["asset", str(tmp_path / "figure.bin"), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0] == "glb, green"
    assert said.out.splitlines()[-1] == "It can be published."
    assert said.err.split() == list(STEPS)


def test_C66_a_server_without_its_tools_refuses_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    settings.RECIPE = tmp_path / "nothing.mjs"
    (tmp_path / "figure.bin").write_bytes(whole())
    assert main(["asset", str(tmp_path / "figure.bin"), "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert "no fault of your file" in said
    assert "refused" not in said


def test_C26_a_refusal_has_a_code_and_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.glb").write_bytes(b"<!DOCTYPE html><title>404</title>")
    assert main(["asset", str(tmp_path / "page.glb"), "--out", str(tmp_path / "out"), "--json"]) == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["refused"] == "model_is_web_page"
    assert "model_is_web_page" in said.err
    assert "web page" in said.err
    assert not (tmp_path / "out").exists()
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    assert main(["asset", str(tmp_path / "nothing")]) == 2
    with (tmp_path / "huge.glb").open("wb") as huge:
        huge.truncate(60 * 1024 * 1024)
    assert main(["asset", str(tmp_path / "huge.glb"), "--out", str(tmp_path / "out"), "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["refused"] == "too_large"


def test_the_table_takes_what_lies_in_a_folder_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    for place in ("figure.GLB", "other/figure.glb"):
        (tmp_path / place).write_bytes(whole())
    (tmp_path / "page.glb").write_bytes(b"<!DOCTYPE html>")
    (tmp_path / "notes.txt").write_text("no model")
    command = [sys.executable, "-m", "arlearn", "bench", "assets", "--models", str(tmp_path), "--no-peers"]
    bench = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert bench.returncode == 0, bench.stderr
    _head, first, second, both = bench.stdout.splitlines()
    assert (first.split()[0], second.split()[0]) == ("figure.GLB", "other/figure")
    assert both.startswith("all 2 ")
    assert both.split()[-2:] == ["2/2", "0"]
    assert "no GLB, so left out: 1" in bench.stderr
    assert "page: cannot be shown as it is" in bench.stderr


BENCH = """
import subprocess, sys
from pathlib import Path
from arlearn.bench import assets_rivals as rivals

held = b"x" * 450_000_000
subprocess.run([sys.executable, "-c", "held = b'x' * 400_000_000"], check=True)
del held
here = Path(sys.argv[1])
peer = "import sys; held = b'x' * 100_000_000; open(sys.argv[1], 'w').close(); print('{}')"
command = [sys.executable, "-c", peer, str(here / "peer.glb")]
for each in rivals.ours(here / "figure.glb", here), rivals.measured(command, here):
    print(each.file.name, each.processor, each.memory)
"""


def test_what_a_model_takes_is_told_of_it_alone(tmp_path: Path) -> None:
    """Whatever the bench itself has held, or other children that it had: neither is counted."""
    (tmp_path / "figure.glb").write_bytes(whole())
    bench = subprocess.run([sys.executable, "-c", BENCH, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert bench.returncode == 0, bench.stderr
    ours, peer = (line.split() for line in bench.stdout.splitlines())
    assert (tmp_path / ours[0]).read_bytes().startswith(b"glTF")
    assert 0 < float(ours[1]) < 60
    assert 20_000_000 < int(ours[2]) < 350_000_000
    assert peer[0] == "peer.glb"
    assert 0 < float(peer[1]) < 10
    assert 100_000_000 < int(peer[2]) < 150_000_000
    (tmp_path / "page.glb").write_bytes(b"<!DOCTYPE html>")
    with pytest.raises(RuntimeError, match="model_is_web_page"):
        rivals.ours(tmp_path / "page.glb", tmp_path)
    (tmp_path / "peer.glb").unlink()
    for peer_program in ("print('no such thing')", "raise SystemExit('no such thing')"):
        with pytest.raises(RuntimeError, match="no such thing"):
            rivals.measured([sys.executable, "-c", peer_program], tmp_path)


def test_C23_accidents_end_in_a_name_or_a_model(tmp_path: Path) -> None:
    outcome = fuzz(SEED, 36, tmp_path, lambda so_far: None)
    assert outcome.wrong == [], f"seed {SEED}"
    assert outcome.count == 36
    assert outcome.made > 0
    assert outcome.reached["unpack"] > 0
    assert 0 < outcome.slowest[0] < MOST_SECONDS


def test_accidents_are_the_same_each_time() -> None:
    first, second = dict(accidents(SEED, 30)), dict(accidents(SEED, 60))
    assert all(second[number] == data for number, data in first.items())
    assert len(set(second.values())) > 50


def test_what_is_broken_was_whole() -> None:
    """Else the accidents would show nothing."""
    assert {kind for kind, _ in samples()} == {"glb", "zip", "obj", "stl", "ply", "dae", "3mf"}
    packed = 0
    for kind, data in samples():
        answer, made = take(data, kind)
        assert "refusal" not in answer, (kind, answer)
        assert made
        packed += "packed" in answer
    assert packed == 3  # one by Draco, two by meshopt


def test_C23_who_reads_or_calls_is_seen(tmp_path: Path) -> None:
    with witness(tmp_path) as watching:
        assert watching.touched() == []
        canary, port = watching.links[0], next(link for link in watching.links if link.startswith("http:"))
        with socket.create_connection(("127.0.0.1", int(port.split(":")[2].split("/")[0]))):
            pass
        Path(canary).read_text()
        assert watching.hears, f"{tmp_path} is mounted noatime: have pytest --basetemp lie where it is relatime"
        assert watching.touched() == ["canary was read", "somebody called"]
        assert watching.touched() == []


def test_C23_where_nobody_would_be_seen_reading_accidents_do_not_begin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Witness, "_hears", lambda self: False)
    assert main(["bench", "assets", "--fuzz", "1"]) == 2
    said = capsys.readouterr()
    assert "noatime" in said.err
    assert said.out == ""


@pytest.mark.parametrize("seconds", [0.1, 40.0])
def test_C23_what_ends_well_only_alone_is_told_of(
    seconds: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But not when together it had to be more than one process may do."""

    def run(verb: str, path: Path, orders: str) -> tuple[dict[str, Any], bytes]:
        if len(json.loads(orders)) > 1:
            raise UPLOAD_TOO_DEMANDING()
        return {"each": [{"size": 1, "seconds": seconds}]}, b"x"

    monkeypatch.setattr(sandbox, "run", run)
    monkeypatch.setattr(assets_fuzz, "MOST_SECONDS", 50.0)
    outcome = Outcome()
    with witness(tmp_path) as watching:
        models = [(number, whole()) for number in (5, 6, 7)]
        answers = Batch(tmp_path, outcome, watching)._answers("take", models, [{}] * 3)
    assert [number for number, *_ in answers] == [5, 6, 7]
    assert outcome.wrong == (["5 to 7: take together ended in upload_too_demanding"] if seconds < 1 else [])


def test_C23_a_model_that_takes_too_long_is_told_of() -> None:
    outcome = Outcome()
    for seconds in (3.0, 1.9):
        outcome.spent(7, seconds)
    assert outcome.wrong == []
    for _ in range(2):
        outcome.spent(7, 0.2)
    assert outcome.wrong == ["7: took 5.1 s"]


def test_C23_links_stand_where_each_format_names_other_files() -> None:
    link = "../canary.png"
    for kind, data in samples():
        for seed in range(4):
            made = linking(random.Random(seed), kind, data, link)
            inside = b"".join(unzipped(made).values()) if kind in ("zip", "3mf") else made
            assert link.encode() in inside or kind == "3mf", kind
