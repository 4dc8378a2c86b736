"""Prepares one model in a process of its own, and says what that took: `python -m arlearn.bench.assets_ours FILE DIR`.

Of its own, because what a process has held at most is told over all the children that it ever had. Which settings there
are it inherits from the command that starts it.
"""

import json
import resource
import sys
from pathlib import Path

from arlearn.errors import Problem
from content.pipeline.prepare import prepare_model

REFUSED = 3


def main() -> int:
    source, folder = map(Path, sys.argv[1:])
    before = resource.getrusage(resource.RUSAGE_SELF)
    try:
        made = prepare_model(source, folder, lambda progress: None)
    except Problem as problem:
        print(json.dumps({"refused": problem.code}))
        return REFUSED
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = own.ru_utime + own.ru_stime - before.ru_utime - before.ru_stime + children.ru_utime + children.ru_stime
    # Kilobytes; on macOS bytes.
    held = max(own.ru_maxrss, children.ru_maxrss) * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"file": str(made.model), "processor": seconds, "memory": held}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
