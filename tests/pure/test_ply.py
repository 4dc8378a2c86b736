"""What is read of PLY files as scanners, MeshLab and Blender write them."""

import struct
import time

import numpy as np
import pytest

from content.gltf.refusal import Refused
from content.pipeline.ply import MOST_HEADER, read_ply
from content.pipeline.ply_rows import MOST_PROPERTIES, Lists, rows_of
from content.pipeline.shapes import GREY, Shape
from tests.pure.model_files import PLY, picture

POINTS = [(0, 0, 0), (2, 0, 0), (2, 2, 0), (0, 2, 0), (1, 1, 3)]
FACES = [[0, 1, 2, 3], [0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]]
HEADER = """ply
format {form} 1.0
{said}element vertex {points}
property float x
property float y
property float z
{more}element face {faces}
property list uchar int vertex_indices
{of_faces}end_header
"""


def header(form: str, said: str = "", more: str = "", of_faces: str = "", points: int = 5, faces: int = 5) -> bytes:
    return HEADER.format(form=form, said=said, more=more, of_faces=of_faces, points=points, faces=faces).encode()


def one(data: bytes, files: dict[str, bytes] | None = None) -> Shape:
    [shape] = read_ply(data, files or {})
    return shape


@pytest.mark.parametrize(("form", "order"), [("binary_little_endian", "<"), ("binary_big_endian", ">"), ("ascii", "")])
def test_C90_faces_of_several_lengths_in_one_file_are_read(form: str, order: str) -> None:
    if order:
        body = b"".join(struct.pack(order + "3f", *point) for point in POINTS)
        body += b"".join(struct.pack(f"{order}B{len(face)}i", len(face), *face) for face in FACES)
    else:
        rows = [*POINTS, *([len(face), *face] for face in FACES)]
        body = "\n".join(" ".join(map(str, row)) for row in rows).encode()
    shape = one(header(form) + body)
    assert shape.points.tolist() == [list(point) for point in POINTS]
    assert sorted(map(sorted, shape.faces.tolist())) == [
        [0, 1, 2],
        [0, 1, 4],
        [0, 2, 3],
        [0, 3, 4],
        [1, 2, 4],
        [2, 3, 4],
    ]
    with pytest.raises(Refused):
        read_ply((header(form) + body)[:-8], {})


def test_C90_colours_are_kept_beside_places_for_which_there_is_no_picture() -> None:
    more = "property uchar red\nproperty uchar green\nproperty uchar blue\nproperty float s\nproperty float t\n"
    rows = b"".join(b"%d %d %d 255 0 0 0.5 0.5\n" % point for point in POINTS)
    shape = one(header("ascii", more=more, faces=1) + rows + b"3 0 1 2\n")
    assert shape.colours is not None
    assert shape.colours.tolist() == [[1, 0, 0, 1]] * 5
    assert shape.paint.colour == (1, 1, 1, 1)


def test_C90_colours_of_faces_are_kept() -> None:
    of_faces = "property uchar red\nproperty uchar green\nproperty uchar blue\n"
    rows = b"".join(b"%d %d %d\n" % point for point in POINTS)
    shape = one(header("ascii", of_faces=of_faces, faces=2) + rows + b"4 0 1 2 3 255 0 0\n3 0 1 4 0 0 255\n")
    assert shape.colours is not None
    corners = shape.colours[shape.faces]
    assert sorted(map(tuple, corners[:, 0, :3].tolist())) == [(0, 0, 1), (1, 0, 0), (1, 0, 0)]
    assert (corners == corners[:, :1]).all()


