"""What the log of a group adds up to for those who look back: by child, by page, by task. Pure.

Time: a child is on a page from when it opened it, or did something there, until its next event. A longer silence
than IDLE counts as IDLE: the child looked at the paper, or went away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from uuid import UUID

from arlearn.live.control import Remove
from arlearn.live.facts import Answered, Joined, Line, Ordered, PageFinished, PageOpened
from arlearn.live.protocol import LearnerFace

IDLE = 180_000
"""ms."""
ENOUGH = 5
"""Children from whom a figure about the middle of them is given: about fewer it would tell of one."""


@dataclass
class ChildFigures:
    """What one child did."""

    face: LearnerFace
    removed: bool = False
    """By the educator, after it did something."""
    ms: int = 0
    finished: list[UUID] = field(default_factory=list)
    """Pages, each once, in the order of finishing."""
    tries: int = 0
    solved: int = 0
    first_try: int = 0
    """Tasks solved at the first try."""


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
    """Of those who opened it; None when they are fewer than ENOUGH."""


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
    stays = _Stays()
    for line in lines:
        fact = line.fact
        if isinstance(fact, Joined):
            children[line.source] = ChildFigures(fact.learner)
        if isinstance(fact, Ordered) and isinstance(fact.order, Remove):
            for child in (children[who] for who in map(str, fact.order.to) if who in children):
                child.removed = True
        if not isinstance(fact, Answered | PageFinished | PageOpened):
            continue
        child = children[line.source]
        stays.event(line.source, fact.page, line.at)
        if isinstance(fact, PageFinished) and fact.page not in child.finished:
            child.finished.append(fact.page)
        if isinstance(fact, Answered):
            task = tasks.setdefault((fact.page, fact.task), TaskFigures(fact.page, fact.task, fact.revision))
            _count(child, task, fact, tried, line.source)
    for source, child in children.items():
        child.ms = sum(ms for (who, _), ms in stays.ms.items() if who == source)
    return Figures(list(children.values()), _pages(stays, children), list(tasks.values()))


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
    child.tries += 1
    child.solved += newly
    child.first_try += newly and first
    task.revision = fact.revision
    task.tried += first
    task.solved += newly
    task.first_try += newly and first
    task.answers[fact.value, fact.correct] += 1


@dataclass
class _Stays:
    """How long each child was on each page."""

    ms: dict[tuple[str, UUID], int] = field(default_factory=lambda: defaultdict(int))
    """By child and page."""
    last: dict[str, tuple[UUID, int]] = field(default_factory=dict)

    def event(self, source: str, page: UUID, at: int) -> None:
        before = self.last.get(source)
        if before is not None:
            # A server whose clock was set back makes no time go backwards.
            self.ms[source, before[0]] += min(max(0, at - before[1]), IDLE)
        self.ms[source, page] += 0
        self.last[source] = (page, at)


def _pages(stays: _Stays, children: dict[str, ChildFigures]) -> list[PageFigures]:
    by_page: dict[UUID, list[int]] = defaultdict(list)
    for (_, page), ms in stays.ms.items():
        by_page[page].append(ms)
    finished = Counter(page for child in children.values() for page in child.finished)
    return [
        PageFigures(page, len(times), finished[page], round(median(times)) if len(times) >= ENOUGH else None)
        for page, times in by_page.items()
    ]
