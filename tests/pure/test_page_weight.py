"""What a page comes to with all its models, and when that is too much."""

from typing import Any

import pytest

from content.budget import BUDGETS, MEGABYTE, Weight, judge, together, too_much
from content.check import KnownAsset, check, page_weight
from content.lacks import FIGURE_NAMES, PAGE_HEAVY, Lack
from tests.pure.test_scene import SCENE, SHA
from tests.pure.test_scene_check import KNOWN

OTHER = "c" * 64
CAPS = {figure: budget.amber for figure, budget in BUDGETS.items()}


def test_C64_files_and_pictures_of_a_model_count_once_and_what_is_drawn_as_often_as_it_stands_there() -> None:
    bear = Weight(triangles=20_000, bytes=MEGABYTE, draws=3, texture_side=512, texture_bytes=4 * MEGABYTE, joints=30)
    tree = Weight(triangles=1_000, bytes=2 * MEGABYTE, draws=1, texture_side=1024, texture_bytes=MEGABYTE)
    assert together([("bear", bear), ("tree", tree), ("bear", bear)]) == Weight(
        triangles=41_000, bytes=3 * MEGABYTE, draws=7, texture_side=1024, texture_bytes=5 * MEGABYTE, joints=30
    )
    assert together([("bear", bear)]) == bear
    assert together([]) == Weight()


def test_C64_a_report_of_either_age_gives_the_same_weight() -> None:
    figures = {"triangles": 7, "bytes": 6, "draws": 5, "texture_side": 4, "texture_bytes": 3, "joints": 2}
    weight = Weight(**figures)
    assert Weight.of({**figures, "bounds": []}) == weight
    assert Weight.of({"before": {}, "after": {**figures, "animations": ["a"]}, "triangles": 99}) == weight
    assert Weight.of({}) == Weight()


def twice(known: Weight, other: Weight | None = None) -> list[Lack]:
    """What a page lacks on which a model stands twice, or two models stand."""
    [node] = SCENE["nodes"]
    second = {**node, "id": "lagi", "asset": OTHER if other else SHA}
    weights = {SHA: known} | ({OTHER: other} if other else {})
    models = {sha256: KnownAsset("model", weight=weight) for sha256, weight in weights.items()}
    return check({**SCENE, "nodes": [node, second]}, ("id",), {**KNOWN, **models})


@pytest.mark.parametrize("figure", ["triangles", "draws"])
def test_C64_a_model_that_stands_there_twice_is_drawn_twice(figure: str) -> None:
    half: dict[str, Any] = {figure: CAPS[figure] // 2}
    assert twice(Weight(**half)) == []
    half[figure] += 1
    [lack] = twice(Weight(**half))
    assert (lack.kind, lack.where, lack.over) == (PAGE_HEAVY, "nodes", {figure: CAPS[figure] + 2})


@pytest.mark.parametrize("figure", ["bytes", "texture_bytes"])
def test_C64_what_is_fetched_once_counts_once(figure: str) -> None:
    most: dict[str, Any] = {figure: CAPS[figure]}
    assert twice(Weight(**most)) == []
    [lack] = twice(Weight(**most), Weight(**{figure: 1}))
    assert lack.over == {figure: CAPS[figure] + 1}


def test_C64_nothing_is_said_of_the_page_while_one_model_is_too_heavy_alone() -> None:
    assert [lack.kind.code for lack in twice(Weight(triangles=50_001), Weight(draws=19))] == ["model_too_heavy"]


def test_C64_what_the_studio_shows_and_what_refuses_is_one_sum() -> None:
    models = {SHA: Weight(triangles=30_000, draws=12), OTHER: Weight(triangles=21_000, draws=8)}
    [lack] = twice(*models.values())
    shown = page_weight({"nodes": [{"asset": SHA}, {"asset": OTHER}, {"asset": "d" * 64}, {}]}, models)
    assert too_much(shown) == lack.over == {"triangles": 51_000}
    assert {figure for figure, judged in judge(shown).items() if judged == "red"} == set(lack.over)


def test_C64_what_is_wrong_inside_a_model_is_said_beside_it() -> None:
    [node] = SCENE["nodes"]
    nodes = [{**node, "size": 4000}, {**node, "id": "lagi"}]
    known = {**KNOWN, SHA: KnownAsset("model", weight=Weight(triangles=26_000))}
    found = check({**SCENE, "nodes": nodes}, ("id",), known)
    assert [(lack.kind.code, lack.where) for lack in found] == [
        ("page_too_heavy", "nodes"),
        ("field_wrong", "nodes.0.size"),
    ]


def test_C64_the_sentence_says_what_is_too_much_and_how_much_may_be() -> None:
    [lack] = twice(Weight(triangles=31_000, bytes=2 * MEGABYTE), Weight(triangles=31_000, bytes=MEGABYTE + 1))
    assert "62.000 segitiga (paling banyak 50.000); unduhan 3,1 MB (paling banyak 3 MB)." in lack.message("id")
    assert "62,000 triangles (at most 50,000); a download of 3.1 MB (at most 3 MB)." in lack.message("en")
    assert set(FIGURE_NAMES) == set(BUDGETS)
