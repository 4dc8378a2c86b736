"""`arlearn assets collect`: takes away the files that nothing names any more."""

import argparse

from content.collect import YOUNG, collect

HOUR = 3600


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command; its handler, in `run`, returns the exit status."""
    parser = commands.add_parser("assets", help="the files of models, pictures and sounds")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    verb = verbs.add_parser("collect", help="take away files that no asset, draft or revision names")
    verb.add_argument("--dry-run", action="store_true", help="only say which")
    verb.add_argument(
        "--hours",
        type=hours,
        default=YOUNG / HOUR,
        help="that a file has to lie there for first, so that an upload is not cut off (default: %(default)g)",
    )
    verb.set_defaults(run=run)


def hours(text: str) -> float:
    number = float(text)
    if not 1 <= number < 1e6:
        raise argparse.ArgumentTypeError("at least one hour")
    return number


def run(arguments: argparse.Namespace) -> int:
    found = collect(arguments.hours * HOUR, do=not arguments.dry_run)
    for orphan in found:
        print(f"{orphan.where}/{orphan.name}  {orphan.size} bytes")
    size = sum(orphan.size for orphan in found)
    verb = "could go" if arguments.dry_run else "went"
    print(f"{len(found)} files {verb}, {size / 1_000_000:.1f} MB")
    return 0
