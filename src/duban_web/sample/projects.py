"""The key projects of 云岭县 in 2020: what they are, how far their approvals and their money are, the quarters' events, bonds. Invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from duban.calendar import WorkCalendar
from duban_web.common import office
from duban_web.people.models import Leader, Unit, User
from duban_web.projects import approving, bonding, cycling, lighting, operations
from duban_web.projects.cycle_models import Bond, Event
from duban_web.projects.models import Agreement, Contact, Month, Procedure, Project
from duban_web.sample.plan import START

YEAR = 2020
JANUARY = dt.date(YEAR, 1, 6)
CALENDAR = WorkCalendar()


@dataclass(frozen=True, slots=True)
class Told:
    """A project: name, investor, kind, list, unit, town, total and this year's plan in 万元, its stage, percent of the plan reached by the end of October."""

    name: str
    investor: str
    kind: str
    level: str
    unit: str
    town: str
    total: int
    plan: int
    stage: str
    reached: int


PROJECTS = (
    Told("年产30万吨绿色建材", "青岭建材有限公司", "industry", "province", "县工信局", "青石镇", 52000, 26000, "building", 88),
    Told("新能源汽车零部件产业园", "远拓汽车部件股份公司", "industry", "province", "经开区管委会", "城关镇", 120000, 45000, "building", 61),
    Told("中药材饮片加工", "百草堂药业有限公司", "industry", "city", "县工信局", "柏桥镇", 18000, 9000, "building", 79),
    Told("有机蔬菜冷链物流园", "惠丰农产品集团", "services", "city", "县商务局", "双河镇", 24000, 12000, "building", 92),
    Told("万头生猪标准化养殖场", "牧原山农业公司", "agriculture", "county", "县农业农村局", "白马镇", 8600, 8600, "completed", 100),
    Told("古镇文旅综合体", "云上文旅投资公司", "services", "city", "县文旅局", "龙泉镇", 66000, 15000, "started", 40),
    Told("电子元器件封装测试", "芯联微电子有限公司", "industry", "city", "经开区管委会", "城关镇", 35000, 10000, "procedures", 0),
    Told("竹木家具智能制造", "楠溪家居有限公司", "industry", "county", "县工信局", "枫林镇", 15000, 6000, "procedures", 0),
    Told("云岭县第二污水处理厂", "", "infrastructure", "city", "县住建局", "城关镇", 21000, 11000, "building", 83),
    Told("县城至高岭公路改建", "", "infrastructure", "province", "县交通局", "高岭乡", 48000, 20000, "building", 74),
    Told("县人民医院迁建", "", "livelihood", "city", "县卫健局", "城关镇", 56000, 18000, "building", 86),
    Told("第三实验小学", "", "livelihood", "county", "县教育局", "城关镇", 9800, 5200, "completed", 100),
    Told("城区老旧小区改造", "", "livelihood", "county", "县住建局", "城关镇", 7600, 7600, "building", 95),
    Told("中小河流治理二期", "", "infrastructure", "", "县水利局", "双河镇", 6400, 3000, "procedures", 0),
    Told("光伏组件生产基地", "晟阳新能源公司", "industry", "", "县投促局", "石碾乡", 80000, 0, "talks", 0),
    Told("预制菜中央厨房", "味之源食品公司", "industry", "", "县投促局", "苇塘乡", 12000, 0, "talks", 0),
    Told("医疗器械孵化园", "康桥医疗投资公司", "industry", "", "县投促局", "城关镇", 43000, 0, "signed", 0),
    Told("大数据呼叫中心", "联讯信息服务公司", "services", "", "县投促局", "城关镇", 6000, 0, "signed", 0),
    Told("乡村振兴产业路", "", "infrastructure", "", "县交通局", "南坪乡", 5200, 0, "planned", 0),
    Told("城北公园及停车场", "", "livelihood", "", "县城管局", "城关镇", 4300, 0, "planned", 0),
)  # fmt: skip
SHARES = (2, 4, 10, 10, 11, 12, 12, 13, 13, 13)
"""How a year's investment to the end of October falls on its months, in hundredths."""
STOPPED, DEFERRED, PROMISED = "environment", "soil", "energy"


