"""Every rule of the review against its cases; who is accused; and that the order of figures does not matter."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from duban import messages
from duban.calendar.periods import Period
from duban.calendar.written import written_period
from duban.review import Figure, all_rules, review

FOLDER = Path(__file__).parent / "review"
CODES = [rule.code for rule in all_rules()]
CASES = [
    (code, n, case)
    for code in CODES
    for n, case in enumerate(yaml.safe_load((FOLDER / f"{code}.yaml").read_text("utf-8")))
]
LINE = re.compile(
    r"(?P<indicator>\S+) (?P<measure>\S+) (?P<region>\S+) (?P<period>\S+) (?P<value>-?[\d.]+)(?P<unit>\S*)"
)


def figure(line):
    part = LINE.fullmatch(line).groupdict()
    period = written_period(part["period"])
    return Figure(
        line, part["indicator"], part["measure"], part["region"], period, Decimal(part["value"]), part["unit"]
    )


def figures_of(case):
    if "figures" in case:
        return [figure(line) for line in case["figures"]]
    spread = case["spread"]
    rows = zip(spread["regions"], spread["rows"], strict=True)
    lines = [
        f"{spread['indicator']} {spread['measure']} {region} {period} {value}{spread['unit']}"
        for region, row in rows
        for period, value in zip(spread["periods"], row, strict=True)
    ]
    return [figure(line) for line in lines]


def said(doubt):
    relation = doubt.relation
    return (
        f"{relation.code} {doubt.suspect.key}: {messages.text(f'review.{relation.code}', **relation.fields)}"
    )


@pytest.mark.parametrize(("code", "n", "case"), CASES, ids=[f"{code} {n}" for code, n, _ in CASES])
def test_a_rule_says_what_its_case_says(code, n, case):
    del n
    found = [d for d in review(figures_of(case), within=case.get("within")) if d.relation.code == code]
    assert len(found) == len(case["says"])
    for doubt, words in zip(found, case["says"], strict=True):
        head, _, sentence = words.partition(": ")
        assert said(doubt).endswith(sentence)
        assert [part for part in head.split() if part not in f"{code} {doubt.suspect.key}".split()] == []


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_its_page_and_a_case_that_breaks_and_one_that_holds(code):
    manual = next(rule.manual for rule in all_rules() if rule.code == code)
    assert [word for word in ("Why:", "Wrong:", "Right:") if word not in manual] == []
    assert {bool(case["says"]) for c, _, case in CASES if c == code} == {True, False}
    assert messages.text(f"review.names.{code}")


def test_the_wrong_level_is_accused_and_not_the_growths_that_follow_from_it():
    rows = ["2018 80.0 -", "2019 84.0 5.0", "2020 82.8 5.0", "2021 92.6 5.0"]
    lines = [f"社会消费品零售总额 value 云岭县 {y} {v}亿元" for y, v, _ in map(str.split, rows)]
    lines += [f"社会消费品零售总额 growth 云岭县 {y} {g}%" for y, _, g in map(str.split, rows) if g != "-"]
    assert {d.suspect.key for d in review([figure(line) for line in lines])} == {
        "社会消费品零售总额 value 云岭县 2020 82.8亿元"
    }


values = st.decimals(min_value=-500, max_value=500, places=2)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["value", "growth", "rank"]),
            st.sampled_from("甲乙丙"),
            st.integers(1, 12),
            values,
        ),
        max_size=40,
        unique_by=lambda r: r[:3],
    ),
    st.randoms(),
)
def test_any_figures_are_reviewed_and_every_broken_relation_has_one_suspect(rows, dice):
    figures = [
        Figure(
            f"{m}{r}{n}",
            "税收收入",
            m,
            r,
            Period.months(2020, 1, n) if n > 1 else Period.month(2020, 1),
            v,
            "亿元" if m == "value" else "",
        )
        for m, r, n, v in rows
    ]
    doubts = review(figures, within={"乙": "甲", "丙": "甲"})
    mixed = figures[:]
    dice.shuffle(mixed)

    def broken(found):
        return {(d.relation.code, tuple(sorted(f.key for f in d.relation.figures))) for d in found}

    assert broken(review(mixed, within={"乙": "甲", "丙": "甲"})) == broken(doubts)
    assert all(d.suspect in d.relation.figures for d in doubts)
    assert len(doubts) == len(broken(doubts))
