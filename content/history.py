"""What is asked of a page's revisions."""

from typing import Any

from arlearn.errors import NOT_FOUND
from content.models import Asset, Page, SceneRevision
from content.queries import studio_asset, with_renditions
from content.scene import SceneDocument, assets_of
from content.schemas import RevisionCard, RevisionOut


def revisions(page: Page) -> list[RevisionCard]:
    """Every revision of the page, the newest first."""
    found = SceneRevision.objects.filter(scene__page=page).select_related("published_by").order_by("-number")
    return [RevisionCard(**_card(page, revision)) for revision in found.defer("document")]


def revision(page: Page, number: int, language: str) -> RevisionOut:
    """One revision with what it shows; raises NOT_FOUND."""
    found = SceneRevision.objects.filter(scene__page=page, number=number).select_related("published_by").first()
    if found is None:
        raise NOT_FOUND()
    document = SceneDocument.model_validate(found.document)
    assets = with_renditions(Asset.objects.filter(library_id=page.book.library_id, sha256__in=assets_of(document)))
    return RevisionOut(
        **_card(page, found),
        document=document,
        assets={asset.sha256: studio_asset(asset, language) for asset in assets},
    )


def _card(page: Page, revision: SceneRevision) -> dict[str, Any]:
    """The fields of a RevisionCard."""
    return {
        "number": revision.number,
        "revision": revision.sha256,
        "published_at": revision.published_at,
        "published_by": revision.published_by.get_username() if revision.published_by else None,
        "shown": page.scene.published_id == revision.pk,
    }
