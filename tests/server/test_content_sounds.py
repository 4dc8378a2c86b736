"""A sound from its upload to the address that phones play it from."""

import io
from pathlib import Path

import pytest
from django.test import AsyncClient

from arlearn.people.models import Library, User
from content import actions, queries
from content.models import Asset
from tests.pure.sounds import encoded, spoken
from tests.server.content_fixtures import *  # noqa: F403  # fixtures
from tests.server.content_fixtures import refused


@pytest.fixture
def voice(library: Library, creator: User) -> Asset:
    """As a browser records it."""
    recorded = encoded(spoken(2.0), "webm of Opus, as a browser records")
    return actions.prepare_asset(actions.upload_asset(creator, library, "suara.webm", io.BytesIO(recorded)))


def test_C33_a_recording_is_heard_in_the_studio(voice: Asset, data: Path) -> None:
    shown = queries.studio_asset(voice)
    assert shown.file is not None
    assert (shown.kind, shown.status, shown.file.media_type) == ("sound", "ready", "audio/mp4")
    assert shown.file.seconds == pytest.approx(2.0, abs=0.1)
    assert len(shown.report["peaks"]) == pytest.approx(40, abs=2)
    made = data / shown.file.url.removeprefix("/")
    assert (made.suffix, made.read_bytes()[4:8]) == (".m4a", b"ftyp")
    assert [asset.sha256 for asset in queries.library_assets(voice.library, "sound", "id")] == [voice.sha256]


def test_C13_a_sound_is_read_in_the_sandbox(creator: User, library: Library, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="content.pipeline.sandbox")
    half = encoded(spoken(2.0), "m4a with its table at the end")[:-300]
    with refused("sound_broken"):
        actions.prepare_asset(actions.upload_asset(creator, library, "x.m4a", io.BytesIO(half)))
    # As every other upload: what of it the kernel could give stands in the log.
    assert any(line.startswith("sound of") and "limits; " in line for line in caplog.messages)


async def test_a_phone_asks_for_parts_of_it(data: Path) -> None:
    """Safari plays nothing from a server that does not give parts."""
    (data / "media").mkdir()
    name = "5" * 64 + ".m4a"
    (data / "media" / name).write_bytes(bytes(range(200)))
    answer = await AsyncClient().get(f"/media/{name}", headers={"Range": "bytes=0-1"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (206, "audio/mp4")
    assert answer.headers["Content-Range"] == "bytes 0-1/200"
