"""Schemes, rounds, explanations, trials and ways up."""

import contextlib
import tomllib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban.scoring import (
    Reading,
    RoundError,
    SchemeError,
    adjustment_of_all,
    compute,
    explain,
    other_methods,
    parse_scheme,
    rewards,
    shipped_schemes,
    speeches,
    try_out,
    ways_up,
    what_if,
)
from duban.scoring.parsing import parse_table

D = Decimal
QUARTERLY = parse_scheme(shipped_schemes()["quarterly"])
DOUBLE = parse_scheme(shipped_schemes()["double_hundred"])
UNITS = ["城关镇", "东河乡", "南山镇", "西岭乡", "北湖镇", "中坪乡"]
VALUES = {
    "gdp": [9.1, 7.7, 8.4, 6.9, 8.8, 7.0], "industry": [10.2, 8.1, 9.0, 7.2, 9.5, 7.9], "consumption": [7.1, 6.0, 6.6, 5.1, 7.0, 5.5],
    "revenue": [6448, 3020, 4100, 1987, 5230, 2211], "invest": [12.1, 8.8, 9.6, 5.0, 11.0, 6.1], "tasks": [96, 81, 90, 62, 92, None],
    "red": [0, 1, 0, 4, 0, 20], "safety": [0, 0, 0, 0, 1, 0],
}  # fmt: skip
TARGETS = {"revenue": [6000, 3300, 4000, 2400, 5000, 2300], "invest": [12, 9, 10, 7, 10, 7]}


def readings():
    def one(code, at):
        value, target = VALUES[code][at], TARGETS.get(code, [None] * 6)[at]
        return Reading(*(None if said is None else D(str(said)) for said in (value, target)))

    return {(code, unit): one(code, at) for code in VALUES for at, unit in enumerate(UNITS)}


ENTRANTS = dict.fromkeys(UNITS, "")


def test_a_round_gives_totals_places_and_grades():
    result = compute(QUARTERLY, ENTRANTS, readings())
    assert [(s.unit, str(s.total), int(s.place), s.grade) for s in result.scores] == [
        ("城关镇", "100.52", 1, "一类"),
        ("北湖镇", "97.00", 2, "二类"),
        ("南山镇", "87.93", 3, "二类"),
        ("东河乡", "79.79", 4, "二类"),
        ("中坪乡", "64.78", 5, "三类"),
        ("西岭乡", "47.92", 6, "三类"),
    ]


def test_the_lines_of_the_explanation_add_up_to_the_total():
    known = readings()
    result = compute(QUARTERLY, ENTRANTS, known)
    for unit in UNITS:
        score = result.of(unit)
        lines = explain(QUARTERLY, result, known, unit)
        leaves = sum((line.points or D(0) for line in lines if line.item.method), D(0))
        assert (
            leaves + sum(line.adjusted for line in lines) + adjustment_of_all(QUARTERLY, score) == score.total
        )


def test_a_line_says_how_its_points_came_about():
    lines = {
        line.item.code: line
        for line in explain(QUARTERLY, compute(QUARTERLY, ENTRANTS, readings()), readings(), "中坪乡")
    }
    assert [lines[code].sentence() for code in ("industry", "tasks", "projects", "red")] == [
        "实际值 7.9，在 6 个单位中排第 5，权重 15 分，得 10.2 分。",
        "没有数据，按方案不计，权重由其他项分摊。",
        "折算、封顶或缺项分摊：9 分。",
        "共 20 项，每项扣 0.2 分，最多 3 分，计 -3 分。",
    ]
    assert (str(lines["revenue"].lost), lines["revenue"].sentence("en")) == ("0.58", "Reached 2211 of 2300, rate 0.9613, weight 15: 14.42 points.")  # fmt: skip


