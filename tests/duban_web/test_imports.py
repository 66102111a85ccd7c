"""Ledger files: preview, corrections, apply, a second time, taking back, a crash in the middle."""

import datetime as dt
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from duban_files.excel import read_sheets
from duban_web.audit.models import Entry
from duban_web.campaigns import importing
from duban_web.campaigns.models import LedgerImport, Task
from duban_web.campaigns.operations import edit_task
from duban_web.common.errors import NotYours, Refused
from duban_web.people.models import Leader, Unit
from duban_web.people.operations import load_units
from duban_web.supervision.importing import apply_import, undo
from duban_web.supervision.models import ProgressReport
from small_county import values

HEADER = ["序号", "任务名称", "牵头领导", "牵头单位", "责任单位", "完成时限", "进度", "完成情况"]


def sheet(*rows, header=HEADER) -> bytes:
    book = openpyxl.Workbook()
    for row in (["2020年工作台账"], header, *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


ROADS = ["2", "修路五条", "邵国栋", "县住建局", "县财政", "12月底", "40%", "完成两条"]
BRIDGES = ["3", "架桥六座", "新领导", "县住建局", "", "11月底", "100%", "全部完工"]


def take_in(county, *rows) -> LedgerImport:
    one = importing.upload(county.office, county.campaign, sheet(*rows), name="台账.xlsx")
    apply_import(county.office, one)
    return one


def ledger():
    return {t.title: (t.no, t.progress, t.status) for t in Task.objects.filter(removed_on=None)}


def test_rows_become_tasks_with_people_and_progress(county):
    one = take_in(county, ROADS, BRIDGES)
    task = Task.objects.get(title="修路五条")
    assert one.counts == {"create": 2, "update": 0, "skip": 0, "error": 0}
    assert ledger()["修路五条"] == ("2", 40, "完成两条")
    assert [(a.part, str(a)) for a in task.assignments.all()] == [
        ("leader", "邵国栋"),
        ("lead", "县住建局"),
        ("unit", "县财政局"),
    ]
    assert Leader.objects.filter(name="新领导").exists()


def test_a_second_time_changes_nothing(county):
    take_in(county, ROADS, BRIDGES)
    before = (Entry.objects.count(), ProgressReport.objects.count(), Task.objects.count())
    again = take_in(county, ROADS, BRIDGES)
    assert again.counts == {"create": 0, "update": 0, "skip": 2, "error": 0}
    assert (Entry.objects.count() - 1, ProgressReport.objects.count(), Task.objects.count()) == before


def test_a_changed_row_updates_its_task(county):
    take_in(county, ROADS)
    again = take_in(county, [*ROADS[:5], "11月底", "60%", "完成三条"])
    assert again.counts["update"] == 1
    assert ledger()["修路五条"] == ("2", 60, "完成三条")


def test_refused_rows_do_not_hinder_the_others_and_say_why(county):
    client = county.client(county.office)
    wrong = ["3", "架桥", "邵国栋", "县住建局局", "", "2月30日", "180%", ""]
    response = client.post(
        "/imports/", {"file": SimpleUploadedFile("台账.xlsx", sheet(ROADS, wrong))}, follow=True
    )
    page = response.content.decode()
    assert "是不是“" in page
    assert "这一天不存在" in page
    assert "不在 0 至 100% 之间" in page
    client.post(response.request["PATH_INFO"] + "apply/")
    assert set(ledger()) == {"老旧小区改造", "修路五条"}


def test_the_clerk_corrects_refused_rows_in_the_preview(county):
    one = importing.upload(
        county.office,
        county.campaign,
        sheet(["3", "架桥", "", "县住建局局", "", "2月30日", "", ""]),
        name="台账.xlsx",
    )
    client = county.client(county.office)
    assert "cell-3-4" in client.get(f"/imports/{one.pk}/").content.decode()
    client.post(f"/imports/{one.pk}/", {"cell-3-4": "县住建局", "cell-3-6": "12月30日", "cell-x": "无关"})
    one.refresh_from_db()
    assert importing.preview(one).counts() == {"create": 1, "update": 0, "skip": 0, "error": 0}


def test_two_wrong_units_in_one_cell_are_one_cell_to_correct(county):
    one = importing.upload(
        county.office,
        county.campaign,
        sheet(["3", "架桥", "", "", "县住建局局、云岭县财政", "12月底", "", ""]),
        name="台账.xlsx",
    )
    page = county.client(county.office).get(f"/imports/{one.pk}/").content.decode()
    assert page.count('name="cell-3-5"') == 1
    assert 'value="云岭县住房和城乡建设局、云岭县财政局"' in page or 'value="县住建局、云岭县财政局"' in page
    county.client(county.office).post(f"/imports/{one.pk}/apply/")
    page = county.client(county.office).get(f"/imports/{one.pk}/").content.decode()
    assert "撤回这次导入" in page
    county.client(county.office).post(f"/imports/{one.pk}/undo/")
    assert "已撤回" in county.client(county.office).get("/imports/").content.decode()


def test_taking_back_restores_the_ledger_as_it_was(county):
    before = ledger()
    one = take_in(county, ROADS, ["1", "老旧小区改造", "", "县住建局", "", "11月底", "33%", "好"])
    assert ledger() != before
    undone = undo(county.office, one)
    assert (ledger(), undone.conflicts) == (before, ())
    assert not Leader.objects.filter(name="新领导", removed_on=None).exists()
    assert Entry.objects.filter(action="undo", reverses__isnull=False).count() == undone.reversed


def test_what_somebody_changed_since_stays(county):
    one = take_in(county, ROADS)
    edit_task(county.office, Task.objects.get(title="修路五条"), values(title="修路六条"))
    assert undo(county.office, one).conflicts == ("2 修路五条",)
    assert "修路六条" in ledger()


def test_an_import_is_applied_once_and_taken_back_once(county):
    one = take_in(county, ROADS)
    with pytest.raises(Refused, match="import-not-preview"):
        apply_import(county.office, one)
    undo(county.office, one)
    with pytest.raises(Refused, match="import-not-applied"):
        undo(county.office, one)
    with pytest.raises(Refused, match="import-not-preview"):
        importing.correct(county.office, one, {(3, 1): "x"})


def test_after_taking_back_the_same_file_can_come_again(county):
    undo(county.office, take_in(county, ROADS))
    assert take_in(county, ROADS).counts["create"] == 1


def test_only_the_office_imports(county):
    with pytest.raises(NotYours):
        importing.upload(county.liaison, county.campaign, sheet(ROADS), name="台账.xlsx")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("台账.xlsx", b"not a zip at all", "file.broken"), ("台账.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file.encrypted"),
        ("台账.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", "file.old-format"), ("台账.png", b"a,b", "ledger-kind"), ("台账.xlsx", sheet(header=["甲"]), "no-header"), ("会议.txt", "会议强调，要真抓实干。".encode(), "no-header"),
    ],
    ids=["broken", "encrypted", "old", "picture", "one column", "no task"],
)  # fmt: skip
def test_a_file_that_is_no_ledger_is_refused_with_a_sentence(county, name, data, code):
    with pytest.raises(Refused) as refused:
        importing.upload(county.office, county.campaign, data, name=name)
    assert refused.value.code == code
    assert name in refused.value.sentence()
    response = county.client(county.office).post("/imports/", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 400
    assert LedgerImport.objects.count() == 0


def test_the_offices_own_register_of_units_is_taken_in(county, corpus):
    table = json.loads((corpus / "plans" / "files" / "units.json").read_text("utf-8"))
    assert load_units(county.office, table) == len(table["units"]) + len(table["collective"])
    assert load_units(county.office, table) == 0
    assert Unit.objects.get(name="县住房和城乡建设局").names() == ["县住房和城乡建设局", "县住建局"]


def test_the_office_ledger_comes_in_and_its_five_errors_stay_out(county, corpus):
    folder = corpus / "plans" / "files"
    load_units(county.office, json.loads((folder / "units.json").read_text("utf-8")))
    one = importing.upload(
        county.office, county.campaign, (folder / "ledger.xlsx").read_bytes(), name="ledger.xlsx"
    )
    assert apply_import(county.office, one) == {"create": 13, "update": 0, "skip": 0, "error": 5}


def test_a_crash_in_the_middle_leaves_nothing_half_saved(tmp_path):
    """Kill -9 while a long import writes: the ledger holds either all of it or none."""
    data = tmp_path / "data"
    environment = os.environ | {"DUBAN_DATA": str(data), "DUBAN_TODAY": "2020-11-23", "DATABASE_URL": ""}
    (tmp_path / "台账.xlsx").write_bytes(
        sheet(*([str(n), f"第{n}项工程建设任务", "", "", "", "12月底", "1%", "开工"] for n in range(3000)))
    )
    duban = [sys.executable, "-m", "duban_cli"]
    subprocess.run([*duban, "migrate"], env=environment, check=True, capture_output=True)
    running = subprocess.Popen(
        [*duban, "import", str(tmp_path / "台账.xlsx"), "--campaign", "大会战"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wal = data / "duban.sqlite3-wal"
    deadline = time.monotonic() + 60
    while (
        time.monotonic() < deadline
        and running.poll() is None
        and not (wal.exists() and wal.stat().st_size > 500_000)
    ):
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    connection = sqlite3.connect(data / "duban.sqlite3")
    counts = [
        connection.execute(f"select count(*) from duban_web_{table}").fetchone()[0]
        for table in ("campaign", "task", "ledgerimport", "entry", "progressreport")
    ]
    integrity = connection.execute("pragma integrity_check").fetchone()[0]
    connection.close()
    assert integrity == "ok"
    assert counts == [0, 0, 0, 0, 0]


def upload_and_map(
    county, data: bytes, fields: dict[str, list[int]], name: str = "台账.xlsx"
) -> LedgerImport:
    one = importing.upload(county.office, county.campaign, data, name=name)
    importing.map_columns(county.office, one, fields, with_hidden=False)
    return one


ODD = ["编码", "干什么", "谁牵头", "何时完"]
ODD_ROW = ["1", "新建农村公路36.5公里", "县住建局", "2020-11-30"]


def test_columns_that_a_person_explained_are_known_in_the_next_file_of_that_shape(county):
    first = importing.upload(county.office, county.campaign, sheet(ODD_ROW, header=ODD), name="甲.xlsx")
    assert (first.is_mapped, first.fields) == (False, {})
    page = county.client(county.office).get(f"/imports/{first.pk}/").content.decode()
    assert "没有认出表头，请说明各列是什么" in page
    assert "新建农村公路36.5公里" in page
    form = {
        "form": "columns",
        "column-0": "no",
        "column-1": "title",
        "column-2": "lead_units",
        "column-3": "deadline",
    }
    page = county.client(county.office).post(f"/imports/{first.pk}/", form, follow=True).content.decode()
    assert "以后同样表头的文件自动照用" in page
    second = importing.upload(county.office, county.campaign, sheet(ODD_ROW, header=ODD), name="乙.xlsx")
    assert second.is_mapped
    (line,) = importing.preview(second).lines
    assert (line.action, line.row.title, line.row.deadline) == (
        "create",
        "新建农村公路36.5公里",
        dt.date(2020, 11, 30),
    )


def test_a_wrong_column_can_be_put_right(county):
    one = upload_and_map(
        county, sheet(["1", "甲任务", "真任务"], header=["序号", "任务", "备注"]), {"no": [0], "title": [2]}
    )
    assert [line.row.title for line in importing.preview(one).lines] == ["真任务"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"no": [0]}, "import-no-title"), ({"title": [1], "note": [1]}, "import-column-twice")],
)
def test_a_mapping_without_a_task_or_with_one_column_twice_is_refused(county, fields, code):
    with pytest.raises(Refused, match=code):
        upload_and_map(county, sheet(ODD_ROW, header=ODD), fields)


