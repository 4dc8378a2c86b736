"""How a page will run on a cheap phone: an estimate of the time that one picture takes. Pure.

Measured in Chromium, and taken SLOWER times for a cheap phone. What the page itself does for a picture is 15.9 ms, over
14 pages of the demo books (`python -m tests.browser.frame_times`). `arlearn bench pace` fits the two that come to it by
what is drawn: 0.04 to 0.11 ms a draw call, 0.16 to 0.49 ms a thousand triangles, in runs on a shared machine, which lie
far apart; what is used lies within, for triangles near the most. How it comes from software to a phone's graphics is
said there.
"""

from collections.abc import Iterable
from typing import Literal

SLOWER = 6
"""How many times slower a cheap phone's processor is taken to be than that of the measurement."""
BASE_MS, DRAW_MS, THOUSAND_TRIANGLES_MS = 15.9, 0.09, 0.45
Pace = Literal["smooth", "fair", "slow"]
SMOOTH_MS, FAIR_MS = 34.0, 67.0
"""30 and 15 pictures a second: below the first a turning figure looks fluid, beyond the second it stutters."""


def frame_ms(models: Iterable[tuple[int, int]]) -> float:
    """Estimated time of one picture of a page with these models, ms; each by its draw calls and triangles."""
    draws = triangles = 0
    for its_draws, its_triangles in models:
        draws, triangles = draws + its_draws, triangles + its_triangles
    return BASE_MS + DRAW_MS * draws + THOUSAND_TRIANGLES_MS * triangles / 1000


def pace(milliseconds: float) -> Pace:
    return "smooth" if milliseconds <= SMOOTH_MS else "fair" if milliseconds <= FAIR_MS else "slow"
