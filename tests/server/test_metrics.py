"""What the server counts, and who may see it."""

import asyncio
import time

import pytest
from django.test import Client
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from arlearn import metrics
from arlearn.people.actions import add_person
from arlearn.people.models import Role
from tests.server.classroom import classroom, shelf


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_a_tally_hands_on_what_is_new() -> None:
    tally = metrics.Tally("arlearn_probe_total", "For this test.", "kind")
    for _ in range(3):
        tally.counts["a"] += 1
    tally.hand_on()
    tally.hand_on()
    tally.counts["a"] += 1
    tally.counts["b"] += 5
    tally.hand_on()
    assert (value("arlearn_probe_total", kind="a"), value("arlearn_probe_total", kind="b")) == (4, 5)


async def test_a_loop_that_is_held_up_shows() -> None:
    keeping = asyncio.ensure_future(metrics.keep())
    before = value("arlearn_loop_late_seconds_bucket", le="0.01")
    count = value("arlearn_loop_late_seconds_count")
    await asyncio.sleep(0.01)
    time.sleep(metrics.SAMPLE + 0.05)  # noqa: ASYNC251  (this is what is measured)
    await asyncio.sleep(0.01)
    keeping.cancel()
    assert value("arlearn_loop_late_seconds_count") == count + 1
    assert value("arlearn_loop_late_seconds_bucket", le="0.01") == before


@pytest.mark.django_db(transaction=True)
async def test_what_happens_in_a_group_is_counted_and_nobody_is_named() -> None:
    async with classroom() as room:
        child = await room.child()
        panel = await room.panel()
        counted = dict(metrics.EVENTS.counts)
        page = room.shelf.page
        await child.show(1, page)
        await child.answer(page)
        await child.hear("acknowledged")
        await panel.sees(lambda p: p.row(child)["tries"] == 1)
        await panel.order("pause-it", do="pause")
        await child.hear("control")
        await child.say(kind="presence", n="two")
        await child.hear("refused")
        names = [room.group.code, str(room.group.id), str(child.place.learner.id), child.place.token, page]
        new = {kind: count - counted.get(kind, 0) for kind, count in metrics.EVENTS.counts.items()}
        assert (new["presence"], new["answer"], new["command"]) == (1, 1, 1)
        metrics.hand_on()
        text = metrics.text().decode()
    assert value("arlearn_refused_total", where="socket", code="invalid") >= 1
    # Joining and opening are written outside of the log's thread; a batch may fail and be written again.
    commits = value("arlearn_log_commit_seconds_count")
    assert 2 <= commits <= value("arlearn_log_batch_seconds_count")
    assert value("arlearn_log_batch_events_count") == commits <= value("arlearn_log_batch_events_sum")
    assert [name for name in names if name in text] == []
    families = text_string_to_metric_families(text)
    samples = [sample for family in families if family.name.startswith("arlearn") for sample in family.samples]
    labels = {label for sample in samples for label in sample.labels}
    assert labels <= {"kind", "way", "role", "where", "code", "why", "le"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "address", "headers", "status"),
    [
        (None, "127.0.0.1", {}, 200),
        (None, "::1", {}, 200),
        (None, "127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, 404),
        (None, "192.168.1.5", {}, 404),
        (Role.EDUCATOR, "192.168.1.5", {}, 404),
        (Role.ADMIN, "192.168.1.5", {}, 200),
        (Role.ADMIN, "192.168.1.5", {"x-forwarded-for": "10.0.0.1"}, 200),
    ],
)
def test_only_this_machine_and_admins_see_it(
    role: Role | None, address: str, headers: dict[str, str], status: int
) -> None:
    client = Client(REMOTE_ADDR=address)
    if role:
        client.force_login(add_person(shelf("lain").library, "orang", "rotan-senja-812", [role]))
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/plain" if status == 200 else "text/html")
    assert (b"arlearn_refused_total" in answer.content) == (status == 200)
