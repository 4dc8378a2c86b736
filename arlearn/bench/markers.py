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

from PIL import Image

from arlearn.bench import hostile as generated
from arlearn.bench import markers_figures as figures
from arlearn.bench import markers_node as tracking
from arlearn.bench import markers_peers as others

WORDS = Path(__file__).with_name("study_words.txt")
"""The 48 cells of each marker of the study's design `ring_out13`, whose numbers the manifests tell; 16 apart."""
NOMINAL = 0.6625
"""Focal length over the diagonal of the camera that the manifests call nominal."""
FRAME = 1 / 30


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
    words = WORDS.read_text("ascii").split()
    with ExitStack() as running:
        ours = running.enter_context(tracking.tracker())
        trackers = [(ours, "single", "arlearn")]
        if arguments.peers:
            trackers.append((running.enter_context(tracking.tracker(tracking.apriltag())), "plain", "AprilTag alone"))
        for tracker, _, _ in trackers:
            tracker.words(words)
        strangers = running.enter_context(tracking.peers()) if arguments.peers else None
        for folder in arguments.images:
            written["images"] += images(trackers, folder)
            if strangers:
                written["images"] += peers(strangers, folder)
        for folder in arguments.sequence:
            written["sequences"] += sequences(ours, folder)
        if arguments.hostile:
            written["hostile"] = hostile(ours, arguments.hostile, arguments.seed, [int(word, 16) for word in words])
    return written


