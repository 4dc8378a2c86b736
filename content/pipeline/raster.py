"""A small painter of triangles: which of them is seen in each pixel, and where. Pure numpy, no graphics card."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content.gltf.accessors import Array

Floats = NDArray[np.float64]
Kept = Callable[[Array, Floats], NDArray[np.bool_]]
"""Which places (a triangle's number and shares of its corners) are there at all, for what has holes."""
LARGEST = 1_000_000
"""Pixels that are looked at in one go."""
SLACK = 1e-5
"""Of a share at an edge, so that no gap is left between neighbours."""
NOTHING = np.uint64(2**64 - 1)


@dataclass
class Canvas:
    """What is nearest in each pixel: 32 bits of depth above 32 bits of the number of a triangle."""

    side: int

    def __post_init__(self) -> None:
        self.nearest = np.full(self.side * self.side, NOTHING, np.uint64)

    def draw(self, corners: Floats, first: int, kept: Kept | None = None, both: bool = True) -> None:
        """Triangles (n, 3, 3) in pixels from the upper left and depth 0 to 1; the first of them has the number.

        `both`: those too whose corners go round with the clock, which look away.
        """
        low = np.floor(corners[:, :, 1].min(axis=1)).clip(0, self.side - 1).astype(np.int64)
        high = np.ceil(corners[:, :, 1].max(axis=1)).clip(0, self.side - 1).astype(np.int64)
        area = doubled_area(corners)
        flat = (np.abs(area) < 1e-9) | ((area > 0) & (not both))
        level = np.ceil(np.log2(high - low + 1)).astype(int)
        for power in np.unique(level[~flat]):
            rows = 1 << int(power)
            which = np.flatnonzero(~flat & (level == power))
            at_once = max(LARGEST // (4 * rows), 1)
            for start in range(0, len(which), at_once):
                self._some(corners, which[start : start + at_once], low, rows, first, kept)

    def _some(self, corners: Floats, which: Array, low: Array, rows: int, first: int, kept: Kept | None) -> None:
        """Those triangles, each in so many rows from its highest corner.

        Only the stretch of a row that lies in the triangle is looked at: of a splinter across the picture that is next
        to nothing, and drawings of machines are full of them.
        """
        y = low[which, None] + np.arange(rows)
        begin, end = _stretches(corners[which], y + 0.5)
        left = np.ceil(begin - 0.5).clip(0, self.side).astype(np.int64)
        right = np.floor(end - 0.5).clip(-1, self.side - 1).astype(np.int64)
        wide = np.where(y < self.side, np.maximum(right - left + 1, 0), 0)
        row, below = np.nonzero(wide)
        wide, left, y = wide[row, below], left[row, below], y[row, below]
        after = np.cumsum(wide)
        start = 0
        while start < len(wide):
            # As many stretches as make no more pixels than may be looked at in one go, and one at the least.
            stop = max(int(np.searchsorted(after, after[start] - wide[start] + LARGEST, "right")), start + 1)
            part = slice(start, stop)
            of = np.repeat(np.arange(start, stop), wide[part])
            x = left[of] + np.arange(len(of)) - (after[of] - wide[of] - (after[start] - wide[start]))
            self._pixels(corners, which[row[of]], x, y[of], first, kept)
            start = stop

    def _pixels(self, corners: Floats, found: Array, x: Array, y: Array, first: int, kept: Kept | None) -> None:
        share = barycentric(corners[found], x + 0.5, y + 0.5)
        depth = (share * corners[found, :, 2]).sum(axis=1)
        seen = (depth >= 0) & (depth <= 1)
        if kept is not None:
            seen[seen] &= kept(found[seen], share[seen])
        key = (depth[seen] * (2**32 - 2)).astype(np.uint64) << np.uint64(32) | (found[seen] + first).astype(np.uint64)
        np.minimum.at(self.nearest, (y * self.side + x)[seen], key)

    def seen(self) -> tuple[Array, Array]:
        """Pixels where there is something, and the number of its triangle."""
        pixels = np.flatnonzero(self.nearest != NOTHING)
        return pixels, (self.nearest[pixels] & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _stretches(three: Floats, y: Array) -> tuple[Floats, Floats]:
    """From where to where each row y (n, rows) lies in its triangle; nowhere: it ends before it begins."""
    begin, end = np.full(y.shape, -np.inf), np.full(y.shape, np.inf)
    area = doubled_area(three)
    for corner in range(3):
        one, two = three[:, (corner + 1) % 3], three[:, (corner + 2) % 3]
        # The corner's share is straight over the picture: its step to the right, and what it is at the left border.
        step = (one[:, 1] - two[:, 1]) / area
        border = (one[:, :1] * (two[:, 1:2] - y) - two[:, :1] * (one[:, 1:2] - y)) / area[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            edge = (-SLACK - border) / step[:, None]
        begin = np.where(step[:, None] > 0, np.maximum(begin, edge), begin)
        end = np.where(step[:, None] < 0, np.minimum(end, edge), end)
        end = np.where((step[:, None] == 0) & (border < -SLACK), -np.inf, end)
    return begin, end


def doubled_area(corners: Floats) -> Floats:
    first, second, third = corners[:, 0], corners[:, 1], corners[:, 2]
    return (second[:, 0] - first[:, 0]) * (third[:, 1] - first[:, 1]) - (third[:, 0] - first[:, 0]) * (
        second[:, 1] - first[:, 1]
    )


def barycentric(corners: Floats, across: Array, along: Array) -> Floats:
    """The three shares of points in triangles (…, 3, 2 or more): (…, 3)."""
    x, y = corners[..., 0], corners[..., 1]
    area = (x[..., 1] - x[..., 0]) * (y[..., 2] - y[..., 0]) - (x[..., 2] - x[..., 0]) * (y[..., 1] - y[..., 0])
    one = ((x[..., 1] - across) * (y[..., 2] - along) - (x[..., 2] - across) * (y[..., 1] - along)) / area
    two = ((x[..., 2] - across) * (y[..., 0] - along) - (x[..., 0] - across) * (y[..., 2] - along)) / area
    return np.stack([one, two, 1 - one - two], axis=-1)
