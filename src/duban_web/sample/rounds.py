"""The towns of 云岭县 are assessed each quarter of 2020: two rounds that are final, a third with an objection that was upheld."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from duban_web.assessment import objecting, operations, scheming
from duban_web.assessment.models import Round
from duban_web.assessment.operations import Cell, Opening
from duban_web.common import office
from duban_web.people.models import Unit, User
from duban_web.sample import county

CHECKER = "shaoguodong"
SCHEME = "乡镇季度综合考核"
OBJECTS, OBJECTS_TO = "高岭乡", "industry"
# last day of the quarter, publicised, final
QUARTERS = (
    ("2020年第一季度", "2020-Q1", dt.date(2020, 3, 31), dt.date(2020, 4, 13), dt.date(2020, 4, 22)),
    ("2020年第二季度", "2020-Q2", dt.date(2020, 6, 30), dt.date(2020, 7, 13), dt.date(2020, 7, 22)),
)
THIRD = ("2020年第三季度", "2020-Q3", dt.date(2020, 9, 30))
PUBLICISED, OBJECTED, ANSWERED, FINAL = (dt.date(2020, 10, day) for day in (13, 15, 16, 21))
SOURCE = """name = "乡镇季度综合考核"
full = 100
decimals = 2
rounding = "half-up"
ties = "same"
missing = "refuse"
tie_break = ["invest"]

[[item]]
code = "economy"
name = "经济运行"
weight = 55

[[item]]
code = "industry"
in = "economy"
name = "规模以上工业增加值增速"
weight = 20
method = "efficacy"
direction = "up"
takes = "indicator:规模以上工业增加值/growth"

[[item]]
code = "revenue"
in = "economy"
name = "财政收入完成率"
weight = 20
method = "target_completion"
direction = "up"
cap = 1.1
takes = "indicator:财政总收入/value"

[[item]]
code = "retail"
in = "economy"
name = "社会消费品零售总额增速"
weight = 15
method = "min_max"
direction = "up"
lowest = 0.6
takes = "indicator:社会消费品零售总额/growth"

[[item]]
code = "projects"
name = "项目建设"
weight = 30

[[item]]
code = "invest"
in = "projects"
name = "固定资产投资完成率"
weight = 20
method = "target_completion"
direction = "up"
tiers = [[1, 1], [0.9, 0.85], [0.8, 0.7]]
takes = "indicator:固定资产投资/value"

[[item]]
code = "started"
in = "projects"
name = "新开工项目个数排名"
weight = 10
method = "rank_linear"
direction = "up"
lowest = 0.5

[[item]]
code = "people"
name = "民生与环境"
weight = 15

[[item]]
code = "pm25"
in = "people"
name = "PM2.5平均浓度（微克/立方米）"
weight = 10
method = "interval"
direction = "down"
steps = [[45, 1], [60, 0.6]]
joined = true

[[item]]
code = "satisfaction"
in = "people"
name = "群众满意度测评"
weight = 5
method = "entered"

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


def before(clerk: User) -> None:
    """What was assessed before the campaign began."""
    with office.on(dt.date(2020, 1, 10)):
        scheming.add_scheme(clerk, name=SCHEME, begins=dt.date(2020, 1, 15), source=SOURCE, is_sample=True)
    for number, (name, period, last, shown, final) in enumerate(QUARTERS):
        with office.on(shown):
            one = _open(clerk, Opening(name, period, last, None, _entrants()), number)
            operations.publicise(clerk, one)
        with office.on(final):
            operations.finish(clerk, one)


def live(clerk: User, day: dt.date) -> None:
    """One day: the third quarter is publicised, objected to, answered, final and released."""
    if day == PUBLICISED:
        name, period, last = THIRD
        operations.publicise(clerk, _open(clerk, Opening(name, period, last, None, _entrants()), 2))
    if day not in {OBJECTED, ANSWERED, FINAL}:
        return
    one = Round.objects.get(name=THIRD[0], scheme__name=SCHEME)
    unit = Unit.objects.get(short_name=OBJECTS)
    if day == OBJECTED:
        liaison = User.objects.get(unit=unit, role=User.Role.LIAISON)
        objecting.object_to(
            liaison,
            one,
            unit=unit.pk,
            item=OBJECTS_TO,
            words="我乡宏远机械厂三季度已入统，增速应为 8.6%，附统计局核定表。",
        )
    elif day == ANSWERED:
        cells = [Cell(OBJECTS_TO, unit.pk, "value", Decimal("8.6"))]
        objecting.answer(
            clerk,
            one.objections.get(),
            is_upheld=True,
            words="经县统计局核实，情况属实，予以更正。",
            cells=cells,
        )
    else:
        operations.finish(clerk, one)
        operations.release(clerk, one)


def _entrants() -> dict[int, str]:
    return dict.fromkeys(_towns(), "")


def _towns() -> Mapping[int, str]:
    return dict(
        Unit.objects.filter(short_name__in=county.TOWNS).order_by("pk").values_list("pk", "short_name")
    )


def _open(clerk: User, opening: Opening, quarter: int) -> Round:
    """A round with its figures, computed and checked."""
    scheme = scheming.scheme_named(SCHEME)
    one = operations.open_round(clerk, scheme, opening, is_sample=True)
    cells = [cell for at, unit in enumerate(opening.entrants) for cell in _figures(unit, at, quarter)]
    operations.enter(clerk, one, cells, source="各乡镇报送，县统计局核定")
    operations.compute_round(clerk, one)
    operations.check(User.objects.get(username=CHECKER), one)
    return one


def _figures(unit: int, at: int, quarter: int) -> list[Cell]:
    """Plain figures, told by the number of the town and of the quarter: larger towns first, each with its own ups and downs."""
    swing, other, third = (Decimal((at * step + quarter * 5) % 11) / 10 for step in (7, 3, 8))
    target = Decimal(5200 - at * 310) * (quarter + 1)
    planned = Decimal("8.4") - Decimal(at) * Decimal("0.4")
    said = {
        ("industry", "value"): Decimal("5.2") + swing * 3 - Decimal(at) / 5, ("revenue", "target"): target,
        ("revenue", "value"): (target * (Decimal("0.86") + other / 5)).quantize(Decimal(1)), ("retail", "value"): Decimal("4.1") + third * 2 + Decimal(quarter) / 2,
        ("invest", "target"): planned, ("invest", "value"): (planned * (Decimal("0.78") + swing * Decimal("0.3"))).quantize(Decimal("0.01")),
        ("started", "value"): Decimal((at * 5 + quarter * 3) % 7 + 1), ("pm25", "value"): Decimal(48 + (at * 3 + quarter) % 14 - quarter * 3),
        ("satisfaction", "value"): Decimal("84.5") + (other + third) * 5, ("honours", "value"): Decimal((at + quarter) % 5 == 0),
        ("accidents", "value"): Decimal((at, quarter) == (1, 1)),
    }  # fmt: skip
    return [Cell(item, unit, field, value) for (item, field), value in said.items()]
