"""`arlearn asset FILE`: on the command line what happens to a model that a creator sends."""

import argparse
import json
import shlex
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from arlearn.errors import TOO_LARGE, Problem
from content.budget import BUDGETS, Weight, too_much
from content.pipeline.original import picked
from content.pipeline.prepare import Prepared, Progress, prepare_model
from content.problems import REFUSALS, UPLOAD_EMPTY, UPLOAD_TOO_DEMANDING

REFUSED = 3
FIGURES = ("bytes", "triangles", "vertices", "draws", "materials", "textures", "texture_side", "texture_bytes")
MOVING = ("joints", "morphs", "animations")
GAVE_UP = {
    "textures": "Pictures were made smaller than 1024 px: too many bytes or too much memory for a cheap phone.",
    "triangles": "Triangles were taken away that can be seen: they are too many, or too many bytes, for a cheap phone.",
}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("asset", help="prepare a model for phones")
    parser.add_argument("file", type=Path, help="GLB; glTF or OBJ in a zip; OBJ, STL, PLY, 3MF, DAE")
    parser.add_argument("--model", metavar="NAME", help="which, of a zip that holds several")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: NAME-phone beside you)")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        print(f"arlearn: there is no file {arguments.file}", file=sys.stderr)
        return 2
    name = PurePosixPath(arguments.model or arguments.file.name).stem
    out: Path = arguments.out or Path(f"{name}-phone")
    try:
        _check_size(arguments.file)
        with tempfile.TemporaryDirectory(prefix="arlearn-asset-") as folder:
            file = _chosen(arguments.file, arguments.model, Path(folder))
            made = _prepared(file, Path(folder), loud=not arguments.json)
            over = too_much(Weight.of(made.report))
            report = _kept(made, out, name, publishable=not over)
    except Problem as problem:
        return _refused(problem, as_json=arguments.json)
    print(json.dumps(report, indent=1) if arguments.json else _table(report, over, out))
    return 0


def _check_size(file: Path) -> None:
    size = file.stat().st_size
    if not size:
        raise UPLOAD_EMPTY()
    if size > settings.UPLOAD_MAX_BYTES:
        raise TOO_LARGE()


def _chosen(file: Path, model: str | None, folder: Path) -> Path:
    """The file, or the one of its models that is asked for."""
    if model is None:
        return file
    shutil.copyfile(file, folder / "zip")  # what the sandbox answers is laid beside what it was given
    picked(folder / "zip", model, folder / "picked")
    return folder / "picked"


def _prepared(file: Path, folder: Path, loud: bool) -> Prepared:
    def told(progress: Progress) -> None:
        if loud and progress.state == "begun":
            print(f"  {progress.step}", file=sys.stderr, flush=True)

    try:
        return prepare_model(file, folder, told)
    except MemoryError:
        raise UPLOAD_TOO_DEMANDING() from None


def _kept(made: Prepared, out: Path, name: str, *, publishable: bool) -> dict[str, Any]:
    """The report, which is written there beside the model and its poster."""
    out.mkdir(parents=True, exist_ok=True)
    files = {"model": f"{name}.glb", "poster": f"{name}.webp"}
    shutil.copyfile(made.model, out / files["model"])
    shutil.copyfile(made.poster, out / files["poster"])
    report = {**made.report, "publishable": publishable, "placeholder": made.placeholder, "files": files}
    (out / "report.json").write_text(json.dumps(report, indent=1), "utf-8")
    return report


def _refused(problem: Problem, as_json: bool) -> int:
    if problem.code not in REFUSALS and problem.kind is not TOO_LARGE:
        raise problem
    choices = problem.values.get("models", [])
    if as_json:
        said = {"refused": problem.code, "message": {tag: problem.message(tag) for tag in ("id", "en")}}
        print(json.dumps(said | ({"models": choices} if choices else {})))
    print(f"arlearn: refused ({problem.code}): {problem.message('en')}", file=sys.stderr)
    for name in filter(str.isprintable, choices):
        print(f"  --model {shlex.quote(name)}", file=sys.stderr)
    return REFUSED


def _table(report: dict[str, Any], over: Mapping[str, int], out: Path) -> str:
    before, after = report["before"], report["after"]
    lines = [f"{report['converted_from']}, {after['verdict']}", f"{'':<16}{'before':>14}{'after':>14}"]
    for name in (*FIGURES, *MOVING):
        values = [side[name] if name != "animations" else len(side[name]) for side in (before, after)]
        judged = after["budget"].get(name, "")
        lines.append(f"{name:<16}{values[0]:>14,}{values[1]:>14,}  {judged}".rstrip())
    lines += [GAVE_UP[code] for code in report["gave_up"]]
    if after["copyright"]:
        lines.append(f"copyright: {after['copyright']}")
    lines.append(f"written to {out}: {', '.join([*report['files'].values(), 'report.json'])}")
    # It was made, so the status is 0; whether it may be shown to children is said in words.
    too = "; ".join(f"{name} {value:,} (at most {BUDGETS[name].amber:,})" for name, value in over.items())
    lines.append(f"It cannot be published as it is: {too}." if over else "It can be published.")
    return "\n".join(lines)
