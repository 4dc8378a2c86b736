"""What can be printed: kinds, their sizes and papers, and sheets of labels as shops sell them. Pure; lengths in mm."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from markers.problems import PRINT_GRID, PRINT_PAGE, PRINT_PAPER, PRINT_SIZE
from markers.sheet import EXTENT, Label, Paper, Size


class Kind(StrEnum):
    SHEET = "sheet"
    """Labels to cut out, with everything a page needs beside the marker."""
    STICKERS = "stickers"
    """As many markers as go on a sheet, each with page, book and the pupils' line."""
    LABELS = "labels"
    """On sheets of labels that stick by themselves."""
    BOOKMARK = "bookmark"
    """For books in which nothing may be pasted."""
    SINGLE = "single"
    """One marker on a sheet of its own."""
    POSTER = "poster"
    """One marker for the whole room."""


class File(StrEnum):
    PDF = "pdf"
    SVG = "svg"


SIZES: dict[Kind, tuple[Size, ...]] = {
    Kind.SHEET: (Size.LARGE, Size.SMALL),
    Kind.STICKERS: (Size.LARGE, Size.SMALL),
    Kind.LABELS: (Size.SMALL, Size.LARGE),
    Kind.BOOKMARK: (Size.SMALL, Size.LARGE),
    Kind.SINGLE: (Size.LARGE, Size.SMALL, Size.TABLE, Size.WALL),
    Kind.POSTER: (Size.WALL, Size.HALL),
}
"""Sizes of each kind; the first is what one gets who names none."""

SPARE = 3.0
"""Kept free on every side of a marker on a bought label: a printer draws sheets in up to 2 mm askew."""


@dataclass(frozen=True)
class Grid:
    """A sheet of labels; it lies in the middle of its paper, rows touch."""

    name: str
    """Columns x rows."""
    paper: Paper
    columns: int
    rows: int
    width: float
    """Of a label."""
    height: float
    gap: float
    """Between columns."""
    known_as: str
    """One product of this layout, by which others are sold as compatible."""

    @property
    def left(self) -> float:
        return (EXTENT[self.paper][0] - self.columns * self.width - (self.columns - 1) * self.gap) / 2

    @property
    def top(self) -> float:
        return (EXTENT[self.paper][1] - self.rows * self.height) / 2

    def corner(self, place: int) -> tuple[float, float]:
        """Top left of a label, counted row by row from 0."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.width + self.gap), self.top + row * self.height

    def holds(self, size: Size) -> bool:
        return min(self.width, self.height) >= size + 2 * SPARE


GRIDS = (
    Grid("3x6", Paper.A4, 3, 6, 63.5, 46.6, 2.54, "Avery L7161"),
    Grid("3x5", Paper.A4, 3, 5, 70, 50.8, 0, "Avery 3669"),
    Grid("2x6", Paper.A4, 2, 6, 105, 48, 0, "Avery 3424"),
    Grid("3x4", Paper.A4, 3, 4, 63.5, 72, 2.54, "Avery L7164"),
    Grid("2x4", Paper.A4, 2, 4, 99.1, 67.7, 2.5, "Avery L7165"),
    Grid("2x3", Paper.A4, 2, 3, 99.1, 93.1, 2.5, "Avery L7166"),
    Grid("2x5", Paper.LETTER, 2, 5, 101.6, 50.8, 4.7625, "Avery 5163"),
    Grid("2x3", Paper.LETTER, 2, 3, 101.6, 254 / 3, 4.7625, "Avery 5164"),
)
"""Those that hold a marker of 40 mm. The ones sold most, 24 labels of 70 x 37 and 21 of 63.5 x 38.1, do not."""


@dataclass(frozen=True)
class Order:
    """What to print. Only `order_of` makes one, so that it can be printed."""

    kind: Kind
    size: Size
    paper: Paper
    grid: Grid | None = None
    """Of labels."""
    page: int | None = None
    """Number of the one page that is wanted; None: all, and the first for a poster."""

    @property
    def name(self) -> str:
        """For a file."""
        grid = [self.grid.name] if self.grid else []
        page = [f"p{self.page}"] if self.page is not None else []
        kind = [] if self.kind is Kind.SHEET else [self.kind.value]
        return "-".join([*kind, f"{self.size.value}mm", self.paper.value, *grid, *page])


def order_of(
    kind: Kind = Kind.SHEET,
    size: int | None = None,
    paper: Paper = Paper.A4,
    grid: str | None = None,
    page: int | None = None,
) -> Order:
    """Fills in what was left open. Raises PRINT_SIZE, PRINT_PAPER, PRINT_GRID for what does not fit together."""
    if size is not None and size not in SIZES[kind]:
        raise PRINT_SIZE(kind=kind.value, size=size, sizes=", ".join(str(fitting.value) for fitting in SIZES[kind]))
    chosen = Size(size) if size is not None else SIZES[kind][0]
    if kind is not Kind.LABELS:
        if grid is not None:
            raise PRINT_GRID(grid=grid, grids=f"only with {Kind.LABELS.value}")
        return Order(kind, chosen, paper, None, page)
    on_paper = [known for known in GRIDS if known.paper is paper]
    if not on_paper:
        raise PRINT_PAPER(kind=kind.value, paper=paper.value, papers=", ".join(papers_of(kind)))
    fitting = [known for known in on_paper if known.holds(chosen) and grid in (None, known.name)]
    if not fitting:
        raise PRINT_GRID(
            grid=grid,
            grids=", ".join(known.name for known in on_paper if known.holds(chosen)) + f" ({chosen.value} mm)",
        )
    return Order(kind, chosen, paper, fitting[0], page)


def papers_of(kind: Kind) -> list[Paper]:
    """Labels that stick are sold on no paper of F4."""
    return [paper for paper in Paper if kind is not Kind.LABELS or any(grid.paper is paper for grid in GRIDS)]


def chosen_labels(order: Order, labels: Sequence[Label]) -> list[Label]:
    """Those that are wanted of all the book's. Raises PRINT_PAGE where the page has none."""
    wanted = [label for label in labels if order.page in (None, label.number)]
    if not wanted:
        raise PRINT_PAGE(page=order.page)
    return wanted[:1] if order.kind is Kind.POSTER else wanted
