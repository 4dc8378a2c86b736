"""What is done with an upload, step by step, as its creator is told. Pure."""

from typing import Literal

Step = Literal["gate", "convert", "optimise", "fit", "validate", "poster"]
"""Of a model all of them; of a sound `convert` alone."""
