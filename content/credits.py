"""Whose an asset is and how it may be used, as its row says it."""

from typing import Literal, cast

from content.licences import LICENCES, LicenceCode, needs_author
from content.models import Asset
from content.schemas import Credit, LicenceChoice


def uncredited(asset: Asset) -> Literal["licence", "author"] | None:
    """What has to be said about the asset before children may see it; None when all is known."""
    if asset.licence not in LICENCES:
        return "licence"
    return "author" if needs_author(asset.licence) and not asset.author else None


def credit_of(asset: Asset) -> Credit:
    # What a server kept before the list was closed is for its creator to say anew.
    known = cast("LicenceCode", asset.licence) if asset.licence in LICENCES else None
    forbids = known is not None and LICENCES[known].unchanged and simplified(asset)
    return Credit(author=asset.author, source=asset.source, licence=known, notice=asset.notice, forbids=forbids)


def simplified(asset: Asset) -> bool:
    """Whether triangles were taken from the model, which can be seen, so that phones can show it."""
    newest = asset.newest
    return newest is not None and "triangles" in newest.report.get("gave_up", [])


def licence_choice(code: str, language: str) -> LicenceChoice:
    """A licence of the list with its words in `language`, Indonesian or else English."""
    licence = LICENCES[code]
    spoken = "en" if language == "en" else "id"
    return LicenceChoice(
        code=licence.code,
        name=licence.name[spoken],
        says=licence.says[spoken],
        url=licence.url,
        attribution=licence.attribution,
        group=licence.group[spoken],
    )


def licence_choices(language: str) -> list[LicenceChoice]:
    """Every licence that there is to choose."""
    return [licence_choice(code, language) for code in LICENCES]
