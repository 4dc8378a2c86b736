"""A library with a book and two educators, and their requests; for the tests of lesson plans."""

from typing import Any

from django.test import Client

from arlearn.people.actions import open_library
from arlearn.people.models import Membership, Role, User
from content.models import Book, Page, Scene, SceneRevision


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


def change(plan: Any, **changes: Any) -> dict[str, Any]:
    """A save of the plan as it was answered, with these changes."""
    kept = ("page", "tasks", "minutes", "note")
    steps = [{name: step[name] for name in kept} for step in plan["steps"]]
    card = plan["card"]
    said = {"builds_on": plan["version"], "title": card["title"], "shared": card["shared"], "steps": steps}
    return {**said, **changes}


def titles(desk: Desk, query: str = "") -> list[str]:
    return [card["title"] for card in desk.ask("get", query)]