def test_the_first_two_and_the_last_two_speak_and_rewards_follow_from_places():
    scores = compute(QUARTERLY, ENTRANTS, readings()).group("")
    assert [(s.unit, s.is_model) for s in speeches(QUARTERLY, scores)] == [
        ("城关镇", True), ("北湖镇", True), ("中坪乡", False), ("西岭乡", False),
    ]  # fmt: skip
    assert [(s.unit, r.what) for s, r in rewards(QUARTERLY, scores)] == [
        ("城关镇", "通报表扬"), ("北湖镇", "通报表扬"), ("中坪乡", "作表态发言并报整改方案"), ("西岭乡", "作表态发言并报整改方案"),
    ]  # fmt: skip


def test_nobody_speaks_twice_in_a_small_group():
    scores = compute(QUARTERLY, dict.fromkeys(UNITS[:3], ""), readings()).group("")
    assert [s.unit for s in speeches(QUARTERLY, scores)] == ["城关镇", "南山镇", "东河乡"]


def test_a_hundred_points_that_count_sixty_are_converted():
    one = {
        ("revenue", "甲镇"): Reading(D(105), past=D(100)), ("income", "甲镇"): Reading(D(20000)), ("delivery", "甲镇"): Reading(D(90)),
        ("satisfaction", "甲镇"): Reading(D(90)), ("mechanism", "甲镇"): Reading(D(1)), ("honours", "甲镇"): Reading(D(3)),
        ("duties", "乙局"): Reading(D(9), D(10)), ("delivery", "乙局"): Reading(D(80)), ("satisfaction", "乙局"): Reading(D(88)),
    }  # fmt: skip
    result = compute(DOUBLE, {"甲镇": "town", "乙局": "bureau"}, one)
    assert {
        s.unit: (str(s.total), {c: str(p) for c, p in s.points.items() if c in {"growth", "work", "honours"}})
        for s in result.scores
    } == {
        "甲镇": ("81.100", {"growth": "40.800", "work": "38.800", "honours": "1.500"}),
        "乙局": ("88.560", {"growth": "54.000", "work": "34.560", "honours": "0.000"}),
    }


def test_everything_that_stands_in_the_way_is_named_at_once():
    known = readings()
    known["gdp", "城关镇"] = Reading()
    known["revenue", "东河乡"] = Reading(D(1), D(0))
    with pytest.raises(RoundError) as caught:
        compute(QUARTERLY, ENTRANTS, known)
    assert [(t.unit, t.item, t.code) for t in caught.value.troubles] == [
        ("城关镇", "gdp", "score.value-missing"), ("东河乡", "revenue", "score.target-zero"),
    ]  # fmt: skip


def test_the_way_up_really_gains_the_place_and_nothing_less_does():
    known = readings()
    result = compute(QUARTERLY, ENTRANTS, known)
    ways = {
        unit: [(w.item.code, str(w.needed), int(w.place)) for w in ways_up(QUARTERLY, result, known, unit)]
        for unit in UNITS
    }
    assert ways == {
        "城关镇": [], "南山镇": [], "北湖镇": [("gdp", "10.1", 1)], "东河乡": [("gdp", "11.9", 3)],
        "中坪乡": [("invest", "7.0", 4)], "西岭乡": [("invest", "6.3", 5)],
    }  # fmt: skip
    for unit in ("东河乡", "中坪乡", "西岭乡"):
        for way in ways_up(QUARTERLY, result, known, unit):
            then = what_if(QUARTERLY, result, known, unit, {way.item.code: way.needed})
            less = what_if(QUARTERLY, result, known, unit, {way.item.code: way.needed - D("0.1")})
            assert then.place == way.place < less.place == result.of(unit).place


def test_the_first_place_has_no_way_up():
    assert ways_up(QUARTERLY, compute(QUARTERLY, ENTRANTS, readings()), readings(), "城关镇") == []


