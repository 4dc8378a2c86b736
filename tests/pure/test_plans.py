"""What is left of a plan's steps when pages and tasks went away."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from arlearn.plans.steps import PageNow, Step, gone, in_use, state_of, unknown, usable

ONE, TWO = UUID(int=1), UUID(int=2)
PAGES = {ONE: PageNow(1, True, tasks=("a", "b", "c")), TWO: PageNow(2, False, tasks=())}


@pytest.mark.parametrize(
    ("page", "tasks", "state"),
    [
        (ONE, (), "whole"),
        (ONE, ("c", "a"), "whole"),
        (ONE, ("a", "x"), "fewer_tasks"),
        (ONE, ("x", "y"), "tasks_gone"),
        (TWO, (), "page_withdrawn"),
        (TWO, ("a",), "page_withdrawn"),
        (UUID(int=3), ("a",), "page_deleted"),
    ],
)
def test_P3_a_step_says_what_became_of_it(page: UUID, tasks: tuple[str, ...], state: str) -> None:
    assert state_of(Step(page, tasks, 5, ""), PAGES) == state


steps = some.lists(
    some.builds(
        Step,
        some.sampled_from([ONE, TWO, UUID(int=3)]),
        some.lists(some.sampled_from("abcxyz"), unique=True).map(tuple),
        some.integers(1, 120),
        some.just("catatan"),
    ),
    max_size=8,
)


@given(steps)
def test_P5_what_is_used_is_there_and_chosen_tasks_never_become_all(written: list[Step]) -> None:
    used = in_use(written, PAGES)
    assert all(PAGES[step.page].published and not gone(step, PAGES[step.page]) for step in used)
    kept = [step for step in written if usable(state_of(step, PAGES))]
    assert [(step.page, step.minutes) for step in used] == [(step.page, step.minutes) for step in kept]
    assert all(bool(left.tasks) == bool(before.tasks) for left, before in zip(used, kept, strict=True))
    lost = [step for step in written if step not in kept]
    assert all(step.tasks or step.page != ONE for step in lost), "a step with all tasks of a published page is kept"


@given(steps, steps)
def test_P4_a_plan_keeps_what_it_had_and_takes_nothing_that_never_was(before: list[Step], after: list[Step]) -> None:
    known = {ONE: frozenset("abc"), TWO: frozenset("x")}
    assert unknown(before, before, {}) == []
    wrong = unknown(after, before, known)
    had = {(step.page, task) for step in before for task in step.tasks}
    pages = {step.page for step in before} | set(known)
    for at, step in enumerate(after):
        assert (f"steps.{at}.page" in wrong) == (step.page not in pages)
        for nth, task in enumerate(step.tasks):
            refused = step.page in pages and task not in known.get(step.page, ()) and (step.page, task) not in had
            assert (f"steps.{at}.tasks.{nth}" in wrong) == refused
