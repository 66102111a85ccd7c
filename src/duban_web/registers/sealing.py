"""Personal values at rest: encrypted as one text, found by a keyed hash. Both keys come from the installation's own secret.

Source of the construction: AES-128-CBC with HMAC-SHA-256 as Fernet specifies it; keys by HKDF (RFC 5869).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from duban_web.common.errors import Refused


@lru_cache(maxsize=8)
def _key(purpose: bytes, secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=b"duban registers", info=purpose).derive(secret.encode())


@lru_cache(maxsize=8)
def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(b"values", secret)))


def sealed(values: Mapping[str, str]) -> str:
    """The values as one encrypted text; "" for none."""
    if not values:
        return ""
    return (
        _box(settings.SECRET_KEY)
        .encrypt(json.dumps(values, ensure_ascii=False, sort_keys=True).encode())
        .decode()
    )


def opened(text: str) -> dict[str, str]:
    """The values again.

    Raises:
        Refused: the installation's secret is another than when they were sealed.
    """
    if not text:
        return {}
    try:
        found: dict[str, str] = json.loads(_box(settings.SECRET_KEY).decrypt(text.encode()))
    except InvalidToken as problem:
        raise Refused("register-sealed") from problem
    return found


def digest(names: Sequence[str], values: Sequence[str]) -> str:
    """The keyed hash of what may stand once."""
    words = json.dumps([list(names), list(values)], ensure_ascii=False)
    return hmac.new(_key(b"unique", settings.SECRET_KEY), words.encode(), hashlib.sha256).hexdigest()
