"""What this server counts, for `/metrics` in Prometheus' text format. Below every app, so that each may count."""

from prometheus_client import Counter

REFUSED = Counter(
    "arlearn_refused_total",
    "What was not taken from clients, by where it came in (join, socket, poll, http, connect) and the problem's code.",
    ["where", "code"],
)
