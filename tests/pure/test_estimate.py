"""How a page will run on a cheap phone."""

from content.budget import BUDGETS
from content.estimate import FAIR_MS, SMOOTH_MS, frame_ms, pace


def test_C48_more_to_draw_never_runs_better() -> None:
    nothing, light, heavy = frame_ms([]), frame_ms([(4, 5_000)]), frame_ms([(20, 50_000)])
    assert 0 < nothing < light < heavy
    assert frame_ms([(4, 5_000), (20, 50_000)]) > heavy
    # Two models are drawn in one picture: its beginning is counted once.
    assert abs(frame_ms([(4, 5_000)] * 2) - (2 * light - nothing)) < 1e-9


def test_C48_the_estimate_and_the_budget_say_the_same() -> None:
    assert pace(frame_ms([(BUDGETS["draws"].green, BUDGETS["triangles"].green)])) == "smooth"
    assert pace(frame_ms([(BUDGETS["draws"].amber, BUDGETS["triangles"].amber)])) == "fair"
    assert pace(frame_ms([(500, 1_000_000)])) == "slow"
    assert [pace(SMOOTH_MS), pace(SMOOTH_MS + 0.1), pace(FAIR_MS), pace(FAIR_MS + 0.1)] == [
        "smooth",
        "fair",
        "fair",
        "slow",
    ]
