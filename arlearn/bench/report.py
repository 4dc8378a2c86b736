"""The figures as people read them, and as machines do."""

import json
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from arlearn.bench.measure import Figures, Scale

NAMES = {
    "arlearn": "arlearn",
    "workers": "arlearn, workers",
    "channels": "Channels",
    "socketio": "Socket.IO",
    "ws": "ws",
}
MORE, LESS = True, False
LINES: Sequence[tuple[str, str, tuple[str, ...], bool]] = (
    ("events a second, shown within 250 ms (p99)", "{:,.0f}", ("events",), MORE),
    ("server's CPU for an event, µs", "{:,.0f}", ("event_us",), LESS),
    ("child to panel at half load, ms: p50 / p99", "{:,.0f}", ("shown_p50", "shown_p99"), LESS),
    ("order to child at half load, ms: p50 / p99", "{:,.0f}", ("ordered_p50", "ordered_p99"), LESS),
    ("durable answers a second, acknowledged within 50 ms (p99)", "{:,.0f}", ("answers",), MORE),
    ("server's CPU for an answer, µs", "{:,.0f}", ("answer_us",), LESS),
    ("acknowledgement at that load, ms: p50 / p99", "{:,.0f}", ("acknowledged_p50", "acknowledged_p99"), LESS),
    ("memory of a connection, kB", "{:,.1f}", ("connection_kb",), LESS),
    ("everybody back after kill -9, s from listening", "{:,.2f}", ("storm_s",), LESS),
    ("memory that a stalled panel costs, MB", "{:,.1f}", ("stalled_mb",), LESS),
)
"""What the line says, how its figures look, their names, and whether more of it is better."""
RATIO = "  arlearn is so many times as good"
OWN = ("arlearn", "workers")
"""Columns that are arlearn itself."""
WIDTH = 60


@dataclass
class Report:
    """A whole run. `rounds`: figures by server, round by round."""

    machine: dict[str, str]
    scale: Scale
    where: str
    """Which cores, which database."""
    rounds: list[dict[str, Figures]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    workers: int = 1
    workers_apart: bool = False
    """Whether each of several processes had a core without the load."""

    def medians(self) -> dict[str, Figures]:
        """By server, over the rounds in which a figure was measured."""
        servers = {name: None for made in self.rounds for name in made}
        return {server: medians([made[server] for made in self.rounds if server in made]) for server in servers}

    def text(self) -> str:
        scale, found = self.scale, self.medians()
        machine = ", ".join(
            [
                self.machine["processor"],
                f"{self.machine['cores']} cores",
                self.machine["memory"],
                self.machine["system"],
                f"Python {self.machine['python']}",
                *([f"Node {self.machine['node']}"] if self.machine["node"] else []),
                f"data on {self.machine['disk']}",
            ]
        )
        lines = [
            f"{scale.groups} groups of {scale.learners} children",
            f"medians of {scale.rounds} rounds, {scale.seconds:g} s a step",
            machine,
            self.where,
            "",
            f"{'':{WIDTH}}" + "".join(f"{NAMES[server]:>18}" for server in found),
        ]
        for title, form, names, more in LINES:
            if any(names[0] in figures for figures in found.values()):
                lines.append(row(title, [cell(form, names, of) for of in found.values()]))
                ratios = [
                    "" if server in OWN else compared(names, more, found["arlearn"], theirs)
                    for server, theirs in found.items()
                ]
                lines += [row(RATIO, ratios)] if any(ratios) else []
        lines += ["", *self.scaled(found), *self.remarks(found)]
        return "\n".join(lines).rstrip() + "\n"

    def scaled(self, found: dict[str, Figures]) -> Iterator[str]:
        """What several processes carry more than one."""
        one, several = found["arlearn"], found.get("workers")
        if several is None:
            return
        if self.workers_apart and one.get("events"):
            yield f"{self.workers} processes carry {several['events'] / one['events']:.2f} times the events of one"
        elif one.get("event_us") and several.get("event_us"):
            ratio = self.workers * one["event_us"] / several["event_us"]
            yield (
                f"{self.workers} processes with a core each would carry {ratio:.2f} times the events of one, reckoned "
                "from the CPU for an event: here they share the cores with the load"
            )

    def remarks(self, found: dict[str, Figures]) -> list[str]:
        limited = [NAMES[server] for server, figures in found.items() if figures.get("events_limited")]
        remarks = list(self.notes)
        if any(figures.get("events_paced") for figures in found.values()):
            remarks.append("** Children were sent away for sending so much; more groups make a higher load.")
        if limited:
            remarks.append(
                f"* The load used its whole core: {', '.join(limited)} can carry more than could be made here."
            )
        return remarks

    def write(self, file: Path) -> None:
        """As JSON; a figure that is not a number, or not finite, is null."""
        whole = {
            "machine": self.machine,
            "scale": asdict(self.scale),
            "where": self.where,
            "workers": {"count": self.workers, "apart": self.workers_apart},
            "notes": self.notes,
            "medians": self.medians(),
            "rounds": self.rounds,
        }
        file.write_text(json.dumps(finite(whole), indent=2) + "\n")


def medians(rounds: list[Figures]) -> Figures:
    names = {name: None for figures in rounds for name in figures}
    return {name: statistics.median(figures[name] for figures in rounds if name in figures) for name in names}


def row(title: str, cells: Sequence[str]) -> str:
    return (f"{title:{WIDTH}}" + "".join(f"{cell:>18}" for cell in cells)).rstrip()


def compared(names: Sequence[str], more: bool, ours: Figures, theirs: Figures) -> str:
    """How many times as good ours are, one by one; empty where there is nothing to compare, or nothing to divide by."""
    pairs = [(ours.get(name, 0.0), theirs.get(name, 0.0)) for name in names]
    if any(not (math.isfinite(own) and math.isfinite(other) and own > 0 and other > 0) for own, other in pairs):
        return ""
    ratios = [own / other if more else other / own for own, other in pairs]
    return " / ".join(f"{ratio:,.0f}x" if ratio >= 10 else f"{ratio:.2g}x" for ratio in ratios)


def cell(form: str, names: tuple[str, ...], figures: Figures) -> str:
    """One or two figures of a server; a dash where there are none, a star where the generator was the limit."""
    if names[0] not in figures:
        return "-"
    limited, paced = (figures.get(f"{names[0]}_{why}") for why in ("limited", "paced"))
    star = "*" if limited else "**" if paced else ""
    return star + " / ".join(form.format(figures[name]) for name in names)


def finite(value: object) -> object:
    match value:
        case dict():
            return {key: finite(inner) for key, inner in value.items()}
        case list():
            return [finite(inner) for inner in value]
        case float() if not math.isfinite(value):
            return None
        case _:
            return value
