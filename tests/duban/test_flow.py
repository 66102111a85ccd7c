"""The life of a task, the rhythm of reporting, the ladder, the draw, back-scheduling."""

import datetime as dt
import itertools
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban import messages
from duban.calendar import WorkCalendar
from duban.flow.draw import Ticket, draw, weight
from duban.flow.ladder import COLOURS, LadderError, default_ladder_source, is_due, parse_ladder
from duban.flow.life import LIT, STATES, MoveError, after, allowed, moves
from duban.flow.rhythm import Period, Rhythm, period_of, periods
from duban.plans.backwards import TemplateStep, schedule_back, slack, templates

CALENDAR = WorkCalendar()
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2022, 12, 31))
DAY = dt.timedelta(days=1)


def test_every_state_is_reached_and_none_but_the_archive_is_a_dead_end():
    targets = {move.target for move in moves()}
    sources = {state for move in moves() for state in move.sources}
    assert set(STATES) - targets == set()
    assert set(STATES) - sources == set()
    assert {state for move in moves() for state in (*move.sources, move.target)} <= set(STATES)


def test_every_move_has_a_word_in_both_languages():
    for language in ("zh", "en"):
        assert all(messages.text(f"life.moves.{move.code}", language=language) for move in moves())
        assert all(
            messages.text(f"life.by.{part}", language=language) for move in moves() for part in move.by
        )


def test_a_lead_unit_signs_or_sends_back_and_the_office_does_neither_in_secret():
    assert [move.code for move in allowed("issued", ["lead"])] == ["sign", "refuse"]
    assert [move.code for move in allowed("issued", [])] == []


@pytest.mark.parametrize(
    ("state", "code", "parts", "reason", "complete", "refused"),
    [
        ("draft", "sign", ["lead"], "", False, "not-from-here"), ("active", "nonsense", ["office"], "", True, "not-from-here"),
        ("issued", "issue", ["lead"], "", False, "not-from-here"), ("draft", "issue", ["lead"], "", False, "not-by-you"),
        ("issued", "refuse", ["lead"], " ", False, "needs-reason"), ("active", "claim", ["lead"], "已完成", False, "needs-all"),
    ],
)  # fmt: skip
def test_what_the_table_does_not_allow_is_refused(state, code, parts, reason, complete, refused):
    with pytest.raises(MoveError) as caught:
        after(state, code, parts=parts, reason=reason, is_complete=complete)
    assert caught.value.code == f"life.{refused}"


def test_a_claim_with_its_result_goes_through():
    assert after("active", "claim", parts=["lead"], reason="已通车", is_complete=True).target == "closing"
    assert {"closing", "verifying"} <= LIT


@given(
    st.sampled_from([r.value for r in Rhythm if r != Rhythm.NONE]),
    DAYS,
    st.integers(0, 400),
    st.integers(0, 10),
)
def test_periods_cover_the_span_without_gap_and_are_due_on_working_days(rhythm, first, length, grace):
    last = first + length * DAY
    found = periods(rhythm, first, last, grace=grace, calendar=CALENDAR)
    assert (found[0].first, found[-1].last) == (first, last)
    assert all(b.first == a.last + DAY for a, b in itertools.pairwise(found))
    assert all(CALENDAR.is_workday(p.due) for p in found)
    assert all(p.first <= p.last for p in found)


@given(st.sampled_from(["weekly", "ten-days", "monthly", "quarterly"]), DAYS)
def test_a_day_lies_in_its_period(rhythm, day):
    period = period_of(rhythm, day, grace=1, calendar=CALENDAR)
    assert period.first <= day <= period.last
    assert period_of(rhythm, period.first, grace=1, calendar=CALENDAR) == period


def test_weeks_end_on_friday_and_without_a_rhythm_there_is_no_period():
    week = period_of("weekly", dt.date(2020, 11, 23), grace=0, calendar=CALENDAR)
    assert week == Period(dt.date(2020, 11, 21), dt.date(2020, 11, 27), dt.date(2020, 11, 27))
    assert period_of("none", dt.date(2020, 11, 23), grace=0, calendar=CALENDAR) is None
    assert periods("none", dt.date(2020, 1, 1), dt.date(2020, 2, 1), grace=0, calendar=CALENDAR) == []


