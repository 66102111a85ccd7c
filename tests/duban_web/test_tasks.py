"""Tasks by hand, two people at once."""

import datetime as dt

import pytest

from duban_web.audit.models import Entry
from duban_web.campaigns.models import Task
from duban_web.campaigns.operations import add_campaign, add_task, edit_task
from duban_web.common.errors import Changed, NotYours
from small_county import values


def form(task, **changes):
    given = list(task.assignments.all())
    plain = {
        "no": task.no, "title": task.title, "group": task.group, "state": task.state, "start": "2020-09-21", "deadline": "2020-12-31", "version": task.version,
        "leaders": [a.leader_id for a in given if a.part == "leader"], "lead_units": [a.unit_id for a in given if a.part == "lead"],
        "units": [a.unit_id for a in given if a.part == "unit"],
    }  # fmt: skip
    return plain | changes


def test_the_office_adds_a_task_by_hand(county):
    response = county.client(county.office).post(
        "/tasks/new/",
        form(
            county.task,
            title="危桥改造",
            milestones="2020-10-30 开工 | 40\n2020-12-01 完工 | 60 | ✓ 2020-11-30",
            monthly="2020-10 35",
        ),
    )
    task = Task.objects.get(title="危桥改造")
    assert response.headers["Location"] == f"/tasks/{task.pk}/"
    assert [(m.name, m.weight, m.done_on) for m in task.milestones.all()] == [
        ("开工", 40, None),
        ("完工", 60, dt.date(2020, 11, 30)),
    ]
    assert task.monthly_plan == [{"month_end": "2020-10-31", "percent": 35.0}]
    assert Entry.objects.filter(kind="task", object_id=task.pk).get().actor == county.office


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"deadline": "2020-09-01"}, "早于开始时间"), ({"milestones": "十月开工"}, "读不懂"), ({"milestones": "2020-02-30 开工"}, "读不懂"), ({"monthly": "2020-13 5"}, "读不懂"),
        ({"title": ""}, "字段"), ({"milestones": "2020-10-30 开工 | 0"}, "权重要大于 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_saved(county, wrong, sentence):
    response = county.client(county.office).post("/tasks/new/", form(county.task, title="危桥改造") | wrong)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert Task.objects.count() == 1


def test_two_people_save_the_same_task_and_nothing_is_lost(county):
    first, second = county.client(county.office), county.client(county.office)
    assert (
        first.post(f"/tasks/{county.task.pk}/edit/", form(county.task, title="老旧小区改造二期")).status_code
        == 302
    )
    response = second.post(f"/tasks/{county.task.pk}/edit/", form(county.task, note="要加快"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "刚刚被别人保存过" in page
    assert "要加快" in page
    assert page.count('<th scope="row">') == 2  # title and note differ, nothing else
    assert "老旧小区改造二期" in page
    assert Task.objects.get().title == "老旧小区改造二期"


def test_the_older_version_is_refused_in_the_operation_itself(county):
    edit_task(county.office, county.task, values(title="新名"), version=1)
    with pytest.raises(Changed):
        edit_task(county.office, county.task, values(title="另一个名"), version=1)


def test_saving_without_a_change_leaves_no_trace(county):
    given = list(county.task.assignments.all())
    same = values(leaders=[given[0].leader_id], lead=[given[1].unit_id], units=[given[2].unit_id])
    assert edit_task(county.office, county.task, same) is False
    assert Entry.objects.filter(kind="task").count() == 1


def test_an_extended_task_keeps_its_first_deadline(county):
    edit_task(county.office, county.task, values(deadline=dt.date(2021, 1, 15)))
    task = Task.objects.get()
    assert (task.deadline, task.first_deadline) == (dt.date(2021, 1, 15), dt.date(2020, 12, 31))
    assert "原定时限 2020-12-31" in county.client(county.office).get(f"/tasks/{task.pk}/").content.decode()


def test_only_the_office_changes_the_ledger(county):
    with pytest.raises(NotYours):
        add_task(county.liaison, county.campaign, values())


def test_a_form_moves_no_task(county):
    client = county.client(county.office)
    assert 'name="state"' not in client.get(f"/tasks/{county.task.pk}/edit/").content.decode()
    client.post(f"/tasks/{county.task.pk}/edit/", form(county.task, state="archived", note="要加快"))
    county.task.refresh_from_db()
    assert (county.task.state, county.task.note) == ("active", "要加快")
    assert (
        client.post("/tasks/new/", form(county.task, title="危桥改造", state="archived")).status_code == 400
    )


def test_a_task_of_another_campaign_than_the_chosen_one_is_edited_too(county):
    add_campaign(
        county.office, name="督查日常", start=dt.date(2020, 11, 1), end=dt.date(2020, 12, 31)
    )  # begins last: the pages speak of it
    client = county.client(county.office)
    assert client.get(f"/tasks/{county.task.pk}/edit/").status_code == 200
    client.post(f"/tasks/{county.task.pk}/edit/", form(county.task, note="要加快"))
    assert Task.objects.get().note == "要加快"
