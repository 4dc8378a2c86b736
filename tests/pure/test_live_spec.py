"""The page from which a stranger writes a client: what it shows is what the server takes and says."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types

from arlearn.live.published import DIRECTIONS, protocol_schema
from tests.house.tree import ROOT

SPEC = (ROOT / "arlearn/live/SPEC.md").read_text()
EXAMPLES = [
    (direction, line)
    for direction, block in re.findall(r"```json (\w+)\n(.*?)```", SPEC, re.DOTALL)
    for line in block.splitlines()
]


def validator(direction: str) -> Any:
    return Draft202012Validator({**protocol_schema(), "anyOf": [{"$ref": f"#/$defs/{direction}"}]})


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_there_is_an_example_of_every_message_and_each_is_of_the_protocol(direction: str) -> None:
    check, (adapter, _) = validator(direction), DIRECTIONS[direction]
    shown = [json.loads(line) for name, line in EXAMPLES if name == direction]
    for message in shown:
        check.validate(message)
        assert json.loads(adapter.validate_json(json.dumps(message), strict=True).model_dump_json()) == message
    kinds = {ref["$ref"].rsplit("/", 1)[1] for ref in protocol_schema()["$defs"][direction]["oneOf"]}
    seen = {type(adapter.validate_python(message)).__name__ for message in shown}
    assert seen == kinds


def test_there_is_an_example_of_every_order() -> None:
    orders = protocol_schema()["$defs"]["Command"]["properties"]["order"]["discriminator"]["mapping"]
    shown = [json.loads(line) for name, line in EXAMPLES if name == "FromEducator"]
    assert {message["order"]["do"] for message in shown if message["kind"] == "command"} == set(orders)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_schema_refuses_what_the_server_refuses(direction: str) -> None:
    check, (adapter, _) = validator(direction), DIRECTIONS[direction]
    for name, line in EXAMPLES:
        if name != direction:
            continue
        good = json.loads(line)
        for wrong in ({**good, "extra": 1}, {**good, "kind": "other"}, {**good, "kind": None}):
            assert not check.is_valid(wrong)
            with pytest.raises(ValueError, match="validation error"):
                adapter.validate_json(json.dumps(wrong), strict=True)
