"""The program that reads untrusted bytes: limits itself, gives its rights away, reads stdin, answers on stdout.

Run by `sandbox.run` as `python -I confined.py VERB …`. Answer: one line of JSON, then the bytes it made, if any. With
the verb `node` it becomes that program, which answers in the same way.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

MEMORY, PROCESSOR, FILE, HANDLES = 1200 * 1024 * 1024, 60, 64 * 1024 * 1024, 32
"""Bytes, seconds, bytes, count. Memory by RLIMIT_DATA: RLIMIT_AS also counts what is mapped and never touched."""
MORE_HANDLES, HEAP = 128, 512
"""For Node: count, and megabytes of its own heap."""
LIBRARIES = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/share/nodejs",
    "/etc/ld.so.cache",
    "/dev/null",
    "/dev/urandom",
)
"""What Node reads before it starts, beside itself and its script. The Python side opens nothing at all."""

Answer = tuple[dict[str, object], bytes]
Work = Callable[[bytes], Answer]


def limit(handles: int = HANDLES) -> None:
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_NOFILE, handles),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def work(verb: str, arguments: list[str]) -> Work:
    """The function for the verb, with all that it needs loaded."""
    if verb == "picture":
        from content.pipeline.picture import convert  # noqa: PLC0415  # after the limits, before the rights go

        return convert
    if verb == "sound":
        from content.pipeline.sound import ready as hear  # noqa: PLC0415  # as above

        return hear()
    if verb == "pick":
        from content.pipeline.pick import ready as ready_to_pick  # noqa: PLC0415  # as above

        return ready_to_pick(arguments[0], int(arguments[1]))
    if verb in ("show", "take", "finish"):
        return _each(verb, json.loads(arguments[0]))
    from content.gate import Report, gate  # noqa: PLC0415  # as above

    def gated(data: bytes) -> Answer:
        found = gate(data)
        return {"report" if isinstance(found, Report) else "refusal": asdict(found)}, b""

    return gated


def _each(verb: str, orders: list[dict[str, Any]]) -> Work:
    """The models of the orders lie one after the other, and so do the answers: to start a process takes longer.

    Each answer says how many seconds of the processor it took.
    """
    ready: list[Work]
    if verb == "take":
        from content.pipeline.take import ready as ready_to_take  # noqa: PLC0415  # as above

        ready = [ready_to_take(order["kind"], order["most"], order["inside"]) for order in orders]
    elif verb == "show":
        from content.pipeline.show import ready as ready_to_show  # noqa: PLC0415  # as above

        ready = [ready_to_show(order["kind"], order["inside"]) for order in orders]
    else:
        from content.pipeline.finish import ready as ready_to_finish  # noqa: PLC0415  # as above

        ready = [ready_to_finish(order["packed"]) for order in orders]

    def all_(data: bytes) -> Answer:
        at, answers, made = 0, [], b""
        for order, do in zip(orders, ready, strict=True):
            begun = time.process_time()
            answer, bytes_ = do(data[at : at + order["size"]])
            answers.append({**answer, "size": len(bytes_), "seconds": time.process_time() - begun})
            at, made = at + order["size"], made + bytes_
        return {"each": answers}, made

    return all_


def become_node(orders: str, program: str, script: str) -> None:
    """Node with the script, which finds nothing else to read."""
    from content.pipeline.landlock import close_files, leave_network  # noqa: PLC0415  # needs the path set by `main`

    folder = str(Path(program).parent)
    network = leave_network()
    # Its libraries may lie beside it, as where it came as a Python package.
    beside = [str(path) for path in (Path(folder).parent / "lib", Path(folder).parent / "libnode") if path.exists()]
    files = close_files([program, script, *beside, *LIBRARIES])
    print("; ".join(["limits", network, files]), file=sys.stderr, flush=True)
    flags = [f"--max-old-space-size={HEAP}", "--no-warnings", "--openssl-config=/dev/null"]
    os.execve(program, [program, *flags, script, orders], {"LC_ALL": "C.UTF-8"})  # noqa: S606  # there is no shell


def main() -> None:
    verb, *arguments = sys.argv[1:]
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    from content.pipeline.parent import end_with_parent  # noqa: PLC0415  # needs the path set above

    end_with_parent(os.getppid())
    if verb == "node":
        limit(MORE_HANDLES)
        become_node(*arguments)
    limit()
    do = work(verb, arguments)
    from content.pipeline.landlock import close_files, leave_network  # noqa: PLC0415  # needs the path set above

    # The network first: Landlock forbids to make namespaces no more than to open files, but a later kernel may.
    print("; ".join(["limits", leave_network(), close_files()]), file=sys.stderr, flush=True)
    answer, made = do(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)
    sys.stdout.buffer.flush()
    # Without taking the interpreter down in order: there is nothing left to save.
    os._exit(0)


if __name__ == "__main__":
    main()
