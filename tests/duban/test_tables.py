"""Tables in a text give the same facts as sentences."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.facts import Context, read
from duban.facts.table import tables_of
from duban_files.documents import read_document

CONTEXT = Context(dt.date(2022, 7, 20), "云岭县")


def said(text: str) -> list[str]:
    return [
        " ".join(
            filter(None, [f.indicator, f.measure, f"{f.value.normalize():f}{f.unit}", f.region, f.period])
        )
        for f in read(text, context=CONTEXT).facts
    ]


def test_indicators_by_measures_with_the_unit_above():
    text = "1-6月主要经济指标\n单位：亿元\n\n指标\t1-6月\t同比增长(%)\n地区生产总值\t123.4\t5.6\n固定资产投资\t45.6\t-7.8\n"
    assert said(text) == [
        "地区生产总值 value 123.4亿元 云岭县 2022-H1", "地区生产总值 growth 5.6% 云岭县 2022-H1",
        "固定资产投资 value 45.6亿元 云岭县 2022-H1", "固定资产投资 growth -7.8% 云岭县 2022-H1",
    ]  # fmt: skip


def test_places_by_indicators_with_their_growth_and_rank():
    text = "2022年一季度各县主要指标\n| 地区 | 地区生产总值（亿元） | 增速（%） | 位次 |\n|---|---|---|---|\n| 柏峪县 | 48.0 | 5.5 | 1 |\n"
    assert said(text) == [
        "地区生产总值 value 48亿元 柏峪县 2022-Q1",
        "地区生产总值 growth 5.5% 柏峪县 2022-Q1",
        "地区生产总值 rank 1 柏峪县 2022-Q1",
    ]


def test_places_by_years_with_the_indicator_in_the_corner():
    text = "常住人口\t2021年\t2022年\n柏峪县\t30.2万人\t30.1万人\n"
    assert said(text) == ["常住人口 count 30.2万人 柏峪县 2021", "常住人口 count 30.1万人 柏峪县 2022"]


def test_goods_take_what_is_measured_from_the_title():
    text = "2022年主要农产品产量情况 | |\n计量单位：吨 | |\n品名 | 数量 |\n粮食 | 143972 |\n#小麦 | 11200 |\n"
    assert said(text) == ["粮食总产量 value 143972吨 云岭县 2022", "小麦产量 value 11200吨 云岭县 2022"]


def test_a_web_table_and_a_sentence_beside_it_are_both_read():
    page = "<html><body><p>2022年上半年，全县税收收入3亿元。</p><table><tr><th>指标</th><th>完成（亿元）</th></tr><tr><td>固定资产投资</td><td>45.6</td></tr><tr><td>工业投资</td><td>5.6</td></tr></table></body></html>"
    text = read_document(page.encode(), name="a.html").text
    assert [line.split(" 云岭县")[0] for line in said(text)] == [
        "税收收入 value 3亿元",
        "固定资产投资 value 45.6亿元",
        "工业投资 value 5.6亿元",
    ]


@pytest.mark.parametrize(
    "text", ["甲 | 乙 | 丙\n丁 | 戊 | 己\n", "首页 | 政务公开 | 互动交流\n", "", "2022年|\n", "| |\n| |\n"]
)
def test_lines_without_numbers_are_no_table(text):
    assert list(tables_of(text)) == []


@given(
    st.lists(
        st.lists(
            st.sampled_from(["指标", "12.5", "亿元", "", "投资", "3%", "2022年"]), min_size=1, max_size=5
        ),
        max_size=6,
    )
)
def test_any_grid_reads_and_every_fact_stands_where_it_says(rows):
    text = "\n".join("|".join(row) for row in rows) + "\n"
    reading = read(text)
    for fact in reading.facts:
        assert reading.clean.text[fact.start : fact.end].strip() != ""


TOWNS = (
    "各乡镇规模以上工业增加值增速（%）\n乡镇\t2020年1-3月\t2020年1-6月\n城关镇\t5.1\t6.2\n青石镇\t4.4\t4.9\n"
)
COUNTIES = "2020年1-9月各县主要经济指标\n县（市、区）\t固定资产投资（亿元）\t固定资产投资增速（%）\n云岭县\t102.3\t6.2\n临川县\t98.1\t-4.9\n"
BACKWARDS = "2020年1-9月各县税收收入\n县\t2020年1-9月（亿元）\t2019年1-9月（亿元）\t同比增长（%）\n临川县\t8.2\t8.0\t2.5\n"
YEARS = "指标\t单位\t2019年\t2020年\t增长（%）\n地区生产总值\t亿元\t201.3\t215.4\t4.2\n"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (TOWNS, ["城关镇 规模以上工业增加值 growth 2020-Q1 5.1%", "城关镇 规模以上工业增加值 growth 2020-H1 6.2%", "青石镇 规模以上工业增加值 growth 2020-Q1 4.4%", "青石镇 规模以上工业增加值 growth 2020-H1 4.9%"]),
        (COUNTIES, ["云岭县 固定资产投资 value 2020-01/2020-09 102.3亿元", "云岭县 固定资产投资 growth 2020-01/2020-09 6.2%", "临川县 固定资产投资 value 2020-01/2020-09 98.1亿元", "临川县 固定资产投资 growth 2020-01/2020-09 -4.9%"]),
        (BACKWARDS, ["临川县 税收收入 value 2020-01/2020-09 8.2亿元", "临川县 税收收入 value 2019-01/2019-09 8.0亿元", "临川县 税收收入 growth 2020-01/2020-09 2.5%"]),
        (YEARS, ["云岭县 地区生产总值 value 2019 201.3亿元", "云岭县 地区生产总值 value 2020 215.4亿元", "云岭县 地区生产总值 growth 2020 4.2%"]),
    ],
)  # fmt: skip
def test_tables_of_regions_periods_and_units_as_they_are_pasted(text, facts):
    found = read(text, context=Context(published=dt.date(2020, 10, 20), region="云岭县")).facts
    assert [f"{f.region} {f.indicator} {f.measure} {f.period} {f.value}{f.unit}" for f in found] == facts
