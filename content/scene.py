"""The scene document: what a marker opens. Pure; the one place where its shape is written.

Lengths are millimetres on the printed page, angles are degrees. The frame of a page is x to the right, y up out of
the paper, z towards the reader, with the origin at the middle of the marker: glTF's axes, so that a model stands
on the page as it stands in its own file. Unknown fields are errors, here and in every document that arrives.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Localized = Annotated[dict[Language, Line], Field(min_length=1, max_length=12)]
"""One short text in one or more languages, by BCP 47 tag."""

Finite = Annotated[float, Field(allow_inf_nan=False, ge=-100_000, le=100_000)]
Vector = tuple[Finite, Finite, Finite]


class Strict(BaseModel):
    """A document part: closed, so that a field this version does not know is an error and never lost in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ModelNode(Strict):
    """A 3D model that stands on the page."""

    kind: Literal["model"] = "model"
    id: Identifier
    asset: Sha256
    """SHA-256 of the uploaded original; the manifest says where its rendition lies."""
    name: Localized
    """What it is, for a screen reader and for tasks that ask to find it."""
    position: Vector = (0, 0, 0)
    rotation: Vector = (0, 0, 0)
    """Euler angles, applied in the order X, Y, Z of three.js."""
    size: Annotated[float, Field(ge=5, le=1000)] = 60
    """Longest side of the model's bounding box at rest, mm; the model stands on y = 0 over its position."""
    animation: Annotated[str, StringConstraints(max_length=100)] | None = None
    """Name of a glTF animation."""
    play: Literal["loop", "tap"] = "loop"
    tap: Literal["play", "hop", "turn", "rest"] = "play"
    """What it does when it is tapped; play: its animation from the start, or a hop when it has none."""
    speaks: bool = True
    """Its name is said when it is tapped."""


Node = ModelNode


class Picture(Strict):
    """A picture for those who read without the 3D scene."""

    asset: Sha256
    description: Localized
    """What it shows, for a screen reader."""


class Option(Strict):
    id: Identifier
    text: Localized


class ChoiceTask(Strict):
    """Choose the one right option."""

    kind: Literal["choice"] = "choice"
    id: Identifier
    prompt: Localized
    options: Annotated[list[Option], Field(min_length=2, max_length=6)]
    answer: Identifier
    hint: Localized | None = None
    """Said kindly after a try that was not it."""

    @model_validator(mode="after")
    def _answer_is_an_option(self) -> "ChoiceTask":
        _distinct([option.id for option in self.options], "options")
        if self.answer not in {option.id for option in self.options}:
            raise ValueError("the answer is none of the options")
        return self


class SpellTask(Strict):
    """Put the letters of a word in order."""

    kind: Literal["spell"] = "spell"
    id: Identifier
    prompt: Localized
    word: Annotated[dict[Language, Annotated[str, StringConstraints(pattern=r"^[^\s]{2,16}$")]], Field(min_length=1)]
    hint: Localized | None = None


class FindTask(Strict):
    """Tap the thing in the scene that the prompt asks for."""

    kind: Literal["find"] = "find"
    id: Identifier
    prompt: Localized
    answer: Identifier
    """Id of the node to tap."""
    hint: Localized | None = None


Task = Annotated[ChoiceTask | SpellTask | FindTask, Field(discriminator="kind")]


Milliseconds = Annotated[int, Field(ge=0, le=600_000)]
WordTime = tuple[Milliseconds, Milliseconds]
"""From the beginning of a spoken word to its end."""


class Narration(Strict):
    """A person's voice that reads the story of one language aloud, and when it speaks each word."""

    asset: Sha256
    """One sound with every sentence in it, in their order."""
    sentences: Annotated[
        list[Annotated[list[WordTime], Field(min_length=1, max_length=200)]], Field(min_length=1, max_length=40)
    ]
    """Of every sentence of the story, the times of its words: the runs of letters and signs between spaces."""

    @model_validator(mode="after")
    def _goes_forward(self) -> "Narration":
        moments = [moment for words in self.sentences for word in words for moment in word]
        if moments != sorted(moments):
            raise ValueError("the words' times are not in order")
        return self


WORD = re.compile(r"[^\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
"""What stands between spaces, as ECMAScript knows them: the reader counts the same words."""


def misfit(times: Sequence[Sequence[Any]], sentences: Sequence[str]) -> int | None:
    """Index of the first sentence whose words are not those that have times; None when all fit."""
    for at in range(max(len(times), len(sentences))):
        if at >= len(times) or at >= len(sentences) or len(times[at]) != len(WORD.findall(sentences[at])):
            return at
    return None


def _distinct(ids: list[str], what: str) -> None:
    if len(set(ids)) != len(ids):
        raise ValueError(f"two {what} have the same id")


class SceneDocument(Strict):
    """Everything that a marker opens, in every language that it has."""

    version: Literal[1] = 1
    title: Localized
    story: Annotated[dict[Language, Annotated[list[Line], Field(max_length=40)]], Field(min_length=1, max_length=12)]
    """Sentences in reading order, by language; each is read aloud as one."""
    picture: Picture | None = None
    nodes: Annotated[list[Node], Field(max_length=24)] = []
    tasks: Annotated[list[Task], Field(max_length=12)] = []
    light: Literal["day", "morning", "evening", "night"] = "day"
    narration: Annotated[dict[Language, Narration], Field(max_length=12)] = {}
    """Recorded voices, by the language that they read; where there is none, the device reads."""

    @model_validator(mode="after")
    def _is_whole(self) -> "SceneDocument":
        _distinct([node.id for node in self.nodes], "nodes")
        _distinct([task.id for task in self.tasks], "tasks")
        nodes = {node.id for node in self.nodes}
        for task in self.tasks:
            if isinstance(task, FindTask) and task.answer not in nodes:
                raise ValueError(f"task {task.id}: there is no node {task.answer}")
        return self


def assets_of(scene: SceneDocument) -> set[str]:
    """SHA-256 of every asset that the scene shows or sounds."""
    voices = {voice.asset for voice in scene.narration.values()}
    return {node.asset for node in scene.nodes} | voices | ({scene.picture.asset} if scene.picture else set())


LATER: dict[str, Any] = {"light": "day", "narration": {}}
LATER_IN_NODES: dict[str, Any] = {"tap": "play", "speaks": True}
"""What documents have gained since the first were published, as it is in those that do not say it."""


def canonical(scene: SceneDocument) -> bytes:
    """The one way to write the document down: the same document gives the same bytes, and so the same SHA-256.

    What was gained later is written only where it is not as usual, so that older revisions keep theirs.
    """
    whole = scene.model_dump(mode="json")
    for part, later in [(whole, LATER), *((node, LATER_IN_NODES) for node in whole["nodes"])]:
        for name in [name for name, usual in later.items() if part[name] == usual]:
            del part[name]
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(scene: SceneDocument) -> str:
    """SHA-256 of the document in its canonical form, by which a revision is known."""
    return hashlib.sha256(canonical(scene)).hexdigest()
