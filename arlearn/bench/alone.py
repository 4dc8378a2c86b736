"""Runs a program and says on standard output what it took: `python -I -S alone.py SECONDS PROGRAM …`.

Linux counts what a process held before it became another program. What starts one has to be small, as this is and a
bench is not. What the program says goes to standard error. After so many seconds it is ended, with all that it started.
"""

import json
import os
import signal
import subprocess
import sys
import threading

ERRORS = 2


def main() -> int:
    seconds, *command = sys.argv[1:]
    child = subprocess.Popen(command, stdout=ERRORS, start_new_session=True)
    late = threading.Timer(float(seconds), os.killpg, (child.pid, signal.SIGKILL))
    late.daemon = True
    late.start()
    _, status, used = os.wait4(child.pid, 0)
    late.cancel()
    child.returncode = os.waitstatus_to_exitcode(status)
    # Kilobytes; on macOS bytes.
    held = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"processor": used.ru_utime + used.ru_stime, "memory": held}))
    return 1 if child.returncode else 0


if __name__ == "__main__":
    raise SystemExit(main())
