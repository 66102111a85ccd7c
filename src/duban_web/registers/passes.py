"""Passes (通行证): a signed text in a QR code, which a gate's phone verifies without a network.

ECDSA on P-256 with SHA-256 (FIPS 186-5), because every browser verifies it; the private key stays in the data folder. A pass says its
register, number, last day and what the gate compares with its eyes. Revoked numbers travel with the gate's page.
"""

from __future__ import annotations

import base64
import json
import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from duban_web.common.errors import Refused
from duban_web.registers.codes import qr_picture
from duban_web.registers.models import Record, Register
from duban_web.registers.queries import values_of

SIZE = 32
PREFIX = "DB1"


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _unb64(words: str) -> bytes:
    return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))


def _key_file() -> Path:
    return Path(settings.DATA) / "pass.key"


@lru_cache(maxsize=4)
def _loaded(path: str, made: float) -> ec.EllipticCurvePrivateKey:
    del made
    key = serialization.load_pem_private_key(Path(path).read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Refused("pass-key")
    return key


def private_key() -> ec.EllipticCurvePrivateKey:
    """The installation's own key, made at its first use and readable by its owner alone."""
    path = _key_file()
    if not path.exists():
        fresh = ec.generate_private_key(ec.SECP256R1())
        pem = fresh.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it first
            return _loaded(str(path), path.stat().st_mtime)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
    return _loaded(str(path), path.stat().st_mtime)


def public_key() -> dict[str, str]:
    """The public half as a JSON Web Key, for the gate's page."""
    numbers = private_key().public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "x": _b64(numbers.x.to_bytes(SIZE)), "y": _b64(numbers.y.to_bytes(SIZE))}  # fmt: skip


def is_valid(one: Record) -> bool:
    """Whether a record is a pass, and in a state in which passes are valid."""
    rules = one.register.definition.blocks.passes
    return rules is not None and one.state in rules.valid and not one.removed_on


def pass_text(one: Record) -> str:
    """What stands in the QR code: DB1.payload.signature.

    Raises:
        Refused: the register gives no passes, or the record is in no state that is valid.
    """
    definition = one.register.definition
    rules = definition.blocks.passes
    if rules is None or not is_valid(one):
        raise Refused("pass-not-valid")
    values = values_of(one)
    payload = {
        "r": one.register.code, "n": one.number, "t": one.register.name, "f": values.get(rules.start, ""),
        "u": values.get(rules.end, ""), "s": [definition.field(code).told(values.get(code, "")) for code in rules.shows],
    }  # fmt: skip
    words = _b64(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode())
    r, s = decode_dss_signature(private_key().sign(words.encode(), ec.ECDSA(SHA256())))
    return f"{PREFIX}.{words}.{_b64(r.to_bytes(SIZE) + s.to_bytes(SIZE))}"


def pass_named(text: str) -> tuple[str, int]:
    """The register and the number that stand in a pass, whatever its days and state.

    Raises:
        Refused: it was not signed here.
    """
    try:
        prefix, words, signed = text.strip().split(".")
        both = _unb64(signed)
        signature = encode_dss_signature(int.from_bytes(both[:SIZE]), int.from_bytes(both[SIZE:]))
        private_key().public_key().verify(signature, words.encode(), ec.ECDSA(SHA256()))
        said = json.loads(_unb64(words))
    except (ValueError, InvalidSignature) as problem:
        raise Refused("pass-not-ours") from problem
    if prefix != PREFIX:
        raise Refused("pass-not-ours")
    return said["r"], said["n"]


def pass_picture(one: Record) -> bytes:
    """The QR code as SVG."""
    return qr_picture(pass_text(one), scale=4)


def revoked() -> dict[str, list[int]]:
    """By register the numbers of passes that are not valid any more, though their day is not over."""
    found: dict[str, list[int]] = {}
    for register in Register.objects.filter(removed_on=None):
        rules = register.definition.blocks.passes
        if rules:
            rows = register.records.exclude(state__in=rules.valid, removed_on=None)
            found[register.code] = sorted(rows.values_list("number", flat=True))
    return found
