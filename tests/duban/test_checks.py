"""Every check has a case file beside this test: texts that hold, texts that break, texts that it leaves alone."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from duban import messages
from duban.checks import all_checks, check_reading
from duban.checks.across import disagreements
from duban.facts import Context, read

FOLDER = Path(__file__).parent / "checks"
CASES = [
    (path.stem, case)
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]


def test_every_check_has_cases_a_manual_page_and_sentences():
    codes = [check.code for check in all_checks()]
    assert codes == [
        "completion",
        "content_year",
        "cumulative_over_time",
        "day_count",
        "difference_of_levels",
        "growth_and_base",
        "growth_of_parts",
        "headline_and_body",
        "impossible_date",
        "mean_of_total",
        "multiples",
        "order_of_ranks",
        "plan_and_result",
        "points_and_ends",
        "ratio_of_two",
        "restated",
        "share_of_whole",
        "shares_add_up",
        "sign_and_wording",
        "sum_of_parts",
        "text_against_table",
        "two_ends_of_a_campaign",
        "unit_magnitude",
        "unit_of_indicator",
        "weekday",
        "weighted_growth",
        "whole_numbers",
    ]
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(codes)
    for check in all_checks():
        assert [part for part in ("Finds", "Why:", "Wrong:", "Right:") if part not in check.manual] == []
        assert {f"check.{check.code}.{key}" for key in ("name", "holds", "breaks")} <= messages.keys(
            "zh"
        ) & messages.keys("en")


@pytest.mark.parametrize(
    ("code", "case"), CASES, ids=[f"{code}: {case['text'][:24]}" for code, case in CASES]
)
def test_the_check_says_this_of_the_text(code, case):
    findings = [f for f in check_reading(read(case["text"])) if f.code == code]
    assert [f"{f.verdict} {f.computed} {f.stated}" for f in findings] == case["says"]
    assert [f.verdict for f in findings if not f.sentence()] == []


def test_every_check_has_a_case_that_breaks_and_one_that_is_left_alone():
    for check in all_checks():
        said = [case["says"] for code, case in CASES if code == check.code]
        assert any(words.startswith("breaks") for says in said for words in says), check.code
        assert [] in said, check.code


@given(st.permutations([("意向项目", 10), ("签约项目", 11), ("协议项目", 2)]))
def test_the_order_of_the_parts_changes_nothing(parts):
    text = "在谈项目共计23个。其中，" + "，".join(f"{name}{n}个" for name, n in parts) + "。"
    joined = text.replace("个。其中", "个，其中")
    assert [f.verdict for f in check_reading(read(joined)) if f.code == "sum_of_parts"] == ["holds"]


@given(st.integers(100, 9999), st.integers(100, 9999))
def test_a_rounded_share_is_never_accused(part, rest):
    whole = part + rest
    share = f"{part / whole * 100:.1f}"
    text = f"固定资产投资完成{whole}万元，其中民间投资{part}万元，占比{share}%。"
    assert [f for f in check_reading(read(text)) if f.verdict == "breaks"] == []


@given(st.integers(20, 3000), st.integers(20, 3000))
def test_a_true_growth_of_counted_things_is_never_accused(now, before):
    text = f"新增企业{now}家，同比增长{(now / before - 1) * 100:.2f}%。".replace("增长-", "下降")
    assert [f for f in check_reading(read(text)) if f.verdict == "breaks"] == []


def test_two_papers_that_state_one_figure_differently_are_held_against_each_other():
    context = Context(dt.date(2023, 4, 20), "云岭县")
    papers = [
        read("一季度，固定资产投资完成22.1亿元，同比增长5.0%。", context=context),
        read(
            "一季度，固定资产投资完成21.2亿元，同比增长5%。上半年，固定资产投资完成45亿元。", context=context
        ),
        read("一季度，固定资产投资完成22.1亿元左右。", context=context),
    ]
    found = [(d.first, d.second, f"{d.one.value}", f"{d.other.value}") for d in disagreements(papers)]
    assert found == [(0, 1, "22.1", "21.2")]