def test_the_default_ladder_rises_from_blue_to_red_and_ends_there():
    ladder = parse_ladder(default_ladder_source())
    assert [ladder.first().colour, ladder.above("blue").colour, ladder.above("orange").colour] == [
        "blue",
        "orange",
        "red",
    ]
    assert ladder.above("red") is None
    assert ladder.above("yellow") is None
    assert (ladder.step("yellow"), ladder.explanation["yellow"], ladder.reds) == (ladder.steps[-1], 3, 3)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("x =", "not-toml"), ("", "empty"), ('[[step]]\ncolour = "pink"\nafter = 1\nanswer = 1', "unknown-colour"),
        ('[[step]]\ncolour = "blue"\nafter = -1\nanswer = 1', "no-days"), ('[[step]]\ncolour = "blue"\nafter = true\nanswer = 1', "no-days"),
        ("[explanation]\npink = 1", "unknown-colour"),
        ('[[step]]\ncolour = "red"\nafter = 1\nanswer = 1\n[[step]]\ncolour = "blue"\nafter = 1\nanswer = 1', "not-rising"),
    ],
)  # fmt: skip
def test_a_ladder_that_cannot_be_is_refused(source, code):
    with pytest.raises(LadderError) as caught:
        parse_ladder(source)
    assert caught.value.code == f"ladder.{code}"
    assert messages.text(caught.value.code, **caught.value.fields)


def test_a_clock_is_over_only_after_its_working_days():
    friday = dt.date(2020, 11, 20)
    assert [is_due(friday, friday + n * DAY, after=1, calendar=CALENDAR) for n in range(4)] == [
        False,
        False,
        False,
        True,
    ]
    assert not is_due(friday, friday, after=0, calendar=CALENDAR)


KEYS = st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=30, unique=True)


@given(KEYS, st.integers(0, 40), st.text(max_size=8), st.randoms())
def test_a_draw_can_be_proved_and_does_not_depend_on_the_order_of_the_pool(keys, count, seed, random):
    pool = [Ticket(key, 1 + number % 7) for number, key in enumerate(keys)]
    drawn = draw(pool, count, seed=seed)
    shuffled = list(pool)
    random.shuffle(shuffled)
    assert drawn == draw(shuffled, count, seed=seed)
    assert len(drawn) == len(set(drawn)) == min(count, len(keys))
    assert set(drawn) <= set(keys)


def test_a_heavy_ticket_wins_about_as_often_as_it_weighs():
    pool = [Ticket("重", 4), Ticket("轻", 1)]
    wins = Counter(draw(pool, 1, seed=str(n))[0] for n in range(2000))
    assert 0.76 < wins["重"] / 2000 < 0.84
    with pytest.raises(ValueError, match="more than 0"):
        draw([replace(pool[0], weight=0)], 1, seed="x")
    with pytest.raises(ValueError, match="only once"):
        draw([pool[0], pool[0]], 1, seed="x")


def test_risk_and_time_since_the_last_visit_weigh():
    assert [weight("red", None), weight("red", 0), weight("green", 65), weight("", 999)] == [10, 4, 3, 7]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), DAYS.filter(CALENDAR.is_workday))
def test_steps_fill_the_working_days_before_the_deadline_without_gap(workdays, deadline):
    plan = schedule_back(
        [TemplateStep(str(n), days) for n, days in enumerate(workdays)], deadline, calendar=CALENDAR
    )
    assert plan[-1].due == deadline
    assert CALENDAR.between(plan[0].latest_start - DAY, deadline) == sum(workdays)
    assert all(CALENDAR.between(a.due, b.latest_start) == 1 for a, b in itertools.pairwise(plan))
    assert slack(plan, plan[0].latest_start, calendar=CALENDAR) == 0
    assert slack(plan, deadline + DAY * 12, calendar=CALENDAR) < 0


def test_templates_ship_for_three_kinds_of_task():
    assert {t.code: t.name for t in templates()} == {
        "construction": "工程建设项目", "decision": "决策议定事项", "investment": "招商引资项目",
    }  # fmt: skip
    assert all(sum(step.weight for step in t.steps) == 100 for t in templates())
    assert slack([], dt.date(2020, 1, 1), calendar=CALENDAR) == 0


def test_colours_of_notices_are_those_of_slips():
    assert COLOURS == ("blue", "yellow", "orange", "red")
