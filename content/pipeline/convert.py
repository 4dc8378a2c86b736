"""Makes a GLB of whatever a model came as. Runs in the sandbox only."""

from content.pipeline.assemble import assembled
from content.pipeline.sniff import ModelKind


def as_glb(data: bytes, kind: ModelKind) -> tuple[str, bytes]:
    """What the model is (of an archive: what is in it), and its GLB; raises Refused."""
    if kind == "glb":
        return kind, data
    return kind, assembled(data, {}, "")


def warm(kind: ModelKind) -> None:
    pass
