"""What keeps a draft from being published. Pure; a draft may be anything, so nothing here expects a form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import ValidationError

from content import lacks
from content.budget import NOTHING, Weight, together, too_much
from content.lacks import Lack
from content.scene import SceneDocument, misfit

Draft = Mapping[str, Any]
WORD = re.compile(r"\S{2,16}")
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class KnownAsset:
    """An asset of the book's library, as far as a scene depends on it."""

    kind: Literal["model", "image", "sound"]
    animations: frozenset[str] = frozenset()
    seconds: float | None = None
    """Length of a sound."""
    uncredited: Literal["licence", "author"] | None = None
    """What may not be shown to children before it is known."""
    weight: Weight = NOTHING
    """Of a model, as phones get it."""


Known = Mapping[str, KnownAsset]


def check(draft: Draft, languages: Sequence[str], known: Known) -> list[Lack]:
    """Everything that is missing, in the order of the page; empty when it may be published.

    `languages`: those of the book, all of which a page speaks. `known`: the library's assets by SHA-256.
    """
    found = [
        *_spoken(draft, "title", languages, lacks.TITLE),
        *_story(draft, languages),
        *_narration(draft, known),
        *_picture(draft, languages, known),
        *(lack for number, node in _listed(draft, "nodes") for lack in _node(number, node, languages, known)),
    ]
    asked = [lack for number, task in _listed(draft, "tasks") for lack in _task(number, task, languages, draft)]
    # What all models together come to says nothing of the form of any.
    form = _form(draft, {lack.where for lack in [*found, *asked]})
    return [*found, *_together(draft, known), *asked, *form]


def page_weight(draft: Draft, weights: Mapping[str, Weight]) -> Weight:
    """What the models come to that an unfinished draft shows, as far as they are known: `weights` by SHA-256."""
    return together((asset, weights[asset]) for asset in models_named(draft) if asset in weights)


def as_scene(draft: Draft) -> SceneDocument:
    """The draft as a whole document; raises pydantic's ValidationError."""
    return SceneDocument.model_validate(draft)


def assets_named(draft: Draft) -> set[str]:
    """SHA-256 of every asset that an unfinished draft names."""
    voices = _object(draft, "narration")
    spoken = [_object(voices, language) for language in voices]
    holders = [*(node for _, node in _listed(draft, "nodes")), _object(draft, "picture"), *spoken]
    named = (holder.get("asset") for holder in holders)
    return {asset for asset in named if isinstance(asset, str) and HASH.fullmatch(asset)}


def pictured(draft: Draft) -> list[str]:
    """SHA-256 of what an unfinished draft shows, in the order in which it stands for the page: picture, then models."""
    picture = _object(draft, "picture").get("asset")
    return [*([picture] if isinstance(picture, str) and HASH.fullmatch(picture) else []), *models_named(draft)]


def models_named(draft: Draft) -> list[str]:
    """SHA-256 of the model of each node, as often as it stands there."""
    named = (node.get("asset") for _, node in _listed(draft, "nodes"))
    return [asset for asset in named if isinstance(asset, str) and HASH.fullmatch(asset)]


