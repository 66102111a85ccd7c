"""Inspections: a draw that can be proved, visits that are kept once, findings that become something, return visits; and meetings."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from duban_files.documents import read_document
from duban_web.campaigns.models import Task
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.inspections import operations, queries
from duban_web.inspections.models import Draw, Inspection, Photo
from duban_web.inspections.operations import Found, Visit, record_visit
from duban_web.inspections.queries import Tally
from duban_web.meetings import operations as meetings
from duban_web.meetings.models import Decision, Meeting
from duban_web.meetings.queries import followed
from duban_web.people.models import Leader, User
from duban_web.problems.models import Problem
from duban_web.supervision.lighting import refresh
from small_county import DAY


@pytest.fixture
def inspector(county):
    return User.objects.create_user("ducha", role="inspector", display_name="何督查")


@pytest.fixture
def visit(county, inspector):
    return operations.plan(
        county.office,
        county.campaign,
        planned_for=DAY,
        task=county.task,
        place="",
        leader=None,
        inspectors=[inspector],
    )


def test_a_draw_plans_visits_and_proves_itself(county, inspector):
    county.more_tasks(9)
    made = operations.make_draw(
        county.office,
        county.campaign,
        count=3,
        inspectors=[county.office, inspector],
        a_visit=1,
        planned_for=DAY,
    )
    assert (made.inspections.count(), operations.is_proved(made)) == (3, True)
    assert "重抽结果一致" in county.client(inspector).get(f"/inspections/draws/{made.pk}/").content.decode()
    Draw.objects.filter(pk=made.pk).update(drawn=made.drawn[::-1])
    made.refresh_from_db()
    assert not operations.is_proved(made)


def test_a_draw_that_cannot_be_is_refused(county, inspector):
    with pytest.raises(Refused, match="draw-inspectors"):
        operations.make_draw(
            county.office, county.campaign, count=1, inspectors=[inspector], a_visit=2, planned_for=DAY
        )
    with pytest.raises(Refused, match="due-past"):
        operations.make_draw(
            county.office,
            county.campaign,
            count=1,
            inspectors=[inspector],
            a_visit=1,
            planned_for=DAY - dt.timedelta(days=1),
        )
    Task.objects.update(state="done")
    with pytest.raises(Refused, match="draw-empty"):
        operations.make_draw(
            county.office, county.campaign, count=1, inspectors=[inspector], a_visit=1, planned_for=DAY
        )


FOUND = (
    Found("塔吊停用", "notice", "三日内复工"),
    Found("缺水泥", "problem"),
    Found("围挡破损", "solved", "当场修复"),
    Found("工地整洁", "good"),
)


def test_findings_become_a_notice_a_problem_or_are_solved_and_the_counts_reconcile(county, inspector, visit):
    record_visit(inspector, visit, Visit("现场无人施工", "t1", None, FOUND))
    assert queries.tally(county.campaign) == Tally(
        visits=1, revisits=0, findings=4, solved=1, notices=1, problems=1, praised=1, mended=0
    )
    notice, problem, *_ = visit.findings.all()
    assert (notice.notice.state, notice.notice.unit, notice.notice.demand) == (
        "issued",
        county.liaison.unit,
        "三日内复工",
    )
    assert (problem.problem.channel, problem.problem.task) == ("inspection", county.task)


def test_the_same_form_sent_twice_over_a_bad_line_is_kept_once(county, inspector, visit):
    told = Visit("现场无人施工", "t1", None, FOUND)
    record_visit(inspector, visit, told)
    record_visit(inspector, visit, told)
    assert (visit.findings.count(), Problem.objects.count()) == (4, 1)
    with pytest.raises(Changed):
        record_visit(inspector, visit, Visit("另一份", "t2"))


def test_only_who_was_named_writes_and_nobody_else_learns_of_it(county, inspector, visit):
    other = User.objects.create_user("other", role="inspector")
    with pytest.raises(NotYours):
        record_visit(other, visit, Visit("我来", "t"))
    with pytest.raises(Refused, match="inspection-empty"):
        record_visit(inspector, visit, Visit(" ", "t"))
    assert county.client(county.liaison).get(f"/inspections/{visit.pk}/").status_code == 404
    record_visit(inspector, visit, Visit("正常", "t"))
    assert county.client(county.liaison).get(f"/inspections/{visit.pk}/").status_code == 200


def picture(**exif) -> bytes:
    data = Image.Exif()
    if exif:
        data.get_ifd(0x8769)[0x9003] = "2020:11:23 10:30:00"
        data.get_ifd(0x8825).update({1: "N", 2: (28.0, 22.0, 30.0), 3: "E", 4: (111.0, 12.0, 0.0)})
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", exif=data)
    return buffer.getvalue()


def test_a_photo_brings_its_own_time_and_place_else_the_phones(county, inspector, visit):
    typed = {
        "summary": "停工",
        "token": "t",
        "at": "2020-11-23T09:00:00+08:00",
        "latitude": "28.5",
        "longitude": "111.5",
    }
    photos = [SimpleUploadedFile("a.jpg", picture(own=True)), SimpleUploadedFile("b.jpg", picture())]
    answer = county.client(inspector).post(f"/inspections/{visit.pk}/visit/", typed | {"photos": photos})
    assert answer.status_code == 302
    assert [(str(p.latitude), str(p.longitude), p.taken_at.astimezone().isoformat()[:10]) for p in Photo.objects.all()] == [
        ("28.375000", "111.200000", "2020-11-23"), ("28.500000", "111.500000", "2020-11-23"),
    ]  # fmt: skip


def test_a_file_that_is_no_photo_is_refused_and_nothing_is_half_saved(county, inspector, visit):
    typed = {"summary": "停工", "token": "t", "photos": [SimpleUploadedFile("a.exe", b"MZ")]}
    answer = county.client(inspector).post(f"/inspections/{visit.pk}/visit/", typed)
    assert (answer.status_code, "不是照片" in answer.content.decode()) == (400, True)
    visit.refresh_from_db()
    assert visit.state == "planned"


def test_a_return_visit_checks_what_was_found(county, inspector, visit):
    with pytest.raises(Refused, match="not-done"):
        operations.revisit(county.office, visit, planned_for=DAY)
    record_visit(inspector, visit, Visit("停工", "t1", None, FOUND[:1]))
    visit.refresh_from_db()
    client = county.client(inspector)
    client.post(f"/inspections/{visit.pk}/step/", {"revisit": "1"})
    again = Inspection.objects.get(revisits=visit)
    client.post(f"/inspections/{again.pk}/step/", {"finding": visit.findings.get().pk, "mended": "1"})
    record_visit(inspector, again, Visit("已复工", "t2"))
    tally = queries.tally(county.campaign)
    assert (tally.visits, tally.revisits, tally.mended) == (2, 1, 1)


def test_the_worker_is_served_only_below_the_inspections(county, inspector):
    answer = county.client(inspector).get("/inspections/worker.js")
    assert (answer.headers["Content-Type"], b"caches.open" in answer.content) == ("text/javascript", True)


@pytest.fixture
def meeting(county):
    refresh(county.campaign)
    return meetings.plan(
        county.office, county.campaign, kind="grilling", title="", on=DAY, chair=Leader.objects.get()
    )


def test_the_agenda_is_made_from_the_lights(county, meeting):
    (item,) = meeting.items.all()
    assert (meeting.title, item.unit, item.task) == (
        "百日会战第1次领导小组会议",
        county.liaison.unit,
        county.task,
    )
    assert item.figures.startswith("黄灯，进度0%，落后序时进度60个百分点")
    client = county.client(county.office)
    answer = client.post(
        f"/meetings/items/{item.pk}/",
        {"question": "为何落后", "answer": "征地未完", "mark": "6"},
        headers={"HX-Request": "true"},
    )
    assert answer.content.decode() == "已记下"
    assert client.post(f"/meetings/items/{item.pk}/", {"mark": "11"}).status_code == 400
    item.refresh_from_db()
    assert (item.question, item.mark) == ("为何落后", 6)


def test_decisions_become_tasks_or_problems_and_the_next_meeting_opens_with_them(county, meeting):
    client = county.client(county.office)
    unit = county.liaison.unit_id
    client.post(
        f"/meetings/{meeting.pk}/decide/",
        {"text": "月底前完成征地", "unit": unit, "due": "2020-11-30", "becomes": "task"},
    )
    client.post(
        f"/meetings/{meeting.pk}/decide/",
        {"text": "协调水泥供应", "unit": unit, "due": "2020-11-27", "becomes": "problem"},
    )
    assert (
        client.post(
            f"/meetings/{meeting.pk}/decide/",
            {"text": "早", "unit": unit, "due": "2020-11-01", "becomes": "task"},
        ).status_code
        == 400
    )
    task, problem = Decision.objects.all()
    assert (task.task.state, task.task.deadline, problem.problem.state) == (
        "issued",
        dt.date(2020, 11, 30),
        "routed",
    )
    meetings.hold(county.office, meeting, demands="倒排工期")
    with pytest.raises(Changed):
        meetings.hold(county.office, meeting, demands="再说")
    later = meetings.plan(county.office, county.campaign, kind="grilling", title="", on=dt.date(2020, 12, 4))
    assert [(f.decision.text, f.state) for f in followed(later)] == [
        ("月底前完成征地", "late"),
        ("协调水泥供应", "late"),
    ]
    text = read_document(b"".join(client.get(f"/meetings/{later.pk}.docx")), name="通知.docx").text
    assert "尚未办结的议定事项" in text
    assert "月底前完成征地" in text


def test_a_joint_meeting_hears_the_problems_routed_to_it(county):
    from duban_web.problems.operations import Raised, route, take_in

    route(
        county.office,
        take_in(county.office, county.campaign, Raised("跨部门事项", "visit")),
        way="joint",
        unit=None,
    )
    made = meetings.plan(
        county.office, county.campaign, kind="joint", title="优化营商环境联席会议第二次会议", on=DAY
    )
    assert [item.topic for item in made.items.all()] == ["跨部门事项"]
    assert Meeting.objects.get().number == 1
