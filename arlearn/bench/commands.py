"""`arlearn bench live`: what this machine carries, measured over real sockets against a server of its own."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from arlearn.bench import assets, markers, pace, serving, watch
from arlearn.bench.door import sign_in
from arlearn.bench.generators import Generators
from arlearn.bench.measure import Figures, Scale, Subject, measure
from arlearn.bench.report import Report
from arlearn.bench.rooms import Rooms, make_rooms
from arlearn.bench.tasks import Kind


@dataclass(frozen=True)
class Cores:
    """Who runs where."""

    server: list[int]
    generators: list[int]

    @property
    def apart(self) -> bool:
        return not set(self.server) & set(self.generators)

    def __str__(self) -> str:
        if not self.apart:
            return f"server and load share {len(self.server)} cores"
        return f"server on core {said(self.server)}, load from core {said(self.generators)}"


def said(cores: list[int]) -> str:
    return ", ".join(str(core) for core in cores)


def deal(cores: list[int], workers: int) -> Cores:
    """A core for each process of the server, the others for the load; where there are too few they share."""
    if len(cores) > workers:
        return Cores(cores[:workers], cores[workers:])
    return Cores(cores, cores)


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("bench", help="measure what this machine carries")
    what = parser.add_subparsers(title="what", required=True, metavar="WHAT")
    live = what.add_parser("live", help="children in groups, and their educators")
    live.add_argument("--groups", type=positive, default=33, help="(default: %(default)s)")
    live.add_argument("--learners", type=positive, default=30, help="children in each (default: %(default)s)")
    live.add_argument("--seconds", type=float, default=3.0, help="of each step (default: %(default)s)")
    live.add_argument("--rounds", type=positive, default=3, help="medians are over these (default: %(default)s)")
    live.add_argument("--peers", action="store_true", help="the same with Channels, Socket.IO and ws")
    live.add_argument("--workers", type=positive, default=1, help="the same with so many processes; needs Redis")
    live.add_argument("--database", default="", metavar="URL", help="an empty PostgreSQL (default: SQLite)")
    live.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    live.set_defaults(run=run)
    assets.add_options(what.add_parser("assets", help="what becomes of models, whole ones and broken ones"))
    pace.add_options(what.add_parser("pace", help="what draw calls and triangles cost a slow phone"))
    markers.add_options(what.add_parser("markers", help="the tracker on rendered pictures whose truth is known"))


def positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def run(arguments: argparse.Namespace) -> int:
    scale = Scale(arguments.groups, arguments.learners, arguments.seconds, arguments.rounds)
    try:
        with serving.own_folder() as folder, ExitStack() as stack:
            report = Run(folder, stack, scale, arguments).run()
    except RuntimeError as error:
        print(f"arlearn: {error}", file=sys.stderr)
        return 2
    print(report.text(), end="")
    if arguments.json:
        report.write(arguments.json)
    return 0


@dataclass
class Run:
    """All servers, one after the other, round by round: what else the machine does meets all of them."""

    folder: Path
    stack: ExitStack
    scale: Scale
    arguments: argparse.Namespace
    before: dict[str, Figures] = field(default_factory=dict)

    def run(self) -> Report:
        alone = deal(watch.cores(), 1)
        where = f"{alone}; {'PostgreSQL' if self.arguments.database else 'SQLite'}"
        report = Report(watch.machine(self.folder), self.scale, where, notes=list(self.warnings(alone)))
        server = serving.ours(self.folder, self.arguments.database)
        rooms = make_rooms(server.environment, self.scale.groups, self.scale.learners, alone=True)
        servers: list[tuple[str, Kind, serving.Server, Cores]] = [("arlearn", "arlearn", server, alone)]
        if self.arguments.workers > 1:
            several, cores = self.several()
            servers.append(("workers", "arlearn", several, cores))
            report.workers, report.workers_apart = self.arguments.workers, cores.apart
        if self.arguments.peers:
            servers.append(("channels", "channels", serving.channels(self.folder), alone))
            servers.append(("socketio", "socketio", serving.node("socketio", self.folder), alone))
            servers.append(("ws", "ws", serving.node("ws", self.folder), alone))
        for number in range(1, self.scale.rounds + 1):
            made = {name: self.round(number, name, kind, of, cores, rooms) for name, kind, of, cores in servers}
            report.rounds.append(made)
        return report

    def warnings(self, cores: Cores) -> Iterator[str]:
        if not cores.apart:
            yield "Server and load share a core: what the load costs is missing to the server."
        if watch.waiting() > 0.5:
            yield f"The machine was busy with other things (load {watch.waiting():.1f} a core): the figures are rough."

    def several(self) -> tuple[serving.Server, Cores]:
        """The same data on several processes."""
        redis = self.stack.enter_context(serving.redis(self.folder))
        workers = self.arguments.workers
        return serving.ours(self.folder, self.arguments.database, redis, workers), deal(watch.cores(), workers)

    def round(self, number: int, name: str, kind: Kind, server: serving.Server, cores: Cores, rooms: Rooms) -> Figures:
        def say(what: str) -> None:
            # On a screen each replaces the one before; in a file or a pipe they are lines.
            start, end = ("\r\x1b[K", "") if sys.stderr.isatty() else ("", "\n")
            print(f"{start}  round {number}: {name}, {what}", end=end, file=sys.stderr, flush=True)

        say("start")
        count = len(cores.generators) if cores.apart else 1
        with Generators(count, cores.generators) as generators, serving.running(server, cores.server):
            cookie = sign_in(server.url, rooms.educator, rooms.password) if kind == "arlearn" else ""
            subject = Subject(server, kind, cores.server, generators, rooms, self.scale, cookie, say)
            figures = self.before[name] = measure(subject, self.before.get(name, {}))
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        return figures
