"""What a folder of pictures tells of itself: the `manifest.json` that `arlearn bench markers` reads.

A list of rows, a picture each; those of a film in its order. Lengths are mm and px, angles degrees, axes and pixels as
in markers_figures:

    {"file": "0.jpg",                           beside the manifest, JPEG or PNG
     "shot": {"W": 640, "H": 480, "S": 40,      size of the picture, side of the marker
              "R": [[…], …], "t": […],          page to camera: R X + t
              "f": 528, "cx": 320, "cy": 240,   the true camera, and the first term of its lens's distortion
              "k1": 0.0,
              "dist": 250, "tilt": 30,          pictures with the same of both are of one view
              "set": "hold",                    of a film: its name
              "seed": 5, "frame": 0},           for `--peers`, what tells shots apart
     "truth": {"design": "ring_out13",          not there, or null, where no marker is in the picture
               "tags": [{"id": 7, "px": [[…], …]}]}}

The number `id` is the marker's line in study_words.txt, from 0; `px` are the corners of its light square, nine
thirteenths of S apart, clockwise from the top left.
"""

import json
from pathlib import Path
from typing import Annotated, Any

from PIL import Image
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, PositiveFloat, PositiveInt, TypeAdapter, ValidationError

DESIGN = "ring_out13"
"""Of the markers that the tracker reads."""
Rows = list[dict[str, Any]]
Numbers = tuple[FiniteFloat, FiniteFloat, FiniteFloat]
Point = tuple[FiniteFloat, FiniteFloat]


class Told(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)


class Shot(Told):
    W: PositiveInt
    H: PositiveInt
    S: PositiveFloat
    R: tuple[Numbers, Numbers, Numbers]
    t: Numbers
    f: PositiveFloat
    cx: FiniteFloat
    cy: FiniteFloat
    k1: FiniteFloat
    dist: FiniteFloat
    tilt: FiniteFloat


class FilmShot(Shot):
    set: str


class Tag(Told):
    id: Annotated[int, Field(ge=0, lt=256)]
    px: tuple[Point, Point, Point, Point]


class Truth(Told):
    design: str
    tags: list[Tag]


class Picture(Told):
    file: str
    shot: Shot
    truth: Truth | None = None


class Frame(Picture):
    shot: FilmShot


PICTURES, FRAMES = TypeAdapter(list[Picture]), TypeAdapter(list[Frame])


def manifest(folder: Path, *, film: bool) -> Rows:
    """Raises ValueError, and says where, when it is none of the design that the tracker reads or a picture is not as it
    tells."""
    file = folder / "manifest.json"
    try:
        text = file.read_bytes()
        pictures = (FRAMES if film else PICTURES).validate_json(text)
    except FileNotFoundError:
        raise ValueError(f"{folder}: there is no manifest.json") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ValueError(f"{file}: {where + ': ' if where else ''}{first['msg']}") from None
    if not pictures:
        raise ValueError(f"{file} tells of no picture")
    for picture in pictures:
        check(picture, folder)
    rows: Rows = json.loads(text)
    return rows


def check(picture: Picture, folder: Path) -> None:
    truth = picture.truth
    if truth and truth.design != DESIGN:
        raise ValueError(f"{folder}: the tracker reads {DESIGN}, not {truth.design}")
    if truth and len(truth.tags) != 1:
        raise ValueError(f"{folder}: {picture.file} has {len(truth.tags)} markers; it must be one, or no truth")
    with opened(folder / picture.file) as image:
        if image.size != (picture.shot.W, picture.shot.H):
            told = f"{picture.shot.W}x{picture.shot.H}"
            raise ValueError(f"{folder / picture.file} is {image.width}x{image.height}, its manifest says {told}")


def luma(file: Path) -> Image.Image:
    """A picture's grey values. Raises ValueError where there are none."""
    with opened(file) as image:
        try:
            return image.convert("L")
        except (OSError, SyntaxError) as error:  # as Pillow has it of broken PNGs
            raise ValueError(f"{file} is broken: {error}") from None


def opened(file: Path) -> Image.Image:
    try:
        return Image.open(file)
    except FileNotFoundError:
        raise ValueError(f"{file} is missing") from None
    except (OSError, SyntaxError, Image.DecompressionBombError):
        raise ValueError(f"{file} is no picture") from None


def tag_of(row: dict[str, Any]) -> dict[str, Any] | None:
    tag: dict[str, Any] | None = row["truth"]["tags"][0] if row.get("truth") else None
    return tag


def films(rows: Rows) -> dict[str, Rows]:
    return {
        kind: [row for row in rows if row["shot"]["set"] == kind] for kind in {row["shot"]["set"]: 0 for row in rows}
    }
