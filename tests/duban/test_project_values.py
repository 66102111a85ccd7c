"""Projects as values: clocks, whole process, critical path, investment against the season, stages, lists, bonds, quarters."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban import messages
from duban.calendar import WorkCalendar
from duban.lights import lights_on, parse_rules
from duban.projects import (
    STEPS,
    Bond,
    Clock,
    ClockState,
    Month,
    Node,
    Pause,
    Quarter,
    Rate,
    Readiness,
    StageError,
    YearOfInvestment,
    coverage,
    critical_path,
    kinds,
    missing_for,
    next_stage,
    procedures_for,
    process_days,
    quarter_of,
    spent_share,
    stages,
    stages_for,
)
from duban.projects.bonds import READINESS
from duban.projects.listing import Listing, Unread, read_listing
from duban.projects.procedures import procedures

CALENDAR = WorkCalendar()
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2021, 12, 31))


def day(words):
    return dt.date.fromisoformat(words)


# the clock


def test_a_clock_counts_from_the_day_after_acceptance_over_working_days():
    clock = Clock(5, day("2020-11-16"))
    assert [
        clock.used(day(d), CALENDAR)
        for d in ("2020-11-15", "2020-11-16", "2020-11-17", "2020-11-22", "2020-11-23")
    ] == [0, 0, 1, 4, 5]
    assert clock.due(day("2020-11-17"), CALENDAR) == day("2020-11-23")
    states = [
        clock.state(day(d), CALENDAR)
        for d in ("2020-11-15", "2020-11-16", "2020-11-19", "2020-11-23", "2020-11-24")
    ]
    assert states == [
        ClockState.WAITING,
        ClockState.RUNNING,
        ClockState.NEAR,
        ClockState.NEAR,
        ClockState.OVERDUE,
    ]


def test_a_clock_that_starts_on_a_holiday_begins_on_the_first_working_day():
    """国庆节 2020: 1 to 8 October are free, 27 September and 10 October are worked."""
    clock = Clock(1, day("2020-10-03"))
    assert clock.due(day("2020-10-03"), CALENDAR) == day("2020-10-09")
    assert clock.used(day("2020-10-10"), CALENDAR) == 2


def test_a_clock_stands_while_papers_are_missing():
    open_stop = Clock(5, day("2020-11-16"), None, (Pause(day("2020-11-18")),))
    assert open_stop.used(day("2020-11-30"), CALENDAR) == 2
    assert (open_stop.state(day("2020-11-30"), CALENDAR), open_stop.due(day("2020-11-30"), CALENDAR)) == (
        ClockState.PAUSED,
        None,
    )
    closed = Clock(5, day("2020-11-16"), None, (Pause(day("2020-11-18"), day("2020-11-25")),))
    assert closed.due(day("2020-11-30"), CALENDAR) == day("2020-11-30")
    assert [
        closed.used(day(d), CALENDAR) for d in ("2020-11-20", "2020-11-25", "2020-11-26", "2020-11-30")
    ] == [2, 2, 3, 5]


def test_done_in_time_and_done_late():
    assert (
        Clock(5, day("2020-11-16"), day("2020-11-23")).state(day("2020-12-01"), CALENDAR) is ClockState.DONE
    )
    assert (
        Clock(4, day("2020-11-16"), day("2020-11-23")).state(day("2020-12-01"), CALENDAR)
        is ClockState.DONE_LATE
    )


@given(
    DAYS,
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), max_size=4),
    st.integers(0, 120),
)
def test_a_clock_with_stops_used_no_more_than_one_without_and_runs_out_when_it_says(
    start, limit, stops, after
):
    pauses = tuple(Pause(start + dt.timedelta(a), start + dt.timedelta(a + b)) for a, b in stops)
    clock, on = Clock(limit, start, None, pauses), start + dt.timedelta(after)
    used = clock.used(on, CALENDAR)
    assert 0 <= used <= CALENDAR.between(start, on)
    later = start + dt.timedelta(400)
    due = clock.due(later, CALENDAR)
    assert due is not None
    assert clock.used(due, CALENDAR) == limit


def test_what_runs_side_by_side_counts_once_in_the_whole_process():
    together = [
        Clock(9, day("2020-11-02"), day("2020-11-06")),
        Clock(9, day("2020-11-04"), day("2020-11-10")),
    ]
    assert process_days(together, day("2020-12-01"), CALENDAR) == CALENDAR.between(
        day("2020-11-02"), day("2020-11-10")
    )
    apart = [Clock(9, day("2020-11-02"), day("2020-11-04")), Clock(9, day("2020-11-09"), day("2020-11-11"))]
    assert process_days(apart, day("2020-12-01"), CALENDAR) == 4
    assert process_days([], day("2020-12-01"), CALENDAR) == 0


# rates and paths


def test_fourteen_of_seventeen_are_82_percent_and_90_needs_two_more():
    rate = Rate(14, 17)
    assert (rate.percent(0), rate.needed(Decimal(90)), rate.short_of(Decimal(90))) == (Decimal(82), 16, 2)
    assert (Rate(0, 0).percent(), Rate(17, 17).short_of(Decimal(90))) == (None, 0)


def test_the_longest_chain_decides():
    nodes = [
        Node("a", 3),
        Node("b", 10, ("a",)),
        Node("c", 4, ("a",)),
        Node("d", 2, ("b", "c", "done before")),
    ]
    assert critical_path(nodes) == (15, ["a", "b", "d"])
    assert critical_path([]) == (0, [])


def test_procedures_that_wait_for_each_other_are_refused():
    with pytest.raises(StageError) as problem:
        critical_path([Node("a", 1, ("b",)), Node("b", 1, ("a",))])
    assert problem.value.code == "project.circle"


def test_every_kind_has_procedures_whose_order_has_no_circle_and_whose_promise_is_within_the_law():
    for kind in kinds():
        needed = procedures_for(kind.code)
        assert {p.before for p in needed} == {"start", "use"}
        assert critical_path([Node(p.code, p.promised, p.after) for p in needed])[0] > 0
    assert [p.code for p in procedures() if not 0 < p.promised <= p.legal] == []
    known = {p.code for p in procedures()}
    assert {code for p in procedures() for code in p.after} - known == set()
    assert {kind for p in procedures() for kind in p.kinds} == {kind.code for kind in kinds()}


# stages


def test_the_government_neither_negotiates_nor_signs():
    assert [s.code for s in stages_for("government")] == [
        "planned",
        "procedures",
        "started",
        "building",
        "completed",
        "producing",
        "full",
    ]
    following = next_stage("planned", "government")
    assert following is not None
    assert following.code == "procedures"
    assert next_stage("full", "enterprise") is None
    with pytest.raises(StageError):
        next_stage("talks", "government")


def test_what_is_missing_is_named_in_its_order():
    assert missing_for("procedures", {"leader"}) == ["procedures-start", "year-plan"]
    assert missing_for("full", set()) == []


def test_every_code_has_words_in_both_languages():
    codes = [f"project.stages.{s.code}" for s in stages()] + [
        f"project.needs.{n}" for s in stages() for n in s.needs
    ]
    codes += [f"project.kinds.{k.code}" for k in kinds()] + [f"project.clock.{s}" for s in ClockState]
    codes += [f"bond.ready.{name}" for name in READINESS] + [f"event.kinds.{step}" for step in STEPS]
    for language in ("zh", "en"):
        assert all(messages.text(code, language=language) for code in codes)


# investment


def test_investment_against_the_season_by_equal_months_or_by_the_monthly_plan():
    year = YearOfInvestment(2020, Decimal(1200), [Month(1, done=Decimal(50)), Month(2, done=Decimal(200))])
    assert (year.done, year.percent(), year.last_month, year.against_season(2)) == (
        250,
        Decimal("20.8"),
        2,
        Decimal("125.0"),
    )
    planned = YearOfInvestment(
        2020, Decimal(1200), [Month(1, Decimal(0), Decimal(50)), Month(2, Decimal(400), Decimal(200))]
    )
    assert (planned.against_season(1), planned.against_season(2)) == (None, Decimal("62.5"))
    assert YearOfInvestment(2020, Decimal(0)).percent() is None


def test_a_project_is_lit_by_the_rule_engine():
    from importlib.resources import files

    rules = parse_rules(files("duban.projects").joinpath("lights.toml").read_text("utf-8"))

    def colour(done, *, blocked=False, reported="2020-10-31", end=None):
        year = YearOfInvestment(2020, Decimal(1200), [Month(10, done=Decimal(done))])
        record = year.record("1", deadline=end, reported_on=day(reported), blocked=blocked)
        return lights_on([record], day("2020-11-23"), rules=rules, calendar=CALENDAR)[0].colour

    assert [colour(1100), colour(1000), colour(800)] == ["green", "yellow", "red"]
    assert (
        colour(1100, blocked=True),
        colour(1100, reported="2020-09-30"),
        colour(1100, end=day("2020-11-20")),
    ) == ("yellow", "yellow", "red")


# quarters and bonds


def test_a_quarter_knows_its_days_and_what_is_due():
    quarter = quarter_of(day("2022-05-11"))
    assert (quarter, quarter.first, quarter.last) == (Quarter(2022, 2), day("2022-04-01"), day("2022-06-30"))
    assert (quarter.before, quarter.year_before, Quarter(2022, 1).before) == (
        Quarter(2022, 1),
        Quarter(2021, 2),
        Quarter(2021, 4),
    )
    assert quarter.due({"signing", "start"}, day("2022-05-11")) == ["tour", "assessment", "circular"]
    assert quarter.due(set(), day("2022-03-31")) == []


def test_a_bond_is_covered_by_its_income_and_says_what_it_lacks():
    bond = Bond(Decimal(10000), Decimal("3.2"), 15)
    assert (bond.owed, coverage(bond, Decimal(18000))) == (Decimal(14800), Decimal("1.22"))
    assert coverage(Bond(Decimal(0), Decimal(3), 10), Decimal(1)) is None
    assert (spent_share(Decimal(8000), Decimal(6000)), spent_share(Decimal(0), Decimal(0))) == (
        Decimal("75.0"),
        None,
    )
    assert Readiness(READINESS[:-2]).missing == ["finance", "start"]


# lists


HEADER = [
    "序号",
    "项目名称",
    "建设内容及规模",
    "总投资（亿元）",
    "年度计划投资（万元）",
    "责任单位",
    "包联领导",
    "开工时间",
    "竣工时间",
    "项目阶段",
]


def test_a_list_of_any_making_is_read_with_its_units():
    grid = [
        ["云岭县2020年重点项目表"], HEADER, ["一", "工业项目（2个）"],
        ["1", "年产30万吨绿色建材", "两条生产线", "3.2", "12,000", "县工信局", "邵国栋", "2020年3月", "2021年12月", "续建"],
        ["2", "新能源材料园", "", "15000万元", "-", "", "", "", "", "拟建"],
        ["", "合计", "", "4.7", "", "", "", "", "", ""],
    ]  # fmt: skip
    found = read_listing(grid, year=2020)
    assert found.problems == ()
    first, second = found.rows
    assert (first.row, first.name, first.amounts, first.codes, first.dates) == (
        4, "年产30万吨绿色建材", {"total": Decimal("32000.00"), "plan": Decimal("12000.00")}, {"stage": "building", "kind": "industry"},
        {"start": day("2020-03-01"), "end": day("2021-12-31")},
    )  # fmt: skip
    assert first.texts == {"content": "两条生产线", "unit": "县工信局", "leader": "邵国栋"}
    assert (second.amounts, second.codes) == (
        {"total": Decimal("15000.00")},
        {"stage": "procedures", "kind": "industry"},
    )


def test_the_unit_may_stand_above_the_header():
    grid = [["重点项目"], ["", "", "单位：亿元"], ["项目名称", "总投资"], ["甲", "2"]]
    assert read_listing(grid, year=2020).rows[0].amounts == {"total": Decimal("20000.00")}


def test_what_cannot_be_read_is_named_by_row_and_column():
    grid = [["项目名称", "总投资", "竣工时间"], ["甲", "三个亿吧", "2020年2月30日"], ["", "5", "2020年"]]
    assert read_listing(grid, year=2020).problems == (
        Unread(2, "总投资", "三个亿吧", "project.list.no-amount"), Unread(2, "竣工时间", "2020年2月30日", "project.list.no-date"),
        Unread(3, "项目名称", "", "project.list.no-name"),
    )  # fmt: skip


def test_a_sheet_without_names_is_no_list():
    assert read_listing([["单位", "电话"], ["县住建局", "1"]], year=2020) == Listing()
