"""Full-width letters, digits and punctuation to half-width ones, as far as ASCII has them."""

TABLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


def half_width(text: str) -> str:
    """`２０２３．１０．３１` to `2023.10.31`; one character stays one character."""
    return text.translate(TABLE)
