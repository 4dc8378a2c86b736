"""The processes that make the load, apart from the server's core. Each runs tasks that it is sent, one at a time."""

import asyncio
import gc
import multiprocessing
import resource
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, Protocol, TypeVar, cast

from arlearn.bench import watch
from arlearn.bench.meter import Meter

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")


class Stage:
    """What a generator keeps between tasks."""

    meter: Meter


class Task(Protocol[R_co]):
    """Something to do in a generator. It travels there, and its result back, by pickle."""

    async def run(self, stage: Stage) -> R_co: ...


@dataclass(frozen=True)
class Failure(Generic[R_co]):
    """Why a task did not end well."""

    why: str


def generate(pipe: Connection, cores: list[int]) -> None:
    """What a generator's process does, until the pipe is closed."""
    watch.pin(0, cores)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    gc.disable()  # its pauses would be taken for the server's
    asyncio.run(_serve(pipe))


async def _serve(pipe: Connection) -> None:
    stage, loop = Stage(), asyncio.get_running_loop()
    while True:
        try:
            task: Task[object] = await loop.run_in_executor(None, pipe.recv)
        except EOFError:
            return
        try:
            result: object = await task.run(stage)
        except Exception as error:
            result = Failure[object](f"{type(error).__name__}: {error}")
        gc.collect()
        pipe.send(result)


class Generators:
    """All of them. To be used as a context manager."""

    def __init__(self, count: int, cores: list[int]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipes: list[Any] = []
        self._processes: list[SpawnProcess] = []
        for number in range(count):
            own, theirs = context.Pipe()
            # Each has a core where there are enough.
            at = [cores[number]] if count <= len(cores) else cores
            process = context.Process(target=generate, args=(theirs, at), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(own)
            self._processes.append(process)

    def __len__(self) -> int:
        return len(self._pipes)

    def __enter__(self) -> "Generators":
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join(5)
            process.kill()

    def start(self, tasks: Sequence[Task[R]]) -> None:
        """One task to each; `results` are still to be taken."""
        for pipe, task in zip(self._pipes, tasks, strict=True):
            pipe.send(task)

    def results(self, tasks: Sequence[Task[R]]) -> list[R]:
        """Of the tasks that were started. Raises RuntimeError with why one failed."""
        results = [pipe.recv() for _, pipe in zip(tasks, self._pipes, strict=True)]
        for result in results:
            if isinstance(result, Failure):
                raise RuntimeError(result.why)
        return cast(list[R], results)

    def do(self, tasks: Sequence[Task[R]]) -> list[R]:
        """Each generator does its task; all results."""
        self.start(tasks)
        return self.results(tasks)

    def all_do(self, task: Task[R]) -> list[R]:
        return self.do([task] * len(self))
