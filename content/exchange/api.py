"""HTTP: a book out of the studio as a package, and into it, seen before it is done."""

from collections.abc import AsyncIterator
from typing import Annotated, BinaryIO, cast
from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import HttpRequest, StreamingHttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile
from ninja.security import django_auth
from pydantic import StringConstraints

from arlearn.people.access import access_library, signed_in
from arlearn.people.api import visitor_of
from arlearn.people.models import Role
from content import queries
from content.exchange import actions
from content.exchange.progress import ImportProgress
from content.exchange.schemas import PackagePreview, PackageProgress
from content.schemas import StudioBook

studio = Router(tags=["packages"], auth=django_auth)  # which also asks for the CSRF token
CHUNK = 256 * 1024
Agreed = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@studio.get("/books/{book_id}/package")
def export_book(request: HttpRequest, book_id: UUID) -> StreamingHttpResponse:
    visitor = visitor_of(request)
    book = queries.access_book(visitor, book_id, Role.CREATOR)
    # Closed when it was sent, or when nobody takes it any more.
    file = actions.nameless()
    try:
        actions.export_book(visitor, book, file)
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)
    headers = {
        "Content-Length": str(size),
        "Content-Disposition": f'attachment; filename="{book.slug}.zip"',
        "Cache-Control": "no-store",
    }
    return StreamingHttpResponse(_chunks(file), content_type="application/zip", headers=headers)


async def _chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        while chunk := await sync_to_async(file.read, thread_sensitive=False)(CHUNK):
            yield chunk


def _bytes_of(upload: UploadedFile) -> BinaryIO:
    """What was sent, in memory or in a file; never by the name that it came with."""
    return cast("BinaryIO", upload.file)


@studio.post("/packages/preview", response=PackagePreview)
def look_into(request: HttpRequest, library: Form[UUID], file: File[UploadedFile]) -> PackagePreview:
    visitor = visitor_of(request)
    return actions.look_into(visitor, access_library(visitor, library, Role.CREATOR), _bytes_of(file))


@studio.get("/packages/progress", response=PackageProgress)
def how_far(request: HttpRequest, library: UUID, agreed: Agreed) -> PackageProgress:
    """How many works of the package that this person is importing are prepared."""
    return ImportProgress(signed_in(visitor_of(request)), library, agreed).read()


@studio.post("/packages", response=StudioBook)
def import_book(
    request: HttpRequest, library: Form[UUID], agreed: Form[Agreed], file: File[UploadedFile]
) -> StudioBook:
    """`agreed` is the preview's; the file is sent again, so that no server has to keep it in between."""
    visitor = visitor_of(request)
    place = access_library(visitor, library, Role.CREATOR)
    return queries.studio_book(actions.import_book(visitor, place, _bytes_of(file), agreed))
