"""Schemes changed by two, rounds from figures to rewards, objections, the board for everybody."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from duban_web.assessment import objecting, operations, queries, scheming, sheets
from duban_web.assessment.models import Follow, Round, Standing
from duban_web.assessment.operations import Cell, Opening
from duban_web.audit.models import Entry
from duban_web.common import office
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.inbox.models import Message
from duban_web.indicators.operations import Key, Reading, observe, set_target
from duban_web.people.models import Leader, Unit, User

FETCH_QUERIES = 13

SOURCE = """name = "季度考核"
decimals = 2
rounding = "half-up"
ties = "same"
missing = "refuse"
[[item]]
code = "gdp"
name = "生产总值增速"
weight = 60
method = "efficacy"
direction = "up"
takes = "indicator:地区生产总值/growth"
[[item]]
code = "tasks"
name = "任务办结率"
weight = 30
method = "target_completion"
direction = "up"
takes = "tasks:done_rate"
[[item]]
code = "growth"
name = "收入增长"
weight = 10
method = "own_growth"
direction = "up"
full_at = 10
[[grade]]
name = "优秀"
share = 0.4
[[grade]]
name = "合格"
[speeches]
first = 1
last = 1
[[reward]]
places = [1, 1]
what = "通报表扬"
"""
DAY = dt.date(2020, 11, 23)
AFTER = dt.date(2020, 12, 1)


@pytest.fixture
def scheme(county):
    return scheming.add_scheme(county.office, name="季度考核", begins=dt.date(2021, 1, 1), source=SOURCE)


@pytest.fixture
def units(county):
    return [county.liaison.unit, county.colleague.unit, county.outsider.unit]


@pytest.fixture
def one(county, scheme, units):
    return operations.open_round(
        county.office, scheme, Opening("第三季度", "2020-Q3", DAY, county.campaign, {u.pk: "" for u in units})
    )


def fill(county, one, units, *values):
    """The same order of figures for every unit: gdp, tasks with target 100, growth from 100."""
    cells = [
        Cell(item, unit.pk, field, Decimal(value))
        for unit, (gdp, tasks, income) in zip(units, values, strict=True)
        for item, field, value in (("gdp", "value", gdp), ("tasks", "value", tasks), ("tasks", "target", 100), ("growth", "value", income), ("growth", "past", 100))
    ]  # fmt: skip
    return operations.enter(county.office, one, cells, source="报送")


VALUES = (("9", "80", "105"), ("7", "100", "110"), ("5", "40", "100"))


@pytest.fixture
def shown(county, one, units):
    """Publicised on the office's day."""
    fill(county, one, units, *VALUES)
    operations.compute_round(county.office, one)
    with pytest.raises(NotYours, match="round-second-person"):
        operations.check(county.office, one)
    operations.check(User.objects.create(username="shao", role="leader", leader=Leader.objects.first()), one)
    operations.publicise(county.office, one)
    return Round.objects.get(pk=one.pk)


def board(one):
    return [(s.unit_id, str(s.total.normalize()), int(s.place), s.grade) for s in one.standings.all()]


def test_a_round_goes_from_figures_to_rewards(county, shown, units):
    first, second, third = (unit.pk for unit in units)
    assert board(shown) == [(first, "89", 1, "优秀"), (second, "88", 2, "合格"), (third, "48", 3, "合格")]
    assert shown.shown_to == dt.date(2020, 11, 30)
    assert Message.objects.filter(kind="round-publicised").count() == 3
    with pytest.raises(Refused, match="round-still-shown"):
        operations.finish(county.office, shown)
    with office.on(AFTER):
        operations.finish(county.office, shown)
    follows = [(f.unit_id, f.kind, f.what) for f in Follow.objects.order_by("id")]
    assert follows == [(first, "model", ""), (third, "pledge", ""), (first, "reward", "通报表扬")]


def test_figures_are_taken_from_where_the_scheme_says(county, one, units):
    key = Key("地区生产总值", "growth", "", "", units[0].name, "2020-Q3")
    observe(county.office, key, Reading(Decimal("8.2"), "%"))
    assert operations.fetch(county.office, one) == 2
    rows = {(r.item, r.unit_id): (r.value.normalize(), r.source) for r in one.readings.all()}
    assert rows == {
        ("gdp", units[0].pk): (Decimal("8.2"), "地区生产总值 2020-Q3（2020-11-23 接受）"),
        ("tasks", units[0].pk): (Decimal(0), "牵头任务 1 项，办结 0 项（2020-11-23）"),
    }