def _object(parent: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = parent.get(key)
    return value if isinstance(value, Mapping) else {}


def _listed(parent: Mapping[str, Any], key: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    """The objects in a list with their places."""
    value = parent.get(key)
    return [(at, item) for at, item in enumerate(value) if isinstance(item, Mapping)] if isinstance(value, list) else []


def _said(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _spoken(
    parent: Mapping[str, Any],
    key: str,
    languages: Sequence[str],
    kind: lacks.LackKind,
    where: str = "",
    number: int = 0,
    option: int = 0,
) -> list[Lack]:
    """A lack for each language in which the text under `key` is not there."""
    text = _object(parent, key)
    return [
        kind.at(f"{where}{key}.{language}", number, option, language)
        for language in languages
        if not _said(text.get(language))
    ]


def _story(draft: Draft, languages: Sequence[str]) -> list[Lack]:
    story = _object(draft, "story")
    told = {
        language: any(_said(sentence) for sentence in sentences)
        for language, sentences in story.items()
        if isinstance(sentences, list)
    }
    return [lacks.STORY.at(f"story.{language}", language=language) for language in languages if not told.get(language)]


BEYOND_MS = 500
"""A last word may end this long after its sound: players and encoders do not agree to the frame."""


def _narration(draft: Draft, known: Known) -> list[Lack]:
    """What keeps a recorded voice from being played: its sound is not there, or is of another text."""
    voices, story = _object(draft, "narration"), _object(draft, "story")
    found = []
    for language in voices:
        narration, where = _object(voices, language), f"narration.{language}"
        asset = _known(narration, known)
        if asset is None or asset.kind != "sound":
            found.append(lacks.VOICE.at(where, language=language))
            continue
        if asset.uncredited:
            kind = lacks.VOICE_LICENCE if asset.uncredited == "licence" else lacks.VOICE_AUTHOR
            found.append(kind.at(where, language=language))
        lines = story.get(language)
        sentences = [line for line in lines if _said(line)] if isinstance(lines, list) else []
        times = narration.get("sentences")
        words = [sentence for sentence in times if isinstance(sentence, list)] if isinstance(times, list) else []
        wrong = misfit(words, sentences)
        if wrong is None and asset.seconds is not None and _last(words) > asset.seconds * 1000 + BEYOND_MS:
            wrong = len(words) - 1
        if wrong is not None:
            found.append(lacks.VOICE_TEXT.at(where, wrong + 1, language=language))
    return found


def _last(sentences: list[list[Any]]) -> float:
    """When the last word ends, ms; 0 for what is of no form."""
    word = sentences[-1][-1] if sentences and sentences[-1] else None
    moment = word[-1] if isinstance(word, list) and word else 0
    return float(moment) if isinstance(moment, int | float) else 0


def _picture(draft: Draft, languages: Sequence[str], known: Known) -> list[Lack]:
    if draft.get("picture") is None:
        return []
    picture = _object(draft, "picture")
    asset = _known(picture, known)
    lost = [] if asset and asset.kind == "image" else [lacks.PICTURE.at("picture.asset")]
    if asset and asset.uncredited:
        kind = lacks.PICTURE_LICENCE if asset.uncredited == "licence" else lacks.PICTURE_AUTHOR
        lost.append(kind.at(f"picture.asset.{asset.uncredited}"))
    return lost + _spoken(picture, "description", languages, lacks.DESCRIPTION, "picture.")


def _known(holder: Mapping[str, Any], known: Known) -> KnownAsset | None:
    asset = holder.get("asset")
    return known.get(asset) if isinstance(asset, str) else None


def _node(at: int, node: Mapping[str, Any], languages: Sequence[str], known: Known) -> list[Lack]:
    number, where = at + 1, f"nodes.{at}."
    found = _spoken(node, "name", languages, lacks.NAME, where, number)
    asset = _known(node, known)
    if asset is None or asset.kind != "model":
        return [*found, lacks.MODEL.at(f"{where}asset", number)]
    animation = node.get("animation")
    if isinstance(animation, str) and animation not in asset.animations:
        found.append(lacks.ANIMATION.at(f"{where}animation", number))
    over = too_much(asset.weight)
    if over:
        found.append(replace(lacks.HEAVY.at(f"{where}asset", number), over=over))
    if asset.uncredited:
        kind = lacks.LICENCE if asset.uncredited == "licence" else lacks.AUTHOR
        found.append(kind.at(f"{where}asset.{asset.uncredited}", number))
    return found


def _together(draft: Draft, known: Known) -> list[Lack]:
    """Models that are no more than a cheap phone can be given each, but are together."""
    weights = {sha256: asset.weight for sha256, asset in known.items() if asset.kind == "model"}
    if any(too_much(weights[asset]) for asset in models_named(draft) if asset in weights):
        return []
    over = too_much(page_weight(draft, weights))
    return [replace(lacks.PAGE_HEAVY.at("nodes"), over=over)] if over else []


def _task(at: int, task: Mapping[str, Any], languages: Sequence[str], draft: Draft) -> list[Lack]:
    number, where = at + 1, f"tasks.{at}."
    found = _spoken(task, "prompt", languages, lacks.PROMPT, where, number)
    match task.get("kind"):
        case "choice":
            found += _choice(number, task, languages)
        case "spell":
            words = _object(task, "word")
            found += [
                lacks.WORD.at(f"{where}word.{language}", number, language=language)
                for language in languages
                if not isinstance(words.get(language), str) or not WORD.fullmatch(words[language].strip())
            ]
        case "find":
            if task.get("answer") not in [node.get("id") for _, node in _listed(draft, "nodes")]:
                found.append(lacks.THING.at(f"{where}answer", number))
    if task.get("hint") is not None:
        found += _spoken(task, "hint", languages, lacks.HINT, where, number)
    return found


def _choice(number: int, task: Mapping[str, Any], languages: Sequence[str]) -> list[Lack]:
    where = f"tasks.{number - 1}."
    options = list(_listed(task, "options"))
    found = [
        lack
        for at, option in options
        for lack in _spoken(option, "text", languages, lacks.OPTION, f"{where}options.{at}.", number, at + 1)
    ]
    if len(options) < 2:
        found.append(lacks.OPTIONS.at(f"{where}options", number))
    elif task.get("answer") not in [option.get("id") for _, option in options]:
        found.append(lacks.ANSWER.at(f"{where}answer", number))
    return found


def _form(draft: Draft, said: set[str]) -> list[Lack]:
    """What is not of the form of a scene document, and was not yet said in better words."""
    try:
        as_scene(draft)
    except ValidationError as error:
        found = {}
        for item in error.errors(include_url=False, include_context=False, include_input=False):
            where = _path(item["loc"])
            if not any(_same_part(where, other) for other in said):
                kind = lacks.UNKNOWN if item["type"] == "extra_forbidden" else lacks.WRONG
                found[where] = kind.at(where)
        return list(found.values())
    return []


def _path(loc: tuple[int | str, ...]) -> str:
    """The place of an error of pydantic's, without the names of the kinds of tasks that it puts in between."""
    parts = [str(part) for at, part in enumerate(loc) if not (at == 2 and loc[0] == "tasks" and isinstance(part, str))]
    return ".".join(part for part in parts if part != "[key]")


def _same_part(one: str, other: str) -> bool:
    return not one or one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
