"""How a character is read, with its tone mark."""

from functools import cache

from opencc import OpenCC


@cache
def readings(char: str) -> frozenset[str]:
    """Every reading of a character, and of its simplified form."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 its dictionaries take 0.1 s and 50 MB, and most papers hold no reading

    found = pinyin(char, style=Style.TONE, heteronym=True)
    return frozenset(found[0]) | frozenset(pinyin(_converter().convert(char), heteronym=True)[0])


def has_reading(char: str, syllable: str) -> bool:
    """Whether the character can be read so."""
    return syllable in readings(char)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
