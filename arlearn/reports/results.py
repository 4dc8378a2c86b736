"""The results of a group: one row an answer, as its log has them, in the educator's language."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone

from arlearn.live.faces import face_name
from arlearn.live.facts import Answered, Joined, Line
from arlearn.live.log import read
from arlearn.live.models import GroupSession
from arlearn.live.protocol import LearnerFace
from arlearn.reports.table import Cell, csv_text
from content.models import Page
from content.queries import revision_document
from content.scene import ChoiceTask, FindTask, SceneDocument, SpellTask, Task

HEADERS = {
    "id": ["waktu", "anak", "halaman", "tugas", "pertanyaan", "jawaban", "benar", "percobaan ke"],
    "en": ["time", "learner", "page", "task", "question", "answer", "correct", "try"],
}
YES_NO = {"id": ("ya", "tidak"), "en": ("yes", "no")}


def results_csv(group: GroupSession, language: str) -> str:
    """The group's answers as CSV text; `language` is one of arlearn.errors.LANGUAGES."""
    return csv_text(HEADERS[language], rows(read(group.id), page_numbers(group.book_id), language))


def page_numbers(book_id: UUID) -> dict[UUID, int]:
    return dict(Page.objects.filter(book=book_id).values_list("id", "number"))


def rows(lines: list[Line], numbers: dict[UUID, int], language: str) -> Iterator[list[Cell]]:
    """One row an answer, in the order of the log. `numbers`: the printed number of each page of the book."""
    faces: dict[str, LearnerFace] = {}
    tries: Counter[tuple[str, UUID, str]] = Counter()
    yes, no = YES_NO[language]
    for line in lines:
        fact = line.fact
        if isinstance(fact, Joined):
            faces[line.source] = fact.learner
        if not isinstance(fact, Answered):
            continue
        face = faces[line.source]
        key = (line.source, fact.page, fact.task)
        tries[key] += 1
        question, answer = _spoken(fact, language)
        yield [
            _time(line.at),
            face_name(face.animal, face.colour, language),
            numbers.get(fact.page, ""),
            fact.task,
            question,
            answer,
            yes if fact.correct else no,
            tries[key],
        ]


def _time(at: int) -> str:
    """Unix time in ms as ISO 8601 with the library's own time zone."""
    moment = datetime.fromtimestamp(at / 1000, UTC)
    return moment.astimezone(timezone.get_current_timezone()).isoformat(timespec="seconds")


def _spoken(fact: Answered, language: str) -> tuple[str, str]:
    """What the child was asked, and what it chose, as texts: the answer as the child saw it."""
    scene = revision_document(fact.page, fact.revision)
    task = next((task for task in scene.tasks if task.id == fact.task), None) if scene else None
    if scene is None or task is None:
        return "", fact.value
    prompt = _localized(task.prompt, language, fact.language)
    return prompt, _chosen(scene, task, fact)


def _chosen(scene: SceneDocument, task: Task, fact: Answered) -> str:
    match task:
        case ChoiceTask():
            texts = {option.id: option.text for option in task.options}
        case FindTask():
            texts = {node.id: node.name for node in scene.nodes}
        case SpellTask():
            texts = {}
    return _localized(texts[fact.value], fact.language) if fact.value in texts else fact.value


def _localized(text: dict[str, str], *wanted: str) -> str:
    """The text in the first of the languages that it has, else in any."""
    return next((text[language] for language in wanted if language in text), next(iter(text.values()), ""))
