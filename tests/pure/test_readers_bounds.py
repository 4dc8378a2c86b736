"""What reading a model may cost: counted before it is made, made once, and named when it was too much."""

from typing import Any

import numpy as np
import pytest

from content.gltf.refusal import Refused
from content.pipeline import beside, collada_dae, obj_polygons, polygons
from content.pipeline.collada_dae import read_dae
from content.pipeline.convert import as_glb
from content.pipeline.plain import read_plain
from content.pipeline.polygons import Effort, cut_all
from content.pipeline.shapes import MOST_SHAPES, Paint
from tests.pure.model_files import MTL, OBJ, PLY, packed, picture, three_mf
from tests.pure.pictured_files import dae as pictured_dae
from tests.pure.test_polygons import HOLLOW, comb, dae


def never(*given: object, **more: object) -> None:
    raise AssertionError("made before it was counted")


def often(text: str, times: int) -> bytes:
    """The DAE whose geometry stands in it so many times."""
    begin, end = text.index("<instance_geometry"), text.index("</instance_geometry>") + len("</instance_geometry>")
    return (text[:begin] + text[begin:end] * times + text[end:]).encode()


def test_C93_polygons_of_a_dae_are_cut_once_however_often_it_stands_there(monkeypatch: pytest.MonkeyPatch) -> None:
    efforts: list[Effort] = []

    def counted(points: Any, numbers: Any, lengths: Any, effort: Effort) -> Any:
        efforts.append(effort)
        return cut_all(points, numbers, lengths, effort)

    monkeypatch.setattr(collada_dae, "cut_all", counted)
    text = dae(HOLLOW, "8", "0 1 2 3 4 5 6 7").decode()
    begin, end = text.index("<polylist"), text.index("</polylist>") + len("</polylist>")
    shapes = read_dae(often(text[:begin] + text[begin:end] * 2 + text[end:], 5), {})
    assert [len(shape.faces) for shape in shapes] == [6] * 10
    assert len(efforts) == 2
    assert efforts[0] is efforts[1]


def test_C93_triangles_of_a_dae_are_counted_before_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collada_dae, "cut_all", never)
    text = dae(HOLLOW, "4 " * 20_000, "0 1 2 3 " * 20_000).decode()
    with pytest.raises(Refused) as refused:
        read_dae(often(text, 30), {})
    assert (refused.value.kind.code, refused.value.values["count"]) == ("model_too_detailed", 1_200_000)
    with pytest.raises(Refused) as refused:
        read_dae(often(dae(HOLLOW, "3", "0 1 2").decode(), MOST_SHAPES + 1), {})
    assert refused.value.kind.code == "model_too_many_parts"


def test_C93_a_picture_of_a_dae_is_made_once_however_often_it_stands_there(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bytes] = []
    monkeypatch.setattr(beside, "_look_at", looked.append)
    shapes = read_dae(often(pictured_dae("checks.bmp"), 5), {"checks.bmp": picture(kind="BMP")})
    assert len({shape.paint.picture for shape in shapes}) == len(looked) == 1
    assert len(shapes) == 5


def test_C93_a_picture_of_many_materials_of_an_obj_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []

    def counted(each: Any) -> Paint:
        made.append(each)
        return beside.pictured(each)

    monkeypatch.setattr("content.pipeline.plain.pictured", counted)
    obj = OBJ.replace(b"usemtl red\n", b"usemtl again\nf 1/1 2/2 3/3\nusemtl red\n")
    shapes = read_plain(obj, "obj", {"m.mtl": MTL + b"newmtl again\nmap_Kd tex/checks.png\n", "checks.png": picture()})
    assert len(shapes) == 3
    assert len(made) == 1
    assert sum(bool(shape.paint.picture) for shape in shapes) == 2


@pytest.mark.parametrize(("corners", "faces"), [(400, 2600), (4, 600_000), (3, 1_000_001)])
def test_C93_triangles_of_an_obj_are_counted_before_they_are_made(
    corners: int, faces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(obj_polygons, "cut_all", never)
    monkeypatch.setattr("trimesh.load_scene", never)
    face = "f" + " 1/1 2/1 3/1 4/1"[: 4 * corners] + " 1/1" * (corners - 4) + " # a face of many\n"
    with pytest.raises(Refused) as refused:
        read_plain(f"v 0 0 0\n{face * faces}".encode(), "obj", {})
    assert refused.value.kind.code == "model_too_detailed"
    assert refused.value.values["count"] == faces * (corners - 2)


def test_C93_polygons_that_are_cut_in_blocks_are_cut_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    several = [HOLLOW, comb(9), HOLLOW[::-1], comb(3), HOLLOW[[0, 1, 2]]] * 7
    lengths = np.array([len(each) for each in several])
    given = np.concatenate(several), np.arange(lengths.sum()), lengths
    whole = cut_all(*given)
    for block in (1, 16, 50):
        monkeypatch.setattr(polygons, "BLOCK", block)
        assert (cut_all(*given) == whole).all()


@pytest.mark.parametrize("name", ["obj", "dae", "ply", "3mf", "obj in zip"])
def test_C23_what_takes_too_much_memory_is_refused_by_that_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object, **more: object) -> None:
        raise MemoryError

    for module in ("plain.trimesh.load_scene", "collada_dae.collada.Collada", "ply_rows._alike", "threemf.parse"):
        monkeypatch.setattr(f"content.pipeline.{module}", full)
    data = {"obj": OBJ, "dae": dae(HOLLOW, "3", "0 1 2"), "ply": PLY, "3mf": three_mf()}
    with pytest.raises(Refused) as refused:
        if name == "obj in zip":
            as_glb(packed({"toy.obj": OBJ}), "zip")
        else:
            as_glb(data[name], name)  # type: ignore[arg-type]  # of those kinds
    assert refused.value.kind.code == "upload_too_demanding"
