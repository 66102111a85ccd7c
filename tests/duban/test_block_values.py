"""Building blocks of registers as values: passes, stock, rosters, zones, grades, visits; and what is refused of their words."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban.calendar import WorkCalendar
from duban.registers import DefinitionError, parse_definition, standing
from duban.registers.blocks import Grading, Pass, Stock, Visit
from duban.registers.gate import Seen, too_soon
from duban.registers.grading import next_check
from duban.registers.roster import Cell, Coverage, Duty, cells, coverage
from duban.registers.stock import Balance, balances, key_of
from duban.registers.visit import met_of_all, missed, most_missed
from duban.registers.zone import Span, level_on, spans

FIELDS = """name = "试"
fields = [
  {code = "good", name = "物资", needed = true}, {code = "store", name = "库", needed = true}, {code = "n", name = "数量", type = "number", needed = true},
  {code = "town", name = "镇", type = "unit"}, {code = "day", name = "日期", type = "date"}, {code = "way", name = "类别", type = "choice", choices = ["入", "出"]},
  {code = "post", name = "点位", type = "link", to = "posts"}, {code = "who", name = "姓名", type = "person"}, {code = "spot", name = "位置", type = "place"},
  {code = "ok", name = "合格", type = "tick"},
]
"""
STOCK = 'blocks = {stock = {of = ["good", "store"], quantity = "n", adds = ["way = 入"], takes = ["way = 出", "state = kept"], holder = "town"}}'


def parsed(more):
    return parse_definition(FIELDS + more, code="trial")


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ("gate = {}", "block"),
        ('pass = {shows = ["good"], valid = ["kept"], apart = -1}', "whole"),
        ('pass = {shows = ["good"], valid = ["kept"], apart = 1441}', "whole"),
        ('pass = {shows = ["good"], valid = ["kept"], keeps = 0}', "whole"),
        ('pass = {shows = ["good"], valid = ["kept"], keeps = "久"}', "whole"),
        ('stock = {of = ["gone"], quantity = "n", adds = [], takes = []}', "no-such-field"),
        ('stock = {of = ["town"], quantity = "n", adds = [], takes = []}', "no-such-field"),
        ('stock = {of = ["good"], quantity = "good", adds = [], takes = []}', "no-such-field"),
        ('stock = {of = ["good"], quantity = "n", adds = ["way is in"], takes = []}', "condition"),
        ('stock = {of = ["good"], quantity = "n", adds = [], takes = [], holder = "gone"}', "no-such-field"),
        ('stock = {of = ["good"]}', "shape"),
        ('roster = {person = "who", post = "good", day = "day", shift = "way"}', "no-such-field"),
        ('roster = {person = "who", post = "post", day = "day", shift = "good"}', "no-such-field"),
        ('roster = {person = "who", post = "post", day = "day", shift = "way", present = ["gone"]}', "no-such-field"),
        ('roster = {person = "who", post = "post", day = "day", shift = "way", rest = -1}', "whole"),
        ('roster = {person = "who", post = "post", day = "day", shift = "way", days = 8}', "whole"),
        ('zone = {levels = ["gone"]}', "no-such-field"),
        ('zone = {levels = ["kept"], place = "good"}', "no-such-field"),
        ('grading = {by = "way", last = "day", every = {"无" = 3}}', "no-such-field"),
        ('grading = {by = "way", last = "day", every = {"入" = 0}}', "whole"),
        ('grading = {by = "way", last = "day", every = {"入" = 999999999}}', "whole"),
        ('grading = {by = "good", last = "day", every = {}}', "no-such-field"),
        ('visit = {of = "good", day = "day", items = ["ok"]}', "no-such-field"),
        ('visit = {of = "post", day = "day", items = ["good"]}', "no-such-field"),
    ],
)  # fmt: skip
def test_a_block_that_names_what_is_not_there_is_refused(blocks, code):
    with pytest.raises(DefinitionError) as problem:
        parsed(f"blocks = {{{blocks}}}")
    assert problem.value.code == f"register.definition.{code}"


# pass

MORNING = dt.datetime(2020, 11, 23, 8, tzinfo=dt.UTC)
RULE = Pass(("good",), "", "", ("kept",), apart=30, keeps=30)


def seen(minutes, gate):
    return Seen(MORNING + dt.timedelta(minutes=minutes), gate)


def test_a_pass_at_two_gates_within_half_an_hour_is_told_of():
    north, east, back, later = seen(0, "北口"), seen(29, "东口"), seen(58, "北口"), seen(88, "东口")
    assert too_soon(RULE, [later, back, east, north, seen(-5, "北口")]) == [(north, east), (east, back)]
    assert too_soon(RULE, [north, seen(1, "北口")]) == []


@given(st.lists(st.builds(seen, st.integers(0, 600), st.sampled_from("甲乙丙")), max_size=12))
def test_what_is_told_of_gates_holds_in_any_order(found):
    told = too_soon(RULE, found)
    assert told == too_soon(RULE, reversed(found))
    assert all(
        a.gate != b.gate and dt.timedelta(0) <= b.at - a.at < dt.timedelta(minutes=30) for a, b in told
    )
    assert too_soon(Pass(("good",), "", "", ("kept",), apart=0, keeps=1), found) == []


def test_how_long_gates_are_kept_is_said_or_thirty():
    assert parsed('blocks = {pass = {shows = ["good"], valid = ["kept"]}}').blocks.of(Pass) == RULE
    assert parsed('blocks = {pass = {shows = ["good"], valid = ["kept"], apart = 5, keeps = 7}}').blocks.of(Pass) == Pass(("good",), "", "", ("kept",), 5, 7)  # fmt: skip


def test_one_thing_alone_sets_the_due_day():
    with pytest.raises(DefinitionError) as problem:
        parsed(
            'clock = {from = "day", days = 3}\nblocks = {grading = {by = "way", last = "day", every = {"入" = 3}}}'
        )
    assert problem.value.code == "register.definition.two-clocks"


def test_a_block_is_asked_for_by_its_kind():
    blocks = parsed(STOCK).blocks
    assert blocks.of(Stock) is blocks.stock
    assert blocks.pages == ["stock"]
    with pytest.raises(LookupError, match="Visit"):
        blocks.of(Visit)


# stock


def moved(way, n, town="", store="县库", state="kept"):
    return {"good": "泵", "store": store, "way": way, "town": town, "state": state}, Decimal(n)


def test_a_store_holds_what_came_less_what_is_out():
    rule = parsed(STOCK).blocks.stock
    found = balances(
        rule,
        [
            moved("入", 20),
            moved("出", 5, "青石镇"),
            moved("出", 4, "青石镇"),
            moved("出", 3, "双河镇"),
            moved("出", 2, "双河镇", state="back"),
            moved("入", 1, store="镇库"),
        ],
    )
    assert found == [
        Balance(("泵", "县库"), Decimal(20), Decimal(12), {"青石镇": Decimal(9), "双河镇": Decimal(3)}),
        Balance(("泵", "镇库"), Decimal(1), Decimal(0), {}),
    ]
    assert [one.left for one in found] == [Decimal(8), Decimal(1)]
    assert key_of(rule, moved("出", 1)[0]) == ("泵", "县库")


@given(st.lists(st.tuples(st.sampled_from("入出"), st.integers(1, 99), st.sampled_from(["甲", "乙", ""]))))
def test_what_is_held_adds_up_to_what_is_out(moves):
    for one in balances(parsed(STOCK).blocks.stock, [moved(*move) for move in moves]):
        assert sum(one.held.values()) == one.out
        assert one.came == sum(n for way, n, _ in moves if way == "入")


# rosters

DAY = dt.date(2020, 11, 20)


def test_a_post_has_gaps_where_fewer_stand_than_it_needs():
    duties = [
        Duty("周", 1, DAY, "早"),
        Duty("吴", 1, DAY, "早", came=True),
        Duty("郑", 1, DAY, "晚", came=False),
        Duty("王", 2, DAY, "早"),
        Duty("冯", 1, DAY + dt.timedelta(1), "晚"),
    ]
    posts, shifts = {1: 2, 2: 0}, ["早", "晚"]
    found = cells(posts, duties, DAY, shifts)
    assert found == {(1, "早"): Cell(2, 2, 1), (1, "晚"): Cell(2, 0, 0), (2, "早"): Cell(0, 1, 0), (2, "晚"): Cell(0, 0, 0)}  # fmt: skip
    assert [one.gap for one in found.values()] == [0, 2, 0, 0]
    after = DAY + dt.timedelta(1)
    assert coverage(posts, duties, [DAY, after], shifts) == {DAY: Coverage(2, 4), after: Coverage(1, 4)}


@given(
    st.dictionaries(st.integers(0, 3), st.integers(0, 3)),
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from("早晚"), st.sampled_from([None, True, False]))),
)
def test_what_is_filled_and_what_is_missing_make_what_is_needed(posts, told):
    duties = [Duty(str(n), post, DAY, shift, came) for n, (post, shift, came) in enumerate(told)]
    gaps = sum(one.gap for one in cells(posts, duties, DAY, "早晚").values())
    found = coverage(posts, duties, [DAY], "早晚")[DAY]
    assert found.filled + gaps == found.needed


def test_2755_cadres_on_725_estates():
    posts = dict.fromkeys(range(725), 4)
    duties = [Duty(f"干部{n}", n % 725, DAY, "白班") for n in range(2755)]
    assert coverage(posts, duties, [DAY], ["白班"]) == {DAY: Coverage(2755, 2900)}
    assert sum(one.gap for one in cells(posts, duties, DAY, ["白班"]).values()) == 145


# zones


def test_levels_follow_one_another_and_the_last_move_of_a_day_counts():
    on = [dt.date(2020, 11, n) for n in range(1, 30)]
    steps = [(on[1], "closed"), (on[4], "managed"), (on[4], "watched"), (on[7], "watched"), (on[15], "free")]
    assert spans(steps) == [
        Span("closed", on[1], on[3]),
        Span("watched", on[4], on[14]),
        Span("free", on[15], None),
    ]
    assert [level_on(steps, on[n]) for n in (0, 1, 3, 4, 14, 15, 20)] == [
        "",
        "closed",
        "closed",
        "watched",
        "watched",
        "free",
        "free",
    ]


@given(st.lists(st.tuples(st.dates(dt.date(2020, 1, 1), dt.date(2020, 3, 1)), st.sampled_from("abc"))))
def test_spans_leave_no_day_out_and_none_twice(steps):
    found = spans(steps)
    for one, after in itertools.pairwise(found):
        assert one.end == after.start - dt.timedelta(1)
        assert one.start <= one.end
        assert one.state != after.state
    assert [one.end for one in found[-1:]] == [None] * len(found[-1:])


# grades

EVERY = Grading("level", "checked", {"重点": 30, "一般": 90})


def test_the_grade_decides_when_the_next_check_is_due():
    on = dt.date(2020, 11, 1)
    assert next_check(EVERY, {"level": "重点", "checked": "2020-11-10"}, on) == dt.date(2020, 12, 10)
    assert next_check(EVERY, {"level": "一般"}, on) == dt.date(2021, 1, 30)
    assert next_check(EVERY, {"level": "停产", "checked": "2020-11-10"}, on) is None


def test_a_graded_record_is_late_after_its_day():
    definition = parsed(
        'blocks = {grading = {by = "way", last = "day", every = {"入" = 3}}}\nlights = [{colour = "red", when = ["overdue > 0"]}]'
    )
    values = {"way": "入", "day": "2020-11-16", "state": "kept"}
    on, calendar = dt.date(2020, 11, 1), WorkCalendar()
    assert standing(definition, values, on, dt.date(2020, 11, 19), calendar).light == ""
    late = standing(definition, values, on, dt.date(2020, 11, 20), calendar)
    assert (late.due, late.light) == (dt.date(2020, 11, 19), "red")


# visits

LIST = Visit("firm", "day", ("told", "scale", "slips"), "")


def test_points_that_do_not_apply_are_neither_met_nor_missed():
    assert met_of_all(LIST, {"told": "yes", "scale": "no"}) == (1, 2)
    assert missed(LIST, {"told": "yes", "scale": "no"}) == ["scale"]
    assert most_missed(LIST, [({"told": "yes", "scale": "no"}, 3), ({"told": "no", "slips": "yes"}, 1)]) == [
        ("scale", 3, 3),
        ("told", 1, 4),
        ("slips", 0, 1),
    ]
