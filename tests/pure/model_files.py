"""Small whole models of every format that is taken, made by hand."""

import io
import json
import os
import struct
import zipfile
from typing import Any

import numpy as np
from PIL import Image

from tests.pure.gltf_files import FACES, TETRAHEDRON, glb, parts, with_skin

Json = dict[str, Any]
OBJ = b"""mtllib m.mtl
v 0 0 0
v 1 0 0
v 1 1 0
v 0 1 0
v 0.5 0.5 1
vt 0 0
vt 1 0
vt 1 1
vt 0 1
usemtl checked
f 1/1 2/2 3/3 4/4
usemtl red
f 1 2 5
f 2 3 5
"""
MTL = b"newmtl checked\nmap_Kd tex/checks.png\nnewmtl red\nKd 1 0 0\n"
PLY = b"""ply
format ascii 1.0
element vertex 4
property float x
property float y
property float z
property uchar red
property uchar green
property uchar blue
element face 4
property list uchar int vertex_indices
end_header
0 0 0 255 0 0
1 0 0 0 255 0
0 2 0 0 0 255
0 0 3 255 255 255
3 0 2 1
3 0 1 3
3 0 3 2
3 1 2 3
"""
THREE_MF = """<?xml version="1.0"?>
<model unit="millimeter" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"><resources>
<basematerials id="9"><base name="red" displaycolor="#FF0000"/></basematerials>
<object id="1" type="model" pid="9" pindex="0"><mesh><vertices>
<vertex x="0" y="0" z="0"/><vertex x="10" y="0" z="0"/><vertex x="0" y="10" z="0"/><vertex x="0" y="0" z="30"/>
</vertices><triangles><triangle v1="0" v2="2" v3="1"/><triangle v1="0" v2="1" v3="3"/>
<triangle v1="0" v2="3" v3="2"/><triangle v1="1" v2="2" v3="3"/></triangles></mesh></object>
<object id="2" type="model"><components><component objectid="1"/>
<component objectid="1" transform="1 0 0 0 1 0 0 0 1 20 0 0"/></components></object>
</resources><build><item objectid="2"/></build></model>"""
DAE = """<?xml version="1.0"?>
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
<asset><created>2020-01-01T00:00:00Z</created><modified>2020-01-01T00:00:00Z</modified><up_axis>Z_UP</up_axis></asset>
<library_effects><effect id="e"><profile_COMMON><technique sid="t"><lambert><diffuse><color>0 0 1 1</color></diffuse>
</lambert></technique></profile_COMMON></effect></library_effects>
<library_materials><material id="m"><instance_effect url="#e"/></material></library_materials>
<library_geometries><geometry id="g"><mesh>
<source id="p"><float_array id="pa" count="12">0 0 0 1 0 0 0 2 0 0 0 3</float_array><technique_common>
<accessor source="#pa" count="4" stride="3"><param name="X" type="float"/><param name="Y" type="float"/>
<param name="Z" type="float"/></accessor></technique_common></source>
<vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
<triangles count="4" material="s"><input semantic="VERTEX" source="#v" offset="0"/><p>0 2 1 0 1 3 0 3 2 1 2 3</p>
</triangles></mesh></geometry></library_geometries>
<library_visual_scenes><visual_scene id="s"><node id="n"><instance_geometry url="#g"><bind_material><technique_common>
<instance_material symbol="s" target="#m"/></technique_common></bind_material></instance_geometry></node>
</visual_scene></library_visual_scenes><scene><instance_visual_scene url="#s"/></scene></COLLADA>"""


def picture(side: int = 96, kind: str = "PNG", **more: Any) -> bytes:
    """Of many colours, so that it is no palette. `more`: how Pillow saves it."""
    rows = np.indices((side, side)).sum(axis=0)[..., None] * np.array([1, 2, 3]) % 256
    out = io.BytesIO()
    Image.fromarray(rows.astype(np.uint8)).save(out, kind, **more)
    return out.getvalue()


def land(side: int, image: bytes, turns: int = 0) -> bytes:
    """Waves of 2 * side * side triangles under a picture; animated by so many turns, no two of them alike."""
    across, along = np.meshgrid(np.linspace(0, 1, side + 1), np.linspace(0, 1, side + 1))
    points = np.stack([across, 0.1 * np.sin(30 * across) * np.cos(25 * along), along], axis=-1).reshape(-1, 3)
    corner = (np.arange(side)[:, None] * (side + 1) + np.arange(side)).reshape(-1, 1)
    faces = np.concatenate([np.add(corner, [0, side + 1, 1]), np.add(corner, [1, side + 1, side + 2])])
    angles = np.random.default_rng(5).uniform(-0.4, 0.4, turns)
    spun = np.stack([0 * angles, np.sin(angles), 0 * angles, np.cos(angles)], axis=-1)
    blocks = [points.astype("<f4"), faces.astype("<u4"), np.stack([across, along], -1).reshape(-1, 2).astype("<f4")]
    blocks += [np.arange(turns, dtype="<f4"), spun.astype("<f4")] if turns else []
    binary, views = b"", []
    for piece in [image, *(block.tobytes() for block in blocks)]:
        binary += b"\0" * (-len(binary) % 4)
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(piece)})
        binary += piece
    limits = {"min": points.min(axis=0).tolist(), "max": points.max(axis=0).tolist()}
    accessors: list[Json] = [
        {"bufferView": 1, "componentType": 5126, "count": len(points), "type": "VEC3", **limits},
        {"bufferView": 2, "componentType": 5125, "count": faces.size, "type": "SCALAR"},
        {"bufferView": 3, "componentType": 5126, "count": len(points), "type": "VEC2"},
        {"bufferView": 4, "componentType": 5126, "count": turns, "type": "SCALAR", "min": [0], "max": [turns - 1]},
        {"bufferView": 5, "componentType": 5126, "count": turns, "type": "VEC4"},
    ]
    turned = {"channels": [{"sampler": 0, "target": {"node": 0, "path": "rotation"}}]}
    document = {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "TEXCOORD_0": 2}, "indices": 1, "material": 0}]}],
        "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicFactor": 0}}],
        "textures": [{"source": 0}],
        "images": [{"bufferView": 0}],
        "accessors": accessors[: 5 if turns else 3],
        "animations": [turned | {"samplers": [{"input": 3, "output": 4}]}][: min(turns, 1)],
        "bufferViews": views,
        "buffers": [{"byteLength": len(binary)}],
    }
    return glb(document, binary)


