"""The autumn of 2020 in 云岭县, told Friday by Friday through the operations of the application."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from pypinyin import lazy_pinyin

from duban.calendar import WorkCalendar
from duban_web.campaigns import operations as campaigns
from duban_web.campaigns.models import Campaign, Task
from duban_web.campaigns.operations import TaskValues
from duban_web.common import office
from duban_web.common.database import analyze
from duban_web.common.errors import Refused
from duban_web.papers import operations as papers
from duban_web.people import operations as people
from duban_web.people.accounts import save_user
from duban_web.people.models import Leader, Unit, User
from duban_web.sample import county, figures, issues, projects, registers, rooms, rounds
from duban_web.sample.papers import sample_papers
from duban_web.sample.plan import END, START, Course, Planned, planned_tasks
from duban_web.supervision import operations as supervision
from duban_web.supervision.explaining import hand_in, judge
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import Explanation, Notice
from duban_web.supervision.moves import close_task
from duban_web.supervision.notices import issue
from duban_web.supervision.pressing import press

DAY = dt.timedelta(days=1)
HUNDRED = Decimal(100)
TROUBLE = (dt.date(2020, 11, 6), dt.date(2020, 11, 27))
CAUGHT_UP = dt.date(2020, 12, 4)
BLOCKED_TEXTS = (
    "施工用地还有两户没有谈妥，需要县里协调。",
    "设备厂家延期交货，正在催办。",
    "配套资金尚未到位，暂停施工。",
    "专业队伍紧缺，作业面铺不开。",
)
PENDING_EVERY = 29
SILENT_EVERY = 9
MONDAY, FRIDAY = 0, 4
Told = Callable[[int, int], None]


def tell(until: dt.date, *, progress: Told | None = None) -> Campaign:
    """Make the county and live through its campaign up to the evening of `until`.

    Raises:
        Refused: the sample, or a campaign of its name, is there already; `until` lies outside the campaign.
    """
    if Campaign.objects.filter(name=county.CAMPAIGN).exists():
        raise Refused("sample-there", name=county.CAMPAIGN)
    if not START <= until <= END:
        raise Refused("sample-dates", start=START, end=END)
    with transaction.atomic():
        with office.on(START):
            clerk, campaign = _county()
            tasks = {plan.no: _task(clerk, campaign, plan) for plan in planned_tasks()}
            refresh(campaign)
            rooms.open_rooms(clerk, campaign)
            rounds.before(clerk)
            figures.fill(clerk, until)
            projects.fill(clerk, until)
            registers.fill(clerk, until)
        _live(clerk, campaign, tasks, until, progress)
    with office.on(until):
        for name, data, published in sample_papers():
            papers.upload(clerk, data, name=name, published=published, region=county.COUNTY, is_sample=True)
    return campaign


def _county() -> tuple[User, Campaign]:
    clerk = save_user(
        None,
        User(username="office", is_sample=True),
        {"role": User.Role.OFFICE, "display_name": "周敏"},
        password=county.PASSWORD,
    )
    for name, short in county.DEPARTMENTS:
        _unit(clerk, Unit(kind=Unit.Kind.DEPARTMENT), name, short)
    for name in county.TOWNS:
        _unit(clerk, Unit(kind=Unit.Kind.TOWN), f"{county.COUNTY}{name}人民政府", name)
    for name, post in county.LEADERS:
        people.save_leader(clerk, Leader(is_sample=True), {"name": name, "post": post})
    _others(clerk)
    campaign = campaigns.add_campaign(
        clerk, name=county.CAMPAIGN, start=START, end=END, office_name=county.OFFICE, is_sample=True
    )
    return clerk, campaign


def _others(clerk: User) -> None:
    """A leader, an inspector, a viewer and the three administrators; one sample password for all."""
    kept = User.objects.get(pk=clerk.pk).password
    for username, role, name in county.ACCOUNTS:
        leader = Leader.objects.get(name=name) if role == User.Role.LEADER else None
        user = save_user(
            None,
            User(username=username, is_sample=True),
            {"role": role, "display_name": name, "leader": leader},
        )
        User.objects.filter(pk=user.pk).update(password=kept)


def _answer(clerk: User, campaign: Campaign, day: dt.date) -> None:
    """Most units explain the day before it is due, and the office takes it; every ninth is silent until the notice comes."""
    due = Explanation.objects.filter(
        task__campaign=campaign, state=Explanation.State.DUE, due__lte=WorkCalendar().add(day, 1)
    )
    for one in due.exclude(unit=None).select_related("task"):
        if one.pk % SILENT_EVERY:
            hand_in(
                clerk,
                one,
                cause=BLOCKED_TEXTS[one.pk % len(BLOCKED_TEXTS)],
                measures="已增派力量，每天调度，赶上序时进度。",
                promised=CAUGHT_UP,
            )
            judge(clerk, one, accept=True)
    proposed = Notice.objects.filter(campaign=campaign, state=Notice.State.PROPOSED, proposed_on__lt=day)
    issue(clerk, list(proposed.order_by("id")))


def _unit(clerk: User, unit: Unit, name: str, short: str) -> None:
    unit.is_sample = True
    people.save_unit(clerk, unit, {"name": name, "short_name": short})
    liaison = User(username="".join(lazy_pinyin(short.removeprefix("县"))), is_sample=True)
    columns = {"role": User.Role.LIAISON, "unit": unit, "display_name": f"{short}联络员"}
    shared = User.objects.filter(role=User.Role.LIAISON).first()
    save_user(clerk, liaison, columns, password=None if shared else county.PASSWORD)
    if shared:  # one sample password for all: hashing it once saves seconds
        User.objects.filter(pk=liaison.pk).update(password=shared.password)


def _task(clerk: User, campaign: Campaign, plan: Planned) -> Task:
    units = {unit.short_name: unit.pk for unit in Unit.objects.all()}
    columns = {
        "no": str(plan.no), "title": plan.title, "group": plan.group, "state": Task.State.ACTIVE, "start": START, "deadline": plan.deadline,
        "target": plan.what, "target_value": plan.quantity, "target_unit": plan.unit,
    }  # fmt: skip
    values = TaskValues(
        columns, leaders=[Leader.objects.get(name=plan.leader).pk], lead_units=[units[plan.lead]], units=[units[name] for name in plan.units],
        milestones=[{"name": s.name, "due": s.due.isoformat(), "weight": str(s.weight), "done_on": None} for s in plan.steps],
    )  # fmt: skip
    return campaigns.write_task(clerk, campaign, values, is_sample=True)


def _live(
    clerk: User, campaign: Campaign, tasks: dict[int, Task], until: dt.date, progress: Told | None
) -> None:
    plans = planned_tasks()
    liaisons = {
        user.unit.short_name: user
        for user in User.objects.filter(role=User.Role.LIAISON).select_related("unit")
        if user.unit
    }
    calendar = WorkCalendar()
    whole = (until - START).days
    for day in _days(START + DAY, until):
        with office.on(day):
            if day.weekday() == FRIDAY and calendar.is_workday(day):
                for plan in plans:
                    _friday(
                        clerk,
                        liaisons[plan.lead],
                        tasks[plan.no],
                        plan,
                        day,
                        is_last=until - day < 7 * DAY,
                        calendar=calendar,
                    )
            if day.weekday() == MONDAY:
                analyze()  # months of rows in one transaction, which nobody else counts meanwhile
            refresh(campaign)
            press(campaign)
            _answer(clerk, campaign, day)
            rooms.live(clerk, campaign, day)
            rounds.live(clerk, day)
            issues.live(clerk, campaign, day)
        if progress:
            progress((day - START).days, whole)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    day = first
    while day <= last:
        yield day
        day += DAY


def _friday(
    clerk: User,
    liaison: User,
    task: Task,
    plan: Planned,
    day: dt.date,
    *,
    is_last: bool,
    calendar: WorkCalendar,
) -> None:
    """One task's report of the week, the office's answer, and what follows from it."""
    in_trouble = TROUBLE[0] <= day <= TROUBLE[1]
    if task.state != Task.State.ACTIVE or (plan.course is Course.SILENT and in_trouble):
        return
    percent = _percent(plan, day, calendar)
    blocked = plan.course is Course.BLOCKED and in_trouble
    text = BLOCKED_TEXTS[plan.no % len(BLOCKED_TEXTS)] if blocked else _text(plan, percent)
    told = supervision.Told(percent, text, blocked, _reached(plan, percent), _steps_done(task, percent))
    report = supervision.submit_report(liaison, task, told, compute=False)
    if is_last and plan.no % PENDING_EVERY == 0 and percent < HUNDRED:
        return
    supervision.accept(clerk, report, compute=False)
    if percent == HUNDRED:
        close_task(clerk, Task.objects.get(pk=task.pk), progress=percent, compute=False)
        task.state = Task.State.DONE


def _reached(plan: Planned, percent: Decimal) -> Decimal | None:
    """The quantity that a percentage stands for, in whole things."""
    if plan.quantity is None or percent == HUNDRED:
        return plan.quantity
    return (plan.quantity * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)


def _percent(plan: Planned, day: dt.date, calendar: WorkCalendar) -> Decimal:
    """Where the task stands on a Friday: on its line, some points off it in the weeks of trouble."""
    if plan.done_on is not None and day >= plan.done_on:
        return HUNDRED
    if plan.steps:
        reached = sum(
            step.weight for step in plan.steps if step.due < _next_friday(day) and not _held(plan, day)
        )
        held = sum(step.weight for step in plan.steps if step.due <= TROUBLE[0])
        return Decimal(min(held, 90) if _held(plan, day) else min(reached, 95))
    end = plan.done_on or plan.deadline
    line = Decimal(calendar.between(START - DAY, day)) / calendar.between(START - DAY, end) * 100
    return max(Decimal(0), min(Decimal(97), line + 3 - _lag(plan, day))).quantize(Decimal("0.1"))


def _next_friday(day: dt.date) -> dt.date:
    return day + 7 * DAY


def _held(plan: Planned, day: dt.date) -> bool:
    return plan.course in {Course.SLOW, Course.BLOCKED, Course.OVERDUE} and TROUBLE[0] <= day < CAUGHT_UP


def _lag(plan: Planned, day: dt.date) -> int:
    if not TROUBLE[0] <= day < CAUGHT_UP:
        return 0
    return {Course.SLOW: 17 + plan.no % 9, Course.BLOCKED: 14 + plan.no % 5, Course.OVERDUE: 12}.get(
        plan.course, 0
    )


def _text(plan: Planned, percent: Decimal) -> str:
    if percent == HUNDRED:
        return "已全部完成，通过现场查验。"
    if plan.steps:
        done = [
            step.name
            for step in plan.steps
            if percent >= sum(s.weight for s in plan.steps if s.due <= step.due)
        ]
        return f"{done[-1]}已完成，正在推进下一节点。" if done else "前期工作有序推进。"
    return f"{plan.what}累计完成{percent.normalize():f}%。"


def _steps_done(task: Task, percent: Decimal) -> list[str]:
    """The open milestones that a percentage covers."""
    covered, names = Decimal(0), []
    for step in task.milestones.all():
        covered += step.weight
        if percent >= covered and step.done_on is None:
            names.append(step.name)
    return names
