"""HTTP: books for everybody, and the studio for creators."""

import hashlib
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile
from ninja.security import django_auth

from arlearn.errors import language_of
from arlearn.people.access import access_library
from arlearn.people.api import visitor_of
from arlearn.people.models import Role
from arlearn.serve.packing import pack
from content import actions, queries
from content.colophon import book_credits
from content.credits import licence_choices
from content.schemas import (
    AssetKind,
    BookCard,
    BookCredits,
    BookIn,
    BookManifest,
    CoverIn,
    CreditIn,
    Draft,
    DraftIn,
    LicenceChoice,
    NewBook,
    NewPage,
    Published,
    StudioAsset,
    StudioBook,
    StudioPage,
)

reader = Router(tags=["books"])
studio = Router(tags=["studio"], auth=django_auth)  # which also asks for the CSRF token


@reader.get("", response=list[BookCard])
def shelf(request: HttpRequest) -> list[BookCard]:
    return queries.shelf()


@reader.get("/{key}", response=BookManifest)
def book(request: HttpRequest, key: str) -> HttpResponse:
    """By id or slug. A phone asks again with the ETag it has and gets 304 while nothing has changed."""
    body = queries.manifest(queries.published_book(key)).model_dump_json().encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    seen = [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]
    unchanged = etag in seen or "*" in seen
    response = HttpResponse(b"" if unchanged else body, "application/json", 304 if unchanged else 200)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return pack(request, response)


@reader.get("/{key}/credits", response=BookCredits)
def colophon(request: HttpRequest, key: str) -> BookCredits:
    return book_credits(queries.published_book(key), _language(request))


@studio.get("/licences", response=list[LicenceChoice])
def licences(request: HttpRequest) -> list[LicenceChoice]:
    return licence_choices(_language(request))


@studio.put("/libraries/{library_id}/assets/{sha256}/credit", response=StudioAsset)
def credit(request: HttpRequest, library_id: UUID, sha256: str, body: CreditIn) -> StudioAsset:
    visitor = visitor_of(request)
    found = queries.access_asset(visitor, library_id, sha256)
    return queries.studio_asset(actions.credit_asset(visitor, found, body))


@studio.get("/libraries/{library_id}/books", response=list[StudioBook])
def studio_books(request: HttpRequest, library_id: UUID) -> list[StudioBook]:
    library = access_library(visitor_of(request), library_id, Role.CREATOR)
    return queries.studio_books(library, _language(request))


@studio.post("/books", response=StudioBook)
def create_book(request: HttpRequest, body: NewBook) -> StudioBook:
    return queries.studio_book(actions.create_book(visitor_of(request), body), _language(request))


@studio.get("/books/{book_id}", response=StudioBook)
def studio_book(request: HttpRequest, book_id: UUID) -> StudioBook:
    return queries.studio_book(queries.access_book(visitor_of(request), book_id, Role.CREATOR), _language(request))


@studio.put("/books/{book_id}", response=StudioBook)
def change_book(request: HttpRequest, book_id: UUID, body: BookIn) -> StudioBook:
    visitor = visitor_of(request)
    found = queries.access_book(visitor, book_id, Role.CREATOR)
    return queries.studio_book(actions.change_book(visitor, found, body), _language(request))


@studio.put("/books/{book_id}/cover", response=StudioBook)
def set_cover(request: HttpRequest, book_id: UUID, body: CoverIn) -> StudioBook:
    visitor = visitor_of(request)
    found = queries.access_book(visitor, book_id, Role.CREATOR)
    asset = queries.access_asset(visitor, found.library_id, body.asset)
    return queries.studio_book(actions.set_cover(visitor, found, asset), _language(request))


@studio.delete("/books/{book_id}/cover", response=StudioBook)
def remove_cover(request: HttpRequest, book_id: UUID) -> StudioBook:
    visitor = visitor_of(request)
    found = queries.access_book(visitor, book_id, Role.CREATOR)
    return queries.studio_book(actions.remove_cover(visitor, found), _language(request))


@studio.post("/books/{book_id}/pages", response=StudioPage)
def add_page(request: HttpRequest, book_id: UUID, body: NewPage) -> StudioPage:
    visitor = visitor_of(request)
    found = queries.access_book(visitor, book_id, Role.CREATOR)
    return queries.studio_page(actions.add_page(visitor, found, body.number))


@studio.delete("/pages/{page_id}", response={204: None})
def remove_page(request: HttpRequest, page_id: UUID) -> Status[None]:
    visitor = visitor_of(request)
    actions.remove_page(visitor, queries.access_page(visitor, page_id, Role.CREATOR))
    return Status(204, None)


@studio.get("/pages/{page_id}/draft", response=Draft)
def draft(request: HttpRequest, page_id: UUID) -> Draft:
    return queries.draft(queries.access_page(visitor_of(request), page_id, Role.CREATOR), _language(request))


@studio.put("/pages/{page_id}/draft", response=Draft)
def save_draft(request: HttpRequest, page_id: UUID, body: DraftIn) -> Draft:
    visitor = visitor_of(request)
    page = queries.access_page(visitor, page_id, Role.CREATOR)
    actions.save_draft(visitor, page, body.builds_on, body.document)
    return queries.draft(page, _language(request))


@studio.post("/pages/{page_id}/publish", response=Published)
def publish(request: HttpRequest, page_id: UUID) -> Published:
    visitor = visitor_of(request)
    revision = actions.publish_scene(visitor, queries.access_page(visitor, page_id, Role.CREATOR))
    return Published(number=revision.number, revision=revision.sha256)


@studio.post("/pages/{page_id}/unpublish", response=StudioPage)
def unpublish(request: HttpRequest, page_id: UUID) -> StudioPage:
    visitor = visitor_of(request)
    actions.unpublish(visitor, queries.access_page(visitor, page_id, Role.CREATOR))
    return queries.studio_page(queries.access_page(visitor, page_id, Role.CREATOR))


@studio.post("/assets", response=StudioAsset)
def upload_asset(request: HttpRequest, library: Form[UUID], file: File[UploadedFile]) -> StudioAsset:
    """Answers when the file has come; what is made of it is asked for until it is ready or refused."""
    visitor = visitor_of(request)
    place = access_library(visitor, library, Role.CREATOR)
    return queries.studio_asset(actions.upload_asset(visitor, place, file.name or "", file), _language(request))


@studio.get("/libraries/{library_id}/assets", response=list[StudioAsset])
def library_assets(request: HttpRequest, library_id: UUID, kind: AssetKind | None = None) -> list[StudioAsset]:
    library = access_library(visitor_of(request), library_id, Role.CREATOR)
    return queries.library_assets(library, kind, _language(request))


@studio.get("/libraries/{library_id}/assets/{sha256}", response=StudioAsset)
def library_asset(request: HttpRequest, library_id: UUID, sha256: str) -> StudioAsset:
    library = access_library(visitor_of(request), library_id, Role.CREATOR)
    return queries.library_asset(library, sha256, _language(request))


def _language(request: HttpRequest) -> str:
    return language_of(request.headers.get("Accept-Language", ""))
