"""`arlearn up`: makes the data folder ready, serves on HTTP and HTTPS, and says where."""

import argparse
import contextlib
import datetime as dt
import fcntl
import ipaddress
import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.db import connections

from arlearn.commands.keeper import Keeper
from arlearn.commands.screen import Screen
from arlearn.commands.worker import Place, server
from arlearn.commands.workers import Crew
from arlearn.lan.addresses import local_addresses, local_names
from arlearn.lan.authority import Certificates, ensure_certificates
from arlearn.serve.server import Listener

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET = 100
"""Bytes of a path; systems take little more."""


class CannotStart(Exception):
    """Why not, in a sentence that says what to do."""


@dataclass(frozen=True)
class Options:
    """The command line."""

    host: str
    port: int
    tls_port: int
    data: Path
    demo: bool
    tls: bool
    workers: int
    jobs: bool


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("up", help="start the server")
    parser.add_argument("--host", default="0.0.0.0", help="address to listen on (default: all)")  # noqa: S104
    parser.add_argument("--port", type=int, default=8000, help="for HTTP (default: %(default)s)")
    parser.add_argument("--tls-port", type=int, default=8443, help="for HTTPS (default: %(default)s)")
    data = os.environ.get("ARLEARN_DATA") or ROOT / "var"
    parser.add_argument("--data", type=Path, default=data, help="folder for all that is written (default: %(default)s)")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="without demo books and accounts")
    parser.add_argument("--no-tls", dest="tls", action="store_false", help="without HTTPS")
    parser.add_argument("--workers", type=int, default=1, help="processes that share the ports (default: 1)")
    parser.add_argument(
        "--no-worker", dest="jobs", action="store_false", help="without the worker that prepares uploads"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    started = time.monotonic()
    given = {name: value for name, value in vars(arguments).items() if name != "run"}
    options = Options(**{**given, "data": arguments.data.resolve()})
    try:
        with data_folder(options.data):
            failed = serve(options, started)
    except CannotStart as reason:
        failed = str(reason)
    if failed:
        print(f"arlearn: {failed}", file=sys.stderr)
        return 2
    return 0


def serve(options: Options, started: float) -> str | None:
    """Serves until a signal comes. Why it could not listen, or None."""
    check_workers(options)
    check_ports(options)
    configure(options)
    # These read the settings, and the settings the environment that the options have just changed.
    from django.conf import settings  # noqa: PLC0415

    if not (settings.WEB_CLIENT / "reader.html").exists():
        raise CannotStart("the web client is not built. Run `make run`, or `python3 -m arlearn.bootstrap build`.")
    from arlearn.commands.prepare import prepare  # noqa: PLC0415

    certificates = certify(options) if options.tls else None
    network, machine = addresses(options, settings.PUBLIC_URL)
    made = prepare(options.data, options.demo, (network or machine)[0])

    keeper = Keeper(options.data)

    def ready() -> None:
        if options.jobs:
            keeper.start()
        Screen(
            seconds=time.monotonic() - started,
            network=network,
            machine=machine,
            sign_ins=made.sign_ins,
            sheets=made.sheets,
            authority=certificates.authority if certificates else None,
            fingerprint=certificates.fingerprint if certificates else "",
        ).show()

    places = listeners(options, certificates)
    connections.close_all()
    try:
        return server(places, ready).run() if options.workers == 1 else crew(options, places, ready).run()
    finally:
        keeper.stop()


def crew(options: Options, places: list[Listener], ready: Callable[[], None]) -> Crew:
    """The workers, with a folder for the sockets by which they reach each other. Raises CannotStart."""
    folder = options.data / "tmp" / "workers"
    folder.mkdir(exist_ok=True, mode=0o700)
    sockets = [folder / str(number) for number in range(options.workers)]
    if len(os.fsencode(sockets[-1])) > LONGEST_SOCKET:
        raise CannotStart(f"the path of {options.data} is too long for several workers. Choose another with --data.")
    addresses = [(place.host, place.port) for place in places]
    place = Place(places, sockets)
    return Crew(addresses, place.command, options.workers, options.data / "tmp" / "measures", ready)


@contextlib.contextmanager
def data_folder(data: Path) -> Iterator[None]:
    """Makes the folder, and holds it while the server runs: without Redis, two servers on one would not see each other.

    Raises CannotStart.
    """
    try:
        (data / "tmp").mkdir(parents=True, exist_ok=True)
        lock: Any = (data / "server.lock").open("w")
        tempfile.TemporaryFile(dir=data / "tmp").close()
    except OSError as error:
        raise CannotStart(f"{data} cannot be written ({error.strerror}). Choose another with --data.") from error
    with lock:
        try:
            if not os.environ.get("REDIS_URL"):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(
                f"another arlearn is running on {data}. Stop it, or choose another with --data."
            ) from None
        yield


def check_workers(options: Options) -> None:
    """Raises CannotStart."""
    if options.workers < 1:
        raise CannotStart("--workers must be 1 or more.")
    if options.workers == 1:
        return
    if not os.environ.get("REDIS_URL"):
        raise CannotStart(
            "several workers tell each other what happens over Redis. Set REDIS_URL, for instance to "
            "redis://127.0.0.1:6379/0, or leave --workers out."
        )
    if sys.platform != "linux":
        raise CannotStart("several workers share a port as only Linux deals connections out. Leave --workers out.")


def check_ports(options: Options) -> None:
    """Before the work, so that a port in use is said at once. Raises CannotStart."""
    wanted = {"--port": options.port}
    if options.tls:
        wanted["--tls-port"] = options.tls_port
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    for option, port in wanted.items():
        with socket.socket(family) as probe:
            # As the server itself does: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((options.host, port))
                probe.listen()
            except (OSError, OverflowError) as error:
                why = getattr(error, "strerror", None) or "it is not a port"
                raise CannotStart(
                    f"{options.host} port {port} cannot be used ({why}). Choose another with {option}."
                ) from error


def configure(options: Options) -> None:
    """Sets Django up for these options. Everything temporary stays in the data folder too."""
    os.environ["ARLEARN_DATA"] = str(options.data)
    os.environ["ARLEARN_TLS_PORT"] = str(options.tls_port if options.tls else 0)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arlearn.settings")
    tempfile.tempdir = os.environ["TMPDIR"] = str(options.data / "tmp")
    django.setup()


def certify(options: Options) -> Certificates:
    names = local_names(socket.gethostname())
    return ensure_certificates(options.data / "tls", local_addresses(), names, dt.datetime.now(dt.UTC))


def listeners(options: Options, certificates: Certificates | None) -> list[Listener]:
    shared = options.workers > 1
    plain = Listener(options.host, options.port, shared=shared)
    if certificates is None:
        return [plain]
    return [plain, Listener(options.host, options.tls_port, certificates.certificate, certificates.key, shared)]


def addresses(options: Options, public: str) -> tuple[list[str], list[str]]:
    """URLs for others, the best first, and URLs for this machine."""
    host = ipaddress.ip_address("127.0.0.1" if options.host == "localhost" else options.host)
    hosts = local_addresses()[:1] if host.is_unspecified else [host]
    network = [] if host.is_loopback else [url for address in hosts for url in urls(options, str(address))]
    here = "localhost" if host.is_unspecified or host.is_loopback else ""
    return ([public] if public else []) + network, urls(options, here) if here else []


def urls(options: Options, host: str) -> list[str]:
    name = f"[{host}]" if ":" in host else host
    plain = f"http://{name}:{options.port}"
    return [plain, f"https://{name}:{options.tls_port}"] if options.tls else [plain]
