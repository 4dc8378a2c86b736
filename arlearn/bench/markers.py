"""`arlearn bench markers`: how well the shipped tracker finds and follows markers in pictures whose truth is known.

A folder of pictures has a `manifest.json`: a list of `{file, shot, truth}`, where the shot tells camera and pose, and
the truth the marker's number and corners; without a truth there is no marker in the picture.
"""

import argparse
import json
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from arlearn.bench import markers_figures as figures
from arlearn.bench import markers_hostile
from arlearn.bench import markers_node as tracking
from arlearn.bench import markers_peers as others
from arlearn.bench import markers_table as table

WORDS = Path(__file__).with_name("study_words.txt")
"""The 48 cells of each marker of the study's design `ring_out13`, whose numbers the manifests tell; 16 apart."""
NOMINAL = 0.6625
"""Focal length over the diagonal of the camera that the manifests call nominal."""
FRAME = 1 / 30
OURS = "arlearn"
Asked = tuple[tracking.Tracker, str, str]
"""A tracker, the mode that it is asked in, and its name."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--images", type=Path, action="append", default=[], metavar="DIR", help="pictures of their own")
    parser.add_argument(
        "--sequence", type=Path, action="append", default=[], metavar="DIR", help="films, frame by frame"
    )
    parser.add_argument("--hostile", type=int, default=0, metavar="N", help="pictures of what is only like a marker")
    parser.add_argument("--seed", type=int, default=1, help="of the hostile pictures")
    parser.add_argument("--peers", action="store_true", help="the same pictures by others")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write detections and poses of every picture there")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if not arguments.images and not arguments.sequence and not arguments.hostile:
        print("arlearn: tell --images DIR, --sequence DIR or --hostile N", file=sys.stderr)
        return 2
    try:
        written = measure(arguments)
    except (RuntimeError, OSError, ValueError, KeyError) as error:
        print(f"arlearn: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    if arguments.out:
        arguments.out.write_text(json.dumps(written), "utf-8")
    return 0


def measure(arguments: argparse.Namespace) -> dict[str, Any]:
    """Prints the tables. Raises what can go wrong with files and programs."""
    written: dict[str, Any] = {"images": [], "sequences": [], "hostile": []}
    words = study()
    with ExitStack() as running:
        ours = running.enter_context(tracking.tracker())
        trackers: list[Asked] = [(ours, "single", OURS)]
        if arguments.peers:
            trackers.append((running.enter_context(tracking.tracker(tracking.apriltag())), "plain", "AprilTag alone"))
        for tracker, _, _ in trackers:
            tracker.words(words)
        strangers = running.enter_context(tracking.peers()) if arguments.peers else None
        for folder in arguments.images:
            written["images"] += images(trackers, strangers, folder)
        for folder in arguments.sequence:
            written["sequences"] += sequences(trackers, strangers, folder)
        if strangers:
            print(others.NOTES)
        if arguments.hostile:
            numbers = [int(word, 16) for word in words]
            written["hostile"] = markers_hostile.look(ours, arguments.hostile, arguments.seed, numbers)
    return written


def study() -> list[str]:
    return WORDS.read_text("ascii").split()


def manifest(folder: Path) -> list[dict[str, Any]]:
    """Raises ValueError where it is none of the design that the tracker reads."""
    rows: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_text("utf-8"))
    for row in rows:
        if row.get("truth") and row["truth"]["design"] != "ring_out13":
            raise ValueError(f"{folder}: the tracker reads ring_out13, not {row['truth']['design']}")
    return rows


def tag_of(row: dict[str, Any]) -> dict[str, Any] | None:
    tag: dict[str, Any] | None = row["truth"]["tags"][0] if row.get("truth") else None
    return tag


def nominal_focal(shot: dict[str, Any]) -> float:
    """Of the tracker's nominal camera, px."""
    return float(0.66 * (shot["W"] ** 2 + shot["H"] ** 2) ** 0.5)


def images(trackers: list[Asked], strangers: tracking.Tracker | None, folder: Path) -> list[dict[str, Any]]:
    rows, written = manifest(folder), []
    lines: list[tuple[str, figures.PictureFigures]] = []
    print(f"\n{folder}: {len(rows)} pictures\n{table.PICTURES_HEAD}")

    def tell(name: str, shown: list[dict[str, Any]], answers: list[dict[str, Any]]) -> None:
        more, line = told(name, shown, answers)
        written.extend(more)
        lines.append((name, line))

    for tracker, mode, name in trackers:
        tell(name, rows, [tracker.picture(folder / row["file"], row["shot"], mode, i) for i, row in enumerate(rows)])
    if strangers:
        for name, theirs, answers in others.seen_by(strangers, folder, rows, study(), film=False):
            tell(name, theirs, answers)
    if len(lines) > 1:
        print(table.picture_ratios(lines))
    return written


