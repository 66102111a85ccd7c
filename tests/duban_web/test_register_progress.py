"""A figure of a register as the progress of a task."""

import datetime as dt
from decimal import Decimal

import pytest

from duban_web.campaigns.models import Task
from duban_web.common import office as office_date
from duban_web.common.errors import NotYours, Refused
from duban_web.registers.models import TaskFigure
from duban_web.registers.operations import save_record, take_out
from duban_web.registers.progress import tie, untie
from duban_web.supervision.models import ProgressReport
from duban_web.today.nightly import nightly
from small_county import DAY
from small_register import ROW, visits


@pytest.fixture
def task(county):
    Task.objects.filter(pk=county.task.pk).update(
        target="走访", target_value=40, target_unit="吨", state="active"
    )
    return Task.objects.get(pk=county.task.pk)


@pytest.fixture
def register(county, task):
    made = visits(county)
    save_record(county.office, made, ROW)
    save_record(county.office, made, ROW | {"card": "", "town": "县财政局", "tons": "8"})
    return made


def reported(task):
    task.refresh_from_db()
    return task.reached_value, task.progress


def test_a_figure_is_reported_when_it_is_tied_and_each_night_when_it_moved(county, register, task):
    tie(county.office, task, register, "tons", own_units=False)
    assert reported(task) == (Decimal(20), Decimal(50))
    report = ProgressReport.objects.get(task=task)
    assert (report.state, report.instead, report.text) == (
        "accepted",
        True,
        "登记簿“走访”汇总，产量20吨，截至 2020-11-23。",
    )
    nightly()
    assert ProgressReport.objects.filter(task=task).count() == 1
    save_record(county.office, register, ROW | {"card": "", "tons": "4"})
    with office_date.on(DAY + dt.timedelta(1)):
        nightly()
    assert reported(task) == (Decimal(24), Decimal(60))
    assert ProgressReport.objects.filter(task=task).count() == 2


def test_more_than_the_target_is_all_of_it(county, register, task):
    save_record(county.office, register, ROW | {"card": "", "tons": "400"})
    tie(county.office, task, register, "tons", own_units=False)
    assert reported(task) == (Decimal(420), Decimal(100))


def test_of_the_lead_units_records_alone(county, register, task):
    tie(county.office, task, register, "tons", own_units=True)
    assert reported(task) == (Decimal(12), Decimal(30))


def test_what_cannot_be_tied(county, register, task):
    with pytest.raises(NotYours):
        tie(county.liaison, task, register, "tons", own_units=False)
    with pytest.raises(Refused) as problem:
        tie(county.office, task, register, "gone", own_units=False)
    assert problem.value.code == "register-no-figures"
    one = tie(county.office, task, register, "tons", own_units=False)
    with pytest.raises(Refused) as problem:
        tie(county.office, task, register, "all", own_units=False)
    assert problem.value.sentence() == "“老旧小区改造”的进度已经取自登记簿“走访”，先取消那一个。"
    untie(county.office, one)
    Task.objects.filter(pk=task.pk).update(target_value=None)
    task.refresh_from_db()
    with pytest.raises(Refused) as problem:
        tie(county.office, task, register, "tons", own_units=False)
    assert problem.value.sentence() == "“老旧小区改造”没有数量目标，先在任务里填目标值。"
    assert ProgressReport.objects.filter(task=task).count() == 1


def test_a_register_out_of_use_or_without_the_figure_reports_nothing(county, register, task):
    tie(county.office, task, register, "tons", own_units=False)
    save_record(county.office, register, ROW | {"card": "", "tons": "4"})
    take_out(county.office, register)
    nightly()
    assert reported(task) == (Decimal(20), Decimal(50))


def test_a_task_that_lost_its_target_or_is_suspended_keeps_its_progress(county, register, task):
    tie(county.office, task, register, "tons", own_units=False)
    save_record(county.office, register, ROW | {"card": "", "tons": "4"})
    for lost in ({"target_value": None}, {"target_value": 40, "state": "suspended"}):
        Task.objects.filter(pk=task.pk).update(**lost)
        nightly()
        assert reported(task) == (Decimal(20), Decimal(50))


def test_on_the_page_of_figures(county, register, task):
    office, address = county.client(county.office), "/registers/visits/sums/"
    assert "作为任务进度" in office.get(address).content.decode()
    answer = office.post(
        address, {"tie": "1", "task": str(task.pk), "rollup": "tons", "own": "on"}, follow=True
    )
    assert "只计牵头单位的记录 12 / 40吨" in " ".join(answer.content.decode().split())
    one = TaskFigure.objects.get()
    for user in (county.liaison, county.outsider):
        for asked in ({"tie": "1", "task": str(task.pk), "rollup": "all"}, {"untie": str(one.pk)}):
            assert county.client(user).post(address, asked).status_code == 403
    office.post(address, {"untie": str(one.pk)})
    assert not TaskFigure.objects.exists()
    assert office.post(address, {"tie": "1", "task": "999", "rollup": "tons"}).status_code == 404
    assert office.post(address, {"tie": "1", "task": "x", "rollup": "tons"}).status_code == 404
