"""Whose figures a stretch of text gives, and when a copied page was written."""

import datetime as dt

import pytest

from duban.facts import Context, read
from duban.facts.eras import era_of, told_on
from duban.facts.voices import Voices

COUNTY = Context(dt.date(2023, 7, 21), "云岭县")


def regions(text: str, context: Context = COUNTY) -> list[tuple[str, str | None]]:
    return [(f.indicator, f.region) for f in read(text, context=context).facts]


def test_a_section_headed_by_a_park_gives_the_parks_figures_to_its_end():
    text = "全县新增企业20家。\n云岭县经开区：聚力循环经济。引进项目4个，计划投资7亿元。\n全县造林3000亩。"
    assert [region for _, region in regions(text)] == ["云岭县", "云岭县经开区", "云岭县经开区", "云岭县"]


def test_a_list_label_heads_no_section():
    assert [region for _, region in regions("各乡镇：全县新增企业20家。责任单位和各区：新增企业30家。")] == [
        "云岭县",
        "云岭县",
    ]


def test_a_firm_that_speaks_of_itself_gives_its_own_figures():
    text = "“去年我们的研发投入达到1963万元。”云岭县宏明空调有限公司总经理李志说。全县新增企业20家。"
    assert [region for _, region in regions(text)] == ["云岭县宏明空调有限公司", "云岭县"]


def test_an_official_who_speaks_gives_the_countys():
    assert [region for _, region in regions("“全县新增企业20家。”云岭县县长刘泳介绍。")] == ["云岭县"]


def test_voices_end_where_they_end():
    voices = Voices("云岭县经开区：新增企业20家。\n造林3000亩。")
    assert (voices.at(10), voices.at(20)) == ("云岭县经开区", None)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("3月13日至30日全域封控，流调溯源、核酸检测连夜进行。", 2022),
        ("2023年，核酸检测点转为发热门诊，封控区、健康码成为历史。", 2024),
        ("全县开展核酸检测。", 2024),
    ],
)
def test_a_page_that_speaks_the_language_of_an_era_is_told_in_it(text, year):
    assert told_on(text, dt.date(2024, 2, 29)).year == year


def test_a_page_of_the_era_itself_is_left_alone():
    assert era_of("全域封控，流调溯源、核酸检测", dt.date(2022, 4, 26)) is None
    assert era_of("全域封控，流调溯源、核酸检测", None) is None


def test_a_copied_page_dates_its_figures_by_its_words_and_says_so():
    reading = read(
        "一季度，固定资产投资完成22.1亿元。3月13日至30日全域封控，流调溯源、核酸检测连夜进行。",
        context=Context(dt.date(2023, 6, 6), "云岭县"),
    )
    assert (reading.warnings, reading.published, reading.facts[0].period) == (
        ("reposted",),
        "2023-06-06",
        "2022-Q1",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1992年同1987年相比，钢产量增长42%，达到8000万吨；原煤产量增长20%。", [("42", "比1987年", "1992"), ("8000", None, "1992"), ("20", "比1987年", "1992")]),
        ("小学生，一九五二年有五千一百万人，一九五七年有六千四百万人，增加百分之二十六。", [("5100", None, "1952"), ("6400", None, "1957"), ("26", "比1952年", "1957")]),
        ("工业所占的比重，一九五二年为百分之四十一点五，一九五七年上升为百分之五十六点五。", [("41.5", None, "1952"), ("56.5", None, "1957")]),
    ],
)  # fmt: skip
def test_old_reports_compare_years_by_name(text, said):
    assert [(f"{f.value.normalize():f}", f.base, f.period) for f in read(text).facts] == said


def test_a_share_goes_on_as_a_share():
    facts = read("工业所占的比重，1952年为41.5%，1957年上升为56.5%。").facts
    assert [(f.indicator, f.measure.value) for f in facts] == [("工业比重", "share"), ("工业比重", "share")]


def test_a_town_of_the_offices_own_list_is_a_place():
    text = "红旗新建村投资完成2.4亿元，柳林铺新增企业5家。下列镇超过1亿元：红旗新建村（2.4亿元）。"
    known = Context(dt.date(2023, 7, 21), "云岭县", towns=frozenset({"红旗新建村", "柳林铺"}))
    assert [f.region for f in read(text, context=known).facts] == [
        "红旗新建村",
        "柳林铺",
        "云岭县",
        "红旗新建村",
    ]
    assert {f.region for f in read(text, context=COUNTY).facts} == {"云岭县"}
