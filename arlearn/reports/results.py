"""The results of a group from its log: as figures, as one row an answer, as statements, and as an hour to look at."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone

from arlearn.live.faces import learner_name
from arlearn.live.facts import Answered, Joined, Line, standing
from arlearn.live.log import read
from arlearn.live.models import GroupSession
from arlearn.live.protocol import LearnerFace
from arlearn.reports import replay as replaying
from arlearn.reports import xapi
from arlearn.reports.figures import Figures, PageFigures, TaskFigures, figures
from arlearn.reports.labels import Labels, page_numbers, page_titles
from arlearn.reports.schemas import (
    AnswerCount,
    ChildResult,
    PageResult,
    Replay,
    ReplayMoment,
    ReplayPage,
    Results,
    TaskResult,
)
from arlearn.reports.table import Cell, csv_text

HEADERS = {
    "id": ["waktu", "anak", "halaman", "tugas", "pertanyaan", "jawaban", "benar", "percobaan ke"],
    "en": ["time", "learner", "page", "task", "question", "answer", "correct", "try"],
}
YES_NO = {"id": ("ya", "tidak"), "en": ("yes", "no")}


def results(group: GroupSession, language: str) -> Results:
    """Everything that is known of the group, in the educator's language (one of arlearn.errors.LANGUAGES)."""
    found = figures(_lines(group))
    numbers, titles = page_numbers(group.book_id), page_titles(group.book_id, language)
    labels = Labels(language)
    last = max(numbers.values(), default=0) + 1

    def place(page: UUID) -> int:
        return numbers.get(page, last)

    return Results(
        group=group.id,
        code=group.code,
        book=group.book_id,
        book_title=group.book.title,
        opened_at=group.opened_at,
        ended_at=group.ended_at,
        children=_children(found),
        pages=[_page(page, numbers, titles) for page in sorted(found.pages, key=lambda one: place(one.page))],
        tasks=[_task(task, numbers, labels) for task in sorted(found.tasks, key=lambda one: place(one.page))],
    )


def _lines(group: GroupSession) -> list[Line]:
    return standing(read(group.id))


def _children(found: Figures) -> list[ChildResult]:
    return [
        ChildResult(
            learner=child.face,
            removed=child.removed,
            seconds=round(child.ms / 1000),
            finished=child.finished,
            solved=child.solved,
            first_try=child.first_try,
            tries=child.tries,
        )
        for child in found.children
    ]


def _page(page: PageFigures, numbers: dict[UUID, int], titles: dict[UUID, str]) -> PageResult:
    return PageResult(
        page=page.page,
        number=numbers.get(page.page),
        title=titles.get(page.page, ""),
        opened=page.opened,
        finished=page.finished,
        median_seconds=None if page.median_ms is None else round(page.median_ms / 1000),
    )


def _task(task: TaskFigures, numbers: dict[UUID, int], labels: Labels) -> TaskResult:
    where = (task.page, task.revision, task.task)
    return TaskResult(
        page=task.page,
        number=numbers.get(task.page),
        task=task.task,
        prompt=labels.prompt(*where),
        tried=task.tried,
        solved=task.solved,
        first_try=task.first_try,
        answers=[
            AnswerCount(value=value, text=labels.answer(*where, value), correct=correct, count=count)
            for (value, correct), count in task.answers.most_common()
        ],
    )


def results_csv(group: GroupSession, language: str) -> str:
    """The group's answers as CSV text, one row an answer."""
    return csv_text(HEADERS[language], rows(_lines(group), page_numbers(group.book_id), Labels(language)))


def rows(lines: Sequence[Line], numbers: dict[UUID, int], labels: Labels) -> Iterator[list[Cell]]:
    """One row an answer, in the order of the log. `numbers`: the printed number of each page of the book."""
    faces: dict[str, LearnerFace] = {}
    tries: Counter[tuple[str, UUID, str]] = Counter()
    yes, no = YES_NO[labels.language]
    for line in lines:
        fact = line.fact
        if isinstance(fact, Joined):
            faces[line.source] = fact.learner
        if not isinstance(fact, Answered):
            continue
        key = (line.source, fact.page, fact.task)
        tries[key] += 1
        where = (fact.page, fact.revision, fact.task)
        yield [
            _time(line.at),
            learner_name(faces[line.source], labels.language),
            numbers.get(fact.page, ""),
            fact.task,
            labels.prompt(*where, fact.language),
            labels.answer(*where, fact.value, fact.language),
            yes if fact.correct else no,
            tries[key],
        ]


def _time(at: int) -> str:
    """Unix time in ms as ISO 8601 with the library's own time zone."""
    moment = datetime.fromtimestamp(at / 1000, UTC)
    return moment.astimezone(timezone.get_current_timezone()).isoformat(timespec="seconds")


def results_xapi(group: GroupSession, language: str, home: str) -> list[xapi.Statement]:
    """The group's statements. `home`: this server's address."""
    setting = xapi.Setting(
        home=home,
        group=group.id,
        book_slug=group.book.slug,
        book_title=group.book.title,
        language=language,
        pages=page_numbers(group.book_id),
    )
    return xapi.statements(_lines(group), setting, Labels(language).scene)


def replay(group: GroupSession, language: str) -> Replay:
    """The group's hour. Dots are dealt anew each time, so that nobody learns over two looks whose is whose."""
    lines = _lines(group)
    dots = random.SystemRandom().sample(range(replaying.joined(lines)), replaying.joined(lines))
    moments = replaying.replay(lines, dots)
    numbers, titles = page_numbers(group.book_id), page_titles(group.book_id, language)
    met = {moment.page for moment in moments if moment.page is not None}
    pages = sorted(met, key=lambda page: numbers.get(page, len(numbers) + 1))
    return Replay(
        dots=len(dots),
        ms=moments[-1].at if moments else 0,
        pages=[ReplayPage(page=page, number=numbers.get(page), title=titles.get(page, "")) for page in pages],
        moments=[ReplayMoment(at=one.at, what=one.what, who=one.who, page=one.page) for one in moments],
    )
