"""`arlearn bench markers` as it is called: folders of pictures and a film of drawn pages in, tables and JSON out."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from arlearn.__main__ import main
from arlearn.bench import markers
from tests.browser.bench_folders import SIDE, Lens, corners_off, frames, kept, manifest, overlay, write
from tests.browser.camera import FOCAL, HEIGHT, WIDTH, page

WORDS = [int(word, 16) for word in markers.study()]
FILM, FRAMES = 9, 15
"""Number of the film's marker, and of its pictures."""
LENSES = {
    3: Lens(f=1.1 * FOCAL, cx=325, cy=236, k1=0.3),
    17: Lens(f=1.05 * FOCAL, cx=316, cy=243, k1=-0.3),
    42: Lens(cx=300, cy=220, width=600, height=440),
    58: Lens(),
}
"""Of the single pictures, by the number of the marker in each; two bend more than a phone's, so that it shows."""


@dataclass(frozen=True)
class Drawn:
    """Folders: single pictures, the same with another truth, and a film."""

    pictures: Path
    lies: Path
    film: Path


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    home = tmp_path_factory.mktemp("drawn")
    whole = Drawn(home / "pictures", home / "lies", home / "film")
    for folder in (whole.pictures, whole.lies, whole.film):
        folder.mkdir()
    video = home / "video.y4m"
    shots = []
    for i, (number, lens) in enumerate(LENSES.items()):
        how = {"seed": i, "hold": 1 / 30, "lean": 15 + 12 * i, "distance": 180 + 40 * i}
        [(picture, truth)] = frames(video, sheets=[page(WORDS[number], SIDE, seed=i)], **how)
        shots.append(kept(whole.pictures, f"{number}.{'jpg' if i == 0 else 'png'}", lens, picture, truth, number))
    bare = np.full((HEIGHT, WIDTH), 150, np.uint8)
    write(whole.pictures, [*shots, kept(whole.pictures, "bare.png", Lens(), bare, truth, None)])
    # The first is told to be another marker; the second to have none.
    shutil.copytree(whole.pictures, whole.lies, dirs_exist_ok=True)
    other, none, *_ = json.loads(json.dumps(shots))
    other["truth"]["tags"][0]["id"] += 1
    del none["truth"]
    write(whole.lies, [other, none])
    shown = frames(video, sheets=[page(WORDS[FILM], SIDE)], seed=5, hold=FRAMES / 30)
    write(whole.film, [kept(whole.film, f"{i}.png", Lens(), *one, FILM) for i, one in enumerate(shown)])
    return whole


def test_M61_pictures_and_films_are_measured_against_their_truth(
    drawn: Drawn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "detections.json"
    folders = ["--images", str(drawn.pictures), "--images", str(drawn.lies), "--sequence", str(drawn.film)]
    assert main(["bench", "markers", *folders, "--out", str(out)]) == 0
    tables = capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [out]
    told = json.loads(out.read_text("utf-8"))
    assert told["hostile"] == []

    pictures, lies = (
        [row for row in told["images"] if row["folder"] == str(folder)] for folder in (drawn.pictures, drawn.lies)
    )
    assert [row["file"] for row in told["images"]] == [row["file"] for row in manifest(drawn.pictures)] + [
        row["file"] for row in manifest(drawn.lies)
    ]
    exact = []
    for seen, true, number in zip(pictures, manifest(drawn.pictures), [*LENSES, None], strict=True):
        assert [found["index"] for found in seen["found"]] == ([] if number is None else [number])
        for found in seen["found"]:
            assert corners_off(found, true) < 0.5
            exact.append(overlay(found["exact"], true))
            width, height = (true["shot"][key] for key in "WH")
            usual = Lens(0.66 * float(np.hypot(width, height)), width / 2, height / 2)
            judged = {"right": True, "wrong": 0, "false": 0, "flipped": False, "exact": exact[-1]}
            assert seen["judged"] == pytest.approx({**judged, "nominal": overlay(found["pose"], true, usual)}, rel=1e-4)
    assert np.median(exact) < 0.5
    assert max(exact) < 1, "the nearest is drawn twice as large as its marker"
    assert [(row["judged"]["wrong"], row["judged"]["false"]) for row in lies] == [(1, 0), (0, 1)]

    assert [row["file"] for row in told["sequences"]] == [row["file"] for row in manifest(drawn.film)]
    for seen, true in zip(told["sequences"], manifest(drawn.film), strict=True):
        [found] = seen["found"]
        assert found["index"] == FILM
        assert seen["camera"] == pytest.approx(FOCAL), "the tracker's own nominal camera"
        assert corners_off(found, true) < 0.5
        assert overlay(found["exact"], true) < 1
        assert overlay(found["pose"], true) < 1
    assert not all(seen["searched"] for seen in told["sequences"]), "it was followed"

    ours, lying = (line.split() for line in tables.splitlines() if line.startswith("arlearn"))
    assert [ours[1], *ours[6:8]] == ["100.0", "0", "0"]
    assert [lying[1], *lying[6:8]] == ["0.0", "1", "1"]
    assert max(float(ours[9]), float(ours[10])) < 2, "off by so little through the true lens, and through the usual one"
    [played] = (line.split() for line in tables.splitlines() if line.startswith("hand"))
    assert played[1:4] == [str(FRAMES), "100.0", "0"]
    assert max(float(played[4]), float(played[5])) < 0.5, "through the true lens, and through the usual one"


def test_M61_detections_go_to_standard_output_alone_when_that_is_asked(
    drawn: Drawn, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "markers", "--images", str(drawn.lies), "--out", "-"]) == 0
    said = capsys.readouterr()
    assert [row["by"] for row in json.loads(said.out)["images"]] == ["arlearn"] * 2
    assert "found %" in said.err


