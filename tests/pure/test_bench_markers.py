"""What `arlearn bench markers` makes of a tracker's answers, against a truth that is reckoned here."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from arlearn.bench import hostile, markers_peers, markers_table
from arlearn.bench import markers_figures as figures
from arlearn.bench.markers import WORDS

SQUARE = np.array([[-10, -10, 0], [10, -10, 0], [10, 10, 0], [-10, 10, 0]], float)


def shot(**changes: Any) -> dict[str, Any]:
    tilt = np.radians(40)
    rotation = [[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]]
    plain = {"R": rotation, "t": [5, -3, 250], "f": 540.0, "cx": 322.0, "cy": 239.0, "k1": 0.02, "W": 640, "H": 480}
    return {**plain, "S": 40, "dist": 250, "tilt": 40, **changes}


def truth(of: dict[str, Any]) -> dict[str, Any]:
    return {"id": 7, "px": figures.seen(SQUARE, of).tolist()}


def answer(of: dict[str, Any], index: int = 7, moved: float = 0.0, turned: int = 0) -> dict[str, Any]:
    corners = np.roll(figures.seen(SQUARE, of) + moved, turned, 0)
    pose = {"R": np.array(of["R"]).ravel().tolist(), "t": of["t"]}
    return {"ms": 1.0, "found": [{"index": index, "corners": corners.tolist(), "pose": pose, "exact": pose}]}


def test_a_true_pose_has_no_error_through_the_true_camera_and_some_through_the_nominal_one() -> None:
    judged = figures.judge(shot(), truth(shot()), answer(shot()), 528)
    assert (judged.right, judged.wrong, judged.false, judged.flipped) == (True, 0, 0, False)
    assert judged.exact == pytest.approx(0, abs=1e-9)
    assert judged.nominal is not None
    assert 1 < judged.nominal < 6
    assert judged.corners == pytest.approx([0, 0, 0, 0], abs=1e-9)


@pytest.mark.parametrize(
    ("given", "right", "wrong", "false"),
    [
        (answer(shot(), moved=1.5), True, 0, 0),
        (answer(shot(), index=8), False, 1, 0),
        (answer(shot(), turned=1), False, 1, 0),
        (answer(shot(), moved=80), False, 0, 1),
        ({"ms": 1.0, "found": []}, False, 0, 0),
    ],
    ids=["near", "another's name", "turned by a quarter", "elsewhere", "nothing"],
)
def test_found_wrong_and_false(given: dict[str, Any], right: bool, wrong: int, false: int) -> None:
    judged = figures.judge(shot(), truth(shot()), given, 528)
    assert (judged.right, judged.wrong, judged.false) == (right, wrong, false)


def test_whatever_is_found_where_no_marker_is_is_false() -> None:
    assert figures.judge(shot(), None, answer(shot()), 528).false == 1


def test_incidence_is_against_the_line_of_sight_and_not_the_optical_axis() -> None:
    assert figures.incidence(shot(t=[0, 0, 250])) == pytest.approx(40)
    assert figures.incidence(shot(t=[0, 250 * np.tan(np.radians(20)), 250])) != pytest.approx(40, abs=10)


def test_a_film_counts_poses_that_are_far_off_as_lost() -> None:
    film = [shot(), shot(), shot()]
    answers = [answer(film[0]), answer(film[1]), {"ms": 1.0, "found": []}]
    answers[1]["found"][0]["pose"] = {**answers[1]["found"][0]["pose"], "t": [60, 0, 250]}
    answers = [{**one, "camera": 540.0, "searched": i == 0} for i, one in enumerate(answers)]
    judged = [figures.judge(of, truth(of), one, 540.0) for of, one in zip(film, answers, strict=True)]
    assert figures.film_figures(judged, answers).tracked == pytest.approx(100 / 3)


def test_the_words_of_the_study_are_sixteen_apart_in_every_turn() -> None:
    words = [int(word, 16) for word in WORDS.read_text("ascii").split()][:60]
    turns = [(word << k * 12 | word >> 48 - k * 12) & (1 << 48) - 1 for word in words for k in range(4)]
    assert min((a ^ b).bit_count() for i, a in enumerate(turns) for b in turns[:i]) >= 16


def test_hostile_words_are_of_no_book_and_a_mirror_turns_them_round() -> None:
    words = [int(word, 16) for word in WORDS.read_text("ascii").split()]
    rng = np.random.default_rng(3)
    assert hostile.distance(words[5], words) == 0
    assert hostile.APART <= hostile.distance(hostile.near_miss(rng, words), words) <= hostile.APART + 2
    assert hostile.distance(hostile.foreign(rng, words), words) >= hostile.APART
    seen = hostile.ring(words[5], rng)[:, ::-1]
    mirrored = hostile.ring(hostile.mirror_of(words[5]), rng)
    assert any((seen[:8] == np.rot90(mirrored, turns)[:8]).all() for turns in range(4))


def test_peers_are_told_the_very_same_shots_or_nothing(tmp_path: Path) -> None:
    ours = [{"file": "0.jpg", "shot": {**shot(), "seed": 5}, "truth": {"tags": []}}]
    code = {"design": "qr", "mid": 9, "qr": truth(shot())["px"], "qr_mm": SQUARE[:, :2].tolist(), "tags": []}
    (tmp_path / "ring").mkdir()
    (tmp_path / "qr").mkdir()
    (tmp_path / "qr" / "manifest.json").write_text(json.dumps([{**ours[0], "truth": code}]), "utf-8")
    [(design, folder)] = markers_peers.folders(tmp_path / "ring").items()
    assert design == "qr"
    [row] = markers_peers.shots(folder, ours)
    assert row["truth"]["tags"] == [{"id": 9, "px": code["qr"], "mm": code["qr_mm"]}]
    with pytest.raises(ValueError, match="other shots"):
        markers_peers.shots(folder, [{"shot": {**shot(), "seed": 6}}])
    (tmp_path / "film640_ring_out13").mkdir()
    (tmp_path / "film640_qr").mkdir()
    (tmp_path / "film640_qr" / "manifest.json").write_text("[]", "utf-8")
    assert list(markers_peers.folders(tmp_path / "film640_ring_out13").values()) == [tmp_path / "film640_qr"]


def pictures(moved: float, ms: float, found: int) -> figures.PictureFigures:
    """Of four pictures, in so many of which the marker was found."""
    answers = [{**(answer(shot(), moved=moved) if i < found else {"found": []}), "ms": ms} for i in range(4)]
    judged = [figures.judge(shot(), truth(shot()), one, 528) for one in answers]
    return figures.picture_figures(judged, [True] * 4)


def test_M43_the_table_of_pictures_tells_how_many_times_ours_the_others_are() -> None:
    rows = [("ours", pictures(0.5, 2.0, 4)), ("theirs", pictures(1.0, 5.0, 3))]
    head, line = markers_table.picture_ratios(rows).splitlines()
    assert line.split()[0] == "theirs"
    assert [float(one) for one in line.split()[1:3]] == [0.75, 2.0], head
    assert float(line.split()[6]) == 2.5
    whole = markers_table.pictures_line(*rows[1]).split()
    assert [float(one) for one in whole[1:3]] == [75.0, 75.0]
    assert len(whole) == 15


def film(moves: list[float | None], ms: float) -> figures.FilmFigures:
    """Of frames in which the pose was off by so many mm to the right; None where nothing was found."""
    answers = []
    for off in moves:
        one = answer(shot())
        if off is None:
            one["found"] = []
        else:
            x, y, z = shot()["t"]
            one["found"][0]["pose"] = {**one["found"][0]["pose"], "t": [x + off, y, z]}
        answers.append({**one, "ms": ms, "camera": 540.0, "searched": False})
    return figures.film_figures([figures.judge(shot(), truth(shot()), one, 540.0) for one in answers], answers)


def test_M43_films_are_compared_by_what_is_tracked_how_it_trembles_and_what_it_takes() -> None:
    rows = [
        ("ours", {"hold": film([0.0, 0.1] * 4, 0.5), "shake": film([0.0, 0.1, None, 0.1], 1.0)}),
        ("theirs", {"hold": film([0.0, 0.3] * 4, 5.0), "shake": film([None, 0.2, None, 0.0], 4.0)}),
    ]
    lines = [line.split() for line in markers_table.film_comparison(rows).splitlines()]
    assert [line[0] for line in lines] == [
        first for title in ("tracked", "jitter", "ms") for first in (title, "ours", "theirs")
    ]
    assert lines[1][1:] == ["100.00", "75.00"]
    assert lines[2][1:] == ["100.00", "50.00"]
    assert lines[5][2] == "(3.0x)", "three times as far to and fro"
    assert lines[8][1:] == ["5.00", "(10.0x)", "4.00", "(4.0x)"]
    assert lines[5][3:] == ["nan"], "never two frames in a row"


def test_M43_jitter_is_compared_in_the_frames_that_both_tracked() -> None:
    ours = film([0.0, 0.1, 0.0, 5.0, 0.0], 1.0)
    theirs = film([0.0, 0.2, 0.0, None, 0.0], 1.0)
    assert theirs.jitter < ours.jitter
    assert figures.times_the_jitter(theirs, ours) == pytest.approx(2, rel=0.05)
