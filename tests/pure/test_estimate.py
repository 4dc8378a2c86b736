"""How a page will run on a cheap phone."""

import pytest

from arlearn.bench.pace import PICTURE_MS, by_graphics, line
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


def test_C48_a_line_is_fitted_to_what_was_measured() -> None:
    fit = line([(1, 3.5), (8, 7.0), (32, 19.0)])
    assert (round(fit.base, 6), round(fit.rise, 6)) == (3.0, 0.5)
    # What is slower with less to draw was noise: nothing may run better for having more.
    assert line([(1, 9.0), (8, 8.0), (32, 7.0)]).rise == 0
    assert line([(1, 1.0), (2, 4.0)]).base == 0


def test_C48_triangles_are_to_the_empty_picture_as_in_software() -> None:
    assert by_graphics([(2, 204.0), (10, 220.0), (60, 320.0)]) == pytest.approx(2 / 200 * PICTURE_MS)
    with pytest.raises(RuntimeError):
        by_graphics([(1, 1.0), (2, 4.0)])
