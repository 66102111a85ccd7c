"""Copies of one report are found, whatever the sites did to it."""

from duban_corpus import Copies, copies

REPORT = "一季度，全县地区生产总值完成47.8亿元，同比增长3.3%；固定资产投资完成22.1亿元，同比增长55.7%；社会消费品零售总额完成18.4亿元，同比增长1.5%；一般公共预算收入完成7.55亿元，同比增长9%。"
OTHER = "上半年，全市粮食播种面积稳定在32万亩，生猪出栏6.4万头，蔬菜产量同比增长4.1%，农民人均可支配收入增长6.6%，乡村旅游接待游客20万人次。"


def test_a_report_with_page_furniture_and_pinyin_is_a_copy():
    copied = (
        "首页 政务公开 政务服务\n"
        + REPORT.replace("运", "運(yùn)").replace("，", ",")
        + "\n上一篇：别县召开会议\n"
    )
    assert copies([("甲网", REPORT), ("乙网", OTHER), ("丙网", copied)]) == [Copies("甲网", ("丙网",))]


def test_the_next_months_report_is_none():
    changed = (
        REPORT.replace("一季度", "上半年")
        .replace("47.8", "98.1")
        .replace("22.1", "61.7")
        .replace("18.4", "39.9")
        .replace("7.55", "14.2")
    )
    assert copies([("一季度", REPORT), ("上半年", changed)], alike=0.9) == []


def test_a_pile_without_copies_has_no_groups():
    assert copies([("甲", REPORT), ("乙", OTHER)]) == []
    assert copies([]) == []
