"""The protocol as JSON Schema (draft 2020-12), for those who write a client of their own. Pure."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from arlearn.live.protocol import (
    VERSION,
    ToEducator,
    ToLearner,
    from_educator,
    from_learner,
)

DIRECTIONS: dict[str, tuple[TypeAdapter[Any], str]] = {
    "FromLearner": (from_learner, "validation"),
    "FromEducator": (from_educator, "validation"),
    "ToLearner": (TypeAdapter(ToLearner), "serialization"),
    "ToEducator": (TypeAdapter(ToEducator), "serialization"),
}


@cache
def protocol_schema() -> dict[str, Any]:
    """One definition for each message, and one for all messages of each direction."""
    asked = [(name, mode, adapter) for name, (adapter, mode) in DIRECTIONS.items()]
    made, common = TypeAdapter.json_schemas(asked, ref_template="#/$defs/{model}")  # type: ignore[arg-type]  # modes
    directions = {name: made[name, mode] for name, (_, mode) in DIRECTIONS.items()}  # type: ignore[index]  # as above
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"arlearn live protocol, version {VERSION}",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in directions],
        "$defs": {**directions, **common["$defs"]},
    }