def test_a_trial_says_what_hangs_on_the_weights():
    tried = try_out(QUARTERLY, ENTRANTS, readings(), draws=200)
    again = try_out(QUARTERLY, ENTRANTS, readings(), draws=200)
    assert tried == again
    assert [(s.unit, s.best, s.worst) for s in tried.swings][:3] == [
        ("城关镇", 1, 1),
        ("北湖镇", 2, 2),
        ("南山镇", 3, 3),
    ]
    assert "red" in {item.code for item in tried.idle}
    assert {(d.one.code, d.other.code) for d in tried.doubled} >= {("gdp", "consumption")}
    assert {m.method for m in other_methods(QUARTERLY, ENTRANTS, readings())} == {
        "min_max",
        "rank_linear",
        "efficacy",
    }


numbers = st.decimals(min_value=-1000, max_value=1000, places=2)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(numbers, numbers, numbers, st.integers(0, 9)), min_size=2, max_size=9), st.randoms()
)
def test_the_order_of_rows_changes_nothing_and_every_total_is_explained(rows, dice):
    units = [f"单位{n}" for n in range(len(rows))]
    known = {}
    for unit, (gdp, industry, consumption, red) in zip(units, rows, strict=True):
        for code, value in (
            ("gdp", gdp),
            ("industry", industry),
            ("consumption", consumption),
            ("red", D(red)),
            ("tasks", abs(gdp) % 100),
        ):
            known[code, unit] = Reading(value)
        known["revenue", unit], known["invest", unit] = Reading(industry, D(100)), Reading(gdp, D(50))
    result = compute(QUARTERLY, dict.fromkeys(units, ""), known)
    mixed = list(known.items())
    dice.shuffle(mixed)
    other = units[:]
    dice.shuffle(other)
    assert compute(QUARTERLY, dict.fromkeys(other, ""), dict(mixed)) == result
    for score in result.scores:
        lines = explain(QUARTERLY, result, known, score.unit)
        assert sum((line.points or D(0) for line in lines if line.item.method), D(0)) + sum(line.adjusted for line in lines) + adjustment_of_all(QUARTERLY, score) == score.total  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(numbers, min_size=2, max_size=8, unique=True),
    st.integers(0, 7),
    st.decimals(min_value=0, max_value=500, places=2),
)
def test_a_better_value_never_costs_points(values, at, more):
    source = HEAD + '[[item]]\ncode = "a"\nname = "甲"\nweight = 100\nmethod = "{}"\ndirection = "up"\n{}'
    at %= len(values)
    units = {f"u{n}": "" for n in range(len(values))}
    for method, rest in (
        ("min_max", ""),
        ("rank_linear", ""),
        ("efficacy", ""),
        ("interval", "steps = [[-10, 0.2], [0, 0.5], [100, 1]]\njoined = true\n"),
        ("yes_no", ""),
    ):
        scheme = parse_scheme(source.format(method, rest))
        known = {("a", f"u{n}"): Reading(v) for n, v in enumerate(values)}
        better = known | {("a", f"u{at}"): Reading(values[at] + more)}
        assert (
            compute(scheme, units, better).of(f"u{at}").total
            >= compute(scheme, units, known).of(f"u{at}").total
        )


