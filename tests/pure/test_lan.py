"""Addresses and certificates of a local network."""

import datetime as dt
import ipaddress
import ssl
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography import x509

from arlearn.lan.addresses import DOMAINS, local_addresses, local_names, within
from arlearn.lan.authority import Certificates, ensure_certificates, permitted

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
HOME = ipaddress.ip_address("192.168.1.20")
NAMES = ["arlearn.local", "localhost"]


def made(folder: Path, *addresses: str, now: dt.datetime = NOW) -> Certificates:
    return ensure_certificates(folder, [ipaddress.ip_address(a) for a in addresses or (str(HOME),)], NAMES, now)


def certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def names_of(path: Path) -> list[str]:
    held = certificate(path).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in held]


def test_certificates_are_kept_between_starts(tmp_path: Path) -> None:
    first = made(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made(tmp_path) == first
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    made(tmp_path)
    for key in tmp_path.glob("*.key"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(list(tmp_path.glob("*.key"))) == 2


def test_moving_to_another_address_renews_the_server_and_not_the_authority(tmp_path: Path) -> None:
    first = made(tmp_path)
    server = first.certificate.read_bytes()
    again = made(tmp_path, "10.3.0.7")
    assert again.fingerprint == first.fingerprint
    assert again.certificate.read_bytes() != server
    assert "10.3.0.7" in names_of(again.certificate)


@pytest.mark.parametrize(("days", "renewed"), [(300, False), (366, False), (368, True), (500, True)])
def test_the_server_is_renewed_a_month_before_its_end(tmp_path: Path, days: int, renewed: bool) -> None:
    first = made(tmp_path)
    server = first.certificate.read_bytes()
    again = made(tmp_path, now=NOW + dt.timedelta(days=days))
    assert (again.certificate.read_bytes() != server) == renewed
    assert again.fingerprint == first.fingerprint


def test_the_server_lasts_no_longer_than_devices_accept(tmp_path: Path) -> None:
    leaf = certificate(made(tmp_path).certificate)
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= dt.timedelta(days=398)


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    first = made(tmp_path)
    first.key.write_text("not a key")
    made(tmp_path)
    ssl.create_default_context().load_cert_chain(first.certificate, first.key)


def test_the_authority_is_bound_to_local_networks_and_names(tmp_path: Path) -> None:
    ca = certificate(made(tmp_path).authority)
    constraints = ca.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    assert constraints.value.permitted_subtrees is not None
    names = {name.value for name in constraints.value.permitted_subtrees if isinstance(name, x509.DNSName)}
    assert names == set(DOMAINS)
    assert within(HOME, permitted(ca))
    assert not within(ipaddress.ip_address("93.184.216.34"), permitted(ca))


def test_an_address_of_its_own_outside_private_networks_is_let_in_alone(tmp_path: Path) -> None:
    made_here = made(tmp_path, "203.0.113.9")
    ca = certificate(made_here.authority)
    assert within(ipaddress.ip_address("203.0.113.9"), permitted(ca))
    assert not within(ipaddress.ip_address("203.0.113.10"), permitted(ca))
    assert "203.0.113.9" in names_of(made_here.certificate)


def test_an_address_the_authority_may_not_vouch_for_is_left_out(tmp_path: Path) -> None:
    made(tmp_path)
    assert "203.0.113.9" not in names_of(made(tmp_path, "203.0.113.9", str(HOME)).certificate)


def openssl_says(folder: Path, name: str, *, leaf: Path) -> str:
    """What an implementation of X.509 that is not ours says of the chain, for a host."""
    asks = ["-verify_ip", name] if name[0].isdigit() else ["-verify_hostname", name]
    at = str(int(NOW.timestamp()))
    command = ["openssl", "verify", "-attime", at, "-CAfile", str(folder / "authority.pem"), *asks, str(leaf)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("name", ["192.168.1.20", "127.0.0.1", "arlearn.local", "localhost"])
def test_openssl_accepts_the_chain(tmp_path: Path, name: str) -> None:
    leaf = made(tmp_path).certificate
    assert "OK" in openssl_says(tmp_path, name, leaf=leaf)


def test_openssl_refuses_a_site_that_the_stolen_key_signs(tmp_path: Path) -> None:
    from arlearn.lan.authority import load, make_server, save, subject_names

    made(tmp_path)
    ca, key = load(tmp_path / "authority.pem", tmp_path / "authority.key")
    assert ca is not None
    assert key is not None
    save(tmp_path / "stolen", *make_server(ca, key, subject_names(["bank.example"], []), NOW))
    assert "OK" not in openssl_says(tmp_path, "bank.example", leaf=tmp_path / "stolen.pem")


def test_local_names_are_names_that_the_authority_may_vouch_for() -> None:
    for hostname in ("balai-baca", "BALAI.example.org", "bad_name", "localhost", ""):
        for name in local_names(hostname):
            assert name.split(".", 1)[-1] in DOMAINS
    assert "balai-baca.local" in local_names("balai-baca")


def test_local_addresses_are_for_others() -> None:
    assert not any(address.is_loopback or address.is_link_local for address in local_addresses())
