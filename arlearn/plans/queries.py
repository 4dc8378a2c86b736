"""What is asked of lesson plans, and the guarded way to one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from arlearn.errors import NOT_FOUND
from arlearn.people.access import Visitor, roles_in, signed_in
from arlearn.people.models import Library, Membership, Role, User
from arlearn.plans.models import LessonPlan
from arlearn.plans.problems import PLAN_UNUSABLE
from arlearn.plans.schemas import GoneTask, LessonPlanOut, PlanCard, ShownStep
from arlearn.plans.steps import PageNow, Step, gone, in_use, state_of, usable
from content.models import Book, Page, Rendition, SceneRevision
from content.queries import cover_url

MOST_LISTED = 500

Pages = dict[UUID, PageNow]


def access_plan(visitor: Visitor, plan_id: UUID) -> LessonPlan:
    """The plan, for its owner and, when it is shared, every educator of its library; NOT_FOUND to everybody else."""
    user = signed_in(visitor)
    plan = _seen_by(user).filter(id=plan_id).first()
    if plan is None or Role.EDUCATOR not in roles_in(user, plan.library_id):
        raise NOT_FOUND()
    return plan


def plans_of(visitor: Visitor, library: UUID | None = None, book: UUID | None = None) -> list[PlanCard]:
    """The plans that the visitor sees, the last changed first: of one library or all, for one book or any.

    Raises NOT_FOUND for a library in which the visitor is no educator.
    """
    user = signed_in(visitor)
    mine = _libraries_led(user)
    if library is not None:
        mine = mine.filter(id=library)
        if not mine.exists():
            raise NOT_FOUND()
    plans = _seen_by(user).filter(library__in=mine)
    if book is not None:
        plans = plans.filter(book=book)
    found = list(plans.order_by("-changed_at")[:MOST_LISTED])
    pages = pages_of({plan.book_id for plan in found})
    return [_card(plan, user, pages[plan.book_id]) for plan in found]


def plan_out(plan: LessonPlan, visitor: Visitor) -> LessonPlanOut:
    """The plan whole, with what has become of its steps."""
    pages = pages_of({plan.book_id})[plan.book_id]
    steps = steps_in(plan)
    prompts = _prompts({step.page for step in steps if state_of(step, pages) != "whole"})
    return LessonPlanOut(
        card=_card(plan, signed_in(visitor), pages),
        version=plan.version,
        steps=[_shown(step, pages, prompts) for step in steps],
    )


def steps_of(visitor: Visitor, library_id: UUID, plan_id: UUID) -> tuple[str, list[dict[str, Any]]]:
    """Title and steps, as `arlearn.live.protocol.PlanStep` has them, of a plan of this library, as a group that the
    visitor leads can use it: without what is no more. Raises NOT_FOUND, or PLAN_UNUSABLE when nothing is left."""
    plan = access_plan(visitor, plan_id)
    if plan.library_id != library_id:
        raise NOT_FOUND()
    steps = in_use(steps_in(plan), pages_of({plan.book_id})[plan.book_id])
    if not steps:
        raise PLAN_UNUSABLE()
    return plan.title, [{"page": step.page, "tasks": list(step.tasks), "minutes": step.minutes} for step in steps]


def steps_in(plan: LessonPlan) -> list[Step]:
    return [Step.of(stored) for stored in plan.steps]


def pages_of(books: Iterable[UUID]) -> dict[UUID, Pages]:
    """The pages of each of the books as they are now. Of the documents only titles and tasks are read."""
    found: dict[UUID, Pages] = {book: {} for book in books}
    rows = Page.objects.filter(book__in=found).values_list(
        "book",
        "id",
        "number",
        "scene__published",
        "scene__published__document__title",
        "scene__published__document__tasks",
    )
    for book, page, number, published, title, tasks in rows:
        ids = tuple(task["id"] for task in tasks or [])
        found[book][page] = PageNow(number, published is not None, title or {}, ids)
    return found


def tasks_known(book: Book) -> dict[UUID, frozenset[str]]:
    """The book's pages, and every task that was ever published on them."""
    known: dict[UUID, set[str]] = {page: set() for page in Page.objects.filter(book=book).values_list("id", flat=True)}
    rows = SceneRevision.objects.filter(scene__page__in=known).values_list("scene__page", "document__tasks")
    for page, tasks in rows:
        known[page] |= {task["id"] for task in tasks or []}
    return {page: frozenset(tasks) for page, tasks in known.items()}


def _prompts(pages: set[UUID]) -> dict[UUID, dict[str, dict[str, str]]]:
    """What every task ever published on these pages last asked; under "" the page's last title."""
    if not pages:
        return {}
    found: dict[UUID, dict[str, dict[str, str]]] = {page: {} for page in pages}
    rows = SceneRevision.objects.filter(scene__page__in=pages).order_by("number")
    for page, title, tasks in rows.values_list("scene__page", "document__title", "document__tasks"):
        found[page] |= {task["id"]: task["prompt"] for task in tasks or []} | {"": title}
    return found


def _shown(step: Step, pages: Pages, prompts: dict[UUID, dict[str, dict[str, str]]]) -> ShownStep:
    page = pages.get(step.page)
    said = prompts.get(step.page, {})
    missing = gone(step, page) if page and page.published else ()
    return ShownStep(
        page=step.page,
        tasks=list(step.tasks),
        minutes=step.minutes,
        note=step.note,
        state=state_of(step, pages),
        number=page.number if page else None,
        title=dict(page.title) if page and page.title else said.get("", {}),
        gone=[GoneTask(id=task, prompt=said.get(task, {})) for task in missing],
    )


def _card(plan: LessonPlan, user: User, pages: Pages) -> PlanCard:
    steps = steps_in(plan)
    kept = [step for step in steps if usable(state_of(step, pages))]
    return PlanCard(
        id=plan.id,
        library=plan.library_id,
        book=plan.book_id,
        book_title=plan.book.title,
        cover=cover_url(plan.book),
        emblem=plan.book.emblem,
        title=plan.title,
        owner=plan.owner.get_full_name() or plan.owner.get_username(),
        mine=plan.owner_id == user.pk,
        shared=plan.shared,
        steps=len(steps),
        skipped=len(steps) - len(kept),
        minutes=sum(step.minutes for step in kept),
        changed_at=plan.changed_at,
    )


def _seen_by(user: User) -> "QuerySet[LessonPlan]":
    """Their own plans and those that are shared, wherever."""
    renditions = Prefetch("book__cover__renditions", Rendition.objects.order_by("id"))
    whole = LessonPlan.objects.select_related("owner", "book__cover").prefetch_related(renditions)
    return whole.filter(Q(owner=user) | Q(shared=True))


def _libraries_led(user: User) -> "QuerySet[Library]":
    if user.is_superuser:
        return Library.objects.all()
    held = Membership.objects.filter(user=user, role__in=[Role.EDUCATOR, Role.ADMIN])
    return Library.objects.filter(id__in=held.values("library"))
