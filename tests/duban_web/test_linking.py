"""Records that others refer to: by number, by first field, for one row and for many at once."""

import pytest

from duban_web.common.errors import Refused
from duban_web.registers import packs
from duban_web.registers.importing import add_rows
from duban_web.registers.models import RecordLink, Register
from duban_web.registers.operations import install, redefine, remove, save_record
from duban_web.registers.writing import Mistakes

pytestmark = pytest.mark.django_db
TOLD = {"file": "称重.xlsx"}


@pytest.fixture
def slips(county):
    """Weigh slips, which refer to trucks and to firms: two of each."""
    firms, trucks, found = (
        install(county.office, packs.presets()[code]) for code in ("source_firms", "trucks", "weigh_slips")
    )
    for name in ("青石采石场", "双河砂场"):
        save_record(
            county.office,
            firms,
            {"firm": name, "kind": "石厂", "level": "重点", "duty": "郑", "town": "县住建局"},
        )
    for plate in ("湘H55555", "湘H66666"):
        save_record(county.office, trucks, {"plate": plate, "rated": "18"})
    return found


def slip(number, truck="湘H55555", source="青石采石场"):
    return {"slip": f"CZ-{number}", "truck": truck, "source": source, "weight": "26", "weigher": "蒋", "on_day": "2020-11-18"}  # fmt: skip


def led_to(register):
    links = RecordLink.objects.filter(record__register=register).order_by("record__number", "field")
    return list(links.values_list("record__number", "field", "target__number"))


@pytest.mark.parametrize("words", ["2", "#2", "#2 湘H66666", " 湘H66666 ", "２"])
def test_a_record_is_found_by_number_or_first_field(county, slips, words):
    one = save_record(county.office, slips, slip(1, truck=words))
    assert one.values["truck"] == "#2"
    assert led_to(slips) == [(1, "source", 1), (1, "truck", 2)]


@pytest.mark.parametrize("words", ["9", "#", "#9", "99999999999999999999", "湘H77777", "湘H66666 湘H55555"])
def test_what_is_not_there_is_said(county, slips, words):
    with pytest.raises(Mistakes) as problem:
        save_record(county.office, slips, slip(1, truck=words))
    assert problem.value.by_field == {
        "truck": f"“车辆”：在“货运车辆”里找不到“{words}”，请填编号（如 #12）或名称。"
    }


def test_of_several_with_the_same_name_the_newest_is_meant_and_none_that_was_taken_back(county, slips):
    register = Register.objects.get(code="source_firms")
    redefine(county.office, register, register.source.replace('unique = [["firm"]]', "unique = []"))
    register.refresh_from_db()
    other = save_record(county.office, register, {"firm": "青石采石场", "kind": "石厂", "level": "重点", "duty": "王", "town": "县住建局"})  # fmt: skip
    assert save_record(county.office, slips, slip(1)).values["source"] == "#3"
    remove(county.office, save_record(county.office, register, other.values | {"duty": "李", "town": "县住建局"}), reason="重复")  # fmt: skip
    assert save_record(county.office, slips, slip(2)).values["source"] == "#3"


def test_many_rows_ask_no_more_often_than_one(county, slips, django_assert_num_queries):
    with django_assert_num_queries(19):
        add_rows(county.office, slips, [(2, slip(0))], told=TOLD)
    rows = [(n + 2, slip(n, truck=("湘H55555", "#2")[n % 2], source=("双河砂场", "1")[n % 2])) for n in range(1, 31)]  # fmt: skip
    with django_assert_num_queries(19):
        add_rows(county.office, slips, rows, told=TOLD)
    assert led_to(slips)[2:6] == [(2, "source", 1), (2, "truck", 2), (3, "source", 2), (3, "truck", 1)]


def test_every_row_that_leads_nowhere_is_named_and_nothing_is_saved(county, slips):
    rows = [(2, slip(1)), (3, slip(2, truck="湘H1")), (4, slip(3, source="无此厂"))]
    with pytest.raises(Refused) as problem:
        add_rows(county.office, slips, rows, told=TOLD)
    assert "第3行" in problem.value.sentence()
    assert "第4行" in problem.value.sentence()
    assert slips.records.count() == 0
