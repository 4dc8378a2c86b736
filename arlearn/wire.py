"""Writes the TypeScript types of everything that crosses the border to the web client.

The pydantic models are the source; their JSON Schema goes through json-schema-to-typescript. A test fails when a
committed file is not what this would write.
"""

import json
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from arlearn.lan import schemas as lan
from arlearn.live import control, protocol
from arlearn.live import schemas as live
from arlearn.people import schemas as people
from arlearn.plans import schemas as plans
from arlearn.reports import schemas as reports
from arlearn.settings import ROOT
from content import scene
from content import schemas as content
from content.exchange import schemas as exchange
from markers import schemas as markers

GENERATED = ROOT / "webclient" / "src" / "generated"


class _Schema(GenerateJsonSchema):
    """Without a title on every field, which would become a named type each; and with every field there.

    What the server sends always carries its defaults, and a client says what it means.
    """

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def field_is_required(self, field: Any, total: bool) -> bool:
        return True


def _models(*modules: ModuleType) -> list[type[BaseModel]]:
    """The pydantic models that the modules define themselves, in the order of their text."""
    found: list[type[BaseModel]] = []
    for module in modules:
        for value in vars(module).values():
            is_model = isinstance(value, type) and issubclass(value, BaseModel) and value.model_fields
            if is_model and value.__module__ == module.__name__:
                found.append(value)
    return found


UNIONS = {
    "protocol": {
        "FromLearner": ["LearnerHello", "Presence", "Answer", "Finished", "Opened", "Consent", "Ping"],
        "FromEducator": ["EducatorHello", "Command", "Credit", "Ping"],
        "ToLearner": ["LearnerWelcome", "ControlChanged", "OwnChanged", "Acknowledged", "Refused", "Pong", "Bye"],
        "ToEducator": ["EducatorWelcome", "Frame", "Leaders", "Done", "Refused", "Pong", "Bye"],
    },
    "scene": {"Task": ["ChoiceTask", "SpellTask", "FindTask"], "Node": ["ModelNode"]},
}


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of each border file by name; definitions by model name."""
    files = {
        "protocol": _models(control, protocol),
        "scene": _models(scene),
        "api": _models(lan, people, content, exchange, markers, plans, live, reports),
    }
    out = {}
    for name, models in files.items():
        _, schema = models_json_schema(
            [(model, "serialization") for model in models], schema_generator=_Schema, ref_template="#/$defs/{model}"
        )
        defs = schema["$defs"]
        for union, members in UNIONS.get(name, {}).items():
            defs[union] = {"anyOf": [{"$ref": f"#/$defs/{member}"} for member in members]}
        out[name] = {"$defs": dict(sorted(defs.items()))}
    return out


def typescript() -> dict[str, str]:
    """Text of each generated file, by file name. Needs the web client's node_modules."""
    made = subprocess.run(
        ["node", str(ROOT / "webclient" / "tools" / "types.mjs")],
        input=json.dumps(schemas()),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT / "webclient",
    )
    texts: dict[str, str] = json.loads(made.stdout)
    return texts


def write(folder: Path = GENERATED) -> list[Path]:
    """Writes the generated files and returns their paths."""
    paths = []
    for name, text in typescript().items():
        path = folder / name
        path.write_text(text)
        paths.append(path)
    return paths
