"""The results as statements of the Experience API, version 1.0.3 (https://github.com/adlnet/xAPI-Spec). Pure.

A child is an account on this server, named by its opaque id; there is no personal data in a statement. Every statement
has an id that follows from its line of the log, so that a record store takes it once however often it is sent.

A duration (part two, 2.4.5 and 4.6) is that of the child's stay on a page, up to reading it to its end or to leaving it
for another; where the log does not tell it, there is none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from arlearn.live.facts import Answered, Joined, Line, PageFinished, PageOpened
from arlearn.reports.stays import SHORTEST, Passed, Stays
from content.scene import ChoiceTask, SceneDocument

Statement = dict[str, Any]

VERBS = {
    "joined": ("http://adlnet.gov/expapi/verbs/initialized", {"en": "joined", "id": "bergabung"}),
    "opened": ("http://adlnet.gov/expapi/verbs/experienced", {"en": "opened", "id": "membuka"}),
    "answered": ("http://adlnet.gov/expapi/verbs/answered", {"en": "answered", "id": "menjawab"}),
    "finished": ("http://adlnet.gov/expapi/verbs/completed", {"en": "finished", "id": "menyelesaikan"}),
    "left": ("http://adlnet.gov/expapi/verbs/suspended", {"en": "left", "id": "meninggalkan"}),
}
"""IRIs of ADL's registry, and how we say them."""
BOOK, PAGE, TASK = (
    "http://id.tincanapi.com/activitytype/book",
    "http://adlnet.gov/expapi/activities/module",
    "http://adlnet.gov/expapi/activities/cmi.interaction",
)

FindScene = Callable[[UUID, str], SceneDocument | None]
"""The scene of a page's revision."""


@dataclass(frozen=True)
class Setting:
    """Where it happened."""

    home: str
    """The server's own address, without a slash at its end."""
    group: UUID
    book_slug: str
    book_title: str
    language: str
    """Of the educator."""
    pages: dict[UUID, int]
    """Printed numbers."""


def statements(lines: Sequence[Line], setting: Setting, scene_of: FindScene) -> list[Statement]:
    """One statement for each thing that a child did, and one for each page that it left for another, in the order of
    the log."""
    stays = Stays()
    revisions: dict[tuple[str, UUID], str] = {}
    """By child and page: the one that it saw last."""
    told = []
    for line in lines:
        fact, passed = line.fact, stays.follow(line)
        if not isinstance(fact, Joined | PageOpened | Answered | PageFinished):
            continue
        left = passed is not None and not isinstance(fact, Joined) and passed.page != fact.page
        if passed is not None and left:
            scene = scene_of(passed.page, revisions[line.source, passed.page])
            told.append(_left(line, passed, setting, scene))
        if not isinstance(fact, Joined):
            revisions[line.source, fact.page] = fact.revision
        told.append(_statement(line, None if left else passed, setting, scene_of))
    return told


def _statement(line: Line, passed: Passed | None, setting: Setting, scene_of: FindScene) -> Statement:
    """`passed`: what the child had stayed on this very page."""
    fact = line.fact
    statement = _said(line, fact.kind, str(line.seq), setting)
    if isinstance(fact, PageOpened | PageFinished):
        statement["object"] = _page(setting, fact.page, scene_of(fact.page, fact.revision))
    if isinstance(fact, PageFinished):
        statement["result"] = {"completion": True, **_duration(passed)}
    if isinstance(fact, Answered):
        context = statement["context"]
        context["language"] = fact.language
        scene = scene_of(fact.page, fact.revision)
        context["contextActivities"]["parent"] = [_page(setting, fact.page, scene)]
        statement["object"] = _task(setting, fact, scene)
        statement["result"] = {"success": fact.correct, "response": fact.value}
    return statement


def _left(line: Line, passed: Passed, setting: Setting, scene: SceneDocument | None) -> Statement:
    statement = _said(line, "left", f"{line.seq} left", setting)
    lasted = _duration(passed)
    return {**statement, "object": _page(setting, passed.page, scene), **({"result": lasted} if lasted else {})}


def _said(line: Line, what: str, name: str, setting: Setting) -> Statement:
    """What all statements have. `name`: tells it from the group's others."""
    verb, display = VERBS[what]
    return {
        "id": str(uuid5(setting.group, name)),
        "actor": {"objectType": "Agent", "account": {"homePage": setting.home, "name": line.source}},
        "verb": {"id": verb, "display": display},
        "object": _book(setting),
        "context": {
            "registration": str(setting.group),
            "platform": "arlearn",
            "contextActivities": {"grouping": [_book(setting)]},
        },
        "timestamp": datetime.fromtimestamp(line.at / 1000, UTC).isoformat(timespec="milliseconds"),
        "version": "1.0.3",
    }


def _duration(passed: Passed | None) -> Statement:
    """ISO 8601 to a hundredth of a second, which is as precise as a record store must keep it."""
    if passed is None or passed.stay < SHORTEST:
        return {}
    return {"duration": f"PT{passed.stay / 1000:.2f}S"}


def _book(setting: Setting) -> Statement:
    return {
        "objectType": "Activity",
        "id": f"{setting.home}/b/{setting.book_slug}",
        "definition": {"type": BOOK, "name": {setting.language: setting.book_title}},
    }


def _page(setting: Setting, page: UUID, scene: SceneDocument | None) -> Statement:
    definition: Statement = {"type": PAGE}
    if scene is not None:
        definition["name"] = dict(scene.title)
    return {"objectType": "Activity", "id": _page_address(setting, page), "definition": definition}


def _page_address(setting: Setting, page: UUID) -> str:
    number = setting.pages.get(page)
    return f"{setting.home}/b/{setting.book_slug}/{number if number is not None else page}"


def _task(setting: Setting, fact: Answered, scene: SceneDocument | None) -> Statement:
    task = next((task for task in scene.tasks if task.id == fact.task), None) if scene else None
    definition: Statement = {"type": TASK, "interactionType": "other"}
    if task is not None:
        definition["description"] = dict(task.prompt)
    if isinstance(task, ChoiceTask):
        definition["interactionType"] = "choice"
        definition["choices"] = [{"id": option.id, "description": dict(option.text)} for option in task.options]
        definition["correctResponsesPattern"] = [task.answer]
    elif task is not None and task.kind == "spell":
        definition["interactionType"] = "fill-in"
    address = f"{_page_address(setting, fact.page)}#{fact.task}"
    return {"objectType": "Activity", "id": address, "definition": definition}
