"""Models broken by chance: thousands of small accidents, each ending in a report or in a refusal that has a name."""

import random
import warnings

import pytest

from arlearn.bench.assets_accidents import scratched, struck
from content.gate import Refusal, Report, gate
from content.problems import REFUSALS
from tests.pure.gltf_files import glb, parts, png, with_skin


def well_ended(data: bytes, what: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = gate(data)
        except Exception as error:
            raise AssertionError(what) from error
    if isinstance(found, Refusal):
        problem = REFUSALS[found.code](**found.values)
        assert problem.message("id"), what
        return found.code
    assert isinstance(found, Report), what
    return "taken"


@pytest.mark.parametrize("seed", range(4))
def test_C11_values_struck_by_chance(seed: int) -> None:
    dice = random.Random(seed)
    sources = [parts(png(64, 64)), with_skin()]
    ends = set()
    for turn in range(500):
        document, binary = dice.choice(sources)
        ends.add(well_ended(glb(struck(dice, document), binary), f"seed {seed}, turn {turn}"))
    assert len(ends) > 6, ends


@pytest.mark.parametrize("seed", range(4))
def test_C11_bytes_scratched_by_chance(seed: int) -> None:
    dice = random.Random(1000 + seed)
    sources = [glb(*parts(png(64, 64))), glb(*with_skin())]
    ends = {well_ended(scratched(dice, dice.choice(sources)), f"seed {seed}, turn {turn}") for turn in range(500)}
    assert len(ends) > 3, ends
