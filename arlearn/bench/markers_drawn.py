"""The markers of the bench's pictures drawn anew, for readers that must be shown beforehand what they shall know.

Grey values 0 to 255, rows from the top. The designs are those of the pictures: `ring_out13` is the printed marker, and
`frame70` a QR code with its quiet zone in a plain black border of .15 of the whole on each side, as AR.js prints them.
"""

import struct

import numpy as np
import numpy.typing as npt
import qrcode

Gray = npt.NDArray[np.uint8]

RING = 13
"""Cells along the whole side of the printed marker, of which the code's square takes the middle nine."""
QUIET = 4
"""Cells around a QR code, by ISO/IEC 18004."""
PATTERN = 16
"""Samples along a side of what ARToolKit knows of a marker."""


def code(number: int) -> npt.NDArray[np.bool_]:
    """Dark cells of the QR code in the marker of this number, with its quiet zone: 37 x 37."""
    drawn = qrcode.QRCode(version=3, error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET, box_size=1)
    drawn.add_data(f"https://lire.example.org/m/K7Q2-{number:03d}", optimize=0)
    drawn.make(fit=False)
    return np.array(drawn.get_matrix(), bool)


def ring13(word: int, number: int) -> Gray:
    """The printed marker, 37 px a cell: 481 x 481. `word`: its 48 cells, clockwise from the top left, 1 is light."""
    cells = np.zeros((RING, RING), np.uint8)
    last = RING - 1
    way = [(0, i) for i in range(last)] + [(i, last) for i in range(last)]
    way += [(last, last - i) for i in range(last)] + [(last - i, 0) for i in range(last)]
    for i, place in enumerate(way):
        cells[place] = 255 * (word >> (len(way) - 1 - i) & 1)
    inside = code(number)
    whole = np.kron(cells, np.ones((len(inside), len(inside)), np.uint8))
    edge = 2 * len(inside)
    whole[edge:-edge, edge:-edge] = np.kron(np.where(inside, 0, 255), np.ones((RING - 4, RING - 4))).astype(np.uint8)
    return whole


def pattern(inside: npt.NDArray[np.bool_]) -> str:
    """What ARToolKit is trained with, of the dark cells inside of a square's border.

    A text of four blocks, the picture and its turns by quarters to the left, each of three channels of 16 rows of 16
    numbers, 0 to 255, as arPattSave.c of ARToolKit 5 and AR.js's threex-arpatternfile.js write it.
    """
    fine = np.kron(np.where(inside, 0, 255), np.ones((PATTERN, PATTERN)))
    samples = fine.reshape(PATTERN, len(inside), PATTERN, len(inside)).mean((1, 3)).round().astype(int)
    blocks = []
    for turns in range(4):
        rows = "\n".join(" ".join(f"{value:3d}" for value in row) for row in np.rot90(samples, turns))
        blocks.append("\n".join([rows] * 3) + "\n")
    return "\n".join(blocks)


def camera(width: int, height: int, focal: float) -> bytes:
    """A camera without distortion as ARToolKit's files have it: their first kind, 136 bytes, the high byte first.

    By paramFile.c of ARToolKit 5: size of the picture, 3 x 4 numbers that project, four of the distortion, of which
    the first two are its middle, the third its strength, and the last a scale.
    """
    project = [focal, 0, width / 2, 0, 0, focal, height / 2, 0, 0, 0, 1, 0]
    return struct.pack(">2i12d4d", width, height, *project, width / 2, height / 2, 0, 1)
