"""Other people's readers on the same shots: for `arlearn bench markers --peers`.

Beside a folder of pictures with our markers lie those of the same shots with theirs, named by their design. MindAR,
which has no markers of its own, looks at ours.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from arlearn.bench import markers_drawn as drawn
from arlearn.bench import markers_mindar as mindar
from arlearn.bench.markers_fetched import fetched
from arlearn.bench.markers_figures import nominal_focal
from arlearn.bench.markers_manifest import DESIGN, Rows
from arlearn.bench.markers_node import Tracker

PEERS = {
    "qr": ("zxing", "zxing, plain QR"),
    "qr+DICT_4X4_50": ("js-aruco2", "js-aruco2, 4x4"),
    "frame70": ("artoolkit", "ARToolKit"),
}
"""Design of the marker: who reads it, and what it is called in the table. ArUco's shares its area with a QR."""
NOTES = """
ARToolKit: a QR in a plain black border, learnt as 16x16 patterns, at most 50 at a time; its own threshold of 100.
MindAR: our printed markers as its pictures; told which one there is; nine looks at a picture, one at a film's frame.
"""
ARTOOLKIT = "@ar-js-org/artoolkit5-js@0.3.2"
INSIDE = 0.7
"""Of the design `frame70`: the border's inside over the whole square."""
KNOWN = 50
"""Patterns that one ARToolKit holds: its AR_PATT_NUM_MAX."""


def folders(ours: Path) -> dict[str, Path]:
    """Those of the peers' designs whose pictures were made: named as ours, with their design in the place of ours."""
    here = ours.resolve()
    name = here.name if DESIGN in here.name else DESIGN
    beside = {design: here.parent / name.replace(DESIGN, design) for design in PEERS}
    return {design: folder for design, folder in beside.items() if (folder / "manifest.json").is_file()}


def seen_by(node: Tracker, ours: Path, rows: Rows, words: list[str], film: bool) -> Iterator[tuple[str, Rows, Rows]]:
    """Name, pictures and answers of each peer whose pictures lie beside ours, and of MindAR; who is missing is told.

    Pictures without any marker are no design's: all look at the same.
    """
    bare = bool(rows) and not any(row.get("truth") for row in rows)
    beside = dict.fromkeys(PEERS, ours) if bare else folders(ours)
    for design, (peer, name) in PEERS.items():
        if design not in beside:
            missing(name, f"no pictures of {design} beside {ours}")
            continue
        try:
            theirs = shots(beside[design], rows)
            told = taught(node, theirs) if peer == "artoolkit" else {}
            seen = answers(node, beside[design], theirs, {"peer": peer, "film": film, **told})
        except (RuntimeError, OSError, ValueError) as error:
            missing(name, str(error))
            continue
        yield name, theirs, seen
    try:
        if not all(row.get("truth") for row in rows):
            raise RuntimeError("it is told which marker there is, and some pictures have none")
        seen = mindar.seen(ours, rows, words, film)
    except RuntimeError as error:
        missing(mindar.NAME, str(error))
    else:
        yield mindar.NAME, rows, seen


def missing(name: str, reason: str) -> None:
    print(f"{name} is not in the table: {reason}", file=sys.stderr)


def key(row: dict[str, Any]) -> tuple[object, ...]:
    """What makes a shot: those of one film differ in the frame alone, and some have no marker."""
    shot = row["shot"]
    return shot["seed"], shot.get("set"), shot.get("frame"), bool(row.get("truth"))


def shots(folder: Path, ours: Rows) -> Rows:
    """The pictures with one truth each, as ours, or none. Raises ValueError where the shots are not the same, or the
    manifest is of another kind."""
    try:
        rows: Rows = json.loads((folder / "manifest.json").read_text("utf-8"))
        if [key(row) for row in rows] != [key(row) for row in ours]:
            raise ValueError(f"{folder}: other shots than with our markers")
        for whole in (row["truth"] for row in rows if row.get("truth")):
            if not whole["tags"]:
                whole["tags"] = [{"id": whole["mid"], "px": whole["qr"], "mm": whole["qr_mm"]}]
            if missing_parts := {"id", "px", "mm"} - whole["tags"][0].keys():
                raise KeyError(*missing_parts)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{folder}: a manifest of another kind ({error!r})") from None
    return rows


def taught(node: Tracker, rows: Rows) -> dict[str, Any]:
    """Has ARToolKit learn the markers of these pictures, and tells in which of its sets each is. Raises RuntimeError.

    It holds fifty; where there are more, it is asked with the half, or third, in which the picture's own marker is.
    Where there are none it has fifty to take something for.
    """
    sets = portions([row["truth"]["mid"] for row in rows if row.get("truth")] or list(range(KNOWN)))
    sizes = sorted({(row["shot"]["W"], row["shot"]["H"]) for row in rows})
    cameras = [{"width": w, "height": h, "file": drawn.camera(w, h, nominal_focal({"W": w, "H": h}))} for w, h in sizes]
    node.learn(
        {
            "folder": str(fetched(ARTOOLKIT)),
            "inside": INSIDE,
            "cameras": [{**one, "file": b64encode(one["file"]).decode()} for one in cameras],
            "sets": [{str(number): drawn.pattern(drawn.code(number)) for number in one} for one in sets],
        }
    )
    return {"sets": {number: at for at, one in enumerate(sets) for number in one}}


def portions(numbers: list[int]) -> list[list[int]]:
    """All of them in as few sets of at most fifty as can be, as even as can be."""
    every = sorted(set(numbers))
    count = -(-len(every) // KNOWN)
    return [every[at::count] for at in range(count)]


def answers(node: Tracker, folder: Path, rows: Rows, asked: dict[str, Any]) -> Rows:
    sets = asked.pop("sets", None)
    answered: Rows = []
    for row in rows:
        truth = row.get("truth")
        outline = truth["tags"][0]["mm"] if truth else square(row["shot"]["S"])
        among = {} if sets is None else {"set": sets[truth["mid"]] if truth else 0}
        answered.append(node.ask(folder / row["file"], row["shot"], {**asked, "outline": outline, **among}))
    return answered


def square(side: float) -> list[list[float]]:
    """Where the corners of a marker of this side lie on its page, mm; for what is taken for one where none is."""
    half = side / 2
    return [[-half, -half], [half, -half], [half, half], [-half, half]]
