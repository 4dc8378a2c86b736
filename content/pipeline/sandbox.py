"""Runs the reading of an untrusted file in a process that can do nothing else."""

import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from arlearn.errors import Problem
from content.gate import Refusal, Report
from content.gltf.pictures import measure
from content.problems import REFUSALS, UPLOAD_TOO_DEMANDING

PROGRAM = Path(__file__).resolve().parent / "confined.py"
WITHIN = 45.0
"""Seconds of the wall clock; the processor limit of the program itself is shorter."""
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
"""All that the child's environment holds. One thread: Landlock binds only threads that come after it."""
MOST_ANSWER = 64 * 1024 * 1024

_places = threading.BoundedSemaphore(2)
"""So many at a time: each may take what its memory limit allows. Others wait."""

log = logging.getLogger(__name__)
_report: TypeAdapter[Report] = TypeAdapter(Report)
_refusal: TypeAdapter[Refusal] = TypeAdapter(Refusal)


def gated(path: Path) -> Report:
    """What the model in the file holds; raises the Problem for which it is refused."""
    answer, _ = run("gate", path)
    try:
        return _report.validate_python(answer["report"])
    except (KeyError, ValidationError):
        log.error("the sandbox gave an answer of no known form")
        raise UPLOAD_TOO_DEMANDING() from None


@dataclass(frozen=True)
class Made:
    """A picture for phones, in a file beside the one it was made from."""

    path: Path
    sha256: str
    size: int
    width: int
    height: int
    media_type: str = "image/webp"


def picture(path: Path) -> Made:
    """The picture in the file, encoded anew; raises the Problem for which it is refused."""
    answer, data = run("picture", path)
    seen = measure(data)
    if "report" not in answer or seen is None or seen.format != "webp":
        log.error("the sandbox gave an answer of no known form")
        raise UPLOAD_TOO_DEMANDING()
    target = path.with_name("made")
    target.write_bytes(data)
    return Made(target, hashlib.sha256(data).hexdigest(), len(data), seen.width, seen.height)


def run(verb: Literal["gate", "picture"], path: Path, within: float = WITHIN) -> tuple[dict[str, Any], bytes]:
    """The answer of the confined program about the file, and the bytes that it made."""
    with (
        _places,
        path.open("rb") as given,
        tempfile.TemporaryFile(dir=path.parent) as answer,
        tempfile.TemporaryFile(dir=path.parent) as said,
    ):
        child = subprocess.Popen(
            [sys.executable, "-I", "-B", str(PROGRAM), verb],
            stdin=given,
            stdout=answer,
            stderr=said,
            env=ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        )
        status = _end(child, within)
        said.seek(0)
        protections, *trouble = said.read(8192).decode(errors="replace").splitlines() or [""]
        log.info("%s of %s: %s; status %s", verb, path.parent.name, protections, status)
        if status != 0:
            log.warning("%s did not finish (status %s): %s", verb, status, " | ".join(trouble[-2:]))
            raise UPLOAD_TOO_DEMANDING()
        answer.seek(0)
        line, _, made = answer.read(MOST_ANSWER).partition(b"\n")
    return _taken(line), made


def _end(child: subprocess.Popen[bytes], within: float) -> int | None:
    """Exit status of the child, None when time ran out; then neither it nor anything that it started is left."""
    until = time.monotonic() + within
    try:
        # Looked at but not reaped, so that its process group cannot be anybody else's yet.
        while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if time.monotonic() > until:
                return None
            time.sleep(0.005)
    finally:
        os.killpg(child.pid, signal.SIGKILL)
        ended = child.wait()
    return ended


def _taken(line: bytes) -> dict[str, Any]:
    """The answer, or the Problem that it names, of those that are known."""
    try:
        answer = json.loads(line)
        refused = _refusal.validate_python(answer["refusal"]) if "refusal" in answer else None
    except (ValueError, TypeError, ValidationError):
        raise UPLOAD_TOO_DEMANDING() from None
    if refused is None:
        return dict(answer)
    log.info("refused: %s %s", refused.code, refused.detail)
    kind = REFUSALS.get(refused.code, UPLOAD_TOO_DEMANDING)
    raise Problem(kind, dict(refused.values))


def as_json(report: Report) -> dict[str, Any]:
    """The report as it is stored."""
    return dict(_report.dump_python(report, mode="json"))