def test_C90_a_picture_is_laid_on_by_corners_or_by_points() -> None:
    said, skin = "comment TextureFile skin.png\n", {"toy/skin.png": picture()}
    rows = b"".join(b"%d %d %d\n" % point for point in POINTS)
    of_faces = "property list uchar float texcoord\n"
    by_corner = (
        header("ascii", said, of_faces=of_faces, faces=2) + rows + b"3 0 1 2 6 0 0 1 0 1 1\n3 0 1 4 6 0 0 1 0 0 1\n"
    )
    shape = one(by_corner, skin)
    assert shape.paint.picture
    assert shape.places is not None
    assert shape.places[shape.faces[1]].tolist() == [[0, 1], [1, 1], [0, 0]]
    rows = b"".join(b"%d %d %d 0.25 1\n" % point for point in POINTS)
    by_point = header("ascii", said, "property float s\nproperty float t\n", faces=1) + rows + b"3 0 1 2\n"
    shape = one(by_point, skin)
    assert shape.places is not None
    assert shape.places.tolist() == [[0.25, 0]] * 5
    # Alone it is shown without; in a zip somebody forgot it.
    assert one(by_point).paint.colour == GREY
    with pytest.raises(Refused) as refused:
        read_ply(by_point, {"other.png": picture()})
    assert (refused.value.kind.code, refused.value.values) == ("model_file_missing", {"name": "skin.png"})


def test_C90_what_blender_wrote_is_set_upright() -> None:
    assert one(PLY).points.max(axis=0).tolist() == [1, 2, 3]
    said = PLY.replace(b"\nelement vertex", b"\ncomment Created in Blender version 4.2.0\nelement vertex")
    assert one(said).points.max(axis=0).tolist() == [1, 3, 0]


def test_C90_a_strip_is_triangles_that_look_the_same_way() -> None:
    text = header("ascii", faces=1).replace(b"element face", b"element tristrips")
    flat = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0), (0, 2, 0)]
    shape = one(text + b"".join(b"%d %d %d\n" % point for point in flat) + b"6 0 1 2 3 -1 4\n")
    corners = shape.points[shape.faces]
    assert np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]).tolist() == [[0, 0, 1]] * 2


def test_C90_points_without_a_surface_are_named() -> None:
    cloud = header("ascii", faces=0) + b"".join(b"%d %d %d\n" % point for point in POINTS)
    with pytest.raises(Refused) as refused:
        read_ply(cloud, {})
    assert refused.value.kind.code == "model_is_points"


def code_of(data: bytes, files: dict[str, bytes] | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read_ply(data, files or {})
    return refused.value.kind.code


def test_C93_a_header_ends_within_64_kb_and_is_read_in_one_go() -> None:
    rows = b"".join(b"%d %d %d\n" % point for point in POINTS) + b"3 0 1 2\n"
    long = "comment " + "x" * MOST_HEADER + "\n"
    assert code_of(header("ascii", long, faces=1) + rows) == "model_damaged"
    begun = time.process_time()
    spaces = "comment TextureFile x" + " " * (MOST_HEADER - 1000) + "y\n"
    assert one(header("ascii", spaces, faces=1) + rows).paint.colour == GREY
    properties = "".join(f"property float p{number}\n" for number in range(MOST_PROPERTIES))
    assert code_of(header("ascii", more=properties, faces=1) + rows) == "model_damaged"
    assert code_of(b"ply\nformat ascii 1.0\n" + b"property float x\n" * 300 + b"end_header\n") == "model_damaged"
    assert time.process_time() - begun < 2


def test_C93_more_triangles_than_are_taken_are_counted_before_they_are_cut() -> None:
    text = header("binary_little_endian", faces=4).replace(b"list uchar", b"list int")
    body = b"".join(struct.pack("<3f", *point) for point in POINTS)
    body += (struct.pack("<i", 300_000) + bytes(4 * 300_000)) * 4
    with pytest.raises(Refused) as refused:
        read_ply(text + body, {})
    assert refused.value.kind.code == "model_too_detailed"
    assert refused.value.values["count"] == 4 * 299_998


def test_C93_corners_of_faces_that_are_alike_share_a_point() -> None:
    of_faces = "property uchar red\nproperty uchar green\nproperty uchar blue\n"
    rows = b"".join(b"%d %d %d\n" % point for point in POINTS)
    text = header("ascii", of_faces=of_faces, faces=3) + rows
    shape = one(text + b"4 0 1 2 3 255 0 0\n3 0 1 4 255 0 0\n3 1 2 4 0 0 255\n")
    assert shape.colours is not None
    assert len(shape.points) == len(shape.colours) == 5 + 3
    assert sorted(map(tuple, shape.colours[shape.faces].mean(axis=1)[:, :3].tolist())) == [(0, 0, 1)] + 3 * [(1, 0, 0)]


def test_C90_strips_are_kept_apart_and_from_faces_of_another_number() -> None:
    flat = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0), (0, 2, 0)]
    rows = b"".join(b"%d %d %d\n" % point for point in flat)
    strips = header("ascii", faces=2).replace(b"element face", b"element tristrips")
    corners = (shape := one(strips + rows + b"3 0 1 2\n3 2 3 4\n")).points[shape.faces]
    assert len(corners) == 2
    assert (np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] > 0).all()
    beside = "element face 2\nproperty uchar red\nproperty uchar green\nproperty uchar blue\n"
    beside += "property list uchar float texcoord\nend_header\n"
    text = strips.replace(b"tristrips 2", b"tristrips 1").replace(b"end_header\n", beside.encode())
    text = text.replace(b"element vertex", b"comment TextureFile skin.png\nelement vertex")
    assert len(one(text + rows + b"5 0 1 2 3 4\n" + b"255 0 0 2 0 0\n" * 2, {"skin.png": picture()}).faces) == 3


