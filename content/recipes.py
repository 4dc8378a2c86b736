"""What is made of an original for phones: one recipe for each kind of asset."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.models import Asset, media_name
from content.pipeline import sandbox, store
from content.pipeline.folder import job_folder
from content.pipeline.prepare import RECIPE as MODEL_RECIPE
from content.pipeline.prepare import Progress, prepare_model
from content.pipeline.receive import Received

PICTURE_RECIPE, SOUND_RECIPE = "webp-1", "voice-1"

Told = Callable[[Progress], None]


@dataclass(frozen=True)
class Made:
    """The fields of a rendition."""

    recipe: str
    sha256: str
    media_type: str
    size: int
    report: dict[str, Any]


@dataclass(frozen=True)
class Making:
    """A rendition whose files lie in a job's folder still."""

    made: Made
    files: tuple[tuple[Path, str, str], ...]
    """Path, SHA-256 and media type of each that phones fetch."""

    def place(self) -> Made:
        """Puts its files where phones fetch them."""
        for path, sha256, media_type in self.files:
            store.publish(path, sha256, media_type)
        return self.made


def of_picture(received: Received) -> Made:
    """Quick enough to be made while the upload is answered. Raises the Problem for which it is refused."""
    return _picture(received.path).place()


def of_original(asset: Asset, told: Told) -> Made:
    """For what takes its time: models and sounds. Raises the Problem for which it is refused."""
    with job_folder() as folder:
        return making(asset.kind, store.original(asset.sha256), folder, told).place()


def making(kind: str, source: Path, folder: Path, told: Told) -> Making:
    """What is made of the original in `source`, in an empty folder; a picture is made beside its original."""
    if kind == Asset.Kind.IMAGE.value:
        return _picture(source)
    make = _sound if kind == Asset.Kind.SOUND.value else _model
    return make(source, folder, told)


def _picture(source: Path) -> Making:
    made = sandbox.picture(source)
    size = {"width": made.width, "height": made.height}
    fields = Made(PICTURE_RECIPE, made.sha256, made.media_type, made.size, size)
    return Making(fields, ((made.path, made.sha256, made.media_type),))


def _model(source: Path, folder: Path, told: Told) -> Making:
    prepared = prepare_model(source, folder, told)
    poster, bytes_of_poster = _file(prepared.poster, "image/webp")
    url = f"/media/{media_name(poster[1], poster[2])}"
    told_of = {"sha256": poster[1], "size": bytes_of_poster, "url": url}
    report = {**prepared.report, "placeholder": prepared.placeholder, "poster": told_of}
    model, size = _file(prepared.model, "model/gltf-binary")
    return Making(Made(MODEL_RECIPE, model[1], model[2], size, report), (model, poster))


def _sound(source: Path, folder: Path, told: Told) -> Making:
    told(Progress("convert", "begun"))
    made = folder / "sound.m4a"
    report = sandbox.sound(source, made)
    told(Progress("convert", "done"))
    sound, size = _file(made, "audio/mp4")
    return Making(Made(SOUND_RECIPE, sound[1], sound[2], size, report), (sound,))


def _file(path: Path, media_type: str) -> tuple[tuple[Path, str, str], int]:
    """The file with its SHA-256 and media type, and its bytes."""
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return (path, sha256, media_type), path.stat().st_size
