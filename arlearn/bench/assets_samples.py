"""Small whole models of every format, from which broken ones are made: our own figures, and shapes made here."""

import io
import json
import tempfile
import zipfile
from functools import lru_cache
from pathlib import Path

import numpy as np
import trimesh
from PIL import Image

from arlearn.bench.assets_packed import by_draco
from content.demo.books import models
from content.gltf.container import unpack
from content.gltf.glb import pack
from content.gltf.refusal import Json
from content.pipeline.prepare import prepare_models
from content.pipeline.shapes import Paint, Shape, glb_of
from content.pipeline.sniff import ModelKind
from content.pipeline.warm import DAE

THREE_MF = """<?xml version="1.0"?>
<model unit="millimeter" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"><resources>
<basematerials id="9"><base name="red" displaycolor="#FF0000"/></basematerials>
<object id="1" type="model" pid="9" pindex="0"><mesh><vertices>{vertices}</vertices><triangles>{triangles}</triangles>
</mesh></object><object id="2" type="model"><components><component objectid="1"/>
<component objectid="1" transform="1 0 0 0 1 0 0 0 1 20 0 0"/></components></object>
</resources><build><item objectid="2"/></build></model>"""
LOOSE = b"mtllib m.mtl\nusemtl checked\n"
MTL = b"newmtl checked\nmap_Kd checks.png\n"


@lru_cache(maxsize=1)
def samples() -> list[tuple[ModelKind, bytes]]:
    """The same each time. Needs Node and the bundled recipe, which packs some of them."""
    ball = trimesh.creation.icosphere(subdivisions=1)
    ball.visual.vertex_colors = np.column_stack([(ball.vertices + 1) * 127, np.full(len(ball.vertices), 255)])
    smallest = sorted(models().values(), key=len)[:3]
    obj = ball.export(file_type="obj").encode()
    return [
        *(("glb", data) for data in smallest),
        ("glb", textured()),
        ("glb", bending()),
        ("glb", by_draco()),
        *(("glb", data) for data in by_meshopt(textured(), bending())),
        ("zip", zipped({"a.gltf": json.dumps(_beside()[0]).encode(), "a.bin": _beside()[1], "checks.png": checks()})),
        ("zip", zipped({"m.obj": LOOSE + obj, "m.mtl": MTL, "checks.png": checks()})),
        ("obj", obj),
        ("stl", ball.export(file_type="stl")),
        ("stl", ball.export(file_type="stl_ascii").encode()),
        ("ply", ball.export(file_type="ply")),
        ("ply", ball.export(file_type="ply", encoding="ascii")),
        ("dae", DAE),
        ("3mf", _three_mf(ball)),
    ]


def by_meshopt(*models: bytes) -> list[bytes]:
    """The models as phones get them: quantised, and packed."""
    with tempfile.TemporaryDirectory(prefix="arlearn-samples-") as folder:
        sources = [Path(folder) / f"upload-{number}" for number in range(len(models))]
        for source, model in zip(sources, models, strict=True):
            source.write_bytes(model)
        return [made.model.read_bytes() for made in prepare_models(sources, Path(folder), lambda progress: None)]


def checks() -> bytes:
    rows = np.indices((48, 48)).sum(axis=0)[..., None] * np.array([1, 2, 3]) % 256
    out = io.BytesIO()
    Image.fromarray(rows.astype(np.uint8)).save(out, "PNG")
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def textured() -> bytes:
    """A square with a picture."""
    points = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0.2], [0, 1, 0]], float)
    places = np.array([[0, 1], [1, 1], [1, 0], [0, 0]], float)
    return glb_of([Shape(points, np.array([[0, 1, 2], [0, 2, 3]]), None, places, None, Paint(picture=checks()))])


def bending() -> bytes:
    """A strip on two joints, with a morph, and animations of all that can move."""
    points = np.array([[x, y, 0] for y in range(4) for x in range(2)], "<f4")
    faces = np.array([[a, a + 1, a + 3, a, a + 3, a + 2] for a in (0, 2, 4)], "<u2").reshape(-1)
    weight = np.array([[1 - y / 3, y / 3, 0, 0] for y in range(4) for _ in range(2)], "<f4")
    blocks = [
        (points, "VEC3", 5126), (faces, "SCALAR", 5123), (np.tile(np.array([0, 1, 0, 0], "u1"), (8, 1)), "VEC4", 5121),
        (weight, "VEC4", 5126), (np.tile(np.eye(4, dtype="<f4").reshape(16), (2, 1)), "MAT4", 5126),
        (points * np.array([0, 0, 1], "<f4") + np.array([0, 0, 0.3], "<f4"), "VEC3", 5126),
        (np.array([0, 0.5, 1], "<f4"), "SCALAR", 5126),
        (np.array([[0, 0, 0, 1], [0, 0, 0.7071068, 0.7071068], [0, 0, 0, 1]], "<f4"), "VEC4", 5126),
        (np.array([0, 1, 0], "<f4"), "SCALAR", 5126),
    ]  # fmt: skip
    out, views = bytearray(), list[Json]()
    accessors: list[Json] = []
    for rows, kind, component in blocks:
        out += b"\0" * (-len(out) % 4)
        views.append({"buffer": 0, "byteOffset": len(out), "byteLength": rows.nbytes})
        limits = {"min": rows.min(axis=0).tolist(), "max": rows.max(axis=0).tolist()} if kind == "VEC3" else {}
        limits = {"min": [0], "max": [1]} if len(accessors) == 6 else limits
        accessors.append(
            {"bufferView": len(views) - 1, "componentType": component, "count": len(rows), "type": kind, **limits}
        )
        out += rows.tobytes()
    attributes = {"POSITION": 0, "JOINTS_0": 2, "WEIGHTS_0": 3}
    document: Json = {
        "asset": {"version": "2.0", "copyright": "arlearn"},
        "scenes": [{"nodes": [0, 1]}],
        "nodes": [{"mesh": 0, "skin": 0}, {"children": [2]}, {"translation": [0, 1, 0]}],
        "meshes": [{"primitives": [{"attributes": attributes, "indices": 1, "targets": [{"POSITION": 5}]}]}],
        "skins": [{"joints": [1, 2], "inverseBindMatrices": 4}],
        "animations": [
            {
                "name": "bend",
                "samplers": [{"input": 6, "output": 7}, {"input": 6, "output": 8, "interpolation": "STEP"}],
                "channels": [
                    {"sampler": 0, "target": {"node": 2, "path": "rotation"}},
                    {"sampler": 1, "target": {"node": 0, "path": "weights"}},
                ],
            }
        ],
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": len(out)}],
    }
    return pack(document, bytes(out))


def _beside() -> tuple[Json, bytes]:
    """A glTF whose buffer and picture are files of their own."""
    document, binary = unpack(textured())
    document["buffers"][0]["uri"] = "a.bin"
    document["images"] = [{"uri": "checks.png"}]
    return document, bytes(binary or b"")


def _three_mf(ball: trimesh.Trimesh) -> bytes:
    vertices = "".join('<vertex x="{:.4f}" y="{:.4f}" z="{:.4f}"/>'.format(*row) for row in ball.vertices.tolist())
    triangles = "".join('<triangle v1="{}" v2="{}" v3="{}"/>'.format(*row) for row in ball.faces.tolist())
    text = THREE_MF.format(vertices=vertices, triangles=triangles)
    return zipped({"[Content_Types].xml": b"<x/>", "3D/3dmodel.model": text.encode()})
