"""A year's target: against the season and against the calendar."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from duban.targets import Method, Outlook, outlook

SEPTEMBER, OCTOBER = dt.date(2020, 9, 30), dt.date(2020, 10, 31)


def year(number, **amounts):
    """Cumulative amounts by month: m9, m12."""
    last = {int(name[1:]): Decimal(value) for name, value in amounts.items()}
    ends = {month: dt.date(number + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1) for month in last}
    return {ends[month]: value for month, value in last.items()}


def test_against_the_season_of_two_years():
    found = outlook(
        Decimal(100),
        year(2020, m8="55.0", m9="66.0"),
        [year(2018, m9="60", m12="100"), year(2019, m9="70", m12="100")],
    )
    assert found == Outlook(
        Decimal("66.0"), Decimal("65.0"), Decimal("1.0"), Decimal("34.0"), Method.SEASON, Decimal(102), Decimal(94), Decimal(110), None, 0
    )  # fmt: skip


def test_without_an_earlier_year_the_calendar_counts():
    found = outlook(Decimal(200), {SEPTEMBER: Decimal("150.0")}, [year(2019, m8="60", m12="100")])
    assert (found.method, found.completion, found.elapsed, found.forecast, found.low) == (
        Method.STRAIGHT,
        Decimal("75.0"),
        Decimal("74.9"),
        Decimal(200),
        None,
    )


def test_a_target_that_is_reached_says_how_many_days_early():
    found = outlook(Decimal(100), year(2020, m9="99", m10="101.5", m11="110"))
    assert (found.reached_on, found.days_early, found.gap) == (OCTOBER, 61, Decimal(-10))


def test_the_end_of_february_is_the_end_of_february():
    found = outlook(
        Decimal(100),
        {dt.date(2020, 2, 29): Decimal("10.0")},
        [{dt.date(2019, 2, 28): Decimal(8), dt.date(2019, 12, 31): Decimal(100)}],
    )
    assert (found.elapsed, found.forecast) == (Decimal("8.0"), Decimal(125))


def test_nothing_gives_nothing():
    assert outlook(Decimal(100), {}) is None
    assert outlook(Decimal(0), {SEPTEMBER: Decimal(1)}) is None


amounts = st.decimals(min_value="0.01", max_value=10000, places=2)


@given(amounts, amounts, st.dates(dt.date(2020, 1, 1), dt.date(2020, 12, 31)), amounts)
def test_more_is_never_further_from_the_target(target, amount, day, more):
    one, other = (outlook(target, {day: value}) for value in (amount, amount + more))
    assert (other.completion >= one.completion, other.gap < one.gap, other.forecast >= one.forecast) == (
        True,
        True,
        True,
    )
