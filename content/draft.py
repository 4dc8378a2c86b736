"""What may be kept as a draft: nearly anything, but nothing that could not become a scene or be given back. Pure."""

import json
from typing import Any

from arlearn.errors import INVALID
from content.problems import DRAFT_TOO_LARGE
from content.scene import SceneDocument

MOST_BYTES = 256 * 1024
"""Of a draft as JSON."""
MOST_DEPTH = 12
"""Of its nesting; a whole scene has six."""


def storable(document: dict[str, Any]) -> None:
    """Raises INVALID for unknown top-level fields and for values that JSON and databases do not agree about.

    Raises DRAFT_TOO_LARGE beyond MOST_BYTES.
    """
    unknown = sorted(set(document) - set(SceneDocument.model_fields))
    if unknown:
        raise INVALID(where=", ".join(f"document.{name}"[:60] for name in unknown[:5]))
    level: list[Any] = [document]
    for _ in range(MOST_DEPTH):
        if not all(_sane(item) for item in level):
            raise INVALID(where="document")
        level = [inner for item in level for inner in _inside(item)]
    if level:
        raise INVALID(where="document")
    if len(json.dumps(document, ensure_ascii=False).encode()) > MOST_BYTES:
        raise DRAFT_TOO_LARGE()


def _inside(item: Any) -> list[Any]:
    if isinstance(item, dict):
        return [*item.keys(), *item.values()]
    return item if isinstance(item, list) else []


def _sane(item: Any) -> bool:
    """PostgreSQL's JSON takes neither NUL nor a lone surrogate; JSON itself neither NaN nor infinity."""
    if isinstance(item, str):
        return "\0" not in item and not any("\ud800" <= letter <= "\udfff" for letter in item)
    if isinstance(item, int | float):
        return abs(item) < 1e15  # which NaN is not
    return True
