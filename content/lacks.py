"""What may be missing from a page before children see it, in plain words. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from content.budget import BUDGETS, MEGABYTE

LANGUAGE_NAMES = {
    "id": {"id": "bahasa Indonesia", "en": "bahasa Inggris", "jv": "bahasa Jawa", "mad": "bahasa Madura",
           "bjn": "bahasa Banjar", "su": "bahasa Sunda", "ms": "bahasa Melayu", "vkt": "bahasa Kutai"},
    "en": {"id": "Indonesian", "en": "English", "jv": "Javanese", "mad": "Madurese",
           "bjn": "Banjar", "su": "Sundanese", "ms": "Malay", "vkt": "Kutai Malay"},
}  # fmt: skip


@dataclass(frozen=True)
class LackKind:
    """One thing that may be missing: a stable code, and its sentence in Indonesian and English."""

    code: str
    id: str
    en: str

    all: ClassVar[dict[str, "LackKind"]] = {}

    def __post_init__(self) -> None:
        self.all[self.code] = self

    def at(self, where: str, number: int = 0, option: int = 0, language: str = "") -> "Lack":
        return Lack(self, where, number, option, language)


@dataclass(frozen=True)
class Lack:
    """One thing that is missing from one document."""

    kind: LackKind
    where: str
    """Path in the document: keys and indices from 0, joined by dots. What begins with `cover` is the book's."""
    number: int = 0
    """Which model or task, from 1."""
    option: int = 0
    language: str = field(default="")
    over: Mapping[str, int] = field(default_factory=dict)
    """Figures of BUDGETS that are too much, and what they are."""

    def message(self, language: str) -> str:
        """The sentence in `language`, Indonesian or else English."""
        spoken = "en" if language == "en" else "id"
        name = LANGUAGE_NAMES[spoken].get(self.language, self.language)
        text = self.kind.en if spoken == "en" else self.kind.id
        over = "; ".join(_figure(figure, value, spoken) for figure, value in self.over.items())
        return text.format(number=self.number, option=self.option, language=name, where=self.where, over=over)


FIGURE_NAMES = {
    "triangles": {"id": "{value} segitiga (paling banyak {most})", "en": "{value} triangles (at most {most})"},
    "bytes": {"id": "unduhan {value} (paling banyak {most})", "en": "a download of {value} (at most {most})"},
    "draws": {
        "id": "{value} bagian yang digambar sendiri-sendiri (paling banyak {most}; gabungkan bagian dan bahannya)",
        "en": "{value} parts drawn one by one (at most {most}; join parts and materials)",
    },
    "texture_side": {
        "id": "tekstur {value} piksel tiap sisi (paling banyak {most})",
        "en": "textures of {value} pixels a side (at most {most})",
    },
    "texture_bytes": {
        "id": "memori tekstur {value} (paling banyak {most})",
        "en": "texture memory of {value} (at most {most})",
    },
    "joints": {"id": "{value} tulang (paling banyak {most})", "en": "{value} joints (at most {most})"},
}


def _figure(figure: str, value: int, spoken: str) -> str:
    """`62.000 segitiga (paling banyak 50.000)`."""
    most = BUDGETS[figure].amber
    said = [_megabytes(each) if figure.endswith("bytes") else f"{each:,}" for each in (value, most)]
    if spoken == "id":
        said = [each.translate({ord(","): ".", ord("."): ","}) for each in said]
    return FIGURE_NAMES[figure][spoken].format(value=said[0], most=said[1])


def _megabytes(value: int) -> str:
    """Rounded up, so that what is too much never reads like what may be."""
    return f"{math.ceil(value / MEGABYTE * 10) / 10:,.1f} MB".replace(".0 MB", " MB")


