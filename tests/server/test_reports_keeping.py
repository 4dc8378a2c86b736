"""What is kept of a group as figures, on paper and as statements; and what is forgotten."""

import json
import re
from datetime import datetime
from typing import Any
from unittest import mock
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pypdfium2
import pytest
from django.db import connection, transaction
from django.test import Client

from arlearn.live import actions
from arlearn.live.clock import clock
from arlearn.live.control import Hint, OpenPage, Order, Remove
from arlearn.live.facts import Answered, Fact, Ordered, PageFinished, PageOpened
from arlearn.live.forgetting import forget_learner
from arlearn.live.log import Entry, append, read
from arlearn.live.models import Event, GroupSession
from arlearn.live.queries import load
from arlearn.people.models import Membership, Role, User
from tests.server.classroom import REVISION, Child, Shelf, ask, classroom, open_group, shelf

pytestmark = pytest.mark.django_db

STAYED = 60
"""Seconds on a page."""


@pytest.fixture
def books() -> Shelf:
    return shelf()


def log(group: GroupSession, source: object, n: int, fact: Fact) -> None:
    with transaction.atomic():
        append([Entry(group.id, str(source), str(n), fact)])


def answer(books: Shelf, value: str = "honey", **fields: Any) -> Answered:
    given = {"page": books.page, "revision": REVISION, "task": "food", "language": "id", "value": value}
    return Answered.model_validate({**given, "correct": value == "honey", **fields})


def lesson(books: Shelf, children: int = 2) -> tuple[GroupSession, list[UUID]]:
    """A group in which every child opened a page, was wrong, was right, and finished after a minute."""
    group = open_group(books)
    ids = [actions.join(group.code).learner.id for _ in range(children)]
    for child in ids:
        page = UUID(books.page)
        log(group, child, 1, PageOpened(page=page, revision=REVISION))
        log(group, child, 2, answer(books, "fish"))
        log(group, child, 3, answer(books))
        with mock.patch.object(clock, "_ahead", clock._ahead + STAYED):
            log(group, child, 4, PageFinished(page=page, revision=REVISION))
    return group, ids


