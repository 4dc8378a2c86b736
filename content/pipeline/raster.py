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
        low = np.floor(corners[:, :, :2].min(axis=1)).clip(0, self.side - 1).astype(np.int64)
        high = np.ceil(corners[:, :, :2].max(axis=1)).clip(0, self.side - 1).astype(np.int64)
        wide = (high - low).max(axis=1) + 1
        area = doubled_area(corners)
        flat = (np.abs(area) < 1e-9) | ((area > 0) & (not both))
        level = np.ceil(np.log2(wide)).astype(int)
        for power in np.unique(level[~flat]):
            edge = 1 << int(power)
            which = np.flatnonzero(~flat & (level == power))
            at_once = max(LARGEST // (edge * edge), 1)
            for start in range(0, len(which), at_once):
                self._some(corners, which[start : start + at_once], low, edge, first, kept)

    def _some(self, corners: Floats, which: Array, low: Array, edge: int, first: int, kept: Kept | None) -> None:
        """Those triangles, each within so many pixels from its lowest."""
        three = corners[which]
        # A share is straight over the picture: what it is at the lowest pixel, and its steps to the right and down.
        here, right, down = _straight(three, low[which])
        steps = np.arange(edge, dtype=np.float32)
        one, two = (
            here[:, corner, None, None]
            + right[:, corner, None, None] * steps
            + down[:, corner, None, None] * steps[:, None]
            for corner in (0, 1)
        )
        row, below, across = np.nonzero((one >= -SLACK) & (two >= -SLACK) & (one + two <= 1 + SLACK))
        share = np.column_stack([one[row, below, across], two[row, below, across]]).astype(np.float64)
        share = np.column_stack([share, 1 - share.sum(axis=1)])
        found = which[row]
        x, y = low[found, 0] + across, low[found, 1] + below
        depth = (share * corners[found, :, 2]).sum(axis=1)
        seen = (depth >= 0) & (depth <= 1) & (x < self.side) & (y < self.side)
        if kept is not None:
            seen[seen] &= kept(found[seen], share[seen])
        key = (depth[seen] * (2**32 - 2)).astype(np.uint64) << np.uint64(32) | (found[seen] + first).astype(np.uint64)
        np.minimum.at(self.nearest, (y * self.side + x)[seen], key)

    def seen(self) -> tuple[Array, Array]:
        """Pixels where there is something, and the number of its triangle."""
        pixels = np.flatnonzero(self.nearest != NOTHING)
        return pixels, (self.nearest[pixels] & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _straight(three: Floats, low: Array) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """The first two shares at the middle of the lowest pixel, and their change by a pixel right and down: (n, 2)."""
    x, y = three[..., 0] - low[:, :1] - 0.5, three[..., 1] - low[:, 1:2] - 0.5
    area = doubled_area(three)
    right = np.stack([y[:, 1] - y[:, 2], y[:, 2] - y[:, 0]], axis=1) / area[:, None]
    down = np.stack([x[:, 2] - x[:, 1], x[:, 0] - x[:, 2]], axis=1) / area[:, None]
    here = np.stack([x[:, 1] * y[:, 2] - x[:, 2] * y[:, 1], x[:, 2] * y[:, 0] - x[:, 0] * y[:, 2]], axis=1)
    return (here / area[:, None]).astype(np.float32), right.astype(np.float32), down.astype(np.float32)


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
