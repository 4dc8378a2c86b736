"""`arlearn bench assets`: what the pipeline makes of models beside what others make, or what accidents end in."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arlearn.bench.assets_fuzz import Outcome


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--models", type=Path, metavar="DIR", help="GLB files (default: our own figures)")
    parser.add_argument("--most", type=int, default=0, metavar="N", help="only the first so many")
    parser.add_argument("--peers", action="store_true", help="the same by gltf-transform and gltfpack")
    parser.add_argument("--fuzz", type=int, default=0, metavar="N", help="instead: so many models broken by chance")
    parser.add_argument("--seed", type=int, default=1, help="of the accidents (default: %(default)s)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="arlearn-bench-") as folder:
        if arguments.fuzz:
            return accidents(arguments.seed, arguments.fuzz, Path(folder))
        try:
            from arlearn.bench.assets_table import table  # noqa: PLC0415  # needs a browser, which accidents do not

            table(arguments.models, arguments.most, Path(folder), peers=arguments.peers)
        except (ImportError, RuntimeError, OSError) as error:
            print(f"arlearn: {error}", file=sys.stderr)
            return 2
    return 0


def accidents(seed: int, count: int, folder: Path) -> int:
    """1 when one of them ended as none may."""
    # Other benches need neither the pipeline nor its settings.
    from arlearn.bench.assets_fuzz import fuzz  # noqa: PLC0415  # as said

    def say(number: int, outcome: "Outcome") -> None:
        print(f"  {number} of {count}: {outcome.made} made, {len(outcome.wrong)} wrong", file=sys.stderr, flush=True)

    outcome = fuzz(seed, count, folder, say)
    print(f"{count} models broken by chance, seed {seed}")
    for code, times in outcome.codes.most_common():
        print(f"{times:>7}  {code}")
    print(f"slowest {outcome.slowest:.1f} s")
    for line in outcome.wrong:
        print(f"wrong: {line}")
    return 1 if outcome.wrong else 0
