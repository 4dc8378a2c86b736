"""The process that reads what creators send: what it cannot do, and that it always ends in an answer."""

import random
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from arlearn.bench.assets_accidents import scratched, struck
from arlearn.errors import Problem
from content.gate import Refusal, Report, gate
from content.pipeline import sandbox
from tests.processes import alive, until
from tests.pure.gltf_files import glb, parts, whole
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused


def test_C11_accidents_end_the_same_way_through_the_sandbox(tmp_path: Path) -> None:
    seed = 7
    dice = random.Random(seed)
    file = tmp_path / "upload"
    for turn in range(8):
        broken = glb(struck(dice, parts()[0]), parts()[1]) if turn % 2 else scratched(dice, whole())
        file.write_bytes(broken)
        alone = gate(broken)
        try:
            found: Report | str = sandbox.gated(file)
        except Problem as problem:
            found = problem.code
        assert found == (alone.code if isinstance(alone, Refusal) else alone), f"seed {seed}, turn {turn}"


def confined(body: str) -> subprocess.CompletedProcess[str]:
    """Runs Python after the sandbox has limited itself and given its rights away, as `confined.main` does."""
    program = f"""
import sys
sys.argv = ["confined", "gate"]
sys.path.insert(0, {str(Path(sandbox.PROGRAM).parents[2])!r})
import errno, os, resource, socket, subprocess, time
from content.pipeline import confined, landlock
confined.limit()
confined.work("gate", [])
print(landlock.leave_network(), landlock.close_files(), sep="; ")
{textwrap.dedent(body)}
"""
    return subprocess.run(
        [sys.executable, "-I", "-B", "-c", program],
        env=sandbox.ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=60,
    )


def landlocked() -> bool:
    """Whether this kernel has Landlock; where it has, the sandbox must use it."""
    modules = Path("/sys/kernel/security/lsm")
    return "landlock" in (modules.read_text() if modules.exists() else confined("").stdout)


def test_C13_the_process_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("rahasia")
    ran = confined(
        f"""
        tried = []
        for path in ({str(secret)!r}, "/etc/passwd", "/proc/self/environ", "/dev/zero"):
            try:
                open(path, "rb").read(1)
                tried.append(path)
            except PermissionError:
                pass
        try:
            open({str(tmp_path / "new")!r}, "w")
            tried.append("new")
        except PermissionError:
            pass
        try:
            subprocess.run(["/bin/true"])
            tried.append("program")
        except PermissionError:
            pass
        print("opened", tried)
        """
    )
    if landlocked():
        assert "landlock off" not in ran.stdout
        assert "opened []" in ran.stdout, ran.stdout + ran.stderr
    else:
        assert "landlock off" in ran.stdout


def test_C13_the_process_reaches_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ran = confined(
            f"""
            try:
                socket.create_connection(("127.0.0.1", {server.getsockname()[1]}), 2)
                print("connected")
            except OSError as error:
                print("refused", errno.errorcode[error.errno])
            """
        )
    if "landlock off" in ran.stdout and "network namespace off" in ran.stdout:
        assert "connected" in ran.stdout
    else:
        assert "refused" in ran.stdout, ran.stdout + ran.stderr


def test_C13_the_process_has_limits_and_nobody_elses_environment() -> None:
    ran = confined(
        """
        print(sorted(os.environ))
        print([resource.getrlimit(what)[0] for what in (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE)])
        try:
            held = bytearray(2_000_000_000)
            print("taken")
        except MemoryError:
            print("no memory")
        """
    )
    assert "['LC_ALL', 'OPENBLAS_NUM_THREADS']" in ran.stdout
    assert "[0, 32]" in ran.stdout
    assert "no memory" in ran.stdout, ran.stdout + ran.stderr


def test_C13_a_process_that_does_not_end_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, file = tmp_path / "hang.py", tmp_path / "upload"
    program.write_text("import os, time\nos.fork()\nopen(f'{__file__}.{os.getpid()}', 'w')\ntime.sleep(60)\n")
    file.write_bytes(b"x")
    monkeypatch.setattr(sandbox, "PROGRAM", program)
    start = time.monotonic()
    with refused("upload_too_demanding"):
        sandbox.run("gate", file, within=1.5)
    assert time.monotonic() - start < 10
    started = [int(name.name.rpartition(".")[2]) for name in tmp_path.glob("hang.py.*")]
    assert len(started) == 2
    until(lambda: not any(alive(process) for process in started), within=10)


@pytest.mark.parametrize(
    "body",
    [
        "raise SystemExit(3)",
        "import os; os.abort()",
        "print('no JSON')",
        "print('[]')",
        "print('{}')",
        'print(\'{"report": {"triangles": "many"}}\')',
        'print(\'{"refusal": {"code": "not_allowed", "values": {}}}\')',
        "print('{\"refusal\": 5}')",
    ],
)
def test_C13_whatever_the_process_answers_the_upload_ends_in_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    program, file = tmp_path / "odd.py", tmp_path / "upload"
    program.write_text(body)
    file.write_bytes(whole())
    monkeypatch.setattr(sandbox, "PROGRAM", program)
    for read in (sandbox.gated, sandbox.picture):
        with refused("upload_too_demanding"):
            read(file)


def test_C13_the_log_says_which_protections_are_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "upload"
    file.write_bytes(whole())
    with caplog.at_level("INFO", "content.pipeline.sandbox"):
        sandbox.gated(file)
    assert "limits; " in caplog.text
    assert "landlock" in caplog.text
    assert "network" in caplog.text
