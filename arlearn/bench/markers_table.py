"""The tables of `arlearn bench markers`: figures in, text out; with peers, how many times ours theirs are."""

from collections.abc import Callable, Sequence
from math import isnan

from arlearn.bench.markers_figures import SIZES, FilmFigures, PictureFigures, times_the_jitter

Pictures = Sequence[tuple[str, PictureFigures]]
Films = Sequence[tuple[str, dict[str, FilmFigures]]]
"""By name of the reader, ours first; each film by its kind."""

PICTURES_HEAD = (
    f"{'':16}{'found %':>9}{'640/40':>8}{'640/60':>8}{'720/40':>8}{'720/60':>8}{'wrong':>7}{'false':>7}"
    f"{'corner px':>11}{'overlay px: true':>18}{'nominal':>9}{'flips':>7}{'steady mm':>11}{'ms 640':>8}{'720':>7}"
)
FILMS_HEAD = (
    f"{'':10}{'frames':>7}{'tracked %':>11}{'wrong':>7}{'overlay px: true':>18}{'nominal':>9}{'learnt':>8}"
    f"{'jitter px':>11}{'followed ms':>13}{'searched ms':>13}{'focal px: true':>16}{'learnt':>8}"
)


def pictures_line(name: str, of: PictureFigures) -> str:
    sizes = "".join(f"{of.by_size[size]:8.1f}" for size in SIZES)
    return (
        f"{name:16}{of.found:9.1f}{sizes}{of.wrong:7}{of.false:7}{of.corner:11.2f}{of.exact:18.2f}{of.nominal:9.2f}"
        f"{of.flips:7.1f}{of.steady:11.2f}{of.ms[640]:8.2f}{of.ms[1280]:7.2f}"
    )


def film_line(kind: str, frames: int, of: FilmFigures, learnt: float, focal: tuple[float, float]) -> str:
    """`learnt`: overlay with the focal length that was learnt in the film; `focal`: the true one and that, px."""
    return (
        f"{kind:10}{frames:7}{of.tracked:11.1f}{of.wrong:7}{of.exact:18.2f}{of.nominal:9.2f}{learnt:8.2f}"
        f"{of.jitter:11.2f}{of.followed_ms:13.2f}{of.searched_ms:13.2f}{focal[0]:16.1f}{focal[1]:8.1f}"
    )


def ratio(theirs: float, ours: float) -> float:
    """How many times ours theirs is; NaN where there is nothing to divide."""
    return theirs / ours if ours > 0 else float("nan")


def picture_ratios(rows: Pictures) -> str:
    """How many times ours the others' are: below 1 where they find less, above 1 where they err or take more."""
    (_, ours), *others = rows
    columns: list[tuple[str, Callable[[PictureFigures], float]]] = [
        ("found", lambda of: of.found),
        ("corner", lambda of: of.corner),
        ("overlay true", lambda of: of.exact),
        ("nominal", lambda of: of.nominal),
        ("steady", lambda of: of.steady),
        ("ms 640", lambda of: of.ms[640]),
        ("ms 720", lambda of: of.ms[1280]),
    ]
    lines = ["times ours".ljust(16) + "".join(f"{name:>14}" for name, _ in columns)]
    lines += [
        name.ljust(16) + "".join(f"{ratio(get(theirs), get(ours)):14.2f}" for _, get in columns)
        for name, theirs in others
    ]
    return "\n".join(lines)


def film_comparison(rows: Films) -> str:
    """Reader by reader and film by film: frames tracked, jitter, processor time of a frame, and how many times ours.

    Jitter is of the frames that each of them tracked; its ratio of those that both did.
    """
    kinds = list(rows[0][1])
    ours = rows[0][1]
    blocks: list[tuple[str, Callable[[FilmFigures], float], Callable[[FilmFigures, FilmFigures], float] | None]] = [
        ("tracked %", lambda of: of.tracked, None),
        ("jitter px", lambda of: of.jitter, times_the_jitter),
        ("ms a frame", lambda of: of.ms, lambda theirs, mine: ratio(theirs.ms, mine.ms)),
    ]
    lines: list[str] = []
    for title, get, times in blocks:
        lines.append(title.ljust(18) + "".join(f"{kind:>16}" for kind in kinds))
        for name, films in rows:
            more = {kind: times(films[kind], ours[kind]) for kind in kinds} if times and films is not ours else {}
            cells = (cell(get(films[kind]), more.get(kind, float("nan"))) for kind in kinds)
            lines.append(name.ljust(18) + "".join(f"{one:>16}" for one in cells))
    return "\n".join(lines)


def cell(value: float, times: float) -> str:
    return f"{value:.2f}" if isnan(times) else f"{value:.2f} ({times:.1f}x)"
