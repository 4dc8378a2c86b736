"""What can be shown of an unfinished draft. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from content.scene import Node, SceneDocument, Task

_nodes: TypeAdapter[Any] = TypeAdapter(Node)
_tasks: TypeAdapter[Any] = TypeAdapter(Task)
GAP = "…"
"""Stands where something has still to be written."""


def showable(draft: Mapping[str, Any], languages: Sequence[str], title: str) -> SceneDocument:
    """As much of the draft as makes a scene: a text that is not there yet is a gap, and what has no form is left out.

    `languages`: those of the book. `title`: what the page is called while its title is missing.
    """
    scene = SceneDocument(title=_title(draft, title, languages), story=_story(draft, languages))
    nodes = [{**node, "name": _said(node.get("name"), languages)} for node in _objects(draft, "nodes")]
    scene = _with(scene, "nodes", _whole(nodes, _nodes))
    picture = draft.get("picture")
    if isinstance(picture, Mapping):
        scene = _with(scene, "picture", {**picture, "description": _said(picture.get("description"), languages)})
    for task in _whole([_with_gaps(task, languages) for task in _objects(draft, "tasks")], _tasks):
        scene = _with(scene, "tasks", [*scene.tasks, task])
    for name in SceneDocument.model_fields.keys() - {"version", "title", "story", "picture", "nodes", "tasks"}:
        scene = _with(scene, name, draft[name]) if name in draft else scene
    return scene


def _with(scene: SceneDocument, name: str, value: Any) -> SceneDocument:
    """The scene with another part, or as it was when it would be no scene any more."""
    try:
        return SceneDocument.model_validate({**scene.model_dump(), name: value})
    except ValidationError:
        return scene


def _texts(value: Any) -> dict[str, str]:
    """Those languages in which something short enough is said."""
    spoken = value.items() if isinstance(value, Mapping) else ()
    return {tag: text.strip()[:400] for tag, text in spoken if isinstance(text, str) and text.strip()}


def _said(value: Any, languages: Sequence[str]) -> dict[str, str]:
    return _texts(value) or {languages[0]: GAP}


def _with_gaps(task: dict[str, Any], languages: Sequence[str]) -> dict[str, Any]:
    """The task with a gap for each text that has still to be written; an empty hint is none."""
    options = [{**option, "text": _said(option.get("text"), languages)} for option in _objects(task, "options")]
    return {
        **task,
        "prompt": _said(task.get("prompt"), languages),
        "hint": _texts(task.get("hint")) or None,
        **({"options": options} if "options" in task else {}),
    }


def _title(draft: Mapping[str, Any], title: str, languages: Sequence[str]) -> dict[str, str]:
    said = {tag: text for tag, text in _texts(draft.get("title")).items() if tag in languages}
    return said or {languages[0]: title}


def _story(draft: Mapping[str, Any], languages: Sequence[str]) -> dict[str, list[str]]:
    story = draft.get("story")
    told: dict[str, list[str]] = {tag: [] for tag in languages}
    for tag, lines in story.items() if isinstance(story, Mapping) else ():
        if tag in told and isinstance(lines, list):
            told[tag] = [line.strip()[:400] for line in lines if isinstance(line, str) and line.strip()][:40]
    return told


def _objects(draft: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    value = draft.get(name)
    return [dict(item) for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _whole(parts: list[dict[str, Any]], form: TypeAdapter[Any]) -> list[Any]:
    """Those that are of the form, the first of each id."""
    found: dict[str, Any] = {}
    for part in parts:
        try:
            made = form.validate_python(part).model_dump()
        except ValidationError:
            continue
        found.setdefault(made["id"], made)
    return list(found.values())
