"""What is written by a program is what the program would write today."""

from arlearn import wire


def test_the_web_clients_types_are_fresh() -> None:
    for name, text in wire.typescript().items():
        assert (wire.GENERATED / name).read_text() == text, f"{name} is stale: run `arlearn wire`"


def test_there_is_nothing_else_among_the_generated_types() -> None:
    written = set(wire.typescript()) | {"tsconfig.json"}
    assert {path.name for path in wire.GENERATED.iterdir()} <= written
