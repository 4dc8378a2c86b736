"""The licences that an asset may be under, in a closed list, and what each asks for. Pure.

Codes are the identifiers of the SPDX licence list where it has one: they stand in packages that other servers read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

LicenceCode = Literal[
    "own-work",
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-ND-4.0",
    "CC-BY-3.0",
    "CC-BY-SA-3.0",
    "CC-BY-NC-3.0",
    "CC-BY-NC-SA-3.0",
    "CC-BY-ND-3.0",
    "CC-BY-NC-ND-3.0",
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
    group: Mapping[str, str] = field(default_factory=lambda: {"id": "", "en": ""})
    """Under which it stands in the list of choices; empty for those that stand by themselves."""

    @property
    def unchanged(self) -> bool:
        """Whether the work has to stay as its author made it. What a phone technically needs is no change to that."""
        return "-ND-" in self.code


ASKS = {
    "BY": (
        "Boleh dipakai asal nama pembuatnya disebut.",
        "May be used when its author is named.",
    ),
    "BY-SA": (
        "Boleh dipakai asal nama pembuatnya disebut dan hasilnya dibagikan dengan lisensi yang sama.",
        "May be used when its author is named and what is made of it is shared under the same licence.",
    ),
    "BY-NC": (
        "Boleh dipakai asal nama pembuatnya disebut dan tidak untuk mencari untung.",
        "May be used when its author is named and nothing is earned with it.",
    ),
    "BY-NC-SA": (
        "Boleh dipakai asal nama pembuatnya disebut, tidak untuk mencari untung, dan dibagikan dengan lisensi yang "
        "sama.",
        "May be used when its author is named, nothing is earned with it, and it is shared under the same licence.",
    ),
    "BY-ND": (
        "Boleh dipakai asal nama pembuatnya disebut dan karyanya tidak diubah. Dikecilkan untuk HP tidak dihitung "
        "mengubah.",
        "May be used when its author is named and the work is not changed. To make it smaller for phones is no change.",
    ),
    "BY-NC-ND": (
        "Boleh dipakai asal nama pembuatnya disebut, tidak untuk mencari untung, dan karyanya tidak diubah. Dikecilkan "
        "untuk HP tidak dihitung mengubah.",
        "May be used when its author is named, nothing is earned with it, and the work is not changed. To make it "
        "smaller for phones is no change.",
    ),
}
"""By what they ask for, in Indonesian and English."""
VERSIONS = {
    "4.0": {"id": "Creative Commons 4.0", "en": "Creative Commons 4.0"},
    "3.0": {"id": "Creative Commons 3.0 (karya lama)", "en": "Creative Commons 3.0 (older works)"},
}


def _creative_commons() -> Iterator[Licence]:
    """The later version first: of the older one there are works from before 2013."""
    for version, group in VERSIONS.items():
        for asks, (says_id, says_en) in ASKS.items():
            code = next(code for code in CODES if code == f"CC-{asks}-{version}")
            name = f"CC {asks} {version}"
            url = f"https://creativecommons.org/licenses/{asks.lower()}/{version}/"
            yield Licence(code, {"id": name, "en": name}, {"id": says_id, "en": says_en}, url, True, group)


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
        Licence(
            "public-domain",
            {"id": "Domain publik", "en": "Public domain"},
            {
                "id": "Hak ciptanya sudah berakhir atau tidak pernah ada.",
                "en": "Its copyright has ended, or there never was one.",
            },
        ),
        *_creative_commons(),
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
