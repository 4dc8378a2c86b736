"""Join codes and faces."""

import itertools
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlearn.live.faces import ANIMAL_NAMES, COLOUR_NAMES, face_name
from arlearn.live.joining import ALPHABET, ANIMALS, COLOURS, MOST_LEARNERS, deal, new_code, normal_code

SCREENS = Path(__file__).parents[2] / "webclient" / "src" / "ui" / "animals.ts"


def test_L11_two_hundred_children_have_two_hundred_faces() -> None:
    faces = [deal(order) for order in range(MOST_LEARNERS)]
    assert len(set(faces)) == MOST_LEARNERS == len(ANIMALS) * len(COLOURS)
    for one, next_ in itertools.pairwise(faces):
        assert one[0] != next_[0]
        assert one[1] != next_[1]


@given(st.integers())
def test_a_code_survives_how_children_type(seed: int) -> None:
    code = new_code(random.Random(seed).choice)
    assert re.fullmatch(r"[2-9A-Z]{6}", code)
    assert not set(code) & set("01OIL")
    assert normal_code(f" {code[:3].lower()} - {code[3:].lower()}\n") == code


def test_no_letter_looks_like_another() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert not set("01OIL") & set(ALPHABET)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_child_has_one_name_on_every_screen_and_paper(language: str) -> None:
    text = SCREENS.read_text()
    for table, names in (("animalNames", ANIMAL_NAMES[language]), ("colourNames", COLOUR_NAMES[language])):
        shown = re.search(rf"const {table}.*?\n  {language}: {{(.*?)}}", text, re.DOTALL)
        assert shown, f"{table} is not in {SCREENS.name} as it was"
        pairs = re.findall(r"^\s+'?([\w-]+)'?: '(.*)',$", shown[1], re.MULTILINE)
        assert dict(pairs) == dict(names)


def test_names_read_as_people_say_them() -> None:
    assert face_name("sun-bear", "orange", "id") == "Beruang madu jingga"
    assert face_name("sun-bear", "sky", "en") == "Light blue sun bear"
