"""Sounds made in memory: tones in every format that is taken, and what only looks like a sound."""

import io
from fractions import Fraction

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
# Name of the format: container, coder, layout, options of the container.
FORMATS: dict[str, tuple[str, str, str]] = {
    "mp3": ("mp3", "libmp3lame", "stereo"),
    "m4a with its table at the end": ("ipod", "aac", "stereo"),
    "aac": ("adts", "aac", "mono"),
    "wav": ("wav", "pcm_s16le", "stereo"),
    "wav of 24 bits": ("wav", "pcm_s24le", "mono"),
    "ogg of Vorbis": ("ogg", "vorbis", "stereo"),
    "ogg of Opus": ("ogg", "libopus", "mono"),
    "webm of Opus, as a browser records": ("webm", "libopus", "mono"),
}


def spoken(seconds: float, level: float = 0.1) -> NDArray[np.float32]:
    """A voice, nearly: tones that swell and fade some times a second."""
    time = np.arange(int(seconds * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * pitch * time) / pitch for pitch in (220, 440, 880, 1760)) * 220
    return np.asarray(level * tone / 2 * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * time)), np.float32)


def encoded(samples: NDArray[np.float32], kind: str = "wav", metadata: dict[str, str] | None = None) -> bytes:
    """The samples at RATE in one of FORMATS."""
    container, coder, layout = FORMATS[kind]
    options = {"strict": "experimental"} if coder == "vorbis" else {}
    out = io.BytesIO()
    with av.open(out, "w", format=container) as written:
        written.metadata.update(metadata or {})
        stream = written.add_stream(coder, rate=RATE, layout=layout, options=options)
        assert isinstance(stream, av.AudioStream)
        form = stream.codec_context.format.name
        resampler = av.AudioResampler(format=form, layout=layout, rate=RATE, frame_size=stream.frame_size or 1024)
        frame = av.AudioFrame.from_ndarray(samples[None, :], format="flt", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            written.mux(stream.encode(piece))
        written.mux(stream.encode(None))
    return out.getvalue()


def film() -> bytes:
    """A video of a few frames."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as written:
        stream = written.add_stream("mpeg4", rate=10)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(5):
            written.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
        written.mux(stream.encode(None))
    return out.getvalue()
