"""A creator's first scene on a phone, from signing in to the printed marker."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.first_scene import block, first_scene, reading
from tests.browser.studio import manifest
from tests.running import RunningServer

SLOWLY_CREDITED = """
  const { fetch } = window;
  window.fetch = async (...asked) => {
    if (String(asked[0]?.url ?? asked[0]).endsWith('/credit')) await new Promise((on) => setTimeout(on, 1500));
    return fetch(...asked);
  };
"""
"""Who made the model is on its way for longer than it takes to press the next button."""


@pytest.mark.uploads
def test_a_first_scene_is_made_on_a_phone_with_a_voice_in_ten_steps(
    server: RunningServer, visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(f"{server.url}/studio")
    page.add_init_script(SLOWLY_CREDITED)
    steps = first_scene(page, server, block(tmp_path), reading(tmp_path))
    print(*steps.lines(), sep="\n")
    assert len(steps.taken) == 10
    [shown] = manifest(server, "Buku Pertamaku")["pages"]
    voice = shown["scene"]["narration"]["id"]
    assert [len(words) for words in voice["sentences"]] == [3, 3, 3]
