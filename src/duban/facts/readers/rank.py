"""Ranks: `全市排名第一`, `增速居全省首位`, `绝对额全市第4`, `从第25位跃升第11位`, `在六县市中列第五`, `分别居全国第二、第七`.

The scope is the last place named before the number; what was ranked is the growth if the words say 增速, 增幅 or if the fact
before is a growth rate, else the value.

Right: 增速居全省首位 → rank 1 of the growth，全省.
Wrong: 第二，加快发展 numbers a point.
"""

import re

from duban.facts.grammar import lead_of
from duban.facts.model import Measure
from duban.facts.seen import Claim, Seen
from duban.facts.subject import noun_after
from duban.text.quantities import Shape

PRIORITY = 10
SHAPES = {Shape.RANK}
NUMBER = r"(?:[一二三四五六七八九十两]+|\d+)"
SCOPE = re.compile(
    rf"全[市省国区县州旗盟疆](?:各[县市区旗盟州]+|同类[\u4e00-\u9fff]{{1,6}}|{NUMBER}个?(?:地级市|设区市|市州|县[市区]*|市|州|区))?"
    rf"|{NUMBER}个?(?:县[（(]?[、市区旗]*[)）]?|市州|地级市|设区市|地市|盟市|州市|市县|省[区市]*|旗县区?|区县|省会城市|副省级城市|(?<=个)[州市区])"
    r"|省[北南中东西内](?=[^\u4e00-\u9fff]|[首第前五各])|同类[\u4e00-\u9fff]{1,6}|百强县?市?|全球|世界|[东中西]部地区"
    r"|(?<=在)[\u4e00-\u9fff]{2,10}?(?=[中里内](?:排|列|居|位|名))"
)
OWN_NAME = re.compile(
    r"([\u4e00-\u9fff“”]{2,20}(?:排名|排位|得分|考核|竞争力|评价|测评|评比|百强|评估|监测))"
)
# 在16个县的经济指标综合排位上,我县由第12位…: the clause before names the ranking
OWN_NAME_ON = re.compile(
    r"(?:的|[，,]|^)([\u4e00-\u9fff“”]{2,14}(?:排名|排位|考核|评价|测评|评比))[上中里]?[，,][^，,]{0,12}$"
)
FIRST_OF_SCOPE = re.compile("^[在于]")
ONLY_RANK = re.compile("^(?:[\u4e00-\u9fff]*(?:增速|增幅|总量))?(?:综合|总|在|的)*(?:排名|排位)$")
LEVEL = re.compile(r"总量|绝对额|总额$|规模$|绝对值|均值")
GROWTH = {"speed", "slump", "rise", "fall"}
NATION = re.compile("我国|国内")
AFTER_SCOPE = re.compile(r"^(?:[各中里的之]|[县市区]+(?:中|里|的)?)+")
SAID_SPEED = re.compile("增速|增幅|涨幅")
ALONE = re.compile("排名|排位|位次|名次")


def read(seen: Seen) -> Claim | None:
    """Claim a rank."""
    words = seen.lead.words
    if seen.quantity.words.endswith(("个", "家", "座")):  # 我国第七个“世界美食之都”
        whole = SCOPE.search(words[-4:] + "，") or NATION.search(words)
        return Claim(
            Measure.RANK,
            "",
            names=noun_after(seen),
            scope=whole[0].replace("我国", "全国") if whole else None,
            of="value",
        )
    found = next(reversed(list(SCOPE.finditer(words))), None)
    scope = found[0] if found else _scope_before(seen)
    rest = words[: found.start()] + AFTER_SCOPE.sub("", words[found.end() :]) if found else words
    lead = lead_of(rest)
    noun = LEVEL.sub("", lead.noun).strip("的") or _own_name(seen)
    return Claim(
        Measure.RANK, "", noun=noun if len(noun) > 1 else "", scope=scope, of=_ranked(seen, lead.roles, lead.noun),
        keeps_subject=not noun, both="both" in lead.roles,
    )  # fmt: skip


def _own_name(seen: Seen) -> str:
    """综合竞争力, 经济指标综合排名: what is ranked is a ranking itself."""
    found = OWN_NAME.search(_without_scope(seen.before)) or (
        None if seen.lead.noun else OWN_NAME_ON.search(_without_scope(seen.sentence_before[-40:]))
    )
    if not found or ONLY_RANK.match(found[1]):
        return ""
    return found[1] if found[1].endswith(("综合排名", "综合排位")) else found[1].removesuffix("排名")


def _without_scope(words: str) -> str:
    return FIRST_OF_SCOPE.sub("", SCOPE.sub("", words))


def _scope_before(seen: Seen) -> str | None:
    words = (
        seen.before
        if SCOPE.search(seen.before)
        else seen.sentence_before[-40 if not seen.lead.noun else -24 :]
    )
    found = [m[0] for m in SCOPE.finditer(words)]
    return found[-1] if found else None


def _ranked(seen: Seen, roles: tuple[str, ...], noun: str) -> str:
    if LEVEL.search(noun):
        return "value"
    if any(role in {"speed", "slump"} for role in roles) or SAID_SPEED.search(seen.before):
        return "growth"
    return "growth" if seen.last is not None and seen.last.measure is Measure.GROWTH else "value"
