"""Files made to hurt who reads them: by what they name, by what they claim, by how much they unfold to."""

import io
import json
import struct
import zipfile
import zlib
from typing import Any

from tests.pure.gltf_files import changed, glb, parts, png, whole
from tests.pure.model_files import DAE, MTL, OBJ, PLY, THREE_MF, gltf, packed, picture, stl, three_mf

CANARY = "/etc/hostname"
Json = dict[str, Any]


def links(port: int, canary: str) -> list[str]:
    """Ways to say: read this from elsewhere."""
    return [
        canary, f"file://{canary}", f"file:{canary}", "../" * 12 + canary[1:], "..%2f" * 12 + canary[1:],
        "%2e%2e/" * 12 + canary[1:], f"http://127.0.0.1:{port}/x.bin", f"//127.0.0.1:{port}/x",
        f"\\\\127.0.0.1\\{port}", "/proc/self/environ", "/dev/zero", "/dev/stdin", f"ftp://127.0.0.1:{port}/x",
        "data:text/html,<script>", "C:\\boot.ini",
    ]  # fmt: skip


def linking(link: str) -> dict[str, bytes]:
    """Every format that can name another file, naming this one."""
    inside, binary = gltf()
    inside["buffers"][0]["uri"] = link
    pictured, _ = gltf(link)
    text = OBJ.replace(b"m.mtl", link.encode())
    paint = MTL.replace(b"tex/checks.png", link.encode())
    image = f'<library_images><image id="i"><init_from>{link.replace("<", "&lt;")}</init_from></image></library_images>'
    surface = (
        '<newparam sid="f"><surface type="2D"><init_from>i</init_from></surface></newparam>'
        '<newparam sid="g"><sampler2D><source>f</source></sampler2D></newparam><technique'
    )
    dae = DAE.replace("<library_effects>", image + "<library_effects>").replace("<technique", surface, 1)
    dae = dae.replace("<color>0 0 1 1</color>", '<texture texture="g" texcoord="t"/>')
    quoted = link.replace("<", "&lt;")
    return {
        "gltf buffer": packed({"a.gltf": json.dumps(inside), "textures/my checks.png": picture(8)}),
        "gltf picture": packed({"a.gltf": json.dumps(pictured), "scene.bin": binary}),
        "bare gltf": json.dumps(inside).encode(),
        "glb picture": changed("images", [{"uri": link}]),
        "obj mtllib": packed({"a.obj": text, "t.png": picture(8)}),
        "obj map_Kd": packed({"a.obj": OBJ, "m.mtl": paint}),
        "dae init_from": packed({"a.dae": dae, "t.png": picture(8)}),
        "dae instance": DAE.replace('url="#g"', f'url="{quoted}"').encode(),
    }


def raw_zip(name: str, deflated: bytes, size: int, method: int = 8, flags: int = 0) -> bytes:
    """A zip of one entry that says of itself what it likes."""
    label = name.encode()
    fields = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0, 0, len(deflated), size, len(label), 0)
    head = b"PK\x03\x04" + fields + label + deflated
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + label
    return head + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(head), 0)


