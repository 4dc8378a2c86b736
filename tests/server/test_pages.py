"""The page shells: each address opens its page, and one that leads nowhere says so kindly."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

SHELLS = ("reader", "panel", "studio", "missing", "failed", "stale")


@pytest.fixture(autouse=True)
def _shells(settings: Any, tmp_path: Path) -> None:
    for name in SHELLS:
        (tmp_path / f"{name}.html").write_text(f"<title>{name}</title>")
    settings.WEB_CLIENT = tmp_path


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "reader"),
        ("/m/K7Q2X9", "reader"),
        ("/M/K7Q2X9", "reader"),
        ("/j/abc234", "reader"),
        ("/J/ABC234", "reader"),
        ("/b/momo", "reader"),
        ("/b/momo/3", "reader"),
        ("/panel", "panel"),
        ("/panel/3ade146e-3986-4790-9231-ea2fb822278c/projector", "panel"),
        ("/studio", "studio"),
        ("/studio/pages/3ade146e-3986-4790-9231-ea2fb822278c", "studio"),
    ],
)
def test_every_address_opens_its_page(client: Client, address: str, name: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.content.decode()) == (200, f"<title>{name}</title>")
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_an_address_that_leads_nowhere_says_so(client: Client) -> None:
    answer = client.get("/nowhere")
    assert (answer.status_code, answer.content.decode()) == (404, "<title>missing</title>")


def test_a_failure_says_so_and_shows_nothing_of_the_inside(client: Client) -> None:
    client.raise_request_exception = False
    # Signing in is the first thing of the admin site that asks the database, which this test has not been given.
    answer = client.post("/admin/login/", {"username": "a", "password": "b"})
    assert (answer.status_code, answer.content.decode()) == (500, "<title>failed</title>")


def test_a_form_that_was_open_for_too_long_is_not_taken_and_says_why() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/admin/login/", {"username": "a"})
    assert (answer.status_code, answer.content.decode()) == (403, "<title>stale</title>")
    for language, word in (("id", "Muat ulang"), ("en", "Reload")):
        headers = {"accept": "application/json", "accept-language": language}
        answer = strict.post("/admin/login/", {"username": "a"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "page_too_old")
        assert word in answer.json()["message"]


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/nowhere", "/api/books/nowhere/at/all", "/api/live/"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_address_below_api_that_leads_nowhere_is_answered_to_a_program(address: str, method: str) -> None:
    answer = getattr(Client(enforce_csrf_checks=True), method)(address, headers={"accept-language": "en"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert "no such thing" in answer.json()["message"]


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [("delete", "/api/server", "GET"), ("get", "/api/live/join", "POST"), ("put", "/api/people/sign-in", "POST")],
)
def test_a_method_that_an_address_does_not_know_is_refused_in_the_same_form(
    client: Client, method: str, address: str, allowed: str
) -> None:
    answer = getattr(client, method)(address, headers={"accept-language": "id"})
    assert (answer.status_code, answer.json()["code"]) == (405, "wrong_method")
    assert answer.json()["message"] == "Alamat ini tidak menerima permintaan seperti itu."
    assert answer["Allow"] == allowed
