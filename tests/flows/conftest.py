"""What the journeys share: waits that a busy machine does not break; figures are measured and asserted apart."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

PATIENCE = 30_000
"""ms that a page may take to show something before a journey counts as broken."""


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)
