"""`arlearn people add`: an account, for a library that starts without the demo."""

import argparse
import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils.text import slugify

from arlearn.people.actions import add_person, open_library
from arlearn.people.models import Role


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("people", help="accounts of educators, creators and admins")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    add = verbs.add_parser("add", help="make an account, or give one a new password")
    add.add_argument("name")
    add.add_argument(
        "--role", action="append", choices=[role.value for role in Role], help="may be given several times"
    )
    add.add_argument("--library", required=True, help="name of the library; made when there is none")
    add.add_argument(
        "--server", action="store_true", help="also runs the server: all libraries, and the admin site at /admin/"
    )
    add.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Asks for the password, or reads it from standard input when that is no terminal."""
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        print(f"arlearn: {' '.join(error.messages)}", file=sys.stderr)
        return 2
    call_command("migrate", interactive=False, verbosity=0)
    library = open_library(arguments.library, slugify(arguments.library))
    roles = [Role(role) for role in arguments.role or [Role.EDUCATOR]]
    add_person(library, arguments.name, password, roles, arguments.server)
    print(f"{arguments.name}: {', '.join(roles)} of {library}")
    return 0
