"""Other people's readers on the same shots, each with its own kind of marker: for `arlearn bench markers --peers`.

Beside a folder of pictures with our markers lie those of the same shots with theirs, named by their design.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from arlearn.bench.markers_node import Tracker

PEERS = {"qr": ("zxing", "zxing, plain QR"), "qr+DICT_4X4_50": ("js-aruco2", "js-aruco2, 4x4")}
"""Design of the marker: who reads it, and what it is called in the table. ArUco's shares its area with a QR."""


OURS = "ring_out13"


def folders(ours: Path) -> dict[str, Path]:
    """Those of the peers' designs whose pictures were made: named as ours, with their design in the place of ours."""
    here = ours.resolve()
    name = here.name if OURS in here.name else OURS
    beside = {design: here.parent / name.replace(OURS, design) for design in PEERS}
    return {design: folder for design, folder in beside.items() if (folder / "manifest.json").is_file()}


def seen_by(
    node: Tracker, ours: Path, rows: list[dict[str, Any]]
) -> Iterator[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]]:
    """Name, pictures and answers of each peer whose pictures lie beside ours."""
    for design, folder in folders(ours).items():
        peer, name = PEERS[design]
        theirs = shots(folder, rows)
        yield name, theirs, answers(node, folder, theirs, peer)


def key(row: dict[str, Any]) -> tuple[object, ...]:
    """What makes a shot: those of one film differ in the frame alone."""
    shot = row["shot"]
    return shot["seed"], shot.get("set"), shot.get("frame")


def shots(folder: Path, ours: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The pictures with one truth each, as ours have it. Raises ValueError where the shots are not the same."""
    rows: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_text("utf-8"))
    if [key(row) for row in rows] != [key(row) for row in ours]:
        raise ValueError(f"{folder}: other shots than with our markers")
    for row in rows:
        whole = row["truth"]
        if not whole["tags"]:
            whole["tags"] = [{"id": whole["mid"], "px": whole["qr"], "mm": whole["qr_mm"]}]
    return rows


def answers(node: Tracker, folder: Path, rows: list[dict[str, Any]], peer: str) -> list[dict[str, Any]]:
    return [
        node.ask(folder / row["file"], row["shot"], {"peer": peer, "outline": row["truth"]["tags"][0]["mm"]})
        for row in rows
    ]