HEAD = 'name = "试"\ndecimals = 2\nrounding = "half-up"\nties = "same"\nmissing = "refuse"\n'
BONUS = '[[item]]\ncode = "b"\nname = "乙"\nmethod = "bonus"\neach = 0.5\ncap = 2\nmissing = "zero"\n'
ITEM = '[[item]]\ncode = "a"\nname = "甲"\nweight = 100\nmethod = "min_max"\ndirection = "up"\n'


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("name = ", "scheme.not-toml"),
        (HEAD, "scheme.no-items"),
        (HEAD.replace("decimals = 2\n", "") + ITEM, "scheme.not-stated"),
        (HEAD.replace('missing = "refuse"\n', "") + ITEM, "scheme.not-stated"),
        (HEAD.replace("half-up", "up") + ITEM, "scheme.unknown-word"),
        (HEAD + ITEM.replace("100", "99"), "scheme.weights"),
        (HEAD + ITEM.replace("min_max", "magic"), "scheme.unknown-method"),
        (HEAD + ITEM.replace('direction = "up"\n', ""), "scheme.not-stated"),
        (HEAD + ITEM.replace('"up"', '"moderate"'), "scheme.ideal-missing"),
        (HEAD + ITEM.replace("min_max", "own_growth"), "scheme.parameter-missing"),
        (HEAD + ITEM.replace("min_max", "entered").replace('"up"', '"down"'), "scheme.direction-of-method"),
        (HEAD + ITEM + "lowest = true\n", "scheme.not-a-number"),
        (HEAD + ITEM.replace("min_max", "interval") + "steps = [[1]]\n", "scheme.parameter-kind"),
        (HEAD + ITEM + "colour = 1\n", "scheme.unknown-key"),
        (HEAD + ITEM + ITEM, "scheme.code-twice"),
        (HEAD + ITEM + 'in = "b"\n', "scheme.unknown-parent"),
        (HEAD + '[[item]]\ncode = "a"\nname = "甲"\nweight = 100\nin = "a"\n', "scheme.circle"),
        (HEAD + ITEM + 'for = ["x"]\n', "scheme.unknown-group"),
        ('tie_break = ["z"]\n' + HEAD + ITEM, "scheme.unknown-item"),
        (HEAD + ITEM + '[[item]]\ncode = "v"\nname = "否"\nmethod = "veto"\ndirection = "down"\neffect = "grade"\ngrade = "一类"\n', "scheme.unknown-grade"),
        (HEAD + ITEM + '[[item]]\ncode = "b"\nname = "乙"\nweight = 0\n', "scheme.empty-branch"),
        (HEAD + ITEM.replace("100", "nan"), "scheme.not-a-number"),
        (HEAD + ITEM + "[speeches]\nmiddle = 1\n", "scheme.unknown-key"),
        (HEAD + ITEM + "[[reward]]\nplaces = 1\n", "scheme.parameter-kind"),
        (HEAD + ITEM.replace("100", "1e13"), "scheme.not-a-number"),
        (HEAD + ITEM + "full = 50\n", "scheme.unknown-key"),
        (HEAD + ITEM + "cap = 50\n", "scheme.unknown-key"),
        (HEAD + ITEM + "ideal = 3\n", "scheme.ideal-alone"),
        (HEAD + ITEM.replace('"up"', '"moderate"') + "ideal = [5, 3]\n", "scheme.ideal-order"),
        (HEAD + ITEM + BONUS + "weight = 0.5\n", "scheme.weight-beside"),
        (HEAD + ITEM + '[speeches]\nfirst = "two"\n', "scheme.not-a-number"),
        ('speeches = "two"\n' + HEAD + ITEM, "scheme.not-a-table"),
        ("item = [1]\n" + HEAD, "scheme.not-a-table"),
        (HEAD + ITEM + '[group]\ncode = "x"\n', "scheme.not-a-table"),
        (HEAD + ITEM + '[[group]]\nname = "x"\n', "scheme.not-stated"),
        ('tie_break = "a"\n' + HEAD + ITEM, "scheme.not-a-list"),
        (HEAD + ITEM + 'for = "x"\n', "scheme.not-a-list"),
    ],
)  # fmt: skip
def test_a_scheme_that_cannot_be_is_refused_with_its_reason(source, code):
    with pytest.raises(SchemeError) as caught:
        parse_scheme(source)
    assert caught.value.code == code


