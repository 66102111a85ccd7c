"""The scheme by which the towns of 云岭县 are assessed: 35 items in 8 groups, most methods among them, and figures for it that are told by number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from duban_web.assessment.operations import Cell

NAME = "乡镇季度综合考核"
HEAD = f"""name = "{NAME}"
full = 100
decimals = 2
rounding = "half-up"
ties = "same"
missing = "refuse"
tie_break = ["invest"]
"""
# how an item is scored, by a short word
RULES = {
    "efficacy": 'method = "efficacy"\ndirection = "up"\n',
    "spread": 'method = "min_max"\ndirection = "up"\nlowest = 0.6\n',
    "done": 'method = "target_completion"\ndirection = "up"\ncap = 1.1\n',
    "tiers": 'method = "target_completion"\ndirection = "up"\ntiers = [[1, 1], [0.9, 0.85], [0.8, 0.7]]\n',
    "places": 'method = "rank_linear"\ndirection = "up"\nlowest = 0.5\n',
    "classes": 'method = "rank_tiers"\ndirection = "up"\ntiers = [[3, 1], [8, 0.9]]\nrest = 0.8\n',
    "mean": 'method = "group_mean"\ndirection = "up"\nat_mean = 0.8\n',
    "dust": 'method = "interval"\ndirection = "down"\nsteps = [[45, 1], [60, 0.6]]\njoined = true\n',
    "mark": 'method = "entered"\n',
    "yes": 'method = "yes_no"\ndirection = "up"\n',
}
TAIL = """
[[item]]
code = "honours"
name = "省级以上表彰加分"
method = "bonus"
each = 0.5
cap = 2
missing = "zero"

[[item]]
code = "accidents"
name = "较大以上安全事故"
method = "veto"
direction = "down"
effect = "grade"
grade = "良好"
missing = "zero"

[[grade]]
name = "优秀"
share = 0.3

[[grade]]
name = "良好"
share = 0.5

[[grade]]
name = "一般"

[speeches]
first = 2
last = 2

