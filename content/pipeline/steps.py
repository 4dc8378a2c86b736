"""What the confined programs tell of as they work: lines on standard error, read by the one that started them."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from content.steps import Step

STEPS: tuple[Step, ...] = get_args(Step)
State = Literal["begun", "done"]
ERRORS = 2


@dataclass(frozen=True)
class Progress:
    step: Step
    state: State


def say(step: Step, state: State) -> None:
    os.write(ERRORS, f"step {step} {state}\n".encode())


@contextlib.contextmanager
def telling(step: Step) -> Iterator[None]:
    """The step begins, and is done when the block ends well."""
    say(step, "begun")
    yield
    say(step, "done")


def heard(line: str) -> Progress | None:
    """What a line tells; None for any other."""
    match line.split():
        case ["step", step, ("begun" | "done") as state] if step in STEPS:
            return Progress(step, state)
    return None
