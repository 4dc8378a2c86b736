"""Puts a glTF and the files beside it into one GLB (glTF 2.0, 3.6.1 and 4). Pure."""

import posixpath
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from content.gltf.accessors import MESHOPT, MOST_BUFFERS, MOST_VIEWS, embedded
from content.gltf.container import EMBEDDED, parsed_json
from content.gltf.glb import pack
from content.gltf.pictures import MOST_PICTURES
from content.gltf.refusal import Json, Refused, extension, index, missing, objects, whole
from content.problems import MODEL_LINKS_OUT, MODEL_NEEDS_EXTENSION, MODEL_POINTS_OUTSIDE

MOST_TOGETHER = 200 * 1024 * 1024


def assembled(text: bytes, files: Mapping[str, bytes], folder: str) -> bytes:
    """The GLB; every link is looked up among the files, whose names are paths, from the folder of the glTF."""
    document = parsed_json(text, lambda value: _check(value, files, folder))
    if any(extension(view, MESHOPT) is not None for view in objects(document, "bufferViews", MOST_VIEWS)):
        # What such views say of buffers would have to be moved as well.
        raise Refused(MODEL_NEEDS_EXTENSION, name=MESHOPT)
    out = bytearray()
    starts = []
    for number, buffer in enumerate(objects(document, "buffers", MOST_BUFFERS)):
        data, length = _bytes(buffer, files, folder), whole(buffer, "byteLength", least=1)
        if length > len(data):
            raise Refused(MODEL_POINTS_OUTSIDE, f"buffer {number} says {length} bytes and has {len(data)}")
        starts.append((_append(out, data[:length]), length))
    views = objects(document, "bufferViews", MOST_VIEWS)
    for view in views:
        start, length = starts[index(view, "buffer", len(starts))]
        offset = whole(view, "byteOffset", 0)
        if offset + whole(view, "byteLength", least=1) > length:
            raise Refused(MODEL_POINTS_OUTSIDE, "a view beyond its buffer")
        view |= {"buffer": 0, "byteOffset": start + offset}
    for image in objects(document, "images", MOST_PICTURES):
        if "uri" in image:
            data = _bytes(image, files, folder)
            views.append({"buffer": 0, "byteOffset": _append(out, data), "byteLength": len(data)})
            del image["uri"]
            image |= {"bufferView": len(views) - 1}
            image.pop("mimeType", None)
    if views:
        document["bufferViews"] = views
    if out:
        document["buffers"] = [{"byteLength": len(out)}]
    return pack(document, bytes(out))


def _append(out: bytearray, data: bytes) -> int:
    """Where the data lies now."""
    out += b"\0" * (-len(out) % 4)
    if len(out) + len(data) > MOST_TOGETHER:
        raise Refused(MODEL_POINTS_OUTSIDE, "the files are too large together")
    start = len(out)
    out += data
    return start


def _bytes(holder: Json, files: Mapping[str, bytes], folder: str) -> bytes:
    uri = holder.get("uri")
    if not isinstance(uri, str):
        raise Refused(MODEL_POINTS_OUTSIDE, "a part without data")
    return embedded(uri) if uri.startswith("data:") else files[_path(uri, folder)]


def _path(uri: str, folder: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(uri).replace("\\", "/")))


def _check(value: Any, files: Mapping[str, bytes], folder: str) -> None:
    """A link leads to one of the files, or holds its data itself."""
    if isinstance(value, str) and EMBEDDED.fullmatch(value):
        return
    if not isinstance(value, str) or value.startswith("data:"):
        raise Refused(MODEL_LINKS_OUT, str(value)[:100])
    if _path(value, folder) not in files:
        raise missing(value)
