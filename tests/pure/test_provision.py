"""What `make run` does before there is anything of ours to run."""

import hashlib
import os
import sys
import zipfile
from pathlib import Path

import pytest

from arlearn.provision import programs, uv
from arlearn.provision.checkout import Checkout, node_fits
from arlearn.provision.passes import FEW, Suite
from arlearn.provision.steps import Failed, Program, Stamp, digest, side_by_side, step
from arlearn.provision.verbs import main


def program(folder: Path, name: str, says: str) -> None:
    """A program that prints a line."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\necho '{says}'\n")
    (folder / name).chmod(0o755)


FITTING = ("v20.19.0", "v20.20.1", "v22.12.0", "v24.1.0")
UNFITTING = ("v18.20.4", "v20.18.3", "v21.7.0", "v22.11.0", "nonsense")


@pytest.mark.parametrize(("version", "fits"), [*((v, True) for v in FITTING), *((v, False) for v in UNFITTING)])
def test_a_node_is_taken_when_it_builds_the_web_client(tmp_path: Path, version: str, fits: bool) -> None:
    program(tmp_path, "node", version)
    program(tmp_path, "npm", "11")
    assert node_fits(str(tmp_path)) is fits


def test_a_node_without_npm_is_not_taken(tmp_path: Path) -> None:
    program(tmp_path, "node", "v24.1.0")
    assert not node_fits(str(tmp_path))


@pytest.mark.parametrize(
    ("says", "found"), [("uv 0.7.9 (x)", False), ("uv 0.8.0", True), ("uv 1.2.3 (x)", True), ("", False)]
)
def test_an_old_uv_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, found: bool) -> None:
    program(tmp_path / "bin", "uv", says)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin")
    assert (uv.find_uv(tmp_path / "tools") is not None) is found


def index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package index on disk that offers a wheel for this machine; its SHA-256."""
    name, _ = uv.WHEELS[uv.platform_key()]
    (folder / "uv").mkdir(parents=True)
    with zipfile.ZipFile(folder / "uv" / name, "w") as wheel:
        wheel.writestr(f"uv-{uv.UV_VERSION}.data/scripts/uv", "#!/bin/sh\necho ours\n")
    (folder / "uv" / "index.html").write_text(f'<a href="{name}#sha256=0">{name}</a>')
    # A folder as an index has no page for its own address.
    monkeypatch.setattr(
        uv, "read", lambda url: Path(url.removeprefix("file://") + "/index.html" * url.endswith("/")).read_bytes()
    )
    monkeypatch.setenv("UV_DEFAULT_INDEX", folder.as_uri())
    return hashlib.sha256((folder / "uv" / name).read_bytes()).hexdigest()


def test_without_pip_uv_is_taken_out_of_its_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256 = index(tmp_path / "index", monkeypatch)
    monkeypatch.setitem(uv.WHEELS, uv.platform_key(), (uv.WHEELS[uv.platform_key()][0], sha256))
    monkeypatch.setattr(uv, "by_pip", lambda scratch: None)
    fetched = Path(uv.fetch_uv(tmp_path / "tools"))
    assert fetched.read_text() == "#!/bin/sh\necho ours\n"
    assert os.access(fetched, os.X_OK)
    assert [path.name for path in (tmp_path / "tools").iterdir()] == [fetched.parent.name]


def test_a_wheel_that_is_not_the_one_we_know_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index(tmp_path / "index", monkeypatch)
    monkeypatch.setattr(uv, "by_pip", lambda scratch: None)
    with pytest.raises(Failed, match="SHA-256"):
        uv.fetch_uv(tmp_path / "tools")
    assert not list((tmp_path / "tools").rglob("uv"))


def test_an_index_that_cannot_be_reached_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", (tmp_path / "nowhere").as_uri())
    with pytest.raises(Failed, match="could not be read"):
        uv.by_download(tmp_path)


def test_a_stamp_holds_until_an_input_changes_or_the_thing_is_gone(tmp_path: Path) -> None:
    source, made = tmp_path / "src", tmp_path / "made"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "a.txt").write_text("one")

    def stamp(*more: str) -> Stamp:
        return Stamp(made / ".made", digest([source], tmp_path, *more))

    assert stamp().read() is None
    stamp().write(["test", "check"])
    assert stamp().read() == ["check", "test"]
    assert stamp("another python").read() is None
    (source / "deep" / "a.txt").write_text("two")
    assert stamp().read() is None
    stamp().write()
    (source / "deep" / "a.txt").rename(source / "a.txt")
    assert stamp().read() is None
    stamp().write()
    (made / ".made").write_text("{broken")
    assert stamp().read() is None


def test_a_failed_program_shows_the_end_of_what_it_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    speaks = "import sys; [print('line', n) for n in range(100)]; sys.exit(3)"
    with pytest.raises(Failed) as failed, step("speaking"):
        Program([sys.executable, "-c", speaks], tmp_path, os.environ, "Do this.").run()
    assert failed.value.show() == 1
    out, err = capsys.readouterr()
    assert out.split() == ["speaking", "stopped"]
    assert "line 99" in err
    assert "line 70" not in err
    assert err.rstrip().endswith("Do this.")


def test_a_program_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="could not be started"):
        Program([str(tmp_path / "nothing")], tmp_path, {}, "Do this.").run()


def test_of_two_works_beside_each_other_a_failure_is_raised() -> None:
    done: list[str] = []

    def fails() -> None:
        raise Failed("no", "Do this.")

    with pytest.raises(Failed):
        side_by_side(fails, lambda: done.append("other"))
    assert done == ["other"]


def test_what_cannot_be_installed_is_named_with_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(programs, "NEEDED", {"redis-server": lambda: False, "chromium": lambda: True})
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert main(["test"]) == 2
    assert "apt-get install redis-server" in capsys.readouterr().err


def suite(folder: Path, tests: str, *options: str) -> Suite:
    (folder / "test_some.py").write_text(f"import pathlib, pytest\n{tests}")
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "--rootdir", str(folder), "-c", os.devnull]
    return Suite(Checkout(folder), run, [*options, "test_some.py"], folder / "kept")


LATE_ONCE = """
@pytest.mark.xdist_group("shared")
def test_late():
    before = pathlib.Path("before")
    early = not before.exists()
    before.touch()
    assert not early
"""


@pytest.mark.parametrize("spread", [[], ["-n", "2", "--dist", "loadgroup"]])
def test_a_test_that_was_late_once_is_heard_again_alone(
    tmp_path: Path, spread: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    late = suite(tmp_path, LATE_ONCE + "def test_right(): pass\n", *spread)
    assert late.run() == 1
    assert late.failed() == ["test_some.py::test_late"]
    assert late.alone()
    said = capfd.readouterr().out
    assert "Once more, with nothing beside: test_some.py::test_late" in said
    assert "1 failed, 1 passed" in said, "the first result stays to be seen"


@pytest.mark.parametrize(
    "broken",
    [
        LATE_ONCE + "def test_wrong(): assert False\n",
        "".join(LATE_ONCE.replace("late", f"late{n}").replace("before", f"before{n}") for n in range(FEW + 1)),
        "import nothing_such\n",
    ],
    ids=["always", "too many", "not even read"],
)
def test_what_is_broken_stays_broken(tmp_path: Path, broken: str) -> None:
    wrong = suite(tmp_path, broken)
    assert wrong.run() != 0
    assert not wrong.alone()
