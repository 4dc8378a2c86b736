"""What `arlearn bench` reckons with: latencies in buckets, the event a row shows, the climb of a load, the report."""

import json
import math
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from arlearn.bench.events import Circle
from arlearn.bench.frames import LONGEST, frame
from arlearn.bench.histogram import Histogram
from arlearn.bench.measure import Scale, carried_events, climb
from arlearn.bench.report import RATIO, WIDTH, Report
from arlearn.bench.tasks import Round, merged


@pytest.mark.parametrize("percent", [1, 50, 90, 99, 100])
def test_percentiles_are_those_of_the_latencies_to_two_percent(percent: int) -> None:
    chance = Random(7)
    latencies = sorted(chance.lognormvariate(-4, 1.5) for _ in range(5000))
    parts = [Histogram(), Histogram()]
    for number, latency in enumerate(latencies):
        parts[number % 2].add(latency)
    parts[0].merge(parts[1])
    exact = latencies[math.ceil(len(latencies) * percent / 100) - 1]
    assert parts[0].percentile(percent) == pytest.approx(exact, rel=0.02)


def test_what_never_arrived_is_slower_than_everything() -> None:
    histogram = Histogram()
    histogram.add(0.001, 98)
    histogram.never(2)
    assert histogram.percentile(98) < 0.002
    assert histogram.percentile(99) == math.inf
    assert (histogram.total, histogram.lost) == (100, 2)


def test_a_row_tells_which_event_it_shows() -> None:
    circle = Circle(["page-1", "page-2"])
    for sent in (1, 49, 50, 51, 1234):
        for behind in range(min(sent, circle.size)):
            said = json.loads(circle.message(sent - behind))
            assert circle.number(sent, said["page"], said["rung"], said["view"]) == sent - behind
    assert circle.number(9, "another", "read", "reading") is None


def test_a_frame_is_masked_and_says_its_length() -> None:
    for size in (0, 1, 125, 126, 300, LONGEST):
        payload = bytes(number % 256 for number in range(size))
        sent = frame(0x81, payload)
        at = 2 if size < 126 else 4
        assert (sent[1] & 0x7F if size < 126 else int.from_bytes(sent[2:4], "big")) == size
        mask, covered = sent[at : at + 4], sent[at + 4 :]
        assert bytes(byte ^ mask[place % 4] for place, byte in enumerate(covered)) == payload
        assert sent[1] & 0x80
    with pytest.raises(ValueError, match="longer"):
        frame(0x81, b"x" * (LONGEST + 1))


class Pretended:
    """A server that carries so many events a second, and stumbles at one step."""

    def __init__(self, carries: float, stumbles_at: int = -1) -> None:
        self.carries, self.stumbles_at = carries, stumbles_at
        self.steps: list[float] = []

    def step(self, rate: float) -> Round:
        self.steps.append(rate)
        measured = Round(int(rate), 1.0, busy=0.99 if rate > 5000 else 0.4)
        well = rate <= self.carries and len(self.steps) != self.stumbles_at
        measured.shown.add(0.02 if well else 0.9, int(rate))
        return measured


@pytest.mark.parametrize("carries", [130.0, 700.0, 1350.0, 40_000.0])
def test_the_climb_finds_what_a_server_carries(carries: float) -> None:
    ramp = climb(500, Pretended(carries).step, carried_events)
    assert carries / 1.07 <= ramp.rate <= carries
    assert ramp.limited == (carries > 5000)


def test_the_climb_is_not_ended_by_one_stumble() -> None:
    assert climb(500, Pretended(20_000, stumbles_at=3).step, carried_events).rate > 18_000


def test_the_climb_ends_when_nothing_is_carried() -> None:
    pretended = Pretended(0)
    assert climb(500, pretended.step, carried_events).best is None
    assert len(pretended.steps) < 20


def test_children_who_were_sent_away_are_not_carried() -> None:
    measured = Round(1000, 1.0)
    measured.shown.add(0.01, 1000)
    assert carried_events(measured, 1000)
    measured.sent_away = 1
    assert not carried_events(measured, 1000)


def test_rounds_of_generators_add_up() -> None:
    one, other = Round(100, 2.0, busy=0.3, server=1.5), Round(50, 2.0, busy=0.9, server=1.5)
    one.shown.add(0.01, 100)
    other.shown.add(0.1, 50)
    both = merged([one, other])
    assert (both.sent, both.rate, both.busy, both.server) == (150, 75.0, 0.9, 1.5)
    assert both.shown.total == 150


