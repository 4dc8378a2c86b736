"""What is read of 3MF files as slicers and programs for coloured prints write them."""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from content.gltf.refusal import Refused
from content.pipeline import threemf
from content.pipeline.shapes import MOST_SHAPES, Shape, linear
from content.pipeline.threemf import MOST_PARTS, read_3mf
from tests.pure.model_files import THREE_MF, packed, picture, three_mf

PRODUCTION = 'xmlns:p="http://schemas.microsoft.com/3dmanufacturing/production/2015/06"'
MATERIALS = 'xmlns:m="http://schemas.microsoft.com/3dmanufacturing/material/2015/02"'
COLOURS = "".join(f'<m:color color="#{colour}"/>' for colour in ("FF0000", "00FF00", "0000FF"))
PLACES = '<m:tex2coord u="0" v="0"/><m:tex2coord u="1" v="0"/><m:tex2coord u="0.25" v="1"/>'


def painted(resources: str, paint: str) -> str:
    """The model whose triangles are painted so by a group 5."""
    text = THREE_MF.replace("<model ", f"<model {MATERIALS} ").replace("<object id=", resources + "<object id=", 1)
    return text.replace("<triangle ", f"<triangle {paint} ")


def test_C88_objects_of_which_a_slicer_made_files_are_put_together() -> None:
    begin, _, rest = THREE_MF.partition('<object id="1"')
    mesh, _, end = rest.partition("</object>")
    apart = f'<model {PRODUCTION}><resources><object id="1"{mesh}</object></resources><build/></model>'
    apart = apart.replace('pid="9" pindex="0"', "")
    main = (begin + end).replace("<model ", f"<model {PRODUCTION} ")
    main = main.replace('objectid="1"', 'p:path="/3D/Objects/Toy.model" objectid="1"')
    shapes = read_3mf(three_mf(main, {"3D/Objects/Toy.model": apart}))
    assert [len(shape.faces) for shape in shapes] == [4, 4]
    assert sorted(shape.points[:, 0].max() for shape in shapes) == [10, 30]
    with pytest.raises(Refused):
        read_3mf(three_mf(main))


def test_C88_a_picture_on_a_3mf_lies_where_it_lay() -> None:
    look = '<m:texture2d id="4" path="/3D/Textures/skin.png" contenttype="image/png"/>'
    group = f'<m:texture2dgroup id="5" texid="4">{PLACES}</m:texture2dgroup>'
    text = painted(look + group, 'pid="5" p1="0" p2="1" p3="2"')
    shapes = read_3mf(three_mf(text, {"3D/Textures/skin.png": picture()}))
    assert {shape.paint.picture for shape in shapes} == {picture()}
    for shape in shapes:
        assert shape.places is not None
        assert shape.places[shape.faces[0]].tolist() == [[0, 1], [1, 1], [0.25, 0]]


def test_C88_a_3mf_keeps_the_colour_of_every_corner() -> None:
    group = f'<m:colorgroup id="5">{COLOURS}</m:colorgroup>'
    [shape, _] = read_3mf(three_mf(painted(group, 'pid="5" p1="0" p2="1" p3="2"')))
    assert shape.colours is not None
    assert shape.colours[shape.faces[1]].tolist() == [[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1]]
    # One colour for a whole face needs no more than a material.
    [plain, _] = read_3mf(three_mf(painted(group, 'pid="5" p1="2"')))
    assert (plain.paint.colour, plain.colours) == ((0, 0, 1, 1), None)


def test_C88_a_3mf_of_hundreds_of_colours_is_one_shape() -> None:
    many = "".join(f'<m:color color="#0000{number:02X}"/>' for number in range(256))
    corners = "".join(f'<triangle v1="0" v2="2" v3="1" pid="5" p1="{number}"/>' for number in range(256))
    text = painted(f'<m:colorgroup id="5">{many}</m:colorgroup>', "").replace("</triangles>", corners + "</triangles>")
    shapes = read_3mf(three_mf(text))
    assert sorted(len(shape.faces) for shape in shapes) == [4, 4, 256, 256]
    assert {len(np.unique(shape.colours, axis=0)) for shape in shapes if shape.colours is not None} == {256}


def test_C88_a_document_that_is_packed_like_a_3mf_holds_no_model() -> None:
    with pytest.raises(Refused) as refused:
        read_3mf(packed({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}))
    assert refused.value.kind.code == "model_archive_without_model"


def mesh(triangles: str, points: int = 4) -> str:
    """The model with these triangles, and so many points."""
    begin, _, rest = THREE_MF.partition("<triangles>")
    more = '<vertex x="1" y="1" z="1"/>' * (points - 4)
    begin = begin.replace("</vertices>", more + "</vertices>").replace("<model ", f"<model {MATERIALS} ")
    return f"{begin}<triangles>{triangles}</triangles>{rest.partition('</triangles>')[2]}"


def test_C93_a_shape_of_a_3mf_has_no_other_points_than_its_own() -> None:
    group = f'<m:colorgroup id="5">{COLOURS}</m:colorgroup>'
    corners = "".join(f'<triangle v1="0" v2="1" v3="{2 + at % 2}" pid="5" p1="{at}"/>' for at in range(3))
    text = mesh(corners, 1000).replace("<object id=", group + "<object id=", 1)
    shapes = read_3mf(three_mf(text))
    assert len(shapes) == 6
    assert [len(shape.points) for shape in shapes] == [3] * 6
    with pytest.raises(Refused) as refused:
        read_3mf(three_mf(mesh('<triangle v1="0" v2="1" v3="4"/>')))
    assert refused.value.kind.code == "model_points_outside"