def hostile(tracker: tracking.Tracker, count: int, seed: int, words: list[int]) -> list[dict[str, Any]]:
    """What is found where nothing is, kind by kind; and, lest that be blindness, in a tenth as many with a marker."""
    written = []
    for picture in [*generated.hostile(count, seed, words), *generated.genuine(count // 10, seed, words)]:
        answer = tracker.look(picture.gray, shot_of(picture.gray))
        written.append({"kind": picture.kind, "ms": answer["ms"], "found": [one["index"] for one in answer["found"]]})
    print(f"\nhostile pictures, seed {seed}\n{'':12}{'pictures':>9}{'found in':>10}")
    for kind in dict.fromkeys(one["kind"] for one in written):
        some = [one for one in written if one["kind"] == kind]
        print(f"{kind:12}{len(some):9}{sum(bool(one['found']) for one in some):10}")
    false = sum(len(one["found"]) for one in written if one["kind"] != "genuine")
    middle = figures.median([one["ms"] for one in written])
    print(f"{count} pictures without a marker, {false} found; median {middle:.2f} ms")
    return written


def shot_of(gray: Image.Image) -> dict[str, Any]:
    """Of a picture whose camera nobody knows."""
    width, height = gray.size
    return {"W": width, "H": height, "S": 40, "f": 0.8 * width, "cx": width / 2, "cy": height / 2, "k1": 0.0}


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


def images(trackers: list[tuple[tracking.Tracker, str, str]], folder: Path) -> list[dict[str, Any]]:
    """Trackers with the mode that they are asked in and their names."""
    rows, written = manifest(folder), []
    print(f"\n{folder}: {len(rows)} pictures")
    print(HEAD)
    for tracker, mode, name in trackers:
        answers = [tracker.picture(folder / row["file"], row["shot"], mode, i) for i, row in enumerate(rows)]
        written += told(name, rows, answers)
    return written


def peers(node: tracking.Tracker, ours: Path) -> list[dict[str, Any]]:
    """Of those whose pictures lie beside ours."""
    written, rows = [], manifest(ours)
    for design, folder in others.folders(ours).items():
        peer, name = others.PEERS[design]
        theirs = others.shots(folder, rows)
        written += told(name, theirs, others.answers(node, folder, theirs, peer))
    return written


def told(name: str, rows: list[dict[str, Any]], answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Prints a line of the table; what is written of each picture."""
    judged = [
        figures.judge(row["shot"], tag_of(row), answer, nominal_focal(row["shot"]))
        for row, answer in zip(rows, answers, strict=True)
    ]
    print_images(name, rows, judged)
    return [
        {"by": name, "file": row["file"], **answer, **found_of(one)}
        for row, answer, one in zip(rows, answers, judged, strict=True)
    ]


def found_of(judged: figures.Judged) -> dict[str, Any]:
    kept = ("right", "wrong", "false", "exact", "nominal", "flipped")
    return {"judged": {key: value for key, value in asdict(judged).items() if key in kept}}


HEAD = (
    f"{'':16}{'found %':>9}{'640/40':>8}{'640/60':>8}{'720/40':>8}{'720/60':>8}{'wrong':>7}{'false':>7}"
    f"{'corner px':>11}{'overlay px: true':>18}{'nominal':>9}{'flips':>7}{'steady mm':>11}{'ms 640':>8}{'720':>7}"
)


def print_images(name: str, rows: list[dict[str, Any]], judged: list[figures.Judged]) -> None:
    """Totals up to 60 degrees of incidence; wrong and false over all pictures."""
    with_marker = [one for row, one in zip(rows, judged, strict=True) if row.get("truth")]
    counted = [one for one in with_marker if one.incidence <= figures.STEEP]

    def found(width: int, side: int) -> float:
        return figures.part([one for one in counted if (one.shot["W"], one.shot["S"]) == (width, side)])

    right = [one for one in counted if one.right]
    corners = [x * x for one in right for x in one.corners]
    corner = (sum(corners) / len(corners)) ** 0.5 if corners else float("nan")
    flips = 100 * sum(one.flipped for one in right) / len(right) if right else float("nan")
    print(
        f"{name:16}{figures.part(counted):9.1f}{found(640, 40):8.1f}{found(640, 60):8.1f}{found(1280, 40):8.1f}"
        f"{found(1280, 60):8.1f}{sum(one.wrong for one in judged):7}{sum(one.false for one in judged):7}{corner:11.2f}"
        f"{figures.median([one.exact for one in right if one.exact is not None]):18.2f}"
        f"{figures.median([one.nominal for one in right if one.nominal is not None]):9.2f}{flips:7.1f}"
        f"{figures.steadiness(with_marker):11.2f}"
        f"{figures.median([one.ms for one in judged if one.shot['W'] == 640]):8.2f}"
        f"{figures.median([one.ms for one in judged if one.shot['W'] == 1280]):7.2f}"
    )


def sequences(tracker: tracking.Tracker, folder: Path) -> list[dict[str, Any]]:
    """Each film twice: with the nominal camera to begin with, and again with the focal length that was learnt."""
    rows, written = manifest(folder), []
    print(f"\n{folder}")
    print(
        f"{'':10}{'frames':>7}{'tracked %':>11}{'wrong':>7}{'overlay px: true':>18}{'nominal':>9}{'learnt':>8}"
        f"{'jitter px':>11}{'followed ms':>13}{'searched ms':>13}{'focal px: true':>16}{'learnt':>8}"
    )
    for kind in dict.fromkeys(row["shot"]["set"] for row in rows):
        film = [row for row in rows if row["shot"]["set"] == kind]
        first, answers = play(tracker, folder, film, None)
        shot = film[0]["shot"]
        diagonal = (shot["W"] ** 2 + shot["H"] ** 2) ** 0.5
        sure = answers[-1]["sure"]
        again = play(tracker, folder, film, sure)[0] if sure else None
        print(
            f"{kind:10}{len(film):7}{first.tracked:11.1f}{first.wrong:7}{first.exact:18.2f}{first.nominal:9.2f}"
            f"{again.nominal if again else float('nan'):8.2f}{first.jitter:11.2f}{first.followed_ms:13.2f}"
            f"{first.searched_ms:13.2f}{shot['f']:16.1f}{sure * diagonal if sure else float('nan'):8.1f}"
        )
        written += [{"file": row["file"], **answer} for row, answer in zip(film, answers, strict=True)]
    return written


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
