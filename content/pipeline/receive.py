"""Takes in an upload: streamed into a folder of its own, under a name of ours, and known by its first bytes."""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from django.conf import settings

from arlearn.errors import TOO_LARGE
from content.gltf.container import mistaken_for_glb
from content.gltf.pictures import picture_format
from content.pipeline.folder import job_folder
from content.pipeline.media import picture_refused, sound_format
from content.pipeline.sniff import HEAD, MEDIA_TYPES, TAIL, model_kind, program_of
from content.problems import MODEL_NOT_GLB, MODEL_NOT_TAKEN, UPLOAD_EMPTY, UPLOAD_NOT_KNOWN

BLOCK = 256 * 1024
Kind = Literal["model", "image", "sound"]


class Readable(Protocol):
    """What an upload is read from: a file, Django's UploadedFile, BytesIO. Only its bytes are used, never its name."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Received:
    path: Path
    sha256: str
    size: int
    kind: Kind
    media_type: str


@contextlib.contextmanager
def receive(stream: Readable) -> Iterator[Received]:
    """The upload on disk for as long as the context lasts; raises TOO_LARGE, or why it is none of what is taken."""
    with job_folder() as folder:
        yield _write(stream, folder / "upload")


def _write(stream: Readable, path: Path) -> Received:
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    with path.open("wb") as out:
        while block := stream.read(BLOCK):
            size += len(block)
            if size > settings.UPLOAD_MAX_BYTES:
                raise TOO_LARGE()
            if len(head) < HEAD:
                head += block[: HEAD - len(head)]
            tail = (tail + block)[-TAIL:]
            digest.update(block)
            out.write(block)
    kind, media_type = sniff(head, tail, size)
    return Received(path, digest.hexdigest(), size, kind, media_type)


def sniff(head: bytes, tail: bytes, size: int) -> tuple[Kind, str]:
    """What the file is by its first and last bytes and its size, whatever it is called; refused when none of them."""
    picture = picture_format(head)
    if picture:
        return "image", f"image/{picture}"
    other = picture_refused(head)
    if other:
        raise other[0](**other[1])
    sound = sound_format(head)
    if sound:
        return "sound", sound.media_type
    kind = model_kind(head, tail, size)
    if kind:
        return "model", MEDIA_TYPES[kind]
    program = program_of(head)
    if program:
        raise MODEL_NOT_TAKEN(name=program)
    refusal = mistaken_for_glb(head[:512]) if head else UPLOAD_EMPTY
    raise UPLOAD_NOT_KNOWN() if refusal is MODEL_NOT_GLB else refusal()
