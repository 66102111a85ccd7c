"""Numerals in every form, exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.text.numerals import NotANumeralError, parse_number, write_number

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1万1千", 11000), ("3万5千", 35000), ("1亿2千万", 120000000), ("一百零八亿", 10800000000), ("２１３.５", "213.5"), ("十二", 12), ("二〇二三", 2023),
        ("两千零五十", 2050), ("三万五", 35000), ("一百零五", 105), ("一百五", 150), ("十二点五", "12.5"), ("三千万", 30000000), ("1,234,567.8", "1234567.8"),
        ("壹佰贰拾", 120), ("一万零一", 10001), ("五十点三万", 503000), ("零", 0),
    ],
)  # fmt: skip
def test_a_numeral_reads_exactly(words, value):
    assert parse_number(words) == Decimal(value)


@pytest.mark.parametrize("words", ["", "点五", "三点", "一二十", "12个", "abc", "万"])
def test_what_is_no_numeral_is_refused(words):
    with pytest.raises(NotANumeralError):
        parse_number(words)


@given(st.integers(0, 10**12 - 1))
def test_what_is_written_reads_back(number):
    assert parse_number(write_number(number)) == number


@given(st.integers(0, 10**12 - 1))
def test_digits_read_equal_in_full_and_half_width_with_and_without_separators(number):
    plain = str(number)
    assert parse_number(plain) == parse_number(plain.translate(WIDE)) == parse_number(f"{number:,}") == number


@given(st.integers(1, 9999), st.sampled_from(["万", "亿"]))
def test_mixed_forms_equal_chinese_ones(number, step):
    assert parse_number(f"{number}{step}") == parse_number(write_number(number) + step)


def test_only_numbers_below_a_trillion_are_written():
    with pytest.raises(NotANumeralError):
        write_number(10**12)
