"""What is said to a creator about a draft that is not ready."""

import random
from typing import Any

import pytest

from arlearn.errors import Problem
from content import lacks
from content.budget import Weight
from content.check import KnownAsset, as_scene, assets_named, check
from content.draft import MOST_BYTES, storable
from content.lacks import LackKind
from tests.pure.test_scene import SCENE, SHA, VOICE, altered

KNOWN = {SHA: KnownAsset("model", frozenset({"walk"})), "b" * 64: KnownAsset("image")}
KNOWN["e" * 64] = KnownAsset("sound", seconds=1.0)
SPOKEN = {"id": VOICE}


def said(draft: dict[str, Any], *languages: str) -> set[tuple[str, str]]:
    return {(lack.kind.code, lack.where) for lack in check(draft, languages or ("id",), KNOWN)}


def test_C2_a_whole_page_lacks_nothing() -> None:
    assert said(SCENE) == set()
    as_scene(SCENE)


def test_C2_an_empty_page_is_told_what_it_needs_and_nothing_else() -> None:
    assert said({}, "id", "en") == {
        ("title_missing", "title.id"),
        ("title_missing", "title.en"),
        ("story_missing", "story.id"),
        ("story_missing", "story.en"),
    }


@pytest.mark.parametrize(
    ("path", "value", "code", "where"),
    [
        ("title", {"id": "   "}, "title_missing", "title.id"),
        ("story", {"id": ["", " "]}, "story_missing", "story.id"),
        ("story.id", ["baik", "x" * 401], "field_wrong", "story.id.1"),
        ("picture.asset", SHA, "picture_missing", "picture.asset"),
        ("picture.description", {}, "description_missing", "picture.description.id"),
        ("nodes.0.asset", "c" * 64, "model_missing", "nodes.0.asset"),
        ("nodes.0.asset", "b" * 64, "model_missing", "nodes.0.asset"),
        ("nodes.0.asset", None, "model_missing", "nodes.0.asset"),
        ("nodes.0.animation", "terbang", "animation_missing", "nodes.0.animation"),
        ("nodes.0.name", {"en": "Momo"}, "name_missing", "nodes.0.name.id"),
        ("nodes.0.size", 4000, "field_wrong", "nodes.0.size"),
        ("nodes.0.colour", "red", "field_unknown", "nodes.0.colour"),
        ("tasks.0.answer", "ibu", "thing_missing", "tasks.0.answer"),
        ("tasks.0.prompt", {}, "prompt_missing", "tasks.0.prompt.id"),
        ("tasks.0.extra", 1, "field_unknown", "tasks.0.extra"),
        ("tasks.0.kind", "order", "field_wrong", "tasks.0"),
        ("tasks.1.options", [], "options_few", "tasks.1.options"),
        ("tasks.1.options.1.text", {"id": ""}, "option_missing", "tasks.1.options.1.text.id"),
        ("tasks.1.answer", "", "answer_missing", "tasks.1.answer"),
        ("tasks.2.word", {"id": "dua kata"}, "word_missing", "tasks.2.word.id"),
        ("tasks.2.hint", {"en": "sweet"}, "hint_missing", "tasks.2.hint.id"),
        ("author", "x", "field_unknown", "author"),
    ],
)
def test_C2_each_lack_has_its_code_and_place(path: str, value: Any, code: str, where: str) -> None:
    assert said(altered(path, value)) == {(code, where)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"asset": "c" * 64}, "voice_missing"),
        ({"asset": SHA}, "voice_missing"),
        ({"asset": None}, "voice_missing"),
        ({"sentences": [[[0, 400]]]}, "voice_misfit"),
        ({"sentences": [[[0, 400], [400, 900]], [[900, 950]]]}, "voice_misfit"),
        ({"sentences": [[[0, 400], [400, 1600]]]}, "voice_misfit"),
        ({"sentences": None}, "voice_misfit"),
        ({"sentences": [[[0, 400], [300, 900]]]}, "field_wrong"),
        ({"speed": 2}, "field_unknown"),
    ],
)
def test_C41_a_voice_that_cannot_read_its_text_is_said(change: dict[str, Any], code: str | None) -> None:
    draft = {**SCENE, "narration": {"id": {**VOICE, **change}}}
    found = check(draft, ("id",), KNOWN)
    assert [lack.kind.code for lack in found] == ([code] if code else [])
    assert all(lack.where.startswith("narration.id") or lack.where == "narration" for lack in found)
    assert assets_named({"narration": {"id": VOICE}}) == {"e" * 64}


def test_C50_a_voice_of_nobody_is_not_published() -> None:
    draft = {**SCENE, "narration": {"id": VOICE}}
    for sound in (KnownAsset("sound", uncredited="licence"), KnownAsset("sound", uncredited="author")):
        [lack] = check(draft, ("id",), {**KNOWN, "e" * 64: sound})
        assert (lack.kind.code, lack.where) == (f"voice_{sound.uncredited}_missing", "narration.id")


