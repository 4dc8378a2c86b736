"""The licences that an asset may be under, in a closed list, and what each asks for. Pure.

Codes are the identifiers of the SPDX licence list where it has one: they stand in packages that other servers read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

LicenceCode = Literal[
    "own-work",
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "public-domain",
]
CODES: tuple[LicenceCode, ...] = get_args(LicenceCode)


@dataclass(frozen=True)
class Licence:
    """One licence: its name, and what it means for a creator, in Indonesian and English."""

    code: LicenceCode
    name: Mapping[str, str]
    says: Mapping[str, str]
    url: str = ""
    """Where its text is kept; empty where it has none."""
    attribution: bool = False
    """Whether the author has to be named."""


def _creative_commons(code: LicenceCode, deed: str, says_id: str, says_en: str) -> Licence:
    name = code.replace("CC-", "CC ").replace("-4.0", " 4.0")
    url = f"https://creativecommons.org/licenses/{deed}/4.0/"
    return Licence(code, {"id": name, "en": name}, {"id": says_id, "en": says_en}, url, attribution=True)


LICENCES: Mapping[str, Licence] = {
    licence.code: licence
    for licence in (
        Licence(
            "own-work",
            {"id": "Karya sendiri", "en": "Own work"},
            {
                "id": "Dibuat sendiri untuk buku ini. Hak ciptanya ada pada pembuatnya.",
                "en": "Made for this book by its own people. The copyright is theirs.",
            },
        ),
        Licence(
            "CC0-1.0",
            {"id": "CC0 1.0", "en": "CC0 1.0"},
            {
                "id": "Pembuatnya melepas semua haknya: boleh dipakai tanpa syarat.",
                "en": "Its author gave up all rights: it may be used without conditions.",
            },
            "https://creativecommons.org/publicdomain/zero/1.0/",
        ),
        _creative_commons(
            "CC-BY-4.0", "by", "Boleh dipakai asal nama pembuatnya disebut.", "May be used when its author is named."
        ),
        _creative_commons(
            "CC-BY-SA-4.0",
            "by-sa",
            "Boleh dipakai asal nama pembuatnya disebut dan hasilnya dibagikan dengan lisensi yang sama.",
            "May be used when its author is named and what is made of it is shared under the same licence.",
        ),
        _creative_commons(
            "CC-BY-NC-4.0",
            "by-nc",
            "Boleh dipakai asal nama pembuatnya disebut dan tidak untuk mencari untung.",
            "May be used when its author is named and nothing is earned with it.",
        ),
        _creative_commons(
            "CC-BY-NC-SA-4.0",
            "by-nc-sa",
            "Boleh dipakai asal nama pembuatnya disebut, tidak untuk mencari untung, dan dibagikan dengan lisensi"
            " yang sama.",
            "May be used when its author is named, nothing is earned with it, and it is shared under the same licence.",
        ),
        _creative_commons(
            "CC-BY-ND-4.0",
            "by-nd",
            "Boleh dipakai asal nama pembuatnya disebut dan karyanya tidak diubah.",
            "May be used when its author is named and the work is not changed.",
        ),
        Licence(
            "public-domain",
            {"id": "Domain publik", "en": "Public domain"},
            {
                "id": "Hak ciptanya sudah berakhir atau tidak pernah ada.",
                "en": "Its copyright has ended, or there never was one.",
            },
        ),
    )
}

NOTICE_LENGTH = 500
"""Letters of a file's own notice that are kept; the gate reports no more."""


def needs_author(licence: str) -> bool:
    """Whether a work under the licence may only be shown with its author's name."""
    known = LICENCES.get(licence)
    return known is not None and known.attribution


def notice_of(report: Mapping[str, Any]) -> str:
    """The copyright that a model's own file claims, from what the gate reported of it; empty for none."""
    before = report.get("before")
    source = before if isinstance(before, Mapping) else report
    said = source.get("copyright", "")
    return said.strip()[:NOTICE_LENGTH] if isinstance(said, str) else ""
