"""What a demo book is made of: pages with a story, models that stand on them, tasks, and the scenery of a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from content.demo.model import Model, Triple
from content.demo.paint import Figure, View, Weather
from content.scene import (
    ChoiceTask,
    FindTask,
    ModelNode,
    Option,
    Picture,
    SceneDocument,
    SpellTask,
    Task,
)
from content.schemas import LevelCode

Words = dict[str, str]
"""The same thing said in each language of the book."""


def words(indonesian: str, english: str) -> Words:
    return {"id": indonesian, "en": english}


@dataclass(frozen=True)
class Spot:
    """A model on a page: a node of the scene, and a figure of the page's picture."""

    id: str
    model: str
    name: Words
    position: Triple = (0, 0, 0)
    turn: float = 0
    """About the upright, degrees."""
    size: float = 60
    animation: str | None = None
    play: Literal["loop", "tap"] = "loop"
    moment: float = 0
    """The second of the animation that the picture shows."""
    painted: bool = True
    """False for what the picture's own scenery already shows, such as the ground."""

    def node(self, assets: Mapping[str, str]) -> ModelNode:
        return ModelNode(
            id=self.id,
            asset=assets[self.model],
            name=self.name,
            position=self.position,
            rotation=(0, self.turn, 0),
            size=self.size,
            animation=self.animation,
            play=self.play,
        )


@dataclass(frozen=True)
class Backdrop:
    """What lies behind and below the models in a picture: scenery that the printed page need not carry."""

    weather: Weather
    scenery: tuple[tuple[str, Triple, float, float], ...] = ()
    """Model, position (mm), turn about the upright (degrees), size (mm)."""


@dataclass(frozen=True)
class DemoPage:
    number: int
    title: Words
    story: tuple[tuple[str, str], ...]
    """Sentences, Indonesian and English side by side."""
    spots: tuple[Spot, ...]
    tasks: tuple[Task, ...]
    backdrop: Backdrop
    view: View
    description: Words
    """What the picture shows."""

    def picture_name(self, slug: str) -> str:
        return f"{slug}-{self.number}.webp"

    def document(self, slug: str, assets: Mapping[str, str]) -> SceneDocument:
        """The scene; `assets` gives the SHA-256 of every model and picture by name."""
        return SceneDocument(
            title=self.title,
            story={"id": [pair[0] for pair in self.story], "en": [pair[1] for pair in self.story]},
            picture=Picture(asset=assets[self.picture_name(slug)], description=self.description),
            nodes=[spot.node(assets) for spot in self.spots],
            tasks=list(self.tasks),
        )


@dataclass(frozen=True)
class Cover:
    """The picture on the front of a book."""

    spots: tuple[Spot, ...]
    backdrop: Backdrop
    view: View
    description: Words


@dataclass(frozen=True)
class DemoBook:
    slug: str
    title: str
    creators: str
    level: LevelCode
    languages: tuple[str, ...]
    licence: str
    emblem: str
    cover: Cover
    pages: tuple[DemoPage, ...] = field(default=())

    @property
    def cover_name(self) -> str:
        return f"{self.slug}-cover.webp"

    def models(self) -> list[str]:
        """Names of the models that stand on its pages, each once, in the order of their first page."""
        return list(dict.fromkeys(spot.model for page in self.pages for spot in page.spots))


def figures(spots: Sequence[Spot], backdrop: Backdrop, models: Mapping[str, Model]) -> list[Figure]:
    """Everything that a picture of these spots before this backdrop shows."""
    scenery = [Figure(models[name], place, (0, turn, 0), size) for name, place, turn, size in backdrop.scenery]
    return scenery + [
        Figure(models[spot.model], spot.position, (0, spot.turn, 0), spot.size, spot.animation, spot.moment)
        for spot in spots
        if spot.painted
    ]


AGAIN = words("Hampir. Dengarkan ceritanya sekali lagi.", "Almost. Listen to the story once more.")


def choice(key: str, prompt: Words, *options: Words, answer: int = 1, hint: Words = AGAIN) -> ChoiceTask:
    """A choice between the options, of which the `answer`-th (from 1) is right."""
    listed = [Option(id=f"option-{number}", text=text) for number, text in enumerate(options, 1)]
    return ChoiceTask(id=key, prompt=prompt, options=listed, answer=f"option-{answer}", hint=hint)


def spell(key: str, prompt: Words, hint: Words, word: Words) -> SpellTask:
    return SpellTask(id=key, prompt=prompt, word=word, hint=hint)


def find(key: str, prompt: Words, hint: Words, answer: str) -> FindTask:
    return FindTask(id=key, prompt=prompt, answer=answer, hint=hint)
