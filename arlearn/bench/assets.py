"""`arlearn bench assets`: what the pipeline makes of models beside what others make, or what accidents end in."""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arlearn.bench.assets_fuzz import Outcome


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--models", type=Path, metavar="DIR", help="GLB files, with peers (default: our own figures)")
    parser.add_argument("--most", type=int, default=0, metavar="N", help="only the first so many")
    peers = "the same by gltf-transform and gltfpack, which are fetched once (default: where --models is given)"
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, help=peers)
    parser.add_argument("--fuzz", type=int, default=0, metavar="N", help="instead: so many models broken by chance")
    parser.add_argument("--minutes", type=float, metavar="M", help="of the accidents: at most so long")
    parser.add_argument("--seed", type=int, default=1, help="of the accidents (default: %(default)s)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="arlearn-bench-") as folder:
        if arguments.fuzz:
            return accidents(arguments.seed, arguments.fuzz, arguments.minutes, Path(folder))
        try:
            from arlearn.bench.assets_table import table  # noqa: PLC0415  # needs a browser, which accidents do not

            peers = arguments.models is not None if arguments.peers is None else arguments.peers
            table(arguments.models, arguments.most, Path(folder), peers=peers)
        except (ImportError, RuntimeError, OSError) as error:
            print(f"arlearn: {error}", file=sys.stderr)
            return 2
    return 0


def accidents(seed: int, count: int, minutes: float | None, folder: Path) -> int:
    """1 when one of them ended as none may, 2 where that could not be seen."""
    # Other benches need neither the pipeline nor its settings.
    from arlearn.bench.assets_fuzz import MOST_SECONDS, fuzz  # noqa: PLC0415  # as said

    said: list[str] = []

    def say(outcome: "Outcome") -> None:
        for line in outcome.wrong[len(said) :]:
            said.append(line)
            print(f"  wrong: {line}", file=sys.stderr)
        told = f"  {outcome.count} of {count}: {outcome.made} made, {len(outcome.wrong)} wrong"
        print(told, file=sys.stderr, flush=True)

    until = None if minutes is None else time.monotonic() + 60 * minutes
    try:
        outcome = fuzz(seed, count, folder, say, until)
    except RuntimeError as error:
        print(f"arlearn: {error}", file=sys.stderr)
        return 2
    print(f"{outcome.count} models broken by chance, seed {seed}")
    for code, times in outcome.codes.most_common():
        print(f"{times:>7}  {code}")
    steps = ", ".join(f"{step} {outcome.reached[step]}" for step in ("take", "unpack", "node", "finish"))
    print(f"came to each step: {steps}")
    seconds, number = outcome.slowest
    print(f"slowest: number {number}, {seconds:.1f} s of the processor; {MOST_SECONDS:g} s is the most")
    for line in outcome.wrong:
        print(f"wrong: {line}")
    return 1 if outcome.wrong else 0