TITLE = LackKind(
    "title_missing", "Halaman ini belum punya judul dalam {language}.", "This page has no title in {language} yet."
)
STORY = LackKind(
    "story_missing", "Halaman ini belum punya teks dalam {language}.", "This page has no text in {language} yet."
)
VOICE = LackKind(
    "voice_missing",
    "Rekaman suara {language} tidak ada di perpustakaan ini atau belum siap. Tunggu sebentar, atau rekam lagi.",
    "The recorded voice in {language} is not in this library or not ready yet. Wait a moment, or record it again.",
)
VOICE_TEXT = LackKind(
    "voice_misfit",
    "Rekaman suara {language} tidak lagi cocok dengan ceritanya, mulai kalimat ke-{number}. "
    "Rekam lagi kalimat itu, atau cocokkan kata-katanya.",
    "The recorded voice in {language} no longer fits its story, from sentence {number} on. "
    "Record that sentence again, or match the words anew.",
)
VOICE_LICENCE = LackKind(
    "voice_licence_missing",
    "Rekaman suara {language} belum punya lisensi. Tulis dari mana asalnya dan bagaimana boleh dipakai.",
    "The recorded voice in {language} has no licence yet. Say where it comes from, and how it may be used.",
)
VOICE_AUTHOR = LackKind(
    "voice_author_missing",
    "Lisensi rekaman suara {language} meminta nama pembacanya disebut. Tulis namanya.",
    "The licence of the recorded voice in {language} asks for its reader to be named. Write the name.",
)
NAME = LackKind(
    "name_missing",
    "Model ke-{number} belum punya nama dalam {language}.",
    "Model {number} has no name in {language} yet.",
)
MODEL = LackKind(
    "model_missing",
    "Berkas untuk model ke-{number} tidak ada di perpustakaan ini. Unggah atau pilih yang lain.",
    "The file of model {number} is not in this library. Upload it or choose another.",
)
ANIMATION = LackKind(
    "animation_missing",
    "Model ke-{number} tidak punya gerakan yang dipilih. Pilih yang lain.",
    "Model {number} does not have the movement that was chosen. Choose another.",
)
PICTURE = LackKind(
    "picture_missing",
    "Berkas gambar halaman ini tidak ada di perpustakaan ini. Unggah atau pilih yang lain.",
    "The file of this page's picture is not in this library. Upload it or choose another.",
)
HEAVY = LackKind(
    "model_too_heavy",
    "Model ke-{number} terlalu berat untuk HP murah, bahkan setelah diringankan: {over}. "
    "Sederhanakan di program tempat model itu dibuat, atau pilih model lain.",
    "Model {number} is too heavy for a cheap phone, even after it was made lighter: {over}. "
    "Bring that down in the program it was made with, or choose another model.",
)
PAGE_HEAVY = LackKind(
    "page_too_heavy",
    "Semua model di halaman ini bersama-sama terlalu berat untuk HP murah: {over}. "
    "Kurangi modelnya, pilih yang lebih ringan, atau pindahkan sebagian ke halaman lain.",
    "All the models of this page together are too heavy for a cheap phone: {over}. "
    "Use fewer, choose lighter ones, or move some of them to another page.",
)
LICENCE = LackKind(
    "licence_missing",
    "Model ke-{number} belum punya lisensi. Tulis dari mana asalnya dan bagaimana boleh dipakai.",
    "Model {number} has no licence yet. Say where it comes from, and how it may be used.",
)
AUTHOR = LackKind(
    "author_missing",
    "Lisensi model ke-{number} meminta nama pembuatnya disebut. Tulis namanya.",
    "The licence of model {number} asks for its author to be named. Write the name.",
)
PICTURE_LICENCE = LackKind(
    "picture_licence_missing",
    "Gambar halaman ini belum punya lisensi. Tulis dari mana asalnya dan bagaimana boleh dipakai.",
    "The picture has no licence yet. Say where it comes from, and how it may be used.",
)
PICTURE_AUTHOR = LackKind(
    "picture_author_missing",
    "Lisensi gambar halaman ini meminta nama pembuatnya disebut. Tulis namanya.",
    "The licence of the picture asks for its author to be named. Write the name.",
)
COVER_LICENCE = LackKind(
    "cover_licence_missing",
    "Sampul buku ini belum punya lisensi. Tulis dari mana asalnya dan bagaimana boleh dipakai.",
    "The book’s cover has no licence yet. Say where it comes from, and how it may be used.",
)
COVER_AUTHOR = LackKind(
    "cover_author_missing",
    "Lisensi sampul buku ini meminta nama pembuatnya disebut. Tulis namanya.",
    "The licence of the book’s cover asks for its author to be named. Write the name.",
)
DESCRIPTION = LackKind(
    "description_missing",
    "Gambar halaman ini belum punya keterangan dalam {language}, untuk yang mendengarkan.",
    "The picture has no description in {language} yet, for those who listen.",
)
PROMPT = LackKind(
    "prompt_missing",
    "Tugas ke-{number} belum punya pertanyaan dalam {language}.",
    "Task {number} has no question in {language} yet.",
)
HINT = LackKind(
    "hint_missing",
    "Petunjuk tugas ke-{number} belum ada dalam {language}.",
    "Task {number} has no hint in {language} yet.",
)
OPTION = LackKind(
    "option_missing",
    "Pilihan ke-{option} pada tugas ke-{number} belum berisi teks dalam {language}.",
    "Option {option} of task {number} has no text in {language} yet.",
)
OPTIONS = LackKind(
    "options_few", "Tugas ke-{number} perlu paling sedikit dua pilihan.", "Task {number} needs at least two options."
)
ANSWER = LackKind(
    "answer_missing",
    "Tandai pilihan yang benar pada tugas ke-{number}.",
    "Mark the right option of task {number}.",
)
WORD = LackKind(
    "word_missing",
    "Tugas ke-{number} belum punya kata untuk dieja dalam {language}: satu kata, 2 sampai 16 huruf.",
    "Task {number} has no word to spell in {language} yet: one word, 2 to 16 letters.",
)
THING = LackKind(
    "thing_missing",
    "Tugas ke-{number} meminta benda yang tidak ada di halaman ini. Pilih salah satu model.",
    "Task {number} asks for a thing that is not on this page. Choose one of the models.",
)
UNKNOWN = LackKind("field_unknown", "Bagian “{where}” tidak dikenal.", "There is no such part as “{where}”.")
WRONG = LackKind(
    "field_wrong", "Isi “{where}” belum sesuai. Periksa lagi.", "What stands in “{where}” does not fit. Look again."
)
