"""Fill once: the page, the Excel round trip, the silent, gathering files, contradictions."""

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban_files.zips import Sent
from duban_web.campaigns.models import Task
from duban_web.common.errors import Changed, Refused
from duban_web.supervision import gathering
from duban_web.supervision.contradictions import doubts_of
from duban_web.supervision.duties import Freshness, freshness, silent_units
from duban_web.supervision.filling import Row, fill
from duban_web.supervision.models import Gathering, ProgressReport
from duban_web.supervision.operations import accept
from small_county import DAY, submit_report


def sheet(county, **cells) -> bytes:
    """The downloaded file with cells of the first task filled: column letter → value."""
    data = b"".join(county.client(county.liaison).get("/duties/file.xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    for column, value in cells.items():
        book.active[f"{column}4"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(data: bytes, name: str = "填报.xlsx") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, data)}


def test_a_liaison_fills_the_page_and_takes_it_back(county):
    client, key = county.client(county.liaison), county.task.pk
    assert "老旧小区改造" in client.get("/duties/").content.decode()
    client.post("/duties/", {f"send-{key}": "1", f"percent-{key}": "45", f"text-{key}": "完成三栋"})
    report = ProgressReport.objects.get()
    assert (report.percent, report.text, report.period.isoformat(), report.instead) == (
        45,
        "完成三栋",
        "2020-11-27",
        False,
    )
    client.post("/duties/", {f"send-{key}": "1", f"percent-{key}": "45", f"text-{key}": "完成三栋"})
    assert ProgressReport.objects.count() == 1
    client.post("/duties/", {f"send-{key}": "1", f"percent-{key}": "46", f"text-{key}": "完成四栋"})
    client.post("/duties/", {"undo": "1"})
    assert list(ProgressReport.objects.filter(undone_on=None).values_list("percent", flat=True)) == [45]


def test_a_row_that_is_wrong_stays_on_the_page_and_the_others_are_sent(county):
    county.more_tasks(1)
    other = Task.objects.get(no="2")
    key = county.task.pk
    answer = county.client(county.liaison).post(
        "/duties/",
        {f"send-{key}": "1", f"percent-{key}": "0.6", f"send-{other.pk}": "1", f"percent-{other.pk}": "30"},
    )
    assert answer.status_code == 400
    assert "如果是 60%，请写 60" in answer.content.decode()
    assert list(ProgressReport.objects.values_list("task_id", "percent")) == [(other.pk, 30)]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"percent": "六成"}, "不是数"), ({"percent": "-3"}, "不是数"), ({"percent": ""}, "没有填写"), ({"percent": "120"}, "0 至 100"), ({"percent": "50", "blocked": "也许"}, "请写“是”或“否”"),
        ({"percent": "50", "blocked": "是"}, "受阻"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_row(county, cells, sentence):
    done = fill(county.liaison, county.campaign, [Row.of(county.task, cells)])
    assert sentence in done.refused[0].problems[0]
    assert not ProgressReport.objects.exists()


@pytest.mark.parametrize(
    ("words", "percent"), [("６０％", 60), (" 60 % ", 60), ("60.5", Decimal("60.5")), ("1", 1), ("0", 0)]
)
def test_the_same_number_is_read_however_it_is_typed(county, words, percent):
    fill(county.liaison, county.campaign, [Row.of(county.task, {"percent": words, "text": "推进"})])
    assert ProgressReport.objects.get().percent == percent


def test_the_excel_goes_out_filled_in_and_comes_back_as_a_preview(county):
    client = county.client(county.liaison)
    page = client.post("/duties/", upload(sheet(county, F="55%", I="是", J="缺料停工"))).content.decode()
    assert "尚未报送" in page
    assert 'value="55%"' in page
    assert not ProgressReport.objects.exists()
    key = county.task.pk
    client.post(
        "/duties/",
        {f"send-{key}": "1", f"percent-{key}": "55%", f"blocked-{key}": "1", f"text-{key}": "缺料停工"},
    )
    assert ProgressReport.objects.values_list("percent", "blocked").get() == (55, True)


def test_a_file_of_others_or_no_file_at_all_says_what_is_wrong(county):
    data = sheet(county, F="55")
    answer = county.client(county.outsider).post("/duties/", upload(data))
    assert (answer.status_code, "不是本单位要报的任务" in answer.content.decode()) == (400, True)
    answer = county.client(county.liaison).post("/duties/", upload(b"PK broken"))
    assert (answer.status_code, "已损坏" in answer.content.decode()) == (400, True)


def test_silence_is_counted(county):
    county.more_tasks(2)
    (silent,) = silent_units(county.campaign, DAY)
    assert (str(silent.unit), silent.owed, silent.tasks, silent.longest, silent.never) == (
        "县住建局",
        3,
        3,
        41,
        True,
    )
    assert freshness(county.campaign, DAY) == Freshness(3, 0, 3, Decimal(0))
    submit_report(county.liaison, county.task, percent=10, text="开工")
    assert silent_units(county.campaign, DAY)[0].owed == 2
    page = county.client(county.office).get("/silent/").content.decode()
    assert "1. 县住建局 2 项" in page
    assert county.client(county.office).get("/silent.png").content.startswith(b"\x89PNG")


def test_pressing_the_silent_reaches_the_inbox_once_a_day(county):
    client = county.client(county.office)
    client.post("/silent/")
    client.post("/silent/")
    assert list(county.liaison.inbox.values_list("kind", flat=True)) == ["silent"]


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in files.items():
            package.writestr(f"{name}.xlsx", data)
    return buffer.getvalue()


def test_a_zip_of_filled_files_is_looked_at_taken_in_and_taken_back(county):
    data = zipped(县住建局=sheet(county, F="52", J="已完成"), 又一份=sheet(county, F="53"), 别的=b"PK broken")
    client = county.client(county.office)
    answer = client.post("/gatherings/", {"sent": SimpleUploadedFile("各单位.zip", data)})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "与“县住建局.xlsx”重复" in page
    assert "已损坏" in page
    one = Gathering.objects.get()
    client.post(f"/gatherings/{one.pk}/")
    report = ProgressReport.objects.get()
    assert (report.percent, report.instead, report.state, report.unit) == (
        52,
        True,
        "accepted",
        county.liaison.unit,
    )
    assert Task.objects.get().progress == 52
    with pytest.raises(Changed):
        gathering.apply(county.office, one)
    client.post(f"/gatherings/{one.pk}/", {"undo": "1"})
    assert Task.objects.get().progress == 0


def test_an_empty_zip_is_refused(county):
    with pytest.raises(Refused, match="pile-empty"):
        gathering.take(county.office, county.campaign, [Sent("空.zip", zipped())], name="空.zip")


@pytest.mark.parametrize(
    ("percent", "text", "doubt"),
    [
        (60, "工程量完成60%。", None), (60, "已完成工程总量的38%，预计年底完成85%。", "38%"), (50, "各项工作已全部完成。", "已全部完成"), (20, "继续推进", "低于"),
        (60, "共有12个小区，覆盖面60%", None),
    ],
)  # fmt: skip
def test_words_against_the_percentage_are_shown(county, percent, text, doubt):
    accept(county.office, submit_report(county.liaison, county.task, percent=30, text="开工"))
    found = doubts_of(submit_report(county.liaison, county.task, percent=percent, text=text))
    assert (doubt is None and found == []) or (doubt is not None and doubt in found[0])


def test_many_reports_are_accepted_at_once(county):
    county.more_tasks(2)
    for task in Task.objects.all():
        submit_report(county.liaison, task, percent=60, text="推进")
    client = county.client(county.office)
    assert client.get("/review/").content.decode().count("checked") == 3
    client.post("/review/", {"report": list(ProgressReport.objects.values_list("pk", flat=True))})
    assert set(Task.objects.values_list("progress", flat=True)) == {Decimal(60)}
