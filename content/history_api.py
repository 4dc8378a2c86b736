"""HTTP: what a page was when it was published. To go back, a revision's document is saved as the next draft."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.security import django_auth

from arlearn.errors import language_of
from arlearn.people.api import visitor_of
from arlearn.people.models import Role
from content.history import revision, revisions
from content.queries import access_page
from content.schemas import RevisionCard, RevisionOut

history = Router(tags=["studio"], auth=django_auth)


@history.get("/pages/{page_id}/revisions", response=list[RevisionCard])
def page_revisions(request: HttpRequest, page_id: UUID) -> list[RevisionCard]:
    return revisions(access_page(visitor_of(request), page_id, Role.CREATOR))


@history.get("/pages/{page_id}/revisions/{number}", response=RevisionOut)
def page_revision(request: HttpRequest, page_id: UUID, number: int) -> RevisionOut:
    language = language_of(request.headers.get("Accept-Language", ""))
    return revision(access_page(visitor_of(request), page_id, Role.CREATOR), number, language)