def told(
    name: str, rows: list[dict[str, Any]], answers: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], figures.PictureFigures]:
    """Prints a line of the table; what is written of each picture, and what the line says."""
    judged = [
        figures.judge(row["shot"], tag_of(row), answer, nominal_focal(row["shot"]))
        for row, answer in zip(rows, answers, strict=True)
    ]
    line = figures.picture_figures(judged, [bool(row.get("truth")) for row in rows])
    print(table.pictures_line(name, line))
    return [
        {"by": name, "file": row["file"], **answer, **found_of(one)}
        for row, answer, one in zip(rows, answers, judged, strict=True)
    ], line


def found_of(judged: figures.Judged) -> dict[str, Any]:
    kept = ("right", "wrong", "false", "exact", "nominal", "flipped")
    return {"judged": {key: value for key, value in asdict(judged).items() if key in kept}}


def sequences(trackers: list[Asked], strangers: tracking.Tracker | None, folder: Path) -> list[dict[str, Any]]:
    """Our films twice: with the nominal camera to begin with, and again with the focal length that was learnt."""
    rows, written = manifest(folder), []
    compared: list[tuple[str, dict[str, figures.FilmFigures]]] = [(OURS, {})]
    print(f"\n{folder}\n{table.FILMS_HEAD}")
    for kind, film in films(rows).items():
        compared[0][1][kind], answers = followed(trackers[0][0], folder, kind, film)
        written += [{"by": OURS, "file": row["file"], **answer} for row, answer in zip(film, answers, strict=True)]
    seen = [
        (name, rows, [tracker.picture(folder / row["file"], row["shot"], mode, i) for i, row in enumerate(rows)])
        for tracker, mode, name in trackers[1:]
    ]
    theirs_too = others.seen_by(strangers, folder, rows, study(), film=True) if strangers else []
    for name, theirs, answers in [*seen, *theirs_too]:
        compared.append((name, single_frames(theirs, answers)))
        written += [{"by": name, "file": row["file"], **one} for row, one in zip(theirs, answers, strict=True)]
    if len(compared) > 1:
        print(f"\n{table.film_comparison(compared)}")
    return written


def films(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {
        kind: [row for row in rows if row["shot"]["set"] == kind] for kind in {row["shot"]["set"]: 0 for row in rows}
    }


def followed(
    tracker: tracking.Tracker, folder: Path, kind: str, film: list[dict[str, Any]]
) -> tuple[figures.FilmFigures, list[dict[str, Any]]]:
    first, answers = play(tracker, folder, film, None)
    shot = film[0]["shot"]
    sure = answers[-1]["sure"]
    learnt = play(tracker, folder, film, sure)[0].nominal if sure else float("nan")
    focal = sure * (shot["W"] ** 2 + shot["H"] ** 2) ** 0.5 if sure else float("nan")
    print(table.film_line(kind, len(film), first, learnt, (shot["f"], focal)))
    return first, answers


def single_frames(rows: list[dict[str, Any]], answers: list[dict[str, Any]]) -> dict[str, figures.FilmFigures]:
    """Of a reader that knows nothing from one frame to the next, by film."""
    found: dict[str, tuple[list[figures.Judged], list[dict[str, Any]]]] = {}
    for row, answer in zip(rows, answers, strict=True):
        focal = nominal_focal(row["shot"])
        judged, kept = found.setdefault(row["shot"]["set"], ([], []))
        judged.append(figures.judge(row["shot"], tag_of(row), answer, focal))
        kept.append({**answer, "camera": focal, "searched": True})
    return {kind: figures.film_figures(judged, kept) for kind, (judged, kept) in found.items()}


def play(
    tracker: tracking.Tracker, folder: Path, film: list[dict[str, Any]], kept: float | None
) -> tuple[figures.FilmFigures, list[dict[str, Any]]]:
    tracker.film(kept)
    answers = [tracker.picture(folder / row["file"], row["shot"], "next", i * FRAME) for i, row in enumerate(film)]
    judged = [
        figures.judge(row["shot"], tag_of(row), answer, answer["camera"])
        for row, answer in zip(film, answers, strict=True)
    ]
    return figures.film_figures(judged, answers), answers
