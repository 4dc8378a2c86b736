"""The table of `arlearn bench assets`: what each made of every model, seen in Chromium as the reader shows it."""

import base64
import io
import statistics
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from arlearn.bench import assets_rivals as rivals
from arlearn.bench.drawing import ADDRESS, Error, drawing_page
from content.demo.books import models as figures

WINDOW = 7
"""Pixels of a side over which structure is compared (Wang et al. 2004 use 11 with a bell; 7 flat is usual)."""
HEAD = (
    f"{'model':<24}{'by':<16}{'bytes':>10}{'PSNR':>7}{'SSIM':>7}{'draws':>6}"
    f"{'CPU s':>7}{'MB':>6}{'clips':>7}{'errors':>7}"
)

Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    model: str
    by: str
    bytes: int
    psnr: float
    ssim: float
    draws: int
    processor: float
    memory: int
    clips: str
    errors: int

    def __str__(self) -> str:
        return (
            f"{self.model[-23:]:<24}{self.by:<16}{self.bytes:>10,}{self.psnr:>7.1f}{self.ssim:>7.3f}{self.draws:>6}"
            f"{self.processor:>7.1f}{self.memory // 1_000_000:>6}{self.clips:>7}{self.errors:>7}"
        )


def table(given: Path | None, most: int, folder: Path, *, peers: bool) -> None:
    """Prints it. Raises RuntimeError when something is missing here, ImportError without Playwright."""
    files = dict(list(_files(given, folder).items())[: most or None])
    if not files:
        raise RuntimeError(f"there is no .glb in {given}")
    makers = {"arlearn": rivals.ours}
    if peers:
        try:
            rivals.fetch()
            makers |= rivals.RIVALS
        except RuntimeError as error:
            print(f"left out: {', '.join(rivals.RIVALS)}: {error}", file=sys.stderr)
    lines: list[Line] = []
    print(HEAD)
    with _painter() as paint:
        for name, file in files.items():
            for line in _lines(name, file, folder, paint, makers):
                print(line, flush=True)
                lines.append(line)
    for total in totals(lines):
        print(total)


def _files(given: Path | None, folder: Path) -> dict[str, Path]:
    """The models by their names, which are their places in the folder without the ending."""
    if given is None:
        for name, data in figures().items():
            (folder / f"{name}.glb").write_bytes(data)
    inside = given or folder
    found = sorted(path for path in inside.rglob("*") if path.is_file())
    models = [path for path in found if path.suffix.lower() == ".glb"]
    if len(models) < len(found):
        print(f"no GLB, so left out: {len(found) - len(models)}", file=sys.stderr)
    return {str(path.relative_to(inside)).removesuffix(".glb"): path for path in models}


def totals(lines: list[Line]) -> list[str]:
    """A line for each maker, over the models that all of them made; and which those are not."""
    # Ours first, whichever made the first model.
    makers = [by for by in ("arlearn", *rivals.RIVALS) if any(line.by == by for line in lines)]
    models = list(dict.fromkeys(line.model for line in lines))
    made = {(line.model, line.by): line for line in lines}
    common = [model for model in models if all((model, by) in made for by in makers)]
    if not common:
        return ["no model was made by all of them"] if lines else []
    left = [model for model in models if model not in common]
    note = [f"without what one of them did not make: {', '.join(left)}"] if left else []
    sums = [_sum([made[model, by] for model in common]) for by in makers]
    return [*map(str, sums), *(_beside(sums[0], peer) for peer in sums[1:]), *note]


def _beside(ours: Line, peer: Line) -> str:
    """How much of the peer's ours are."""
    shares = ("bytes", "draws", "processor", "memory")
    said = ", ".join(f"{name} {getattr(ours, name) / max(getattr(peer, name), 1e-9):.2f}x" for name in shares)
    return f"{ours.by} to {peer.by}: {said}, PSNR {ours.psnr - peer.psnr:+.1f} dB, SSIM {ours.ssim - peer.ssim:+.3f}"


def _sum(lines: list[Line]) -> Line:
    mean = statistics.fmean
    return Line(
        f"all {len(lines)}",
        lines[0].by,
        sum(line.bytes for line in lines),
        mean(line.psnr for line in lines),
        mean(line.ssim for line in lines),
        sum(line.draws for line in lines),
        sum(line.processor for line in lines),
        max(line.memory for line in lines),
        _clips(lines),
        sum(line.errors for line in lines),
    )


def _clips(lines: list[Line]) -> str:
    """Animations kept of those that there were."""
    kept, were = zip(*(map(int, line.clips.split("/")) for line in lines), strict=True)
    return f"{sum(kept)}/{sum(were)}"


def _lines(name: str, file: Path, folder: Path, paint: Any, makers: Mapping[str, rivals.Maker]) -> Iterator[Line]:
    try:
        whole = paint(file)
    except RuntimeError as error:
        print(f"{name}: cannot be shown as it is: {str(error)[:100]}", file=sys.stderr)
        return
    for by, make in makers.items():
        with TemporaryDirectory(dir=folder) as own:
            try:
                made = make(file, Path(own))
                shown = paint(made.file)
            except RuntimeError as error:
                print(f"{name}: {by} fails: {str(error)[-200:]}", file=sys.stderr)
                continue
            pairs = list(zip(whole.views, shown.views, strict=True))
            yield Line(
                name,
                by,
                made.file.stat().st_size,
                statistics.fmean(psnr(*pair) for pair in pairs),
                statistics.fmean(ssim(*pair) for pair in pairs),
                shown.draws,
                made.processor,
                made.memory,
                f"{shown.clips}/{whole.clips}",
                rivals.errors(made.file),
            )


@dataclass(frozen=True)
class Shown:
    views: list[Rows]
    draws: int
    clips: int


@contextmanager
def _painter() -> Iterator[Any]:
    """A function from a model to how it looks; nothing that the page asks for leaves this process."""
    files: dict[str, Path] = {}
    with drawing_page("render", files) as page:

        def paint(file: Path) -> Shown:
            url = f"{ADDRESS}{len(files)}.glb"
            files[url] = file
            try:
                found = page.evaluate("url => pictures(url)", url)
            except Error as error:
                raise RuntimeError(str(error)) from error
            return Shown([_picture(view) for view in found["views"]], found["draws"], found["animations"])

        yield paint


def _picture(uri: str) -> Rows:
    with Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2]))) as opened:
        return np.asarray(opened.convert("RGB"), dtype=np.float64)


def psnr(one: Rows, two: Rows) -> float:
    """dB, at most 60, which is the same to any eye."""
    error = float(((one - two) ** 2).mean())
    return min(60.0, 10 * np.log10(255**2 / error)) if error else 60.0


def ssim(one: Rows, two: Rows) -> float:
    """Likeness of structure, 1 for the same (Wang et al. 2004), of how light each place is."""
    first, second = one @ np.array([0.299, 0.587, 0.114]), two @ np.array([0.299, 0.587, 0.114])
    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean_one, mean_two = _means(first), _means(second)
    spread_one, spread_two = _means(first**2) - mean_one**2, _means(second**2) - mean_two**2
    together = _means(first * second) - mean_one * mean_two
    likeness = (2 * mean_one * mean_two + low) * (2 * together + high)
    return float((likeness / ((mean_one**2 + mean_two**2 + low) * (spread_one + spread_two + high))).mean())


def _means(rows: Rows) -> Rows:
    total = np.pad(rows.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    window = total[WINDOW:, WINDOW:] - total[:-WINDOW, WINDOW:] - total[WINDOW:, :-WINDOW] + total[:-WINDOW, :-WINDOW]
    return np.asarray(window / WINDOW**2)
