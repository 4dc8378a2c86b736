"""What this server counts, for `/metrics` in Prometheus' text format. Below every app, so that each may count.

No label names a child or a group. Where events pass by the thousand a Tally counts: a plain number, handed on once a
second. With several processes (PROMETHEUS_MULTIPROC_DIR is set by their parent) all of them are added up.
"""

import asyncio
import os
from collections import defaultdict

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SAMPLE = 0.25
"""Seconds between looks at how late the event loop is."""
HAND_ON = 4
"""Looks between handing on what was tallied."""


class Tally:
    """A counter with one label. `counts[label] += 1` costs next to nothing; only the event loop's thread may."""

    def __init__(self, name: str, what: str, label: str) -> None:
        self.counts: defaultdict[str, int] = defaultdict(int)
        self._counter = Counter(name, what, [label])
        self._told: dict[str, int] = {}

    def hand_on(self) -> None:
        for label, count in list(self.counts.items()):
            new = count - self._told.get(label, 0)
            if new:
                self._counter.labels(label).inc(new)
                self._told[label] = count


REFUSED = Counter(
    "arlearn_refused_total",
    "What was not taken from clients, by where it came in (join, socket, poll, http, connect) and the problem's code;"
    " frames out of protocol, handshakes and clients that do not read have codes of their own.",
    ["where", "code"],
)
NOT_READING = "not_reading"
"""As what a client is counted that was cut off because it did not take what was sent to it."""
EVENTS = Tally("arlearn_events_total", "Messages that were taken from clients, by kind.", "kind")
SENT = Tally("arlearn_sent_total", "Messages that went out to clients, by kind.", "kind")
PACKETS = Tally("arlearn_packets_total", "Packets of news between processes, said and heard.", "way")
CONNECTIONS = Gauge(
    "arlearn_connections",
    "Clients in a group, by role.",
    ["role"],
    multiprocess_mode="livesum",
)
GROUPS = Gauge("arlearn_groups", "Groups that are open, once for each process.", multiprocess_mode="livesum")
BUS_UP = Gauge(
    "arlearn_bus_up",
    "Whether news from other processes are heard; of several, the one that is worst off.",
    multiprocess_mode="livemin",
)
LOG_BATCHES = Histogram(
    "arlearn_log_batch_seconds",
    "How long the log took to write one batch, without its commit.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 20),
)
LOG_FAULTS = Counter(
    "arlearn_log_faults_total",
    "What went wrong while the log was written: database (tried again), entry (refused for good), own (a fault of this"
    " server; clients send again), full (too much waited), tell (a client could not be told).",
    ["why"],
)
LOG_SIZES = Histogram(
    "arlearn_log_batch_events",
    "Events that were written in one transaction.",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
)
LOG_COMMITS = Histogram(
    "arlearn_log_commit_seconds",
    "How long the commit of a batch took: the disk.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 20),
)
LOOP_LATE = Histogram(
    "arlearn_loop_late_seconds",
    "How much later than it should the event loop came to its work.",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5),
)


async def keep() -> None:
    """Samples the event loop that it runs on, and hands on what was tallied, until cancelled."""
    time = asyncio.get_running_loop().time
    while True:
        for _ in range(HAND_ON):
            due = time() + SAMPLE
            await asyncio.sleep(SAMPLE)
            LOOP_LATE.observe(max(0.0, time() - due))
        hand_on()


def hand_on() -> None:
    for tally in (EVENTS, SENT, PACKETS):
        tally.hand_on()


def text() -> bytes:
    """All of it, in Prometheus' text format; what was tallied, as it was a second ago."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # prometheus_client has types for most
    return generate_latest(registry)
