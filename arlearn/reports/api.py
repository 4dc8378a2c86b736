"""HTTP: what an educator takes home of a group, and what is forgotten of it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Router, Status
from ninja.security import django_auth

from arlearn.errors import language_of
from arlearn.lan.origin import reachable_origin
from arlearn.live.forgetting import forget_group, forget_learner
from arlearn.live.models import GroupSession
from arlearn.live.queries import access_group
from arlearn.people.api import visitor_of
from arlearn.reports import results
from arlearn.reports.pdf import results_pdf
from arlearn.reports.schemas import Replay, Results

router = Router(tags=["reports"], auth=django_auth)

FILE_NAMES = {"id": "hasil", "en": "results"}


@router.get("/groups/{uuid:group_id}/results", response=Results)
def results_of(request: HttpRequest, group_id: UUID, response: HttpResponse) -> Results:
    keep_private(response)
    return results.results(access_group(visitor_of(request), group_id), spoken(request))


@router.get("/groups/{uuid:group_id}/replay", response=Replay)
def replay_of(request: HttpRequest, group_id: UUID, response: HttpResponse) -> Replay:
    keep_private(response)
    return results.replay(access_group(visitor_of(request), group_id), spoken(request))


@router.get("/groups/{uuid:group_id}/results.csv")
def as_csv(request: HttpRequest, group_id: UUID) -> HttpResponse:
    return download(request, group_id, "csv", "text/csv; charset=utf-8", results.results_csv)


@router.get("/groups/{uuid:group_id}/children.csv")
def children_as_csv(request: HttpRequest, group_id: UUID) -> HttpResponse:
    return download(request, group_id, "pages.csv", "text/csv; charset=utf-8", results.children_csv)


@router.get("/groups/{uuid:group_id}/results.pdf")
def as_pdf(request: HttpRequest, group_id: UUID) -> HttpResponse:
    def made(group: GroupSession, language: str) -> bytes:
        return results_pdf(results.results(group, language), language)

    return download(request, group_id, "pdf", "application/pdf", made)


@router.get("/groups/{uuid:group_id}/results.xapi.json")
def as_statements(request: HttpRequest, group_id: UUID) -> HttpResponse:
    def made(group: GroupSession, language: str) -> bytes:
        found = results.results_xapi(group, language, reachable_origin(request))
        return JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1}).content

    return download(request, group_id, "xapi.json", "application/json", made)


@router.delete("/groups/{uuid:group_id}/learners/{uuid:learner_id}", response={204: None})
def forget_learner_of(request: HttpRequest, group_id: UUID, learner_id: UUID) -> Status[None]:
    forget_learner(access_group(visitor_of(request), group_id), learner_id)
    return Status(204, None)


@router.delete("/groups/{uuid:group_id}", response={204: None})
def forget_all_of(request: HttpRequest, group_id: UUID) -> Status[None]:
    forget_group(access_group(visitor_of(request), group_id))
    return Status(204, None)


def spoken(request: HttpRequest) -> str:
    return language_of(request.headers.get("Accept-Language", ""))


def download(
    request: HttpRequest, group_id: UUID, ending: str, media_type: str, made: Callable[[GroupSession, str], str | bytes]
) -> HttpResponse:
    """What `made` makes of a group that the visitor leads, as a file to keep."""
    group = access_group(visitor_of(request), group_id)
    language = spoken(request)
    response = HttpResponse(made(group, language), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(group, language)}.{ending}"'
    keep_private(response)
    return response


def keep_private(response: HttpResponse) -> None:
    """Children's answers do not stay in a shared computer's cache."""
    response["Cache-Control"] = "no-store"


def file_name(group: GroupSession, language: str) -> str:
    """Of ASCII alone, so that every browser takes it."""
    day = timezone.localtime(group.opened_at).date().isoformat()
    return f"{FILE_NAMES[language]}-{group.book.slug}-{day}-{group.code}"
