"""Building blocks on their pages: a store that cannot give what it has not, a roster with gaps, levels of areas by day, checks by grade, visits."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils.html import escape

from duban.registers import parse_definition
from duban_files.table_file import TableFile, write_table
from duban_web.common.errors import Refused
from duban_web.people.models import Unit, User
from duban_web.registers import packs
from duban_web.registers.importing import take_in
from duban_web.registers.models import Tally
from duban_web.registers.operations import install, move, redefine, remove, save_record
from duban_web.registers.rosters import copy_day, sheet, with_names
from duban_web.registers.tallying import counted, recount
from duban_web.registers.zones import areas
from small_county import DAY
from small_register import ROW, figures, visits


@pytest.fixture
def towns(county):
    Unit.objects.bulk_create(Unit(name=name, kind=Unit.Kind.TOWN) for name in ("青石镇", "双河镇", "城关镇"))
    return county


def used(county, *codes):
    return [install(county.office, packs.presets()[code]) for code in codes]


def pumped(county, pumps, way, n, town="", **more):
    return save_record(
        county.office, pumps, {"kind": "抽水泵", "from_store": "县库", "movement": way, "to_town": town, "quantity": str(n), "on_day": "2020-07-10"} | more
    )  # fmt: skip


def page(county, register, block, asked=""):
    found = county.client(county.office).get(f"/registers/{register.code}/view/{block}/{asked}")
    assert found.status_code == 200
    return found.content.decode()


# stock


def test_a_store_gives_no_more_than_it_has(towns):
    (pumps,) = used(towns, "pumps")
    pumped(towns, pumps, "入库", 10)
    pumped(towns, pumps, "调出", 7, "青石镇")
    with pytest.raises(Refused) as problem:
        pumped(towns, pumps, "调出", 4, "双河镇")
    assert (
        problem.value.sentence() == "“抽水泵、县库”不够：入库 10，在外 11，还差 1。请先登记入库，或减少数量。"
    )
    assert pumps.records.count() == 2
    assert figures(pumps)["moved"] == 7
    told = page(towns, pumps, "stock")
    assert "青石镇 7台" in told
    assert "<b>3台</b>" in told


def test_what_came_cannot_be_taken_back_while_it_is_out(towns):
    (pumps,) = used(towns, "pumps")
    came = pumped(towns, pumps, "入库", 10)
    out = pumped(towns, pumps, "调出", 7, "青石镇")
    with pytest.raises(Refused):
        remove(towns.office, came, reason="录错")
    with pytest.raises(Refused):
        save_record(towns.office, pumps, {"kind": "抽水泵", "from_store": "县库", "movement": "入库", "quantity": "6", "on_day": "2020-07-10"}, one=came)  # fmt: skip
    move(towns.office, out, "return")
    remove(towns.office, came, reason="录错")
    assert pumps.records.filter(removed_on=None).count() == 1


def test_rules_that_leave_a_store_below_zero_are_refused(towns):
    (pumps,) = used(towns, "pumps")
    pumped(towns, pumps, "入库", 5)
    pumped(towns, pumps, "调出", 5, "青石镇")
    with pytest.raises(Refused) as problem:
        redefine(towns.office, pumps, pumps.source.replace('"movement = 入库"', '"movement = 无"'))
    assert problem.value.code == "register-stock"
    pumps.refresh_from_db()
    assert '"movement = 入库"' in pumps.source


def test_an_import_that_a_store_cannot_give_stays_out_whole(towns):
    (pumps,) = used(towns, "pumps")
    header = ["物资", "仓库", "类别", "调往", "数量", "日期"]
    rows = [["抽水泵", "县库", "入库", "", "5", "2020-07-01"], ["抽水泵", "县库", "调出", "青石镇", "6", "2020-07-02"]]  # fmt: skip
    with pytest.raises(Refused) as problem:
        take_in(towns.office, pumps, write_table(TableFile("泵", "", header, rows)), name="泵.xlsx")
    assert "还差 1" in problem.value.sentence()
    assert pumps.records.count() == 0
    assert figures(pumps)["came"] == 0


# rosters


@pytest.fixture
def roster(towns):
    posts, duties = used(towns, "duty_posts", "duty_roster")
    for name, people in (("东城小区南门", "1"), ("东城小区北门", "2")):
        save_record(
            towns.office, posts, {"post": name, "estate": "东城小区", "people": people, "town": "城关镇"}
        )
    on_duty(towns, duties, "周敏", "东城小区南门", "早班")
    on_duty(towns, duties, "吴强", "东城小区北门", "早班")
    return duties


def on_duty(county, duties, name, post, shift, day="2020-11-20"):
    typed = {"cadre": name, "from_unit": "县住建局", "post": post, "day": day, "shift": shift}
    return save_record(county.office, duties, typed)


def test_a_roster_shows_who_stands_where_and_what_is_missing(towns, roster):
    found = sheet(towns.office, roster, dt.date(2020, 11, 20))
    assert (found.coverage.filled, found.coverage.needed) == (2, 9)
    assert [(row.post.name, row.gap) for row in found.rows] == [("东城小区北门", 5), ("东城小区南门", 2)]
    assert [(cell.need, cell.planned) for cell, _ in found.rows[0].shifts] == [(2, 1), (2, 0), (2, 0)]
    name, shifts = with_names(towns.office, roster, found.rows)[0]
    assert (name, [(gap, [who for _, who in people]) for gap, people in shifts]) == (
        "东城小区北门",
        [(1, ["吴强"]), (2, []), (2, [])],
    )
    assert [(one.filled, one.needed) for _, one in found.week] == [(0, 9)] * 4 + [(2, 9)] + [(0, 9)] * 2
    told = page(towns, roster, "roster", "?on=2020-11-20")
    assert "周敏" in told
    assert "缺 1 人" in told


def test_who_did_not_come_leaves_a_gap(towns, roster):
    one = roster.records.get(number=1)
    move(towns.office, one, "miss", note="生病")
    assert sheet(towns.office, roster, dt.date(2020, 11, 20)).coverage.filled == 1
    move(towns.office, one, "arrive")
    found = sheet(towns.office, roster, dt.date(2020, 11, 20))
    assert (found.coverage.filled, found.came, found.people) == (2, 1, 2)


def test_nobody_stands_at_two_posts_in_one_shift(towns, roster):
    with pytest.raises(Refused) as problem:
        on_duty(towns, roster, "周敏", "东城小区北门", "早班")
    assert problem.value.sentence() == "姓名、值守日期、班次已经登记过，见 #1。"


def test_a_day_is_planned_like_another(towns, roster):
    on_duty(towns, roster, "周敏", "东城小区南门", "早班", day="2020-11-21")
    client = towns.client(towns.office)
    answer = client.post("/registers/duty_roster/view/roster/?on=2020-11-21", {"yesterday": "1"}, follow=True)
    assert "照 2020-11-20 排了 1 个班。" in answer.content.decode()
    assert sheet(towns.office, roster, dt.date(2020, 11, 21)).coverage.filled == 2
    assert figures(roster)["shifts"] == 4
    with pytest.raises(Refused):
        copy_day(towns.office, roster, dt.date(2020, 11, 20), dt.date(2020, 11, 21))
    on_duty(towns, roster, "吴强", "东城小区南门", "早班", day="2020-11-22")
    assert copy_day(towns.office, roster, dt.date(2020, 11, 20), dt.date(2020, 11, 22)) == 1
    assert client.post("/registers/duty_roster/view/roster/?on=2020-11-27", {"week": "1"}).status_code == 302
    assert sheet(towns.office, roster, dt.date(2020, 11, 27)).coverage.filled == 2


def test_only_the_office_plans(towns, roster):
    for user in (towns.liaison, towns.outsider):
        assert towns.client(user).post("/registers/duty_roster/view/roster/?on=2020-11-21", {"yesterday": "1"}).status_code == 403  # fmt: skip
    leader = User.objects.create_user("leader", role=User.Role.LEADER)
    told = towns.client(leader).get("/registers/duty_roster/view/roster/?on=2020-11-20").content.decode()
    assert ("周*" in told, "周敏" in told) == (True, False)
    assert towns.client(leader).post("/registers/duty_roster/view/roster/?on=2020-11-21", {"yesterday": "1"}).status_code == 403  # fmt: skip


# zones


def test_the_level_of_an_area_on_any_day(towns):
    (register,) = used(towns, "control_areas")
    typed = {"point": "29.5,111.4", "people": "3200", "decided_by": "指挥部", "town": "城关镇"}
    one = save_record(towns.office, register, typed | {"area": "东城小区", "since": "2020-11-02"})
    two = save_record(
        towns.office, register, typed | {"area": "柏桥村", "since": "2020-11-05", "people": "850"}
    )
    move(towns.office, one, "down", note="无新增", on=dt.date(2020, 11, 12))
    move(towns.office, two, "ease", note="无新增", on=dt.date(2020, 11, 9))
    move(towns.office, two, "free", note="无新增", on=dt.date(2020, 11, 16))
    found = {
        day: [
            (area.name, area.level, area.since.day)
            for area in areas(towns.office, register, dt.date(2020, 11, day))
        ]
        for day in (1, 4, 10, 20)
    }
    assert found == {
        1: [],
        4: [("东城小区", "closed", 2)],
        10: [("东城小区", "closed", 2), ("柏桥村", "watched", 9)],
        20: [("东城小区", "managed", 12), ("柏桥村", "free", 16)],
    }
    told = page(towns, register, "zone", "?on=2020-11-10")
    assert "封控" in told
    assert told.count("城关镇") == 2
    assert "3200 人" in told
    for asked in ("?on=2020-11-10&map=1", "?on=2020-11-10&history=1"):
        assert page(towns, register, "zone", asked).startswith("<svg")


def test_a_level_that_an_area_once_had_stays_in_the_register(county):
    fields = 'name = "分区"\nfields = [{code = "area", name = "区域"}]\n'
    both = 'states = [{code = "closed", name = "封控"}, {code = "watched", name = "防范"}]\nmoves = [{code = "ease", name = "降", from = ["closed"], to = "watched"}]'
    register = install(county.office, parse_definition(fields + both, code="areas"))
    move(county.office, save_record(county.office, register, {"area": "东城小区"}), "ease")
    with pytest.raises(Refused) as problem:
        redefine(county.office, register, fields + 'states = [{code = "watched", name = "防范"}]')
    assert problem.value.sentence() == "状态“封控”还有记录，不能删除。"


def test_a_move_takes_place_after_the_last_and_not_tomorrow(towns):
    (register,) = used(towns, "control_areas")
    one = save_record(
        towns.office, register, {"area": "东城小区", "since": "2020-11-02", "decided_by": "指挥部"}
    )
    for day in (dt.date(2020, 11, 1), DAY + dt.timedelta(1)):
        with pytest.raises(Refused) as problem:
            move(towns.office, one, "down", note="无新增", on=day)
        assert problem.value.sentence() == f"日期要在 2020-11-02 到 {DAY} 之间。"
    move(towns.office, one, "down", note="无新增", on=dt.date(2020, 11, 12))
    with pytest.raises(Refused):
        move(towns.office, one, "ease", note="无新增", on=dt.date(2020, 11, 11))


# grades and visits


@pytest.fixture
def firms(towns):
    firms, checks = used(towns, "source_firms", "source_visits")
    for name, level in (("青石采石场", "重点"), ("云岭水泥厂", "一般"), ("老煤场", "停产")):
        save_record(
            towns.office,
            firms,
            {"firm": name, "kind": "石厂", "level": level, "duty": "郑", "town": "青石镇"},
        )
    return firms, checks


def checked(county, checks, firm, day, **points):
    return save_record(county.office, checks, {"firm": firm, "on_day": day, "visitor": "陈", "town": "青石镇"} | points)  # fmt: skip


def test_a_visit_moves_the_next_check_of_the_firm(towns, firms):
    register, checks = firms
    firm = register.records.get(number=1)
    assert firm.due == DAY + dt.timedelta(30)
    first = checked(towns, checks, "青石采石场", "2020-10-01", told="是", scale="否")
    firm.refresh_from_db()
    assert (firm.values["visited"], firm.due, firm.light) == ("2020-10-01", dt.date(2020, 10, 31), "red")
    assert figures(register)["visited"] == Decimal("33.3")
    second = checked(towns, checks, "青石采石场", "2020-11-18", told="是", scale="是")
    firm.refresh_from_db()
    assert (firm.values["visited"], firm.due, firm.light) == ("2020-11-18", dt.date(2020, 12, 18), "")
    remove(towns.office, second, reason="填错")
    firm.refresh_from_db()
    assert firm.values["visited"] == "2020-10-01"
    save_record(
        towns.office, checks, {"firm": "云岭水泥厂", "on_day": "2020-10-02", "visitor": "陈"}, one=first
    )
    assert register.records.get(number=2).values["visited"] == "2020-10-02"


def test_other_intervals_move_the_due_days_at_once(towns, firms):
    register, _ = firms
    redefine(towns.office, register, register.source.replace('"重点" = 30', '"重点" = 7'))
    assert register.records.get(number=1).due == DAY + dt.timedelta(7)


def test_grades_and_visits_on_their_pages(towns, firms):
    register, checks = firms
    checked(towns, checks, "青石采石场", "2020-10-01", told="是", scale="否")
    checked(towns, checks, "云岭水泥厂", "2020-11-18", told="是", slips="否")
    grades = page(towns, register, "grading")
    for cells in (
        '<th scope="row">重点</th><td>30 天</td><td class="number">1</td><td class="number">0</td><td class="number"><strong>1</strong></td><td class="number">0</td>',
        '<th scope="row">一般</th><td>90 天</td><td class="number">1</td><td class="number">0</td><td class="number">0</td><td class="number">0</td>',
        '<th scope="row">停产</th><td>—</td><td class="number">1</td><td class="number">1</td><td class="number">0</td><td class="number">0</td>',
    ):
        assert cells in grades
    told, earlier = page(towns, checks, "visit"), page(towns, checks, "visit", "?on=2020-10-01")
    assert "<b>1 / 3</b><span>已上门 ÷ 全部</span>" in told
    assert "<b>2 / 3</b>" in earlier
    missed = '<th scope="row">{}</th><td class="number"><strong>1</strong></td><td class="number">1</td>'
    assert [missed.format(name) in told for name in ("出货有称重单", "地磅检定有效")] == [True, False]
    assert [missed.format(name) in earlier for name in ("出货有称重单", "地磅检定有效")] == [True, True]
    assert "老煤场" in told


def test_a_visit_whose_day_has_no_place_in_the_other_register_is_refused(towns):
    other = install(
        towns.office,
        parse_definition('name = "企业"\nfields = [{code = "firm", name = "企业"}]', code="firms"),
    )
    words = 'name = "检查"\nfields = [{code = "firm", name = "企业", type = "link", to = "firms"}, {code = "day", name = "日期", type = "date"}, {code = "ok", name = "合格", type = "tick"}]\nblocks = {visit = {of = "firm", day = "day", items = ["ok"], sets = "visited"}}'
    checks = install(towns.office, parse_definition(words, code="checks"))
    save_record(towns.office, other, {"firm": "甲厂"})
    with pytest.raises(Refused) as problem:
        save_record(towns.office, checks, {"firm": "甲厂", "day": "2020-11-18", "ok": "是"})
    assert (
        problem.value.sentence()
        == "登记簿“企业”里没有日期字段“visited”，检查的日期写不进去；请在它的定义里加上。"
    )
    assert checks.records.count() == 0


# labels


def test_a_label_opens_its_record(towns, roster):
    client = towns.client(towns.office)
    assert "/registers/duty_posts/1/codes/label/" in client.get("/registers/duty_posts/1/").content.decode()
    assert client.get("/registers/duty_posts/1/codes/label/").content.startswith(b"<?xml")
    assert client.get("/registers/duty_posts/1/codes/estate/").status_code == 404
    assert 'data-scan="打开摄像头扫码"' in client.get("/registers/duty_posts/new/").content.decode()


def test_a_block_that_a_register_has_not_is_no_page(towns, roster):
    client = towns.client(towns.office)
    assert client.get("/registers/duty_roster/view/stock/").status_code == 404
    assert client.get("/registers/duty_roster/view/roster/?on=2020-13-01").status_code == 400


# counting anew


def test_the_database_counts_what_the_library_counts(county):
    register = visits(county)
    for n in range(12):
        row = ROW | {"card": "", "tons": f"{n}.{n}" if n % 3 else "", "town": "县住建局" if n % 2 else "", "day": f"2020-1{n % 2}-16"}  # fmt: skip
        made = save_record(county.office, register, row)
        if n % 4 == 0:
            move(county.office, made, "end", note="好")
    kept = {(t.code, t.unit_key, t.month): (t.part, t.whole) for t in register.tallies.all() if t.whole}
    assert {key: tuple(share for share in (found.part, found.whole)) for key, found in counted(register).items()} == kept  # fmt: skip
    assert recount(register) == []
    Tally.objects.filter(code="tons").update(part=1)
    assert recount(register) == [register]
    assert {(t.code, t.unit_key, t.month): (t.part, t.whole) for t in register.tallies.all()} == kept
    assert recount(register) == []


@pytest.mark.django_db(transaction=True)
def test_several_threads_count_what_one_counts(county):
    registers = [visits(county), *used(county, "pumps", "duty_posts")]
    for n in range(5):
        save_record(county.office, registers[0], ROW | {"card": "", "tons": str(n)})
        pumped(county, registers[1], "入库", n + 1)
    Tally.objects.filter(register=registers[1]).delete()
    assert recount(*registers, workers=2) == [registers[1]]
    assert [figures(register) for register in registers[:2]] == [
        {"all": 5, "tons": 10, "rate": 0},
        {"came": 15, "moved": 0, "pumps": 0, "out": 0, "trips": 0},
    ]


def test_sums_are_exact_to_the_fourth_place(county):
    words = 'name = "试"\nfields = [{code = "n", name = "数", type = "number"}]\nrollups = [{code = "s", name = "和", of = "sum", field = "n"}]'
    register = install(county.office, parse_definition(words, code="trial"))
    for value in ("0.1", "0.2", "0.3", "999999999.9999", "-0.0001"):
        save_record(county.office, register, {"n": value})
    assert {code: share.part for (code, _, _), share in counted(register).items()} == {"s": Decimal("1000000000.5998")}  # fmt: skip
    assert recount(register) == []


def test_an_escaped_word_counts_too(county):
    words = """name = "试"\nfields = [{code = "w", name = "词"}]\nrollups = [{code = "s", name = "数", of = "count", where = ['w = a"b\\c']}]"""
    register = install(county.office, parse_definition(words, code="trial"))
    save_record(county.office, register, {"w": 'a"b\\c'})
    assert figures(register) == {"s": Decimal(1)}
    assert recount(register) == []
    assert escape('a"b') in county.client(county.office).get("/registers/trial/").content.decode()
