"""Lesson plans: written, shared, copied, and saved from two places."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.db.models import RestrictedError
from django.test import Client

from arlearn.errors import Problem
from arlearn.people.models import Membership, Role, User
from arlearn.plans import actions
from arlearn.plans.models import LessonPlan
from arlearn.plans.schemas import LessonPlanIn
from tests.server.planning import Desk, School, change, titles

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
