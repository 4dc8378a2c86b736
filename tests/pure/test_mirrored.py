"""Parts that hang mirrored: their triangles still look outwards."""

import numpy as np

from content.pipeline.collada_dae import read_dae
from content.pipeline.shapes import Array, Shape
from content.pipeline.threemf import read_3mf
from tests.pure.model_files import DAE, THREE_MF, three_mf


def volume(shape: Shape) -> float:
    """Six times; less than 0 where triangles look inwards."""
    corners: Array = shape.points[shape.faces]
    return float(np.einsum("ni,ni->", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])))


def test_C20_what_a_dae_mirrors_looks_outwards() -> None:
    for scale in ("1 1 1", "-1 1 1", "-1 -2 -1", "-1 1 -1"):
        [shape] = read_dae(DAE.replace('<node id="n">', f'<node id="n"><scale>{scale}</scale>').encode(), {})
        assert volume(shape) > 0, scale


def test_C88_what_a_3mf_mirrors_looks_outwards() -> None:
    mirrored = THREE_MF.replace("1 0 0 0 1 0 0 0 1 20 0 0", "-1 0 0 0 1 0 0 0 1 20 0 0")
    assert [volume(shape) > 0 for shape in read_3mf(three_mf(mirrored))] == [True, True]
