"""The repairs, in the order in which they must run: pinyin, script, lines, punctuation.

Half-width punctuation (A in our study of real pages) is left as it is: whole pages are published so, every reader takes
`,` for `，`, and a page that was never damaged must not change.
"""

import re
from functools import cache

from opencc import OpenCC
from pypinyin import Style, pinyin

from duban.text.repair.draft import Draft, Repaired
from duban.text.repair.lines import useless_lines

HANZI = "\u3400-\u4dbf\u4e00-\u9fff"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
PINYIN = re.compile(rf"(?<=[{HANZI}])[(（]([a-zü{TONED}]+) ?[)）]")
HAS_TONE = re.compile(f"[{TONED}]")
DOUBLED = re.compile(r"[,，](?=[,，、。])")
AS_ZHE = re.compile(r"(?<=[随接沿本朝有穿向围跟顺靠试衣])著|著(?=[力眼手重])")
TRADITIONAL_SHARE = 0.005
TRADITIONAL_LEAST = 3


def repair(text: str) -> Repaired:
    """Undo injected pinyin, traditional script, doubled commas, navigation and spam lines.

    Nothing is guessed here, and no digit is touched. An undamaged text comes back unchanged, with no edits.
    """
    draft = Draft(text)
    draft.cut(_injected_pinyin(draft.text), "pinyin")
    _simplify(draft)
    draft.cut(useless_lines(draft.text), "page furniture")
    draft.cut([match.span() for match in DOUBLED.finditer(draft.text)], "doubled")
    return draft.done()


def _injected_pinyin(text: str) -> list[tuple[int, int]]:
    """Brackets that hold a toned syllable which is a reading of the character before them."""
    return [
        match.span()
        for match in PINYIN.finditer(text)
        if HAS_TONE.search(match[1]) and match[1] in _readings(text[match.start() - 1])
    ]


@cache
def _readings(char: str) -> frozenset[str]:
    found = pinyin(char, style=Style.TONE, heteronym=True)
    return frozenset(found[0]) | frozenset(pinyin(_converter().convert(char), heteronym=True)[0])


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplify(draft: Draft) -> None:
    plain = "".join(_simplified(line) for line in draft.text.splitlines(keepends=True))
    changed = sum(a != b for a, b in zip(plain, draft.text, strict=True))
    hanzi = len(re.findall(f"[{HANZI}]", plain))
    if changed < max(TRADITIONAL_LEAST, TRADITIONAL_SHARE * hanzi):
        return
    draft.recast(AS_ZHE.sub("着", plain), "traditional")


def _simplified(line: str) -> str:
    """One line in simplified script, as long as before (character by character where a phrase would change length)."""
    plain: str = _converter().convert(line)
    if len(plain) == len(line):
        return plain
    return "".join(one if len(one) == 1 else char for char in line for one in [_converter().convert(char)])
