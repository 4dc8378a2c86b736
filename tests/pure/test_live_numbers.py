"""Sets of counts, kept as runs."""

from hypothesis import given
from hypothesis import strategies as st

from arlearn.live.numbers import Numbers


@given(st.lists(st.integers(1, 40), max_size=60))
def test_runs_hold_what_a_set_holds(added: list[int]) -> None:
    numbers, plain = Numbers(), set[int]()
    for n in added:
        before = numbers
        numbers = numbers.plus(n)
        assert (numbers is before) == (n in plain)
        plain.add(n)
        assert {n for n in range(50) if n in numbers} == plain
        assert numbers.highest == max(plain)
    gaps = sum(n + 1 not in plain for n in plain)
    assert len(numbers.runs) == gaps, "as few runs as there can be"
    assert list(numbers.runs) == sorted(numbers.runs, reverse=True)


def test_counts_without_a_gap_are_one_run() -> None:
    numbers = Numbers()
    for n in range(1, 1001):
        numbers = numbers.plus(n)
    assert numbers.runs == ((1, 1000),)
