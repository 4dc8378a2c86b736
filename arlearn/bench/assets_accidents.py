"""Whole models broken by chance, from a seed: the same each time."""

import copy
import io
import json
import random
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from arlearn.bench.assets_samples import samples, zipped
from content.gltf.container import unpack
from content.gltf.glb import pack

LINKS = ("/canary", "file:///canary", "../canary", "http://127.0.0.1:9/canary", "//127.0.0.1:9/canary")
"""What a model may name that is not inside it; a run names files and a port that it watches."""
LINKING = 0.08
"""The share of accidents that make a model name one of them."""
EXTREMES: list[Any] = [
    None, True, -1, 0, 1, 2, 3, 255, 65535, 2**31, 2**32, 2**53, -(2**53), 0.5, 1e30, -1e-30, 1e38,
    "", "x", "data:;base64,AAAA", "../x", [], {}, [0], [None], [[]], {"uri": "x"}, {"index": 0}, [1, 2, 3, 4],
    "VEC4", "BLEND", 5121, 5126, "CUBICSPLINE", "EXT_texture_webp",
]  # fmt: skip
WORDS = [
    b"-1",
    b"0",
    b"nan",
    b"inf",
    b"4000000000",
    b"1e39",
    b"",
    b" ",
    b"\n",
    b"../x",
    b"<",
    b"&a;",
    b"#x",
    b"\xff\xfe",
]
FEW = (1, 1, 1, 2, 3, 6)
"""Hurts of one accident: most have one, so that it is not the first of several that is met."""
Dice = random.Random


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in the tree."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(path for key, item in inner for path in places(item, (*way, key)))]


def struck(dice: Dice, document: Any) -> Any:
    """The document with a few values replaced, dropped or doubled."""
    document = copy.deepcopy(document)
    for _ in range(dice.choice(FEW)):
        *way, last = dice.choice(places(document)[1:])
        place = _at(document, tuple(way))
        match dice.randrange(4):
            case 0 if isinstance(place, dict):
                del place[last]
            case 1 if isinstance(place, list):
                place.append(copy.deepcopy(place[last]))
            case 2:
                place[last] = copy.deepcopy(_at(document, dice.choice(places(document))))
            case _:
                place[last] = copy.deepcopy(dice.choice(EXTREMES))
    return document


def _at(tree: Any, way: tuple[Any, ...]) -> Any:
    for part in way:
        tree = tree[part]
    return tree


def scratched(dice: Dice, data: bytes) -> bytes:
    """The bytes with a few of them changed, cut out or doubled."""
    out = bytearray(data)
    for _ in range(dice.choice(FEW)):
        start = dice.randrange(max(len(out), 1))
        length = dice.choice((1, 1, 4, 16, 200))
        match dice.choice((0, 1, 2, 2, 3, 4, 4, 4)):  # what shifts all that follows is seldom
            case 0:
                del out[start : start + length]
            case 1:
                out[start:start] = out[start : start + length]
            case 2:
                out[start : start + 4] = dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\xc0\x7f"))
            case 3:
                out[start : start + length] = dice.choice(WORDS)
            case _ if out:
                out[min(start, len(out) - 1)] = dice.randrange(256)
    return bytes(out)


def broken(dice: Dice, kind: str, data: bytes) -> bytes:
    """The model with an accident where it hurts: in its structure as often as in its bytes."""
    choice = dice.randrange(3)
    if kind == "glb" and choice:
        document, binary = unpack(data)
        body = bytes(binary or b"")
        return pack(struck(dice, document) if choice == 1 else document, scratched(dice, body) if choice == 2 else body)
    if kind in ("zip", "3mf") and choice:
        files = unzipped(data)
        hurt = dice.choice(sorted(files))
        if hurt.endswith(".gltf") and choice == 1:
            files[hurt] = json.dumps(struck(dice, json.loads(files[hurt]))).encode()
        else:
            files[hurt] = scratched(dice, files[hurt])
        if dice.random() < 0.1:
            files[dice.choice(("../x", "b.stl", "x/y.obj", hurt.upper()))] = files.pop(hurt)
        return zipped(files)
    return scratched(dice, data)


def linking(dice: Dice, kind: str, data: bytes, link: str) -> bytes:
    """The model naming `link` where its format names other files."""
    if kind == "glb":
        document, binary = unpack(data)
        document = json.loads(json.dumps(document))
        where = dice.choice([entry for key in ("images", "buffers") for entry in document.get(key, [])])
        where.pop("bufferView", None)
        where["uri"] = link
        return pack(document, bytes(binary or b""))
    if kind in ("zip", "3mf"):
        files = unzipped(data)
        known = [name.encode() for name in files]
        # Whatever one of its files says of another is said of the link.
        text = {name: _instead(body, known, link.encode()) for name, body in files.items()}
        return zipped(text)
    named = {
        "obj": f"mtllib {link}\n".encode() + data,
        "ply": data.replace(b"\nelement", f"\ncomment TextureFile {link}\nelement".encode(), 1),
        "dae": data.replace(
            b"<library_geometries>",
            f"<library_images><image id='i'><init_from>{link}</init_from></image></library_images>"
            "<library_geometries>".encode(),
        ).replace(b'<?xml version="1.0"?>', f'<!DOCTYPE x [<!ENTITY e SYSTEM "{link}">]>'.encode(), dice.randrange(2)),
    }
    return named.get(kind, data + link.encode())


def _instead(body: bytes, names: Sequence[bytes], link: bytes) -> bytes:
    for name in names:
        body = body.replace(name, link)
    return body


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def accidents(seed: int, count: int, links: Sequence[str] = LINKS) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of so many broken models; each number is the same whatever the count, but for the `links`."""
    whole = samples()
    for number in range(count):
        dice = Dice(seed * 1_000_003 + number)  # the same each time
        kind, data = whole[number % len(whole)]
        if dice.random() < LINKING:
            yield number, linking(dice, kind, data, dice.choice(links))
        else:
            yield number, broken(dice, kind, data)
