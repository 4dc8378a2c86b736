"""Runs a program and says on standard output what it took: `python -I -S alone.py PROGRAM …`.

Linux counts what a process held before it became another program. What starts one has to be small, as this is and a
bench is not. What the program says goes to standard error.
"""

import json
import os
import subprocess
import sys

ERRORS = 2


def main() -> int:
    child = subprocess.Popen(sys.argv[1:], stdout=ERRORS)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    # Kilobytes; on macOS bytes.
    held = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"processor": used.ru_utime + used.ru_stime, "memory": held}))
    return 1 if child.returncode else 0


if __name__ == "__main__":
    raise SystemExit(main())
