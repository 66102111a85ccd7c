"""Reports, what the office decides, lights and their history."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban.lights import lights_on
from duban_web.campaigns.models import Task
from duban_web.campaigns.operations import edit_task, set_holidays, set_rules
from duban_web.common import office as office_date
from duban_web.common.errors import Changed, Refused
from duban_web.supervision import queries
from duban_web.supervision.lighting import catch_up as nightly
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import LightSpan
from duban_web.supervision.moves import close_task
from duban_web.supervision.operations import accept, send_back
from small_county import DAY, START, close_files, submit_report, values


def light_of(task):
    return Task.objects.get(pk=task.pk).light


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
    county.client(county.office).post(f"/tasks/{county.task.pk}/move/", {"move": "close"})
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
        calendar=queries.work_calendar(before),
    )
    assert queries.lights(county.campaign, before)[0].colour == "yellow"


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
    assert client.post(f"/tasks/{county.task.pk}/move/", {"move": "close"}).status_code == 400


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


def test_the_curve_is_drawn_once_and_kept(county, settings):
    client = county.client(county.office)
    first = client.get(f"/tasks/{county.task.pk}/curve.svg").content
    kept = list(settings.CHART_CACHE.glob("*.svg"))
    assert first.startswith(b"<svg")
    assert client.get(f"/tasks/{county.task.pk}/curve.svg").content == first
    assert list(settings.CHART_CACHE.glob("*.svg")) == kept


def test_neither_new_rules_nor_a_new_calendar_change_what_is_past(county):
    live(county)
    past = [START + dt.timedelta(days=n) for n in range((DAY - START).days)]
    before = [queries.lights(county.campaign, day) for day in past]
    with pytest.raises(Refused, match="rules-past"):
        set_rules(
            county.office, county.campaign, since=past[-1], source='[[light]]\ncolour = "red"\nwhen = "TRUE"'
        )
    set_holidays(county.office, dict.fromkeys(past, False))
    assert [queries.lights(county.campaign, day) for day in past] == before
    assert not queries.work_calendar(DAY).is_workday(past[-3])
