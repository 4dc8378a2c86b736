"""What each order of an educator, and each answer of a child to one, changes in the state of its group."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlearn.errors import ProblemKind
from arlearn.live.control import (
    Attend,
    Control,
    Countdown,
    End,
    GoTo,
    Hint,
    Lock,
    Note,
    OpenPage,
    Order,
    Own,
    Plan,
    PlanStep,
    Praise,
    Spotlight,
    Teams,
    Timer,
    UsePlan,
)
from arlearn.live.decide import decide_answer, decide_consent, decide_order, decide_plan
from arlearn.live.facts import (
    EDUCATOR,
    Consented,
    Fact,
    Forgotten,
    Joined,
    Line,
    Ordered,
    PageOpened,
    Planned,
    facts,
)
from arlearn.live.joining import deal
from arlearn.live.problems import GROUP_ENDED, LEARNER_UNKNOWN, PAGE_OTHER_BOOK, PLAN_UNFIT, STEP_UNKNOWN
from arlearn.live.protocol import Consent, Finished, LearnerFace, Opened
from arlearn.live.state import GroupState, evolve, fold
from content.scene import SceneDocument

PAGES = {UUID(int=1): True, UUID(int=2): True, UUID(int=3): False}
PAGE, OTHER, HIDDEN = PAGES
ANA, BUDI, CITRA = CHILDREN = [UUID(int=100 + order) for order in range(3)]
STRANGER = UUID(int=999)
REVISION = "a" * 64
SCENE = SceneDocument.model_validate({"title": {"id": "Madu"}, "story": {"id": ["Madu itu manis."]}})
EMPTY = GroupState(group=UUID(int=9), epoch=UUID(int=8), book=UUID(int=7), code="BCDFGH")
PLAN = Plan(
    id=UUID(int=50),
    title="Senin",
    steps=[PlanStep(page=OTHER, minutes=5), PlanStep(page=PAGE, tasks=["one"], minutes=10)],
)


def follow(state: GroupState, source: str, client_id: str, fact: Fact | ProblemKind) -> GroupState:
    assert not isinstance(fact, ProblemKind), fact
    return evolve(state, Line(state.seq + 1, 1000 * (state.seq + 1), source, client_id, fact))


def room() -> GroupState:
    return fold(EMPTY, joining())


def order(state: GroupState, *orders: Order) -> GroupState:
    for wanted in orders:
        state = follow(state, EDUCATOR, f"command-{state.seq}", decide_order(state, wanted, PAGES))
    return state


def plan(state: GroupState, chosen: Plan | None = PLAN) -> GroupState:
    return follow(state, EDUCATOR, f"command-{state.seq}", decide_plan(state, chosen, PAGES))


def consent(state: GroupState, child: UUID, asked: int, agree: bool) -> GroupState:
    return follow(state, str(child), str(state.seq), decide_consent(state, Consent(n=1, asked=asked, agree=agree)))


def places(state: GroupState) -> list[UUID | None]:
    """Where the children are led, as their own screens work it out."""
    return [state.learners[child].own.page or state.control.page for child in CHILDREN]


def asked(state: GroupState) -> list[int | None]:
    return [state.learners[child].own.asked for child in CHILDREN]


def test_L50_some_are_led_elsewhere_until_everybody_is_led_again() -> None:
    state = order(room(), OpenPage(page=PAGE), OpenPage(page=OTHER, to=[ANA, CITRA]))
    assert places(state) == [OTHER, PAGE, OTHER]
    assert places(order(state, OpenPage(page=None, to=[ANA]))) == [PAGE, PAGE, OTHER]
    assert places(order(state, OpenPage(page=None))) == [None, None, None]
    assert places(order(state, OpenPage(page=PAGE))) == [PAGE, PAGE, PAGE]
    assert places(order(plan(state), GoTo(step=0))) == [OTHER, OTHER, OTHER]


def test_L50_leading_some_is_not_about_the_others() -> None:
    before = room()
    after = order(before, OpenPage(page=OTHER, to=[ANA]))
    assert after.control is before.control
    assert after.learners[BUDI] is before.learners[BUDI]
    assert after.learners[ANA].own == Own(version=1, page=OTHER)


def test_L50_a_plan_leads_step_by_step_or_not_at_all() -> None:
    state = plan(room())
    assert (state.control.plan, state.control.step, state.control.page) == (PLAN, None, None)
    state = order(state, GoTo(step=1))
    assert (state.control.step, state.control.page) == (1, PAGE)
    free = order(state, OpenPage(page=None))
    assert (free.control.plan, free.control.step, free.control.page) == (PLAN, None, None)
    other = order(state, OpenPage(page=OTHER))
    assert (other.control.plan, other.control.step, other.control.page) == (PLAN, None, OTHER)
    some = order(state, OpenPage(page=OTHER, to=[ANA]))
    assert (some.control.step, places(some)) == (1, [OTHER, PAGE, PAGE])
    away = plan(state, None)
    assert (away.control.plan, away.control.step, away.control.page) == (None, None, None)


def test_a_page_opened_by_hand_stays_when_a_plan_is_chosen() -> None:
    assert plan(order(room(), OpenPage(page=OTHER))).control.page == OTHER


def test_L51_a_child_is_shown_only_after_it_agreed() -> None:
    state = order(room(), Spotlight(learner=ANA))
    number = state.seq
    assert asked(state) == [number, None, None]
    assert state.control.spotlight is None
    agreed = consent(state, ANA, number, True)
    assert agreed.control.spotlight == ANA
    assert asked(agreed) == [None, None, None]
    assert order(agreed, Spotlight(learner=None)).control.spotlight is None
    refused = consent(state, ANA, number, False)
    assert refused.control is state.control, "nobody but the panel can see a refusal"
    assert asked(refused) == [None, None, None]


def test_L51_an_answer_to_an_older_question_changes_nothing() -> None:
    first = order(room(), Spotlight(learner=ANA))
    number = first.seq
    for later in (
        order(first, Spotlight(learner=BUDI)),
        order(first, Spotlight(learner=ANA)),
        order(first, Spotlight(learner=None)),
        consent(first, ANA, number, False),
    ):
        after = consent(later, ANA, number, True)
        assert after.control == later.control
        assert asked(after) == asked(later)
    stolen = consent(first, BUDI, number, True)
    assert stolen.control == first.control
    assert asked(stolen) == asked(first)


def test_L51_another_question_takes_back_the_older_and_ends_what_is_shown() -> None:
    state = order(room(), Spotlight(learner=ANA))
    state = order(consent(state, ANA, state.seq, True), Spotlight(learner=BUDI))
    assert state.control.spotlight is None
    assert asked(state) == [None, state.seq, None]
    state = order(state, End())
    assert asked(state) == [None, None, None]


def test_L53_what_is_for_one_child_changes_that_child_alone() -> None:
    before = room()
    state = order(before, Hint(to=BUDI, text="Lihat gambar."), Praise(to=BUDI), Attend(to=BUDI), Attend(to=BUDI))
    assert state.learners[BUDI].own == Own(version=4, note=Note(id=2, sort="praise"), attended=2)
    assert state.learners[ANA] is before.learners[ANA]
    assert state.control is before.control
    first = order(before, Hint(to=BUDI, text="Lihat gambar."))
    assert first.learners[BUDI].own.note == Note(id=1, sort="hint", text="Lihat gambar.")


def test_orders_for_the_room() -> None:
    state = order(room(), Lock(locked=True), Teams(count=3), Praise(), Praise(), Timer(seconds=60))
    control = state.control
    assert (control.locked, control.teams, control.praised) == (True, 3, 2)
    assert control.timer == Countdown(seconds=60, ends_at=1000 * state.seq + 60_000)
    state = order(state, Timer(seconds=None), Lock(locked=False), Teams(count=0))
    assert (state.control.timer, state.control.locked, state.control.teams) == (None, False, 0)
    ended = order(order(state, Timer(seconds=30)), End()).control
    assert (ended.ended, ended.timer, ended.version) == (True, None, control.version + 5)


def test_a_child_gets_on_when_it_turns_a_page_or_finishes_one() -> None:
    state = room()
    deeds: list[Opened | Finished] = [
        Opened(n=1, page=PAGE, revision=REVISION),
        Opened(n=2, page=PAGE, revision=REVISION),
        Finished(n=3, page=PAGE, revision=REVISION),
        Finished(n=4, page=PAGE, revision=REVISION),
        Opened(n=5, page=OTHER, revision=REVISION),
    ]
    progress = []
    for deed in deeds:
        fact = decide_answer(state, deed, PAGES, SCENE)
        state = follow(state, str(ANA), str(deed.n), fact)
        progress.append(state.learners[ANA].progress_at // 1000)
    assert progress == [4, 4, 6, 6, 8]
    assert state.learners[ANA].page == OTHER


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (OpenPage(page=PAGE, to=[ANA, STRANGER]), LEARNER_UNKNOWN),
        (OpenPage(page=HIDDEN, to=[ANA]), PAGE_OTHER_BOOK),
        (Spotlight(learner=STRANGER), LEARNER_UNKNOWN),
        (Hint(to=STRANGER, text="ya"), LEARNER_UNKNOWN),
        (Praise(to=STRANGER), LEARNER_UNKNOWN),
        (Attend(to=STRANGER), LEARNER_UNKNOWN),
        (GoTo(step=0), STEP_UNKNOWN),
    ],
)
def test_orders_that_fit_nothing_are_refused(wanted: Order, refusal: ProblemKind) -> None:
    assert decide_order(room(), wanted, PAGES) is refusal


def test_a_step_that_the_plan_does_not_have_is_refused_and_one_that_went_away_leads_nowhere() -> None:
    state = plan(room())
    assert decide_order(state, GoTo(step=2), PAGES) is STEP_UNKNOWN
    # Two educators at once: the plan is put away between the decision and the log.
    late = decide_order(state, GoTo(step=1), PAGES)
    away = order(plan(state, None), OpenPage(page=OTHER, to=[ANA]))
    after = follow(away, EDUCATOR, "late-step", late)
    assert after.control is away.control
    assert places(after) == places(away)


def test_a_plan_of_other_pages_is_refused() -> None:
    for page in (HIDDEN, UUID(int=77)):
        unfit = PLAN.model_copy(update={"steps": [PlanStep(page=page, minutes=5)]})
        assert decide_plan(room(), unfit, PAGES) is PLAN_UNFIT


def test_L5_nothing_of_the_panel_is_decided_after_the_end() -> None:
    ended = order(room(), End())
    wanted: list[Order] = [Lock(locked=True), Timer(seconds=5), Spotlight(learner=ANA), Praise(), Teams(count=2)]
    assert {decide_order(ended, one, PAGES) for one in wanted} == {GROUP_ENDED}
    assert decide_plan(ended, PLAN, PAGES) is GROUP_ENDED
    assert decide_consent(ended, Consent(n=1, asked=1, agree=True)) is GROUP_ENDED


def test_what_was_forgotten_leaves_a_state_without_it() -> None:
    told: list[tuple[str, Fact]] = [
        (EDUCATOR, Ordered(order=Hint(to=BUDI, text="ya"))),
        (str(BUDI), PageOpened(page=PAGE, revision=REVISION)),
        (str(BUDI), Consented(asked=4, agree=True)),
    ]
    lines = list(joining())
    for number, (source, fact) in enumerate(told):
        lines.append(Line(len(lines) + 1, 0, source, str(number), fact))
    assert set(fold(EMPTY, lines).learners) == set(CHILDREN)
    gone = [line._replace(fact=Forgotten()) if number == 1 else line for number, line in enumerate(lines)]
    state = fold(EMPTY, gone)
    assert set(state.learners) == {ANA, CITRA}, "also while other lines of the child are still there"
    assert state.seq == len(lines)


def joining() -> Iterator[Line]:
    for place, child in enumerate(CHILDREN):
        animal, colour = deal(place)
        learner = LearnerFace(id=child, order=place, animal=animal, colour=colour)
        yield Line(place + 1, 1000 * (place + 1), str(child), "joined", Joined(learner=learner))


some_orders = st.one_of(
    st.builds(OpenPage, page=st.sampled_from([PAGE, OTHER, None]), to=st.sampled_from([None, [ANA], [BUDI, CITRA]])),
    st.builds(Spotlight, learner=st.sampled_from([ANA, BUDI, None])),
    st.builds(Hint, to=st.sampled_from(CHILDREN), text=st.just("ya")),
    st.builds(Praise, to=st.sampled_from([*CHILDREN, None])),
    st.builds(GoTo, step=st.integers(0, 3)),
    st.builds(Timer, seconds=st.sampled_from([None, 60])),
    st.builds(UsePlan, plan=st.sampled_from([None, PLAN.id])),
)


@given(st.lists(some_orders, max_size=25))
def test_versions_rise_whenever_something_changes(wanted: list[Order]) -> None:
    state = room()
    for number, one in enumerate(wanted):
        fact: Fact = Planned(plan=PLAN if one.plan else None) if isinstance(one, UsePlan) else Ordered(order=one)
        before, state = state, follow(state, EDUCATOR, f"command-{number}", fact)
        assert (state.control.version > before.control.version) == (state.control != before.control)
        for child in CHILDREN:
            old, new = before.learners[child].own, state.learners[child].own
            assert (new.version > old.version) == (new != old)
        shown = [child for child in asked(state) if child is not None]
        assert len(shown) + (state.control.spotlight is not None) <= 1


def test_L41_a_log_of_before_is_read_still() -> None:
    """As the first version of this software wrote them."""
    old: list[dict[str, Any]] = [
        {"kind": "ordered", "order": {"do": "open_page", "page": str(PAGE)}},
        {"kind": "ordered", "order": {"do": "pause"}},
        {"kind": "finished", "page": str(PAGE), "revision": REVISION},
    ]
    state = room()
    for number, payload in enumerate(old):
        source = EDUCATOR if payload["kind"] == "ordered" else str(ANA)
        state = follow(state, source, str(number), facts.validate_python(payload))
    assert (state.control.page, state.control.paused) == (PAGE, True)
    assert state.control == Control(version=2, page=PAGE, paused=True, moved_at=4000)
    assert state.learners[ANA].finished == (PAGE,)
