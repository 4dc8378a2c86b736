"""What is made of an original for phones: one recipe for each kind of asset."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.models import Asset, media_name
from content.pipeline import sandbox, store
from content.pipeline.folder import job_folder
from content.pipeline.prepare import Prepared, Progress, prepare_model, prepare_models
from content.pipeline.receive import Received

MODEL_RECIPE, PICTURE_RECIPE, SOUND_RECIPE = "phone-3", "webp-1", "voice-1"
"""Each has a new number when what it makes of the same bytes is not what it was."""
NEWEST = {
    Asset.Kind.MODEL.value: MODEL_RECIPE,
    Asset.Kind.IMAGE.value: PICTURE_RECIPE,
    Asset.Kind.SOUND.value: SOUND_RECIPE,
}

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


def outdated(asset: Asset) -> bool:
    """Whether it is ready only by older recipes. While it is made anew, phones get what the last of them made."""
    by_now = asset.renditions.filter(recipe=NEWEST[asset.kind])
    return asset.status == Asset.Status.READY and not by_now.exists()


def of_picture(received: Received) -> Made:
    """Quick enough to be made while the upload is answered. Raises the Problem for which it is refused."""
    return _picture(received.path).place()


def of_original(asset: Asset, told: Told) -> Made:
    """For what takes its time: models and sounds. Raises the Problem for which it is refused."""
    with job_folder() as folder:
        return making(asset.kind, store.original(asset.sha256), folder, told).place()


def of_models(assets: list[Asset]) -> list[Made]:
    """Several models in half the time; when one is refused, its Problem is raised and none is made."""
    with job_folder() as folder:
        sources = [store.original(asset.sha256) for asset in assets]
        return [_made_of(prepared).place() for prepared in prepare_models(sources, folder, lambda progress: None)]


def making(kind: str, source: Path, folder: Path, told: Told) -> Making:
    """What is made of the original in `source`, in an empty folder; a picture is made beside its original."""
    if kind == Asset.Kind.IMAGE.value:
        return _picture(source)
    if kind == Asset.Kind.SOUND.value:
        return _sound(source, folder, told)
    return _made_of(prepare_model(source, folder, told))


def _picture(source: Path) -> Making:
    made = sandbox.picture(source)
    size = {"width": made.width, "height": made.height}
    fields = Made(PICTURE_RECIPE, made.sha256, made.media_type, made.size, size)
    return Making(fields, ((made.path, made.sha256, made.media_type),))


def _sound(source: Path, folder: Path, told: Told) -> Making:
    told(Progress("convert", "begun"))
    made = folder / "sound.m4a"
    report = sandbox.sound(source, made)
    told(Progress("convert", "done"))
    sound, size = _file(made, "audio/mp4")
    return Making(Made(SOUND_RECIPE, sound[1], sound[2], size, report), (sound,))


def _made_of(prepared: Prepared) -> Making:
    model, size = _file(prepared.model, "model/gltf-binary")
    poster, bytes_of_poster = _file(prepared.poster, "image/webp")
    url = f"/media/{media_name(poster[1], poster[2])}"
    shown = {"sha256": poster[1], "size": bytes_of_poster, "url": url}
    report = {**prepared.report, "placeholder": prepared.placeholder, "poster": shown}
    return Making(Made(MODEL_RECIPE, model[1], model[2], size, report), (model, poster))


def _file(path: Path, media_type: str) -> tuple[tuple[Path, str, str], int]:
    """The file with its SHA-256 and media type, and its bytes."""
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return (path, sha256, media_type), path.stat().st_size
