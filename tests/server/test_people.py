"""Signing in and out: whose tries are counted, whose word is taken, and what an account may do."""

import json
import threading
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import Client, RequestFactory
from redis.exceptions import RedisError

from arlearn.people.access import roles_in
from arlearn.people.actions import add_person, open_library
from arlearn.people.limits import Limit, sign_ins
from arlearn.people.models import Library, Role, User
from tests.services import free_port

pytestmark = pytest.mark.django_db

PASSWORD = "rotan-senja-812"


@pytest.fixture(autouse=True)
def nobody_has_tried() -> None:
    cache.clear()


@pytest.fixture
def library() -> Library:
    return open_library("Perpustakaan Kota", "kota", "Balikpapan")


@pytest.fixture
def rina(library: Library) -> User:
    return add_person(library, "rina", PASSWORD, [Role.EDUCATOR])


def sign_in(client: Client, body: Any, **headers: str) -> Any:
    return client.post("/api/people/sign-in", body, content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    "body",
    [
        '{"username": "\\ud800", "password": "x"}',
        '{"username": "\\u0000", "password": "x"}',
        '{"username": "rina", "password": "\\u0000"}',
        '{"username": "rina"}',
        '{"username": "rina", "password": "x", "admin": true}',
        json.dumps({"username": "r" * 151, "password": "x"}),
        json.dumps({"username": "rina", "password": "x" * 1001}),
        "[" * 100_000,
        "",
    ],
)
def test_what_is_no_sign_in_is_refused_with_a_code(rina: User, body: str) -> None:
    answer = sign_in(Client(), body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_a_body_beyond_measure_is_refused_with_a_code(rina: User) -> None:
    answer = sign_in(Client(), json.dumps({"username": "r" * 3_000_000, "password": "x"}), accept_language="en")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert answer.json()["message"] == "This file is too large."


def test_another_site_signs_nobody_in_or_out(rina: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    body = {"username": "rina", "password": PASSWORD}
    assert sign_in(browser, body).json()["code"] == "page_too_old"
    token = browser.get("/api/people/me").json()["csrf"]
    me = sign_in(browser, body, x_csrftoken=token).json()
    assert me["name"] == "rina"
    assert browser.post("/api/people/sign-out").json()["code"] == "page_too_old"
    assert browser.get("/api/people/me").json()["name"] == "rina"
    assert browser.post("/api/people/sign-out", headers={"x-csrftoken": me["csrf"]}).json()["name"] is None


def test_tries_are_counted_over_every_door(rina: User) -> None:
    wrong = {"username": "rina", "password": "salah"}
    doors = [Client(headers={"accept-language": "en"}) for _ in range(sign_ins.most)]
    for browser in doors[:5]:
        assert sign_in(browser, wrong).json()["code"] == "wrong_password"
    for browser in doors[5:]:
        assert browser.post("/admin/login/", wrong).status_code == 200
    refused = sign_in(Client(), {"username": "rina", "password": PASSWORD})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many")
    add_person(open_library("Kota", "kota"), "kepala", PASSWORD, [Role.ADMIN], server=True)
    admin = Client()
    answer = admin.post("/admin/login/", {"username": "kepala", "password": PASSWORD})
    assert "Terlalu banyak percobaan" in answer.content.decode()
    assert "_auth_user_id" not in admin.session


def test_tries_at_the_same_moment_are_all_counted() -> None:
    limit, request = Limit("test", 10), RequestFactory().get("/")
    allowed: list[bool] = []
    threads = [threading.Thread(target=lambda: allowed.append(limit.allow_request(request))) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 10
    assert limit.exhausted(request)
    assert not limit.exhausted(RequestFactory().get("/", REMOTE_ADDR="192.168.1.9"))


def test_while_redis_is_away_people_come_in_and_tries_are_still_counted(rina: User, settings: Any) -> None:
    caches["own"].clear()
    nowhere = {**settings.OVER_REDIS, "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}
    settings.CACHES = {**settings.CACHES, "default": nowhere}
    with pytest.raises(RedisError):
        cache.get("anything")
    body = {"username": "rina", "password": PASSWORD}
    tries = [sign_in(Client(), body).status_code for _ in range(sign_ins.most + 1)]
    assert tries == [200] * sign_ins.most + [429]


def test_an_admin_of_one_library_is_nobody_in_another(library: Library) -> None:
    other = open_library("Perpustakaan Desa", "desa")
    head = add_person(library, "kepala", PASSWORD, [Role.ADMIN])
    assert roles_in(head, library.id) == set(Role)
    assert roles_in(head, other.id) == set()
    browser = Client()
    browser.force_login(head)
    assert [mine["name"] for mine in browser.get("/api/people/me").json()["libraries"]] == ["Perpustakaan Kota"]
    assert browser.get("/admin/").status_code == 302


def test_a_new_password_takes_nothing_from_who_runs_the_server(library: Library) -> None:
    add_person(library, "kepala", PASSWORD, [Role.ADMIN], server=True)
    again = add_person(library, "kepala", "bambu-kabut-417", [Role.EDUCATOR])
    assert (again.is_staff, again.is_superuser, again.check_password("bambu-kabut-417")) == (True, True, True)
