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
from content.pipeline.folder import job_folder
from content.pipeline.original import as_it_came, picture_of
from content.schemas import ModelChoice, StudioAsset

originals = Router(tags=["studio"], auth=django_auth)
GLB = "model/gltf-binary"
MOST_BYTES = 16 * 1024 * 1024
"""What a browser can be given to draw beside another model; and it passes through memory here."""


@originals.get("/libraries/{library_id}/assets/{sha256}/original")
def original(request: HttpRequest, library_id: UUID, sha256: str) -> HttpResponse:
    """The model as it came, of whichever format, as a GLB that names nothing outside itself.

    Raises NOT_FOUND for any other file, and for what is too heavy for a browser.
    """
    asset = _model(request, library_id, sha256)
    if asset.media_type == GLB and asset.size > MOST_BYTES:
        raise NOT_FOUND()
    with job_folder() as folder:
        glb = as_it_came(store.original(asset.sha256), folder)
    if len(glb) > MOST_BYTES:
        raise NOT_FOUND()
    return _kept_private(glb, GLB)


@originals.get("/libraries/{library_id}/assets/{sha256}/original/poster")
def original_poster(request: HttpRequest, library_id: UUID, sha256: str) -> HttpResponse:
    """A picture of the model as it came, for what is too heavy to be drawn. Raises NOT_FOUND for any other file."""
    asset = _model(request, library_id, sha256)
    with job_folder() as folder:
        return _kept_private(picture_of(store.original(asset.sha256), folder), "image/webp")


def _model(request: HttpRequest, library_id: UUID, sha256: str) -> Asset:
    """One that has passed the gate."""
    library = access_library(visitor_of(request), library_id, Role.CREATOR)
    ready = Asset.objects.filter(library=library, sha256=sha256, kind=Asset.Kind.MODEL, status=Asset.Status.READY)
    asset = ready.first()
    if asset is None or not store.has_original(asset.sha256):
        raise NOT_FOUND()
    return asset


def _kept_private(content: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = "attachment"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@originals.post("/libraries/{library_id}/assets/{sha256}/choose", response=StudioAsset)
def choose(request: HttpRequest, library_id: UUID, sha256: str, body: ModelChoice) -> StudioAsset:
    """One of the models of a zip of several, as an upload of its own, which is prepared like any."""
    visitor, language = visitor_of(request), language_of(request.headers.get("Accept-Language", ""))
    found = queries.access_asset(visitor, library_id, sha256)
    return queries.studio_asset(actions.choose_model(visitor, found, body.model), language)
