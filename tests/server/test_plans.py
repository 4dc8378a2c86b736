"""Lesson plans: written, shared, copied, saved from two places, and used although pages and tasks went away."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.db.models import RestrictedError
from django.test import Client

from arlearn.commands.prepare import plan_lessons
from arlearn.errors import Problem
from arlearn.people.actions import open_library
from arlearn.people.models import Membership, Role, User
from arlearn.plans import actions
from arlearn.plans.demo import PLANS
from arlearn.plans.models import LessonPlan
from arlearn.plans.queries import steps_of
from arlearn.plans.schemas import LessonPlanIn
from content.demo.books import BOOKS
from content.models import Book, Page, Scene, SceneRevision

pytestmark = pytest.mark.django_db


class School:
    """A library with a book of three pages of two tasks each, and two educators."""

    def __init__(self, slug: str = "kota") -> None:
        self.library = open_library("Perpustakaan Kota", slug)
        self.educator = self.person(f"guru-{slug}", Role.EDUCATOR)
        self.colleague = self.person(f"rekan-{slug}", Role.EDUCATOR)
        self.book = Book.objects.create(
            library=self.library, slug=f"beruang-{slug}", title="Beruang Madu", level="A", languages=["id"]
        )
        self.pages = [self.publish(number) for number in (1, 2, 3)]

    def person(self, name: str, role: Role) -> User:
        user = User.objects.create(username=name)
        Membership.objects.create(library=self.library, user=user, role=role)
        return user

    def publish(self, number: int) -> Page:
        page = Page.objects.create(book=self.book, number=number)
        Scene.objects.create(page=page)
        self.revise(page, "food", "word")
        return page

    def revise(self, page: Page, *tasks: str) -> None:
        """Publishes the page anew, with these tasks."""
        number = page.scene.revisions.count() + 1
        asked = [
            {"kind": "spell", "id": task, "prompt": {"id": f"Tugas {task}"}, "word": {"id": "madu"}} for task in tasks
        ]
        document = {"version": 1, "title": {"id": f"Bab {page.number}"}, "story": {"id": ["."]}, "tasks": asked}
        page.scene.published = SceneRevision.objects.create(
            scene=page.scene, number=number, sha256=f"{page.number}{number}" * 32, document=document
        )
        page.scene.save()

    def withdraw(self, page: Page) -> None:
        page.scene.published = None
        page.scene.save()

    def step(self, page: Page, *tasks: str, minutes: int = 5, note: str = "") -> dict[str, Any]:
        return {"page": str(page.id), "tasks": list(tasks), "minutes": minutes, "note": note}


@pytest.fixture
def school() -> School:
    return School()


SERVED = Client().handler
"""Made once: a new one loads the whole server."""


class Desk:
    """Somebody's requests, in English."""

    def __init__(self, user: User) -> None:
        self.client = Client(headers={"accept-language": "en"})
        self.client.handler = SERVED
        self.client.force_login(user)

    def ask(self, method: str, path: str = "", body: Any = None) -> Any:
        """The answer's JSON; of a refusal its code."""
        done = self.answer(method, path, body)
        if done.status_code == 204:
            return None
        return done.json() if done.status_code == 200 else done.json()["code"]

    def answer(self, method: str, path: str = "", body: Any = None) -> Any:
        send = getattr(self.client, method)
        if body is None:
            return send(f"/api/plans{path}")
        return send(f"/api/plans{path}", body, content_type="application/json")

    def make(self, school: School, title: str = "Pagi", shared: bool = False, **more: Any) -> Any:
        steps = [school.step(page) for page in school.pages]
        body = {"book": str(school.book.id), "title": title, "shared": shared, "steps": steps, **more}
        return self.ask("post", body=body)


@pytest.fixture
def mine(school: School) -> Desk:
    return Desk(school.educator)


@pytest.fixture
def theirs(school: School) -> Desk:
    return Desk(school.colleague)


