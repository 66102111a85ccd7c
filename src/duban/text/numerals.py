"""Chinese, mixed and digit numerals, exactly: `1万1千元` is 11000, `一百零八亿` is 10800000000, `百分之三十六点九` is 36.9 %.

Rules after GB/T 15835—2011 (numerals in publications) and plain arithmetic; amounts are Decimal, never float.
"""

import re
from decimal import Decimal

WIDE = str.maketrans("０１２３４５６７８９．％，︰∶﹕＋", "0123456789.%,:::+")
# without the comma, which ends a clause far more often than it divides a number
FULL_WIDTH = re.compile("[０-９．％︰∶﹕＋]")
GROUPED = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")  # ２７，２０３，３１９，０００元
NARROW = {wide: narrow for wide, narrow in WIDE.items() if chr(wide) != "，"}
DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
GREAT = {"万": 10**4, "亿": 10**8}
TEN, THOUSAND = 10, 1000
CHINESE = "".join(DIGIT) + "".join(SMALL) + "".join(GREAT)
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
TOKEN = re.compile(rf"(?P<digits>{ARABIC})|(?P<char>[{CHINESE}])")


class NotANumeralError(ValueError):
    """The words are no numeral."""

    code = "not-a-numeral"


def narrowed(text: str) -> str:
    """Full-width digits, points and signs as half-width ones; a text without any comes back as it is."""
    return GROUPED.sub(",", text).translate(NARROW) if FULL_WIDTH.search(text) else text


def parse_number(words: str) -> Decimal:
    """The value of a numeral in any of its forms, without unit.

    >>> parse_number("1万1千"), parse_number("二〇二三"), parse_number("十二点五")
    (Decimal('11000'), Decimal('2023'), Decimal('12.5'))

    Raises:
        NotANumeralError: the words are something else.
    """
    if PLAIN.fullmatch(words):
        return Decimal(words)
    text = words.translate(WIDE).replace(" ", "")
    whole, point, fraction = text.partition("点")
    if point:
        if not fraction or any(c not in DIGIT for c in fraction.rstrip("万亿")):
            raise NotANumeralError(words)
        tail = fraction[len(fraction.rstrip("万亿")) :]
        decimals = "".join(str(DIGIT[c]) for c in fraction.rstrip("万亿"))
        return (_whole(whole) + Decimal(f"0.{decimals}")) * _scale(tail)
    return _whole(text)


def _scale(tail: str) -> int:
    scale = 1
    for char in tail:
        scale *= GREAT[char]
    return scale


def _whole(text: str) -> Decimal:
    if not text:
        raise NotANumeralError(text)
    if len(text) > 1 and all(c in DIGIT for c in text):
        return Decimal("".join(str(DIGIT[c]) for c in text))
    return _Sum(text).total()


class _Sum:
    """Adds up 亿, 万, 千, 百, 十 from left to right. A greater step multiplies all below it: 三千万 is 3000 times 万."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.high = Decimal(0)  # closed by 亿
        self.middle = Decimal(0)  # closed by 万
        self.low = Decimal(0)  # closed by 千 百 十
        self.pending: Decimal | None = None  # a digit that waits for its step
        self.last_step = 0

    def total(self) -> Decimal:
        at = 0
        while at < len(self.text):
            token = TOKEN.match(self.text, at)
            if token is None:
                raise NotANumeralError(self.text)
            if token["digits"]:
                self._number(Decimal(token["digits"].replace(",", "")))
            else:
                self._char(token["char"])
            at = token.end()
        if (
            self.pending is not None
            and self.last_step >= TEN
            and "零" not in self.text
            and "〇" not in self.text
            and self._elliptic()
        ):
            self.pending *= self.last_step // TEN
        return self.high + self.middle + self.low + (self.pending or 0)

    def _elliptic(self) -> bool:
        """三万五 is 35000: a lone last Chinese digit stands for the next lower step."""
        return (
            self.text[-1] in DIGIT
            and len(self.text) > 1
            and (self.text[-2] in SMALL or self.text[-2] in GREAT)
            and self.last_step > TEN
        )

    def _number(self, value: Decimal) -> None:
        if self.pending is not None:
            raise NotANumeralError(self.text)
        self.pending = value

    def _char(self, char: str) -> None:
        if char in DIGIT:
            if self.pending is not None and self.pending != 0:
                raise NotANumeralError(self.text)
            self.pending = Decimal(DIGIT[char])
        elif char in SMALL:
            self.low += (Decimal(1) if self.pending is None else self.pending) * SMALL[char]
            self.pending, self.last_step = None, SMALL[char]
        else:
            self._great(GREAT[char])

    def _great(self, step: int) -> None:
        below = self.low + (self.pending or 0)
        if below == 0 and self.middle == 0:
            if self.high == 0:
                raise NotANumeralError(self.text)
            self.high *= step  # 一百亿亿 does not occur; 三亿万 neither, but adds nothing wrong
        elif step == GREAT["亿"]:
            self.high = (self.high + self.middle + below) * step
            self.middle = Decimal(0)
        else:
            self.middle = (self.middle + below) * step
        self.low, self.pending, self.last_step = Decimal(0), None, step


def write_number(value: int) -> str:
    """A whole number from 0 below 10^12 in Chinese, the inverse of `parse_number`."""
    if not 0 <= value < 10**12:
        raise NotANumeralError(str(value))
    if value == 0:
        return "零"
    groups = [(value // 10**8, "亿"), (value // 10**4 % 10**4, "万"), (value % 10**4, "")]
    out = ""
    for amount, name in groups:
        if amount == 0:
            continue
        if out and (amount < THOUSAND or out.endswith("零")):
            out = out.rstrip("零") + "零"
        out += _four(amount) + name
    return out[1:] if out.startswith("一十") else out


def _four(value: int) -> str:
    names = ("千", "百", "十", "")
    digits = f"{value:04}"
    out = ""
    for digit, name in zip(digits, names, strict=True):
        out += "零" if digit == "0" else "零一二三四五六七八九"[int(digit)] + name
    return re.sub("零+", "零", out).strip("零")