def signed_in(user: User, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def test_L33_the_figures_are_told_in_the_educators_words(books: Shelf) -> None:
    group, ids = lesson(books)
    told = signed_in(books.educator).get(f"/api/reports/groups/{group.id}/results")
    assert told["cache-control"] == "no-store"
    found = told.json()
    assert [child["learner"]["id"] for child in found["children"]] == [str(one) for one in ids]
    assert [(child["solved"], child["first_try"], child["tries"]) for child in found["children"]] == [(1, 0, 2)] * 2
    (task,) = found["tasks"]
    assert (task["prompt"], task["number"], task["tried"]) == ("What does the bear look for?", 1, 2)
    counts = {(one["text"], one["correct"], one["count"]) for one in task["answers"]}
    assert counts == {("Honey", True, 2), ("Fish", False, 2)}
    (page,) = found["pages"]
    assert (page["title"], page["opened"], page["finished"], page["median_seconds"]) == ("The Sun Bear", 2, 2, None)
    own = {"page": books.page, "seconds": STAYED, "finished": True, "tries": 2, "solved": 1}
    assert [child["pages"] for child in found["children"]] == [[own], [own]]


@pytest.mark.parametrize(("language", "title"), [("id", "Hasil membaca bersama"), ("en", "Reading together")])
def test_L26_the_sheet_of_results_has_every_child(books: Shelf, language: str, title: str) -> None:
    group, (child, *_) = lesson(books, children=30)
    log(group, child, 5, PageOpened(page=books.pages[1].id, revision=REVISION))
    made = signed_in(books.educator, language).get(f"/api/reports/groups/{group.id}/results.pdf")
    assert made["content-type"] == "application/pdf"
    sheets = pypdfium2.PdfDocument(made.content)
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
    sheets.close()
    assert title in text
    assert group.code in text
    names = "Beruang madu jingga" if language == "id" else "Orange sun bear"
    # The first child stayed on the first page, and is on the second one still, nobody knows how long.
    assert re.search(rf"{names} • 1 –\s", text)


def test_L35_the_replay_is_dealt_anew_each_time(books: Shelf) -> None:
    group, ids = lesson(books, children=12)
    client = signed_in(books.educator)
    answers = [client.get(f"/api/reports/groups/{group.id}/replay") for _ in range(2)]
    whos = [[one["who"] for one in made.json()["moments"] if one["what"] == "finished"] for made in answers]
    assert sorted(whos[0]) == sorted(whos[1]) == list(range(12))
    assert whos[0] != whos[1]
    assert not any(str(child).encode() in made.content for child in ids for made in answers)


# The Experience API's own rules, as far as they touch what we say (xAPI 1.0.3, part two).

STATEMENT = {"id", "actor", "verb", "object", "result", "context", "timestamp", "version"}
CONTEXT = {"registration", "platform", "language", "contextActivities"}
DEFINITION = {"name", "description", "type", "interactionType", "correctResponsesPattern", "choices"}
TAG = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def an_iri(value: str) -> bool:
    parts = urlsplit(value)
    return bool(parts.scheme in ("http", "https") and parts.netloc and not re.search(r'[\s<>"{}|\\^`]', value))


def a_language_map(value: dict[str, str]) -> bool:
    return bool(value) and all(TAG.match(tag) and isinstance(text, str) for tag, text in value.items())


def check_activity(activity: dict[str, Any]) -> None:
    assert set(activity) == {"objectType", "id", "definition"}
    assert activity["objectType"] == "Activity"
    assert an_iri(activity["id"])
    definition = activity["definition"]
    assert set(definition) <= DEFINITION
    assert an_iri(definition["type"])
    assert all(a_language_map(definition[name]) for name in ("name", "description") if name in definition)
    if "choices" in definition:
        assert definition["interactionType"] == "choice"
        ids = [choice["id"] for choice in definition["choices"]]
        assert len(set(ids)) == len(ids)
        assert all(set(choice) == {"id", "description"} for choice in definition["choices"])
        assert all(answer in ids for answer in definition["correctResponsesPattern"])


def check_statement(statement: dict[str, Any]) -> None:
    assert set(statement) <= STATEMENT
    assert {"actor", "verb", "object"} <= set(statement)
    assert str(UUID(statement["id"])) == statement["id"]
    assert re.fullmatch(r"1\.0\.\d+", statement["version"])
    assert datetime.fromisoformat(statement["timestamp"]).utcoffset() is not None
    actor = statement["actor"]
    assert set(actor) == {"objectType", "account"}
    assert set(actor["account"]) == {"homePage", "name"}
    assert an_iri(actor["account"]["homePage"])
    assert set(statement["verb"]) == {"id", "display"}
    assert an_iri(statement["verb"]["id"])
    assert a_language_map(statement["verb"]["display"])
    check_activity(statement["object"])
    context = statement["context"]
    assert set(context) <= CONTEXT
    UUID(context["registration"])
    assert "language" not in context or TAG.match(context["language"])
    for sort, activities in context["contextActivities"].items():
        assert sort in ("parent", "grouping", "category", "other")
        for activity in activities:
            check_activity(activity)
    result = statement.get("result", {})
    assert set(result) <= {"success", "completion", "response", "duration"}
    assert "duration" not in result or re.fullmatch(r"PT\d+\.\d{2}S", result["duration"])
    assert all(isinstance(result[name], bool) for name in ("success", "completion") if name in result)
    assert "None" not in json.dumps(statement) and "null" not in json.dumps(statement)  # noqa: PT018  # one thing


def test_L34_statements_are_valid_and_the_same_each_time(books: Shelf) -> None:
    group, ids = lesson(books)
    log(group, ids[0], 5, answer(books, "madu", task="word", correct=True))
    log(group, ids[0], 6, answer(books, task="gone", revision="c" * 64))
    log(group, ids[0], 7, PageOpened(page=books.pages[1].id, revision=REVISION))
    client = signed_in(books.educator)
    one, two = (client.get(f"/api/reports/groups/{group.id}/results.xapi.json").json() for _ in range(2))
    assert one == two
    # Whoever turned the page also left one.
    assert len(one) == 2 * 5 + 2 + 2
    assert [statement["verb"]["display"]["en"] for statement in one if "duration" in statement.get("result", {})] == [
        *["finished"] * 2,
        "left",
    ]
    for statement in one:
        check_statement(statement)
    assert {statement["actor"]["account"]["name"] for statement in one} == {str(child) for child in ids}
    right = [statement for statement in one if statement.get("result", {}).get("success")]
    assert {statement["object"]["definition"]["interactionType"] for statement in right} >= {"choice", "fill-in"}
    assert len({statement["id"] for statement in one}) == len(one)


# Forgetting


def everything() -> str:
    """Every row of every table, as text."""
    tables = connection.introspection.table_names()
    rows = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
            rows += [repr(row) for row in cursor.fetchall()]
    return "\n".join(rows)


def seen(text: str, child: UUID) -> bool:
    return str(child) in text or child.hex in text


def test_L36_a_forgotten_child_is_in_no_table_and_the_group_goes_on(books: Shelf) -> None:
    group, (gone, stays) = lesson(books)
    orders: list[Order] = [
        Hint(to=gone, text="Lihat ekornya"),
        OpenPage(page=UUID(books.page), to=[gone, stays]),
        Remove(to=[gone]),
    ]
    for n, order in enumerate(orders):
        log(group, "educator", n, Ordered(order=order))
    before = GroupSession.objects.get(id=group.id)
    assert seen(everything(), gone)

    client = signed_in(books.educator)
    address = f"/api/reports/groups/{group.id}/learners/{gone}"
    assert client.delete(address).status_code == 204
    text = everything()
    assert not seen(text, gone)
    assert "ekornya" not in text
    assert seen(text, stays)
    after = GroupSession.objects.get(id=group.id)
    assert (after.seq, after.epoch != before.epoch) == (before.seq, True)
    lines = read(group.id)
    assert [line.seq for line in lines] == list(range(1, before.seq + 1))
    loaded = load(group.id)
    assert loaded is not None
    assert set(loaded.state.learners) == set(loaded.tokens.values()) == {stays}
    assert client.delete(address).status_code == 404
    # The next child gets a face of its own, not that of the forgotten.
    assert actions.join(group.code).learner.order == 2
    found = client.get(f"/api/reports/groups/{group.id}/results").json()
    assert found["children"][0]["learner"]["id"] == str(stays)


def test_L36_a_forgotten_group_is_gone_once_it_has_ended(books: Shelf) -> None:
    group, ids = lesson(books)
    client = signed_in(books.educator)
    refused = client.delete(f"/api/reports/groups/{group.id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "group_still_open")
    assert Event.objects.filter(group=group).exists()
    GroupSession.objects.filter(id=group.id).update(ended_at=group.opened_at)
    assert client.delete(f"/api/reports/groups/{group.id}").status_code == 204
    text = everything()
    assert not any(seen(text, one) for one in [group.id, *ids])
    assert client.get(f"/api/reports/groups/{group.id}/results").status_code == 404


def test_L36_only_educators_of_the_library_see_and_forget(books: Shelf) -> None:
    group, (child, _) = lesson(books)
    stranger = User.objects.create(username="orang-lain")
    Membership.objects.create(library=shelf("lain").library, user=stranger, role=Role.EDUCATOR)
    paths = ["", f"/learners/{child}", "/results", "/replay", "/results.csv", "/results.pdf", "/results.xapi.json"]
    for path in paths:
        ask = Client.delete if path in paths[:2] else Client.get
        assert ask(signed_in(stranger), f"/api/reports/groups/{group.id}{path}").status_code == 404
        assert ask(Client(), f"/api/reports/groups/{group.id}{path}").status_code == 401
    assert signed_in(books.educator).delete(f"/api/reports/groups/{group.id}/learners/{uuid4()}").status_code == 404
    assert seen(everything(), child)


@pytest.mark.django_db(transaction=True)
async def test_L36_who_is_forgotten_is_sent_away_and_the_others_come_back() -> None:
    async with classroom() as room:
        gone, stays, panel = await room.child(), await room.child(), await room.panel()
        await ask(forget_learner, room.group, gone.place.learner.id)
        for socket in (gone, stays, panel):
            assert (await socket.hear("bye"))["again"] is not None
        back = await room.child(stays.place)
        assert len((await room.panel()).rows) == 1
        assert back.place.learner.id == stays.place.learner.id
        late = Child(gone.place)
        await room.connect(late)
        await late.say(kind="hello", role="learner", version=1, group=str(room.group.id), token=gone.place.token)
        bye = await late.hear("bye")
        assert (bye["code"], bye["again"]) == ("token_unknown", None)
