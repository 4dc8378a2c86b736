"""The results of a group from its log: as figures, as tables, as statements, and as an hour to look at."""

import random
from collections.abc import Callable
from uuid import UUID

from arlearn.live.facts import Line, standing
from arlearn.live.log import read
from arlearn.live.models import GroupSession
from arlearn.reports import replay as replaying
from arlearn.reports import rows, xapi
from arlearn.reports.figures import ChildFigures, PageFigures, TaskFigures, figures
from arlearn.reports.labels import Labels, page_numbers, page_titles
from arlearn.reports.schemas import (
    AnswerCount,
    ChildPageResult,
    ChildResult,
    PageResult,
    Replay,
    ReplayMoment,
    ReplayPage,
    Results,
    TaskResult,
)
from arlearn.reports.table import csv_text


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
        children=[_child(child, place) for child in found.children],
        pages=[_page(page, numbers, titles) for page in sorted(found.pages, key=lambda one: place(one.page))],
        tasks=[_task(task, numbers, labels) for task in sorted(found.tasks, key=lambda one: place(one.page))],
    )


def _lines(group: GroupSession) -> list[Line]:
    return standing(read(group.id))


def _child(child: ChildFigures, place: Callable[[UUID], int]) -> ChildResult:
    return ChildResult(
        learner=child.face,
        removed=child.removed,
        seconds=_seconds(child.ms),
        pages=[
            ChildPageResult(
                page=page,
                seconds=_seconds(done.ms),
                finished=done.finished,
                tries=done.tries,
                solved=done.solved,
            )
            for page, done in sorted(child.pages.items(), key=lambda one: place(one[0]))
        ],
        finished=child.finished,
        solved=child.solved,
        first_try=child.first_try,
        tries=child.tries,
    )


def _seconds(ms: int | None) -> int | None:
    return None if ms is None else round(ms / 1000)


def _page(page: PageFigures, numbers: dict[UUID, int], titles: dict[UUID, str]) -> PageResult:
    return PageResult(
        page=page.page,
        number=numbers.get(page.page),
        title=titles.get(page.page, ""),
        opened=page.opened,
        finished=page.finished,
        median_seconds=_seconds(page.median_ms),
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
    found = rows.answers(_lines(group), page_numbers(group.book_id), Labels(language))
    return csv_text(rows.ANSWERS[language], found)


def children_csv(group: GroupSession, language: str) -> str:
    """Who was there, and what became of every page that somebody came to, as CSV text."""
    numbers, titles = page_numbers(group.book_id), page_titles(group.book_id, language)
    return csv_text(rows.PAGES[language], rows.pages(figures(_lines(group)), numbers, titles, language))


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
