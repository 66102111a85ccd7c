"""Whatever stands in a text, reading answers, and every answer stands in the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.checks import check_reading
from duban.facts import read
from duban.plans import read_plan

PIECES = st.sampled_from([
    "地区生产总值", "完成", "同比增长", "5.6%", "12亿元", "（", "）", "，", "。", "；", "：", "\n", "|", "\t", "由", "从", "到", "分别", "其中", "前三位", "?!", "运(yùn)", "一千三百八十七亿四千万元", "2022年",
    "1-6月", "全市第4", "百分之三十", "翻两番", "□", "\ufffd", "\0", "“", "”", "《", "》", "-", "８", "牵头单位：县住建局", "1.", "一、", "每月", "6月底前", " ", "ﬁ", "😀", "𠮷",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join))


@given(TEXTS)
@settings(max_examples=150)
def test_any_text_reads_and_every_fact_stands_in_it(text):
    reading = read(text)
    check_reading(reading)
    for fact in reading.facts:
        assert 0 <= fact.start < fact.end <= len(reading.clean.text)
        start, end = reading.clean.place(fact.start, fact.end)
        assert 0 <= start < end <= len(text)
    for remnant in reading.remnants:
        assert 0 <= remnant.start < remnant.end <= len(reading.clean.text)


@given(TEXTS)
@settings(max_examples=100)
def test_any_text_reads_as_a_plan(text):
    for task in read_plan(text).tasks:
        assert task.title
        assert task.lead_units or task.units or task.lead_leader or task.where != "paragraph"


@given(TEXTS)
@settings(max_examples=60)
def test_the_same_text_gives_the_same_facts(text):
    assert read(text).facts == read(text).facts


LONG = {
    "digits": ("1" * 50_000, 0), "chinese digits": ("一" * 50_000, 0), "brackets": ("（" * 50_000, 0), "one line": ("投资5亿元，" * 5_000, 5_000), "percent": ("5%" * 5_000, 5_000),
    "dates": ("2022年3月5日" * 5_000, 0), "question marks": ("?!边" * 10_000, 0), "in brackets": ("增长5%(全市6%)" * 2_000, 4_000),
}  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), LONG.values(), ids=LONG)
def test_a_long_line_is_read_to_its_end(text, facts):
    assert len(read(text).facts) == facts
