"""The table of `arlearn bench assets`: every maker is added up over the same models."""

from arlearn.bench.assets_table import Line, totals


def line(model: str, by: str, size: int, memory: int = 1_000_000) -> Line:
    return Line(model, by, size, psnr=40, ssim=0.9, draws=2, processor=1.5, memory=memory, clips="1/2", errors=0)


def figures(total: str) -> tuple[str, int, int, float]:
    """Maker, bytes, draw calls, and seconds."""
    _, _, by, size, _, _, draws, processor, *_ = total.split()
    return by, int(size.replace(",", "")), int(draws), float(processor)


def test_all_are_added_up_over_what_all_have_made() -> None:
    lines = [line("b", "gltfpack", 70_000), line("a", "arlearn", 1_000), line("a", "gltfpack", 2_000)]
    lines += [line("c", "arlearn", 300), line("c", "gltfpack", 500)]
    ours, theirs, beside, note = totals(lines)
    assert figures(ours) == ("arlearn", 1_300, 4, 3.0)
    assert figures(theirs) == ("gltfpack", 2_500, 4, 3.0)
    assert ours.startswith("all 2 ")
    assert ours.split()[-2] == "2/4"
    assert beside.startswith(
        "arlearn to gltfpack: bytes 0.52x, draws 1.00x, processor 1.00x, memory 1.00x, PSNR +0.0 dB"
    )
    assert note == "without what one of them did not make: b"


def test_the_memory_of_all_is_that_of_the_one_that_held_most() -> None:
    [total] = totals([line("a", "arlearn", 1, 90_000_000), line("b", "arlearn", 1, 250_000_000)])
    assert total.split()[8] == "250"


def test_nothing_in_common_is_said() -> None:
    assert totals([line("a", "arlearn", 1), line("b", "gltfpack", 1)]) == ["no model was made by all of them"]
    assert totals([]) == []