def zeros(megabytes: int) -> bytes:
    """So many megabytes of zeros, deflated."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeezer.compress(bytes(1 << 20)) + squeezer.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + b"\x03\x00"


def entry_of(kind: int, name: str, data: bytes = b"x") -> bytes:
    """A zip with an entry of a kind that no model has: a link, a device."""
    info = zipfile.ZipInfo(name)
    info.external_attr = kind << 16
    return packed_entries([(info, data), (zipfile.ZipInfo("m.obj"), OBJ)])


def packed_entries(entries: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for info, data in entries:
            archive.writestr(info, data)
    return out.getvalue()


def crowded(count: int) -> bytes:
    """A zip whose list is long."""
    names = [b"%06d.obj" % number for number in range(count)]
    first = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, 0, 0, 0, 10, 0) + names[0]
    entry = b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0)
    listed = b"".join(entry + name for name in names)
    most = min(count, 0xFFFF)
    return first + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, most, most, len(listed), len(first), 0)


def archives() -> dict[str, bytes]:
    return {
        "1 GB in a zip": raw_zip("m.obj", zeros(1024), 1 << 30),
        "8 GB in a zip": raw_zip("m.obj", zeros(8192), 0xFFFFFFFE),
        "larger than it says": raw_zip("m.obj", zeros(300), 1000),
        "a zip in a zip": packed({"m.obj": OBJ, "inner.zip": packed({"a": "b"})}),
        "a name that leads out": packed({"../../m.obj": OBJ}),
        "an absolute name": packed({"/etc/m.obj": OBJ}),
        "a name with a drive": packed({"C:\\m.obj": OBJ}),
        "a symbolic link": entry_of(0o120777, "m.mtl", CANARY.encode()),
        "a device": entry_of(0o020666, "m.mtl"),
        "encrypted": raw_zip("m.obj", OBJ, len(OBJ), 0, 1),
        "an unknown method": raw_zip("m.obj", OBJ, len(OBJ), 97),
        "100,000 entries": crowded(100_000),
        "two models": packed({"a.obj": OBJ, "b.stl": stl()}),
        "no model": packed({"readme.txt": "hello"}),
        "cut": packed({"m.obj": OBJ})[:-30],
        "3mf of 1 GB": raw_zip("3D/3dmodel.model", zeros(1024), 1 << 30),
    }


def numbers() -> dict[str, bytes]:
    """GLBs whose numbers lie."""
    view: Json = {"buffer": 0, "byteOffset": 0, "byteLength": 2**53}
    sparse = {"count": 2_000_000_000, "indices": {"bufferView": 0, "componentType": 5125}, "values": {"bufferView": 0}}
    found = {
        "count 4e9": changed("accessors.0.count", 4_000_000_000),
        "sparse 2e9": changed("accessors.0.sparse", sparse),
        "stride 252": changed("bufferViews.0.byteStride", 252),
        "negative offset": changed("bufferViews.1.byteOffset", -4),
        "view of 2^53": changed("bufferViews.0", view),
        "self-loop": changed("nodes.1.children", [1]),
        "cycle": changed("nodes.1.children", [0]),
        "50,000 primitives": changed("meshes.0.primitives", [{"attributes": {"POSITION": 0}}] * 50_000),
        "matrix of zeros": changed("nodes.1", {"mesh": 0, "matrix": [0] * 16}),
        "rotation of nothing": changed("nodes.1.rotation", [0, 0, 0, 0]),
        "scale 3e38": changed("nodes.1.scale", [3e38, 1, 1]),
        "index out of range": changed("accessors.1.count", 40),
        "picture of 65k": whole(png(65_535, 65_535)),
        "picture of 16k": whole(png(16_384, 16_384)),
        "picture that lies": whole(png(64, 64)),
        "picture cut": whole(picture(64)[: len(picture(64)) // 2] + picture(64)[-20:]),
        "picture that is EPS": whole(b"%!PS-Adobe-3.0 EPSF-3.0\n" * 4),
        "picture that is SVG": whole(b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        "unknown extension": changed("extensionsRequired", ["XX_secret"]),
        "version 1": changed("asset.version", "1.0"),
        "NUL in a name": changed("nodes.0.name", "a\0b"),
    }
    deep = [{"children": [number + 1]} for number in range(99_999)] + [{"mesh": 0}]
    twice = [{"children": [number + 1, number + 1]} for number in range(60)] + [{"mesh": 0}]
    found["100,000 nodes deep"] = changed("nodes", deep)
    found["doubling"] = changed("nodes", twice)
    found["300,000 instances"] = changed("nodes", [{"children": list(range(1, 300_001))}] + [{"mesh": 0}] * 300_000)
    document, binary = parts()
    for name, value in (("NaN", float("nan")), ("infinite", float("inf")), ("3e38", 3e38)):
        found[f"a point that is {name}"] = glb(document, struct.pack("<f", value) + binary[4:])
    return found


def texts() -> dict[str, bytes]:
    """What calls itself GLB and holds something else, or breaks off."""
    document, binary = parts()
    plain = json.dumps(document)
    return {
        "nothing": b"",
        "HTML": b"<!DOCTYPE html><title>404</title>" * 9,
        "a pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
        "ELF": b"\x7fELF\x02\x01\x01" + bytes(500),
        "gzip": b"\x1f\x8b\x08" + bytes(99),
        "cut": whole()[:500],
        "length 0xFFFFFFFF": b"glTF" + struct.pack("<II", 2, 0xFFFFFFFF) + whole()[12:],
        "chunk 0xFFFFFFFF": whole()[:12] + struct.pack("<I", 0xFFFFFFFF) + whole()[16:],
        "2,000,000 empty chunks": b"glTF" + struct.pack("<II", 2, 12 + 16_000_000) + bytes(16_000_000),
        "JSON 200,000 deep": glb(b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}"),
        "JSON with NaN": glb(plain.replace("10", "NaN", 1).encode(), binary),
        "an integer of 5 MB": glb(plain.replace("10", "1" * 5_000_000, 1).encode(), binary),
        "UTF-16": glb(plain.encode("utf-16"), binary),
        "a list": glb(b"[]", binary),
        "half a character": glb(plain.replace("stand", "\\ud800").encode(), binary),
        "__proto__": glb(plain.replace('"name": "stand"', '"__proto__": {"a": 1}').encode(), binary),
        "draco": changed("extensionsRequired", ["KHR_draco_mesh_compression"]),
    }


def loose() -> dict[str, bytes]:
    """OBJ, STL and PLY that claim what they have not."""
    square = b"v 0 0 0\nv 1 0 0\nv 0 1 0\n"
    ring = b"".join(b"v %d %d 0\n" % (number % 700, number // 700) for number in range(300_000))
    return {
        "obj index 0": square + b"f 0 1 2\n",
        "obj index 4e9": square + b"f 1 2 4000000000\n",
        "obj index -9": square + b"f -9 -8 -7\n",
        "obj 300,000-gon": ring + b"f " + b" ".join(b"%d" % (number + 1) for number in range(300_000)) + b"\n",
        "obj line of 40 MB": square + b"f " + b"1 2 3 " * 7_000_000 + b"\n",
        "obj without faces": square,
        "obj with nan": b"v nan 0 0\nv 1 0 0\nv 0 1 inf\nf 1 2 3\n",
        "obj of words": b"v a b c\nv d e f\nf g h i\n",
        "stl count 4e9": stl()[:80] + struct.pack("<I", 0xFFFFFFFF) + stl()[84:],
        "stl of text, cut": b"solid x\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0",
        "stl with nan": stl()[:96] + struct.pack("<3f", *[float("nan")] * 3) + stl()[108:],
        "ply count 4e9": PLY.replace(b"vertex 4", b"vertex 4000000000"),
        "ply count -1": PLY.replace(b"vertex 4", b"vertex -1"),
        "ply faces 9e9": PLY.replace(b"face 4", b"face 9000000000"),
        "ply list of 255": PLY.replace(b"\n3 0 2 1", b"\n255 0 2 1"),
        "ply beyond": PLY.replace(b"3 0 2 1", b"3 0 2 99"),
        "ply binary, cut": PLY.replace(b"ascii", b"binary_little_endian")[:-40],
        "ply property unknown": PLY.replace(b"property float z", b"property secret z"),
    }


def documents() -> dict[str, bytes]:
    """XML that reads files, unfolds or goes round."""
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{CANARY}">]>'
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
    ) + "]>"  # fmt: skip
    start = '<?xml version="1.0"?>'
    doubling = "".join(
        f'<node id="d{n}"><instance_node url="#d{n + 1}"/><instance_node url="#d{n + 1}"/></node>' for n in range(40)
    )
    library = f'<library_nodes>{doubling}<node id="d40"><instance_geometry url="#g"/></node></library_nodes>'
    nested = '<node id="q">' * 5000 + "</node>" * 5000
    part = '<component objectid="{0}"/>'
    things = "".join(
        f'<object id="{n}"><components>{part.format(n + 1) * 2}</components></object>' for n in range(10, 50)
    )
    loop = '<object id="7"><components><component objectid="7"/></components></object></resources>'
    round_dae = DAE.replace('<node id="n">', '<node id="n"><instance_node url="#n"/>')
    return {
        "dae entity": DAE.replace(start, start + entity).encode(),
        "dae laughs": DAE.replace(start, start + laughs).replace("0 0 1 1", "&i;").encode(),
        "dae entity in UTF-16": DAE.replace(start, entity).encode("utf-16"),
        "dae doubling": DAE.replace("<library_visual_scenes>", library + "<library_visual_scenes>")
        .replace('<node id="n">', '<node id="n"><instance_node url="#d0"/>').encode(),
        "dae round": round_dae.encode(),
        "dae deep": DAE.replace('<node id="n">', nested + '<node id="n">').encode(),
        "dae counts 4e9": DAE.replace('count="12"', 'count="4000000000"').replace("0 2 1 0", "0 2 99999 0").encode(),
        "dae cut": DAE.encode()[:900],
        "3mf entity": three_mf(THREE_MF.replace(start, start + entity)),
        "3mf laughs": three_mf(THREE_MF.replace(start, start + laughs).replace("#FF0000", "&i;")),
        "3mf doubling": three_mf(
            THREE_MF.replace("</resources>", things + "</resources>").replace('item objectid="2"', 'item objectid="10"')
        ),
        "3mf round": three_mf(THREE_MF.replace("</resources>", loop).replace('item objectid="2"', 'item objectid="7"')),
        "3mf beyond": three_mf(THREE_MF.replace('v1="0" v2="2"', 'v1="0" v2="9999"')),
        "3mf of words": three_mf(THREE_MF.replace('x="10"', 'x="ten"')),
        "3mf empty": packed({"[Content_Types].xml": "<x/>"}),
    }  # fmt: skip


def hostile(port: int, canary: str) -> dict[str, bytes]:
    """All of them by name; `port` of a server that nobody may call, `canary` a file that nobody may read."""
    found = archives() | numbers() | texts() | loose() | documents()
    for link in links(port, canary):
        found |= {f"{kind}: {link}": data for kind, data in linking(link).items()}
    return found
