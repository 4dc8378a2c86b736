"""The `arlearn` command. Each of its commands is registered by the app that it belongs to."""

import argparse
import os
import sys
from importlib import import_module
from typing import NamedTuple

import django

from arlearn.errors import Problem


class Command(NamedTuple):
    """Where a command is registered: a module with `register(commands)`, which adds its parser and sets `run` on it."""

    module: str
    needs_django: bool
    help: str


COMMANDS = {
    "up": Command("arlearn.commands.up", False, "start the server"),
    "worker": Command("arlearn.commands.jobs", False, "prepare uploads, apart from a server"),
    "people": Command("arlearn.commands.people", True, "accounts of educators, creators and admins"),
    "asset": Command("arlearn.commands.asset", True, "prepare a model for phones"),
    "markers": Command("markers.commands", True, "marker sheets for printing"),
    "bench": Command("arlearn.bench.commands", False, "measure what this machine carries"),
    "nginx": Command("arlearn.commands.nginx", False, "print the configuration of a reverse proxy"),
    "wire": Command("arlearn.commands.wire", True, "write the web client's types from the server's"),
}


def parser_for(chosen: str | None) -> argparse.ArgumentParser:
    """The parser with the chosen command in full and the others by name, so that only what is used is loaded."""
    parser = argparse.ArgumentParser("arlearn", description="Printed books become places that children can enter.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        if name != chosen:
            commands.add_parser(name, help=command.help)
            continue
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arlearn.settings")
        if command.needs_django:
            django.setup()
        import_module(command.module).register(commands)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; its exit status, 2 for what the person can put right by asking differently."""
    given = sys.argv[1:] if arguments is None else arguments
    parsed = parser_for(given[0] if given else None).parse_args(given)
    try:
        return int(parsed.run(parsed) or 0)
    except Problem as problem:
        print(f"arlearn: {problem.message('en')}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