def change(plan: Any, **changes: Any) -> dict[str, Any]:
    """A save of the plan as it was answered, with these changes."""
    kept = ("page", "tasks", "minutes", "note")
    steps = [{name: step[name] for name in kept} for step in plan["steps"]]
    card = plan["card"]
    said = {"builds_on": plan["version"], "title": card["title"], "shared": card["shared"], "steps": steps}
    return {**said, **changes}


def titles(desk: Desk, query: str = "") -> list[str]:
    return [card["title"] for card in desk.ask("get", query)]


def test_a_plan_is_kept_as_it_was_written(school: School, mine: Desk) -> None:
    one, two, three = school.pages
    steps = [school.step(two, "word", minutes=12, note="Baca\nbersama 🐝"), school.step(one), school.step(two, "food")]
    made = mine.make(school, "  Pagi dengan madu ", steps=steps)
    card = made["card"]
    assert {name: card[name] for name in ("title", "book_title", "owner", "mine", "shared")} == {
        "title": "Pagi dengan madu",
        "book_title": "Beruang Madu",
        "owner": "guru-kota",
        "mine": True,
        "shared": False,
    }
    assert (card["steps"], card["skipped"], card["minutes"], made["version"]) == (3, 0, 22, 1)
    assert [(step["number"], step["title"], step["state"], step["gone"]) for step in made["steps"]] == [
        (2, {"id": "Bab 2"}, "whole", []),
        (1, {"id": "Bab 1"}, "whole", []),
        (2, {"id": "Bab 2"}, "whole", []),
    ]
    assert made["steps"][0]["note"] == "Baca\nbersama 🐝"
    assert mine.ask("get", f"/{card['id']}") == made
    later = mine.ask("put", f"/{card['id']}", change(made, title="Siang", steps=[school.step(three, minutes=120)]))
    assert (later["version"], later["card"]["title"], later["card"]["minutes"]) == (2, "Siang", 120)
    assert mine.ask("get", f"/{card['id']}") == later


def test_P1_a_plan_that_is_not_shared_is_there_for_its_owner_alone(school: School, mine: Desk, theirs: Desk) -> None:
    plan = mine.make(school)
    at = f"/{plan['card']['id']}"
    saved = change(plan)
    assert titles(mine) == ["Pagi"]
    assert titles(theirs) == []
    refused = [theirs.ask("get", at), theirs.ask("put", at, saved), theirs.ask("delete", at)]
    assert [*refused, theirs.ask("post", f"{at}/copy", {})] == ["not_found"] * 4
    server = User.objects.create(username="operator", is_superuser=True)
    assert Desk(server).ask("get", at) == "not_found"


def test_P1_a_shared_plan_is_seen_and_copied_but_changed_and_deleted_by_its_owner_only(
    school: School, mine: Desk, theirs: Desk
) -> None:
    plan = mine.make(school, shared=True)
    at = f"/{plan['card']['id']}"
    seen = theirs.ask("get", at)
    assert seen["steps"] == plan["steps"]
    assert (seen["card"]["mine"], seen["card"]["owner"]) == (False, "guru-kota")
    assert titles(theirs) == ["Pagi"]
    refused = theirs.answer("put", at, change(plan, title="Punyaku")).json()
    assert refused["code"] == "plan_of_another"
    assert "guru-kota" in refused["message"]
    assert theirs.ask("delete", at) == "plan_of_another"
    copy = theirs.ask("post", f"{at}/copy", {"title": "Pagi (salinan)"})
    assert (copy["card"]["mine"], copy["card"]["shared"], copy["version"]) == (True, False, 1)
    assert theirs.ask("put", f"/{copy['card']['id']}", change(copy, title="Punyaku"))["card"]["title"] == "Punyaku"
    assert mine.ask("get", at) == plan, "a copy is another plan"
    assert mine.ask("delete", at) is None
    assert mine.ask("get", at) == "not_found"
    assert titles(theirs) == ["Punyaku"]


