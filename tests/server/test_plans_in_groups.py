"""A lesson plan in a group: taken with the opening or later, followed as it was then, and without its notes."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from arlearn.live import queries
from arlearn.live.models import Event, GroupSession
from arlearn.people.models import Membership, Role, User
from arlearn.plans.actions import create_plan, delete_plan
from arlearn.plans.schemas import NewLessonPlan
from content.models import Book, Scene
from tests.server.classroom import Room, Shelf, ask, classroom, publish, shelf

NOTE = "tanyakan dulu apa itu madu"


def plan_for(books: Shelf, *steps: dict[str, Any], book: Book | None = None, owner: User | None = None) -> UUID:
    """A plan through the pages of the book from the last to the first, unless steps are given."""
    backwards = [{"page": page.id, "tasks": ["food"], "minutes": 5, "note": NOTE} for page in reversed(books.pages)]
    wanted = {"book": (book or books.book).id, "title": "Mundur", "steps": list(steps) or backwards}
    return create_plan(owner or books.educator, NewLessonPlan.model_validate(wanted)).id


def colleague(books: Shelf) -> User:
    user = User.objects.create(username="rekan")
    Membership.objects.create(library=books.library, user=user, role=Role.EDUCATOR)
    return user


@pytest.mark.django_db
def test_P5_a_group_that_is_opened_with_a_plan_follows_it_from_its_first_line() -> None:
    books = shelf()
    client = Client()
    client.force_login(books.educator)
    other = Book.objects.create(library=books.library, slug="lain", title="Lain", level="A", languages=["id"])
    withdrawn = publish(books.book, 9)
    stale = plan_for(books, {"page": withdrawn.id, "minutes": 5})
    Scene.objects.filter(page=withdrawn).update(published=None)
    elsewhere = plan_for(books, {"page": publish(other, 1).id, "minutes": 5}, book=other)
    refused = {
        str(uuid4()): "not_found",
        str(plan_for(books, owner=colleague(books))): "not_found",
        str(elsewhere): "plan_unfit",
        str(stale): "plan_unusable",
        "first": "invalid",
    }
    for which, code in refused.items():
        body = {"book": str(books.book.id), "plan": which}
        answer = client.post("/api/live/groups", body, content_type="application/json")
        assert answer.json()["code"] == code
    assert not GroupSession.objects.exists(), "what is refused opens no group"

    plan = plan_for(books)
    body = {"book": str(books.book.id), "plan": str(plan)}
    group = client.post("/api/live/groups", body, content_type="application/json").json()
    (first,) = Event.objects.filter(group=group["id"])
    assert (first.seq, first.kind, first.source) == (1, "planned", "educator")
    loaded = queries.load(UUID(group["id"]))
    assert loaded is not None
    followed = loaded.state.control.plan
    assert followed is not None
    assert (followed.id, followed.title) == (plan, "Mundur")
    assert [(step.page, step.tasks, step.minutes) for step in followed.steps] == [
        (page.id, ["food"], 5) for page in reversed(books.pages)
    ]
    assert loaded.state.control.step is None


async def hears_all(room: Room) -> str:
    """Everything that anybody heard, as one text."""
    for socket in room.sockets:
        await socket.rest(0.1)
    return json.dumps([socket.heard for socket in room.sockets])


@pytest.mark.django_db(transaction=True)
async def test_P6_a_plan_leads_children_step_by_step_and_its_notes_stay_behind() -> None:
    async with classroom() as room:
        plan = await ask(plan_for, room.shelf)
        private = await ask(lambda: plan_for(room.shelf, owner=colleague(room.shelf)))
        panel, child = await room.panel(), await room.child()
        for nth, unseen in enumerate((private, uuid4())):
            await panel.order(f"unknown-{nth}", do="use_plan", plan=str(unseen))
            assert (await panel.hear("refused"))["code"] == "plan_unknown"
        await panel.order("take-plan", do="use_plan", plan=str(plan))
        control = (await child.hear("control"))["control"]
        pages = [step["page"] for step in control["plan"]["steps"]]
        assert pages == [str(page.id) for page in reversed(room.shelf.pages)]
        assert (control["page"], control["step"]) == (None, None)

        # The group has the plan as it was: another device may delete it now.
        await ask(delete_plan, room.shelf.educator, plan)
        await panel.order("first-step", do="go_to", step=0)
        control = (await child.hear("control"))["control"]
        assert (control["page"], control["step"]) == (pages[0], 0)
        await panel.order("take-again", do="use_plan", plan=str(plan))
        assert (await panel.hear("refused"))["code"] == "plan_unknown"
        await panel.order("put-away", do="use_plan", plan=None)
        control = (await child.hear("control"))["control"]
        assert (control["plan"], control["step"], control["page"]) == (None, None, None)
        assert NOTE not in await hears_all(room)