SHAPES = st.sampled_from(
    [1, -1, True, "x", [], [1], ["a"], [[1, 2]], {}, {"code": "a"}, [{}], "up", D("0.5")]
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([("name",), ("full",), ("ties",), ("tie_break",), ("group",), ("item",), ("grade",), ("reward",), ("speeches",), *(("item", 1, key) for key in ("code", "name", "in", "weight", "method", "direction", "ideal", "missing", "ties", "decimals", "for", "takes", "cap", "lowest"))]), SHAPES)  # fmt: skip
def test_no_shape_of_toml_gives_anything_but_a_reason(path, shape):
    table = tomllib.loads(shipped_schemes()["quarterly"], parse_float=D)
    at = table
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = shape
    with contextlib.suppress(SchemeError):
        assert parse_table(table, "").items


@pytest.mark.parametrize("name", shipped_schemes())
def test_every_scheme_that_ships_is_proved(name):
    assert parse_scheme(shipped_schemes()[name]).items


def test_a_vetoed_unit_goes_last_or_has_nothing():
    veto = '[[item]]\ncode = "v"\nname = "否"\nmethod = "veto"\ndirection = "down"\neffect = "{}"\nmissing = "zero"\n'
    known = {
        ("a", "u"): Reading(D(9)),
        ("a", "v"): Reading(D(5)),
        ("a", "w"): Reading(D(7)),
        ("v", "u"): Reading(D(1)),
    }
    units = dict.fromkeys("uvw", "")
    last = compute(parse_scheme(HEAD + ITEM + veto.format("last")), units, known)
    assert [(s.unit, str(s.total), s.vetoes) for s in last.scores] == [
        ("w", "50.00", ()),
        ("v", "0.00", ()),
        ("u", "100.00", ("v",)),
    ]
    nothing = compute(parse_scheme(HEAD + ITEM + veto.format("zero")), units, known)
    assert [(s.unit, str(s.total), int(s.place)) for s in nothing.scores] == [
        ("w", "50.00", 1),
        ("u", "0", 2),
        ("v", "0.00", 2),
    ]


def test_the_mean_fills_a_value_whose_target_is_missing_and_is_explained():
    source = HEAD.replace("refuse", "mean") + ITEM.replace("min_max", "target_completion")
    known = {("a", "u"): Reading(D(8), D(10)), ("a", "v"): Reading(D(9))}
    scheme, units = parse_scheme(source), dict.fromkeys("uv", "")
    result = compute(scheme, units, known)
    assert {s.unit: str(s.total) for s in result.scores} == {"u": "80.00", "v": "80.00"}
    assert [line.sentence() for line in explain(scheme, result, known, "v")] == [
        "没有数据，按方案取其他单位平均，得 80 分。"
    ]


def test_a_bonus_is_not_scaled_by_what_is_left_out():
    half = ITEM.replace("100", "50")
    source = HEAD.replace("refuse", "left-out") + half + half.replace('"a"', '"c"') + BONUS
    known = {
        ("a", "u"): Reading(D(9)),
        ("a", "v"): Reading(D(5)),
        ("c", "v"): Reading(D(5)),
        ("b", "u"): Reading(D(2)),
    }
    result = compute(parse_scheme(source), dict.fromkeys("uv", ""), known)
    assert {s.unit: str(s.total) for s in result.scores} == {"u": "101.00", "v": "50.00"}


def test_near_an_ideal_the_line_says_the_distance():
    source = HEAD + ITEM.replace('"up"', '"moderate"') + "ideal = [3, 5]\n"
    known = {("a", "u"): Reading(D(4)), ("a", "v"): Reading(D(7)), ("a", "w"): Reading(D(1))}
    scheme = parse_scheme(source)
    result = compute(scheme, dict.fromkeys("uvw", ""), known)
    assert {s.unit: str(s.total) for s in result.scores} == {"u": "100.00", "v": "0.00", "w": "0.00"}
    assert [line.sentence() for line in explain(scheme, result, known, "v")] == [
        "实际值 7，适度区间 3—5，相差 2；以下按差值计。实际值 2，本组最好 0、最差 2，权重 100 分，得 0 分。"
    ]
