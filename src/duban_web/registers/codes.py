"""QR codes as pictures: passes, labels, the address of a form."""

from __future__ import annotations

import io

import segno


def qr_picture(words: str, *, scale: int) -> bytes:
    """The code as SVG, with the quiet zone that readers need; a middling share of it may be dirty."""
    buffer = io.BytesIO()
    segno.make(words, error="m").save(buffer, kind="svg", scale=scale, border=4)
    return buffer.getvalue()
