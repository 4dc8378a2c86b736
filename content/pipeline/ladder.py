"""What a model gives up whose file is too large, and in which order: its pictures first, and then triangles. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from content.budget import TEXTURE_SIDES

HARDLY = 10
"""Pictures that are a smaller part than this of what has to go stay as they are where triangles must go anyway."""


@dataclass(frozen=True)
class Rung:
    """One thing to try."""

    side: int | None
    """Pixels to which the longer side of its pictures is brought; None where they stay as they are."""
    fewer: bool
    """Whether triangles are taken away as well."""


def rungs(side: int, pictures: int, over: int) -> Iterator[Rung]:
    """From what is missed least to what is missed most.

    `side`: of the largest picture, px, 0 where there is none. `pictures`: of all of them, bytes. `over`: by how many
    bytes the file is too large.
    """
    smaller = [each for each in TEXTURE_SIDES if each < side]
    yield from (Rung(each, fewer=False) for each in smaller)
    if not smaller or pictures * HARDLY < over:
        yield Rung(None, fewer=True)
    yield from (Rung(each, fewer=True) for each in smaller)
