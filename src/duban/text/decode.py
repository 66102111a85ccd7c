"""Bytes to text: UTF-8, GB18030, Big5, UTF-16, declared or not."""

import codecs
import re
from dataclasses import dataclass

DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
COMMON = re.compile(r"[的一是在了有和人中年大为上个国市县区发展工作完成项目經濟產業發業縣實現]")
HEAD = 4096
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UndecodableError(ValueError):
    """The bytes are no text in any encoding that we know."""

    code = "undecodable"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding that gave it, and how many bytes made no sense (shown as U+FFFD)."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes) -> Decoded:
    """Decode what an office sends.

    A byte-order mark decides; then strict UTF-8; then the declared encoding and the two Chinese ones, of which the
    reading with the most common characters wins.

    Raises:
        UndecodableError: binary data.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace").replace("\r\n", "\n"), encoding)
    if b"\x00" in data[:HEAD]:
        return _wide(data)
    try:
        return Decoded(data.decode("utf-8").replace("\r\n", "\n"), "utf-8")
    except UnicodeDecodeError as problem:
        if len(data) - problem.start < 4 and problem.reason == "unexpected end of data":  # noqa: PLR2004 a cut character
            return Decoded(data[: problem.start].decode("utf-8"), "utf-8", len(data) - problem.start)
    return max(_candidates(data), key=_sense)


def _wide(data: bytes) -> Decoded:
    readings = [Decoded(data.decode(name, "replace"), name) for name in ("utf-16-le", "utf-16-be")]
    best = max(readings, key=_sense)
    if not COMMON.search(best.text):
        raise UndecodableError
    return Decoded(best.text.replace("\r\n", "\n"), best.encoding)


def _candidates(data: bytes) -> list[Decoded]:
    names = ["gb18030", "big5"]
    declared = DECLARED.search(data[:HEAD])
    if declared:
        try:
            names.insert(0, codecs.lookup(declared[1].decode("ascii", "replace")).name)
        except LookupError:
            names.append("gb18030")
    names = ["gb18030" if name in {"gb2312", "gbk"} else name for name in names]
    texts = [(name, data.decode(name, "replace").replace("\r\n", "\n")) for name in dict.fromkeys(names)]
    return [Decoded(text, name, text.count("�")) for name, text in texts]


def _sense(reading: Decoded) -> tuple[float, int]:
    sample = reading.text[:20000]
    common = len(COMMON.findall(sample)) - 5 * sample.count("�")
    return common / max(1, len(sample)), reading.encoding == "gb18030"
