"""Lesson plans: written, shared, copied, saved from two places, and used although pages and tasks went away."""

from typing import Any
from uuid import uuid4

import pytest

from arlearn.people.actions import open_library
from arlearn.people.models import Membership, Role, User
from arlearn.plans.models import LessonPlan
from arlearn.plans.queries import steps_of
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


def test_a_group_gets_what_is_left_of_a_plan(school: School) -> None:
    one, two, three = school.pages
    steps = [school.step(three), school.step(one, "food", "word", minutes=9), school.step(two, "food")]
    plan = LessonPlan.objects.create(
        library=school.library, owner=school.educator, book=school.book, title="Pagi", steps=steps
    )
    assert steps_of(school.library.id, plan.id) == (
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
    assert steps_of(school.library.id, plan.id) == ("Pagi", [{"page": one.id, "tasks": ["word"], "minutes": 9}])
    one.delete()
    assert steps_of(school.library.id, plan.id) is None
    assert steps_of(uuid4(), plan.id) is None
    assert steps_of(school.library.id, uuid4()) is None
