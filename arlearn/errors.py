"""Errors as values: a stable code, a status, and a sentence in the reader's language that says what to do."""

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class ProblemKind:
    """One thing that can go wrong. Declared once, in the `problems.py` of the app that raises it.

    `id` and `en` are the sentences in Indonesian and English; `{name}` in them is filled from the values given when
    the problem is raised. Codes are part of the interface: they never change their meaning.
    """

    code: str
    status: int
    id: str
    en: str

    all: ClassVar[dict[str, "ProblemKind"]] = {}

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", self.code) or self.code in self.all:
            raise ValueError(f"problem code {self.code!r} is malformed or declared twice")
        self.all[self.code] = self

    def __call__(self, **values: Any) -> "Problem":
        return Problem(self, values)


@dataclass
class Problem(Exception):
    """A problem that a person or a client meets; transports turn it into their own form in one place each."""

    kind: ProblemKind
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.kind.code}: {self.message('en')}"

    @property
    def code(self) -> str:
        return self.kind.code

    def message(self, language: str) -> str:
        """The sentence in `language`, one of LANGUAGES; Indonesian for any other."""
        text = self.kind.en if language == "en" else self.kind.id
        return text.format_map(self.values) if self.values else text


def language_of(accept: str) -> str:
    """The one of LANGUAGES that an Accept-Language header (RFC 9110, 12.5.4) likes best; Indonesian when none fits."""
    best, weight = LANGUAGES[0], 0.0
    for part in accept.split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            q = float(quality) if quality else 1.0
        except ValueError:
            continue
        if tag[:2].lower() in LANGUAGES and q > weight:
            best, weight = tag[:2].lower(), q
    return best


INVALID = ProblemKind(
    "invalid", 422, "Data yang dikirim tidak sesuai: {where}.", "What was sent is not of the right form: {where}."
)
SIGN_IN_NEEDED = ProblemKind("sign_in_needed", 401, "Silakan masuk dahulu.", "Please sign in first.")
NOT_ALLOWED = ProblemKind(
    "not_allowed",
    403,
    "Akun Anda tidak punya hak untuk ini. Mintalah kepada admin perpustakaan.",
    "Your account may not do this. Ask your library's admin.",
)
PAGE_TOO_OLD = ProblemKind(
    "page_too_old",
    403,
    "Halaman ini sudah lama terbuka. Muat ulang, lalu coba lagi.",
    "This page has been open for too long. Reload it and try again.",
)
NOT_FOUND = ProblemKind(
    "not_found", 404, "Ini tidak ada, atau sudah tidak ada lagi.", "There is no such thing here, or not any more."
)
WRONG_METHOD = ProblemKind(
    "wrong_method",
    405,
    "Alamat ini tidak menerima permintaan seperti itu.",
    "This address does not take requests of that kind.",
)
TOO_MANY = ProblemKind(
    "too_many",
    429,
    "Terlalu banyak percobaan. Tunggu satu menit, lalu coba lagi.",
    "Too many tries. Wait a minute, then try again.",
)
TOO_LARGE = ProblemKind("too_large", 413, "Berkas ini terlalu besar.", "This file is too large.")
FAILED = ProblemKind(
    "failed",
    500,
    "Ada yang salah di server. Coba lagi; bila terulang, beri tahu pengelolanya.",
    "Something went wrong on the server. Try again; if it happens again, tell whoever runs it.",
)
