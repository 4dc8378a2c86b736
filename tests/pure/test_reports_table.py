"""CSV that a spreadsheet opens and does not run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arlearn.reports.table import BOM, RISKY, csv_text, safe


@pytest.mark.parametrize(
    "text", ["=1+1", "+62", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", '=HYPERLINK("x")']
)
def test_L26_what_looks_like_a_formula_is_text(text: str) -> None:
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["madu", "a=b", "1-2", "ya", "", "'quoted"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.integers(-5, 5)


@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=5))
def test_L26_any_text_comes_back_whole_and_harmless(rows: list[list[str | int]]) -> None:
    text = csv_text(["a", "b"], rows)
    assert text.startswith(BOM)
    read = list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))
    assert read[0] == ["a", "b"]
    for row, back in zip(rows, read[1:], strict=True):
        for cell, seen in zip(row, back, strict=True):
            plain = str(cell).replace("\0", "")
            assert seen in (plain, f"'{plain}")
            assert isinstance(cell, int) or not seen.lstrip(" ").startswith(RISKY)
