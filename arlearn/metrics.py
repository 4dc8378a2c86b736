"""What this server counts, for `/metrics` in Prometheus' text format. Below every app, so that each may count."""

from prometheus_client import Counter, Histogram

REFUSED = Counter(
    "arlearn_refused_total",
    "What was not taken from clients, by where it came in (join, socket, poll, http, connect) and the problem's code.",
    ["where", "code"],
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
