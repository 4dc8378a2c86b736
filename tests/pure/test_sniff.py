"""How models are named that are not taken."""

import pytest

from content.gltf.refusal import Refused
from content.pipeline.convert import as_glb
from content.pipeline.sniff import model_kind, program_of
from tests.pure.model_files import packed

STEP = b"ISO-10303-21;\nHEADER;\n"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"Kaydara FBX Binary  \0", "FBX"),
        (b"; FBX 7.4.0 project file\n", "FBX"),
        (b"BLENDER-v293", "Blender"),
        (b"(\xb5/\xfd\x04", "Blender"),
        (b"MM\x20\0\0\0\x02\0", "3DS"),
        (STEP, "STEP"),
        (b"PXR-USDC\0", "USD"),
    ],
)
def test_C92_a_model_of_another_program_is_called_by_its_name(head: bytes, name: str) -> None:
    assert model_kind(head + b"\n" * 100, len(head) + 100) is None
    assert program_of(head) == name


def test_C92_so_it_is_in_a_zip() -> None:
    for name, program in (("toy/Bear.FBX", "FBX"), ("scene.usdc", "USD"), ("a.blend", "Blender")):
        with pytest.raises(Refused) as refused:
            as_glb(packed({name: b"x" * 100, "skin.png": b"x"}), "zip")
        assert (refused.value.kind.code, refused.value.values) == ("model_not_taken", {"name": program})
