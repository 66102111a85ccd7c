"""The rule sets that ship, recurring duties, claims under verification, and the forecast."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.calendar import WorkCalendar
from duban.flow.life import LIT, STATES
from duban.lights import (
    DutyPeriod,
    TaskRecord,
    default_rules,
    forecast,
    lights_on,
    parse_rules,
    shipped_sources,
)

CALENDAR = WorkCalendar()
START, END, DAY = dt.date(2020, 9, 21), dt.date(2020, 12, 31), dt.date(2020, 11, 23)
TASK = TaskRecord("1", start=START, deadline=END, progress=Decimal(60), reported_on=dt.date(2020, 11, 20))
SETS = {name: parse_rules(source) for name, source in shipped_sources().items()}
GRAVITY = {None: 0, "green": 0, "blue": 1, "yellow": 2, "orange": 3, "red": 4}
ONE = dt.timedelta(days=1)


def light(task, rules="hundred_days", day=DAY):
    return lights_on([task], day, rules=SETS[rules], calendar=CALENDAR)[0]


def test_four_rule_sets_ship_under_names_of_their_own():
    assert {name: rules.name for name, rules in SETS.items()} == {
        "hundred_days": "百日会战红黄绿", "blue_yellow_red": "蓝黄红进度预警", "blue_orange_red": "蓝橙红督办单", "monthly_catch_up": "按月考核可补课",
    }  # fmt: skip


@pytest.mark.parametrize("name", SETS)
@given(
    progress=st.decimals(0, 100, places=1), more=st.decimals(0, 100, places=1), deadline=st.dates(START, dt.date(2021, 3, 1)),
    days=st.integers(0, 90), blocked=st.booleans(), reported=st.dates(START, DAY),
)  # fmt: skip
def test_more_progress_or_a_later_deadline_never_worsens_a_shipped_light(
    name, progress, more, deadline, days, blocked, reported
):
    task = replace(TASK, progress=progress, deadline=deadline, blocked=blocked, reported_on=reported)
    better = replace(task, progress=min(Decimal(100), progress + more), deadline=deadline + days * ONE)
    assert GRAVITY[light(better, name).colour] <= GRAVITY[light(task, name).colour]


@pytest.mark.parametrize(
    ("rules", "change", "colour"),
    [
        ("blue_yellow_red", {}, "blue"), ("blue_yellow_red", {"progress": Decimal(55)}, "yellow"), ("blue_yellow_red", {"progress": Decimal(40)}, "red"),
        ("blue_orange_red", {}, "green"), ("blue_orange_red", {"blocked": True}, "blue"), ("blue_orange_red", {"progress": Decimal(40)}, "orange"),
        ("blue_orange_red", {"deadline": dt.date(2020, 11, 20)}, "orange"), ("blue_orange_red", {"deadline": dt.date(2020, 11, 1)}, "red"),
    ],
)  # fmt: skip
def test_what_the_slips_say(rules, change, colour):
    assert light(replace(TASK, **change), rules).colour == colour


MONTHS = (dt.date(2020, 9, 30), dt.date(2020, 10, 30), dt.date(2020, 11, 30))


@pytest.mark.parametrize(
    ("done", "day", "colour", "words"),
    [
        ((None, None, None), dt.date(2020, 9, 30), "green", ["进展顺利"]),
        ((None, None, None), dt.date(2020, 10, 9), "red", ["有1期没有按时完成"]),
        ((dt.date(2020, 10, 12), None, None), dt.date(2020, 10, 9), "red", ["有1期没有按时完成"]),
        ((dt.date(2020, 10, 12), None, None), dt.date(2020, 10, 12), "yellow", ["上期已补上，但超过了时限"]),
        ((dt.date(2020, 10, 12), dt.date(2020, 10, 30), None), dt.date(2020, 11, 2), "green", ["进展顺利"]),
        ((dt.date(2020, 10, 12), None, None), dt.date(2020, 11, 2), "red", ["有1期没有按时完成"]),
    ],
)  # fmt: skip
def test_a_month_made_good_turns_yellow_and_the_new_month_is_judged_on_its_own(done, day, colour, words):
    periods = tuple(DutyPeriod(due, on) for due, on in zip(MONTHS, done, strict=True))
    found = light(TaskRecord("1", start=START, periods=periods), "monthly_catch_up", day)
    assert (found.colour, [reason.sentence() for reason in found.reasons]) == (colour, words)


def test_a_task_that_is_said_to_be_done_is_judged_as_on_the_day_of_the_word():
    late = replace(TASK, deadline=dt.date(2020, 11, 19), progress=Decimal(100))
    assert light(late).colour == "red"
    claimed = replace(late, state="verifying", claimed_on=dt.date(2020, 11, 19))
    assert light(claimed).colour == "green"
    assert light(replace(claimed, claimed_on=dt.date(2020, 11, 20))).colour == "red"


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_issued_and_not_ended_has_a_light(state):
    assert (light(replace(TASK, state=state)).colour is not None) == (state in LIT)


def test_the_forecast_goes_on_at_the_present_pace_and_names_the_day_of_the_turn():
    found = forecast(TASK, DAY, rules=default_rules(), calendar=CALENDAR)
    assert (found.finish, found.late_workdays) == (dt.date(2020, 12, 30), 0)
    assert (found.turns.day, found.turns.colour) == (dt.date(2020, 11, 30), "yellow")
    slow = forecast(replace(TASK, progress=Decimal(30)), DAY, rules=default_rules(), calendar=CALENDAR)
    assert slow.finish > END
    assert slow.late_workdays == CALENDAR.between(END, slow.finish)


@pytest.mark.parametrize(
    "change", [{"progress": Decimal(0)}, {"start": None}, {"start": END}, {"progress": Decimal("0.1")}]
)
def test_without_a_pace_there_is_no_expected_finish(change):
    assert forecast(replace(TASK, **change), DAY, rules=default_rules(), calendar=CALENDAR).finish is None


def test_what_has_no_light_does_not_turn_and_what_is_complete_is_finished_today():
    assert forecast(replace(TASK, state="done"), DAY, rules=default_rules(), calendar=CALENDAR).turns is None
    assert (
        forecast(replace(TASK, progress=Decimal(100)), DAY, rules=default_rules(), calendar=CALENDAR).finish
        == DAY
    )
