"""The page shells: each address opens its page, and one that leads nowhere says so kindly."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

SHELLS = ("reader", "panel", "studio", "missing", "failed")


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