def test_the_target_of_the_year_comes_with_the_value(county, units):
    source = SOURCE.replace('takes = "tasks:done_rate"', 'takes = "indicator:税收收入/value"')
    scheme = scheming.add_scheme(county.office, name="另一个", begins=dt.date(2021, 1, 1), source=source)
    one = operations.open_round(
        county.office, scheme, Opening("三季度", "2020-01/2020-09", DAY, None, {u.pk: "" for u in units})
    )
    observe(
        county.office,
        Key("税收收入", "value", "", "", units[0].name, "2020-01/2020-09"),
        Reading(Decimal(5300), "万元"),
    )
    set_target(
        county.office,
        indicator="税收收入",
        region=units[0].name,
        year=2020,
        value=Decimal("0.6"),
        unit="亿元",
    )
    operations.fetch(county.office, one)
    assert [(r.item, r.value, r.target) for r in one.readings.all()] == [
        ("tasks", Decimal(5300), Decimal(6000))
    ]


def test_the_past_comes_from_the_round_before(county, scheme, shown, units):
    with office.on(AFTER):
        operations.finish(county.office, shown)
    later = operations.open_round(
        county.office,
        scheme,
        Opening("第四季度", "2020-Q4", dt.date(2020, 12, 31), None, {u.pk: "" for u in units}),
    )
    operations.fetch(county.office, later)
    pasts = {(r.item, r.unit_id, r.past.normalize(), r.source) for r in later.readings.exclude(past=None)}
    assert pasts == {
        ("growth", u.pk, Decimal(v[2]).normalize(), "上一期的数值")
        for u, v in zip(units, VALUES, strict=True)
    }
    cells = [Cell("gdp", u.pk, "value", Decimal(n)) for n, u in enumerate(units)] + [
        Cell("growth", u.pk, "value", Decimal(120)) for u in units
    ]
    cells += [Cell("tasks", u.pk, f, Decimal(1)) for u in units for f in ("value", "target")]
    operations.enter(county.office, later, cells, source="报送")
    operations.compute_round(county.office, later)
    assert [(s.unit_id, queries.moved(s)) for s in later.standings.all()] == [
        (units[2].pk, "↑2"), (units[1].pk, "→"), (units[0].pk, "↓2"),
    ]  # fmt: skip


def test_what_is_missing_is_named_and_nothing_is_kept(county, one, units):
    with pytest.raises(Refused) as caught:
        operations.compute_round(county.office, one)
    assert caught.value.fields["n"] == 9
    assert (
        caught.value.fields["list"].split("\n")[0]
        == f"{units[0]}，生产总值增速：没有数据，方案规定不得缺项。请补录，或请领导小组修改方案。"
    )
    assert Standing.objects.count() == 0


def test_an_objection_that_is_upheld_changes_the_figures_and_the_places(county, shown, units):
    raised = objecting.object_to(
        county.colleague, shown, unit=units[1].pk, item="gdp", words="漏统一户，应为 8.0"
    )
    with office.on(AFTER), pytest.raises(Refused, match="round-objections"):
        operations.finish(county.office, shown)
    same, right = ([Cell("gdp", units[1].pk, "value", Decimal(value))] for value in (7, 8))
    with pytest.raises(Refused, match="objection-changes-nothing"):
        objecting.answer(county.office, raised, is_upheld=True, words="属实", cells=same)
    objecting.answer(county.office, raised, is_upheld=True, words="属实", cells=right)
    assert [(u, t) for u, t, _, _ in board(shown)] == [
        (units[1].pk, "94"),
        (units[0].pk, "89"),
        (units[2].pk, "48"),
    ]
    assert shown.readings.get(item="gdp", unit=units[1]).source == f"第 {raised.pk} 号异议成立后更正"
    with pytest.raises(Changed):
        objecting.answer(county.office, raised, is_upheld=False, words="再想")


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"item": "none"}, "objection-item"), ({"words": " "}, "objection-words")],
)
def test_an_objection_that_cannot_be_is_refused(county, shown, units, changes, code):
    plain = {"unit": units[1].pk, "item": "gdp", "words": "不对"}
    with pytest.raises(Refused, match=code):
        objecting.object_to(county.colleague, shown, **(plain | changes))


