"""Brings the database up to date, and makes the demo: accounts, books, and the sheets to print."""

from dataclasses import dataclass, field
from pathlib import Path

from django.core.management import call_command

from arlearn.commands.accounts import SignIns, ensure_accounts


@dataclass(frozen=True)
class Made:
    """What there is for the screen to show."""

    sign_ins: SignIns = field(default_factory=dict)
    sheets: Path | None = None


def prepare(data: Path, demo: bool, base: str) -> Made:
    """`base` is the address that is printed on the sheets."""
    call_command("migrate", interactive=False, verbosity=0)
    if not demo:
        return Made()
    sign_ins = ensure_accounts(data / "sign-ins.json")
    return Made(sign_ins, data / "sheets")
