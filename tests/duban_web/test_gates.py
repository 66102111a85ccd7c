"""What gates' phones saw: brought in once, told back, shown by day, kept no longer than the register says."""

import datetime as dt
import io
from uuid import UUID

import openpyxl
import pytest

from duban_web.common import office as office_date
from duban_web.people.models import User
from duban_web.registers import gates, nightly, packs, passes
from duban_web.registers.gates import Told
from duban_web.registers.models import PassCheck
from duban_web.registers.operations import install, move, redefine, remove, save_record

DAY = dt.date(2020, 11, 23)
ROW = {
    "firm": "远拓",
    "plate": "湘H67890",
    "goods": "配件",
    "valid_from": "2020-11-01",
    "valid_to": "2020-12-15",
}


@pytest.fixture
def register(county, settings, tmp_path):
    settings.DATA = tmp_path
    return install(county.office, packs.presets()["green_passes"])


@pytest.fixture
def passed(county, register):
    return save_record(county.office, register, ROW)


def key(n):
    return str(UUID(int=n))


def check(n, clock, text, said="valid", day="2020-11-23"):
    return f"{key(n)} {day}T{clock} {said} {text}"


def test_checks_come_in_once_and_tell_what_other_gates_saw(county, passed):
    text, user, name = passes.pass_text(passed), county.office, "green_passes#1"
    first = gates.take_in(user, " 高速 北口 ", [check(1, "08:00:00", text)])
    assert first == gates.Answer(0, {name: Told("今日首次经过卡口。", is_warning=False)})
    again = gates.take_in(user, "高速 北口", [check(1, "08:00:00", text), check(2, "09:00:10", text)])
    assert again.told == {name: Told("今日各卡口共放行 2 次，上一次 08:00 在“高速 北口”。", is_warning=False)}
    soon = gates.take_in(county.liaison, "", [check(3, "09:20:00", text)])
    assert soon.told == {
        name: Told("请核对车和人：同一张证 09:00 刚在“高速 北口”用过，相隔不到 30 分钟，可能是复制的。", is_warning=True)
    }  # fmt: skip
    rows = PassCheck.objects.order_by("at").values_list("gate", "said", "by__username")
    assert list(rows) == [("高速 北口", "valid", "office"), ("高速 北口", "valid", "office"), (str(county.liaison.unit), "valid", "zhujian")]  # fmt: skip
    assert [f"{one.at.astimezone(dt.UTC):%H:%M}" for one in PassCheck.objects.order_by("at")] == ["00:00", "01:00", "01:20"]  # fmt: skip


def test_what_is_no_pass_of_ours_is_not_taken(county, passed):
    text = passes.pass_text(passed)
    forged = text[:-8] + ("AAAAAAAA" if text[-8:] != "AAAAAAAA" else "BBBBBBBB")
    lines = [
        check(1, "08:00:00", forged), check(2, "08:00:00", "DB1.x"), check(3, "25:00:00", text), check(4, "08:00:00", text, "fine"), "", f"7 2020-11-23T08:00:00 valid {text}",
        check(5, "08:00:00", "DB2" + text[3:]), check(7, "08:00:00", text, day="0001-01-01"), check(6, "08:00:00", text, "expired"),
    ]  # fmt: skip
    assert gates.take_in(county.office, "北口", lines) == gates.Answer(8, {})
    assert [(one.key, one.said) for one in PassCheck.objects.all()] == [(UUID(int=6), "expired")]


def test_a_pass_revoked_since_is_to_be_stopped(county, passed):
    text = passes.pass_text(passed)
    move(county.office, passed, "revoke", note="转借他人")
    found = gates.take_in(county.office, "北口", [check(1, "08:00:00", text)])
    assert found.told == {"green_passes#1": Told("请拦下：这张证已吊销或停用，手机里的吊销名单还没有更新。", is_warning=True)}  # fmt: skip
    assert PassCheck.objects.count() == 1


def test_a_pass_whose_record_was_taken_back_is_to_be_stopped(county, passed):
    text = passes.pass_text(passed)
    remove(county.office, passed, reason="登错了")
    found = gates.take_in(county.office, "北口", [check(1, "08:00:00", text)])
    assert found.told["green_passes#1"].is_warning


def test_a_phone_whose_clock_is_ahead_means_today_and_one_that_waited_keeps_its_day(county, passed):
    text = passes.pass_text(passed)
    lines = [check(1, "08:00:00", text, day="2031-01-01"), check(2, "09:00:00", text, day="2020-11-20")]
    assert gates.take_in(county.office, "北口", lines[1:]) == gates.Answer(0, {})  # not of today
    gates.take_in(county.office, "北口", lines)
    days = PassCheck.objects.order_by("key").values_list("at__date", flat=True)
    assert list(days) == [DAY, dt.date(2020, 11, 20)]


def test_a_gate_is_named_as_far_as_there_is_room(county, passed):
    text, user = passes.pass_text(passed), county.liaison
    user.unit.name, user.unit.short_name = "县" * 60, ""
    for n, name in enumerate(("口" * 60, "北\x00口\n 东", "\x00 ")):
        gates.take_in(user, name, [check(n, "08:00:00", text)])
    names = PassCheck.objects.order_by("key").values_list("gate", flat=True)
    assert list(names) == ["口" * 30, "北口 东", "县" * 30]


def test_one_sending_brings_two_hundred(county, passed):
    text = passes.pass_text(passed)
    gates.take_in(county.office, "北口", [check(n, "08:00:00", text) for n in range(1, 202)])
    assert PassCheck.objects.count() == 200