def test_C93_groups_that_are_not_there_are_one() -> None:
    text = mesh("".join(f'<triangle v1="0" v2="1" v3="2" pid="no{at}" p1="0"/>' for at in range(3000)))
    assert [len(shape.faces) for shape in read_3mf(three_mf(text))] == [3000, 3000]


def test_C93_of_a_3mf_of_too_many_groups_only_as_many_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    painted_ = threemf._painted

    def counted(*given: Any) -> Iterator[Shape]:
        looked.append(len(given[3]))
        return painted_(*given)

    monkeypatch.setattr(threemf, "_painted", counted)
    groups = "".join(f'<m:colorgroup id="g{at}"><m:color color="#FF0000"/></m:colorgroup>' for at in range(9000))
    corners = "".join(f'<triangle v1="0" v2="1" v3="2" pid="g{at}" p1="0"/>' for at in range(9000))
    with pytest.raises(Refused) as refused:
        read_3mf(three_mf(mesh(corners).replace("<object id=", groups + "<object id=", 1)))
    assert refused.value.kind.code == "model_too_many_parts"
    assert len(looked) <= MOST_SHAPES + 1


def test_C93_triangles_of_a_3mf_are_counted_before_they_are_put_together() -> None:
    parts = '<component objectid="1"/>' * 1000
    text = mesh('<triangle v1="0" v2="1" v3="2"/>' * 1500).replace("</components>", parts + "</components>")
    with pytest.raises(Refused) as refused:
        read_3mf(three_mf(text))
    assert refused.value.kind.code == "model_too_detailed"
    assert refused.value.values["count"] == 1002 * 1500


def test_C93_corners_of_a_3mf_that_are_alike_share_a_point() -> None:
    group = f'<m:colorgroup id="5">{COLOURS}</m:colorgroup>'
    [shape, _] = read_3mf(three_mf(painted(group, 'pid="5" p1="0" p2="1" p3="1"')))
    assert len(shape.faces) == 4
    assert len(shape.points) < 12
    rows = np.column_stack([shape.points, shape.colours if shape.colours is not None else []])
    assert len(np.unique(rows, axis=0)) == len(rows)


def test_C93_a_3mf_of_too_many_triangles_says_how_many_and_keeps_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threemf, "MOST_TRIANGLES", 1000)
    readers: list[threemf.Reader] = []

    class Kept(threemf.Reader):
        def __init__(self) -> None:
            super().__init__()
            readers.append(self)

    monkeypatch.setattr(threemf, "Reader", Kept)
    with pytest.raises(Refused) as refused:
        read_3mf(three_mf(mesh('<triangle v1="0" v2="1" v3="2"/>' * 3000)))
    assert (refused.value.kind.code, refused.value.values) == ("model_too_detailed", {"count": 3000, "most": 1000})
    assert sum(len(thing.faces) for thing in readers[0].things.values()) == 3 * 1000


@pytest.mark.parametrize(
    "part",
    ['<component objectid="1"/>', '<object id="9"/>', '<item objectid="1"/>', '<colorgroup id="9"/>'],
)
def test_C93_parts_of_a_3mf_are_counted_whether_they_are_seen_or_not(part: str) -> None:
    hidden = f'<object id="8"><components>{part * (MOST_PARTS + 1)}</components></object>'
    with pytest.raises(Refused) as refused:
        read_3mf(three_mf(THREE_MF.replace("</resources>", hidden + "</resources>")))
    assert refused.value.kind.code == "model_too_many_parts"


def test_C93_elements_of_all_files_of_a_3mf_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threemf, "MOST_ELEMENTS", 50)
    main = THREE_MF.replace("<model ", f"<model {PRODUCTION} ").replace(
        'objectid="1"', 'p:path="/3D/more.model" objectid="1"', 1
    )
    more = THREE_MF.replace("</resources>", "<a/>" * 15 + "</resources>")
    assert read_3mf(three_mf(THREE_MF.replace("</resources>", "<a/>" * 15 + "</resources>")))
    with pytest.raises(Refused) as refused:
        read_3mf(three_mf(main, {"3D/more.model": more}))
    assert refused.value.kind.code == "model_too_many_parts"


def test_C93_a_hundred_thousand_colours_of_a_3mf_are_read_at_once() -> None:
    many = "".join(f'<m:color color="#{number:06x}"/>' for number in range(100_000))
    text = painted(f'<m:colorgroup id="5">{many}</m:colorgroup>', 'pid="5" p1="99999"')
    begun = time.process_time()
    [shape, _] = read_3mf(three_mf(text))
    assert time.process_time() - begun < 2
    assert shape.paint.colour == pytest.approx((linear(np.array([1, 0x86, 0x9F, 255]) / 255)).tolist())


@pytest.mark.parametrize("colour", ["#GGGGGG", "#12 45 78", "#        ", "merah"])
def test_C23_a_colour_of_a_3mf_that_is_none_is_damage(colour: str) -> None:
    group = f'<m:colorgroup id="5"><m:color color="{colour}"/></m:colorgroup>'
    with pytest.raises(Refused) as refused:
        read_3mf(three_mf(painted(group, 'pid="5" p1="0"')))
    assert refused.value.kind.code == "model_damaged"