[[reward]]
places = [1, 3]
what = "通报表扬，奖励工作经费"
"""


@dataclass(frozen=True, slots=True)
class Spec:
    """An item: its code, name, weight, rule, and between which figures the towns lie (of a rule with targets: the target)."""

    code: str
    name: str
    weight: int
    rule: str
    low: str
    high: str
    takes: str = ""


GROUPS: tuple[tuple[str, str, tuple[Spec, ...]], ...] = (
    ("economy", "经济运行", (
        Spec("industry", "规模以上工业增加值增速", 5, "efficacy", "3.2", "9", "indicator:规模以上工业增加值/growth"), Spec("retail", "社会消费品零售总额增速", 4, "spread", "3", "8", "indicator:社会消费品零售总额/growth"),
        Spec("income", "农民人均可支配收入增速", 4, "spread", "4", "9"), Spec("service", "规模以上服务业营业收入增速", 3, "efficacy", "2", "11"), Spec("listed", "新增“四上”企业数", 3, "places", "0", "6"),
    )),
    ("projects", "项目建设", (
        Spec("invest", "固定资产投资完成率", 6, "tiers", "4.4", "8.4", "indicator:固定资产投资/value"), Spec("started", "新开工项目个数", 4, "places", "1", "7"), Spec("finished", "竣工投产项目个数", 4, "classes", "0", "5"),
        Spec("signed", "签约项目履约率", 3, "mean", "55", "96"), Spec("procedures", "手续办结率", 3, "efficacy", "70", "100"),
    )),
    ("finance", "财政金融", (
        Spec("revenue", "财政收入完成率", 6, "done", "2100", "5200", "indicator:财政总收入/value"), Spec("tax", "税收收入完成率", 4, "done", "1500", "3900"), Spec("loans", "贷款余额增速", 2, "efficacy", "3", "14"), Spec("debt", "化解债务完成率", 2, "tiers", "300", "900"),
    )),
    ("business", "营商环境", (
        Spec("entities", "新增市场主体", 3, "mean", "60", "240"), Spec("clues", "问题线索办结率", 3, "efficacy", "70", "100"), Spec("oneday", "“最多跑一次”事项占比", 2, "spread", "90", "99"), Spec("promise", "容缺承诺兑现率", 2, "efficacy", "80", "100"),
    )),
    ("rural", "乡村振兴", (
        Spec("grain", "粮食播种面积完成率", 3, "done", "12000", "31000"), Spec("farms", "新型经营主体培育", 2, "places", "2", "14"), Spec("toilets", "卫生厕所改造完成率", 2, "tiers", "120", "460"), Spec("collective", "集体经济收入增速", 3, "efficacy", "4", "16"),
    )),
    ("people", "民生保障", (
        Spec("jobs", "城镇新增就业完成率", 3, "done", "90", "320"), Spec("insurance", "基本医疗保险参保率", 2, "spread", "92", "99"), Spec("satisfaction", "群众满意度测评", 4, "mark", "3.2", "4"), Spec("petitions", "信访事项按期办结率", 2, "efficacy", "82", "100"),
    )),
    ("safety", "生态与安全", (
        Spec("pm25", "PM2.5平均浓度（微克/立方米）", 3, "dust", "42", "58"), Spec("water", "断面水质达标率", 2, "efficacy", "75", "100"), Spec("forest", "造林任务完成率", 2, "done", "400", "1900"), Spec("checks", "安全检查覆盖率", 2, "efficacy", "80", "100"), Spec("plan", "应急预案演练", 1, "yes", "0", "1.9"),
    )),
    ("party", "作风与执行", (
        Spec("notices", "督办事项按期办结率", 2, "efficacy", "75", "100"), Spec("green", "任务绿灯率", 2, "spread", "70", "100"), Spec("reports", "信息报送得分", 1, "mark", "0.6", "1"), Spec("drive", "执行力测评", 1, "mark", "0.7", "1"),
    )),
)  # fmt: skip
TARGETED = {"done", "tiers"}


def items() -> Iterator[Spec]:
    """All 35, in their order."""
    for _, _, specs in GROUPS:
        yield from specs


def source() -> str:
    """The scheme as the office wrote it."""
    parts = [HEAD]
    for code, name, specs in GROUPS:
        weight = sum(one.weight for one in specs)
        parts.append(f'[[item]]\ncode = "{code}"\nname = "{name}"\nweight = {weight}\n')
        for one in specs:
            takes = f'takes = "{one.takes}"\n' if one.takes else ""
            parts.append(
                f'[[item]]\ncode = "{one.code}"\nin = "{code}"\nname = "{one.name}"\nweight = {one.weight}\n{RULES[one.rule]}{takes}'
            )
    return "\n".join(parts) + TAIL


def figures(unit: int, at: int, quarter: int) -> list[Cell]:
    """Plain figures, told by the number of the town, of the item and of the quarter: larger towns first, each with its own ups and downs."""
    found = []
    for n, one in enumerate(items()):
        low, high = Decimal(one.low), Decimal(one.high)
        swing = Decimal((at * (2 * n + 3) + quarter * 5 + n) % 11) / 10
        if one.rule in TARGETED:
            target = (high - (high - low) * at / 10).quantize(Decimal("0.01")) * (quarter + 1)
            reached = target * (Decimal("0.78") + swing * Decimal("0.3"))
            found.append(Cell(one.code, unit, "target", target))
            found.append(Cell(one.code, unit, "value", reached.quantize(Decimal("0.01"))))
        else:
            rank = swing * Decimal("0.7") + Decimal(10 - at) * Decimal("0.03")
            places = Decimal(1) if one.rule in {"places", "classes", "yes"} else Decimal("0.1")
            found.append(Cell(one.code, unit, "value", (low + (high - low) * rank).quantize(places)))
    beside = {"honours": Decimal((at + quarter) % 5 == 0), "accidents": Decimal((at, quarter) == (1, 1))}
    return found + [Cell(code, unit, "value", value) for code, value in beside.items()]
