"""What a model gives up that is too heavy for a cheap phone, in which order, and that nothing goes for nothing."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from content.budget import BUDGETS, TEXTURE_SIDES, Budget
from content.gate import read
from content.gltf.container import unpack
from content.gltf.pictures import MOST_PICTURES
from content.pipeline import take, textures
from content.pipeline.ladder import Rung, rungs
from content.pipeline.prepare import Prepared, prepare_model
from tests.pure.gltf_files import glb, parts, whole
from tests.pure.model_files import land, picture


def prepared(data: bytes, folder: Path) -> Prepared:
    (folder / "upload").write_bytes(data)
    return prepare_model(folder / "upload", folder, lambda progress: None)


def speckled(side: int, speckles: int) -> bytes:
    """A picture of many bytes at any size."""
    out = io.BytesIO()
    dots = np.random.default_rng(3).integers(0, 256, (speckles, speckles, 3), dtype=np.uint8)
    Image.fromarray(dots).resize((side, side)).save(out, "JPEG")
    return out.getvalue()


SPECKLED = speckled(1024, 200)


@pytest.mark.parametrize(
    ("side", "turns", "most", "gave_up", "pixels"),
    [
        (60, 0, 250_000, ["textures"], 512),
        (60, 0, 60_000, ["textures", "triangles"], 256),
        (40, 9_000, 60_000, [], 1024),
    ],
    ids=["smaller pictures do", "only fewer triangles do", "nothing does: it is its motion"],
)
def test_C68_C86_pictures_go_before_triangles_and_neither_for_nothing(
    side: int, turns: int, most: int, gave_up: list[str], pixels: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(BUDGETS, "bytes", Budget(most // 3, most))
    report = prepared(land(side, SPECKLED, turns), tmp_path).report
    after = report["after"]
    assert (report["gave_up"], after["texture_side"]) == (gave_up, pixels)
    assert after["budget"]["bytes"] == ("amber" if gave_up else "red")
    if "triangles" in gave_up:
        # As few as will do, not a share of them each time.
        assert 0.85 * most < after["bytes"] <= most
        assert 2_000 <= after["triangles"] < side * side
    else:
        assert after["triangles"] > 1.99 * side * side


def test_C86_the_ladder_goes_from_what_is_missed_least_to_what_is_missed_most() -> None:
    small = [Rung(512, fewer=False), Rung(256, fewer=False)]
    fewer = [Rung(512, fewer=True), Rung(256, fewer=True)]
    assert list(rungs(1024, pictures=1_900_000, over=200_000)) == [*small, *fewer]
    # Pictures that are hardly any of it are not what helps.
    assert list(rungs(1024, pictures=9_000, over=200_000)) == [*small, Rung(None, fewer=True), *fewer]
    assert list(rungs(256, pictures=9_000, over=200_000)) == [Rung(None, fewer=True)]
    assert list(rungs(0, pictures=0, over=1)) == [Rung(None, fewer=True)]


@pytest.mark.parametrize(("count", "sides"), [(6, [1024]), (7, [512]), (25, [256])])
def test_C22_pictures_that_cannot_fit_are_not_made_large_first(
    count: int, sides: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six of 1024 px are what a phone's graphics memory may hold; the pictures are flat, so their files are small."""
    flat = io.BytesIO()
    Image.new("RGB", (1100, 1100), "teal").save(flat, "PNG")
    document, binary = parts(flat.getvalue())
    document["images"] *= count
    document["textures"] = [{"source": at} for at in range(count)]
    document["materials"] = [{"pbrMetallicRoughness": {"baseColorTexture": {"index": at}}} for at in range(count)]
    made: list[int] = []

    def noted(given: Any, kept: list[memoryview], side: int) -> textures.Textured:
        made.append(side)
        return textures.encoded(given, kept, side)

    monkeypatch.setattr(take, "encoded", noted)
    answer, data = take.take(glb(document, binary), "glb")
    assert made == sides
    assert answer["gave_up"] == ([] if sides == [1024] else ["textures"])
    assert read(data).report.texture_bytes <= BUDGETS["texture_bytes"].amber
    # They came as one run of bytes, and each has its own now.
    images = unpack(data)[0]["images"]
    assert len({image["bufferView"] for image in images}) == count


def test_C68_as_many_pictures_as_are_taken_fit_at_the_smallest_side() -> None:
    """Four bytes a pixel, and a third for the smaller copies."""
    assert MOST_PICTURES * TEXTURE_SIDES[-1] ** 2 * 16 / 3 <= BUDGETS["texture_bytes"].amber


def test_C68_pictures_are_not_given_up_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the rest alone is too large already."""
    monkeypatch.setitem(BUDGETS, "bytes", Budget(100, 200))
    found = prepared(whole(picture(600, "JPEG")), tmp_path)
    assert (found.report["gave_up"], found.report["after"]["texture_side"]) == ([], 600)