def test_C90_a_pictures_name_is_read_as_utf8_or_else_as_latin1() -> None:
    rows = b"".join(b"%d %d %d 0.25 1\n" % point for point in POINTS) + b"3 0 1 2\n"
    text = header("ascii", "comment TextureFile NAME \r\n", "property float s\nproperty float t\n", faces=1) + rows
    for name in ("beruang-\u00e9.png".encode(), "beruang-\u00e9.png".encode("latin-1")):
        assert one(text.replace(b"NAME", name), {"beruang-\u00e9.png": picture()}).paint.picture


def test_C93_a_picture_of_billions_of_pixels_is_too_large() -> None:
    said, more = "comment TextureFile skin.bmp\n", "property float s\nproperty float t\n"
    rows = b"".join(b"%d %d %d 0.25 1\n" % point for point in POINTS) + b"3 0 1 2\n"
    bomb = b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 60000, 60000, 1, 24, *[0] * 6)
    assert code_of(header("ascii", said, more, faces=1) + rows, {"skin.bmp": bomb}) == "model_texture_too_large"


def lists(rows: int, kinds: int) -> bytes:
    """Two elements of so many rows of so many lists; only the first list of the last row holds something."""
    text = "ply\nformat binary_little_endian 1.0\n"
    more = "".join(f"property list uchar uchar l{number}\n" for number in range(kinds))
    text += "".join(f"element {name} {rows}\nproperty uchar first\n{more}property uchar last\n" for name in "ab")
    return (text + "end_header\n").encode() + 2 * (bytes((kinds + 2) * rows - kinds - 1) + b"\1\7" + bytes(kinds))


def test_C93_lists_that_are_read_row_by_row_are_counted_before(monkeypatch: pytest.MonkeyPatch) -> None:
    head, _, body = lists(3, 2).partition(b"end_header\n")
    _, columns = rows_of(head, body)
    for name in "ab":
        found = columns[name]["l0"]
        assert isinstance(found, Lists)
        assert (found.lengths.tolist(), found.values.tolist()) == ([0, 0, 1], [7])
        assert np.asarray(columns[name]["last"]).tolist() == [0, 0, 0]
    monkeypatch.setattr("content.pipeline.ply_rows.MOST_LISTS", 12)
    rows_of(head, body)
    monkeypatch.setattr("content.pipeline.ply_rows.MOST_LISTS", 11)
    with pytest.raises(Refused) as refused:
        rows_of(head, body)
    assert refused.value.kind.code == "model_too_detailed"
    assert refused.value.values == {"count": 3, "most": 2}


def test_C93_two_million_lists_take_seconds() -> None:
    head, _, body = lists(100_000, 11).partition(b"end_header\n")
    begun = time.process_time()
    assert len(rows_of(head, body)[1]) == 2
    assert time.process_time() - begun < 5
