"""The paints of the demo models: a small palette around the paper, ink, lagoon, honey, coral and leaf of our pages."""

import numpy as np
from numpy.typing import NDArray

Colour = str
"""'#rrggbb', sRGB."""

PAPER, INK, LAGOON, HONEY, CORAL, LEAF = "#fff8ec", "#1d2733", "#0b7a75", "#f2a93b", "#d9482b", "#3f8f3a"


def linear(colour: Colour) -> NDArray[np.float64]:
    """The three linear-light channels of an sRGB colour, 0 to 1 (IEC 61966-2-1), as glTF and lighting want them."""
    srgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def srgb(light: NDArray[np.floating]) -> NDArray[np.floating]:
    """Linear light to sRGB, both 0 to 1, any shape."""
    bounded = np.clip(light, 0, 1)
    return np.asarray(np.where(bounded <= 0.0031308, bounded * 12.92, 1.055 * bounded ** (1 / 2.4) - 0.055))
