"""A model as a small tree of named parts and the clips that move them; the glTF writer and the painter read it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from content.demo.shape import Array, Shape, rotation

Path = Literal["translation", "rotation", "scale"]
Triple = tuple[float, float, float]
Move = tuple[str, Path, Callable[[float], Triple]]
"""A part, what of it moves, and its value at each phase (0 to 1) of a round."""


@dataclass(frozen=True, eq=False)
class Part:
    """A named joint of a model with the shape that hangs on it, in its own frame."""

    name: str
    shape: Shape | None = None
    at: Triple = (0, 0, 0)
    turn: Triple = (0, 0, 0)
    """Euler angles in degrees, order XYZ."""
    scale: Triple = (1, 1, 1)
    parent: str | None = None


@dataclass(frozen=True, eq=False)
class Track:
    """How one property of one part goes through one round of a clip, linear between its keys."""

    part: str
    path: Path
    times: Array
    """(k,), seconds from 0."""
    values: Array
    """(k, 3): metres, degrees (order XYZ) or factors."""


@dataclass(frozen=True, eq=False)
class Clip:
    """A named animation; it ends as it begins, so that it can go round for ever."""

    name: str
    tracks: tuple[Track, ...]


@dataclass(frozen=True, eq=False)
class Model:
    name: str
    parts: tuple[Part, ...]
    clips: tuple[Clip, ...] = field(default=())

    def clip(self, name: str) -> Clip:
        return next(clip for clip in self.clips if clip.name == name)


def swing(phase: float, turns: float = 1, shift: float = 0) -> float:
    """From -1 to 1 and back, `turns` times a round, `shift` of a turn ahead."""
    return math.sin(2 * math.pi * (turns * phase + shift))


def clip(name: str, seconds: float, *moves: Move, keys: int = 16) -> Clip:
    """A clip from functions of the phase (0 to 1) of a round, sampled at `keys` + 1 moments."""
    phases = np.linspace(0, 1, keys + 1)
    tracks = []
    for part, path, move in moves:
        values = np.array([move(float(phase)) for phase in phases], dtype=np.float64)
        tracks.append(Track(part, path, phases * seconds, values))
    return Clip(name, tuple(tracks))


def posed(model: Model, clip_name: str | None = None, time: float = 0) -> list[tuple[Shape, NDArray[np.float64]]]:
    """Every shape of the model with its 4x4 matrix, at a moment (s) of a clip or at rest."""
    now: dict[tuple[str, Path], Array] = {}
    for track in model.clip(clip_name).tracks if clip_name else ():
        moment = time % float(track.times[-1])
        value = np.array([np.interp(moment, track.times, track.values[:, axis]) for axis in range(3)])
        now[track.part, track.path] = value
    matrices: dict[str, Array] = {}
    shown = []
    for part in model.parts:
        turn = now.get((part.name, "rotation"), np.array(part.turn))
        matrix = np.eye(4)
        matrix[:3, :3] = rotation(*turn) * now.get((part.name, "scale"), np.array(part.scale))
        matrix[:3, 3] = now.get((part.name, "translation"), np.array(part.at))
        matrices[part.name] = matrices[part.parent] @ matrix if part.parent else matrix
        if part.shape is not None:
            shown.append((part.shape, matrices[part.name]))
    return shown


def bounds(model: Model) -> tuple[Array, Array]:
    """Lowest and highest corner of the model at rest, metres."""
    points = [shape.vertices @ matrix[:3, :3].T + matrix[:3, 3] for shape, matrix in posed(model)]
    together = np.concatenate(points)
    return together.min(axis=0), together.max(axis=0)


def triangles(model: Model) -> int:
    return sum(len(part.shape.faces) for part in model.parts if part.shape is not None)
