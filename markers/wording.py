"""What stands on a printed sheet, in the languages of books. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    page: str
    point_here: str
    """Said to the child."""
    print_and_cut: str
    check_ruler: str
    sheet: str


_INDONESIAN = Wording(
    page="halaman",
    point_here="Arahkan kamera ke sini",
    print_and_cut="Cetak pada ukuran 100%, gunting pada garis, lalu tempel di halamannya sampai rata.",
    check_ruler="Ukur garis ini dengan penggaris: tepat 100 mm. Bila tidak, cetak ulang pada ukuran 100%, "
    "tanpa menyesuaikan ke halaman.",
    sheet="Lembar {number} dari {count}",
)
_WORDINGS = {
    "id": _INDONESIAN,
    "en": Wording(
        page="page",
        point_here="Point the camera here",
        print_and_cut="Print at 100%, cut along the lines, and paste flat on its page.",
        check_ruler="Measure this line: exactly 100 mm. If it is not, print again at 100%, not fitted to the page.",
        sheet="Sheet {number} of {count}",
    ),
}


def wording(languages: list[str]) -> Wording:
    """In the first of the book's languages that has one; Indonesian when none has."""
    known = (_WORDINGS.get(tag.split("-")[0]) for tag in languages)
    return next((found for found in known if found), _INDONESIAN)
