"""Numbers that check themselves: identity number, unified social credit code, mobile number, vehicle plate.

Each function returns the number as it is written officially and raises `CodeError` with a code of the message catalogue.
"""

from __future__ import annotations

import datetime as dt
import re

from duban.text.width import half_width

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = re.compile(
    rf"[{PROVINCES}][A-HJ-NP-Z](?:[A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳]|[DF][A-HJ-NP-Z0-9][0-9]{{4}}|[0-9]{{5}}[DF])"
)
MOBILE = re.compile(r"1[3-9][0-9]{9}")


class CodeError(ValueError):
    """A number that cannot be; `code` names the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = f"register.code.{code}"


def _squeezed(words: str) -> str:
    return re.sub(r"[\s\-·•.]", "", half_width(words)).upper()


def identity_number(words: str) -> str:
    """A resident's identity number of 18 characters.

    Source: GB 11643—1999; the check character is ISO 7064 MOD 11-2. Example: 11010519491231002X.
    """
    number = _squeezed(words)
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
        raise CodeError("identity-form")
    try:
        dt.datetime.strptime(number[6:14], "%Y%m%d")  # noqa: DTZ007 a birthday has no zone
    except ValueError as problem:
        raise CodeError("identity-birthday") from problem
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    if CHECKS[total % 11] != number[17]:
        raise CodeError("identity-check")
    return number


def credit_code(words: str) -> str:
    """A unified social credit code (统一社会信用代码) of 18 characters.

    Source: GB 32100—2015, check character by MOD 31 over its 31 letters. Example: 91350100M000100Y43.
    """
    number = _squeezed(words)
    if len(number) != 18 or any(letter not in CREDIT_LETTERS for letter in number):  # noqa: PLR2004 the length of the standard
        raise CodeError("credit-form")
    total = sum(CREDIT_LETTERS.index(n) * weight for n, weight in zip(number, CREDIT_WEIGHTS, strict=False))
    if CREDIT_LETTERS[(31 - total % 31) % 31] != number[17]:
        raise CodeError("credit-check")
    return number


def mobile_number(words: str) -> str:
    """A mobile number of the mainland: eleven digits from 13 to 19; +86 in front is taken away."""
    number = _squeezed(words).removeprefix("+86")
    if not MOBILE.fullmatch(number):
        raise CodeError("mobile")
    return number


def vehicle_plate(words: str) -> str:
    """A civil vehicle plate: 湘H12345, with six places for new energy (湘HD12345).

    Source: GA 36—2018.
    """
    number = _squeezed(words)
    if not PLATE.fullmatch(number):
        raise CodeError("plate")
    return number
