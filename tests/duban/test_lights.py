"""Planned progress, rule sets, lights, spans."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban import messages
from duban.calendar import WorkCalendar
from duban.lights import (
    COLUMNS,
    MilestonePlan,
    MonthlyPlan,
    RuleError,
    TaskRecord,
    default_rules,
    lights_on,
    parse_rules,
    planned_progress,
    spans_of,
)

CALENDAR = WorkCalendar()
START, END = dt.date(2020, 9, 21), dt.date(2020, 12, 31)
DAY = dt.date(2020, 11, 23)
TASK = TaskRecord("1", start=START, deadline=END, progress=Decimal(60), reported_on=dt.date(2020, 11, 20))
GRAVITY = {"green": 0, "yellow": 1, "red": 2}


def light(task, day=DAY):
    return lights_on([task], day, rules=default_rules(), calendar=CALENDAR)[0]


def test_a_straight_line_runs_over_working_days():
    assert planned_progress(TASK, DAY, calendar=CALENDAR) == Decimal("60.0")
    assert planned_progress(TASK, START - dt.timedelta(days=1), calendar=CALENDAR) == 0
    assert planned_progress(TASK, END, calendar=CALENDAR) == 100


def test_milestones_come_before_the_line_and_weigh():
    task = replace(
        TASK,
        milestones=(
            MilestonePlan("基础", dt.date(2020, 10, 30), Decimal(40)),
            MilestonePlan("封顶", dt.date(2020, 12, 20), Decimal(60)),
        ),
    )
    assert [
        planned_progress(task, day, calendar=CALENDAR)
        for day in (START, dt.date(2020, 10, 30), dt.date(2020, 12, 20))
    ] == [0, 40, 100]


def test_a_monthly_plan_is_straight_between_month_ends():
    task = replace(
        TASK,
        monthly=(
            MonthlyPlan(dt.date(2020, 10, 31), Decimal(30)),
            MonthlyPlan(dt.date(2020, 12, 31), Decimal(100)),
        ),
    )
    assert planned_progress(task, dt.date(2020, 10, 31), calendar=CALENDAR) == 30
    assert planned_progress(task, dt.date(2020, 9, 30), calendar=CALENDAR) == Decimal("10.4")
    assert planned_progress(task, dt.date(2021, 3, 1), calendar=CALENDAR) == 100


def test_a_task_without_dates_plans_nothing_and_is_green():
    task = TaskRecord("1", progress=Decimal(0))
    assert planned_progress(task, DAY, calendar=CALENDAR) == 0
    assert light(task).colour == "green"
    assert light(task).figures["remaining_workdays"] == 9999


@pytest.mark.parametrize(
    ("change", "colour", "sentences"),
    [
        ({}, "green", ["进展顺利"]),
        ({"blocked": True}, "yellow", ["责任单位报告推进受阻"]),
        ({"progress": Decimal("50.0")}, "yellow", ["落后序时进度10个百分点"]),
        ({"progress": Decimal("50.1")}, "green", ["进展顺利"]),
        ({"reported_on": dt.date(2020, 11, 13)}, "yellow", ["6个工作日没有报送进展"]),
        ({"deadline": dt.date(2020, 11, 20), "progress": Decimal(99)}, "red", ["已超完成时限1个工作日"]),
        ({"milestones": (MilestonePlan("封顶", dt.date(2020, 11, 20)),)}, "yellow", ["落后序时进度40个百分点", "节点超期1个工作日未完成"]),
        ({"milestones": (MilestonePlan("封顶", dt.date(2020, 11, 13)),)}, "red", ["节点超期6个工作日未完成"]),
        ({"milestones": (MilestonePlan("封顶", dt.date(2020, 11, 13), done_on=dt.date(2020, 11, 13)),), "progress": Decimal(100)}, "green", ["进展顺利"]),
        ({"state": "done"}, None, []),
        ({"state": "suspended"}, None, []),
    ],
    ids=str,
)  # fmt: skip
def test_the_light_and_its_reasons(change, colour, sentences):
    found = light(replace(TASK, **change))
    assert (found.colour, [reason.sentence() for reason in found.reasons]) == (colour, sentences)


def test_a_light_carries_its_rule_and_the_figures_that_it_saw():
    found = light(TASK)
    assert (found.rule, found.version, set(found.figures)) == ("TRUE", default_rules().version, set(COLUMNS))


def test_many_tasks_get_the_lights_that_each_would_get_alone():
    tasks = [replace(TASK, key=str(n), progress=Decimal(n)) for n in range(0, 100, 7)]
    assert lights_on(tasks, DAY, rules=default_rules(), calendar=CALENDAR) == [light(task) for task in tasks]


@given(
    st.decimals(0, 100, places=1), st.booleans(), st.dates(START, dt.date(2020, 12, 31)), st.integers(0, 60)
)
def test_a_later_deadline_never_worsens_a_light(progress, blocked, deadline, more):
    task = replace(TASK, progress=progress, blocked=blocked, deadline=deadline)
    later = replace(task, deadline=deadline + dt.timedelta(days=more))
    assert GRAVITY[light(later).colour] <= GRAVITY[light(task).colour]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("x =", "rule.not-toml"), ('name = "x"', "rule.empty"), ('[[light]]\ncolour = "pink"\nwhen = "TRUE"', "rule.unknown-colour"),
        ('[[light]]\ncolour = "red"\nwhen = "overdue > 0"', "rule.unknown-column"), ('[[light]]\ncolour = "red"\nwhen = "planned + 1"', "rule.no-condition"),
        ('[[light]]\ncolour = "red"\nwhen = "planned >"', "rule.no-condition"),
    ],
)  # fmt: skip
def test_a_rule_set_that_cannot_be_used_is_refused_with_a_sentence(source, code):
    with pytest.raises(RuleError) as refused:
        parse_rules(source)
    assert refused.value.code == code
    assert messages.text(code, **refused.value.fields)


def test_a_rule_set_may_leave_a_task_without_light_and_terms_in_brackets_stay_whole():
    rules = parse_rules(
        '[[light]]\ncolour = "red"\nwhen = "(blocked OR overdue_workdays > 0) AND lag_points > 5"'
    )
    assert lights_on([TASK], DAY, rules=rules, calendar=CALENDAR)[0].colour is None
    held = lights_on([replace(TASK, blocked=True, progress=Decimal(1))], DAY, rules=rules, calendar=CALENDAR)[
        0
    ]
    assert [reason.sentence() for reason in held.reasons] == [
        "责任单位报告推进受阻，且已超完成时限0个工作日，且落后序时进度59个百分点"
    ]


def test_spans_join_days_of_one_colour():
    days = [dt.date(2020, 11, 20) + dt.timedelta(days=n) for n in range(4)]
    lights = [
        light(replace(TASK, blocked=blocked), day)
        for blocked, day in zip((False, True, True, False), days, strict=True)
    ]
    assert [(s.colour, s.first.day, s.last and s.last.day) for s in spans_of(lights)] == [
        ("green", 20, 20),
        ("yellow", 21, 22),
        ("green", 23, None),
    ]


def test_no_task_no_light():
    assert lights_on([], DAY, rules=default_rules(), calendar=CALENDAR) == []
