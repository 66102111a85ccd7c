"""What else happens in 云岭县 in that autumn: problems by four routes, visits drawn at random, a grilling meeting, instructions from above.

The problems are those of the study: 26 clues, 9 handed down and 17 reported; 18 to departments (4 solved, 14 handed out), 3 to the joint
meeting, 5 to the county government.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle

from duban_web.campaigns import operations as campaigns
from duban_web.campaigns.models import Campaign, Goal, TaskForce
from duban_web.campaigns.queries import groups
from duban_web.campaigns.setting_up import save_force, save_goal
from duban_web.inspections import operations as inspections
from duban_web.inspections.graded import save_site
from duban_web.inspections.models import Finding, Inspection, Site
from duban_web.inspections.operations import Found, Visit
from duban_web.matters.operations import Slip, Source, take_in
from duban_web.meetings import operations as meetings
from duban_web.meetings.models import Meeting
from duban_web.people.models import Leader, Unit, User
from duban_web.problems import operations as problems
from duban_web.problems.models import Problem
from duban_web.problems.operations import Raised
from duban_web.sample import county

DAILY = "督查日常"
FIRST_PROBLEM, LAST_PROBLEM = dt.date(2020, 10, 12), dt.date(2020, 11, 16)
DRAWN, VISITED, MET, REVISIT = (dt.date(2020, 11, day) for day in (12, 13, 16, 24))
COUNT = 26
JOINT, GOVERNMENT, SOLVED = {4, 13, 22}, {3, 8, 15, 18, 23}, {0, 2, 6, 10}
"""Which of them go where; the other 18 go to departments."""
# what, of which unit, whose firm or estate, 万元 and people at stake
TROUBLES = (
    ("项目施工许可等了二十多天仍未批下", "县审批局", "云岭恒泰农业科技有限公司", None, None),
    ("厂区门前道路破损，重车无法通行", "县交通局", "云岭新型建材厂", None, None),
    ("小区一期交房两年仍办不了不动产证", "县自然资源局", "锦苑小区", "860", 214),
    ("变压器容量不足，生产线只能错峰开工", "县供电公司", "云岭华盛纺织厂", None, None),
    ("惠企资金公示三个月未拨付", "县财政局", "云岭启明电子有限公司", "120", None),
    ("招工难，缺少缝纫工四十余名", "县人社局", "青石镇扶贫车间", None, 40),
    ("贷款到期无法续贷，资金周转困难", "县工信局", "云岭金穗面业有限公司", "500", None),
    ("排污许可变更不知到哪个窗口办理", "县生态环境局", "云岭宏远机械厂", None, None),
    ("拖欠农民工工资", "县人社局", "滨河路改造工程", "47.6", 23),
)
# name, industry, town or zone, responsible unit, person, risk score, factors
SITES = (
    ("云岭宏远机械厂", "机械制造", "经开区", "县应急局", "陈志强", "72", "铸造车间高温熔融金属"),
    ("云岭华盛纺织厂", "纺织", "经开区", "县应急局", "陈志强", "64.5", "棉尘、电气线路老化"),
    ("云岭恒泰农业科技有限公司", "农产品加工", "青石镇", "县农业农村局", "马素梅", "33", "液氨制冷"),
    ("城关镇第一加油站", "危险化学品", "城关镇", "县应急局", "陈志强", "81", "人员密集区"),
    ("锦苑小区地下商场", "人员密集场所", "城关镇", "县住建局", "邓晓峰", "76", "疏散通道"),
    ("云岭新型建材厂", "建材", "柏桥镇", "县工信局", "吕春梅", "45", "有限空间作业"),
    ("云岭金穗面业有限公司", "食品", "双河镇", "县市场监管局", "宋立新", "38.5", "粉尘防爆"),
    ("县第一中学食堂", "学校", "城关镇", "县教育局", "董玉兰", "28", "燃气使用"),
)
MATTERS = (
    ("instruction", "县长 沈知行", "云政批〔2020〕41号", "解决城关镇三条断头路的打通问题", "县住建局", dt.date(2020, 10, 15), dt.date(2020, 11, 30)),
    ("instruction", "县委书记 韩立诚", "云委批〔2020〕28号", "摸清全县问题楼盘底数并逐个拿出处置方案", "县住建局", dt.date(2020, 10, 20), dt.date(2020, 12, 15)),
    ("handed-down", "市政府督查室", "市政督〔2020〕112号", "落实秋冬季大气污染防治专项督察整改", "县生态环境局", dt.date(2020, 10, 26), dt.date(2020, 11, 25)),
    ("executive", "县政府第62次常务会议", "云政常〔2020〕62号", "编制冬季清洁取暖保供方案", "县发改局", dt.date(2020, 10, 28), dt.date(2020, 11, 13)),
    ("document", "市优化营商环境领导小组", "市营商〔2020〕9号", "公布涉企服务事项办事指南", "县审批局", dt.date(2020, 11, 2), dt.date(2020, 11, 27)),
)  # fmt: skip
FINDINGS = (
    (("围挡破损，现场责令当天修复，已修好。", "solved", "当场更换"), ("农民工实名制管理规范。", "good", "")),
    (("材料堆放占用消防通道，当场清理。", "solved", "当场清理"),),
    (("现场只有三名工人，与上报进度不符。", "notice", "五个工作日内增派人员，说明进度差距的原因"),),
    (("两处电线私拉，当场拆除。", "solved", "当场拆除"), ("样板段做法可以推广。", "good", "")),
)


def open_rooms(clerk: User, campaign: Campaign) -> None:
    """Task forces for three fronts, a goal, and the campaign of the office's daily work."""
    heads = cycle(Leader.objects.order_by("pk")[3:7])
    for front in groups(campaign)[:3]:
        save_force(
            clerk,
            campaign,
            TaskForce(),
            {"name": f"{front}专班", "front": front, "head": next(heads), "lead": None, "units": []},
        )
    columns = {
        "name": "亿元以上项目开工", "value": Decimal(30), "unit_of_measure": "个", "due": dt.date(2020, 12, 31),
        "unit": Unit.objects.get(short_name="县发改局"), "reached_value": None,
    }  # fmt: skip
    save_goal(clerk, campaign, Goal(), columns)
    for name, industry, place, unit, person, score, factors in SITES:
        known = Unit.objects.get(short_name=unit)
        save_site(
            clerk,
            Site(
                name=name,
                industry=industry,
                place=place,
                unit=known,
                person=person,
                score=Decimal(score),
                factors=factors,
                is_sample=True,
            ),
        )
    campaigns.add_campaign(
        clerk,
        name=DAILY,
        start=dt.date(2020, 1, 1),
        end=dt.date(2020, 12, 31),
        office_name="云岭县政府督查室",
        rhythm="monthly",
        is_sample=True,
    )


