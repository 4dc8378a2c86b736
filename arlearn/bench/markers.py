"""`arlearn bench markers`: how well the shipped tracker finds and follows markers in pictures whose truth is known.

Prints tables. What `--out` writes are lists under "images", "sequences" and "hostile". A picture has a row for each
reader: `by`, `folder` as it was given, `file`, `ms`, and in `found` each detection's `index` (the marker's number),
`corners` (px), `pose` by the camera that the reader reckoned with and `exact` by the true one: `R`, row by row, and `t`
(mm). Of a single picture `judged` tells whether that is right, and how many px off (exact, nominal) the figure stands.
"""

import argparse
import json
import os
import sys
from contextlib import ExitStack, redirect_stdout
from dataclasses import asdict
from pathlib import Path
from typing import Any

from arlearn.bench import markers_figures as figures
from arlearn.bench import markers_hostile
from arlearn.bench import markers_node as tracking
from arlearn.bench import markers_peers as others
from arlearn.bench import markers_table as table
from arlearn.bench.markers_manifest import Rows, films, manifest, tag_of
from arlearn.bench.report import finite

WORDS = Path(__file__).with_name("study_words.txt")
"""The 48 cells of each marker of the study's design, whose numbers the manifests tell; 16 apart."""
FRAME = 1 / 30
OURS = "arlearn"
Asked = tuple[tracking.Tracker, str, str]
"""A tracker, the mode that it is asked in, and its name."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "A DIR has JPEG or PNG files and a manifest.json that tells their cameras, poses and markers; its form stands "
        "in arlearn/bench/markers_manifest.py, that of what is written in arlearn/bench/markers.py. Where something is "
        "missing, or not as it must be, nothing is written, and the exit status is 2."
    )
    parser.add_argument("--images", type=Path, action="append", default=[], metavar="DIR", help="pictures of their own")
    parser.add_argument(
        "--sequence", type=Path, action="append", default=[], metavar="DIR", help="films, frame by frame"
    )
    parser.add_argument("--hostile", type=int, default=0, metavar="N", help="pictures of what is only like a marker")
    parser.add_argument("--seed", type=int, default=1, help="of the hostile pictures (default: %(default)s)")
    parser.add_argument("--peers", action="store_true", help="the same pictures by others")
    out = (
        "write detections and poses of every picture there as JSON; - for standard output, and tables to standard error"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help=f"{out} (default: tables alone)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if not arguments.images and not arguments.sequence and not arguments.hostile:
        print("arlearn: tell --images DIR, --sequence DIR or --hostile N", file=sys.stderr)
        return 2
    try:
        if arguments.out is None:
            measure(arguments)
        elif str(arguments.out) == "-":
            with redirect_stdout(sys.stderr):
                written = measure(arguments)
            print(as_json(written))
        else:
            keep(arguments.out, arguments)
    except (RuntimeError, OSError, ValueError) as error:
        print(f"arlearn: {error}", file=sys.stderr)
        return 2
    return 0


def keep(out: Path, arguments: argparse.Namespace) -> None:
    """Measures, and writes the file whole or leaves it as it was; into a pipe or a device at the end. Raises
    ValueError, before, where it cannot be."""
    if out.is_dir():
        raise ValueError(f"{out} is a folder")
    if out.exists() and not out.is_file():
        out.write_text(as_json(measure(arguments)) + "\n")
        return
    whole = out.resolve()
    part = whole.with_name(f".{whole.name}.{os.getpid()}.part")
    try:
        file = part.open("x", encoding="utf-8")
    except OSError as error:
        raise ValueError(f"{out} cannot be written: {error.strerror}") from None
    try:
        with file:
            file.write(as_json(measure(arguments)) + "\n")
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)


def as_json(written: dict[str, Any]) -> str:
    return json.dumps(finite(written))


def measure(arguments: argparse.Namespace) -> dict[str, Any]:
    """Prints the tables. Raises what can go wrong with files and programs."""
    written: dict[str, Any] = {"images": [], "sequences": [], "hostile": []}
    words = study()
    pictures = [(folder, manifest(folder, film=False)) for folder in arguments.images]
    frames = [(folder, manifest(folder, film=True)) for folder in arguments.sequence]
    with ExitStack() as running:
        ours = running.enter_context(tracking.tracker())
        trackers: list[Asked] = [(ours, "single", OURS)]
        if arguments.peers:
            trackers.append((running.enter_context(tracking.tracker(tracking.apriltag())), "plain", "AprilTag alone"))
        for tracker, _, _ in trackers:
            tracker.words(words)
        strangers = running.enter_context(tracking.peers()) if arguments.peers else None
        for folder, rows in pictures:
            written["images"] += images(trackers, strangers, folder, rows)
        for folder, rows in frames:
            written["sequences"] += sequences(trackers, strangers, folder, rows)
        if strangers:
            print(others.NOTES)
        if arguments.hostile:
            numbers = [int(word, 16) for word in words]
            written["hostile"] = markers_hostile.look(ours, arguments.hostile, arguments.seed, numbers)
    return written


def study() -> list[str]:
    return WORDS.read_text("ascii").split()


def images(trackers: list[Asked], strangers: tracking.Tracker | None, folder: Path, rows: Rows) -> Rows:
    written: Rows = []
    lines: list[tuple[str, figures.PictureFigures]] = []
    print(f"\n{folder}: {len(rows)} pictures\n{table.PICTURES_HEAD}")

    def tell(name: str, shown: Rows, answers: Rows) -> None:
        more, line = told(name, folder, shown, answers)
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


def told(name: str, folder: Path, rows: Rows, answers: Rows) -> tuple[Rows, figures.PictureFigures]:
    """Prints a line of the table; what is written of each picture, and what the line says."""
    judged = [
        figures.judge(row["shot"], tag_of(row), answer, figures.nominal_focal(row["shot"]))
        for row, answer in zip(rows, answers, strict=True)
    ]
    line = figures.picture_figures(judged, [bool(row.get("truth")) for row in rows])
    print(table.pictures_line(name, line))
    return [
        {**one, **found_of(figure)} for one, figure in zip(noted(name, folder, rows, answers), judged, strict=True)
    ], line


def noted(name: str, folder: Path, rows: Rows, answers: Rows) -> Rows:
    return [
        {"by": name, "folder": str(folder), "file": row["file"], **answer}
        for row, answer in zip(rows, answers, strict=True)
    ]


def found_of(judged: figures.Judged) -> dict[str, Any]:
    kept = ("right", "wrong", "false", "exact", "nominal", "flipped")
    return {"judged": {key: value for key, value in asdict(judged).items() if key in kept}}


def sequences(trackers: list[Asked], strangers: tracking.Tracker | None, folder: Path, rows: Rows) -> Rows:
    """Our films twice: with the nominal camera to begin with, and again with the focal length that was learnt."""
    written: Rows = []
    compared: list[tuple[str, dict[str, figures.FilmFigures]]] = [(OURS, {})]
    print(f"\n{folder}\n{table.FILMS_HEAD}")
    for kind, film in films(rows).items():
        compared[0][1][kind], answers = followed(trackers[0][0], folder, kind, film)
        written += noted(OURS, folder, film, answers)
    seen = [
        (name, rows, [tracker.picture(folder / row["file"], row["shot"], mode, i) for i, row in enumerate(rows)])
        for tracker, mode, name in trackers[1:]
    ]
    theirs_too = others.seen_by(strangers, folder, rows, study(), film=True) if strangers else []
    for name, theirs, answers in [*seen, *theirs_too]:
        compared.append((name, single_frames(theirs, answers)))
        written += noted(name, folder, theirs, answers)
    if len(compared) > 1:
        print(f"\n{table.film_comparison(compared)}")
    return written


def followed(tracker: tracking.Tracker, folder: Path, kind: str, film: Rows) -> tuple[figures.FilmFigures, Rows]:
    first, answers = play(tracker, folder, film, None)
    shot = film[0]["shot"]
    sure = answers[-1]["sure"]
    learnt = play(tracker, folder, film, sure)[0].nominal if sure else float("nan")
    focal = sure * figures.diagonal(shot) if sure else float("nan")
    print(table.film_line(kind, len(film), first, learnt, (shot["f"], focal)))
    return first, answers


def single_frames(rows: Rows, answers: Rows) -> dict[str, figures.FilmFigures]:
    """Of a reader that knows nothing from one frame to the next, by film."""
    found: dict[str, tuple[list[figures.Judged], Rows]] = {}
    for row, answer in zip(rows, answers, strict=True):
        focal = figures.nominal_focal(row["shot"])
        judged, kept = found.setdefault(row["shot"]["set"], ([], []))
        judged.append(figures.judge(row["shot"], tag_of(row), answer, focal))
        kept.append({**answer, "camera": focal, "searched": True})
    return {kind: figures.film_figures(judged, kept) for kind, (judged, kept) in found.items()}


def play(tracker: tracking.Tracker, folder: Path, film: Rows, kept: float | None) -> tuple[figures.FilmFigures, Rows]:
    tracker.film(kept)
    answers = [tracker.picture(folder / row["file"], row["shot"], "next", i * FRAME) for i, row in enumerate(film)]
    judged = [
        figures.judge(row["shot"], tag_of(row), answer, answer["camera"])
        for row, answer in zip(film, answers, strict=True)
    ]
    return figures.film_figures(judged, answers), answers
