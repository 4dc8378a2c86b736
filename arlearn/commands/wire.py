"""`arlearn wire`: writes the TypeScript types of what crosses the border."""

import argparse

from arlearn.wire import write


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("wire", help="write the web client's types from the server's")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    for path in write():
        print(path)
