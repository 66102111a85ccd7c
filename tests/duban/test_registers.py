"""Registers as values: fields that check themselves, definitions that are refused, clocks and lights, roll-ups."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.calendar import WorkCalendar
from duban.registers import (
    DefinitionError,
    Field,
    Share,
    Type,
    ValueProblem,
    figures,
    given_by,
    parse_definition,
    standing,
    with_quotients,
)
from duban.registers.blocks import Match
from duban.registers.codes import (
    CREDIT_LETTERS,
    CREDIT_WEIGHTS,
    CodeError,
    credit_code,
    identity_number,
    mobile_number,
    vehicle_plate,
)
from duban.registers.conditions import parse_condition
from duban.registers.matching import assigned, ranked

CALENDAR = WorkCalendar()
PLAIN = 'name = "试"\nfields = [{code = "a", name = "甲"}, {code = "n", name = "数", type = "number", unit = "吨"}, {code = "d", name = "日", type = "date"}]\n'
STATES = 'states = [{code = "open", name = "在办"}, {code = "done", name = "办结", ended = true}]\nmoves = [{code = "end", name = "办结", from = ["open"], to = "done"}]\n'


def parsed(source):
    return parse_definition(source, code="trial")


# numbers that check themselves


def test_an_identity_number_is_proved_to_its_last_character():
    assert identity_number(" 110105 19491231 002x ") == "11010519491231002X"
    for words, code in (
        ("11010519491231002", "identity-form"),
        ("110105194913310020", "identity-birthday"),
        ("110105194912310021", "identity-check"),
    ):
        with pytest.raises(CodeError) as problem:
            identity_number(words)
        assert problem.value.code == f"register.code.{code}"


def test_a_credit_code_is_proved_by_its_last_character():
    assert credit_code("91350100M000100Y43") == "91350100M000100Y43"
    for words in ("91350100M000100Y44", "91350100M000100Y4", "91350100I000100Y43"):
        with pytest.raises(CodeError):
            credit_code(words)


@given(st.text(CREDIT_LETTERS, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(CREDIT_LETTERS))
def test_one_wrong_character_of_a_credit_code_is_always_found(words, place, other):
    total = sum(CREDIT_LETTERS.index(n) * w for n, w in zip(words, CREDIT_WEIGHTS, strict=True))
    whole = words + CREDIT_LETTERS[(31 - total % 31) % 31]
    assert credit_code(whole) == whole
    wrong = whole[:place] + other + whole[place + 1 :]
    if wrong != whole:
        with pytest.raises(CodeError):
            credit_code(wrong)


@pytest.mark.parametrize("words", ["湘H12345", "湘h·12345", "湘HD12345", "京A1234警", "湘H12345D"])
def test_plates(words):
    assert vehicle_plate(words) == words.upper().replace("·", "")


@pytest.mark.parametrize("words", ["H12345", "湘I12345", "湘H1234", "湘HO1234", "湘H123456"])
def test_no_plates(words):
    with pytest.raises(CodeError):
        vehicle_plate(words)


def test_mobile_numbers():
    assert mobile_number("+86 138-1234-5678") == "13812345678"
    for words in ("12812345678", "1381234567", "0731-1234567"):
        with pytest.raises(CodeError):
            mobile_number(words)


# fields


def read(words, kind="text", **more):
    return Field("a", "甲", Type(kind), **more).read(words, year=2020)


def test_values_are_kept_in_one_form():
    assert read(" 1,200.50 ", "number") == "1200.5"
    assert (read("120吨", "number", unit_word="吨"), read("３５", "number"), read("0.005", "money")) == (
        "120",
        "35",
        "0",
    )
    assert (
        read("2020年11月3日", "date"),
        read("11月3日", "date"),
        read("是", "tick"),
        read("0", "tick"),
    ) == ("2020-11-03", "2020-11-03", "yes", "no")
    assert read("29.1, 111.25", "place") == "29.100000,111.250000"
    assert (read("城东路口", "place"), read("")) == ("城东路口", "")


@pytest.mark.parametrize(
    ("words", "kind", "more", "code"),
    [
        ("", "text", {"is_needed": True}, "needed"), ("字" * 501, "text", {}, "too-long"), ("多", "number", {}, "no-number"), ("NaN", "number", {}, "no-number"),
        ("-1", "number", {"least": Decimal(0)}, "below"), ("101", "number", {"most": Decimal(100)}, "above"), ("2020-02-30", "date", {}, "no-date"),
        ("丙", "choice", {"choices": ("甲", "乙")}, "no-choice"), ("也许", "tick", {}, "no-tick"), ("95.0,111.0", "place", {}, "no-point"),
    ],
)  # fmt: skip
def test_what_a_field_cannot_hold(words, kind, more, code):
    with pytest.raises(ValueProblem) as problem:
        read(words, kind, **more)
    assert problem.value.code == f"register.value.{code}"


def test_a_number_is_told_with_its_unit():
    tons, name = Field("tons", "产量", Type.NUMBER, unit_word="吨"), Field("name", "名称", Type.TEXT)
    assert [tons.told("12.5"), tons.told(""), name.told("白菜")] == ["12.5吨", "", "白菜"]


def test_personal_values_are_masked():
    field = Field("a", "甲", Type.IDENTITY)
    assert (field.masked("11010519491231002X"), field.masked("王小明"), field.masked("")) == (
        "110***********002X",
        "王**",
        "",
    )


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_number_reads_back_the_same(value):
    once = read(format(value, "f"), "number")
    assert Decimal(once) == value
    assert read(once, "number") == once


# conditions


@pytest.mark.parametrize(
    ("words", "values", "holds"),
    [
        ("visits <= 1", {"visits": "1"}, True), ("visits <= 1", {"visits": "10"}, False), ("visits <= 1", {}, False), ("state != done", {"state": "open"}, True),
        ("note = ", {"note": ""}, True), ("note != ", {"note": "x"}, True), ("level in 高 中", {"level": "中"}, True), ("level in 高 中", {"level": "低"}, False),
        ("day < 2020-11-10", {"day": "2020-11-09"}, True),
    ],
)  # fmt: skip
def test_conditions(words, values, holds):
    one = parse_condition(words)
    assert one is not None
    assert one.holds(values) is holds


def test_what_is_no_condition():
    assert [parse_condition(words) for words in ("", "visits", "1 = visits", "visits ~ 2")] == [None] * 4


# definitions


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("name = ", "not-toml"), ('fields = [{code = "a"}]', "no-name"), ('name = "试"', "no-fields"), ('name = "试"\nfields = [{code = "A"}]', "code"),
        ('name = "试"\nfields = [{code = "a"}, {code = "a"}]', "twice"), ('name = "试"\nfields = [{code = "a", type = "colour"}]', "type"),
        ('name = "试"\nfields = [{code = "a", type = "choice"}]', "no-choices"), ('name = "试"\nfields = [{code = "state"}]', "taken"),
        ('name = "试"\nfields = [{code = "a", personal = true}]', "no-purpose"), (PLAIN + 'moves = [{code = "m", name = "走", from = ["kept"], to = "gone"}]', "no-such-state"),
        (PLAIN + STATES.replace('to = "done"}', 'to = "done", by = "mayor"}'), "who"), (PLAIN + 'clock = {from = "a", days = 3}', "no-such-field"),
        (PLAIN + 'clock = {from = "d", days = -1}', "whole"), (PLAIN + "keeps_days = 9999999999", "whole"), (PLAIN + "keeps_days = true", "whole"), (PLAIN + 'lights = [{colour = "pink", when = ["n > 1"]}]', "colour"),
        (PLAIN + 'lights = [{colour = "red", when = ["x > 1"]}]', "no-such-field"), (PLAIN + 'lights = [{colour = "red", when = ["n"]}]', "condition"),
        (PLAIN + 'unique = [["x"]]', "no-such-field"), (PLAIN + 'rollups = [{code = "r", name = "和", of = "sum", field = "a"}]', "rollup-number"),
        (PLAIN + 'rollups = [{code = "r", name = "和", of = "median"}]', "rollup-kind"), (PLAIN + 'rollups = [{code = "r", name = "率", of = "derived", part = "x", whole = "r"}]', "no-such-rollup"),
        (PLAIN + 'rollups = [{code = "r", name = "甲", of = "derived", part = "s", whole = "s"}, {code = "s", name = "乙", of = "derived", part = "r", whole = "r"}]', "circle"),
        (PLAIN + 'dated = "a"', "no-such-field"),
    ],
)  # fmt: skip
def test_a_register_that_cannot_be_used_is_refused(source, code):
    with pytest.raises(DefinitionError) as problem:
        parsed(source)
    assert problem.value.code == f"register.definition.{code}"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ('states = "x"', "shape"), ("moves = [1]", "shape"), ("unique = [1]", "shape"), ("clock = 5", "shape"), ("blocks = {pass = {}}", "shape"), ("blocks = 3", "shape"),
        ('blocks = {match = {with = "b"}}', "shape"), ('blocks = {pass = {shows = ["a"], valid = ["gone"]}}', "no-such-field"),
        ('blocks = {pass = {shows = ["a"], valid = ["kept"], to = "a"}}', "no-such-field"), ('blocks = {match = {with = "b", field = "a", open = ["kept"], others_open = []}}', "no-such-field"),
    ],
)  # fmt: skip
def test_a_register_of_another_shape_is_refused_in_words(more, code):
    with pytest.raises(DefinitionError) as problem:
        parsed(PLAIN + more)
    assert problem.value.code == f"register.definition.{code}"


def test_a_pass_shows_nothing_personal():
    source = (
        PLAIN.replace('name = "甲"}', 'name = "甲", personal = true}', 1)
        + 'purpose = "试"\nblocks = {pass = {shows = ["a"], valid = ["kept"]}}'
    )
    with pytest.raises(DefinitionError) as problem:
        parsed(source)
    assert problem.value.code == "register.definition.no-such-field"


def test_a_roll_up_over_the_same_one_twice_is_no_circle():
    source = (
        PLAIN
        + 'rollups = [{code = "c", name = "数", of = "count"}, {code = "r", name = "率", of = "derived", part = "c", whole = "c"}]'
    )
    assert [one.code for one in parsed(source).rollups] == ["c", "r"]


# standing


def test_a_clock_and_its_lights():
    definition = parsed(
        PLAIN
        + STATES
        + 'clock = {from = "d", days = 5}\nlights = [{colour = "red", when = ["overdue > 0"]}, {colour = "yellow", when = ["left <= 2"]}, {colour = "green", when = ["age >= 0"]}]'
    )
    on = dt.date(2020, 11, 16)

    def light(day, state="open", d="2020-11-16"):
        return standing(definition, {"state": state, "d": d}, on, dt.date(2020, 11, day), CALENDAR)

    assert [light(day).light for day in (17, 19, 23, 24)] == ["green", "yellow", "yellow", "red"]
    assert light(17).due == dt.date(2020, 11, 23)
    assert (light(24, "done").due, light(24, "done").light, light(17, d="").due) == (None, "", None)


# roll-ups


ROLLED = parsed(
    PLAIN + STATES + """rollups = [
  {code = "all", name = "总数", of = "count"}, {code = "tons", name = "吨", of = "sum", field = "n", where = ["state = done"]},
  {code = "rate", name = "办结率", of = "rate", where = ["state = done"], base = ["a != 不算"]}, {code = "mean", name = "比", of = "derived", part = "tons", whole = "all"},
]"""
)  # fmt: skip
ROWS = st.fixed_dictionaries({
    "a": st.sampled_from(["", "甲", "不算"]), "n": st.sampled_from(["", "1", "2.5"]), "state": st.sampled_from(["open", "done"]),
})  # fmt: skip


def added(rows):
    total: dict[str, Share] = {}
    for row in rows:
        for code, share in given_by(ROLLED, row).items():
            total[code] = total.get(code, Share()) + share
    return total


@given(st.lists(ROWS, max_size=12))
def test_roll_ups_equal_what_is_counted_by_hand(rows):
    found = {f.rollup.code: f for f in figures(ROLLED, added(rows))}
    counted = [r for r in rows if r["a"] != "不算"]
    done = [r for r in rows if r["state"] == "done"]
    assert found["all"].value == len(rows)
    assert found["tons"].value == sum(Decimal(r["n"] or 0) for r in done)
    assert (found["rate"].share.part, found["rate"].share.whole) == (
        len([r for r in counted if r["state"] == "done"]),
        len(counted),
    )
    assert (found["rate"].value is None) == (not counted)


@given(st.lists(ROWS, min_size=1, max_size=8), ROWS)
def test_what_a_record_gave_is_taken_away_when_it_changes(rows, fresh):
    before, now = given_by(ROLLED, rows[0]), given_by(ROLLED, fresh)
    kept = added(rows)
    for code in before.keys() | now.keys():
        kept[code] = kept.get(code, Share()) - before.get(code, Share()) + now.get(code, Share())
    assert {c: s for c, s in kept.items() if s != Share()} == {
        c: s for c, s in added([fresh, *rows[1:]]).items() if s != Share()
    }


def test_the_rates_of_1038_service_items():
    """S147, S148, S149: 1002 and 1019 of 1038 are 96.5 % and 98.2 %; 765 of 1038 are 73.7 %, never 86.2 %."""
    source = 'name = "事项"\nfields = [{code = "online", type = "tick"}]\nrollups = [{code = "r", name = "率", of = "rate", where = ["online = yes"]}]'
    definition = parsed(source)
    for part, percent in ((1002, "96.5"), (1019, "98.2"), (765, "73.7"), (963, "92.8")):
        total = Share()
        for n in range(1038):
            total += given_by(definition, {"online": "yes" if n < part else "no"})["r"]
        (figure,) = figures(definition, {"r": total})
        assert (figure.value, figure.share) == (Decimal(percent), Share(Decimal(part), Decimal(1038)))


# a register from a table


# matching


OFFERS = {
    1: {"produce": "白菜", "tons": "60"},
    2: {"produce": "白菜", "tons": "20"},
    3: {"produce": "苹果", "tons": "50"},
}
RULE = Match("offers", "offer", ("open",), ("open",), (("produce", "produce"),), (("tons", "tons"),), "")


def test_partners_are_ranked_by_how_near_they_are():
    found = ranked(RULE, (9, {"produce": "白菜", "tons": "50"}), OFFERS)
    assert [(f.other, f.score) for f in found] == [(1, Decimal("0.83")), (2, Decimal("0.40"))]
    assert ranked(RULE, (9, {"tons": "50"}), OFFERS) == []


def test_all_together_fit_best_though_one_gets_the_second_choice():
    wants = {
        10: {"produce": "白菜", "tons": "60"},
        11: {"produce": "白菜", "tons": "50"},
        12: {"produce": "梨", "tons": "5"},
    }
    assert [(f.one, f.other) for f in assigned(RULE, wants, OFFERS, {})] == [(10, 1), (11, 2)]


def test_a_partner_with_room_takes_several():
    women = {n: {"work": "睫毛"} for n in range(5)}
    rule = replace(RULE, same=(("work", "work"),), near=())
    found = assigned(rule, women, {7: {"work": "睫毛"}, 8: {"work": "头套"}}, {7: 3, 8: 9})
    assert [f.other for f in found] == [7, 7, 7]


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 9)), max_size=5),
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 9)), max_size=5),
)
def test_nobody_is_matched_twice_and_as_many_as_can_be_are_matched(ones, others):
    wants = {n: {"produce": p, "tons": str(t)} for n, (p, t) in enumerate(ones)}
    offers = {n: {"produce": p, "tons": str(t)} for n, (p, t) in enumerate(others)}
    found = assigned(RULE, wants, offers, {})
    assert len({f.one for f in found}) == len({f.other for f in found}) == len(found)
    assert len(found) == sum(
        min([p for p, _ in ones].count(letter), [p for p, _ in others].count(letter)) for letter in "ab"
    )


def test_a_quotient_follows_from_two_numbers():
    source = 'name = "亩均"\nfields = [{code = "tax", type = "money"}, {code = "mu", type = "number"}, {code = "per", type = "number", quotient = ["tax", "mu"]}]'
    definition = parsed(source)
    assert [
        with_quotients(definition.fields, row)["per"]
        for row in (
            {"tax": "4320", "mu": "160"},
            {"tax": "1", "mu": "3"},
            {"tax": "", "mu": "3"},
            {"tax": "1", "mu": "0"},
        )
    ] == ["27", "0.33", "", ""]
    with pytest.raises(DefinitionError):
        parsed(source.replace('"tax", "mu"]', '"tax", "none"]'))
