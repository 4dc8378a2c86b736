"""What `arlearn up` says when it is ready: where, who, what to print, how to stop."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import qrcode

BOLD, PLAIN, INK_ON_PAPER = "\x1b[1m", "\x1b[0m", "\x1b[30;107m"
LABEL = 17
"""Width of the left column, in characters."""


@dataclass(frozen=True)
class Screen:
    """All that is shown."""

    seconds: float
    network: list[str]
    machine: list[str]
    sign_ins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Path | None = None
    authority: Path | None = None
    fingerprint: str = ""

    def text(self, colour: bool) -> str:
        bold, plain = (BOLD, PLAIN) if colour else ("", "")
        lines = ["", f"  {bold}arlearn is ready{plain} after {self.seconds:.1f} s", ""]
        lines += labelled("On this network", self.network) + labelled("On this machine", self.machine)
        if self.network:
            lines += ["", *(f"  {' ' * LABEL}{row}" for row in qr_rows(self.network[0], colour))]
        people = columns([(role, who["name"], who["password"], where) for role, who, where in self.doors()])
        lines += ["", *labelled("Sign in", people)] if people else []
        lines += ["", *labelled("Marker sheets", [str(self.sheets)])] if self.sheets else []
        if self.authority:
            print_ = [self.fingerprint[:48], self.fingerprint[48:]]
            lines += ["", *labelled("For the camera", [f"install {self.authority} on tablets; SHA-256", *print_])]
        lines += ["", *labelled("Stop", ["Ctrl-C"]), ""]
        return "\n".join(lines)

    def doors(self) -> Iterable[tuple[str, Mapping[str, str], str]]:
        """Role, account, and the page where that role works."""
        pages = {"educator": "/panel", "creator": "/studio", "admin": "/admin/"}
        return [(role, self.sign_ins[role], page) for role, page in pages.items() if role in self.sign_ins]

    def show(self) -> None:
        print(self.text(colour=sys.stdout.isatty()), flush=True)


def labelled(label: str, values: list[str]) -> list[str]:
    """The values below each other, the label before the first."""
    return [f"  {label if row == 0 else '':<{LABEL}}{value}" for row, value in enumerate(values)]


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with what stands below each other in line."""
    widths = [max(map(len, column)) + 2 for column in zip(*rows, strict=True)]
    return ["".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def qr_rows(text: str, colour: bool) -> list[str]:
    """A QR code of half blocks, two rows of modules to a line.

    Where colours work it is ink on paper whatever the terminal's own; else the modules are drawn for a dark terminal.
    """
    code = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_L)
    code.add_data(text)
    modules: list[list[bool]] = code.get_matrix()
    if len(modules) % 2:
        modules.append([False] * len(modules[0]))
    blocks = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    rows = []
    for upper, lower in zip(modules[::2], modules[1::2], strict=True):
        cells = [(a, b) if colour else (not a, not b) for a, b in zip(upper, lower, strict=True)]
        row = "".join(blocks[cell] for cell in cells)
        rows.append(f"{INK_ON_PAPER}{row}{PLAIN}" if colour else row)
    return rows
