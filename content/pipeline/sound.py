"""Makes the sound that phones play: one voice, as loud as every other, and nothing kept but what is heard.

Runs in the sandbox only. FFmpeg's libraries read from memory, know one format, and have no protocol to open more by.
"""

import io
import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib import import_module
from itertools import pairwise
from pkgutil import walk_packages

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.container import InputContainer, OutputContainer
from numpy.typing import NDArray

from arlearn.errors import ProblemKind
from content.pipeline.media import SoundFormat, sound_format
from content.problems import SOUND_BROKEN, SOUND_IS_VIDEO, SOUND_SILENT, SOUND_TOO_LONG

RATE, BITS = 48_000, 64_000
"""Samples and bits a second of what is made; one channel."""
MOST_SECONDS, LEAST_SECONDS = 600, 0.5
OVER = 2
"""Seconds that are let pass: coders fill up the end, and a recording stops a moment after its ten minutes."""
LOUDNESS, PEAK = -16.0, -1.5
"""LUFS (EBU R128) and dBTP. R128's own -23 LUFS is for living rooms; a phone in a classroom needs more."""
MOST_GAIN = 36.0
"""dB. What is quieter still is noise."""
SILENT = -55.0
"""LUFS below which nobody has spoken."""
PEAKS_A_SECOND = 20
CODECS = "aac,mp3,mp3float,vorbis,opus,libopus,flac,alac,pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,pcm_f32le,pcm_s16be"
BLOCK = 4096

Samples = NDArray[np.float32]
Answer = tuple[dict[str, object], bytes]


class Refused(Exception):
    def __init__(self, kind: ProblemKind, **values: int) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.values = values


def ready() -> Callable[[bytes], Answer]:
    """`convert`, with all of PyAV loaded, which loads its parts when they are first needed: later nothing can be."""
    for part in walk_packages(av.__path__, "av."):
        if not part.name.endswith("__main__"):
            import_module(part.name)
    moment = np.sin(np.arange(RATE, dtype=np.float32) / 20)
    convert(_encoded(moment))
    return convert


def convert(data: bytes) -> Answer:
    """The answer, and the bytes of an M4A. Takes what `sound_format` knows."""
    try:
        heard, loudness, peak = _heard(data)
        evened = _evened(heard, loudness, peak)
    except Refused as refused:
        return {"refusal": {"code": refused.kind.code, "detail": "", "values": refused.values}}, b""
    report = {"seconds": round(len(evened) / RATE, 3), "peaks": _peaks(evened)}
    return {"report": report}, _encoded(evened)


def _heard(data: bytes) -> tuple[Samples, float, float]:
    """All samples in one channel; their loudness in LUFS and their true peak in dBTP."""
    known = sound_format(data[:512])
    if known is None:
        raise Refused(SOUND_BROKEN)
    # The lists are what FFmpeg may use at all; none of its protocols is among it.
    only = {"protocol_whitelist": "none", "format_whitelist": known.demuxers, "codec_whitelist": CODECS}
    try:
        with av.open(io.BytesIO(data), "r", format=known.demuxer, options=only, metadata_errors="ignore") as opened:
            return _measured(opened, known)
    except (av.FFmpegError, ValueError, IndexError, EOFError):
        raise Refused(SOUND_BROKEN) from None


