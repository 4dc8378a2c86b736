"""The scene document is closed, whole, and has one written form."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from content.scene import Narration, SceneDocument, assets_of, canonical, fingerprint, misfit

SHA = "a" * 64
SCENE: dict[str, Any] = {
    "version": 1,
    "title": {"id": "Hutan", "en": "Forest"},
    "story": {"id": ["Momo bangun."], "en": ["Momo wakes up."]},
    "picture": {"asset": "b" * 64, "description": {"id": "Hutan pagi"}},
    "nodes": [{"kind": "model", "id": "momo", "asset": SHA, "name": {"id": "Momo"}}],
    "tasks": [
        {"kind": "find", "id": "cari", "prompt": {"id": "Di mana Momo?"}, "answer": "momo"},
        {
            "kind": "choice",
            "id": "siapa",
            "prompt": {"id": "Siapa?"},
            "options": [{"id": "a", "text": {"id": "Momo"}}, {"id": "b", "text": {"id": "Ibu"}}],
            "answer": "a",
        },
        {"kind": "spell", "id": "eja", "prompt": {"id": "Eja"}, "word": {"id": "madu"}},
    ],
}

VOICE: dict[str, Any] = {"asset": "e" * 64, "sentences": [[[0, 400], [400, 900]]]}
VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "narration.json").read_text())


def altered(path: str, value: Any, whole: dict[str, Any] = SCENE) -> dict[str, Any]:
    scene = copy.deepcopy(whole)
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = scene
    for part in way:
        place = place[part]
    place[last] = value
    return scene


@pytest.mark.parametrize(
    "place",
    ["", "picture.", "picture.description.", "nodes.0.", "tasks.0.", "tasks.1.", "tasks.1.options.0.", "tasks.2."],
)
def test_C1_an_unknown_field_is_an_error_wherever_it_stands(place: str) -> None:
    SceneDocument.model_validate(SCENE)
    with pytest.raises(ValidationError):
        SceneDocument.model_validate(altered(f"{place}extra", "x"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("version", 2),
        ("title", {}),
        ("title", {"id": "  "}),
        ("title", {"Bahasa Indonesia": "Hutan"}),
        ("story", {"id": ["x" * 401]}),
        ("nodes.0.asset", "A" * 64),
        ("nodes.0.size", 0),
        ("nodes.0.size", float("nan")),
        ("nodes.0.position", [0, 0]),
        ("nodes.0.position", [0, float("inf"), 0]),
        ("nodes.0.id", "../momo"),
        ("nodes.0.kind", "script"),
        ("tasks.0.answer", "nobody"),
        ("tasks.1.answer", "c"),
        ("tasks.1.options.1.id", "a"),
        ("tasks.1.id", "cari"),
        ("tasks.2.word", {"id": "dua kata"}),
        ("tasks.0.kind", "order"),
    ],
)
def test_what_does_not_fit_is_refused(path: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        SceneDocument.model_validate(altered(path, value))


def test_a_scene_names_its_assets() -> None:
    assert assets_of(SceneDocument.model_validate(SCENE)) == {SHA, "b" * 64}


def test_the_written_form_does_not_depend_on_order_or_on_defaults_left_out() -> None:
    plain = SceneDocument.model_validate(SCENE)
    turned = dict(reversed(list(SCENE.items())))
    turned["title"] = {"en": "Forest", "id": " Hutan "}
    spelled_out = altered("nodes.0.position", [0, 0.0, 0])
    for other in (turned, spelled_out, json.loads(canonical(plain))):
        assert canonical(SceneDocument.model_validate(other)) == canonical(plain)
    assert fingerprint(SceneDocument.model_validate(altered("title.id", "hutan"))) != fingerprint(plain)


def test_C45_what_documents_gained_leaves_older_ones_their_sha256() -> None:
    """SHA-256 as it was before lights, what a tap does, and names that are not said."""
    assert fingerprint(SceneDocument.model_validate(SCENE)) == (
        "3c3ec81139e62976078e19cae7cada9cd3d4544b48a131278556ef9428cf95e0"
    )
    as_usual = {**altered("nodes.0.tap", "play"), "light": "day"}
    assert canonical(SceneDocument.model_validate(as_usual)) == canonical(SceneDocument.model_validate(SCENE))
    others = [altered("nodes.0.tap", "turn"), altered("nodes.0.speaks", False), altered("light", "night")]
    written = {fingerprint(SceneDocument.model_validate(other)) for other in [SCENE, *others]}
    assert len(written) == 4
    for other in others:
        whole = SceneDocument.model_validate(other)
        assert SceneDocument.model_validate(json.loads(canonical(whole))) == whole


def test_a_voice_is_a_part_of_the_page_and_silence_is_none() -> None:
    old = SceneDocument.model_validate(SCENE)
    silent = SceneDocument.model_validate({**SCENE, "narration": {}})
    spoken = SceneDocument.model_validate({**SCENE, "narration": {"id": VOICE}})
    assert canonical(silent) == canonical(old)
    assert fingerprint(spoken) != fingerprint(old)
    assert SceneDocument.model_validate(json.loads(canonical(spoken))) == spoken
    assert assets_of(spoken) == {SHA, "b" * 64, "e" * 64}


@pytest.mark.parametrize(
    "sentences",
    [
        [],
        [[]],
        [[[0, 400], [300, 900]]],
        [[[400, 0]]],
        [[[500, 900]], [[0, 400]]],
        [[[0, 400, 500]]],
        [[[-1, 400]]],
        [[[0, 600_001]]],
        [[[0.5, 400]]],
    ],
)
def test_C40_words_are_spoken_one_after_another(sentences: Any) -> None:
    Narration.model_validate(VOICE)
    with pytest.raises(ValidationError):
        Narration.model_validate({**VOICE, "sentences": sentences})


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: ascii(vector["sentences"])[:40])
def test_C41_a_voice_fits_the_words_of_its_text(vector: dict[str, Any]) -> None:
    times = [[[0, 0]] * count for count in vector["words"]]
    assert misfit(times, vector["sentences"]) == vector["misfit"]
