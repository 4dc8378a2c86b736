"""HTTP: lesson plans for the educators of a library."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from ninja.security import django_auth

from arlearn.people.api import visitor_of
from arlearn.plans import actions, queries
from arlearn.plans.models import LessonPlan
from arlearn.plans.schemas import CopyOfPlan, LessonPlanIn, LessonPlanOut, NewLessonPlan, PlanCard

router = Router(tags=["plans"], auth=django_auth)  # which also asks for the CSRF token


@router.get("", response=list[PlanCard])
def plans(request: HttpRequest, library: UUID | None = None, book: UUID | None = None) -> list[PlanCard]:
    """The last changed first; of all libraries of the educator, or of one; for any book, or for one."""
    return queries.plans_of(visitor_of(request), library, book)


@router.post("", response=LessonPlanOut)
def create(request: HttpRequest, body: NewLessonPlan) -> LessonPlanOut:
    return _out(request, actions.create_plan(visitor_of(request), body))


@router.get("/{uuid:plan_id}", response=LessonPlanOut)
def plan(request: HttpRequest, plan_id: UUID) -> LessonPlanOut:
    return _out(request, queries.access_plan(visitor_of(request), plan_id))


@router.put("/{uuid:plan_id}", response=LessonPlanOut)
def save(request: HttpRequest, plan_id: UUID, body: LessonPlanIn) -> LessonPlanOut:
    return _out(request, actions.save_plan(visitor_of(request), plan_id, body))


@router.delete("/{uuid:plan_id}", response={204: None})
def delete(request: HttpRequest, plan_id: UUID) -> Status[None]:
    actions.delete_plan(visitor_of(request), plan_id)
    return Status(204, None)


@router.post("/{uuid:plan_id}/copy", response=LessonPlanOut)
def copy(request: HttpRequest, plan_id: UUID, body: CopyOfPlan) -> LessonPlanOut:
    return _out(request, actions.copy_plan(visitor_of(request), plan_id, body.title))


def _out(request: HttpRequest, found: LessonPlan) -> LessonPlanOut:
    return queries.plan_out(found, visitor_of(request))
