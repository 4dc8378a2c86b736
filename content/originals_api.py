"""HTTP: the originals of models, for their library's creators: to compare with what phones get, and to choose from."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.security import django_auth

from arlearn.errors import NOT_FOUND, language_of
from arlearn.people.access import access_library
from arlearn.people.api import visitor_of
from arlearn.people.models import Role
from content import actions, queries
from content.models import Asset
from content.pipeline import store
from content.schemas import ModelChoice, StudioAsset

originals = Router(tags=["studio"], auth=django_auth)
GLB = "model/gltf-binary"
MOST_BYTES = 16 * 1024 * 1024
"""What a browser can be given to draw beside another model; and it passes through memory here."""


@originals.get("/libraries/{library_id}/assets/{sha256}/original")
def original(request: HttpRequest, library_id: UUID, sha256: str) -> HttpResponse:
    """A GLB that the gate has let through: it names nothing outside itself. Raises NOT_FOUND for any other file."""
    library = access_library(visitor_of(request), library_id, Role.CREATOR)
    ready = Asset.objects.filter(library=library, sha256=sha256, media_type=GLB, status=Asset.Status.READY)
    asset = ready.filter(size__lte=MOST_BYTES).first()
    if asset is None:
        raise NOT_FOUND()
    response = HttpResponse(store.original(asset.sha256).read_bytes(), content_type=GLB)
    response["Content-Disposition"] = "attachment"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@originals.post("/libraries/{library_id}/assets/{sha256}/choose", response=StudioAsset)
def choose(request: HttpRequest, library_id: UUID, sha256: str, body: ModelChoice) -> StudioAsset:
    """One of the models of a zip of several, as an upload of its own, which is prepared like any."""
    visitor, language = visitor_of(request), language_of(request.headers.get("Accept-Language", ""))
    found = queries.access_asset(visitor, library_id, sha256)
    return queries.studio_asset(actions.choose_model(visitor, found, body.model), language)
