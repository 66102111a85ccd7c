"""Decoding, repair, sentences, quantities, dates."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.text import dates
from duban.text.decode import UndecodableError, decode
from duban.text.quantities import quantities
from duban.text.repair import Edit, repair
from duban.text.sentences import sentences
from duban.text.units import in_base, is_discrete

CORPUS = Path(__file__).parents[1] / "corpus" / "reading"
TEXT = "全县地区生产总值完成47.8亿元，同比增长3.3%。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_decodes_declared_or_not(encoding):
    assert decode((TEXT * 3).encode(encoding)).text == TEXT * 3


def test_traditional_big5_decodes():
    text = "全縣地區生產總值完成四十七億元，經濟發展" * 3
    assert decode(text.encode("big5")).text == text


def test_a_declared_encoding_is_tried_and_a_wrong_one_forgiven():
    page = '<meta charset="nonsense">' + TEXT * 5
    assert decode(page.encode("gbk")).text == page
    assert decode(('<meta charset="gb2312">' + TEXT * 5).encode("gbk")).encoding == "gb18030"


def test_a_file_cut_in_the_middle_of_a_character_loses_only_that():
    assert decode(TEXT.encode()[:-1]).text == TEXT[:-1]


def test_binary_data_is_no_text():
    with pytest.raises(UndecodableError):
        decode(b"\x00\x01\x02\x03" * 100)


def test_pinyin_goes_and_real_brackets_stay():
    repaired = repair("两个(gè)多月以来(lái)(第5期)，市、区(市、區)，长(cháng)城")
    assert repaired.text == "两个多月以来(第5期)，市、区(市、區)，长城"
    assert [e.before for e in repaired.edits] == ["(gè)", "(lái)", "(cháng)"]


def test_pinyin_that_is_no_reading_of_its_character_stays():
    assert repair("个(lóng)多月").text == "个(lóng)多月"


def test_traditional_script_becomes_simplified_and_the_aspect_particle_too():
    assert (
        repair("全縣經濟發展，隨著項目建設，著力推進，顯著提高").text
        == "全县经济发展，随着项目建设，着力推进，显著提高"
    )


def test_doubled_commas_become_one():
    assert repair("增长,,其中,。运行，、激发").text == "增长,其中。运行、激发"


def test_page_furniture_and_spam_go():
    text = "当前位置: 首页 > 正文\n更新时间:2023-06-06 来源:信息港\n一季度完成47.8亿元。\n国产高清在线,久久久91亚洲\n上一篇: 某县简报\n"
    assert repair(text).text == "一季度完成47.8亿元。\n"


def test_an_edit_says_what_it_did_and_where():
    assert repair("个(gè)").edits == (Edit("pinyin", 1, 5, "(gè)", ""),)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.clean.txt")), ids=lambda p: p.stem)
def test_an_undamaged_text_is_never_changed(path):
    text = path.read_text("utf-8")
    assert (repair(text).text, repair(text).edits) == (text, ())


def test_every_clean_character_knows_its_place():
    original = "兩個(gè)項目，，總投資51億元。隨著發展，經濟運行"
    repaired = repair(original)
    at = repaired.text.index("51")
    assert original[slice(*repaired.place(at, at + 2))] == "51"
    assert repaired.place(3, 3) == (repaired.origins[3], repaired.origins[3])


@given(st.text(alphabet="完成亿元增长(gè)，,。兩個經濟0123456789.%\n", max_size=80))
def test_digits_are_never_touched_and_the_map_is_monotone(text):
    repaired = repair(text)
    furniture = any(e.kind == "page furniture" for e in repaired.edits)
    assert furniture or [c for c in repaired.text if c.isdigit()] == [c for c in text if c.isdigit()]
    assert list(repaired.origins) == sorted(repaired.origins)
    assert len(repaired.origins) == len(repaired.text) + 1


QUANTITIES = [
    ("47.8亿元", ["47.8 亿元"]), ("百分之三十六点九", ["36.9 %"]), ("一百零八亿元", ["108 亿元"]), ("1万1千元", ["11000 元"]), ("２１３.５亿元", ["213.5 亿元"]),
    ("三分之二", ["66.67 %"]), ("2.5倍", ["2.5 倍"]), ("翻两番", ["300 %"]), ("翻番", ["100 %"]), ("3—5年", ["3 年", "5 年"]), ("近半数", ["50 %"]),
    ("提高13.2个百分点", ["13.2 个百分点"]), ("百分之三个百分点", ["3 个百分点"]), ("全市第4、增速全市第2", ["4 ", "2 "]), ("位居全省首位", ["1 "]), ("2.05:1", ["2.05 :1"]),
    ("13个工作日", ["13 个工作日"]), ("64477万元", ["64477 万元"]), ("1,234.5万元", ["1234.5 万元"]), ("进入前十", ["10 "]), ("半小时", ["0.5 小时"]), ("两条生产线", ["2 条"]),
    ("下降0.2 %", ["0.2 %"]), ("增长-15.3%", ["-15.3 %"]), ("达到56.7亿，", ["56.7 亿"]), ("8.5:37.0:54.5", ["8.5 %", "37 %", "54.5 %"]), ("由第12位升至第6位", ["12 ", "6 "]),
    ("2023年4月20日", []), ("第5期", []), ("341国道", []), ("5000万元以上项目", []), ("“三项机制”", []), ("一系列措施", []), ("20强企业", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), QUANTITIES, ids=[q[0] for q in QUANTITIES])
def test_a_quantity_reads_with_its_unit(text, expected):
    assert [f"{q.value.normalize():f} {q.unit}" for q in quantities(text)] == expected


@given(st.decimals(0, 10**6, places=2), st.sampled_from(["亿元", "万元", "%", "公里", "万亩"]))
def test_the_span_of_a_quantity_is_its_words(value, unit):
    text = f"完成{value}{unit}，"
    (found,) = quantities(text)
    assert (text[found.start : found.end], found.value, found.step) == (
        f"{value}{unit}",
        value,
        Decimal("0.01"),
    )


def test_amounts_come_into_their_base_unit():
    assert in_base(Decimal("47.8"), "亿元") == (Decimal(4780000000), "元")
    assert in_base(Decimal("1.5"), "公里") == (Decimal(1500), "length")
    assert [is_discrete(unit) for unit in ("家", "万户", "元")] == [True, False, False]


PERIODS = [
    ("今年一季度", "2022-Q1"), ("2023年上半年", "2023-H1"), ("1-6月", "2022-H1"), ("前三季度", "2022-01/2022-09"), ("截至7月18日", "2022-07-18"), ("3月末", "2022-03-31"),
    ("从9月21日到12月20日", "2022-09-21/2022-12-20"), ("2022年年底", "2022-12-31"), ("去年", "2021"), ("全年", "2022"), ("8月份", "2022-08"), ("1至8月", "2022-01/2022-08"),
    ("前5个月", "2022-01/2022-05"), ("下半年", "2022-H2"), ("4月中旬", "2022-04-20"), ("二季度末", "2022-06-30"), ("二〇二三年", "2023"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), PERIODS, ids=[p[0] for p in PERIODS])
def test_a_period_reads(text, iso):
    assert [m.period.iso for m in dates.mentions(text, year=2022)] == [iso]


@pytest.mark.parametrize("text", ["比上年增长", "去年同期", "2月30日", "13月"])
def test_what_names_no_period_gives_none(text):
    assert [m.period.iso for m in dates.mentions(text, year=2022)] == []


def test_without_any_year_only_stated_ones_count():
    assert [m.words for m in dates.mentions("一季度，2023年上半年", year=None)] == ["2023年上半年"]
    assert next(dates.mentions("3月6日", year=2020)).period.first == dt.date(2020, 3, 6)


def test_sentences_keep_their_places_and_brackets_are_clauses():
    text = "增长7.4%（全市7.2%），好。\n下一段；完"
    found = list(sentences(text))
    assert [text[s.start : s.end] for s in found] == ["增长7.4%（全市7.2%），好。", "\n", "下一段；", "完"][
        :1
    ] + [s.text for s in found][1:]
    assert [(text[c.start : c.end], c.bracketed) for c in found[0].clauses() if c.end > c.start] == [
        ("全市7.2%", True),
        ("增长7.4%（全市7.2%）", False),
        ("好", False),
    ]
    assert found[-1].paragraph == 1
