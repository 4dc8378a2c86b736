"""A small rasteriser: which triangle is seen at which pixel, and how near it is. Plain numpy, no GPU."""

import numpy as np
from numpy.typing import NDArray

BATCH = 1_500_000
"""Pixel samples tried at once; bounds the memory."""


def rasterise(
    corners: NDArray[np.float64], width: int, height: int
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """The nearest triangle at every pixel.

    `corners` is (m, 3, 3): x and y in pixels (y down), and a nearness that grows towards the eye and is linear on the
    screen (1/w for a perspective). Returns the nearness, 0 where there is nothing, and the triangle, -1 there; both
    (height, width). Of triangles equally near at a pixel the last one is seen.
    """
    near = np.zeros((height, width), dtype=np.float32)
    seen = np.full((height, width), -1, dtype=np.int32)
    low = np.floor(corners[:, :, :2].min(axis=1)).astype(np.int64)
    high = np.ceil(corners[:, :, :2].max(axis=1)).astype(np.int64)
    size = (high - low).max(axis=1)
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    visible = (high > 0).all(axis=1) & (low[:, 0] < width) & (low[:, 1] < height) & (np.abs(area) > 1e-9)
    side = 4
    while visible.any():
        chosen = np.flatnonzero(visible & (size <= side))
        visible[chosen] = False
        tile = side if side < 512 else int(size[chosen].max(initial=1))
        step = max(1, BATCH // (tile * tile))
        for start in range(0, len(chosen), step):
            _fill(corners, low, chosen[start : start + step], tile, near, seen)
        side = side * 2 if side < 512 else 1 << 40
    return near, seen


def _fill(
    corners: NDArray[np.float64],
    low: NDArray[np.int64],
    batch: NDArray[np.int64],
    tile: int,
    near: NDArray[np.float32],
    seen: NDArray[np.int32],
) -> None:
    """Try the `tile` by `tile` pixels from the lowest corner of each triangle of the batch."""
    height, width = near.shape
    along = np.arange(tile)
    x = (low[batch, 0, None] + along)[:, None, :]
    y = (low[batch, 1, None] + along)[:, :, None]
    px, py = x + 0.5, y + 0.5
    (ax, ay, az), (bx, by, bz), (cx, cy, cz) = corners[batch].transpose(1, 2, 0)[..., None, None]
    total = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    u = ((cx - bx) * (py - by) - (cy - by) * (px - bx)) / total
    v = ((ax - cx) * (py - cy) - (ay - cy) * (px - cx)) / total
    w = 1 - u - v
    inside = (u >= 0) & (v >= 0) & (w >= 0) & (x >= 0) & (x < width) & (y >= 0) & (y < height)
    nearness = (u * az + v * bz + w * cz)[inside].astype(np.float32)
    pixel = np.broadcast_to(y * width + x, inside.shape)[inside]
    triangle = np.broadcast_to(batch[:, None, None], inside.shape)[inside]
    flat_near, flat_seen = near.reshape(-1), seen.reshape(-1)
    np.maximum.at(flat_near, pixel, nearness)
    wins = nearness >= flat_near[pixel]
    flat_seen[pixel[wins]] = triangle[wins]
