"""`arlearn asset FILE`: on the command line what happens to a model that a creator sends."""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from arlearn.errors import TOO_LARGE, Problem
from content.pipeline.prepare import Prepared, Progress, prepare_model
from content.problems import REFUSALS, UPLOAD_EMPTY, UPLOAD_TOO_DEMANDING

REFUSED = 3
FIGURES = ("bytes", "triangles", "vertices", "draws", "materials", "textures", "texture_side", "texture_bytes")
MOVING = ("joints", "morphs", "animations")
GAVE_UP = {
    "textures": "Pictures were made smaller than 1024 px, to keep the file small.",
    "triangles": "Triangles were taken away that can be seen, to keep it quick on a cheap phone.",
}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("asset", help="prepare a model for phones")
    parser.add_argument("file", type=Path, help="GLB; glTF or OBJ in a zip; OBJ, STL, PLY, 3MF, DAE")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (default: NAME-phone beside you)")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        print(f"arlearn: there is no file {arguments.file}", file=sys.stderr)
        return 2
    out: Path = arguments.out or Path(f"{arguments.file.stem}-phone")
    try:
        with tempfile.TemporaryDirectory(prefix="arlearn-asset-") as folder:
            made = _prepared(arguments.file, Path(folder), loud=not arguments.json)
            report = _kept(made, out, arguments.file.stem)
    except Problem as problem:
        return _refused(problem, as_json=arguments.json)
    print(json.dumps(report, indent=1) if arguments.json else _table(report, out))
    return 0


def _prepared(file: Path, folder: Path, loud: bool) -> Prepared:
    def told(progress: Progress) -> None:
        if loud and progress.state == "begun":
            print(f"  {progress.step}", file=sys.stderr, flush=True)

    size = file.stat().st_size
    if not size:
        raise UPLOAD_EMPTY()
    if size > settings.UPLOAD_MAX_BYTES:
        raise TOO_LARGE()
    try:
        return prepare_model(file, folder, told)
    except MemoryError:
        raise UPLOAD_TOO_DEMANDING() from None


def _kept(made: Prepared, out: Path, name: str) -> dict[str, Any]:
    """The report, which is written there beside the model and its poster."""
    out.mkdir(parents=True, exist_ok=True)
    files = {"model": f"{name}.glb", "poster": f"{name}.webp"}
    shutil.copyfile(made.model, out / files["model"])
    shutil.copyfile(made.poster, out / files["poster"])
    report = {**made.report, "placeholder": made.placeholder, "files": files}
    (out / "report.json").write_text(json.dumps(report, indent=1), "utf-8")
    return report


def _refused(problem: Problem, as_json: bool) -> int:
    if problem.code not in REFUSALS and problem.kind is not TOO_LARGE:
        raise problem
    if as_json:
        print(json.dumps({"refused": problem.code, "message": {tag: problem.message(tag) for tag in ("id", "en")}}))
    print(f"arlearn: refused ({problem.code}): {problem.message('en')}", file=sys.stderr)
    return REFUSED


def _table(report: dict[str, Any], out: Path) -> str:
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
    return "\n".join(lines)