@pytest.fixture
def busy(county, register):
    """Two passes at two gates; one was there and here within minutes, one is revoked, one is over."""
    made = [save_record(county.office, register, ROW | {"plate": f"湘H6789{n}", "firm": f"企业{n}"}) for n in range(3)]  # fmt: skip
    save_record(county.office, register, ROW | {"plate": "湘H00001", "valid_to": "2020-11-22"})
    save_record(county.office, register, ROW | {"plate": "湘H00002", "valid_from": "2020-11-24"})
    one, two, three = (passes.pass_text(record) for record in made)
    north = [check(1, "08:00:00", one), check(2, "08:10:00", two), check(3, "08:20:00", three, "revoked")]
    gates.take_in(county.office, "北口", [*north, check(4, "10:00:00", one)])
    gates.take_in(county.office, "东口", [check(5, "08:12:00", one)])
    gates.take_in(
        county.office, "东口", [check(6, "23:59:59", one, day="2020-11-22"), check(7, "00:00:00", two)]
    )
    move(county.office, made[2], "revoke", note="转借")
    return register


def test_a_day_at_the_gates(county, busy):
    found = gates.overview(county.office, busy, DAY)
    assert (found.holding, found.let_through, found.turned_away, found.passes) == (2, 5, 1, 2)
    assert [(g.name, g.let_through, g.passes, g.turned_away, f"{g.last:%H:%M}") for g in found.gates] == [("北口", 3, 2, 1, "02:00"), ("东口", 2, 2, 0, "00:12")]  # fmt: skip
    assert [(pair.words, pair.last.gate, pair.now.gate) for pair in found.twice] == [("#1 企业0", "北口", "东口")]  # fmt: skip
    page = county.client(county.office).get("/registers/green_passes/view/passes/?on=2020-11-23")
    words = page.content.decode()
    assert "08:12 东口" in words
    assert "<b>2</b><span>当日有效的证" in words
    assert "已吊销" in words
    empty = county.client(county.office).get("/registers/green_passes/view/passes/?on=2020-11-01")
    assert "这一天没有查验记录。" in empty.content.decode()
    record = county.client(county.office).get("/registers/green_passes/1/").content.decode()
    assert "共查验 4 次。" in record
    assert "2020-11-23 08:12 东口" in record


def test_a_day_as_excel(county, busy):
    answer = county.client(county.office).get("/registers/green_passes/view/passes/?on=2020-11-22&file=1")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    assert rows[-2:] == [["时间", "通行证", "卡口", "结果", "上传人"], ["2020-11-22 23:59:59", "#1 企业0", "东口", "放行", "周敏"]]  # fmt: skip


def test_a_pass_without_days_holds_while_its_state_does(county, register):
    source = register.source.replace('from = "valid_from", to = "valid_to", ', "")
    redefine(county.office, register, source)
    register.refresh_from_db()
    save_record(county.office, register, ROW | {"valid_to": "2020-11-02"})
    assert gates.overview(county.office, register, DAY).holding == 1


def test_a_page_of_checks_costs_the_same_for_one_and_for_thirty(county, busy, django_assert_num_queries):
    client, text = county.client(county.office), passes.pass_text(busy.records.get(number=1))
    address = "/registers/green_passes/view/passes/?on=2020-11-25"
    with office_date.on(dt.date(2020, 11, 25)):
        gates.take_in(county.office, "北口", [check(100, "08:00:00", text, day="2020-11-25")])
        for sent in (1, 30):
            lines = [check(1000 * sent + n, f"08:{n:02}:00", text, day="2020-11-25") for n in range(sent)]
            gates.take_in(county.office, "东口", lines)
            with django_assert_num_queries(8):
                assert client.get(address).status_code == 200


def test_who_reports_or_inspects_sends_and_the_others_only_verify(county, passed):
    data = {"gate": "北口", "check": [check(1, "08:00:00", passes.pass_text(passed))]}
    leader = User.objects.create_user("leader", role=User.Role.LEADER)
    inspector = User.objects.create_user("inspector", role=User.Role.INSPECTOR)
    system = User.objects.create_user("system", role=User.Role.SYSTEM)
    people = (county.office, county.liaison, inspector, leader, system)
    codes = [county.client(one).post("/registers/gate/checks/", data).status_code for one in people]
    assert codes == [200, 200, 200, 403, 403]
    pages = [b"data-checks" in county.client(one).get("/registers/gate/").content for one in people]
    assert pages == [True, True, True, False, False]
    answer = county.client(county.office).post("/registers/gate/checks/", data).json()
    assert answer == {"refused": 0, "told": {"green_passes#1": {"words": "今日首次经过卡口。", "warning": False}}}  # fmt: skip
    assert PassCheck.objects.count() == 1


def test_what_gates_saw_goes_when_its_time_is_over(county, busy):
    counts = []
    for day in (dt.date(2020, 12, 22), dt.date(2020, 12, 23), dt.date(2020, 12, 24)):
        nightly.night(day)
        counts.append(PassCheck.objects.count())
    assert counts == [7, 6, 0]
    redefine(county.office, busy, busy.source.replace("pass = {", "pass = {keeps = 1, "))
    gates.take_in(county.office, "北口", [check(9, "08:00:00", passes.pass_text(busy.records.get(number=1)))])
    assert gates.forget(dt.date(2020, 11, 24)) == 0
    assert gates.forget(dt.date(2020, 11, 25)) == 1


def test_a_liaison_sees_the_checks_of_the_own_units_on_the_record(county, register):
    own = save_record(county.office, register, ROW)
    own.unit = county.colleague.unit
    own.save()
    gates.take_in(county.office, "北口", [check(1, "08:00:00", passes.pass_text(own))])
    codes = [county.client(one).get("/registers/green_passes/1/").status_code for one in (county.colleague, county.liaison)]  # fmt: skip
    assert codes == [200, 404]
    assert county.client(county.colleague).get("/registers/green_passes/view/passes/").status_code == 403
