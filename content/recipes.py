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

MODEL_RECIPE, PICTURE_RECIPE, SOUND_RECIPE = "phone-1", "webp-1", "voice-1"

Told = Callable[[Progress], None]


@dataclass(frozen=True)
class Made:
    """The fields of a rendition whose file is published already."""

    recipe: str
    sha256: str
    media_type: str
    size: int
    report: dict[str, Any]


def of_picture(received: Received) -> Made:
    """Quick enough to be made while the upload is answered. Raises the Problem for which it is refused."""
    made = sandbox.picture(received.path)
    store.publish(made.path, made.sha256, made.media_type)
    return Made(PICTURE_RECIPE, made.sha256, made.media_type, made.size, {"width": made.width, "height": made.height})


def of_original(asset: Asset, told: Told) -> Made:
    """For what takes its time: models and sounds. Raises the Problem for which it is refused."""
    make = _sound if asset.kind == Asset.Kind.SOUND.value else _model
    with job_folder() as folder:
        return make(store.original(asset.sha256), folder, told)


def of_models(assets: list[Asset]) -> list[Made]:
    """Of several models at once, in half the time. Raises the Problem for which one of them is refused."""
    with job_folder() as folder:
        sources = [store.original(asset.sha256) for asset in assets]
        return [_published_model(prepared) for prepared in prepare_models(sources, folder, lambda _: None)]


def _model(source: Path, folder: Path, told: Told) -> Made:
    return _published_model(prepare_model(source, folder, told))


def _published_model(prepared: Prepared) -> Made:
    sha256, size = _published(prepared.poster, "image/webp")
    poster = {"sha256": sha256, "size": size, "url": f"/media/{media_name(sha256, 'image/webp')}"}
    report = {**prepared.report, "placeholder": prepared.placeholder, "poster": poster}
    return Made(MODEL_RECIPE, *_placed(prepared.model, "model/gltf-binary"), report)


def _sound(source: Path, folder: Path, told: Told) -> Made:
    told(Progress("convert", "begun"))
    made = folder / "sound.m4a"
    report = sandbox.sound(source, made)
    told(Progress("convert", "done"))
    return Made(SOUND_RECIPE, *_placed(made, "audio/mp4"), report)


def _placed(file: Path, media_type: str) -> tuple[str, str, int]:
    sha256, size = _published(file, media_type)
    return sha256, media_type, size


def _published(file: Path, media_type: str) -> tuple[str, int]:
    """SHA-256 and bytes of the file, which phones can fetch from now on."""
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    size = file.stat().st_size
    store.publish(file, sha256, media_type)
    return sha256, size