def test_C63_a_model_that_is_too_heavy_for_a_cheap_phone_is_not_published() -> None:
    [lack] = check(
        SCENE, ("id",), {**KNOWN, SHA: KnownAsset("model", frozenset({"walk"}), weight=Weight(triangles=50_001))}
    )
    assert (lack.kind.code, lack.where) == ("model_too_heavy", "nodes.0.asset")
    assert "50.001 segitiga (paling banyak 50.000)" in lack.message("id")
    [lack] = check(SCENE, ("id",), {**KNOWN, SHA: KnownAsset("model", frozenset({"walk"}), weight=Weight(joints=129))})
    assert "129 joints (at most 128)" in lack.message("en")


def test_C41_the_sentence_that_no_longer_fits_is_named() -> None:
    draft = {**SCENE, "story": {"id": ["Momo bangun.", "Hari sudah pagi."]}, "narration": SPOKEN}
    [lack] = check(draft, ("id",), KNOWN)
    assert lack.number == 2
    assert "kalimat ke-2" in lack.message("id")
    elsewhere = check({**draft, "story": {"en": ["Momo wakes"]}}, ("en",), KNOWN)
    assert ("voice_misfit", 1) in {(lack.kind.code, lack.number) for lack in elsewhere}


def test_C3_every_language_of_the_book_is_asked_for_in_every_text() -> None:
    whole = altered("tasks.2.hint", {"id": "manis"})
    assert said(whole, "id", "en") == {
        ("description_missing", "picture.description.en"),
        ("name_missing", "nodes.0.name.en"),
        ("prompt_missing", "tasks.0.prompt.en"),
        ("prompt_missing", "tasks.1.prompt.en"),
        ("prompt_missing", "tasks.2.prompt.en"),
        ("option_missing", "tasks.1.options.0.text.en"),
        ("option_missing", "tasks.1.options.1.text.en"),
        ("word_missing", "tasks.2.word.en"),
        ("hint_missing", "tasks.2.hint.en"),
    }


def test_C2_sentences_are_whole_in_both_languages() -> None:
    for kind in LackKind.all.values():
        lack = kind.at("tasks.0.prompt.en", 1, 2, "en")
        indonesian, english = lack.message("id"), lack.message("en")
        assert indonesian != english
        assert indonesian.endswith(".")
        assert english.endswith(".")
        assert "{" not in indonesian + english
    assert (
        lacks.STORY.at("story.id", language="id").message("id")
        == "Halaman ini belum punya teks dalam bahasa Indonesia."
    )
    assert lacks.STORY.at("story.jv", language="jv").message("en") == "This page has no text in Javanese yet."


def test_C2_nothing_that_a_draft_may_hold_breaks_the_check() -> None:
    seed = 20260601
    dice = random.Random(seed)
    junk: list[Any] = [None, 1, -0.5, True, "", "x", [], {}, [[]], [None], {"id": 1}, {"id": []}, [{"id": {}}], "momo"]
    paths = "title title.id story story.id picture picture.asset nodes nodes.0 nodes.0.id nodes.0.name tasks tasks.0 \
        tasks.0.kind tasks.0.answer tasks.1.options tasks.1.options.0 tasks.1.options.0.id tasks.2.word narration \
        narration.id narration.id.asset narration.id.sentences narration.id.sentences.0.0".split()
    for _ in range(600):
        path, value = dice.choice(paths), dice.choice(junk)
        draft = altered(path, value, {**SCENE, "narration": SPOKEN})
        found = check(draft, ("id", "en"), KNOWN)
        assert found, f"seed {seed}: {path} = {value!r}"
        assert assets_named(draft) <= {SHA, "b" * 64, "e" * 64}


@pytest.mark.parametrize(
    "document",
    [
        {"extra": 1},
        {"title": {"id": "a\0b"}},
        {"title": {"id": "\ud800"}},
        {"nodes": [{"size": float("nan")}]},
        {"nodes": [{"size": 10**400}]},
        {"nodes": [[[[[[[[[[[[[[]]]]]]]]]]]]]]},
        {"tasks": [{"\0": 1}]},
    ],
)
def test_what_could_not_be_given_back_is_not_kept(document: dict[str, Any]) -> None:
    with pytest.raises(Problem, match=r"^invalid:"):
        storable(document)


def test_a_draft_has_a_size() -> None:
    storable({"title": {"id": "x" * (MOST_BYTES - 100)}})
    with pytest.raises(Problem, match=r"^draft_too_large:"):
        storable({"title": {"id": "é" * (MOST_BYTES // 2)}})


def test_any_part_of_a_draft_may_be_missing() -> None:
    storable({})
    storable({"nodes": [{}], "tasks": [{"kind": "choice"}], "title": None})