@pytest.mark.parametrize("method", ["get", "put", "delete", "post"])
def test_P1_a_plan_is_not_there_for_people_from_elsewhere(school: School, mine: Desk, method: str) -> None:
    plan = mine.make(school, shared=True)
    at = f"/{plan['card']['id']}"
    path, body = (f"{at}/copy", {}) if method == "post" else (at, change(plan) if method == "put" else None)
    elsewhere = Desk(School("lain").educator)
    creator = Desk(school.person("pembuat", Role.CREATOR))
    assert elsewhere.ask(method, path, body) == "not_found"
    assert creator.ask(method, path, body) == "not_found"
    assert LessonPlan.objects.get().version == 1


def test_P1_lists_are_for_educators(school: School, mine: Desk) -> None:
    mine.make(school, shared=True)
    creator = Desk(school.person("pembuat", Role.CREATOR))
    assert creator.ask("get") == []
    assert creator.ask("get", f"?library={school.library.id}") == "not_found"
    assert Client().get("/api/plans").json()["code"] == "sign_in_needed"
    assert creator.make(school) == "not_allowed"
    assert Desk(School("lain").educator).make(school) == "not_found"
    assert mine.make(school, book=str(uuid4())) == "not_found"
    admin = Desk(school.person("kepala", Role.ADMIN))
    assert titles(admin) == ["Pagi"]


def test_a_list_is_of_one_library_and_for_one_book(school: School, mine: Desk) -> None:
    second = School("lain")
    Membership.objects.create(library=second.library, user=school.educator, role=Role.EDUCATOR)
    mine.make(school, "Satu")
    mine.make(second, "Dua")
    assert titles(mine) == ["Dua", "Satu"]
    assert titles(mine, f"?library={school.library.id}") == ["Satu"]
    assert titles(mine, f"?book={second.book.id}") == ["Dua"]
    assert titles(mine, f"?library={school.library.id}&book={second.book.id}") == []
    assert mine.ask("get", "?book=nonsense") == "invalid"


def test_P2_a_save_that_does_not_build_on_the_newest_is_refused_and_neither_is_lost(school: School, mine: Desk) -> None:
    plan = mine.make(school)
    at = f"/{plan['card']['id']}"
    phone = change(plan, title="Dari ponsel")
    laptop = change(plan, title="Dari laptop")
    kept = mine.ask("put", at, phone)
    refused = mine.answer("put", at, laptop)
    assert (refused.status_code, refused.json()["code"]) == (409, "plan_conflict")
    assert "not lost" in refused.json()["message"]
    assert mine.ask("get", at) == kept
    assert mine.ask("put", at, {**laptop, "builds_on": kept["version"]})["card"]["title"] == "Dari laptop"


def test_P2_the_same_save_twice_is_one(school: School, mine: Desk) -> None:
    """A phone that heard no answer sends it again."""
    plan = mine.make(school)
    at = f"/{plan['card']['id']}"
    sent = change(plan, title="Siang")
    first = mine.ask("put", at, sent)
    assert mine.ask("put", at, sent) == first
    assert LessonPlan.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_P2_of_saves_at_the_same_moment_one_is_kept_and_the_others_hear_of_it(school: School, mine: Desk) -> None:
    plan = mine.make(school)
    names = ["Satu", "Dua", "Tiga", "Empat"]
    ready = Barrier(len(names))

    def save(name: str) -> str:
        try:
            ready.wait(10)
            actions.save_plan(school.educator, UUID(plan["card"]["id"]), LessonPlanIn(**change(plan, title=name)))
        except Problem as problem:
            return problem.code
        finally:
            connections.close_all()
        return name

    with ThreadPoolExecutor(len(names)) as devices:
        outcomes = list(devices.map(save, names))
    assert sorted(outcomes)[1:] == ["plan_conflict"] * 3
    kept = LessonPlan.objects.get()
    assert (kept.title, kept.version) == (sorted(outcomes)[0], 2)


def test_a_book_with_plans_is_not_deleted_alone_but_with_its_library(school: School, mine: Desk) -> None:
    mine.make(school)
    with pytest.raises(RestrictedError):
        school.book.delete()
    school.library.delete()
    assert not LessonPlan.objects.exists()


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