def test_only_the_office_maps_and_only_before_it_is_written(county):
    one = take_in(county, ROADS)
    with pytest.raises(Refused, match="import-not-preview"):
        importing.map_columns(county.office, one, {"title": [1]}, with_hidden=False)
    with pytest.raises(NotYours):
        importing.map_columns(county.liaison, one, {"title": [1]}, with_hidden=False)


def hiding() -> bytes:
    """A ledger whose second task is hidden, and a hidden sheet before it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    old, shown = book.add_worksheet("旧台账"), book.add_worksheet("台账")
    shown.activate()
    shown.set_first_sheet()
    old.hide()
    for page, title in ((old, "旧任务"), (shown, "新任务")):
        for number, row in enumerate(
            [
                ["序号", "任务名称", "完成时限"],
                ["1", f"{title}一", "2020-11-30"],
                ["2", f"{title}二", "2020-11-30"],
            ]
        ):
            page.write_row(number, 0, row)
    shown.set_row(2, None, None, {"hidden": True})
    book.close()
    return buffer.getvalue()


def test_hidden_sheets_and_rows_stay_out_until_they_are_asked_for(county):
    one = importing.upload(county.office, county.campaign, hiding(), name="台账.xlsx")
    assert (one.sheet, one.hidden, [line.row.title for line in importing.preview(one).lines]) == (
        "台账",
        [3],
        ["新任务一"],
    )
    assert (
        "有 1 行在表里是隐藏的（第 3 行），没有读入"
        in county.client(county.office).get(f"/imports/{one.pk}/").content.decode()
    )
    importing.map_columns(county.office, one, one.fields, with_hidden=True)
    assert [line.row.title for line in importing.preview(one).lines] == ["新任务一", "新任务二"]


def test_a_hidden_sheet_is_taken_where_there_is_no_other():
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet("台账")
    page.write_row(0, 0, ["甲", "乙"])
    other = book.add_worksheet("空")
    other.activate()
    page.hide()
    book.close()
    assert [grid.name for grid in read_sheets(buffer.getvalue(), name="台账.xlsx")] == ["台账"]


def test_a_header_repeated_on_every_page_is_no_task(county):
    one = importing.upload(county.office, county.campaign, sheet(ROADS, HEADER), name="台账.xlsx")
    assert len(importing.preview(one).lines) == 1


def test_a_plan_document_in_prose_becomes_rows_for_the_ledger(county, corpus):
    data = (corpus / "plans" / "p04.txt").read_bytes()
    one = importing.upload(county.office, county.campaign, data, name="方案.txt")
    titles = [line.row.title for line in importing.preview(one).lines]
    gold = json.loads((corpus / "plans" / "p04.json").read_text("utf-8"))
    assert len(titles) == len([task for task in gold["tasks"] if not task.get("optional")])


def test_a_csv_in_gbk_is_a_ledger(county, corpus):
    data = next((corpus / "plans" / "files").glob("*.csv")).read_bytes()
    one = importing.upload(county.office, county.campaign, data, name="台账.csv")
    assert importing.preview(one).counts()["create"] + importing.preview(one).counts()["error"] > 5
