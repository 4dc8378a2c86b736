"""The measuring script measures: a small group on a real server."""

import asyncio

from tests.flows.measure import measure
from tests.running import RunningServer


def test_answers_are_acknowledged_and_shown_within_a_second(shared_server: RunningServer) -> None:
    figures = asyncio.run(measure(shared_server.url, shared_server.sign_in("educator"), learners=5, answers=15))
    print(*figures.lines(), sep="\n")
    assert len(figures.shown) == len(figures.acknowledged) == 15
    for values in (figures.acknowledged, figures.shown):
        assert sorted(values)[7] < 1000
