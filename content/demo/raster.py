"""A small rasteriser: which triangle is seen at which pixel, and how near it is. Plain numpy, no GPU.

Triangles are cut into rows of pixels (spans) by their edges, and only covered pixels are ever touched, in batches.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
BATCH = 1 << 20
"""Pixels filled at once; bounds the memory and keeps a batch within the processor's cache."""


def rasterise(corners: Floats, width: int, height: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """The nearest triangle at every pixel.

    `corners` is (m, 3, 3): x and y in pixels (y down), and a nearness above 0 that grows towards the eye and is linear
    on the screen (1/w for a perspective). Only triangles that are counter-clockwise to the eye are drawn. Returns the
    nearness, 0 where there is nothing, and the triangle, -1 there; both (height, width). Of triangles equally near at
    a pixel the last one is seen.
    """
    near = np.zeros(width * height, dtype=np.float32)
    seen = np.full(width * height, -1, dtype=np.int32)
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    low, high = corners[:, :, :2].min(axis=1), corners[:, :, :2].max(axis=1)
    on_screen = (high > 0).all(axis=1) & (low[:, 0] < width) & (low[:, 1] < height)
    front = np.flatnonzero((area < -1e-9) & on_screen)
    first = np.clip(np.ceil(low[front, 1] - 0.5), 0, height).astype(np.int64)
    last = np.clip(np.floor(high[front, 1] - 0.5), -1, height - 1).astype(np.int64)
    rows = np.maximum(last - first + 1, 0)
    own = np.repeat(np.arange(len(front)), rows)
    row = first[own] + np.arange(len(own)) - np.repeat(np.cumsum(rows) - rows, rows)
    left, right = _spans(corners[front], own, row + 0.5)
    start = np.clip(np.ceil(left - 0.5), 0, width).astype(np.int64)
    stop = np.clip(np.floor(right - 0.5), -1, width - 1).astype(np.int64) + 1
    filled = stop > start
    own, row, start, stop = own[filled], row[filled], start[filled], stop[filled]
    slope_x, slope_y, level = _plane(corners[front], area[front])
    nearness = level[own] + slope_x[own] * (start + 0.5) + slope_y[own] * (row + 0.5)
    lengths = stop - start
    ends = np.cumsum(lengths)
    cut = [0, *np.searchsorted(ends, np.arange(BATCH, int(ends[-1]) if len(ends) else 0, BATCH)).tolist(), len(ends)]
    for begin, end in pairwise(cut):
        part = slice(begin, end)
        count = lengths[part]
        along = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        pixel = np.repeat(row[part] * width + start[part], count) + along
        slopes = np.repeat(slope_x[own[part]].astype(np.float32), count)
        depth = np.repeat(nearness[part].astype(np.float32), count) + slopes * along.astype(np.float32)
        np.maximum.at(near, pixel, depth)
        wins = depth >= near[pixel]
        seen[pixel[wins]] = np.repeat(front[own[part]].astype(np.int32), count)[wins]
    return near.reshape(height, width), seen.reshape(height, width)


def _spans(corners: Floats, own: NDArray[np.int64], y: Floats) -> tuple[Floats, Floats]:
    """Where the line at height `y` enters and leaves its triangle; entering after leaving where it misses."""
    left, right = np.full(len(own), -1e9), np.full(len(own), 1e9)
    for edge in range(3):
        head, tail = corners[:, edge], corners[:, (edge + 1) % 3]
        rise = tail[:, 1] - head[:, 1]
        level = np.abs(rise) < 1e-9
        slope = (tail[:, 0] - head[:, 0]) / np.where(level, 1, rise)
        cross = head[own, 0] + (y - head[own, 1]) * slope[own]
        enters, leaves = ((rise > 0) & ~level)[own], ((rise < 0) & ~level)[own]
        np.maximum(left, cross, out=left, where=enters)
        np.minimum(right, cross, out=right, where=leaves)
    return left, right


def _plane(corners: Floats, area: Floats) -> tuple[Floats, Floats, Floats]:
    """Nearness over the screen as level + slope_x x + slope_y y, for each triangle."""
    a, one, two = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    slope_x = (one[:, 2] * two[:, 1] - two[:, 2] * one[:, 1]) / area
    slope_y = (two[:, 2] * one[:, 0] - one[:, 2] * two[:, 0]) / area
    return slope_x, slope_y, a[:, 2] - slope_x * a[:, 0] - slope_y * a[:, 1]
