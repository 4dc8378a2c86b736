"""The program that reads untrusted bytes: limits itself, gives its rights away, reads stdin, answers on stdout.

Run by `sandbox.run` as `python -I confined.py gate|picture`. Answer: one line of JSON, then the bytes it made, if any.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

MEMORY, PROCESSOR, FILE, HANDLES = 1200 * 1024 * 1024, 30, 64 * 1024 * 1024, 32
"""Bytes, seconds, bytes, count. Memory by RLIMIT_DATA: RLIMIT_AS also counts what is mapped and never touched."""


def limit() -> None:
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_NOFILE, HANDLES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def work(verb: str) -> Callable[[bytes], tuple[dict[str, object], bytes]]:
    """The function for the verb, with all that it needs loaded."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    if verb == "picture":
        from content.pipeline.picture import convert  # noqa: PLC0415  # after the limits, before the rights go

        return convert
    from content.gate import Report, gate  # noqa: PLC0415  # as above

    def gated(data: bytes) -> tuple[dict[str, object], bytes]:
        found = gate(data)
        return {"report" if isinstance(found, Report) else "refusal": asdict(found)}, b""

    return gated


def main() -> None:
    limit()
    do = work(sys.argv[1])
    from content.pipeline.landlock import close_files, leave_network  # noqa: PLC0415  # needs the path set by `work`

    # The network first: Landlock forbids to make namespaces no more than to open files, but a later kernel may.
    print("; ".join(["limits", leave_network(), close_files()]), file=sys.stderr, flush=True)
    answer, made = do(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)
    sys.stdout.buffer.flush()
    # Without taking the interpreter down in order: there is nothing left to save.
    os._exit(0)


if __name__ == "__main__":
    main()
