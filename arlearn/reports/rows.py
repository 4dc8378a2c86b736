"""What stands in the tables that an educator takes home: one row an answer, and one row a child and page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone

from arlearn.live.faces import learner_name
from arlearn.live.facts import Answered, Joined, Line
from arlearn.live.protocol import LearnerFace
from arlearn.reports.figures import ChildFigures, ChildPage, Figures
from arlearn.reports.labels import Labels
from arlearn.reports.table import Cell

ANSWERS = {
    "id": ["waktu", "anak", "anak ke", "halaman", "tugas", "pertanyaan", "jawaban", "benar", "percobaan ke"],
    "en": ["time", "learner", "learner number", "page", "task", "question", "answer", "correct", "try"],
}
PAGES = {
    "id": ["anak", "dikeluarkan", "halaman", "judul", "dibuka", "selesai dibaca", "detik", "jawaban", "tugas berhasil"],
    "en": ["learner", "removed", "page", "title", "opened", "read to the end", "seconds", "answers", "tasks solved"],
}
YES_NO = {"id": ("ya", "tidak"), "en": ("yes", "no")}


def answers(lines: Sequence[Line], numbers: dict[UUID, int], labels: Labels) -> Iterator[list[Cell]]:
    """One row an answer, in the order of the log. `numbers`: the printed number of each page of the book."""
    faces: dict[str, LearnerFace] = {}
    joined: dict[str, int] = {}
    """In the order of joining: a face, or an answer card, may have been of two children."""
    tries: Counter[tuple[str, UUID, str]] = Counter()
    yes, no = YES_NO[labels.language]
    for line in lines:
        fact = line.fact
        if isinstance(fact, Joined):
            faces[line.source] = fact.learner
            joined.setdefault(line.source, len(joined) + 1)
        if not isinstance(fact, Answered):
            continue
        key = (line.source, fact.page, fact.task)
        tries[key] += 1
        where = (fact.page, fact.revision, fact.task)
        yield [
            _time(line.at),
            learner_name(faces[line.source], labels.language),
            joined[line.source],
            numbers.get(fact.page, ""),
            fact.task,
            labels.prompt(*where, fact.language),
            labels.answer(*where, fact.value, fact.language),
            yes if fact.correct else no,
            tries[key],
        ]


def pages(found: Figures, numbers: dict[UUID, int], titles: dict[UUID, str], language: str) -> Iterator[list[Cell]]:
    """One row for each page that a child came to, children in the order of joining, pages in that of coming to them;
    and one for a child that came to none. Seconds are empty where nobody knows them."""
    for child in found.children:
        if not child.pages:
            yield [*_who(child, language), "", "", "", "", "", "", ""]
        for page, done in child.pages.items():
            yield [*_who(child, language), numbers.get(page, ""), titles.get(page, ""), *_done(done, language)]


def _who(child: ChildFigures, language: str) -> list[Cell]:
    yes, no = YES_NO[language]
    return [learner_name(child.face, language), yes if child.removed else no]


def _done(done: ChildPage, language: str) -> list[Cell]:
    yes, no = YES_NO[language]
    seconds = "" if done.ms is None else round(done.ms / 1000)
    return [_time(done.at), yes if done.finished else no, seconds, done.tries, done.solved]


def _time(at: int) -> str:
    """Unix time in ms as ISO 8601 with the library's own time zone."""
    moment = datetime.fromtimestamp(at / 1000, UTC)
    return moment.astimezone(timezone.get_current_timezone()).isoformat(timespec="seconds")
