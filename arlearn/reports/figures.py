"""What the log of a group adds up to for those who look back: by child and its pages, by page, by task. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from uuid import UUID

from arlearn.live.control import Remove
from arlearn.live.facts import Answered, Joined, Line, Ordered, PageFinished, PageOpened
from arlearn.live.protocol import LearnerFace
from arlearn.reports.stays import SHORTEST, Stays

ENOUGH = 5
"""Children from whom a figure about the middle of them is given: about fewer it would tell of one."""


@dataclass
class ChildPage:
    """What one child did with one page."""

    at: int
    """When it first came there; Unix time, ms."""
    ms: int | None = None
    """How long it stayed, as `stays` tells; None where nothing is known."""
    finished: bool = False
    tries: int = 0
    solved: int = 0


@dataclass
class ChildFigures:
    """What one child did."""

    face: LearnerFace
    removed: bool = False
    """By the educator, after it did something."""
    pages: dict[UUID, ChildPage] = field(default_factory=dict)
    """In the order of coming to them."""
    finished: list[UUID] = field(default_factory=list)
    """Pages, each once, in the order of finishing."""
    tries: int = 0
    solved: int = 0
    first_try: int = 0
    """Tasks solved at the first try."""

    @property
    def ms(self) -> int | None:
        """On all its pages; None where nothing is known."""
        known = [page.ms for page in self.pages.values() if page.ms is not None]
        return sum(known) if known else None


@dataclass
class TaskFigures:
    """What all children did with one task of a page."""

    page: UUID
    task: str
    revision: str
    """The newest revision of the page that somebody answered."""
    tried: int = 0
    solved: int = 0
    first_try: int = 0
    answers: Counter[tuple[str, bool]] = field(default_factory=Counter)
    """How often each value was given, and whether it was right."""


@dataclass
class PageFigures:
    """What all children did with one page."""

    page: UUID
    opened: int = 0
    finished: int = 0
    median_ms: int | None = None
    """Of those whose time is known; None when they are fewer than ENOUGH."""


@dataclass(frozen=True)
class Figures:
    """Everything about a group. Children in the order of joining; pages and tasks in the order of first being met."""

    children: Sequence[ChildFigures]
    pages: Sequence[PageFigures]
    tasks: Sequence[TaskFigures]


def figures(lines: Iterable[Line]) -> Figures:
    """Of a log, in its order. What is forgotten, and what educators did, adds nothing."""
    children: dict[str, ChildFigures] = {}
    tasks: dict[tuple[UUID, str], TaskFigures] = {}
    tried: dict[tuple[str, UUID, str], bool] = {}
    """By child, page and task: whether it is solved."""
    stays = Stays()
    for line in lines:
        fact, passed = line.fact, stays.follow(line)
        if isinstance(fact, Joined):
            children[line.source] = ChildFigures(fact.learner)
        if isinstance(fact, Ordered) and isinstance(fact.order, Remove):
            for child in (children[who] for who in map(str, fact.order.to) if who in children):
                child.removed = True
        if not isinstance(fact, Answered | PageFinished | PageOpened):
            continue
        child = children[line.source]
        page = child.pages.setdefault(fact.page, ChildPage(line.at))
        if passed is not None:
            before = child.pages[passed.page]
            before.ms = (before.ms or 0) + passed.ms
        if isinstance(fact, PageFinished) and not page.finished:
            page.finished = True
            child.finished.append(fact.page)
        if isinstance(fact, Answered):
            task = tasks.setdefault((fact.page, fact.task), TaskFigures(fact.page, fact.task, fact.revision))
            _count(child, task, fact, tried, line.source)
    found = list(children.values())
    _forget_unknown(found)
    return Figures(found, _pages(found), list(tasks.values()))


def _forget_unknown(children: list[ChildFigures]) -> None:
    for page in (page for child in children for page in child.pages.values()):
        if page.ms is not None and page.ms < SHORTEST:
            page.ms = None


def _count(
    child: ChildFigures,
    task: TaskFigures,
    fact: Answered,
    tried: dict[tuple[str, UUID, str], bool],
    source: str,
) -> None:
    key = (source, fact.page, fact.task)
    first, solved = key not in tried, tried.get(key, False)
    tried[key] = solved or fact.correct
    newly = fact.correct and not solved
    page = child.pages[fact.page]
    page.tries += 1
    page.solved += newly
    child.tries += 1
    child.solved += newly
    child.first_try += newly and first
    task.revision = fact.revision
    task.tried += first
    task.solved += newly
    task.first_try += newly and first
    task.answers[fact.value, fact.correct] += 1


def _pages(children: Iterable[ChildFigures]) -> list[PageFigures]:
    by_page: dict[UUID, list[ChildPage]] = defaultdict(list)
    for child in children:
        for page, done in child.pages.items():
            by_page[page].append(done)
    return [
        PageFigures(page, len(all_), sum(one.finished for one in all_), _median([one.ms for one in all_]))
        for page, all_ in by_page.items()
    ]


def _median(times: Iterable[int | None]) -> int | None:
    known = [ms for ms in times if ms is not None]
    return round(median(known)) if len(known) >= ENOUGH else None
