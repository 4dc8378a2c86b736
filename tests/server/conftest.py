"""What tests of the server's own process share."""

from collections.abc import Iterator

import pytest

from tests.server.raw import Probe, running_probe


@pytest.fixture(scope="session")
def shared_probe() -> Iterator[Probe]:
    """One for all tests that leave it as it was."""
    with running_probe(stall=10, head=30, by_address=2000) as running:
        yield running
