"""A certificate authority for one building, which can vouch for local addresses only, and the server's certificate.

Whoever gets hold of the authority's key still cannot stand in for a site on the internet: the certificate's critical
name constraints (RFC 5280, 4.2.1.10) bind it to private networks and local domains.
"""

import datetime as dt
import ipaddress
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from arlearn.lan.addresses import DOMAINS, PRIVATE, Address, Network, within

DAY = dt.timedelta(days=1)
AUTHORITY_LASTS = 3650 * DAY
SERVER_LASTS = 398 * DAY
"""The longest that Apple's devices accept."""
RENEW = 30 * DAY
"""Before its end, a certificate is made anew."""


@dataclass(frozen=True)
class Certificates:
    """Files of the data folder, and the SHA-256 by which a person knows the authority again."""

    authority: Path
    certificate: Path
    key: Path
    fingerprint: str


def ensure_certificates(folder: Path, addresses: Iterable[Address], names: list[str], now: dt.datetime) -> Certificates:
    """The files in `folder`; made when they are missing, and the server's anew when it nears its end or has moved."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ca, ca_key = load(folder / "authority.pem", folder / "authority.key")
    outside = [address for address in addresses if address.version == 4 and not within(address, PRIVATE)]
    if ca is None or ca_key is None or ca.not_valid_after_utc - now < RENEW:
        ca, ca_key = make_authority(now, [ipaddress.ip_network(address) for address in outside])
        save(folder / "authority", ca, ca_key)
        (folder / "authority.der").write_bytes(ca.public_bytes(Encoding.DER))
    # An address outside the authority's constraints would make clients refuse the whole certificate.
    allowed = [address for address in addresses if within(address, permitted(ca))]
    wanted = subject_names(names, allowed)
    server, server_key = load(folder / "server.pem", folder / "server.key")
    if server is None or server_key is None or not fits(server, ca, wanted, now):
        save(folder / "server", *make_server(ca, ca_key, wanted, now))
    fingerprint = ca.fingerprint(hashes.SHA256()).hex(":").upper()
    return Certificates(folder / "authority.pem", folder / "server.pem", folder / "server.key", fingerprint)


def permitted(ca: x509.Certificate) -> list[Network]:
    """The networks that the authority may vouch for."""
    constraints = ca.extensions.get_extension_for_class(x509.NameConstraints).value
    return [name.value for name in constraints.permitted_subtrees or [] if isinstance(name, x509.IPAddress)]  # type: ignore[misc]  # in a constraint the value is a network


def fits(server: x509.Certificate, ca: x509.Certificate, names: list[x509.GeneralName], now: dt.datetime) -> bool:
    """Whether the server's certificate is of this authority, names all of `names`, and is not near its end."""
    try:
        server.verify_directly_issued_by(ca)
    except (ValueError, TypeError, InvalidSignature):
        return False
    held = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(names) <= set(held) and server.not_valid_after_utc - now >= RENEW


def subject_names(names: list[str], addresses: Iterable[Address]) -> list[x509.GeneralName]:
    loopback = [ipaddress.ip_address(text) for text in ("127.0.0.1", "::1")]
    return [*(x509.DNSName(name) for name in names), *(x509.IPAddress(address) for address in [*loopback, *addresses])]


def make_authority(
    now: dt.datetime, more: Iterable[Network] = ()
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A new authority for the private networks, the local domains, and `more` networks."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"arlearn, this library only ({now:%Y-%m-%d})")])
    networks = [x509.IPAddress(network) for network in [*PRIVATE, *more]]
    constraints = x509.NameConstraints([*(x509.DNSName(domain) for domain in DOMAINS), *networks], None)
    builder = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        # A tablet whose clock is a little behind must not refuse it.
        .not_valid_before(now - DAY)
        .not_valid_after(now + AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage(signs_certificates=True), critical=True)
        .add_extension(constraints, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256()), key


def make_server(
    ca: x509.Certificate, ca_key: ec.EllipticCurvePrivateKey, names: list[x509.GeneralName], now: dt.datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A new certificate of the authority for the server under these names."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "arlearn.local")])
    builder = (
        x509.CertificateBuilder(ca.subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now - DAY + SERVER_LASTS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(ca_key, hashes.SHA256()), key


def usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def load(certificate: Path, key: Path) -> tuple[x509.Certificate | None, ec.EllipticCurvePrivateKey | None]:
    """What the two files hold; None for what is missing, broken, or does not belong to the other."""
    try:
        read = x509.load_pem_x509_certificate(certificate.read_bytes())
        secret = load_pem_private_key(key.read_bytes(), None)
    except (OSError, ValueError):
        return None, None
    if not isinstance(secret, ec.EllipticCurvePrivateKey) or read.public_key() != secret.public_key():
        return None, None
    return read, secret


def save(stem: Path, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
    """Writes STEM.pem and, readable by its owner only, STEM.key; each whole or not at all."""
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for suffix, content, mode in ((".key", secret, 0o600), (".pem", certificate.public_bytes(Encoding.PEM), 0o644)):
        scratch = stem.with_suffix(f"{suffix}.new")
        scratch.unlink(missing_ok=True)
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
            out.write(content)
        scratch.replace(stem.with_suffix(suffix))
