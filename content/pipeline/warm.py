"""Has the readers read something small of each kind: their libraries load parts of themselves when first needed."""

import contextlib
import struct

from content.gltf.refusal import Refused
from content.pipeline.convert import as_glb
from content.pipeline.sniff import ModelKind

PLY = b"""ply
format ascii 1.0
element vertex 3
property float x
property float y
property float z
property uchar red
property uchar green
property uchar blue
element face 1
property list uchar int vertex_indices
end_header
0 0 0 255 0 0
1 0 0 255 0 0
0 1 0 0 0 255
3 0 1 2
"""
OBJ = b"o one\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvn 0 0 1\nf 1/1/1 2/1/1 3/1/1\no two\nf 1 2 3\n"
DAE = b"""<?xml version="1.0"?><COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
<asset><created>2020-01-01T00:00:00Z</created><modified>2020-01-01T00:00:00Z</modified><up_axis>Z_UP</up_axis></asset>
<library_geometries><geometry id="g"><mesh>
<source id="p"><float_array id="pa" count="9">0 0 0 1 0 0 0 1 0</float_array><technique_common>
<accessor source="#pa" count="3" stride="3"><param name="X" type="float"/><param name="Y" type="float"/>
<param name="Z" type="float"/></accessor></technique_common></source>
<vertices id="v"><input semantic="POSITION" source="#p"/></vertices>
<polylist count="1"><input semantic="VERTEX" source="#v" offset="0"/><vcount>3</vcount><p>0 1 2</p></polylist>
</mesh></geometry></library_geometries>
<library_visual_scenes><visual_scene id="s"><node id="n"><instance_geometry url="#g"/></node></visual_scene>
</library_visual_scenes><scene><instance_visual_scene url="#s"/></scene></COLLADA>"""
STL = b"\0" * 80 + struct.pack("<I12fH", 1, *(0, 0, 1), *(0, 0, 0), *(1, 0, 0), *(0, 1, 0), 0)
SAMPLES: dict[ModelKind, bytes] = {"ply": PLY, "obj": OBJ, "dae": DAE, "stl": STL}


def warm(kind: ModelKind, inside: str) -> None:
    """For the kind; of an archive for those `inside`, with commas between them."""
    if "3mf" in (kind, *inside.split(",")):
        import content.pipeline.threemf  # noqa: F401, PLC0415  # loaded only for it
    for name, sample in SAMPLES.items():
        if name in (kind, *inside.split(",")):
            with contextlib.suppress(Refused):
                as_glb(sample, name)
