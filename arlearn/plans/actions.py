"""Changes to lesson plans: access, lock, decide, write. Nothing else writes them."""

from uuid import UUID

from django.db import transaction

from arlearn.errors import INVALID, NOT_FOUND
from arlearn.people.access import Visitor, access_library, signed_in
from arlearn.people.models import Library, Role, User
from arlearn.plans.models import LessonPlan
from arlearn.plans.problems import PLAN_CONFLICT, PLAN_OF_ANOTHER, PLANS_TOO_MANY
from arlearn.plans.queries import access_plan, steps_in, tasks_known
from arlearn.plans.schemas import LessonPlanIn, LessonStep, NewLessonPlan
from arlearn.plans.steps import Step, unknown
from content.models import Book

MOST_PLANS = 200
"""Of one educator in one library."""


@transaction.atomic
def create_plan(visitor: Visitor, new: NewLessonPlan) -> LessonPlan:
    """A new plan of the visitor's, in the library of its book.

    Raises NOT_FOUND, NOT_ALLOWED, PLANS_TOO_MANY, or INVALID for pages and tasks that the book never had.
    """
    user = signed_in(visitor)
    book = Book.objects.filter(id=new.book).first()
    if book is None:
        raise NOT_FOUND()
    library = access_library(user, book.library_id, Role.EDUCATOR)
    steps = _fitting(book, new.steps, [])
    _room(user, library)
    return LessonPlan.objects.create(
        library=library, owner=user, book=book, title=new.title, shared=new.shared, steps=steps
    )


@transaction.atomic
def save_plan(visitor: Visitor, plan_id: UUID, change: LessonPlanIn) -> LessonPlan:
    """The plan as it shall be. What is there already is no change, so that a save sent twice does no harm.

    Raises NOT_FOUND, PLAN_OF_ANOTHER, PLAN_CONFLICT when another save came after `builds_on`, or INVALID.
    """
    plan = _own(visitor, plan_id)
    steps = _fitting(plan.book, change.steps, steps_in(plan))
    wanted = (change.title, change.shared, steps)
    if (plan.title, plan.shared, plan.steps) == wanted:
        return plan
    if plan.version != change.builds_on:
        raise PLAN_CONFLICT()
    plan.title, plan.shared, plan.steps = wanted
    plan.version += 1
    plan.save(update_fields=["title", "shared", "steps", "version", "changed_at"])
    return plan


@transaction.atomic
def copy_plan(visitor: Visitor, plan_id: UUID, title: str | None = None) -> LessonPlan:
    """A copy that is the visitor's own and not shared, of a plan that the visitor sees. Raises NOT_FOUND or
    PLANS_TOO_MANY."""
    user = signed_in(visitor)
    plan = access_plan(visitor, plan_id)
    _room(user, plan.library)
    return LessonPlan.objects.create(
        library=plan.library, owner=user, book=plan.book, title=title or plan.title, steps=plan.steps
    )


@transaction.atomic
def delete_plan(visitor: Visitor, plan_id: UUID) -> None:
    """Raises NOT_FOUND or PLAN_OF_ANOTHER. Groups that follow the plan have a snapshot of it, and go on."""
    _own(visitor, plan_id).delete()


def _own(visitor: Visitor, plan_id: UUID) -> LessonPlan:
    """The visitor's plan, locked; raises NOT_FOUND or PLAN_OF_ANOTHER."""
    plan = access_plan(visitor, plan_id)
    if plan.owner_id != signed_in(visitor).pk:
        raise PLAN_OF_ANOTHER(owner=plan.owner.get_full_name() or plan.owner.get_username())
    locked = LessonPlan.objects.select_for_update(of=("self",)).select_related("book", "owner").filter(id=plan_id)
    return _there(locked.first())


def _there(plan: LessonPlan | None) -> LessonPlan:
    """Another device may have deleted it at the same moment."""
    if plan is None:
        raise NOT_FOUND()
    return plan


def _fitting(book: Book, steps: list[LessonStep], before: list[Step]) -> list[dict[str, object]]:
    """The steps as they are stored; INVALID names the pages and tasks that neither the book nor the plan ever had."""
    wanted = [Step(step.page, tuple(step.tasks), step.minutes, step.note) for step in steps]
    wrong = unknown(wanted, before, tasks_known(book))
    if wrong:
        raise INVALID(where=", ".join(wrong))
    return [step.stored() for step in wanted]


def _room(user: User, library: Library) -> None:
    if LessonPlan.objects.filter(owner=user, library=library).count() >= MOST_PLANS:
        raise PLANS_TOO_MANY(most=MOST_PLANS)