def test_only_the_unit_itself_objects_and_only_in_time(county, shown, units):
    with pytest.raises(NotYours):
        objecting.object_to(county.colleague, shown, unit=units[0].pk, item="gdp", words="不对")
    with office.on(AFTER), pytest.raises(Refused, match="objection-late"):
        objecting.object_to(county.colleague, shown, unit=units[1].pk, item="gdp", words="不对")


def test_a_locked_scheme_is_changed_by_two(county, scheme):
    other = SOURCE.replace("weight = 60", "weight = 50").replace("weight = 30", "weight = 40")
    scheming.change_scheme(county.office, scheme, other, reason="")
    assert queries.in_force(scheme).number == 2
    with office.on(dt.date(2021, 1, 1)):
        with pytest.raises(Refused, match="scheme-needs-reason"):
            scheming.change_scheme(county.office, scheme, SOURCE, reason=" ")
        made = scheming.change_scheme(county.office, scheme, SOURCE, reason="领导小组会议决定")
        assert (queries.in_force(scheme).number, queries.waiting(scheme)) == (2, made)
        with pytest.raises(NotYours, match="scheme-second-person"):
            scheming.decide_version(county.office, made, agree=True)
        with pytest.raises(Refused, match="scheme-waits"):
            scheming.change_scheme(county.office, scheme, SOURCE + "\n", reason="又改")
        scheming.decide_version(User.objects.create(username="second", role="office"), made, agree=True)
        assert queries.in_force(scheme).number == 3


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("name =", "scheme.not-toml"),
        (SOURCE.replace("60", "59"), "scheme.weights"),
        (SOURCE.replace("tasks:done_rate", "tasks:luck"), "scheme-takes"),
    ],
)
def test_a_scheme_that_cannot_be_is_refused(county, source, code):
    with pytest.raises(Refused, match=code):
        scheming.add_scheme(county.office, name="坏方案", begins=DAY, source=source)


