"""Tasks by hand, two people at once, reports, lights."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban.lights import lights_on
from duban_web.audit.models import Entry
from duban_web.bulletins.models import Bulletin
from duban_web.campaigns.models import Campaign, LedgerImport, Task
from duban_web.campaigns.operations import add_campaign, add_task, edit_task, set_rules
from duban_web.common import office as office_date
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.papers.models import Paper
from duban_web.people.models import Unit, User
from duban_web.supervision import queries
from duban_web.supervision.models import LightSpan
from duban_web.supervision.operations import accept, close_task, nightly, refresh, send_back, submit_report
from small_county import DAY, START, close_files, values


def light_of(task):
    return Task.objects.get(pk=task.pk).light


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


def test_a_blocked_report_turns_the_light_yellow_at_once_with_its_reason(county):
    submit_report(county.liaison, county.task, percent=Decimal(60), text="用地没有谈妥", blocked=True)
    assert light_of(county.task) == "yellow"
    page = county.client(county.liaison).get(f"/tasks/{county.task.pk}/").content.decode()
    assert "责任单位报告推进受阻" in page


def test_progress_counts_only_once_it_is_accepted(county):
    report = submit_report(county.liaison, county.task, percent=Decimal(62), text="完成五个小区")
    assert Task.objects.get().progress == 0
    accept(county.office, report)
    task = Task.objects.get()
    assert (task.progress, task.status, task.light) == (62, "完成五个小区", "green")


def test_a_returned_report_counts_for_nothing_and_the_unit_sees_why(county):
    report = submit_report(county.liaison, county.task, percent=Decimal(62), text="完成", blocked=True)
    send_back(county.office, report, reason="没有佐证材料")
    assert (Task.objects.get().blocked, Task.objects.get().reported_on) == (False, None)
    assert "没有佐证材料" in county.client(county.liaison).get("/").content.decode()


def test_a_report_is_decided_once(county):
    report = submit_report(county.liaison, county.task, percent=Decimal(1), text="开工")
    accept(county.office, report)
    with pytest.raises(Changed):
        send_back(county.office, report, reason="晚了")


def test_with_a_quantity_the_percentage_follows_from_it(county):
    edit_task(
        county.office,
        county.task,
        values(target="小区", target_value=Decimal(7), target_unit="个", lead=[county.liaison.unit_id]),
    )
    report = submit_report(
        county.liaison, Task.objects.get(), percent=Decimal(99), reached=Decimal(5), text="五个"
    )
    assert report.percent == Decimal("71.43")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"percent": Decimal(101)}, "percent-range"), ({"percent": Decimal(1), "blocked": True, "text": " "}, "blocked-needs-reason"),
     ({"percent": Decimal(1), "files": [SimpleUploadedFile("病毒.exe", b"x")]}, "evidence-kind"),
     ({"percent": Decimal(1), "files": [SimpleUploadedFile("a.jpg", b"x")] * 11}, "evidence-too-many")],
)  # fmt: skip
def test_a_report_that_cannot_be_is_refused(county, wrong, code):
    with pytest.raises(Refused) as refused:
        submit_report(county.liaison, county.task, **({"text": "好"} | wrong))
    assert refused.value.code == code
    assert refused.value.sentence()
    assert county.task.reports.count() == 0


def test_evidence_comes_back_as_it_went_in(county):
    client = county.client(county.liaison)
    client.post(
        f"/tasks/{county.task.pk}/report/",
        {"percent": "5", "text": "见照片", "evidence": SimpleUploadedFile("现场.jpg", b"jpeg bytes")},
    )
    evidence = county.task.reports.get().evidence.get()
    response = client.get(f"/evidence/{evidence.pk}/")
    assert b"".join(response.streaming_content) == b"jpeg bytes"
    close_files(response)


def test_milestones_of_an_accepted_report_are_done_on_its_day(county):
    steps = [
        {"name": name, "due": due, "weight": "50", "done_on": None}
        for name, due in (("开工", "2020-10-30"), ("完工", "2020-12-20"))
    ]
    edit_task(county.office, county.task, values(milestones=steps, lead=[county.liaison.unit_id]))
    client = county.client(county.liaison)
    client.post(
        f"/tasks/{county.task.pk}/report/", {"percent": "50", "text": "已开工", "milestones": ["开工"]}
    )
    assert [m.done_on for m in county.task.milestones.all()] == [None, None]
    accept(county.office, county.task.reports.get())
    assert [m.done_on for m in county.task.milestones.all()] == [DAY, None]
    assert light_of(county.task) == "green"
    assert (
        client.post(
            f"/tasks/{county.task.pk}/report/", {"percent": "50", "milestones": ["没有的节点"]}
        ).status_code
        == 400
    )


def test_the_nightly_run_catches_up_day_by_day(county):
    nightly(dt.date(2020, 9, 21))
    nightly(DAY)
    spans = [(s.colour, s.first) for s in LightSpan.objects.filter(task=county.task)]
    assert spans == [("green", START), ("yellow", dt.date(2020, 9, 28))]


def test_a_task_is_closed_at_a_hundred_percent_and_then_has_no_light(county):
    with pytest.raises(Refused):
        close_task(county.office, county.task)
    accept(county.office, submit_report(county.liaison, county.task, percent=Decimal(100), text="完工"))
    county.client(county.office).post(f"/tasks/{county.task.pk}/close/")
    task = Task.objects.get()
    assert (task.state, task.light, task.done_on) == ("done", "", DAY)
    with pytest.raises(Refused, match="task-not-active"):
        submit_report(county.liaison, task, percent=Decimal(100), text="再报")


def live(county):
    """Two months in the life of a task: reports, a block, an extension, a return."""
    story = {
        dt.date(2020, 9, 25): lambda: accept(
            county.office, submit_report(county.liaison, county.task, percent=Decimal(5), text="开工")
        ),
        dt.date(2020, 10, 16): lambda: submit_report(
            county.liaison, county.task, percent=Decimal(30), text="受阻", blocked=True
        ),
        dt.date(2020, 10, 20): lambda: accept(county.office, county.task.reports.first()),
        dt.date(2020, 10, 30): lambda: edit_task(
            county.office,
            Task.objects.get(),
            values(deadline=dt.date(2021, 3, 31), lead=[county.liaison.unit_id]),
        ),
        dt.date(2020, 11, 2): lambda: submit_report(
            county.liaison, county.task, percent=Decimal(32), text="恢复施工"
        ),
        dt.date(2020, 11, 6): lambda: send_back(
            county.office,
            submit_report(county.liaison, county.task, percent=Decimal(50), text="好"),
            reason="不实",
        ),
    }
    day = START
    while day <= DAY:
        with office_date.on(day):
            if day in story:
                story[day]()
            refresh(county.campaign)
        day += dt.timedelta(days=1)


def test_any_past_day_computed_again_gives_the_stored_light(county):
    live(county)
    day = START
    while day <= DAY:
        stored = LightSpan.objects.filter(task=county.task, first__lte=day).exclude(last__lt=day).get()
        (again,) = queries.lights(county.campaign, day)
        assert (again.colour, again.version) == (stored.colour, stored.version), day
        day += dt.timedelta(days=1)
    assert [s.colour for s in LightSpan.objects.filter(task=county.task)] == [
        "green",
        "yellow",
        "green",
        "yellow",
    ]


def test_a_new_rule_set_holds_from_its_date_on_and_not_before(county):
    strict = '[[light]]\ncolour = "red"\nwhen = "planned > 0"\n'
    set_rules(county.office, county.campaign, since=DAY, source=strict)
    assert [light.colour for light in queries.lights(county.campaign, DAY)] == ["red"]
    before = DAY - dt.timedelta(days=1)
    assert queries.lights(county.campaign, before) == lights_on(
        queries.records_on(county.campaign, before),
        before,
        rules=queries.rules_of(county.campaign, before),
        calendar=queries.work_calendar(),
    )
    assert queries.lights(county.campaign, before)[0].colour == "yellow"


def test_rules_that_cannot_be_are_refused_on_the_page(county):
    response = county.client(county.office).post(
        f"/campaigns/{county.campaign.pk}/",
        {
            "form": "rules",
            "since": "2020-11-23",
            "source": '[[light]]\ncolour = "red"\nwhen = "lateness > 3"',
        },
    )
    assert response.status_code == 400
    assert "lateness" in response.content.decode()
    assert county.campaign.rule_versions.count() == 1


def test_a_holiday_list_changes_the_calendar(county):
    client = county.client(county.office)
    assert (
        client.post(
            f"/campaigns/{county.campaign.pk}/", {"form": "holidays", "days": "2020-11-23 休\n"}
        ).status_code
        == 302
    )
    assert not queries.work_calendar().is_workday(DAY)
    assert (
        client.post(f"/campaigns/{county.campaign.pk}/", {"form": "holidays", "days": "元旦 休"}).status_code
        == 400
    )


@pytest.mark.parametrize("number", [1, 30])
def test_the_ledger_takes_the_same_queries_for_one_row_and_thirty(county, django_assert_num_queries, number):
    county.more_tasks(number - 1)
    client = county.client(county.office)
    with django_assert_num_queries(11):
        page = client.get("/tasks/").content.decode()
    assert page.count("城乡建设") >= 1
    assert f"共 {number} 项" in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_first_page_takes_the_same_queries_for_one_task_and_thirty(
    county, django_assert_num_queries, number
):
    county.more_tasks(number - 1)
    client = county.client(county.office)
    with django_assert_num_queries(14):
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries_made"),
    [
        ("/papers/", 3),
        ("/bulletins/", 4),
        ("/imports/", 4),
        ("/people/", 5),
        ("/changes/", 3),
        ("/campaigns/", 3),
    ],
)
def test_a_list_takes_the_same_queries_for_one_row_and_thirty(
    county, django_assert_num_queries, number, address, queries_made
):
    for n in range(number):
        Paper.objects.create(name=f"{n}.txt", sha256=f"{n:064}", uploaded_on=DAY, uploaded_by=county.office)
        Bulletin.objects.create(campaign=county.campaign, number=n, on=DAY, figures={}, made_by=county.office)
        LedgerImport.objects.create(
            campaign=county.campaign, name=f"{n}.xlsx", sha256="0", sheet="台账", rows=[], by=county.office
        )
        unit = Unit.objects.create(name=f"第{n}局")
        User.objects.create(username=f"u{n}", unit=unit)
        Entry.objects.create(
            office_date=DAY,
            actor=county.office,
            action="add",
            kind="unit",
            object_id=unit.pk,
            label=unit.name,
        )
        Campaign.objects.create(name=f"第{n}次行动", start=START, end=DAY)
    client = county.client(county.office)
    with django_assert_num_queries(queries_made):
        assert client.get(address).status_code == 200


def test_the_ledger_filters_sorts_and_answers_htmx_with_rows_only(county):
    county.more_tasks(2)
    client = county.client(county.office)
    page = client.get("/tasks/?words=第2项&sort=deadline&desc=1&light=yellow&unit=abc").content.decode()
    assert "第2项任务" in page
    assert "老旧小区改造" not in page
    rows = client.get("/tasks/?sort=light", headers={"HX-Request": "true"}).content.decode()
    assert rows.startswith('<p class="count"')


def test_the_export_reads_back_as_a_ledger(county):
    from duban.plans import UnitRegister, read_ledger
    from duban_files.excel import read_sheets

    data = b"".join(county.client(county.office).get("/tasks/export/"))
    reading = read_ledger(read_sheets(data, name="台账.xlsx")[0], register=UnitRegister())
    (row,) = reading.rows
    assert (row.title, row.lead_units, row.units, row.deadline, row.group, row.progress) == (
        "老旧小区改造",
        ("云岭县住房和城乡建设局",),
        ("云岭县财政局",),
        dt.date(2020, 12, 31),
        "城乡建设",
        0,
    )


def test_the_office_decides_from_the_page(county):
    client = county.client(county.office)
    first = submit_report(county.liaison, county.task, percent=Decimal(62), text="好")
    assert client.post(f"/reports/{first.pk}/accept/", {"next": "/"}).headers["Location"] == "/"
    second = submit_report(county.liaison, county.task, percent=Decimal(63), text="好")
    assert client.post(f"/reports/{second.pk}/return/", {"reason": ""}).status_code == 400
    client.post(f"/reports/{second.pk}/return/", {"reason": "没有照片"})
    assert [(r.state, r.return_reason) for r in county.task.reports.order_by("pk")] == [
        ("accepted", ""),
        ("returned", "没有照片"),
    ]
    assert client.post(f"/tasks/{county.task.pk}/close/").status_code == 400


def test_a_report_that_cannot_be_keeps_what_was_typed(county):
    response = county.client(county.liaison).post(
        f"/tasks/{county.task.pk}/report/", {"percent": "5", "blocked": "on", "text": ""}
    )
    assert response.status_code == 400
    assert "受阻的原因" in response.content.decode()
    assert (
        county.client(county.liaison).post(f"/tasks/{county.task.pk}/report/", {"percent": "500"}).status_code
        == 400
    )


def test_the_office_begins_and_changes_a_campaign(county):
    client = county.client(county.office)
    assert (
        client.post(
            "/campaigns/new/", {"name": "冬季行动", "start": "2020-12-01", "end": "2020-11-01"}
        ).status_code
        == 400
    )
    assert (
        client.post(
            "/campaigns/new/", {"name": "冬季行动", "start": "2020-11-01", "end": "2021-02-28"}
        ).status_code
        == 302
    )
    address = f"/campaigns/{county.campaign.pk}/"
    assert (
        client.post(
            address,
            {
                "form": "plain",
                "name": "x",
                "start": "2020-09-21",
                "end": "2020-12-20",
                "office_name": "会战办",
            },
        ).status_code
        == 302
    )
    assert (
        client.post(
            address, {"form": "plain", "name": "x", "start": "2020-09-21", "end": "2020-01-01"}
        ).status_code
        == 400
    )
    county.campaign.refresh_from_db()
    assert (county.campaign.end, county.campaign.office_name) == (dt.date(2020, 12, 20), "会战办")


def test_the_curve_is_drawn_once_and_kept(county, settings):
    client = county.client(county.office)
    first = client.get(f"/tasks/{county.task.pk}/curve.svg").content
    kept = list(settings.CHART_CACHE.glob("*.svg"))
    assert first.startswith(b"<svg")
    assert client.get(f"/tasks/{county.task.pk}/curve.svg").content == first
    assert list(settings.CHART_CACHE.glob("*.svg")) == kept


def test_campaigns_are_chosen(county):
    other = add_campaign(county.office, name="冬季行动", start=dt.date(2020, 11, 1), end=dt.date(2021, 2, 28))
    client = county.client(county.office)
    assert "冬季行动台账" in client.get("/tasks/").content.decode()
    client.post("/campaign/", {"campaign": str(county.campaign.pk)})
    assert "百日会战台账" in client.get("/tasks/").content.decode()
    with pytest.raises(Refused):
        add_campaign(county.office, name=other.name, start=START, end=DAY)
    with pytest.raises(Refused):
        add_campaign(county.office, name="反了", start=DAY, end=START)
