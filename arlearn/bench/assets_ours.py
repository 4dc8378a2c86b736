"""Prepares one model in a process of its own, and says what that took: `python -m arlearn.bench.assets_ours FILE DIR`.

Of its own, because what a process has held at most is told over all the children that it ever had. Which settings there
are it inherits from the command that starts it.
"""

import json
import re
import resource
import sys
from pathlib import Path

from arlearn.errors import Problem
from content.pipeline.prepare import prepare_model

REFUSED = 3
STATUS = Path("/proc/self/status")


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
    print(json.dumps({"file": str(made.model), "processor": seconds, "memory": _held()}))
    return 0


def _held() -> int:
    """Most that this process or one of its children held, bytes."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    if sys.platform == "darwin":
        return max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, children)
    # Linux has ru_maxrss begin with what whoever started this program had held: that of children with what this one
    # had, which counts anyway, but its own with what the bench had.
    own = re.search(r"^VmHWM:\s*(\d+) kB$", STATUS.read_text(), re.MULTILINE)
    if own is None:
        raise RuntimeError(f"{STATUS} does not tell what was held")
    return max(int(own[1]), children) * 1024


if __name__ == "__main__":
    raise SystemExit(main())