def excel(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_sheet_comes_back_as_it_went_out(county, one, units):
    fill(county, one, units, *VALUES)
    cells = sheets.from_file(one, sheets.template(one), name="数据.xlsx")
    assert operations.enter(county.office, one, cells, source="数据.xlsx") == 0
    assert len(cells) == 15


def test_a_pasted_table_with_three_mistakes_writes_nothing_and_names_them(county, one, units):
    words = f"序号\t单位\t生产总值增速（%）\t收入增长\n1\t{units[0].name}\t8.x\t105\n2\t无此镇\t7\t104\n3\t{units[0].name}\t1,002.5%\t103"
    with pytest.raises(Refused) as caught:
        sheets.from_words(one, words)
    assert caught.value.fields["list"].split("\n") == [
        "第 2 行“生产总值增速”：“8.x”不是数字。", "第 3 行：单位“无此镇”不在本期参评单位中。", f"第 4 行：单位“{units[0].name}”在第 2 行已经出现过。",
    ]  # fmt: skip
    assert one.readings.count() == 0


NO_TABLES = {"sheet-no-header": "甲\t乙\n1\t2", "sheet-columns": "单位\t生产总值增速\t身高\n", "sheet-too-large": "x" * 2_000_001}  # fmt: skip


@pytest.mark.parametrize(("code", "words"), NO_TABLES.items(), ids=NO_TABLES)
def test_a_table_that_is_none_is_refused(county, one, words, code):
    with pytest.raises(Refused, match=code):
        sheets.from_words(one, words)


def test_a_broken_file_is_refused(county, one):
    with pytest.raises(Refused, match="broken"):
        sheets.from_file(one, b"PK\x03\x04 nothing", name="坏.xlsx")


def test_a_final_round_takes_no_more_figures(county, shown, units):
    with pytest.raises(Changed):
        fill(county, shown, units, *VALUES)


def test_a_round_goes_back_with_a_reason(county, shown):
    with pytest.raises(Refused, match="round-needs-reason"):
        operations.reopen(county.office, shown, reason="")
    operations.reopen(county.office, shown, reason="统计局数据修订")
    assert Round.objects.get(pk=shown.pk).state == "draft"
    entry = Entry.objects.filter(action="reopen", kind="round").get()
    assert (entry.before["县住建局"], shown.standings.count()) == ("89", 0)


def test_a_result_that_its_figures_no_longer_give_is_not_shown(county, one, units):
    fill(county, one, units, *VALUES)
    operations.compute_round(county.office, one)
    operations.enter(county.office, one, [Cell("gdp", units[0].pk, "value", None)], source="更正")
    assert (one.standings.count(), Round.objects.get(pk=one.pk).state) == (0, "draft")
    assert (
        county.client(county.office).get(f"/assessment/rounds/{one.pk}/units/{units[0].pk}/").status_code
        == 404
    )


def test_taking_figures_costs_the_same_for_three_units_and_for_thirty(county, one, django_assert_num_queries):
    operations.fetch(county.office, one)
    with django_assert_num_queries(FETCH_QUERIES):
        operations.fetch(county.office, one)
    for n in range(27):
        one.entrants.create(unit=Unit.objects.create(name=f"单位{n}"))
    with django_assert_num_queries(FETCH_QUERIES):
        operations.fetch(county.office, one)


def test_what_is_released_is_seen_without_signing_in_until_it_is_withdrawn(county, shown):
    nobody = county.client(None)
    operations.release(county.office, shown)
    token = Round.objects.get(pk=shown.pk).token
    page = nobody.get(f"/shown/{token}/")
    assert (page.status_code, "89" in page.content.decode(), "gdp" in page.content.decode()) == (
        200,
        True,
        False,
    )
    operations.withdraw(county.office, shown)
    assert (nobody.get(f"/shown/{token}/").status_code, nobody.get("/shown/x/").status_code) == (404, 404)


def test_a_unit_sees_why_it_has_its_points_and_not_others(county, shown, units):
    client = county.client(county.colleague)
    own = client.get(f"/assessment/rounds/{shown.pk}/units/{units[1].pk}/?try_gdp=9.5")
    text = own.content.decode()
    assert "实际值 7，满意值 9，不允许值 5，功效系数 80，权重 60 分，得 48 分。" in text
    assert "总分 100.00，位次 1。" in text
    assert client.get(f"/assessment/rounds/{shown.pk}/units/{units[0].pk}/").status_code == 403


def test_a_unit_sees_nothing_before_it_is_publicised(county, one, units):
    fill(county, one, units, *VALUES)
    operations.compute_round(county.office, one)
    client = county.client(county.colleague)
    assert client.get(f"/assessment/rounds/{one.pk}/").status_code == 404
    assert one.name not in client.get("/assessment/").content.decode()


@pytest.mark.parametrize("more", [0, 27])
def test_the_board_costs_the_same_for_three_units_and_for_thirty(
    county, one, units, more, django_assert_num_queries
):
    extra = [Unit.objects.create(name=f"第{n}镇", kind="town") for n in range(more)]
    one.entrants.bulk_create(one.entrants.model(round=one, unit=unit) for unit in extra)
    fill(county, one, [*units, *extra], *VALUES, *([("6", "50", "101")] * more))
    operations.compute_round(county.office, one)
    client = county.client(county.office)
    for address, count in (("", 7), (f"units/{units[0].pk}/", 7), ("figures/", 6), ("trial/", 6)):
        with django_assert_num_queries(count):
            assert client.get(f"/assessment/rounds/{one.pk}/{address}").status_code == 200


def test_the_board_comes_as_word_excel_and_picture(county, shown, units):
    client = county.client(county.office)
    picture = client.get(f"/assessment/rounds/{shown.pk}/board.png")
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/assessment/rounds/{shown.pk}/board.xlsx").content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=3)]
    assert rows[:2] == [
        ["分组", "位次", "单位", "总分", "升降", "等次", "生产总值增速", "任务办结率", "收入增长"],
        ["", "1", units[0].name, "89.00", "—", "优秀", "60.00", "24.00", "5.00"],
    ]
    assert client.get(f"/assessment/rounds/{shown.pk}/board.docx").content[:2] == b"PK"