def packed(files: dict[str, bytes | str]) -> bytes:
    """A zip of the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def stl() -> bytes:
    corners = TETRAHEDRON[FACES.reshape(-1, 3)]
    facets = b"".join(struct.pack("<12fH", 0, 0, 1, *facet.ravel().tolist(), 0) for facet in corners)
    return b"made for a test".ljust(80) + struct.pack("<I", 4) + facets


def three_mf(model: str = THREE_MF, more: dict[str, bytes | str] | None = None) -> bytes:
    return packed({"[Content_Types].xml": "<x/>", "3D/3dmodel.model": model, **(more or {})})


def by_cura() -> bytes:
    """What shows it comes first, and is as it was; then more, and only then the model."""
    more: dict[str, bytes | str] = {"Metadata/thumbnail.png": os.urandom(20_000), "Metadata/packages.json": "{}"}
    return packed(more | {"3D/3dmodel.model": THREE_MF, "[Content_Types].xml": "<x/>"})


def gltf(picture_uri: str = "textures/my%20checks.png") -> tuple[Json, bytes]:
    """A glTF whose buffer and picture lie beside it."""
    document, binary = parts()
    places = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], "<f4").tobytes()
    document["bufferViews"].append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(places)})
    document["accessors"].append({"bufferView": 4, "componentType": 5126, "count": 4, "type": "VEC2"})
    document["accessors"][0] |= {"min": [0, 0, 0], "max": [1, 2, 3]}
    document["accessors"][2] |= {"min": [0], "max": [1]}
    document["buffers"] = [{"uri": "scene.bin", "byteLength": len(binary) + len(places)}]
    document["images"] = [{"uri": picture_uri}]
    document["textures"] = [{"source": 0}]
    document["materials"][0]["pbrMetallicRoughness"] = {"baseColorTexture": {"index": 0}}
    document["meshes"][0]["primitives"][0]["attributes"]["TEXCOORD_0"] = 4
    return document, binary + places


def gltf_in_zip() -> bytes:
    document, binary = gltf()
    files: dict[str, bytes | str] = {"scene.gltf": json.dumps(document), "scene.bin": binary}
    return packed(files | {"textures/my checks.png": picture(), "__MACOSX/._scene.gltf": b"x"})


def obj_in_zip() -> bytes:
    return packed({"toy/m.obj": OBJ, "toy/m.mtl": MTL, "toy/tex/checks.png": picture()})


def moving() -> bytes:
    """A GLB with a skin, a morph, an animation of each, and a copyright."""
    document, binary = with_skin()
    lift = np.array([[0, 0, 0], [0, 0, 0], [0, 1, 0], [0, 0, 0]], "<f4")
    turn = np.array([[0, 0, 0, 1], [0, 0, 0.7071068, 0.7071068]], "<f4")
    for block, entry in (
        (lift, {"componentType": 5126, "count": 4, "type": "VEC3", "min": [0, 0, 0], "max": [0, 1, 0]}),
        (turn, {"componentType": 5126, "count": 2, "type": "VEC4"}),
        (np.array([0, 1], "<f4"), {"componentType": 5126, "count": 2, "type": "SCALAR"}),
    ):
        document["bufferViews"].append({"buffer": 0, "byteOffset": len(binary), "byteLength": block.nbytes})
        document["accessors"].append({"bufferView": len(document["bufferViews"]) - 1, **entry})
        binary += block.tobytes()
    last = len(document["accessors"]) - 3
    document["buffers"][0]["byteLength"] = len(binary)
    document["accessors"][0] |= {"min": [0, 0, 0], "max": [1, 2, 3]}
    document["accessors"][2] |= {"min": [0], "max": [1]}
    document["nodes"][3]["translation"] = [0, 1, 0]
    document["meshes"][0]["primitives"][0]["targets"] = [{"POSITION": last}]
    document["animations"] = [
        {
            "name": "nod",
            "samplers": [{"input": 2, "output": last + 1}],
            "channels": [{"sampler": 0, "target": {"node": 3, "path": "rotation"}}],
        },
        {
            "name": "grow",
            "samplers": [{"input": 2, "output": last + 2}],
            "channels": [{"sampler": 0, "target": {"node": 1, "path": "weights"}}],
        },
    ]
    return glb(document, binary)


def every_format() -> dict[str, bytes]:
    """By what the pipeline calls it."""
    return {
        "glb": moving(),
        "gltf in zip": gltf_in_zip(),
        "obj in zip": obj_in_zip(),
        "obj": b"\n".join(line for line in OBJ.splitlines() if not line.startswith((b"mtllib", b"usemtl"))),
        "stl": stl(),
        "ply": PLY,
        "3mf": three_mf(),
        "dae": DAE.encode(),
    }
