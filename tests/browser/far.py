"""How far a room of answer cards is read, by the shipped tracker: `python -m tests.browser.far` prints the table."""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from markers.cards import LETTERS, NUMBERS
from markers.family import words
from tests.browser.room import Held, Shot, room

CARDS = [words()[number] for number in NUMBERS]
PROGRAM = Path(__file__).with_name("far.mjs")
SHOTS = {
    "3 to 4 m": Shot(),
    "4 m": Shot(near=4000),
    "4 m, soft and dark": Shot(near=4000, blur=1.3, noise=6),
    "4 m, 720p": Shot(near=4000, width=1280, height=720),
    "5 m": Shot(near=5000, far=5000),
    "6 m": Shot(near=6000, far=6000),
    "7 m": Shot(near=7000, far=7000),
    "4 m, tilt to 50": Shot(near=4000, tilt=50),
}


@dataclass
class Score:
    """What was read in some pictures, each frame by itself."""

    held: int = 0
    right: int = 0
    askew: int = 0
    """Found, but by no letter."""
    wrong: int = 0
    """Another letter than was up, or a card that was not there."""
    ms: float = 0.0


def hands(seed: int, count: int) -> dict[int, str]:
    """Some of the cards, by number, each with a letter up."""
    rng = np.random.default_rng(seed)
    return {int(card) + 1: LETTERS[rng.integers(0, 4)] for card in rng.permutation(len(CARDS))[:count]}


def measure(shot: Shot, seeds: Iterable[int], count: int = 30, others: Sequence[int] = ()) -> Score:
    """Pictures of `count` cards, and of markers with `others` as their words, read one by one."""
    with tempfile.TemporaryDirectory() as folder:
        truths, shots = [], []
        for seed in seeds:
            truths.append(hands(seed, count))
            cards = [Held(CARDS[card - 1], LETTERS.index(up)) for card, up in truths[-1].items()]
            file = Path(folder) / f"{seed}.gray"
            room([*cards, *(Held(word, 0) for word in others)], seed, shot).tofile(file)
            shots.append({"file": str(file), "width": shot.width, "height": shot.height})
        return _score(truths, _read(shots, Path(folder) / "shots.json"))


def _read(shots: list[dict[str, Any]], file: Path) -> list[dict[str, Any]]:
    file.write_text(json.dumps({"words": [f"{word:012x}" for word in CARDS], "shots": shots}))
    run = subprocess.run(
        [shutil.which("node") or "node", str(PROGRAM), str(file)], capture_output=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stderr.decode()
    read: list[dict[str, Any]] = json.loads(run.stdout)
    return read


def _score(truths: Sequence[dict[int, str]], read: Sequence[dict[str, Any]]) -> Score:
    score = Score(ms=statistics.median(one["took"] for one in read))
    for truth, one in zip(truths, read, strict=True):
        score.held += len(truth)
        for card, up in one["cards"]:
            if up is None and card in truth:
                score.askew += 1
            elif truth.get(card) == up:
                score.right += 1
            else:
                score.wrong += 1
    return score


if __name__ == "__main__":
    pictures = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for name, shot in SHOTS.items():
        found = measure(shot, range(100, 100 + pictures))
        side = shot.focal * 120 / shot.far
        print(f"{name:20} {side:5.1f} px  right {found.right} of {found.held}, wrong {found.wrong}, {found.ms:.0f} ms")
