"""Derived indicators and what a whole is made of."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.analysis import Amount, composition, derive, derived_indicators
from duban.analysis.derived import Printed
from duban.facts.names import county_dictionary, indicators
from duban.scoring import parse_scheme, shipped_schemes
from duban.scoring.changes import changes
from duban.scoring.editing import with_weights

D = Decimal
MONEY = st.decimals(min_value="0.1", max_value="9999", places=1)


def test_the_parts_of_a_whole_have_shares_growths_and_contributions():
    parts = {"工业投资": Amount(D("8.9"), D("6.0")), "民间投资": Amount(D("5"), None)}
    found = composition(Amount(D("22.1"), D("14.2")), parts)
    assert [(p.name, p.share, p.growth, p.contribution) for p in found] == [
        ("工业投资", D("40.3"), D("48.3"), D("20.4")),
        ("民间投资", D("22.6"), None, None),
    ]


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=6))
def test_the_contributions_of_all_parts_add_up_to_the_growth_of_the_whole(amounts):
    parts = {f"部分{n}": Amount(now, past) for n, (now, past) in enumerate(amounts)}
    whole = Amount(sum(now for now, _ in amounts), sum(past for _, past in amounts))
    growth = (whole.now - whole.past) / whole.past * 100
    found = composition(whole, parts)
    assert abs(sum(p.contribution for p in found) - growth) <= D("0.05") * len(parts) + D("0.001")
    assert [p.now for p in found] == sorted((p.now for p in found), reverse=True)


@pytest.mark.parametrize(
    ("name", "amounts", "value", "unit"),
    [
        ("税收占一般公共预算收入比重", {"税收收入": ("5.2", "亿元"), "一般公共预算收入": ("75500", "万元")}, "68.87", "%"),
        ("城乡居民收入比", {"城镇居民人均可支配收入": ("36000", "元"), "农村居民人均可支配收入": ("15000", "元")}, "2.40", ""),
        ("人均地区生产总值", {"地区生产总值": ("47.8", "亿元"), "常住人口": ("40", "万人")}, "11950.00", "元"),
        ("进出口总额", {"出口总额": ("3.1", "亿元"), "进口总额": ("9000", "万元")}, "4.00", "亿元"),
    ],
)  # fmt: skip
def test_an_indicator_follows_from_others(name, amounts, value, unit):
    given_ = {key: Printed(D(amount), of) for key, (amount, of) in amounts.items()}
    assert derive(indicators()[name], given_) == Printed(D(value), unit)


def test_nothing_follows_from_less_than_all_or_from_nought():
    ratio = indicators()["财政自给率"]
    assert derive(ratio, {"一般公共预算收入": Printed(D(1), "亿元")}) is None
    nought = {"一般公共预算收入": Printed(D(1), "亿元"), "一般公共预算支出": Printed(D(0), "亿元")}
    assert derive(ratio, nought) is None


def test_every_formula_names_indicators_of_the_lexicon():
    unknown = {
        name
        for one in indicators().values()
        for name in (*one.ratio, *one.quotient, *one.parts, *one.of_which)
        if name not in indicators()
    }
    assert unknown == set()
    assert "财政自给率" in derived_indicators()


def test_the_dictionary_of_a_county_has_its_indicators_once_each_with_an_office():
    names = [one.name for known in county_dictionary().values() for one in known]
    assert len(names) == len(set(names)) >= 150


SCHEME = 'name = "试"\ndecimals = 2\nrounding = "half-up"\nties = "same"\nmissing = "refuse"\n{}'
ITEM = '[[item]]\ncode = "{}"\nname = "{}"\nweight = {}\nmethod = "{}"\ndirection = "up"\n'


def scheme(*items):
    return parse_scheme(SCHEME.format("".join(ITEM.format(*item) for item in items)))


def test_what_is_new_in_a_scheme_is_listed():
    before = scheme(("a", "投资", 60, "min_max"), ("b", "税收", 30, "min_max"), ("c", "旧项", 10, "min_max"))
    now = scheme(
        ("a", "投资", 50, "min_max"), ("x", "税收", 30, "rank_linear"), ("n", "专项工作", 20, "min_max")
    )
    assert [(str(c.kind), c.name, c.before, c.now) for c in changes(before, now)] == [
        ("weight", "投资", D(60), D(50)),
        ("rule", "税收", D(30), D(30)),
        ("added", "专项工作", None, D(20)),
        ("dropped", "旧项", D(10), None),
    ]
    assert changes(now, now) == []


def test_other_weights_leave_every_other_word_as_it_was():
    source = shipped_schemes()["quarterly"]
    tree = parse_scheme(source)
    same = {item.code: item.weight for item in tree.items if not item.is_beside}
    assert with_weights(source, same) == source
    moved = with_weights(source, {"gdp": D("18.5"), "industry": D("16.5")})
    assert [(str(c.kind), c.name, c.now) for c in changes(tree, parse_scheme(moved))] == [
        ("weight", "地区生产总值增速", D("18.5")),
        ("weight", "规模以上工业增加值增速", D("16.5")),
    ]
    assert [line for line in moved.splitlines() if not line.startswith("weight")] == [
        line for line in source.splitlines() if not line.startswith("weight")
    ]
