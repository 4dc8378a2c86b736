"""Going on with another device, and several educators of one library with one group."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.utils import timezone

from arlearn.live import api, handover
from arlearn.live.models import GroupSession, Handover
from arlearn.people.actions import add_person
from arlearn.people.models import Membership, Role
from tests.server.classroom import Shelf, open_group, shelf
from tests.server.test_live_api import read_qr

pytestmark = pytest.mark.django_db


@pytest.fixture
def books() -> Shelf:
    cache.clear()
    return shelf()


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def made(books: Shelf, group: GroupSession) -> tuple[str, dict[str, Any]]:
    """A code of the educator for the group, and all that was answered."""
    answer = signed_in(books.educator).post(f"/api/live/groups/{group.id}/handover")
    assert answer.status_code == 200, answer.json()
    assert answer["Cache-Control"] == "no-store"
    told = answer.json()
    return told["url"].rsplit("/", 1)[1], told


def redeem(phone: Client, code: str, **more: Any) -> Any:
    return phone.post("/api/live/handover", {"code": code}, content_type="application/json", **more)


def test_L40_a_phone_is_signed_in_once_and_leads_the_group(books: Shelf) -> None:
    group = open_group(books)
    code, told = made(books, group)
    assert read_qr(told["picture"]) == [told["url"]]
    assert told["url"].startswith("http://testserver/panel/handover/")
    assert code not in str(Handover.objects.values_list().get()), "what is kept opens nothing"

    phone = Client()
    assert phone.get(f"/panel/handover/{code}").status_code == 200, "a preview of the link uses nothing up"
    assert redeem(phone, code).json() == {"group": str(group.id)}
    assert phone.get("/api/people/me").json()["name"] == books.educator.get_username()
    assert phone.get(f"/api/live/groups/{group.id}").status_code == 200
    lasts = phone.session.get_expiry_date() - timezone.now()
    assert timedelta(hours=11, minutes=59) < lasts <= timedelta(hours=12)

    late = redeem(Client(), code)
    assert (late.status_code, late.json()["code"]) == (410, "handover_over")
    state = signed_in(books.educator).get(f"/api/live/groups/{group.id}/handover/{told['id']}").json()
    assert state == {"used": True, "over": False}


def test_L40_a_code_is_good_for_two_minutes_and_until_the_next(books: Shelf) -> None:
    group = open_group(books)
    older, _ = made(books, group)
    code, told = made(books, group)
    assert redeem(Client(), older).json()["code"] == "handover_over"
    Handover.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert redeem(Client(), code).json()["code"] == "handover_over"
    state = signed_in(books.educator).get(f"/api/live/groups/{group.id}/handover/{told['id']}").json()
    assert state == {"used": False, "over": True}
    assert timedelta(minutes=2) == handover.GOOD_FOR
    made(books, open_group(books))
    assert Handover.objects.count() == 1, "old ones are cleared away"


def test_L40_who_lost_the_right_to_lead_is_not_signed_in(books: Shelf) -> None:
    code, _ = made(books, open_group(books))
    Membership.objects.filter(user=books.educator).delete()
    phone = Client()
    assert redeem(phone, code).json()["code"] == "not_found"
    assert phone.get("/api/people/me").json()["name"] is None


def test_L40_nobody_else_makes_or_watches_a_code(books: Shelf) -> None:
    group = open_group(books)
    _, told = made(books, group)
    stranger = signed_in(shelf("lain").educator)
    colleague = signed_in(add_person(books.library, "rekan", "rahasia-benar", [Role.EDUCATOR]))
    assert stranger.post(f"/api/live/groups/{group.id}/handover").json()["code"] == "not_found"
    assert Client().post(f"/api/live/groups/{group.id}/handover").json()["code"] == "sign_in_needed"
    for other in (stranger, colleague):
        assert other.get(f"/api/live/groups/{group.id}/handover/{told['id']}").json()["code"] == "not_found"


def test_L40_no_other_site_signs_a_browser_in_and_nobody_tries_codes(books: Shelf) -> None:
    code, _ = made(books, open_group(books))
    checking = Client(enforce_csrf_checks=True)
    assert redeem(checking, code).json()["code"] == "page_too_old"
    cache.clear()
    tries = [redeem(Client(), "a" * 22).json()["code"] for _ in range(api.redeems.most + 1)]
    assert set(tries[:-1]) == {"handover_over"}
    assert tries[-1] == "too_many"
    cache.clear()
    assert redeem(Client(), code).status_code == 200


def test_who_is_signed_in_as_the_same_person_stays_so(books: Shelf) -> None:
    code, _ = made(books, open_group(books))
    own = signed_in(books.educator)
    before = own.session.session_key
    assert redeem(own, code).status_code == 200
    assert own.session.session_key == before
    assert own.session.get_expiry_date() - timezone.now() > timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_L40_of_two_devices_at_the_same_moment_one_is_too_late(books: Shelf) -> None:
    code, _ = made(books, open_group(books))
    phones = [Client() for _ in range(4)]
    statuses: list[int] = []
    together = threading.Barrier(len(phones))

    def scan(phone: Client) -> None:
        try:
            together.wait()
            statuses.append(redeem(phone, code).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=scan, args=[phone]) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 410, 410, 410]


def test_L20_a_colleague_finds_the_group_and_who_leads_it(books: Shelf) -> None:
    group = open_group(books)
    colleague = signed_in(add_person(books.library, "rekan", "rahasia-benar", [Role.EDUCATOR]))
    (listed,) = colleague.get("/api/live/groups").json()["groups"]
    assert (listed["id"], listed["led_by"]) == (str(group.id), books.educator.get_username())
    assert colleague.get(f"/api/live/groups/{group.id}").status_code == 200
