"""Periods and official working days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.calendar import Period, WorkCalendar
from duban.calendar.workdays import SATURDAY

DAYS = st.dates(dt.date(2005, 1, 1), dt.date(2025, 12, 31))
CALENDAR = WorkCalendar()


def test_the_national_day_of_2020_is_a_holiday_and_its_eve_weekend_works():
    days = [
        dt.date(2020, 9, 27),
        dt.date(2020, 10, 1),
        dt.date(2020, 10, 8),
        dt.date(2020, 10, 9),
        dt.date(2020, 10, 10),
        dt.date(2020, 10, 11),
    ]
    assert [CALENDAR.is_workday(day) for day in days] == [True, False, False, True, True, False]


def test_five_working_days_before_the_national_day_span_two_weeks():
    assert CALENDAR.between(dt.date(2020, 9, 25), dt.date(2020, 10, 9)) == 5
    assert CALENDAR.add(dt.date(2020, 9, 25), 5) == dt.date(2020, 10, 9)


def test_a_year_that_nobody_knows_counts_weekdays_and_says_so():
    calendar = WorkCalendar()
    assert calendar.guessed_years(dt.date(2020, 1, 1), dt.date(2099, 1, 1))[-1] == 2099
    assert calendar.is_workday(dt.date(2099, 1, 1)) is (dt.date(2099, 1, 1).weekday() < SATURDAY)


def test_an_uploaded_list_settles_its_year():
    calendar = WorkCalendar({dt.date(2099, 1, 1): False, dt.date(2099, 1, 3): True})
    assert not calendar.is_workday(dt.date(2099, 1, 1))
    assert calendar.is_workday(dt.date(2099, 1, 3))
    assert calendar.guessed_years(dt.date(2099, 1, 1), dt.date(2099, 12, 31)) == []


@given(DAYS, DAYS, DAYS)
def test_working_days_add_up(a, b, c):
    assert CALENDAR.between(a, b) + CALENDAR.between(b, c) == CALENDAR.between(a, c)


@given(DAYS, st.integers(1, 60))
def test_a_clock_of_n_working_days_runs_n_working_days(day, n):
    assert CALENDAR.between(day, CALENDAR.add(day, n)) == n


@pytest.mark.parametrize(
    ("made", "iso"),
    [
        (Period.year(2022), "2022"), (Period.quarter(2022, 1), "2022-Q1"), (Period.half(2022, 1), "2022-H1"), (Period.month(2022, 3), "2022-03"),
        (Period.months(2022, 1, 8), "2022-01/2022-08"), (Period.months(2022, 1, 6), "2022-H1"), (Period.months(2022, 1, 12), "2022"), (Period.months(2022, 1, 3), "2022-Q1"),
        (Period.day(dt.date(2022, 3, 31)), "2022-03-31"), (Period.days(dt.date(2022, 3, 13), dt.date(2022, 3, 30)), "2022-03-13/2022-03-30"),
    ],
)  # fmt: skip
def test_periods_are_written_as_the_genre_needs(made, iso):
    assert str(made) == iso


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="after"):
        Period.months(2022, 8, 1)
    with pytest.raises(ValueError, match="after"):
        Period.days(dt.date(2022, 3, 30), dt.date(2022, 3, 13))
