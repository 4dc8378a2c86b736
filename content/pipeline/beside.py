"""The files that came with a model, and the pictures among them. Runs in the sandbox only."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import unquote

from PIL import BmpImagePlugin, TgaImagePlugin  # noqa: F401  # which old models have
from trimesh.resolvers import Resolver

from content.gltf.pictures import measure
from content.gltf.refusal import Refused
from content.pipeline.pillow import Image
from content.pipeline.shapes import Paint
from content.problems import MODEL_TEXTURE_BROKEN, MODEL_TEXTURE_TOO_LARGE

MOST_SIDE = 4096
TO_SIDE = 1024
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TGA")


class Beside(Resolver):
    """Files by their names, whatever folder a model says that they were in; nothing else is there."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = {name.rpartition("/")[2].lower(): data for name, data in files.items()}
        self.missing = ""
        self.refused: Refused | PermissionError | None = None
        """The first that was; a loader goes on without it."""

    def get(self, name: str) -> bytes:
        """The file of that name; some programs write it as it would stand in an address."""
        plain = next((each for each in (_last(name), _last(unquote(name))) if each in self.files), None)
        if plain is None:
            self.missing = name
            raise FileNotFoundError(name)
        data = self.files[plain]
        if plain.endswith(".mtl"):
            return as_utf8(data)
        try:
            _look_at(data)
        except (Refused, PermissionError) as refused:
            self.refused = self.refused or refused
            raise
        return data

    def keys(self) -> list[str]:
        return list(self.files)

    def namespaced(self, namespace: str) -> "Beside":
        return self

    def write(self, name: str, data: bytes) -> None:
        raise PermissionError(name)


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].strip().lower()


def as_utf8(text: bytes) -> bytes:
    """What an older program wrote is taken for Latin-1, in which only names can differ; trimesh would guess, with a
    library that may not be there."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1").encode()
    return text


@contextmanager
def _opened() -> Iterator[None]:
    """What Pillow says of pictures, by our names."""
    try:
        yield
    except PermissionError:
        raise  # a part of Pillow was to be loaded, which is our fault and not the picture's
    except Image.DecompressionBombError as error:
        raise Refused(MODEL_TEXTURE_TOO_LARGE, str(error), side=MOST_SIDE) from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise Refused(MODEL_TEXTURE_BROKEN, "of no known format, or cut") from None


def _look_at(data: bytes) -> None:
    """A picture is no larger than those of other models, and one that a loader can open."""
    size = measure(data)
    if size is not None:
        _not_larger(size.width, size.height)
    with _opened(), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        _not_larger(*picture.size)


def _not_larger(width: int, height: int) -> None:
    if max(width, height) > MOST_SIDE:
        raise Refused(MODEL_TEXTURE_TOO_LARGE, f"{width} x {height}", side=MOST_SIDE)


def painted(data: bytes) -> Paint:
    """With the picture on all of it, of any format that `Beside` gives."""
    with _opened(), Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        return pictured(picture)


def pictured(picture: Image.Image) -> Paint:
    """With the picture, which may not be whole, on all of it."""
    with _opened():
        picture.load()
        small = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    small.thumbnail((TO_SIDE, TO_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG", compress_level=1)
    return Paint((1.0, 1.0, 1.0, 1.0), out.getvalue())
