"""A creator's first scene on a phone, from signing in to the printed marker."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.first_scene import block, first_scene
from tests.running import RunningServer


@pytest.mark.uploads
def test_a_first_scene_is_made_on_a_phone_in_nine_steps(
    server: RunningServer, visit: Callable[..., Page], tmp_path: Path
) -> None:
    steps = first_scene(visit(f"{server.url}/studio"), server, block(tmp_path))
    print(*steps.lines(), sep="\n")
    assert len(steps.taken) == 9
