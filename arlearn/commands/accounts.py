"""The demo's accounts: one for each role, with passwords that can be read out and typed, made for this data folder."""

import json
import os
import secrets
from pathlib import Path

from arlearn.people.actions import add_person, open_library
from arlearn.people.models import Library, Role, User

NAMES = {Role.EDUCATOR: "guru", Role.CREATOR: "pembuat", Role.ADMIN: "admin"}
WORDS = (
    "bambu bayam bintang bulan cemara danau delima embun gajah gamelan hujan ikan jagung jambu kabut kakap kancil "
    "kapas karang kecapi kelapa kelinci kemiri kenari kijang kolam kopi kucing kunyit kupu laut layang lebah lontar "
    "madu mangga manggis mawar melati merak merpati nanas ombak padi pandan pantai pelangi pepaya perahu pinang "
    "rambutan rimba rotan rusa salak sawah semut senja serai sirsak sungai tebu telaga tenun teratai tomat udang ulin "
    "wayang"
).split()
"""Short words that a child can spell."""

SignIns = dict[str, dict[str, str]]


def new_password() -> str:
    """Three words and a number, 31 bits; guessing is held up by the limit on sign-ins."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(3)), str(secrets.randbelow(900) + 100)])


def demo_library() -> Library:
    return open_library("Perpustakaan Contoh", "contoh", "Balikpapan")


def ensure_accounts(file: Path) -> SignIns:
    """The demo's names and passwords by role, as kept in `file`. One that was changed since is left out."""
    try:
        kept: SignIns = json.loads(file.read_text())
    except FileNotFoundError:
        kept = {role.value: {"name": name, "password": new_password()} for role, name in NAMES.items()}
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(kept, out, indent=2)
    known = {user.username: user for user in User.objects.filter(username__in=NAMES.values())}
    for role, name in NAMES.items():
        if name not in known:
            known[name] = add_person(demo_library(), name, kept[role]["password"], [role])
    return {role: who for role, who in kept.items() if known[who["name"]].check_password(who["password"])}
