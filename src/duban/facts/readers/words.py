"""Words that several phrase families share."""

import re

RISE = "增长|增加|提高|上升|提升|上涨|扩大|加快|增幅|增速|涨幅|新增|回升|攀升|增收|递增|增"
FALL = "下降|减少|降低|回落|下滑|收窄|缩短|压缩|精简|缩减|低于|落后|跌|降幅|减|压降|降|少收|少"
FELL = re.compile(rf"(?:{FALL})[了到为达至]*(?:约|近|超过?)?$")
FALLING = re.compile(f"(?:{FALL})")
RISING = re.compile(f"(?:{RISE})")
CHANGED = re.compile(rf"(?:{RISE}|{FALL})(?:率|幅度?|速度?)?[了为达至到]{{0,2}}(?:约|近|超过?|高达)?$")
PLANNED = re.compile(
    r"计划(?!单列)|拟(?!建)|力争|争取|目标|确保|预计(?!实现)|将(?:达|完成|实现|超|增|突|建)|要(?:达|完成|实现|再?增)|年内(?:可|将|要|完成|实现|新)|可达|还要|预期|安排|不低于|控制在.{0,8}(?:左右|以内)(?=.*目标)"
)
WRONG_PLAN = re.compile(r"(?:完成|占).{0,8}(?:计划|目标)")
SCOPE = re.compile(
    r"全[市省国区县州旗]|(?:[一二三四五六七八九十]+|\d+)个?(?:县(?:市)?区?|市州|市|州|区|地市)(?:[(（]?[市、区县]+[)）]?)?"
    r"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}[市省]"
)
BASES = (
    (
        re.compile(
            r"同比|上年同期|去年同期|比上年(?!末|底)|较上年(?!末|底)|比去年(?!末|底)|较去年(?!末|底)|同期相比|按可比"
        ),
        "同比",
    ),
    (re.compile(r"环比|[比较]上[个]?月|[比较]上季度"), "环比"),
    (re.compile(r"[比较](?:年初)|[比较]今年年初"), "比年初"),
    (re.compile(r"[比较]上年[末底]|[比较]去年[末底]"), "比上年末"),
    (re.compile(r"两年平均"), "两年平均"),
    (re.compile(r"[比较](?:全|我)市(?:平均)?|[高低]于全市"), "比全市平均"),
    (re.compile(r"[比较]全省(?:平均)?|[高低]于全省|领先全省|落后全省"), "比全省平均"),
    (re.compile(r"[比较]全国(?:平均)?|[高低]于全国"), "比全国平均"),
    (re.compile(r"[比较](?:年度)?计划|超(?:额|计划|序时)"), "比计划"),
)
NAMED_BASE = re.compile(
    r"([比较](?:\d{4}年(?:[末底]|同期|前三季度|上半年)?|一季度|上半年|前三季度|[\d一二三四五六七八九十]+月(?:份)?))"
)


def base_of(words: str) -> str | None:
    """What a change is measured against, if the words say it; the last saying wins."""
    best: tuple[int, str] | None = None
    for pattern, name in BASES:
        for match in pattern.finditer(words):
            if best is None or match.start() >= best[0]:
                best = (match.start(), name)
    named = NAMED_BASE.search(words)
    if named and (best is None or named.start() > best[0]):
        return named[1].replace("较", "比")
    return None if best is None else best[1]


def is_planned(before: str, after: str) -> bool:
    """Whether the clause speaks of a plan, not of what was reached."""
    words = WRONG_PLAN.sub("", before + after[:6])
    return bool(PLANNED.search(words))
