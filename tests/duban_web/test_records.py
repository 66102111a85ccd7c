"""Registers in the web part: install, write, move, redefine; who sees what; the chain from one record to another."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from duban.registers import parse_definition
from duban_web.audit.models import Entry
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.people.models import Unit, User
from duban_web.registers import packs
from duban_web.registers.models import Record, Register, Tally, UniqueKey
from duban_web.registers.operations import install, move, redefine, remove, save_record
from duban_web.registers.queries import by_unit, rolled_up, values_of
from duban_web.registers.writing import Mistakes
from small_register import ROW, SOURCE, figures

DAY = dt.date(2020, 11, 23)


# records


def test_a_record_is_kept_with_its_personal_values_sealed(county, register):
    one = save_record(county.office, register, ROW)
    assert (one.number, one.unit, one.state, one.dated, one.due, one.light) == (
        1,
        county.liaison.unit,
        "open",
        dt.date(2020, 11, 16),
        DAY,
        "green",
    )
    assert one.values == {"village": "双河村", "town": "县住建局", "tons": "12", "day": "2020-11-16"}
    assert "王小明" not in one.secret
    assert "11010519491231002X" not in json.dumps(
        [list(Entry.objects.filter(kind="record").values_list("after", flat=True)), one.words]
    )
    assert {k: values_of(one)[k] for k in ("who", "card")} == {"who": "王小明", "card": "11010519491231002X"}


def test_every_mistake_is_named_at_its_field_and_nothing_is_saved(county, register):
    with pytest.raises(Mistakes) as problem:
        save_record(
            county.office,
            register,
            {
                "who": "",
                "card": "1101051949123100",
                "village": "双河村",
                "town": "县某局",
                "tons": "-1",
                "day": "2020-02-30",
            },
        )
    assert set(problem.value.by_field) == {"who", "card", "town", "tons", "day"}
    assert problem.value.by_field["town"] == "“属地”里的“县某局”不在通讯录里。"
    assert (Record.objects.count(), Tally.objects.count()) == (0, 0)


def test_what_may_stand_once_is_held_by_the_database_though_it_is_sealed(county, register):
    one = save_record(county.office, register, ROW)
    with pytest.raises(Mistakes) as problem:
        save_record(county.office, register, ROW | {"who": "同一人"})
    assert problem.value.by_field == {"card": "身份证号已经登记过，见 #1。"}
    assert figures(register)["all"] == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        UniqueKey.objects.create(register=register, record=one, digest=one.keys.get().digest)
    remove(county.office, one, reason="登错了")
    assert save_record(county.office, register, ROW).number == 2


def test_roll_ups_follow_every_change(county, register):
    one = save_record(county.office, register, ROW)
    two = save_record(
        county.office, register, ROW | {"card": "", "town": "县财政局", "tons": "8", "day": "2020-10-10"}
    )
    assert figures(register) == {"all": 2, "tons": 20, "rate": 0}
    move(county.office, one, "end", note="已回访")
    save_record(
        county.office, register, ROW | {"tons": "10.5", "town": "县财政局"}, one=Record.objects.get(pk=one.pk)
    )
    assert figures(register) == {"all": 2, "tons": Decimal("18.5"), "rate": 50}
    assert [(u.unit, u.figures[0].value) for u in by_unit(register)] == [("县财政局", 2)]
    assert {f.rollup.code: f.value for f in rolled_up(register, month="2020-10")} == {
        "all": 1,
        "tons": 8,
        "rate": 0,
    }
    remove(county.office, two, reason="重复")
    assert figures(register) == {"all": 1, "tons": Decimal("10.5"), "rate": 100}


def test_two_people_saving_the_same_record(county, register):
    one = save_record(county.office, register, ROW)
    save_record(county.office, register, ROW | {"tons": "1"}, one=one, seen=1)
    with pytest.raises(Changed):
        save_record(county.office, register, ROW | {"tons": "2"}, one=one, seen=1)
    assert Record.objects.get().values["tons"] == "1"
    move(county.office, one, "end", note="好")
    with pytest.raises(Changed):
        move(county.office, one, "end", note="又一次")


def test_a_unit_writes_and_moves_its_own_records_and_no_others(county, register):
    one = save_record(county.liaison, register, ROW | {"town": ""})
    assert one.unit == county.liaison.unit
    with pytest.raises(NotYours):
        save_record(county.liaison, register, ROW | {"card": "", "town": "县财政局"})
    with pytest.raises(NotYours):
        move(county.colleague, one, "end", note="代办")
    with pytest.raises(Refused) as problem:
        move(county.liaison, one, "end")
    assert problem.value.code == "register-note"
    assert move(county.liaison, one, "end", note="已回访").state == "done"


# who sees what


def test_personal_values_are_masked_for_those_who_only_look_on(county, register):
    save_record(county.office, register, ROW)
    viewer = User.objects.create_user("chakan", role=User.Role.VIEWER)
    for user, sees in ((county.office, True), (county.liaison, True), (viewer, False)):
        for path in ("/registers/visits/", "/registers/visits/1/"):
            words = county.client(user).get(path).content.decode()
            assert ("王小明" in words) is sees, (user, path)
            assert ("王**" in words) is not sees, (user, path)
    data = b"".join(county.client(viewer).get("/registers/visits/export/").streaming_content)
    grid = __import__("duban_files.table_file", fromlist=["read_table"]).read_table(data, name="x.xlsx")
    assert grid[3][:4] == ["1", "在办", "王**", "110***********002X"]


def test_a_colleague_sees_only_the_own_units_records(county, register):
    save_record(county.office, register, ROW)
    assert county.client(county.colleague).get("/registers/visits/1/").status_code == 404
    assert "双河村" not in county.client(county.colleague).get("/registers/visits/").content.decode()
    assert (
        county.client(county.liaison).get("/registers/visits/?words=双河").context["page"].paginator.count
        == 1
    )


@pytest.mark.parametrize("path", ["/registers/", "/registers/visits/"])
def test_a_list_costs_the_same_for_one_record_and_for_thirty(
    county, register, django_assert_num_queries, path
):
    counts = {"/registers/": 4, "/registers/visits/": 8}
    save_record(county.office, register, ROW)
    page = county.client(county.office)
    page.get(path)
    for n in range(2):
        with django_assert_num_queries(counts[path]):
            page.get(path)
        if n == 0:
            for more in range(29):
                save_record(county.office, register, ROW | {"card": "", "village": f"{more}村"})


# pages


def test_a_record_from_the_form_to_its_end(county, register):
    page = county.client(county.liaison)
    answer = page.post("/registers/visits/new/", ROW | {"card": "110105194912310021"})
    assert (answer.status_code, "校验不通过" in answer.content.decode()) == (400, True)
    assert page.post("/registers/visits/new/", ROW).status_code == 302
    shown = page.get("/registers/visits/1/edit/").content.decode()
    assert 'value="11010519491231002X"' in shown
    stale = ROW | {"version": "1", "tons": "5"}
    assert page.post("/registers/visits/1/edit/", stale).status_code == 302
    assert page.post("/registers/visits/1/edit/", stale).status_code == 409
    assert page.post("/registers/visits/1/step/", {"move": "end", "note": "回访完"}).status_code == 302
    words = page.get("/registers/visits/1/").content.decode()
    assert all(part in words for part in ("办结", "回访完", "收集目的：回访", "办结 10 天后删除个人信息。"))


def test_a_register_is_made_changed_and_taken_out_in_the_browser(county):
    page = county.client(county.office)
    bad = page.post(
        "/registers/new/", {"code": "own", "source": 'name = "甲"\nfields = [{code = "a", type = "colour"}]'}
    )
    assert (bad.status_code, "没有“colour”这种字段类型" in bad.content.decode()) == (400, True)
    good = 'name = "甲"\nfields = [{code = "a", name = "甲"}]\nrollups = [{code = "n", name = "数", of = "count"}]'
    assert page.post("/registers/new/", {"code": "own", "source": good}).status_code == 302
    assert page.post("/registers/new/", {"code": "own", "source": good}).status_code == 400
    page.post("/registers/own/new/", {"a": "一"})
    more = good.replace(
        'of = "count"}', 'of = "count"}, {code = "r", name = "率", of = "rate", where = ["a = 一"]}'
    )
    assert page.post("/registers/own/edit/", {"source": more}).status_code == 302
    assert [(f.rollup.code, f.value) for f in rolled_up(Register.objects.get())] == [("n", 1), ("r", 100)]
    page.post("/registers/own/edit/", {"take_out": "1"})
    assert page.get("/registers/own/").status_code == 404
    install(county.office, parse_definition(good, code="own"))
    assert page.get("/registers/own/1/").status_code == 200


def test_a_field_with_data_keeps_its_type_and_a_state_with_records_stays(county, register):
    save_record(county.office, register, ROW)
    for old, new, code in (
        ('name = "产量", type = "number", unit = "吨", least = 0', 'name = "产量"', "register.definition.rollup-number"), ('{code = "village", name = "村", needed = true},\n', "", "register-field-used"),
        ('type = "person", needed = true, personal = true', 'type = "person", needed = true', "register-field-used"), ('{code = "open", name = "在办"}', '{code = "fresh", name = "新"}', "register.definition.no-such-state"),
        ('needed = true},\n  {code = "town"', 'type = "long"},\n  {code = "town"', "register-field-used"),
    ):  # fmt: skip
        assert old in SOURCE
        with pytest.raises(Refused) as problem:
            redefine(county.office, register, SOURCE.replace(old, new))
        assert problem.value.code == code
    assert Register.objects.get().source == SOURCE


def test_a_pack_is_switched_on_at_once(county):
    page = county.client(county.office)
    page.post("/registers/install/", {"code": "homes"})
    page.post("/registers/install/", {"pack": "women"})
    assert set(Register.objects.values_list("code", flat=True)) == {d.code for d in packs.of_pack("women")}
    assert page.post("/registers/install/", {"code": "nothing"}).status_code == 404


# chains


def test_an_overloaded_truck_is_traced_to_its_source_firm(county):
    """S167, S168: case → weigh slip → truck and source firm with its duty officer."""
    Unit.objects.create(name="青石镇", kind="town")
    shipped = packs.presets()
    firm = save_record(
        county.office,
        install(county.office, shipped["source_firms"]),
        {"firm": "青石采石场", "kind": "石厂", "level": "重点", "duty": "郑值班", "town": "青石镇"},
    )
    save_record(
        county.office, install(county.office, shipped["trucks"]), {"plate": "湘H55555", "rated": "18"}
    )
    slip = {
        "slip": "CZ-1",
        "truck": "#1",
        "source": "青石采石场",
        "weight": "26",
        "weigher": "蒋司磅",
        "on_day": "2020-11-18",
    }
    save_record(county.office, install(county.office, shipped["weigh_slips"]), slip)
    case = {
        "case": "CX-1",
        "plate": "湘H55555",
        "found_on": "2020-11-19",
        "place": "国道",
        "weight": "26",
        "rated": "18",
        "slip": "CZ-1",
    }
    save_record(county.office, install(county.office, shipped["overload_cases"]), case)
    page = county.client(county.office)
    chain = [
        (depth, field, words)
        for depth, field, _, words in page.get("/registers/overload_cases/1/").context["links"]
    ]
    assert chain == [(1, "称重单", "#1 CZ-1"), (2, "车辆", "#1 湘H55555"), (2, "源头企业", "#1 青石采石场")]
    assert "货物源头企业 #1" in page.get("/registers/weigh_slips/1/").content.decode()
    with pytest.raises(Refused) as problem:
        remove(county.office, firm, reason="停产")
    assert problem.value.sentence() == "“称重单”#1 引用了这条记录，不能撤回；请先改那一条。"
    with pytest.raises(Mistakes):
        save_record(
            county.office, Register.objects.get(code="weigh_slips"), slip | {"slip": "CZ-2", "truck": "#9"}
        )


# what figures become


def test_roll_ups_are_scored_and_told(county, register):
    from duban_web.assessment.models import Round
    from duban_web.assessment.sources import is_known, take
    from duban_web.bulletins.ledgers import ledgers

    one = save_record(county.office, register, ROW)
    save_record(county.office, register, ROW | {"card": "", "day": "2020-12-10"})
    move(county.office, one, "end", note="完")
    units = [county.liaison.unit, county.colleague.unit]
    taken = take(Round(last_day=DAY), "register:visits/tons", units)
    assert {key: (one.value, one.source) for key, one in taken.items()} == {
        county.liaison.unit.pk: (12, "登记簿“走访”的产量，12/1")
    }
    assert [
        is_known(takes)
        for takes in ("register:visits/tons", "register:visits", "projects:percent", "projects:beauty")
    ] == [True, False, True, False]
    assert ledgers(DAY) == ["走访：户数1；产量12吨；办结率100.0%（1/1）。"]
    assert ledgers(dt.date(2020, 12, 31)) == ["走访：户数2；产量24吨；办结率50.0%（1/2）。"]


def test_figures_of_a_register_become_figures_of_the_county(county, register):
    from duban_web.indicators.models import Observation

    save_record(county.office, register, ROW)
    page = county.client(county.office)
    assert page.post("/registers/visits/sums/").status_code == 400
    Unit.objects.create(name="云岭县城关镇人民政府", kind="town")
    Observation.objects.create(
        indicator="投资",
        measure="value",
        region="云岭县",
        period="2020",
        value=5,
        unit="亿元",
        accepted_on=DAY,
    )
    for tons in ("12", "15"):
        save_record(county.office, register, ROW | {"tons": tons}, one=Record.objects.get())
        assert page.post("/registers/visits/sums/").status_code == 302
    rows = (
        Observation.objects.exclude(indicator="投资")
        .filter(removed_on=None)
        .values_list("indicator", "region", "period", "value", "unit")
    )
    assert sorted(rows) == [
        ("走访·产量", "云岭县", "2020-11-23", 15, "吨"), ("走访·办结率", "云岭县", "2020-11-23", 0, "%"), ("走访·户数", "云岭县", "2020-11-23", 1, ""),
    ]  # fmt: skip
    assert county.client(county.liaison).post("/registers/visits/sums/").status_code == 403


def test_a_record_whose_file_is_refused_is_not_saved(county):
    install(county.office, packs.presets()["cold_chain"])
    form = {
        "operator": "甲",
        "product": "冻虾",
        "batch": "1",
        "origin": "进口",
        "supplier": "乙",
        "on_day": "2020-11-10",
        "quantity": "3",
        "certificate": "yes",
    }
    wrong = SimpleUploadedFile("证明.jpg", b"no picture")
    answer = county.client(county.office).post("/registers/cold_chain/new/", form | {"papers": wrong})
    assert (answer.status_code, Record.objects.count(), Tally.objects.count()) == (400, 0, 0)


def test_two_units_of_one_short_name_do_not_mix_their_figures(county, register):
    twin = Unit.objects.create(name="云岭县住建局二局", short_name="县住建局")
    one = save_record(county.office, register, ROW)
    Record.objects.filter(pk=one.pk).update(unit=twin)
    Tally.objects.update(unit_key=twin.pk)
    move(county.office, Record.objects.get(pk=one.pk), "end", note="完")
    assert set(Tally.objects.exclude(whole=0).values_list("unit_key", flat=True)) == {twin.pk}
