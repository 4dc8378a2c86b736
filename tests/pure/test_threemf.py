"""What is read of 3MF files as slicers and programs for coloured prints write them."""

import numpy as np
import pytest

from content.gltf.refusal import Refused
from content.pipeline.threemf import read_3mf
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