def _measured(opened: InputContainer, known: SoundFormat) -> tuple[Samples, float, float]:
    if not opened.streams.audio:
        raise Refused(SOUND_IS_VIDEO if opened.streams.video else SOUND_BROKEN)
    if any(not stream.disposition & av.stream.Disposition.attached_pic for stream in opened.streams.video):
        raise Refused(SOUND_IS_VIDEO)
    claimed = (opened.duration or 0) / av.time_base
    # The others guess at their length, or stream it.
    if known.tells_length and claimed > MOST_SECONDS + OVER:
        raise Refused(SOUND_TOO_LONG, minutes=MOST_SECONDS // 60)
    graph = _graph(
        ("aresample", f"{RATE}"),
        ("aformat", f"sample_fmts=flt:sample_rates={RATE}:channel_layouts=mono"),
        ("ebur128", "metadata=1:peak=true"),
        ("aformat", "sample_fmts=flt"),
    )
    parts: list[Samples] = []
    count, peak = 0, 0.0
    moments: list[float] = []
    for frame in graph.over(_frames(opened)):
        moments.append(float(frame.metadata.get("lavfi.r128.M", "-inf")))
        peak = float(frame.metadata.get("lavfi.r128.true_peak", peak))
        part = frame.to_ndarray().reshape(-1).astype(np.float32, copy=True)
        count += len(part)
        if count > (MOST_SECONDS + OVER) * RATE:
            raise Refused(SOUND_TOO_LONG, minutes=MOST_SECONDS // 60)
        parts.append(part)
    if not parts:
        raise Refused(SOUND_BROKEN)
    if known.tells_length and claimed > count / RATE * 1.05 + 1:
        raise Refused(SOUND_BROKEN)
    samples = np.concatenate(parts)
    loudness = _voice(np.array(moments))
    if count < LEAST_SECONDS * RATE or not np.isfinite(samples).all() or not loudness > SILENT:
        raise Refused(SOUND_SILENT)
    return samples, loudness, 20 * math.log10(max(peak, 1e-6))


def _voice(moments: NDArray[np.float64]) -> float:
    """How loud the voice is, in LUFS: the gated mean of EBU R128 over moments of 0.4 s (ITU-R BS.1770, 5.1).

    The loudest tenth is left out: a knock against the microphone or a slammed door is no voice, and a short recording
    would be made too quiet for it.
    """
    said = np.sort(moments[moments > -70])
    said = said[: max(1, math.ceil(len(said) * 0.9))]
    for gate in (-np.inf, -10):
        if not len(said):
            return -math.inf
        loudness = 10 * math.log10(float(np.mean(10 ** (said / 10))))
        said = said[said > loudness + gate]
    return 10 * math.log10(float(np.mean(10 ** (said / 10)))) if len(said) else -math.inf


def _frames(opened: InputContainer) -> Iterator[AudioFrame]:
    """What can be decoded; a packet that cannot is left out, as players do."""
    stream = opened.streams.audio[0]
    stream.codec_context.thread_count = 1
    broken = 0
    for packet in opened.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            broken += 1
            if broken > 50:
                raise


class _Graph:
    """Filters in a row, set up when the first frame says what comes."""

    def __init__(self, filters: tuple[tuple[str, str], ...]) -> None:
        self.filters = filters
        self.graph: av.filter.Graph | None = None
        self.form: tuple[object, ...] = ()

    def over(self, frames: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
        for frame in frames:
            form = (frame.sample_rate, frame.format.name, frame.layout.name)
            if self.graph is None:
                self.graph, self.form = self._made(frame), form
            elif form != self.form:
                # The sound changes its form on the way, which no recorder does.
                raise Refused(SOUND_BROKEN)
            # Times are counted anew: those of a file may jump or run backwards.
            frame.pts = None
            self.graph.push(frame)
            yield from self._ready()
        if self.graph is not None:
            self.graph.push(None)
            yield from self._ready()

    def _made(self, frame: AudioFrame) -> av.filter.Graph:
        graph = av.filter.Graph()
        source = graph.add_abuffer(
            sample_rate=frame.sample_rate, format=frame.format.name, layout=frame.layout.name, time_base=frame.time_base
        )
        row = [source, *(graph.add(name, told) for name, told in self.filters), graph.add("abuffersink")]
        for before, after in pairwise(row):
            before.link_to(after)
        graph.configure()
        return graph

    def _ready(self) -> Iterator[AudioFrame]:
        while self.graph is not None:
            try:
                frame = self.graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            if isinstance(frame, AudioFrame):
                yield frame


def _graph(*filters: tuple[str, str]) -> _Graph:
    return _Graph(filters)


def _evened(samples: Samples, loudness: float, peak: float) -> Samples:
    """As loud as every other sound; where that would be too much for a moment, only the moment gives way."""
    gain = min(LOUDNESS - loudness, MOST_GAIN)
    louder = samples * np.float32(10 ** (gain / 20))
    if peak + gain <= PEAK:
        return louder
    limit = 10 ** (PEAK / 20)
    graph = _graph(
        ("alimiter", f"limit={limit:.4f}:attack=5:release=60:level=disabled:latency=1"), ("aformat", "sample_fmts=flt")
    )
    limited = [frame.to_ndarray().reshape(-1) for frame in graph.over(_as_frames(louder))]
    return np.concatenate(limited).astype(np.float32)[: len(samples)]


def _as_frames(samples: Samples) -> Iterator[AudioFrame]:
    for at in range(0, len(samples), BLOCK):
        frame = AudioFrame.from_ndarray(samples[None, at : at + BLOCK], format="flt", layout="mono")
        frame.sample_rate = RATE
        frame.time_base = Fraction(1, RATE)
        yield frame


def _peaks(samples: Samples) -> list[float]:
    """The loudest moment of each twentieth of a second, 0 to 1, to draw."""
    step = RATE // PEAKS_A_SECOND
    padded = np.pad(np.abs(samples), (0, -len(samples) % step))
    return [round(float(value), 2) for value in np.minimum(padded.reshape(-1, step).max(axis=1), 1.0)]


def _encoded(samples: Samples) -> bytes:
    """AAC-LC in M4A, its table at the front, so that it plays before it has come whole."""
    out = io.BytesIO()
    # A table of four bytes for each of AAC's frames of 1024 samples, and some more.
    room = 4096 + len(samples) // 1024 * 5
    # Nothing of the time or of the program is written: the same sound is the same file.
    options = {"moov_size": str(room), "fflags": "+bitexact"}
    written: OutputContainer
    with av.open(out, "w", format="ipod", options=options) as written:
        stream = written.add_stream("aac", rate=RATE, layout="mono", bit_rate=BITS)
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        at = 0
        for frame in _as_frames(samples):
            frame.pts = at
            at += frame.samples
            written.mux(stream.encode(frame))
        written.mux(stream.encode(None))
    return out.getvalue()
