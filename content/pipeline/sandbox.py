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
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from arlearn.errors import Problem
from content.gate import Refusal, Report
from content.gltf.pictures import measure
from content.pipeline.steps import Progress, heard
from content.problems import REFUSALS, UPLOAD_TOO_DEMANDING

PROGRAM = Path(__file__).resolve().parent / "confined.py"
WITHIN = 90.0
"""Seconds of the wall clock; the processor limit of the program itself is shorter."""
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
"""All that the child's environment holds. One thread: Landlock binds only threads that come after it."""
MOST_ANSWER = 256 * 1024 * 1024
MOST_SAID = 64 * 1024
"""Bytes that are listened to."""

_places = threading.BoundedSemaphore(2)
"""So many at a time: each may take what its memory limit allows. Others wait."""

log = logging.getLogger(__name__)
_report: TypeAdapter[Report] = TypeAdapter(Report)
_refusal: TypeAdapter[Refusal] = TypeAdapter(Refusal)


@dataclass(frozen=True)
class Hearing:
    """What is said of a sound: its length, and how loud it is from moment to moment, 0 to 1, to draw."""

    seconds: float
    peaks: list[float]


_hearing: TypeAdapter[Hearing] = TypeAdapter(Hearing)


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


def sound(source: Path, target: Path) -> dict[str, Any]:
    """What is said of the sound that is made into `target`; raises the Problem for which `source` is refused."""
    answer, data = run("sound", source)
    try:
        heard = _hearing.validate_python(answer["report"])
    except (KeyError, ValidationError):
        log.error("the sandbox gave an answer of no known form")
        raise UPLOAD_TOO_DEMANDING() from None
    if data[4:8] != b"ftyp":
        raise UPLOAD_TOO_DEMANDING()
    target.write_bytes(data)
    return asdict(heard)


Verb = Literal["gate", "picture", "sound", "pick", "show", "take", "node", "finish"]


def run(
    verb: Verb,
    path: Path,
    *arguments: str,
    within: float | None = None,
    told: Callable[[Progress], None] | None = None,
) -> tuple[dict[str, Any], bytes]:
    """The answer of the confined program about the file, and the bytes that it made; `told` hears of its steps."""
    with (
        _places,
        path.open("rb") as given,
        tempfile.TemporaryFile(dir=path.parent) as answer,
        tempfile.TemporaryFile(dir=path.parent) as said,
    ):
        child = subprocess.Popen(
            [sys.executable, "-I", "-B", str(PROGRAM), verb, *arguments],
            stdin=given,
            stdout=answer,
            stderr=said,
            env=ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        )
        voice = Heard(said.fileno(), told)
        status, seconds = _end(child, WITHIN if within is None else within, voice)
        log.info("%s of %s: %s; status %s; %.2f s", verb, path.parent.name, voice.protections, status, seconds)
        if status != 0:
            log.warning(
                "%s did not finish (status %s): %s", verb, status, " | ".join(line[:300] for line in voice.lines[-2:])
            )
            raise UPLOAD_TOO_DEMANDING()
        answer.seek(0)
        line, _, made = answer.read(MOST_ANSWER).partition(b"\n")
    return _taken(line), made


def run_each(
    verb: Literal["show", "take", "node", "finish"],
    models: list[bytes],
    orders: list[dict[str, Any]],
    folder: Path,
    *arguments: str,
    told: Callable[[Progress], None] | None = None,
) -> list[tuple[dict[str, Any], bytes]]:
    """The answers of one process about several models, one for each; raises the Problem of the first that is refused.

    `folder` is the caller's, and gets a file.
    """
    given = folder / verb
    given.write_bytes(b"".join(models))
    sized = [{**order, "size": len(model)} for order, model in zip(orders, models, strict=True)]
    answer, data = run(verb, given, json.dumps(sized), *arguments, told=told)
    given.unlink()
    found: list[tuple[dict[str, Any], bytes]] = []
    at = 0
    for each in answer.get("each", []):
        _refused(each)
        found.append((each, data[at : at + int(each["size"])]))
        at += int(each["size"])
    if len(found) != len(models) or at != len(data):
        log.error("the sandbox gave an answer of no known form")
        raise UPLOAD_TOO_DEMANDING()
    return found


class Heard:
    """What the program says on standard error, as it says it."""

    def __init__(self, handle: int, told: Callable[[Progress], None] | None) -> None:
        self.handle = handle
        self.told = told
        self.read = 0
        self.rest = b""
        self.lines: list[str] = []

    def listen(self) -> None:
        block = os.pread(self.handle, MOST_SAID - self.read, self.read) if self.read < MOST_SAID else b""
        self.read += len(block)
        *whole, self.rest = (self.rest + block).split(b"\n")
        for line in whole:
            text = line.decode(errors="replace")
            progress = heard(text)
            if progress is None:
                self.lines.append(text)
            elif self.told is not None:
                self.told(progress)

    @property
    def protections(self) -> str:
        return self.lines[0] if self.lines else ""


def _end(child: subprocess.Popen[bytes], within: float, said: Heard) -> tuple[int | None, float]:
    """Exit status of the child, None when time ran out; then neither it nor anything that it started is left.

    And the seconds of the processor that it took.
    """
    ended: int | None = None
    until = time.monotonic() + within
    try:
        # Looked at but not reaped, so that its process group cannot be anybody else's yet.
        while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if time.monotonic() > until:
                break
            said.listen()
            time.sleep(0.005)
        else:
            ended = 0
    finally:
        os.killpg(child.pid, signal.SIGKILL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    said.listen()
    return (None if ended is None else child.returncode), used.ru_utime + used.ru_stime


def _taken(line: bytes) -> dict[str, Any]:
    """The answer, or the Problem that it names, of those that are known."""
    try:
        answer = json.loads(line)
    except ValueError:
        raise UPLOAD_TOO_DEMANDING() from None
    if not isinstance(answer, dict):
        raise UPLOAD_TOO_DEMANDING()
    _refused(answer)
    return answer


def _refused(answer: dict[str, Any]) -> None:
    """Raises the Problem that the answer names, when it names one."""
    if "refusal" not in answer:
        return
    try:
        refused = _refusal.validate_python(answer["refusal"])
    except ValidationError:
        raise UPLOAD_TOO_DEMANDING() from None
    log.info("refused: %s %s", refused.code, refused.detail)
    kind = REFUSALS.get(refused.code, UPLOAD_TOO_DEMANDING)
    raise Problem(kind, dict(refused.values))


def as_json(report: Report) -> dict[str, Any]:
    """The report as it is stored."""
    return dict(_report.dump_python(report, mode="json"))
