"""Links that show a page before it is published, to whoever has one, for a while.

A link is signed and not kept: it says which page (and which of its revisions), and since when. It reads, and
changes nothing.
"""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.utils import timezone

from arlearn.errors import NOT_FOUND
from content.models import Page
from content.problems import PREVIEW_OVER, PREVIEW_UNKNOWN
from content.queries import manifest_of
from content.scene import SceneDocument, fingerprint
from content.schemas import BookManifest, BookPage
from content.unfinished import showable

LASTS = timedelta(hours=2)
"""As long as somebody works on a page; a link that was passed on is not open the next day."""
_signer = signing.TimestampSigner(salt="content.preview", sep=".")


@dataclass(frozen=True)
class Preview:
    """A page, as its draft is or as one of its revisions was."""

    page: Page
    revision: int | None


def link_to(page: Page, revision: int | None) -> tuple[str, datetime]:
    """The token of a link, and when it runs out; raises NOT_FOUND when there is no such revision."""
    if revision is not None and not page.scene.revisions.filter(number=revision).exists():
        raise NOT_FOUND()
    name = base64.urlsafe_b64encode(page.id.bytes).decode().rstrip("=")
    return _signer.sign(f"{name}~{revision or 0}"), timezone.now() + LASTS


def opened(token: str) -> Preview:
    """What the link shows; raises PREVIEW_OVER, or PREVIEW_UNKNOWN for a link of nobody's making or to no page."""
    try:
        name, _, number = _signer.unsign(token, max_age=LASTS).partition("~")
    except signing.SignatureExpired:
        raise PREVIEW_OVER() from None
    except signing.BadSignature:
        raise PREVIEW_UNKNOWN() from None
    page = Page.objects.select_related("book__library", "book__cover", "scene")
    found = page.filter(id=UUID(bytes=base64.urlsafe_b64decode(f"{name}=="))).first()
    if found is None:
        raise PREVIEW_UNKNOWN()
    return Preview(found, int(number) or None)


def manifest(preview: Preview) -> BookManifest:
    """The book with this page alone, in the form that the reader knows; raises NOT_FOUND."""
    page, scene = preview.page, _scene(preview)
    shown = BookPage(id=page.id, number=page.number, revision=fingerprint(scene), scene=scene)
    return manifest_of(page.book, [shown])


def _scene(preview: Preview) -> SceneDocument:
    page = preview.page
    if preview.revision is None:
        return showable(page.scene.draft, page.book.languages, str(page.number))
    found = page.scene.revisions.filter(number=preview.revision).first()
    if found is None:
        raise NOT_FOUND()
    return SceneDocument.model_validate(found.document)
