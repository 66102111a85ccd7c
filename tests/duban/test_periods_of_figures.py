"""Which span a figure measures, and what it is compared with."""

import datetime as dt

import pytest

from duban.facts import Context, read

SPRING = Context(dt.date(2026, 2, 9), "云岭县")
SUMMER = Context(dt.date(2018, 6, 12), "云岭县")

CASES = [
    ("bare year in a paper of February", SPRING, "全年实现地区生产总值5696亿元。", ["2025"]),
    ("this year's aim", SPRING, "今年预期目标是：地区生产总值增长5%。", ["2026"]),
    ("month's end of a flow", SUMMER, "截至5月末，全县固定资产投资完成74.5亿元。", ["2018-01/2018-05"]),
    ("month's end of a stock", SUMMER, "一季度末，各项贷款余额135亿元。", ["2018-03-31"]),
    ("from last year's", SUMMER, "一季度城乡居民收入比由上年同期的2.05:1降至2.02:1。", ["2017-Q1", "2018-Q1"]),
    ("comparator in brackets", SUMMER, "上半年农业增加值增长11.6%，快于上年同期(3.2%)。", ["2018-H1", "2017-H1"]),
    ("two ends of a plan", SPRING, "“十四五”时期，产业投资占比从26.7%提高到52.1%。", ["2020", "2025"]),
    ("single month among cumulative ones", SUMMER, "1-5月，工业增加值增长7.5%，其中当月工业增加值增长9.9%。", ["2018-01/2018-05", "2018-05"]),
    ("compared with a year", Context(None, "中国"), "1958年工业总产值达到1170亿元，比1957年的704亿元增长66%。", ["1958", "1957", "1958"]),
]  # fmt: skip


@pytest.mark.parametrize(("context", "text", "periods"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_period_follows_the_words(context, text, periods):
    assert [fact.period for fact in read(text, context=context).facts] == periods


def test_the_base_may_stand_before_the_figure_that_is_compared_with():
    facts = read("1958年工业总产值达到1170亿元，比1957年的704亿元增长66%。").facts
    assert (facts[-1].measure, facts[-1].base) == ("growth", "比1957年")
    assert {fact.indicator for fact in facts} == {"工业总产值"}


def test_a_quotation_is_the_text_itself():
    text = "工农业总产值在一九五七年（按现价）达到了一千三百八十七亿元。"
    assert [fact.quote for fact in read(text).facts] == [text.removesuffix("。")]


PLACES = [
    ("全县投资5亿元。", "云岭县"), ("全省投资5亿元。", "全省"), ("城关镇投资5亿元。", "城关镇"), ("新增市场主体300户。", "云岭县"), ("安排省级财政资金5亿元。", "云岭县"),
    ("湖南省投资5亿元。", "湖南省"), ("张家界旅游收入5亿元。", "张家界市"), ("建设扩容区238亩。", "云岭县"), ("河北华兴玻璃有限公司投资5亿元。", "河北华兴玻璃有限公司"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "region"), PLACES, ids=[p[0] for p in PLACES])
def test_the_region_is_the_place_named_or_the_papers_own(text, region):
    assert [fact.region for fact in read(text, context=SUMMER).facts] == [region]


def test_each_place_of_a_list_in_brackets_has_its_figure():
    facts = read("按完成投资额排序，前两位是稿川区(63.3亿元)、恒镇县(51.3亿元)。", context=SUMMER).facts
    assert [(f.region, f.indicator, f"{f.value}") for f in facts] == [
        ("稿川区", "完成投资额", "63.3"),
        ("恒镇县", "完成投资额", "51.3"),
    ]