def fill(clerk: User, until: dt.date) -> None:
    """All of them, as they stand on the evening of `until`."""
    units = {one.short_name or one.name: one for one in Unit.objects.all()}
    leaders = list(Leader.objects.order_by("id"))
    made = []
    with office.on(JANUARY):
        for number, told in enumerate(PROJECTS):
            made.append(_add(clerk, told, units, leaders[1 + number % (len(leaders) - 1)]))
    with office.on(START):
        for one, told in zip(made, PROJECTS, strict=True):
            _history(clerk, one, told)
    with office.on(until):
        _recent(clerk, made, until)
        _events(clerk, made)
        lighting.refresh()


def _add(clerk: User, told: Told, units: dict[str, Unit], leader: Leader) -> Project:
    length = 540 if told.total > 20000 else 330  # noqa: PLR2004 万元: the large ones take longer
    begin = dt.date(YEAR, 3, 16) if told.plan else dt.date(YEAR + 1, 3, 1)
    one = Project(
        name=told.name, investor=told.investor, kind=told.kind, level=told.level, unit=units[told.unit], town=units[told.town], place=told.town, total=told.total,
        content=f"{told.name}的主体工程和配套设施", leader=leader, team=f"{told.unit}服务专班", helper="项目中心", planned_start=begin,
        planned_end=begin + dt.timedelta(days=length), is_sample=True, jobs=told.total // 150, output=told.total * 2 if told.investor else None,
        tax=told.total // 12 if told.investor else None, land=told.total // 400, probability=60 if told.stage == "talks" else None,
        expected_signing=dt.date(YEAR, 12, 25) if told.stage == "talks" else None,
    )  # fmt: skip
    operations.save_project(clerk, one)
    if told.plan:
        operations.plan_year(clerk, one, YEAR, Decimal(told.plan), is_new=told.kind != "infrastructure")
    return one


def _history(clerk: User, one: Project, told: Told) -> None:
    """What had become of it before the campaign: approvals, the stage, the months of the year."""
    if told.stage in {"signed", "procedures", "started", "building", "completed"} and told.investor:
        operations.save_part(
            clerk, Agreement(project=one, title=f"{told.name}投资建设协议", parties=f"云岭县人民政府、{told.investor}", amount=told.total,
                             signed_on=JANUARY, obligation="签约后六个月内摘牌并开工", due=dt.date(YEAR, 7, 6), met_on=dt.date(YEAR, 6, 22) if told.plan else None)
        )  # fmt: skip
    if told.stage == "talks":
        operations.save_part(
            clerk, Contact(project=one, on=dt.date(YEAR, 9, 8), channel="online", who=told.investor, words="视频会商用地、用电和标准厂房，对方要求年底前定址。", next_step="邀请到县实地考察", next_on=dt.date(YEAR, 10, 15))
        )  # fmt: skip
    if told.stage in {"started", "building", "completed"}:
        _approved(clerk, one)
    if told.stage != "planned":
        operations.move(clerk, one, told.stage, note="按年初台账转入")
    total = Decimal(told.plan * told.reached) / 100
    months = [
        Month(project=one, year=YEAR, number=n, done=(total * share / 100).quantize(Decimal("0.01")), reported_on=min(START, dt.date(YEAR, n + 1, 3)), by=clerk)
        for n, share in enumerate(SHARES[:8], 1) if total
    ]  # fmt: skip
    Month.objects.bulk_create(months)


def _approved(clerk: User, one: Project) -> None:
    """Every approval for the start, one after another as they wait for each other."""
    ready: dict[str, dt.date] = {}
    for p in one.procedures.filter(before="start"):
        begin = max([ready[code] for code in p.after if code in ready], default=dt.date(YEAR, 2, 10))
        done = CALENDAR.add(begin, max(1, p.promised - 1))
        Procedure.objects.filter(pk=p.pk).update(
            applied_on=begin, accepted_on=begin, done_on=done, used=CALENDAR.between(begin, done), number=f"云审〔{YEAR}〕{p.pk}号"
        )  # fmt: skip
        ready[p.code] = done
    operations.recount(one)
    del clerk