Spoil = Callable[[Path], object]


def rows(change: Callable[[list[dict[str, Any]]], object]) -> Spoil:
    """Tells something else in the manifest."""

    def spoil(folder: Path) -> None:
        told = manifest(folder)
        change(told)
        write(folder, told)

    return spoil


SPOILT: dict[str, tuple[Spoil, str]] = {
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "there is no manifest.json"),
    "no JSON": (lambda folder: (folder / "manifest.json").write_text("[{"), "manifest.json: Invalid JSON"),
    "no picture": (rows(lambda told: told.clear()), "tells of no picture"),
    "a shot without its camera": (
        rows(lambda told: told[1]["shot"].pop("f")),
        "manifest.json: 1.shot.f: Field required",
    ),
    "another design": (
        rows(lambda told: told[1]["truth"].update(design="qr")),
        "the tracker reads ring_out13, not qr",
    ),
    "no such marker": (
        rows(lambda told: told[1]["truth"]["tags"][0].update(id=len(WORDS))),
        f"manifest.json: 1.truth.tags.0.id: Input should be less than {len(WORDS)}",
    ),
    "a marker's number in quotes": (
        rows(lambda told: told[1]["truth"]["tags"][0].update(id="17")),
        "manifest.json: 1.truth.tags.0.id: Input should be a valid integer",
    ),
    "two markers": (
        rows(lambda told: told[1]["truth"].update(tags=2 * told[1]["truth"]["tags"])),
        "17.png has 2 markers",
    ),
    "a missing picture": (lambda folder: (folder / "17.png").unlink(), "17.png is missing"),
    "text for a picture": (lambda folder: (folder / "17.png").write_text("Momo"), "17.png is no picture"),
    "half a picture": (
        lambda folder: (folder / "17.png").write_bytes((folder / "17.png").read_bytes()[:20_000]),
        "17.png is broken",
    ),
    "a picture of another size": (
        lambda folder: cv2.imwrite(str(folder / "17.png"), np.zeros((48, 64))),
        "17.png is 64x48, its manifest says 640x480",
    ),
}


@pytest.mark.parametrize(("spoil", "reason"), SPOILT.values(), ids=SPOILT)
@pytest.mark.parametrize("option", ["--images", "--sequence"])
def test_M62_a_folder_that_is_not_as_it_must_be_is_named_and_nothing_is_written(
    drawn: Drawn, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, spoil: Spoil, reason: str
) -> None:
    folder, out = tmp_path / "spoilt", tmp_path / "detections.json"
    shutil.copytree(drawn.pictures, folder)
    spoil(folder)
    out.write_text("of yesterday", "utf-8")
    assert main(["bench", "markers", option, str(folder), "--out", str(out)]) == 2
    [said] = capsys.readouterr().err.splitlines()
    assert said.startswith(f"arlearn: {folder}")
    assert reason in said
    assert out.read_text("utf-8") == "of yesterday"
    assert sorted(tmp_path.iterdir()) == [out, folder]


def test_M62_a_film_s_frames_tell_whose_they_are(
    drawn: Drawn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = manifest(drawn.film)
    for row in told:
        del row["shot"]["set"]
    write(tmp_path, told)
    assert main(["bench", "markers", "--sequence", str(tmp_path)]) == 2
    assert "manifest.json: 0.shot.set: Field required" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["nowhere/detections.json", "pictures.part/detections.json", "pictures"])
def test_M62_where_nothing_can_be_written_nothing_is_measured(
    drawn: Drawn, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures.part").write_text("somebody's")
    before = sorted(tmp_path.rglob("*"))
    assert main(["bench", "markers", "--images", str(drawn.pictures), "--out", str(tmp_path / place)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    [line] = said.err.splitlines()
    assert line.startswith(f"arlearn: {tmp_path / place} ")
    assert sorted(tmp_path.rglob("*")) == before
