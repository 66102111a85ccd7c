"""A certificate of one's own for `duban serve --tls`: made once, kept in the data folder, made anew a month before it ends."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

YEARS = dt.timedelta(days=730)
MONTH = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The two files, and the SHA-256 by which a person can tell the certificate on a phone."""

    certificate: Path
    key: Path
    fingerprint: str


def certificate(folder: Path, names: Iterable[str]) -> Certificate:
    """The kept certificate if it names all of these and lasts, else a new one."""
    wanted = sorted({name.strip("[]") for name in names if name and name != "*"})
    file, key = folder / "tls.pem", folder / "tls.key"
    kept = x509.load_pem_x509_certificate(file.read_bytes()) if file.exists() and key.exists() else None
    if kept is None or _names(kept) != wanted or kept.not_valid_after_utc < dt.datetime.now(dt.UTC) + MONTH:
        kept = _make(file, key, wanted)
    return Certificate(file, key, kept.fingerprint(hashes.SHA256()).hex(":"))


def _names(one: x509.Certificate) -> list[str]:
    said = one.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return sorted(str(name.value) for name in said)


def _make(file: Path, key: Path, names: list[str]) -> x509.Certificate:
    secret = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Duban")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + YEARS)
        .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(secret, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    key.write_bytes(secret.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    key.chmod(0o600)
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return made


def _name(words: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(words))
    except ValueError:
        return x509.DNSName(words)
