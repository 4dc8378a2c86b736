"""The demo's models: files that every loader reads, light enough for a cheap phone, standing and moving as promised."""

import io
import json
import struct
from typing import Any

import numpy as np
import pytest
import trimesh

from content.budget import judge, worst
from content.demo import books
from content.demo.glb import quaternion, write_glb
from content.demo.model import posed, triangles
from content.demo.shape import rotation
from content.gate import Report, gate

MOST_TRIANGLES, MOST_BYTES = 5_000, 150_000
NAMES = sorted(books.models())


def document_of(data: bytes) -> dict[str, Any]:
    """The JSON of a GLB, after its frame was checked by hand."""
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version, length) == (b"glTF", 2, len(data))
    size, kind = struct.unpack_from("<I4s", data, 12)
    binary_size, binary_kind = struct.unpack_from("<I4s", data, 20 + size)
    assert (kind, binary_kind, 28 + size + binary_size) == (b"JSON", b"BIN\0", len(data))
    document: dict[str, Any] = json.loads(data[20 : 20 + size])
    assert document["buffers"] == [{"byteLength": document["buffers"][0]["byteLength"]}]
    return document


def report_of(name: str) -> Report:
    report = gate(books.models()[name])
    assert isinstance(report, Report), report
    return report


@pytest.mark.parametrize("name", NAMES)
def test_our_own_gate_takes_the_model_and_finds_it_light(name: str) -> None:
    report = report_of(name)
    assert worst(judge(report)) == "green"
    assert report.triangles <= MOST_TRIANGLES
    assert report.bytes <= MOST_BYTES
    # Faces folded to nothing are left out of the file.
    assert 0.98 * triangles(books.cast()[name]) <= report.triangles <= triangles(books.cast()[name])


@pytest.mark.parametrize("name", NAMES)
def test_the_model_stands_on_the_ground_over_the_origin(name: str) -> None:
    (low_x, low_y, low_z), (high_x, high_y, high_z) = report_of(name).bounds
    assert low_y == pytest.approx(0, abs=1e-4)
    assert (low_x + high_x, low_z + high_z) == pytest.approx((0, 0), abs=1e-4)
    assert 0.05 < max(high_x - low_x, high_y, high_z - low_z) < 4


@pytest.mark.parametrize("name", NAMES)
def test_another_library_reads_the_same_geometry(name: str) -> None:
    loaded = trimesh.load_scene(io.BytesIO(books.models()[name]), file_type="glb")
    faces = [len(mesh.faces) for mesh in loaded.geometry.values() if isinstance(mesh, trimesh.Trimesh)]
    assert sum(faces) == report_of(name).triangles
    assert loaded.bounds == pytest.approx(np.array(report_of(name).bounds), abs=1e-3)


@pytest.mark.parametrize("name", NAMES)
def test_the_model_is_matt_and_carries_its_colours_at_the_corners(name: str) -> None:
    document = document_of(books.models()[name])
    assert {material["pbrMetallicRoughness"]["metallicFactor"] for material in document["materials"]} == {0}
    primitives = [primitive for mesh in document["meshes"] for primitive in mesh["primitives"]]
    # Without normals a loader shades every face flat: the look of folded paper.
    assert all(set(primitive["attributes"]) == {"POSITION", "COLOR_0"} for primitive in primitives)


def test_most_models_move_and_every_animation_ends_as_it_begins() -> None:
    moving = [name for name in NAMES if books.cast()[name].clips]
    assert len(moving) >= len(NAMES) - 4
    for name in moving:
        for clip in books.cast()[name].clips:
            for track in clip.tracks:
                first, last = track.values[0], track.values[-1]
                whole_turns = track.path == "rotation" and np.allclose((last - first) % 60, 0)  # as the sun's rays
                assert np.allclose(first, last, atol=1e-6) or whole_turns, (name, clip.name, track.part, track.path)


@pytest.mark.parametrize("name", [name for name in NAMES if books.cast()[name].clips])
def test_the_animations_of_the_file_are_those_of_the_model(name: str) -> None:
    model = books.cast()[name]
    assert report_of(name).animations == [clip.name for clip in model.clips]
    document = document_of(books.models()[name])
    parts = [node["name"] for node in document["nodes"]]
    for written, clip in zip(document["animations"], model.clips, strict=True):
        targets = [(parts[channel["target"]["node"]], channel["target"]["path"]) for channel in written["channels"]]
        assert targets == [(track.part, track.path) for track in clip.tracks]


def test_turns_in_the_file_are_those_of_the_painter() -> None:
    for x, y, z in ((0, 0, 0), (90, 0, 0), (20, -130, 47), (-75, 33, 160)):
        a, b, c, w = quaternion(x, y, z)
        matrix = np.array(
            [
                [1 - 2 * (b * b + c * c), 2 * (a * b - c * w), 2 * (a * c + b * w)],
                [2 * (a * b + c * w), 1 - 2 * (a * a + c * c), 2 * (b * c - a * w)],
                [2 * (a * c - b * w), 2 * (b * c + a * w), 1 - 2 * (a * a + b * b)],
            ]
        )
        assert matrix == pytest.approx(rotation(x, y, z), abs=1e-12)


def test_a_wave_moves_the_hand_and_leaves_the_feet() -> None:
    bear = books.cast()["sun-bear"]
    at_rest, waving = posed(bear), posed(bear, "wave", 0.4)
    moved = {
        part.name: float(np.abs(before[1] - after[1]).max())
        for part, before, after in zip((part for part in bear.parts if part.shape), at_rest, waving, strict=True)
    }
    assert moved["arm-left"] > 0.5
    assert moved["leg-left"] == moved["leg-right"] == 0


def test_the_same_model_gives_the_same_bytes() -> None:
    for maker in books.MAKERS:
        model = books.grounded(maker())
        if model.name in books.models():
            assert write_glb(model) == books.models()[model.name]
