"""The ledger as a page: views, headings, columns, cells, the sheet for printing."""

import datetime as dt
import re

import pytest

from duban_web.campaigns.models import SavedView, Task


def test_a_view_is_kept_shared_and_forgotten(county):
    client = county.client(county.office)
    client.post("/tasks/views/", {"name": "红灯", "query": "light=red", "shared": "1"})
    assert 'href="/tasks/?light=red">红灯' in county.client(county.liaison).get("/tasks/").content.decode()
    view = SavedView.objects.get()
    assert county.client(county.liaison).post(f"/tasks/views/{view.pk}/forget/").status_code == 403
    client.post(f"/tasks/views/{view.pk}/forget/")
    assert not SavedView.objects.exists()
    assert client.post("/tasks/views/", {"name": " "}).status_code == 400


@pytest.mark.parametrize(
    ("column", "value", "status"), [("title", "老旧小区改造（二期）", 200), ("deadline", "2021-01-31", 200), ("target", "36 个小区", 200), ("deadline", "明年", 400), ("state", "done", 400), ("title", "", 400)]
)  # fmt: skip
def test_a_cell_is_edited_and_everything_else_stays(county, column, value, status):
    answer = county.client(county.office).post(
        f"/tasks/{county.task.pk}/cell/",
        {"column": column, "value": value, "version": 1},
        headers={"HX-Request": "true"},
    )
    task = Task.objects.get()
    assert answer.status_code == status
    assert (str(getattr(task, column)) == value) == (status == 200)
    assert f'name="version" value="{task.version}"' in answer.content.decode()
    assert (task.version == 2) == (status == 200)
    assert task.assignments.count() == 3


def test_two_people_in_one_cell_do_not_overwrite_each_other(county):
    client = county.client(county.office)
    client.post(f"/tasks/{county.task.pk}/cell/", {"column": "note", "value": "一", "version": 1})
    assert (
        client.post(
            f"/tasks/{county.task.pk}/cell/", {"column": "note", "value": "二", "version": 1}
        ).status_code
        == 409
    )


def test_a_cell_that_somebody_else_saved_shows_theirs_and_takes_a_second_word(county):
    client, address = county.client(county.office), f"/tasks/{county.task.pk}/cell/"
    client.post(address, {"column": "note", "value": "一", "version": 1})
    answer = client.post(
        address, {"column": "note", "value": "二", "version": 1}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert (answer.status_code, "现在是“一”" in page, 'value="2"' in page) == (409, True, True)
    client.post(address, {"column": "note", "value": "二", "version": 2})
    assert Task.objects.get().note == "二"


def test_a_deadline_changed_in_the_cell_changes_the_light_at_once(lit):
    task = Task.objects.filter(light="yellow").first()
    lit.client(lit.office).post(
        f"/tasks/{task.pk}/cell/", {"column": "deadline", "value": "2020-11-20", "version": task.version}
    )
    task.refresh_from_db()
    assert (task.light, task.first_deadline) == ("red", dt.date(2020, 12, 31))


def test_the_table_is_edited_only_by_the_office(lit):
    editable = 'class="deadline"'
    assert editable in lit.client(lit.office).get("/tasks/?edit=1").content.decode()
    assert editable not in lit.client(lit.liaison).get("/tasks/?edit=1").content.decode()


@pytest.mark.parametrize("by", ["group", "unit", "leader", "state", "light"])
def test_headings_of_the_ledger_count_all_their_rows(lit, by):
    Task.objects.filter(pk__gt=lit.task.pk + 2).update(group="交通", state="signed")
    page = lit.client(lit.office).get("/tasks/", {"by": by}).context["rows"]
    sizes = [int(re.search(r"（(\d+) 项）", row.heading)[1]) for row in page if row.heading]
    assert sum(sizes) == len(page) == Task.objects.count()
    assert (
        len(sizes)
        == {
            "group": 2,
            "unit": 1,
            "leader": 1,
            "state": 2,
            "light": len(set(Task.objects.values_list("light"))),
        }[by]
    )


def test_the_columns_are_those_chosen_and_stand_in_a_saved_view(lit):
    client = lit.client(lit.office)
    asked = "by=light&col=units&col=note"
    assert client.get(f"/tasks/?{asked}").context["columns"] == [("units", "责任单位"), ("note", "备注")]
    client.post("/tasks/views/", {"name": "两列", "query": asked})
    assert f'href="/tasks/?{asked.replace("&", "&amp;")}"' in client.get("/tasks/").content.decode()
    assert [c for c, _ in client.get("/tasks/?col=password").context["columns"]] == [
        "leader",
        "unit",
        "deadline",
        "progress",
        "reported",
    ]


def test_the_sheet_for_printing_has_all_rows(county):
    county.more_tasks(60)
    client = county.client(county.office)
    assert [len(client.get(f"/tasks/{asked}").context["rows"]) for asked in ("", "?page=2", "?all=1")] == [
        50,
        11,
        61,
    ]
