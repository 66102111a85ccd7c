"""Action plans of units, survey reports, what happened by month, pictures before and after."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from duban_web.boards.queries import Pace, pace
from duban_web.campaigns.models import Milestone, Task
from duban_web.common.errors import Changed, Refused
from duban_web.inbox.models import Message
from duban_web.inspections.models import Inspection, Photo
from duban_web.inspections.pictures import pictures
from duban_web.matters.models import UnitPlan
from duban_web.matters.operations import Slip, Source, take_in
from duban_web.matters.plans import covers, decide, hand_in
from duban_web.matters.queries import surveys
from duban_web.supervision.models import Evidence
from small_county import DAY, close_files, submit_report

PLAN = """县住建局具体行动方案
一、工作目标
确保冬季安全。
二、重点任务
1. 推进老旧小区改造，12月20日前完成全部外墙保温。
2. 开展燃气安全排查，12月10日前完成入户检查。
""".encode()


@pytest.fixture
def plan(county):
    return hand_in(county.liaison, county.campaign, PLAN, name="方案.txt")


def test_a_plan_is_read_and_held_against_the_units_tasks(county, plan):
    assert [(item["task"], item["deadline"]) for item in plan.items] == [
        (county.task.pk, "2020-12-20"),
        (None, "2020-12-10"),
    ]
    assert Message.objects.filter(to=county.office, kind="plan-handed").count() == 1
    (cover,) = [one for one in covers(county.campaign) if one.unit == county.liaison.unit]
    assert (cover.tasks, cover.covered, cover.own) == (1, 1, 1)


def test_what_a_unit_adds_becomes_a_draft_once_the_office_approves(county, plan):
    county.client(county.office).post(
        f"/plans/{plan.pk}/", {"approve": "1", "item-0": county.task.pk, "item-1": ""}
    )
    plan.refresh_from_db()
    own = Task.objects.exclude(pk=county.task.pk).get()
    assert (plan.state, own.state, own.deadline, [a.unit for a in own.assignments.all()]) == (
        "approved",
        "draft",
        dt.date(2020, 12, 10),
        [county.liaison.unit],
    )
    assert "燃气安全" in own.title
    with pytest.raises(Changed):
        decide(county.office, plan, approve=True)


def test_a_plan_comes_back_with_a_reason_and_the_next_one_counts(county, plan):
    with pytest.raises(Refused, match="needs-reason"):
        decide(county.office, plan, approve=False)
    decide(county.office, plan, approve=False, reason="没有责任人")
    assert Message.objects.get(to=county.liaison, kind="plan-returned").text.endswith("没有责任人")
    assert [(c.covered, c.own) for c in covers(county.campaign) if c.plan] == [(0, 0)]
    client = county.client(county.liaison)
    answer = client.post("/plans/", {"file": SimpleUploadedFile("方案二.txt", PLAN)})
    assert (answer.status_code, [p.state for p in UnitPlan.objects.order_by("id")]) == (
        302,
        ["returned", "handed"],
    )
    assert "方案二.txt" in client.get(answer.headers["Location"]).content.decode()


def test_a_plan_that_cannot_be_is_refused(county, plan):
    with pytest.raises(Refused, match="plan-task"):
        decide(county.office, plan, approve=True, tasks={0: 999})
    client = county.client(county.liaison)
    assert client.post("/plans/", {}).status_code == 400
    assert client.post("/plans/", {"file": SimpleUploadedFile("方案.docx", b"broken")}).status_code == 400
    assert (
        "没有读出条目"
        in client.post(
            "/plans/", {"file": SimpleUploadedFile("方案.txt", "高度重视，加强领导。".encode())}
        ).content.decode()
    )
    assert client.post(f"/plans/{plan.pk}/", {"approve": "1"}).status_code == 403
    assert UnitPlan.objects.count() == 1


def test_survey_reports_are_counted_by_source_with_what_was_adopted(county):
    def report(source, number, *titles):
        slips = [Slip(title, title, county.liaison.unit, None) for title in titles]
        take_in(county.office, county.campaign, Source("survey", source, number, DAY), slips)

    report("县委党校", "调研一", "设立项目前期专班", "压缩供地时限")
    report("县委党校", "调研二", "推行容缺受理")
    report("青石镇", "调研一", "改善乡村道路")
    Task.objects.filter(title="压缩供地时限").update(state="withdrawn")
    assert [
        (s.source, len(s.reports), s.suggestions, s.adopted) for s in surveys(county.office, county.campaign)
    ] == [("县委党校", 2, 3, 2), ("青石镇", 1, 1, 1)]
    page = county.client(county.office).get("/matters/?kind=survey").content.decode()
    assert "调研报告 3 篇，来自 2 个单位（个人）；建议 4 条，采纳 3 条" in page


def test_what_happened_is_counted_by_day_month_and_year(county):
    for on in (DAY, dt.date(2020, 11, 2), dt.date(2020, 10, 9), None):
        Milestone.objects.create(task=county.task, name=str(on), due=DAY, done_on=on)
    rows = {row.name: row for row in pace(county.office, county.campaign, DAY)}
    assert rows["day"] == Pace("day", 1, 0, 0)
    assert (rows["month"].milestones, rows["year"].milestones, rows["2020-10"].milestones) == (2, 3, 1)
    months = [row for name, row in rows.items() if "-" in name]
    assert (sum(m.milestones for m in months), sum(m.begun for m in months)) == (
        rows["year"].milestones,
        rows["year"].begun,
    )


def test_before_and_after_stand_side_by_side(county):
    report = submit_report(county.liaison, county.task, percent=10, text="开工")
    Evidence.objects.create(
        report=report, name="完工.JPG", file=ContentFile(b"jpg", "b.jpg"), size=3, sha256="0"
    )
    Evidence.objects.create(
        report=report, name="说明.docx", file=ContentFile(b"doc", "b.docx"), size=3, sha256="1"
    )
    visit = Inspection.objects.create(
        campaign=county.campaign,
        task=county.task,
        planned_for=DAY,
        visited_on=dt.date(2020, 10, 1),
        place="工地",
    )
    Photo.objects.create(inspection=visit, name="开工前.jpg", file=ContentFile(b"jpg", "a.jpg"), sha256="2")
    assert [(p.name, p.on, p.place) for p in pictures(county.office, county.task)] == [
        ("开工前", dt.date(2020, 10, 1), "工地"),
        ("完工", DAY, ""),
    ]
    assert [p.name for p in pictures(county.liaison, county.task)] == ["完工"]
    client = county.client(county.office)
    pair = client.get(f"/tasks/{county.task.pk}/pictures/").context["pair"]
    assert [one.name for _, one in pair] == ["开工前", "完工"]
    shown, kept = client.get(pair[1][1].address), client.get(pair[1][1].address.split("?")[0])
    assert (
        "inline" in shown.headers["Content-Disposition"],
        "attachment" in kept.headers["Content-Disposition"],
    ) == (True, True)
    close_files(shown)
    close_files(kept)