def _recent(clerk: User, made: list[Project], until: dt.date) -> None:
    """The last two months, an approval with a stopped clock, papers that follow, a promise."""
    for one, told in zip(made, PROJECTS, strict=True):
        total = Decimal(told.plan * told.reached) / 100
        for number in (9, 10):
            if total and dt.date(YEAR, number, 28) < until:
                blocked = told.reached < 65 and number == 10  # noqa: PLR2004 percent
                operations.report(
                    clerk, one, YEAR, number,
                    operations.Reported(
                        (total * SHARES[number - 1] / 100).quantize(Decimal("0.01")), Decimal(min(100, told.reached - 10 * (10 - number))),
                        blocked=blocked, difficulty="用地指标还没有落实，部分地块不能交付。" if blocked else "",
                    ),
                )  # fmt: skip
    waiting = [one for one, told in zip(made, PROJECTS, strict=True) if told.stage == "procedures" and told.investor]  # fmt: skip
    for number, one in enumerate(waiting):
        _in_approval(clerk, one, number, until)


def _in_approval(clerk: User, one: Project, number: int, until: dt.date) -> None:
    day = CALENDAR.add(until, -18 + number * 4)
    first, land = (one.procedures.get(code=code) for code in ("filing", "land"))
    for p in (first, land):
        approving.accept(clerk, p, day)
        approving.decide(clerk, p, CALENDAR.add(day, 1))
        day = CALENDAR.add(day, 2)
    stopped = one.procedures.get(code=STOPPED)
    approving.accept(clerk, stopped, day)
    approving.stop(clerk, stopped, CALENDAR.add(day, 2), "补充环境质量现状监测数据")
    approving.accept(
        clerk,
        one.procedures.get(code=DEFERRED),
        day,
        lacking="弃渣场选址意见",
        lacking_due=CALENDAR.add(day, 10),
    )
    approving.promise(
        clerk, one.procedures.get(code=PROMISED), day, "按节能承诺内容建设", CALENDAR.add(day, 30)
    )


def _events(clerk: User, made: list[Project]) -> None:
    """The cycle of two quarters, a conference, the reserve of bonds."""
    by_name = {one.name: one for one in made}
    started = [one for one, told in zip(made, PROJECTS, strict=True) if told.stage in {"started", "building", "completed"}]  # fmt: skip
    for kind, title, on, projects in (
        ("start", "一季度重点项目集中开工", dt.date(YEAR, 3, 18), started[:5]), ("start", "三季度重点项目集中开工", dt.date(YEAR, 9, 15), started[5:9]),
        ("signing", "三季度项目集中签约", dt.date(YEAR, 9, 10), [by_name["医疗器械孵化园"], by_name["大数据呼叫中心"]]),
        ("tour", "三季度项目观摩", dt.date(YEAR, 9, 16), started[:6]), ("conference", "云岭县装备制造产业招商推介会", dt.date(YEAR, 4, 20), [by_name["光伏组件生产基地"]]),
    ):  # fmt: skip
        event = cycling.save_event(
            clerk,
            Event(kind=kind, title=title, on=on, place="经开区", branches="11个乡镇分会场" if kind == "conference" else "", is_sample=True),
        )  # fmt: skip
        cycling.choose(clerk, event, projects)
        if kind == "tour":
            for number, one in enumerate(projects):
                cycling.mark(clerk, event, one.pk, by="观摩组", value=Decimal(95) - number * Decimal("1.5"))
        cycling.hold(clerk, event)
    for name, asked, income in (("云岭县第二污水处理厂", 8000, 14500), ("县人民医院迁建", 15000, 26500), ("城北公园及停车场", 2600, 2800)):  # fmt: skip
        bond = Bond(
            project=by_name[name], year=YEAR + 1, field="市政和产业园区基础设施" if "厂" in name else "社会事业", asked=asked, income=income,
            there=["filing", "study", "land", "planning", "plan"],
        )  # fmt: skip
        bonding.save_bond(clerk, bond)
        if name != "城北公园及停车场":
            bonding.step(clerk, bond, remark="初审通过")
