"""What phones play of a sound: one format, one loudness, nothing else kept; and sounds that are refused."""

import io
import random
import time
from collections.abc import Callable
from functools import lru_cache

import av
import numpy as np
import pytest

from content.pipeline import sound
from content.pipeline.media import sound_format
from content.pipeline.sound import convert
from content.problems import REFUSALS
from tests.pure.sounds import FORMATS, RATE, encoded, film, spoken


def said(data: bytes) -> tuple[dict[str, object], bytes]:
    """What is told of the sound, which is taken, and its file."""
    answer, made = convert(data)
    assert "refusal" not in answer, answer
    report = answer["report"]
    assert isinstance(report, dict)
    return report, made


def code(data: bytes) -> str | None:
    """For what the sound is refused; None when it is taken."""
    refusal = convert(data)[0].get("refusal")
    return str(refusal["code"]) if isinstance(refusal, dict) else None


def loudness(made: bytes) -> tuple[float, float]:
    """LUFS and true peak in dBTP, by a meter of its own."""
    graph = av.filter.Graph()
    with av.open(io.BytesIO(made), "r") as opened:
        stream = opened.streams.audio[0]
        source = graph.add_abuffer(template=stream)
        meter, sink = graph.add("ebur128", "metadata=1:peak=true"), graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        last: dict[str, str] = {}
        for frame in [*opened.decode(stream), None]:
            graph.push(frame)
            while True:
                try:
                    last = graph.pull().metadata or last
                except (av.error.BlockingIOError, av.error.EOFError):
                    break
    return float(last["lavfi.r128.I"]), 20 * np.log10(float(last["lavfi.r128.true_peak"]))


@pytest.mark.parametrize("kind", FORMATS)
def test_C33_every_format_becomes_the_one_that_phones_play(kind: str) -> None:
    data = encoded(spoken(3.0), kind, {"artist": "NamaRahasia", "comment": "TempatRahasia"})
    report, made = said(data)
    assert sound_format(data[:512]) is not None
    with av.open(io.BytesIO(made), "r") as opened:
        [stream] = opened.streams
        assert isinstance(stream, av.AudioStream)
        context = stream.codec_context
        assert (context.name, context.profile, context.layout.name, context.sample_rate) == ("aac", "LC", "mono", RATE)
        assert (opened.duration or 0) / av.time_base == pytest.approx(3.0, abs=0.15)
    assert b"Rahasia" not in made
    # What plays it needs its table first.
    assert made.index(b"moov") < made.index(b"mdat")
    assert report["seconds"] == pytest.approx(3.0, abs=0.1)
    assert convert(data)[1] == made


@pytest.mark.parametrize("level", [0.01, 0.05, 0.9])
def test_C33_whispered_or_shouted_it_is_as_loud_as_every_other(level: float) -> None:
    _, made = said(encoded(spoken(4.0, level)))
    lufs, peak = loudness(made)
    assert lufs == pytest.approx(-16, abs=1)
    assert peak < -0.5


def test_C33_a_bang_does_not_make_the_voice_quiet() -> None:
    samples = spoken(6.0, 0.02)
    samples[RATE * 3 : RATE * 3 + 480] = 0.99
    lufs, peak = loudness(said(encoded(samples))[1])
    assert lufs == pytest.approx(-16, abs=1.5)
    # The coder adds to a bang.
    assert peak < 0.5


def test_the_peaks_draw_what_is_heard() -> None:
    half = np.concatenate([spoken(2.0), np.zeros(2 * RATE, np.float32)])
    peaks = said(encoded(half))[0]["peaks"]
    assert isinstance(peaks, list)
    assert len(peaks) == 80
    assert min(peaks[2:38]) > 0.05
    assert max(peaks[42:]) < 0.01
    assert max(peaks) <= 1


@lru_cache
def half_of_an_m4a() -> bytes:
    """As a line that breaks leaves it: the table, which is at the end, is missing."""
    data = encoded(spoken(2.0), "m4a with its table at the end")
    return data[: len(data) // 2]


def table_first_and_cut() -> bytes:
    made = said(encoded(spoken(10.0)))[1]
    return made[: len(made) // 2]


def lying_wav() -> bytes:
    """Its header speaks of four gigabytes; there is one second."""
    data = bytearray(encoded(spoken(1.0)))
    at = data.index(b"data") + 4
    data[at : at + 4] = data[4:8] = b"\xf0\xff\xff\xff"
    return bytes(data)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a sound without its table": (half_of_an_m4a, "sound_broken"),
    "half of what its table tells of": (table_first_and_cut, "sound_broken"),
    "a film": (film, "sound_is_video"),
    "silence": (lambda: encoded(np.zeros(RATE, np.float32)), "sound_silent"),
    "a click": (lambda: encoded(spoken(0.1)), "sound_silent"),
    "a header alone": (lambda: encoded(spoken(1.0))[:44], "sound_broken"),
    "an Ogg page of nothing": (lambda: b"OggS" + bytes(200), "sound_broken"),
    "a WebM of nothing": (lambda: b"\x1a\x45\xdf\xa3" + bytes(200), "sound_broken"),
    "an ID3 tag of 256 MB": (lambda: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(200), "sound_broken"),
    "a playlist behind an ID3 tag": (
        lambda: b"ID3\x04\0\0\0\0\0\0#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        "sound_broken",
    ),
    "a sound whose data lie in another file": (
        lambda: encoded(spoken(1.0), "m4a with its table at the end").replace(
            b"url \x00\x00\x00\x01", b"url \x00\x00\x00\x00"
        )[:-400],
        "sound_broken",
    ),
    "nothing": (lambda: b"", "sound_broken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_C34_what_is_no_sound_is_refused_by_its_reason_and_soon(name: str) -> None:
    make, expected = REFUSED[name]
    data = make()
    started = time.process_time()
    assert code(data) == expected
    assert time.process_time() - started < 15


@pytest.mark.parametrize("kind", ["wav", "m4a with its table at the end"])
def test_C34_a_sound_may_be_ten_minutes_long(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sound.MOST_SECONDS == 600
    # Here ten seconds, to be quick.
    monkeypatch.setattr(sound, "MOST_SECONDS", 10)
    assert code(encoded(spoken(10.5), kind)) is None
    assert code(encoded(spoken(13.0), kind)) == "sound_too_long"


def test_C34_a_length_that_lies_is_not_believed() -> None:
    report, _ = said(lying_wav())
    assert report["seconds"] == pytest.approx(1.0, abs=0.05)


def test_C34_whatever_the_bytes_it_is_a_sound_or_a_named_refusal() -> None:
    chance = random.Random(5)
    samples = spoken(1.0)
    for kind in FORMATS:
        good = encoded(samples, kind)
        for _ in range(6):
            data = bytearray(good)
            for _ in range(chance.choice((1, 8, 64))):
                data[chance.randrange(len(data))] = chance.choice((0, 0x7F, 0xFF, chance.randrange(256)))
            cut = bytes(data[: chance.randrange(16, len(data) + 1)])
            assert code(cut) in {None, *REFUSALS}, (kind, cut[:64].hex())
