"""The screen of `arlearn up`."""

from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from arlearn.commands.screen import Screen, qr_rows

WHO = {"educator": {"name": "guru", "password": "bambu-madu-awan-123"}}


def photographed(rows: list[str], dark_terminal: bool) -> np.ndarray:
    """The lines as pixels, 8 to a module: a block of text colour on the terminal's own background."""
    upper = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    text = np.array([[upper[c][half] for c in row] for row in rows for half in (0, 1)], dtype=np.uint8)
    light = text if dark_terminal else 1 - text
    return np.kron(light * 255, np.ones((8, 8), dtype=np.uint8))


@pytest.mark.parametrize("colour", [False, True])
def test_the_qr_on_the_screen_can_be_read(colour: bool) -> None:
    rows = qr_rows("http://192.168.1.20:8000", colour)
    bare = [row.removeprefix("\x1b[30;107m").removesuffix("\x1b[0m") for row in rows]
    # In colour it is ink on paper; without, it is what a dark terminal shows.
    read = zxingcpp.read_barcodes(np.pad(photographed(bare, dark_terminal=not colour), 16, constant_values=255))
    assert [code.text for code in read] == ["http://192.168.1.20:8000"]


def test_the_screen_says_where_who_and_how_to_stop() -> None:
    text = Screen(1.0, ["http://192.168.1.20:8000"], ["http://localhost:8000"], WHO, Path("var/sheets")).text(False)
    for needed in ("192.168.1.20:8000", "localhost:8000", "guru", "bambu-madu-awan-123", "var/sheets", "Ctrl-C"):
        assert needed in text
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_a_long_password_stands_apart_from_the_address_behind_it() -> None:
    longest = {"name": "admin", "password": "cemara-pandan-karang-315"}
    text = Screen(1.0, [], ["http://localhost:8000"], {**WHO, "admin": longest}).text(False)
    doors = [line.split()[-4:] for line in text.splitlines() if "/panel" in line or "/admin/" in line]
    assert doors == [["educator", *WHO["educator"].values(), "/panel"], ["admin", *longest.values(), "/admin/"]]
