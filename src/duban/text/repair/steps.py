"""The repairs, in the order in which they must run: pinyin, script, lines, punctuation.

Half-width punctuation (A in our study of real pages) is left as it is: whole pages are published so, every reader takes
`,` for `，`, and a page that was never damaged must not change.
"""

import re
from functools import cache
from operator import ne

from opencc import OpenCC

from duban.text.repair.draft import Draft, Repaired
from duban.text.repair.lines import useless_lines
from duban.text.repair.readings import has_reading
from duban.text.repair.shifted import shifted_runs
from duban.text.repair.spam import advertisements

HANZI = "\u3400-\u4dbf\u4e00-\u9fff"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
PINYIN = re.compile(rf"(?<=[{HANZI}])[(（]([a-zü{TONED}]+) ?[)）]")
NAMED = re.compile(r"[【《（(](?:读|练|繁|简|音|拼音|pinyin)[:：][^【】《》（）()\n]{1,8}[】》）)]")
BARE = re.compile(rf"(?<=[{HANZI}])([a-zü]*[{TONED}][a-z]*) ?(?=[{HANZI}])")
LOST_BLANKS = re.compile(r"^\?{2,}", re.MULTILINE)
HAS_TONE = re.compile(f"[{TONED}]")
DOUBLED = re.compile(r"[,，](?=[,，、。])")
AS_ZHE = re.compile(r"(?<=[随接沿本朝有穿向围跟顺靠试衣])著|著(?=[力眼手重])")
TRADITIONAL_SHARE = 0.005
TRADITIONAL_LEAST = 3


def repair(text: str) -> Repaired:
    """Undo bytes read out of step, injected pinyin, traditional script, doubled commas, navigation, advertising.

    A guess is an edit of a kind that ends in `guessed`; no digit is ever guessed or changed. An undamaged text comes back
    unchanged, with no edits.
    """
    draft = Draft(text)
    if "?" in text or "？" in text:
        for guessed in (False, True):
            runs = [(r.start, r.end, r.text) for r in shifted_runs(draft.text) if r.guessed is guessed]
            draft.replace(runs, "shifted bytes, guessed" if guessed else "shifted bytes")
    draft.cut(_injected_pinyin(draft.text), "pinyin")
    draft.cut([m.span() for m in NAMED.finditer(draft.text)], "reading")
    draft.cut(
        [m.span() for m in BARE.finditer(draft.text) if has_reading(draft.text[m.start() - 1], m[1])],
        "pinyin",
    )
    draft.cut([m.span() for m in LOST_BLANKS.finditer(draft.text)], "lost blanks")
    _simplify(draft)
    draft.cut(useless_lines(draft.text), "page furniture")
    draft.cut(advertisements(draft.text), "advertising")
    draft.cut([match.span() for match in DOUBLED.finditer(draft.text)], "doubled")
    return draft.done()


def _injected_pinyin(text: str) -> list[tuple[int, int]]:
    """Brackets that hold a toned syllable which is a reading of the character before them."""
    return [
        match.span()
        for match in PINYIN.finditer(text)
        if HAS_TONE.search(match[1]) and has_reading(text[match.start() - 1], match[1])
    ]


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplify(draft: Draft) -> None:
    whole: str = _converter().convert(draft.text)
    if whole == draft.text:
        return
    if len(whole) != len(draft.text):
        whole = "".join(_simplified(line) for line in draft.text.splitlines(keepends=True))
    changed = sum(map(ne, whole, draft.text))
    hanzi = len(re.findall(f"[{HANZI}]", whole))
    if changed < max(TRADITIONAL_LEAST, TRADITIONAL_SHARE * hanzi):
        return
    draft.recast(AS_ZHE.sub("着", whole), "traditional")


def _simplified(line: str) -> str:
    """One line in simplified script, as long as before (character by character where a phrase would change length)."""
    plain: str = _converter().convert(line)
    if len(plain) == len(line):
        return plain
    return "".join(one if len(one) == 1 else char for char in line for one in [_converter().convert(char)])
