"""What stands on a printed sheet, in the languages of books. Pure."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Wording:
    """`point_here` is said to the child, in each language of the book that we have; the rest to a grown-up, in one."""

    page: str
    point_here: tuple[str, ...]
    print_and_cut: str
    print_for_book: str
    print_bookmark: str
    print_poster: str
    trial: str
    trial_how: str
    check_ruler: str
    sheet: str
    steps: tuple[str, str, str]
    """Of a poster, said to the child."""


_INDONESIAN = Wording(
    page="halaman",
    point_here=("Arahkan kamera ke sini",),
    print_and_cut="Cetak pada ukuran 100%, gunting pada garis, lalu tempel di halamannya sampai rata.",
    print_for_book="Cetak pada ukuran 100%, gunting pada garis, lalu tempel atau letakkan rata di tempat terang.",
    print_bookmark="Cetak pada ukuran 100% di kertas tebal, gunting pada garis, lalu selipkan di halamannya.",
    print_poster="Cetak pada ukuran 100%, gantung setinggi mata anak, di tempat terang tanpa silau.",
    trial="Lembar percobaan, di kertas biasa",
    trial_how="Tumpangkan pada selembar label dan lihat menembus cahaya: setiap garis tepat di tepi label. "
    "Bila tidak, jangan cetak di lembar label; periksa ukuran 100% dan ukuran kertasnya dahulu.",
    check_ruler="Ukur garis ini dengan penggaris: tepat 100 mm. Bila tidak, cetak ulang pada ukuran 100%, "
    "tanpa menyesuaikan ke halaman.",
    sheet="Lembar {number} dari {count}",
    steps=("Buka kamera ponsel, arahkan ke tanda ini.", "Ketuk alamat yang muncul.", "Lihat, dengarkan, dan baca."),
)
_ENGLISH = Wording(
    page="page",
    point_here=("Point the camera here",),
    print_and_cut="Print at 100%, cut along the lines, and paste flat on its page.",
    print_for_book="Print at 100%, cut along the lines, and paste it or lay it flat where there is light.",
    print_bookmark="Print at 100% on stiff paper, cut along the lines, and put it between its pages.",
    print_poster="Print at 100% and hang it at the height of children's eyes, in good light without glare.",
    trial="Trial, on plain paper",
    trial_how="Lay it on a sheet of labels and hold both against the light: every line falls on a label's edge. "
    "If not, do not print on labels yet; check the 100% and the size of the paper first.",
    check_ruler="Measure this line: exactly 100 mm. If it is not, print again at 100%, not fitted to the page.",
    sheet="Sheet {number} of {count}",
    steps=("Open the phone's camera, point it at this sign.", "Tap the address that appears.", "Look, listen, read."),
)
_WORDINGS = {"id": _INDONESIAN, "en": _ENGLISH}
_POINT_HERE = {"id": _INDONESIAN.point_here[0], "en": _ENGLISH.point_here[0], "jv": "Arahna kamera mrene"}
"""Other languages of books are added with somebody who speaks them at home."""


def wording(languages: list[str]) -> Wording:
    """In the first of the book's languages that has one, Indonesian when none has; for pupils, in all that do."""
    bases = [tag.split("-")[0] for tag in languages]
    chosen = next((_WORDINGS[base] for base in bases if base in _WORDINGS), _INDONESIAN)
    said = tuple(dict.fromkeys(_POINT_HERE[base] for base in bases if base in _POINT_HERE))
    return replace(chosen, point_here=said or chosen.point_here)