def live(clerk: User, campaign: Campaign, day: dt.date) -> None:
    """One day."""
    for number in _problems_of(day):
        _problem(clerk, campaign, number)
    _matters(clerk, day)
    if day == DRAWN:
        ducha = [User.objects.get(username="ducha")]
        inspections.make_draw(
            clerk,
            campaign,
            count=len(FINDINGS),
            inspectors=ducha,
            a_visit=1,
            planned_for=VISITED,
            seed="云岭-20201112",
        )
    if day == VISITED:
        _visit(campaign)
    if day == MET:
        _meet(clerk, campaign)


def _problems_of(day: dt.date) -> Iterator[int]:
    """26 problems over the weeks, in the order of their days."""
    span = (LAST_PROBLEM - FIRST_PROBLEM).days
    return (n for n in range(COUNT) if FIRST_PROBLEM + dt.timedelta(days=n * span // (COUNT - 1)) == day)


def _problem(clerk: User, campaign: Campaign, number: int) -> None:
    content, short, firm, amount, people = TROUBLES[number % len(TROUBLES)]
    town = county.TOWNS[number % len(county.TOWNS)]
    unit = Unit.objects.get(short_name=short)
    raised = Raised(
        f"{town}：{content}" if number >= len(TROUBLES) else content, Problem.Channel.HANDED_DOWN if number % 3 == 1 else Problem.Channel.REPORTED,
        place=town, firm=firm, amount=Decimal(amount) if amount else None, people=people, leader=Leader.objects.order_by("pk")[3 + number % 5],
        category="营商环境",
    )  # fmt: skip
    made = problems.take_in(clerk, campaign, raised)
    way = "joint" if number in JOINT else "government" if number in GOVERNMENT else "assign"
    problems.route(clerk, made, way=way, unit=unit if way == "assign" else None)
    if number in SOLVED:
        problems.answer(clerk, made, "已会同有关单位现场解决，当事人认可。")
        problems.check_back(clerk, made, satisfied=True)
    elif made.amount:
        problems.settle(
            clerk,
            made,
            amount=(made.amount / 4).quantize(Decimal("0.01")),
            people=None,
            note="第一批资金已到位",
        )


def _matters(clerk: User, day: dt.date) -> None:
    daily = Campaign.objects.get(name=DAILY)
    for kind, source, number, title, short, on, due in MATTERS:
        if on == day:
            slip = Slip(title, f"请{short}牵头办理，按时反馈。", Unit.objects.get(short_name=short), due)
            take_in(clerk, daily, Source(kind, source, number, on, feedback_due=due), [slip])


def _visit(campaign: Campaign) -> None:
    """The inspector's visits; where a notice came of one, a return visit is planned, so that there is one to try on a phone."""
    ducha = User.objects.get(username="ducha")
    visits = list(Inspection.objects.filter(campaign=campaign, planned_for=VISITED).order_by("pk"))
    for number, (visit, found) in enumerate(zip(visits, FINDINGS, strict=False)):
        seen = max(Decimal(0), visit.task.progress - 5) if visit.task else None
        said = Visit("不打招呼到现场查看。", f"sample-{number}", seen, [Found(*one) for one in found])
        done = inspections.record_visit(ducha, visit, said)
        if any(outcome == Finding.Outcome.NOTICE for _, outcome, _ in found):
            inspections.revisit(ducha, done, planned_for=REVISIT)


def _meet(clerk: User, campaign: Campaign) -> None:
    """A grilling meeting: the first three are asked and answer; a decision goes to the daily ledger of the office."""
    chair = Leader.objects.get(name="沈知行")
    meeting = meetings.plan(
        clerk, campaign, kind=Meeting.Kind.GRILLING, title="", on=MET, place="县政府三楼会议室", chair=chair
    )
    for mark, item in enumerate(meeting.items.order_by("pk")[:3], start=7):
        meetings.note(
            clerk,
            item,
            question="进度为什么落后？哪一天能赶上？",
            answer="施工力量不足，已增派一个班组，月底前赶上。",
            mark=mark,
        )
    meetings.hold(clerk, meeting, demands="亮黄灯的单位三天内交书面说明；办公室每周通报一次。")
