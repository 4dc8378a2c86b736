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
"""By role: name, password, and the password's hash as it was made."""


def new_password() -> str:
    """Three words and a number, 28 bits; guessing is held up by the limit on sign-ins."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(3)), str(secrets.randbelow(900) + 100)])


def demo_library() -> Library:
    return open_library("Perpustakaan Contoh", "contoh", "Balikpapan")


def ensure_accounts(file: Path) -> SignIns:
    """The demo's accounts, as kept in `file`. One whose password somebody has changed is left out."""
    try:
        kept: SignIns = json.loads(file.read_text())
    except FileNotFoundError:
        kept = {role.value: {"name": name, "password": new_password()} for role, name in NAMES.items()}
    hashes = dict(User.objects.filter(username__in=NAMES.values()).values_list("username", "password"))
    for role, name in NAMES.items():
        if name not in hashes:
            user = add_person(demo_library(), name, kept[role]["password"], [role], server=role is Role.ADMIN)
            hashes[name] = kept[role]["hash"] = user.password
    keep(file, kept)
    # Hashing anew to compare would take a second of every start.
    return {role: who for role, who in kept.items() if hashes[who["name"]] == who.get("hash")}


def keep(file: Path, sign_ins: SignIns) -> None:
    """Writes the file whole, readable by its owner only."""
    scratch = file.with_suffix(".new")
    scratch.unlink(missing_ok=True)
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump(sign_ins, out, indent=2)
    scratch.replace(file)
