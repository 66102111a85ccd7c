"""Periods as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.calendar.periods import Period
from duban.calendar.written import period_words, written_period


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2020", "2020"), ("2020年", "2020"), ("2020年度", "2020"), ("2020-Q3", "2020-Q3"), ("2020Q3", "2020-Q3"), ("2020年三季度", "2020-Q3"),
        ("2020年第3季度", "2020-Q3"), ("2020年上半年", "2020-H1"), ("2020-H2", "2020-H2"), ("2020年前三季度", "2020-01/2020-09"), ("2020-09", "2020-09"),
        ("2020年9月", "2020-09"), ("2020.9", "2020-09"), ("2020年1-9月", "2020-01/2020-09"), ("2020年1—3月", "2020-Q1"), ("2020-01/2020-08", "2020-01/2020-08"),
        ("2020年9月30日", "2020-09-30"), ("２０２０年 9 月", "2020-09"), ("2020年13月", None), ("2020-02-30", None), ("9月", None), ("去年", None), ("2020年9—3月", None), ("", None),
    ],
)  # fmt: skip
def test_words_give_their_period(words, iso):
    found = written_period(words)
    assert (found.iso if found else None) == iso


years, months = st.integers(1950, 2099), st.integers(1, 12)
periods = st.one_of(
    st.builds(Period.year, years), st.builds(Period.quarter, years, st.integers(1, 4)), st.builds(Period.half, years, st.integers(1, 2)),
    st.builds(Period.month, years, months), st.builds(lambda y, m: Period.months(y, 1, m), years, st.integers(2, 12)),
    st.builds(Period.day, st.dates()).filter(lambda p: 1950 <= p.first.year <= 2099),
)  # fmt: skip


@given(periods)
def test_what_is_written_is_read_again(period):
    assert written_period(period.iso) == period


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2020", "2020年"),
        ("2020-Q1", "2020年一季度"),
        ("2020-H1", "2020年上半年"),
        ("2020-10", "2020年10月"),
        ("2020-01/2020-10", "2020年1—10月"),
        ("2020-10-31", "2020年10月31日"),
        ("?", "?"),
    ],
)
def test_a_period_in_words(iso, words):
    assert period_words(iso) == words


@given(periods)
def test_what_is_said_is_read_again(period):
    assert written_period(period_words(period.iso)) == period
