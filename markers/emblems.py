"""Line drawings of a book's animal or place, for its printed labels. Pure: SVG path data in a box of 100 by 100."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Emblem:
    strokes: str
    fills: str = ""


_BEAR = Emblem(
    strokes="M50 17 C75 17 87 34 87 54 C87 76 71 89 50 89 C29 89 13 76 13 54 C13 34 25 17 50 17 Z "
    "M20 35 C5 30 5 9 21 8 C29 8 34 13 36 20 M80 35 C95 30 95 9 79 8 C71 8 66 13 64 20 "
    "M50 48 C65 48 71 58 71 66 C71 77 61 81 50 81 C39 81 29 77 29 66 C29 58 35 48 50 48 Z "
    "M50 65 V70 M41 71 C43 76 50 76 50 70 C50 76 57 76 59 71",
    fills="M42 56 C42 53 58 53 58 56 C58 62 54 66 50 66 C46 66 42 62 42 56 Z "
    "M34 39 A3.6 3.6 0 1 1 34 46.2 A3.6 3.6 0 1 1 34 39 Z M66 39 A3.6 3.6 0 1 1 66 46.2 A3.6 3.6 0 1 1 66 39 Z",
)
_VOLCANO = Emblem(
    strokes="M5 88 C20 78 27 56 35 42 C38 47 42 45 45 43 C49 40 52 47 56 44 C59 42 62 46 65 42 C73 56 80 78 95 88 Z "
    "M38 57 C36 66 33 74 29 80 M50 55 V80 M62 57 C64 66 67 74 71 80 "
    "M50 34 C42 31 43 22 51 22 C49 14 59 9 64 15 C71 11 78 18 73 24 C79 29 72 36 66 32 C62 38 53 38 50 34 Z",
)
_HORSE = Emblem(
    strokes="M28 92 C30 76 36 68 36 58 C30 62 22 66 17 62 C11 58 12 52 17 47 C25 39 30 30 38 24 C40 16 44 11 49 8 "
    "C50 13 51 16 51 19 C72 21 86 40 84 92 M51 19 C66 30 72 50 70 92 M36 58 C44 56 49 51 51 44",
    fills="M41 33 A2.8 2.8 0 1 1 41 38.6 A2.8 2.8 0 1 1 41 33 Z M18 55 A1.6 1.6 0 1 1 18 58.2 A1.6 1.6 0 1 1 18 55 Z",
)
_BOOK = Emblem(
    strokes="M50 27 C40 17 24 15 8 19 V78 C24 74 40 76 50 86 C60 76 76 74 92 78 V19 C76 15 60 17 50 27 V86 "
    "M18 33 C26 32 34 33 41 37 M18 46 C26 45 34 46 41 50 M18 59 C26 58 34 59 41 63 "
    "M82 33 C74 32 66 33 59 37 M82 46 C74 45 66 46 59 50 M82 59 C74 58 66 59 59 63",
)
PHONE = Emblem(
    strokes="M32 6 H68 C74 6 78 10 78 16 V84 C78 90 74 94 68 94 H32 C26 94 22 90 22 84 V16 C22 10 26 6 32 6 Z "
    "M37 32 H63 V58 H37 Z M45 79 H55",
)
"""A phone that looks at a square; stands before the line for the child."""

_EMBLEMS = {
    "bear": _BEAR,
    "sun-bear": _BEAR,
    "volcano": _VOLCANO,
    "horse": _HORSE,
    "book": _BOOK,
}


def emblem(name: str) -> Emblem:
    """The drawing of this name; a book for a name without one."""
    return _EMBLEMS.get(name, _BOOK)
