"""The results of a group as an educator takes them home."""

import csv
import io
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client

from arlearn.live import actions
from arlearn.live.clock import clock
from arlearn.live.control import Remove
from arlearn.live.facts import EDUCATOR, Answered, Ordered, PageFinished, PageOpened
from arlearn.live.log import Entry, append
from arlearn.live.models import GroupSession
from arlearn.reports.rows import ANSWERS, PAGES
from arlearn.reports.table import BOM
from tests.server.classroom import REVISION, Shelf, open_group, republish, shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def books() -> Shelf:
    return shelf()


def answered(group: GroupSession, child: UUID, n: int, page: str, **fields: Any) -> None:
    fact = Answered.model_validate(
        {
            "page": page,
            "revision": REVISION,
            "task": "food",
            "language": "id",
            "value": "fish",
            "correct": False,
            **fields,
        }
    )
    with transaction.atomic():
        append([Entry(group.id, str(child), str(n), fact)])


def results(books: Shelf, group: GroupSession, language: str, table: str = "results.csv") -> list[dict[str, str]]:
    client = Client(headers={"accept-language": language})
    client.force_login(books.educator)
    response = client.get(f"/api/reports/groups/{group.id}/{table}")
    assert response.status_code == 200
    assert response["content-type"] == "text/csv; charset=utf-8"
    assert "beruang-kota-" in response["content-disposition"]
    text = response.content.decode()
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def test_L26_every_answer_is_there_once_as_the_child_gave_it(books: Shelf) -> None:
    group = open_group(books)
    one, two = (actions.join(group.code).learner.id for _ in range(2))
    answered(group, one, 1, books.page)
    answered(group, two, 1, books.page, value="honey", correct=True)
    answered(group, one, 2, books.page, value="honey", correct=True)
    answered(group, one, 2, books.page, value="honey", correct=True)
    with transaction.atomic():
        finished = PageFinished(page=UUID(books.page), revision=REVISION)
        append([Entry(group.id, str(one), "3", finished)])
    answered(group, one, 4, str(books.pages[1].id), task="word", value="=madu", correct=False)
    republish(books.pages[0], "b" * 64, answer="fish")
    rows = results(books, group, "id")
    assert [tuple(row.values())[1:] for row in rows] == [
        ("Beruang madu jingga", "1", "1", "food", "Apa yang dicari beruang?", "Ikan", "tidak", "1"),
        ("Orangutan biru muda", "2", "1", "food", "Apa yang dicari beruang?", "Madu", "ya", "1"),
        ("Beruang madu jingga", "1", "1", "food", "Apa yang dicari beruang?", "Madu", "ya", "2"),
        ("Beruang madu jingga", "1", "2", "word", "Eja: madu", "'=madu", "tidak", "1"),
    ]
    assert list(rows[0]) == ANSWERS["id"]
    assert all(row["waktu"].endswith("+08:00") for row in rows), "Balikpapan's time, as the settings say"


def test_L72_every_child_and_every_page_it_came_to_is_in_a_table(books: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    group = open_group(books)
    reads, looks, waits = (actions.join(group.code).learner.id for _ in range(3))
    first, second = (page.id for page in books.pages)

    def log(child: UUID, n: int, fact: PageOpened | PageFinished, after: float = 0) -> None:
        monkeypatch.setattr(clock, "_ahead", clock._ahead + after)
        with transaction.atomic():
            append([Entry(group.id, str(child), str(n), fact)])

    log(reads, 1, PageOpened(page=first, revision=REVISION))
    answered(group, reads, 2, books.page, value="honey", correct=True)
    log(looks, 1, PageOpened(page=first, revision=REVISION))
    log(reads, 3, PageFinished(page=first, revision=REVISION), after=45)
    log(reads, 4, PageOpened(page=second, revision=REVISION), after=15)
    with transaction.atomic():
        append([Entry(group.id, EDUCATOR, "remove-it-now", Ordered(order=Remove(to=[looks])))])
    rows = results(books, group, "en", "children.csv")
    assert list(rows[0]) == PAGES["en"]
    assert [[value for key, value in row.items() if key != "opened"] for row in rows] == [
        ["Orange sun bear", "no", "1", "The Sun Bear", "yes", "60", "1", "1"],
        ["Orange sun bear", "no", "2", "The Sun Bear", "no", "", "0", "0"],
        ["Light blue orangutan", "yes", "1", "The Sun Bear", "no", "", "0", "0"],
        ["Green hornbill", "no", "", "", "", "", "", ""],
    ]
    assert rows[0]["opened"].endswith("+08:00")
    assert waits, "who only waited is there as well"


def test_the_educators_language_names_everything_but_what_the_child_said(books: Shelf) -> None:
    group = open_group(books)
    answered(group, actions.join(group.code).learner.id, 1, books.page)
    (row,) = results(books, group, "en")
    assert row["learner"] == "Orange sun bear"
    assert row["question"] == "What does the bear look for?"
    assert row["answer"] == "Ikan", "the child read in Indonesian"
    assert row["correct"] == "no"


def test_L20_results_are_for_educators_of_the_library(books: Shelf) -> None:
    group = open_group(books)
    path = f"/api/reports/groups/{group.id}/results.csv"
    assert Client().get(path).json()["code"] == "sign_in_needed"
    stranger = Client()
    stranger.force_login(shelf("lain").educator)
    assert stranger.get(path).json()["code"] == "not_found"


def test_a_group_without_answers_has_a_header(books: Shelf) -> None:
    assert results(books, open_group(books), "en") == []
