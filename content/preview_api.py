"""HTTP: a link to a page that is not published yet, and what the link shows."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.security import django_auth

from arlearn.lan.origin import reachable_origin
from arlearn.lan.qr import qr_svg
from arlearn.people.api import visitor_of
from arlearn.people.models import Role
from content.preview import link_to, manifest, opened
from content.queries import access_page
from content.schemas import BookManifest, PreviewLink, PreviewWanted

previews = Router(tags=["studio"], auth=django_auth)
preview = Router(tags=["books"])


@previews.post("/pages/{page_id}/preview", response=PreviewLink)
def make_preview(request: HttpRequest, page_id: UUID, body: PreviewWanted) -> PreviewLink:
    token, expires = link_to(access_page(visitor_of(request), page_id, Role.CREATOR), body.revision)
    url = f"{reachable_origin(request)}/p/{token}"
    return PreviewLink(url=url, picture=qr_svg(url), expires=expires)


@preview.get("/{token}", response=BookManifest)
def show_preview(request: HttpRequest, response: HttpResponse, token: str) -> BookManifest:
    response["Cache-Control"] = "no-store"
    return manifest(opened(token))
