"""`arlearn bench markers --hostile`: what the tracker finds where nothing is, and in markers that have seen much."""

from typing import Any

from PIL import Image

from arlearn.bench import markers_figures as figures
from arlearn.bench.hostile import genuine, hostile
from arlearn.bench.markers_manifest import Rows
from arlearn.bench.markers_node import Tracker
from arlearn.bench.worn import worn


def look(tracker: Tracker, count: int, seed: int, words: list[int]) -> Rows:
    """What is found where nothing is, kind by kind; lest that be blindness, in a tenth as many with a marker; and in
    half as many with one that is torn, drawn over or on a screen. Prints the tables."""
    without = [
        asked(tracker, picture.gray, picture.kind)
        for picture in [*hostile(count, seed, words), *genuine(count // 10, seed, words)]
    ]
    print(f"\nhostile pictures, seed {seed}\n{'':12}{'pictures':>9}{'found in':>10}")
    for kind, some in by_kind(without).items():
        print(f"{kind:12}{len(some):9}{sum(bool(one['found']) for one in some):10}")
    false = sum(len(one["found"]) for one in without if one["kind"] != "genuine")
    middle = figures.median([one["ms"] for one in without])
    print(f"{count} pictures without a marker, {false} found; median {middle:.2f} ms")
    own = [{**asked(tracker, one.gray, one.state), "index": one.index} for one in worn(count // 2, seed, words)]
    print(f"\nthe book's own, worn\n{'':12}{'pictures':>9}{'as itself':>10}{'as another':>11}")
    for kind, some in by_kind(own).items():
        print(f"{kind:12}{len(some):9}{sum(map(as_itself, some)):10}{sum(map(as_another, some)):11}")
    print(f"{len(own)} markers, {sum(map(as_itself, own))} found as themselves, {sum(map(as_another, own))} as another")
    return without + own


def asked(tracker: Tracker, gray: Image.Image, kind: str) -> dict[str, Any]:
    answer = tracker.look(gray, shot_of(gray))
    return {"kind": kind, "ms": answer["ms"], "found": [one["index"] for one in answer["found"]]}


def as_itself(row: dict[str, Any]) -> bool:
    return row["index"] in row["found"]


def as_another(row: dict[str, Any]) -> bool:
    return any(index != row["index"] for index in row["found"])


def by_kind(rows: Rows) -> dict[str, Rows]:
    return {kind: [row for row in rows if row["kind"] == kind] for kind in dict.fromkeys(row["kind"] for row in rows)}


def shot_of(gray: Image.Image) -> dict[str, Any]:
    """Of a picture whose camera nobody knows."""
    width, height = gray.size
    return {"W": width, "H": height, "S": 40, "f": 0.8 * width, "cx": width / 2, "cy": height / 2, "k1": 0.0}
