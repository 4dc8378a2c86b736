"""The steps of a lesson plan: refused when they make no sense, kept and skipped when pages and tasks went away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from arlearn.commands.prepare import plan_lessons
from arlearn.errors import Problem
from arlearn.people.models import Membership, Role, User
from arlearn.plans import actions
from arlearn.plans.demo import PLANS
from arlearn.plans.models import LessonPlan
from arlearn.plans.queries import steps_of
from content.demo.books import BOOKS
from content.models import Book, Page
from tests.server.planning import Desk, School, change

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return School()


@pytest.fixture
def mine(school: School) -> Desk:
    return Desk(school.educator)


@pytest.fixture
def theirs(school: School) -> Desk:
    return Desk(school.colleague)


def test_P3_what_is_gone_stays_in_the_plan_and_says_what_became_of_it(school: School, mine: Desk) -> None:
    one, two, three = school.pages
    steps = [
        school.step(one, "food", "word"),
        school.step(two, "food"),
        school.step(three, note="jangan hilang"),
        school.step(two),
    ]
    plan = mine.make(school, steps=steps)
    at = f"/{plan['card']['id']}"
    school.revise(one, "word", "new")
    school.revise(two, "new")
    school.withdraw(three)
    shown = mine.ask("get", at)
    assert [(step["state"], step["number"], step["title"]) for step in shown["steps"]] == [
        ("fewer_tasks", 1, {"id": "Bab 1"}),
        ("tasks_gone", 2, {"id": "Bab 2"}),
        ("page_withdrawn", 3, {"id": "Bab 3"}),
        ("whole", 2, {"id": "Bab 2"}),
    ]
    assert shown["steps"][0]["gone"] == [{"id": "food", "prompt": {"id": "Tugas food"}}]
    assert shown["steps"][2]["note"] == "jangan hilang"
    assert (shown["card"]["skipped"], shown["card"]["minutes"]) == (2, 10)
    three.delete()
    shown = mine.ask("get", at)
    assert (shown["steps"][2]["state"], shown["steps"][2]["number"]) == ("page_deleted", None)
    # It goes on being saved and copied as it is, until the educator decides.
    kept = mine.ask("put", at, change(shown, title="Lagi"))
    assert [step["page"] for step in kept["steps"]] == [step["page"] for step in steps]
    copied = mine.ask("post", f"{at}/copy", {})
    assert [step["page"] for step in copied["steps"]] == [step["page"] for step in steps]
    assert mine.ask("put", f"/{copied['card']['id']}", change(copied, title="Kini"))["version"] == 2


BAD_STEPS: dict[str, tuple[Callable[[School], Any], str]] = {
    "none": (lambda school: [], "steps"),
    "too many": (lambda school: [school.step(school.pages[0])] * 41, "steps"),
    "no list": (lambda school: {"page": 1}, "steps"),
    "no page": (lambda school: [{"minutes": 5}], "steps.0.page"),
    "a page that is no id": (lambda school: [{"page": "satu", "minutes": 5}], "steps.0.page"),
    "a page of another book": (lambda school: [school.step(School("lain").pages[0])], "steps.0.page"),
    "a page that never was": (lambda school: [{"page": str(uuid4()), "minutes": 5}], "steps.0.page"),
    "a task that never was": (lambda school: [school.step(school.pages[0], "food", "none")], "steps.0.tasks.1"),
    "a task twice": (lambda school: [school.step(school.pages[0], "food", "food")], "steps.0.tasks"),
    "too many tasks": (lambda school: [school.step(school.pages[0], *(f"t{n}" for n in range(21)))], "steps.0.tasks"),
    "a task that is no name": (lambda school: [school.step(school.pages[0], "../x")], "steps.0.tasks.0"),
    "no time": (lambda school: [school.step(school.pages[0], minutes=0)], "steps.0.minutes"),
    "two hours and more": (lambda school: [school.step(school.pages[0], minutes=121)], "steps.0.minutes"),
    "minutes in words": (lambda school: [{**school.step(school.pages[0]), "minutes": "5"}], "steps.0.minutes"),
    "a long note": (lambda school: [school.step(school.pages[0], note="a" * 501)], "steps.0.note"),
    "a NUL": (lambda school: [school.step(school.pages[0], note="a\0b")], "steps.0.note"),
    "half a letter": (lambda school: [school.step(school.pages[0], note="\ud83d")], "steps.0.note"),
    "an unknown field": (lambda school: [{**school.step(school.pages[0]), "secret": 1}], "steps.0.secret"),
}
"""By name: steps that are refused, and the field that is named."""


@pytest.mark.parametrize("name", BAD_STEPS)
def test_P4_steps_that_make_no_sense_are_refused_by_name(school: School, mine: Desk, name: str) -> None:
    build, field = BAD_STEPS[name]
    plan = mine.make(school)
    steps = build(school)
    made = mine.answer("post", body={"book": str(school.book.id), "title": "Pagi", "steps": steps})
    saved = mine.answer("put", f"/{plan['card']['id']}", change(plan, steps=steps))
    for refused in (made, saved):
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
        assert [where.removeprefix("body.") for where in refused.json()["where"]] == [field]
        assert field in refused.json()["message"]
    assert LessonPlan.objects.get().version == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "   "),
        ("title", "a" * 121),
        ("title", "a\0"),
        ("title", None),
        ("shared", "maybe"),
        ("builds_on", 0),
        ("builds_on", "x"),
        ("owner", "somebody"),
    ],
)
def test_P4_a_save_that_makes_no_sense_is_refused_by_name(school: School, mine: Desk, field: str, value: Any) -> None:
    plan = mine.make(school)
    refused = mine.answer("put", f"/{plan['card']['id']}", change(plan, **{field: value}))
    assert refused.status_code == 422
    assert refused.json()["where"] == [f"body.{field}"]


def test_P4_how_much_one_educator_keeps_is_bounded(
    school: School, mine: Desk, theirs: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_PLANS", 2)
    plan = mine.make(school, shared=True)
    mine.make(school)
    assert mine.make(school) == "plans_too_many"
    assert mine.ask("post", f"/{plan['card']['id']}/copy", {}) == "plans_too_many"
    assert theirs.ask("post", f"/{plan['card']['id']}/copy", {})["card"]["owner"] == "rekan-kota"


def test_a_form_on_another_site_changes_nothing(school: School, mine: Desk) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(school.educator)
    plan = mine.make(school)
    assert strict.delete(f"/api/plans/{plan['card']['id']}").json()["code"] == "page_too_old"
    assert LessonPlan.objects.count() == 1


def test_P5_a_group_gets_what_is_left_of_a_plan(school: School, mine: Desk) -> None:
    one, two, three = school.pages
    steps = [school.step(three), school.step(one, "food", "word", minutes=9), school.step(two, "food")]
    plan = UUID(mine.make(school, steps=steps)["card"]["id"])

    def left() -> Any:
        return steps_of(school.educator, school.library.id, plan)

    assert left() == (
        "Pagi",
        [
            {"page": three.id, "tasks": [], "minutes": 5},
            {"page": one.id, "tasks": ["food", "word"], "minutes": 9},
            {"page": two.id, "tasks": ["food"], "minutes": 5},
        ],
    )
    school.withdraw(three)
    school.revise(one, "word", "other")
    school.revise(two, "other")
    assert left() == ("Pagi", [{"page": one.id, "tasks": ["word"], "minutes": 9}])
    one.delete()
    with pytest.raises(Problem, match="plan_unusable"):
        left()


def test_P1_a_group_is_led_by_plans_that_its_educator_sees(school: School, mine: Desk) -> None:
    plan = mine.make(school)["card"]["id"]
    for visitor, library, which in (
        (school.colleague, school.library.id, UUID(plan)),
        (school.educator, School("lain").library.id, UUID(plan)),
        (school.educator, school.library.id, uuid4()),
    ):
        with pytest.raises(Problem, match="not_found"):
            steps_of(visitor, library, which)


def test_the_demo_books_have_a_plan_each_once(school: School, mine: Desk, tmp_path: Path) -> None:
    book = Book.objects.create(
        library=school.library, slug="tanda-kuning-momo-2", title="Momo", level="B1", languages=["id"]
    )
    school.book = book
    for page in (1, 2, 8):
        school.publish(page)
    school.revise(Page.objects.get(book=book, number=2), "lengket")
    demo_educator = User.objects.create(username="guru")
    Membership.objects.create(library=school.library, user=demo_educator, role=Role.EDUCATOR)
    mark = tmp_path / "made"
    plan_lessons([book], mark)
    plan = mine.ask("get", f"/{mine.ask('get')[0]['id']}")
    assert (plan["card"]["title"], plan["card"]["shared"], plan["card"]["owner"]) == (
        "Menebak tanda Momo",
        True,
        "guru",
    )
    assert [(step["number"], step["tasks"], step["state"]) for step in plan["steps"]] == [
        (1, [], "whole"),
        (2, ["lengket"], "whole"),
        (8, [], "whole"),
    ]
    LessonPlan.objects.all().delete()
    plan_lessons([book], mark)
    assert not LessonPlan.objects.exists(), "what was deleted does not come back"


def test_the_demo_plans_name_pages_and_tasks_of_the_demo_books() -> None:
    for book in BOOKS:
        tasks = {page.number: {task.id for task in page.tasks} for page in book.pages}
        for step in PLANS[book.slug].steps:
            assert set(step.tasks) <= tasks[step.page]
            assert 0 < len(step.note) <= 500
