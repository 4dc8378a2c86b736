"""Small models of the formats whose picture lies beside them."""

from tests.pure.model_files import DAE, MTL, OBJ, packed, picture

DAE_PLACES = """<source id="t"><float_array id="ta" count="8">0 0 1 0 1 1 0 1</float_array><technique_common>
<accessor source="#ta" count="4" stride="2"><param name="S" type="float"/><param name="T" type="float"/></accessor>
</technique_common></source>"""
PLY = """ply
format ascii 1.0
comment TextureFile checks.png
element vertex 3
property float x
property float y
property float z
property float s
property float t
element face 1
property list uchar int vertex_indices
end_header
0 0 0 0 0
1 0 0 1 0
1 1 0 1 1
3 0 1 2
"""


def dae(link: str) -> str:
    """The DAE with the picture of that address."""
    sampled = (
        '<profile_COMMON><newparam sid="f"><surface type="2D"><init_from>i</init_from></surface></newparam>'
        '<newparam sid="t"><sampler2D><source>f</source></sampler2D></newparam>'
    )
    image = f'<library_images><image id="i"><init_from>{link}</init_from></image></library_images>'
    corner = '<input semantic="VERTEX" source="#v" offset="0"/>'
    return (
        DAE.replace("<color>0 0 1 1</color>", '<texture texture="t" texcoord="u"/>')
        .replace("<profile_COMMON>", sampled)
        .replace("<library_effects>", image + "<library_effects>")
        .replace("<vertices", DAE_PLACES + "<vertices")
        .replace(corner, corner + '<input semantic="TEXCOORD" source="#t" offset="0"/>')
    )


def pictured(kind: str) -> dict[str, bytes]:
    """Zips of each format with a picture of that one of Pillow's."""
    checks = {"checks.png": picture(kind=kind)}
    return {
        "obj": packed({"toy.obj": OBJ, "m.mtl": MTL, **checks}),
        "dae": packed({"toy.dae": dae("checks.png"), **checks}),
        "ply": packed({"toy.ply": PLY, **checks}),
    }
