"""A voice for browser tests, made of tones: syllables of a known length, rests between sentences; as a WAV file.

And how it is seen.
"""

import wave
from pathlib import Path

import numpy as np

RATE = 48_000
SYLLABLE, REST = 0.16, 0.6
"""s."""
WATCH = """() => {
  window.said = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { window.voice = this; return play.call(this); };
  const at = (word) => [...document.querySelectorAll('.word')].indexOf(word);
  new MutationObserver(() => {
    const word = document.querySelector('.word.lit');
    if (word && window.said.at(-1)?.word !== at(word))
      window.said.push({word: at(word), ms: window.voice ? window.voice.currentTime * 1000 : null});
  }).observe(document.querySelector('.story'), {subtree: true, attributeFilter: ['class']});
}"""
"""Which word was lit when by the sound's own clock, from now on in `window.said`."""


def sentence(*words: int) -> np.ndarray:
    """Words by their numbers of syllables, spoken without a pause, as samples."""
    return np.concatenate([_syllable(150 + 20 * (at % 3)) for at, count in enumerate(words) for _ in range(count)])


def _syllable(pitch: float) -> np.ndarray:
    at = np.arange(int(SYLLABLE * RATE)) / RATE
    tone = sum(np.sin(2 * np.pi * pitch * n * at) / n for n in (1, 2, 3, 5))
    # It swells and fades, but not to silence: a word has no pauses inside.
    return np.asarray(0.3 * tone * (0.35 + 0.65 * np.sin(np.pi * at / SYLLABLE)))


def silence(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * RATE))


def spoken(file: Path, *sentences: np.ndarray) -> Path:
    """The sentences with a rest before each and after the last, as a mono WAV file of 16 bits."""
    parts = [silence(REST)]
    for said in sentences:
        parts += [said, silence(REST)]
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes((np.clip(np.concatenate(parts), -1, 1) * 32767).astype("<i2").tobytes())
    return file
