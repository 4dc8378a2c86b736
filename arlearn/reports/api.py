"""HTTP: what an educator takes home."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from ninja.security import django_auth

from arlearn.errors import language_of
from arlearn.live.models import GroupSession
from arlearn.live.queries import access_group
from arlearn.people.api import visitor_of
from arlearn.reports.results import results_csv

router = Router(tags=["reports"])

FILE_NAMES = {"id": "hasil", "en": "results"}


@router.get("/groups/{uuid:group_id}/results.csv", auth=django_auth)
def results(request: HttpRequest, group_id: UUID) -> HttpResponse:
    group = access_group(visitor_of(request), group_id)
    language = language_of(request.headers.get("Accept-Language", ""))
    response = HttpResponse(results_csv(group, language), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(group, language)}"'
    # Children's answers do not stay in a shared computer's cache.
    response["Cache-Control"] = "no-store"
    return response


def file_name(group: GroupSession, language: str) -> str:
    """Of ASCII alone, so that every browser takes it."""
    day = timezone.localtime(group.opened_at).date().isoformat()
    return f"{FILE_NAMES[language]}-{group.book.slug}-{day}-{group.code}.csv"