MACHINE = dict.fromkeys(("processor", "cores", "memory", "system", "python", "node", "disk"), "some")


def report() -> Report:
    rounds = [
        {"arlearn": {"events": events, "event_us": 20.0, "shown_p50": 12.0, "shown_p99": 44.4}, "ws": {"events": 500.0}}
        for events in (900.0, 1000.0, 5000.0)
    ]
    return Report(MACHINE, Scale(33, 30, 3.0, 3), "server on core 0", rounds)


def test_the_report_tells_medians_and_ratios() -> None:
    text = report().text()
    assert "1,000" in text
    assert "12 / 44" in text
    assert "5,000" not in text
    assert ratios(text)["events a second, shown within 250 ms (p99)"] == ["2x"]


RECORDED = {
    "arlearn": {
        "events": 32_400.0, "event_us": 55.0, "shown_p50": 53.0, "shown_p99": 136.0, "ordered_p50": 71.0,
        "ordered_p99": 179.0, "answers": 1_138.0, "connection_kb": 22.1, "storm_s": 3.6, "stalled_mb": 0.5,
    },
    "channels": {
        "events": 371.0, "event_us": 5_210.0, "shown_p50": 200.0, "shown_p99": 546.0, "ordered_p50": 193.0,
        "ordered_p99": 325.0, "connection_kb": 32.6, "storm_s": 2.6, "stalled_mb": 0.8,
    },
    "ws": {
        "events": 23_471.0, "event_us": 70.0, "shown_p50": 2.0, "shown_p99": 26.0, "ordered_p50": 3.0,
        "ordered_p99": math.inf, "connection_kb": 11.5, "storm_s": 0.7, "stalled_mb": 0.0,
    },
}  # fmt: skip


def ratios(text: str) -> dict[str, list[str]]:
    """Of each line that is compared, by its name: the ratios, in the order of the columns."""
    lines = text.splitlines()
    return {
        line[:WIDTH].rstrip(): under[WIDTH:].replace(" / ", "/").split()
        for line, under in pairwise(lines)
        if under.startswith(RATIO)
    }


def test_every_line_that_was_measured_has_its_ratio_to_each_of_the_others() -> None:
    """More is better for some, less for others; twice as good is always 2x."""
    text = Report(MACHINE, Scale(33, 30, 3.0, 3), "server on core 0", [RECORDED]).text()
    assert ratios(text) == {
        "events a second, shown within 250 ms (p99)": ["87x", "1.4x"],
        "server's CPU for an event, µs": ["95x", "1.3x"],
        "child to panel at half load, ms: p50 / p99": ["3.8x/4x", "0.038x/0.19x"],
        # What was never heard has no time, and by nothing nobody divides.
        "order to child at half load, ms: p50 / p99": ["2.7x/1.8x"],
        "memory of a connection, kB": ["1.5x", "0.52x"],
        "everybody back after kill -9, s from listening": ["0.72x", "0.19x"],
        "memory that a stalled panel costs, MB": ["1.6x"],
    }
    # The others keep nothing: there is a line without a ratio.
    assert "durable answers a second, acknowledged within 50 ms (p99)" in text


def test_several_processes_are_no_others() -> None:
    several = {"arlearn": {"events": 100.0}, "workers": {"events": 170.0}}
    assert ratios(Report(MACHINE, Scale(33, 30, 3.0, 3), "", [several]).text()) == {}


def test_the_report_says_when_the_load_was_what_limited() -> None:
    made = report()
    assert "could be made" not in made.text()
    for figures in made.rounds:
        figures["ws"]["events_limited"] = 1.0
    assert "*500" in made.text()
    assert "ws can carry more than could be made here" in made.text()


def test_the_report_reckons_what_several_processes_would_carry() -> None:
    made = report()
    made.workers = 2
    for figures in made.rounds:
        figures["workers"] = {"events": 1700.0, "event_us": 25.0}
    assert "2 processes with a core each would carry 1.60 times" in made.text()
    made.workers_apart = True
    assert "2 processes carry 1.70 times" in made.text()


def test_the_report_for_machines_is_json(tmp_path: Path) -> None:
    made = report()
    made.rounds[0]["ws"]["shown_p99"] = math.inf
    made.write(tmp_path / "figures.json")
    read = json.loads((tmp_path / "figures.json").read_text(), parse_constant=pytest.fail)
    assert read["medians"]["arlearn"]["events"] == 1000
    assert read["rounds"][0]["ws"]["shown_p99"] is None
