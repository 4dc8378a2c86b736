"""Joining and leading over HTTP."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
import zxingcpp
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from arlearn.live import actions, guessing, queries
from arlearn.live.joining import MOST_LEARNERS
from arlearn.live.models import Event, GroupSession, Learner
from arlearn.live.queries import MOST_ENDED
from arlearn.people.actions import add_person
from arlearn.people.models import Role
from content.models import Book
from tests.server.classroom import Shelf, open_group, shelf

pytestmark = pytest.mark.django_db


PHONE = Client()
"""Made once: a new one loads the whole server."""


@pytest.fixture
def books() -> Shelf:
    cache.clear()
    return shelf()


def educator(books: Shelf) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(books.educator)
    return client


def join(code: Any, language: str = "en") -> Any:
    headers = {"accept-language": language}
    return PHONE.post("/api/live/join", {"code": code}, content_type="application/json", headers=headers)


def test_a_child_joins_without_typing_anything_but_the_code(books: Shelf) -> None:
    group = open_group(books)
    joined = join(f" {group.code[:3].lower()}-{group.code[3:]} ").json()
    assert joined["group"] == str(group.id)
    assert joined["book"] == str(books.book.id)
    assert (joined["learner"]["animal"], joined["learner"]["order"]) == ("sun-bear", 0)
    assert len(joined["token"]) >= 43
    assert join(group.code).json()["learner"]["animal"] == "orangutan"
    assert [event.kind for event in Event.objects.all()] == ["joined", "joined"]


@pytest.mark.parametrize("code", ["", " ", "A" * 13, "\0", "\ufffd", None, 5, {"$ne": ""}])
def test_what_is_no_code_is_refused(books: Shelf, code: Any) -> None:
    assert join(code).status_code in (404, 422)
    assert not Learner.objects.exists()


def test_a_wrong_code_is_explained_in_the_childs_language(books: Shelf) -> None:
    refused = join("ZZZZZZ", "id")
    assert refused.status_code == 404
    assert refused.json()["code"] == "join_code_unknown"
    assert "Periksa lagi kode" in refused.json()["message"]


def try_wrong_codes() -> None:
    """As many as an address has."""
    assert {join("ZZZZZZ").status_code for _ in range(guessing.wrong_codes.most)} == {404}


def test_L57_guessing_is_held_off_and_learns_nothing_from_it(books: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    # A code is looked at once in two seconds; here once in the whole test.
    monkeypatch.setattr(guessing.late_codes, "seconds", 60)
    group = actions.open_group(books.educator, books.book.id)
    try_wrong_codes()
    assert join("YYYYYY").status_code == 404
    held_off = [join(code).json()["code"] for code in ("ZZZZZZ", group.code, "YYYYYY")]
    assert held_off == ["too_many"] * 3, "whoever tries codes does not learn which one was right"
    assert Learner.objects.count() == 0


def test_L57_a_right_code_is_let_in_though_others_there_guess(books: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guessing.late_codes, "seconds", 60)
    first, second = (actions.open_group(books.educator, books.book.id) for _ in range(2))
    try_wrong_codes()
    assert join(first.code).status_code == 200, "the one that is looked at"
    assert join(second.code).status_code == 429
    assert {join(first.code).status_code for _ in range(39)} == {200}, "its classmates"
    educator(books).get(f"/api/live/groups/{second.id}")
    assert {join(second.code).status_code for _ in range(40)} == {200}, "their educator has the same address"


def test_a_classroom_behind_one_address_may_join(books: Shelf) -> None:
    codes = [open_group(books).code for _ in range(3)]
    assert {join(code).status_code for code in codes for _ in range(35)} == {200}
    client = Client()
    body = {"username": "x", "password": "y"}
    signed = client.post("/api/people/sign-in", body, content_type="application/json")
    assert signed.json()["code"] == "wrong_password", "joining does not use up the tries to sign in"


def test_L11_a_full_group_takes_no_more(books: Shelf) -> None:
    group = open_group(books)
    faces = {(place.animal, place.colour) for place in (actions.join(group.code).learner for _ in range(MOST_LEARNERS))}
    assert len(faces) == MOST_LEARNERS
    refused = join(group.code)
    assert (refused.status_code, refused.json()["code"]) == (409, "group_full")
    assert group.learners.count() == MOST_LEARNERS


def test_an_educator_opens_and_finds_groups(books: Shelf) -> None:
    client = educator(books)
    opened = client.post("/api/live/groups", {"book": str(books.book.id)}, content_type="application/json").json()
    assert re.fullmatch(r"[2-9A-Z]{6}", opened["code"])
    assert opened["join_url"] == f"HTTP://TESTSERVER/J/{opened['code']}"
    came, _ = actions.join(opened["code"]), actions.join(opened["code"])
    queries.note_came([came.learner.id])
    (listed,) = client.get("/api/live/groups").json()["groups"]
    assert listed == opened | {"learners": 1}
    assert client.get(f"/api/live/groups/{opened['id']}").json() == listed
    assert listed["book_title"] == "Beruang Madu"


def test_the_join_picture_leads_to_the_group(books: Shelf) -> None:
    group = open_group(books)
    answer = educator(books).get(f"/api/live/groups/{group.id}/join.svg")
    assert answer["content-type"] == "image/svg+xml"
    assert read_qr(answer.content.decode()) == [f"HTTP://TESTSERVER/J/{group.code}"]


def read_qr(svg: str) -> list[str]:
    """What an independent reader finds in the picture, drawn 8 px a module."""
    size = int(svg.split('viewBox="0 0 ')[1].split(maxsplit=1)[0])
    pixels = np.full((size, size), 255, np.uint8)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", svg):
        pixels[int(y), int(x) : int(x) + int(width)] = 0
    return [code.text for code in zxingcpp.read_barcodes(pixels.repeat(8, 0).repeat(8, 1))]


def test_every_group_of_the_past_can_be_found(books: Shelf) -> None:
    client, running = educator(books), open_group(books)
    count = MOST_ENDED + 8
    for number in range(count):
        group = open_group(books)
        GroupSession.objects.filter(id=group.id).update(
            opened_at=running.opened_at + timedelta(minutes=number + 1), ended_at=timezone.now()
        )
    answer = client.get("/api/live/groups").json()
    first = answer["groups"]
    assert [group["id"] for group in first if group["ended_at"] is None] == [str(running.id)]
    assert len(first) == 1 + MOST_ENDED
    assert answer["more"]
    answer = client.get("/api/live/groups", {"before": first[-1]["opened_at"]}).json()
    older = answer["groups"]
    assert not answer["more"]
    assert len({group["id"] for group in [*first, *older]}) == 1 + count
    end = {"before": older[-1]["opened_at"]}
    assert client.get("/api/live/groups", end).json() == {"groups": [], "more": False}
    # As many as are told of at once, and no more.
    GroupSession.objects.filter(id__in=[group["id"] for group in older]).delete()
    assert not client.get("/api/live/groups").json()["more"]


def test_L20_groups_of_other_libraries_are_not_there(books: Shelf) -> None:
    group = open_group(books)
    other = educator(shelf("lain"))
    assert other.get("/api/live/groups").json()["groups"] == []
    for path in (f"/api/live/groups/{group.id}", f"/api/live/groups/{group.id}/join.svg"):
        assert other.get(path).json()["code"] == "not_found"
        assert Client().get(path).json()["code"] == "sign_in_needed"
    opened = other.post("/api/live/groups", {"book": str(books.book.id)}, content_type="application/json")
    assert opened.json()["code"] == "not_found"
    opened = other.post("/api/live/groups", {"book": str(uuid4())}, content_type="application/json")
    assert opened.json()["code"] == "not_found"
    assert GroupSession.objects.count() == 1


def test_L20_who_only_writes_books_leads_no_group(books: Shelf) -> None:
    creator = add_person(books.library, "penulis", "rahasia-benar", [Role.CREATOR])
    group = open_group(books)
    client = Client()
    client.force_login(creator)
    assert client.get("/api/live/groups").json()["groups"] == []
    assert client.get(f"/api/live/groups/{group.id}").json()["code"] == "not_allowed"


def test_a_book_without_published_pages_cannot_be_read_together(books: Shelf) -> None:
    empty = Book.objects.create(library=books.library, slug="kosong", title="Kosong", level="A", languages=["id"])
    opened = educator(books).post("/api/live/groups", {"book": str(empty.id)}, content_type="application/json")
    assert (opened.status_code, opened.json()["code"]) == (409, "book_unpublished")


def test_another_site_cannot_open_a_group_for_an_educator(books: Shelf) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(books.educator)
    opened = client.post("/api/live/groups", {"book": str(books.book.id)}, content_type="application/json")
    assert opened.status_code == 403
    assert not GroupSession.objects.exists()


def test_codes_of_open_groups_are_never_the_same(books: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = iter("BBBBBB" + "BBBBBB" + "CCCCCC")
    monkeypatch.setattr("arlearn.live.actions.secrets.choice", lambda _: next(letters))
    assert [open_group(books).code, open_group(books).code] == ["BBBBBB", "CCCCCC"]


def test_the_admin_site_shows_groups_and_changes_nothing(books: Shelf) -> None:
    group = open_group(books)
    place = actions.join(group.code)
    client = Client()
    client.force_login(add_person(books.library, "kepala", "rahasia-benar", [Role.ADMIN], server=True))
    for name, row in [("groupsession", group.id), ("learner", place.learner.id), ("event", Event.objects.get().pk)]:
        listed = client.get(f"/admin/live/{name}/")
        assert listed.status_code == 200
        shown = client.get(f"/admin/live/{name}/{row}/change/")
        assert shown.status_code == 200
        assert place.token not in shown.content.decode()
        assert client.post(f"/admin/live/{name}/{row}/delete/", {"post": "yes"}).status_code == 403
    assert Event.objects.count() == 1
