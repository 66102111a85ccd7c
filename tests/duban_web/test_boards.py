"""Boards whose counts are counts over the rows, trends, the wall, what-if; matters; campaigns in depth; saved views and cells."""

import datetime as dt
import io
from collections import Counter

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban_files.documents import read_document
from duban_web.boards import queries, trials
from duban_web.campaigns.models import Campaign, Goal, Task, TaskForce
from duban_web.campaigns.setting_up import save_force
from duban_web.common import office
from duban_web.common.errors import NotYours, Refused
from duban_web.matters.models import Matter
from duban_web.matters.operations import Slip, Source, feed_back, take_in
from duban_web.people.models import Leader, User
from duban_web.supervision.lighting import refresh
from duban_web.supervision.operations import accept
from small_county import DAY, submit_report


@pytest.mark.parametrize("dimension", ["unit", "front", "leader"])
def test_every_board_adds_up_to_the_rows(lit, dimension):
    lines = queries.board(lit.office, lit.campaign, dimension, DAY)
    rows = Counter(queries.kind_of(task.state, task.shown_light) for task in Task.objects.all())
    assert sum((line.counts for line in lines), Counter()) == rows
    assert all(sum(line.cells) == line.all for line in lines)


def test_the_pages_and_charts_open(lit):
    client = lit.client(lit.office)
    assert "县住建局" in client.get("/board/").content.decode()
    for address, start in (
        ("/board/trend.svg", b"<svg"),
        ("/board/heat.svg", b"<svg"),
        ("/board/wall/chart.png?size=page", b"\x89PNG"),
        ("/board/wall/chart.pdf?size=paper", b"%PDF"),
    ):
        assert client.get(address).content.startswith(start)
    assert client.get("/board/wall/chart.gif").status_code == 400


def test_turns_are_counted_in_the_week_in_which_they_fell(county):
    for n, percent in ((14, 60), (7, 0), (0, 80)):
        with office.on(DAY - dt.timedelta(days=n)):
            if percent:
                accept(
                    county.office, submit_report(county.liaison, county.task, percent=percent, text="推进")
                )
            refresh(county.campaign)
    weeks = queries.weeks(county.office, county.campaign, DAY, most=3)
    assert [(w.end, dict(w.counts)) for w in weeks][-1] == (DAY, {"green": 1})
    spans = list(county.task.light_spans.order_by("first").values_list("colour", flat=True))
    assert (
        sum(w.to_green + w.to_bad for w in queries.weeks(county.office, county.campaign, DAY))
        == len(spans) - 1
    )


def test_what_if_changes_nothing(lit):
    before = list(Task.objects.values_list("light", flat=True))
    answer = lit.client(lit.office).get("/board/trial/", {"rules": "blue_yellow_red", "on": "2020-12-07"})
    assert (answer.status_code, "变化的任务" in answer.content.decode()) == (200, True)
    seen = trials.trial(lit.campaign, DAY, rules=None, on=DAY)
    assert (seen.now, list(seen.changed)) == (seen.then, [])
    assert list(Task.objects.values_list("light", flat=True)) == before
    client = lit.client(lit.office)
    assert client.get("/board/trial/", {"on": "2020-01-01"}).status_code == 400
    assert client.get("/board/trial/", {"on": "2020-12-07", "source": "x ="}).status_code == 400


def word(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def source(**changes):
    return Source(
        **(
            {"kind": "instruction", "source": "沈知行", "number": "县政批〔2020〕15号", "received_on": DAY}
            | changes
        )
    )


def test_a_paper_is_read_into_slips_and_each_becomes_a_task(county):
    client = county.client(county.office)
    data = word(
        "云岭县人民政府办公室",
        "县政批〔2020〕15号",
        "请县住建局于2020年12月10日前完成体育场路路灯改造，并报告结果。",
    )
    typed = {"kind": "instruction", "source": "沈知行", "received_on": "2020-11-23", "read": "1"}
    page = client.post(
        "/matters/new/", typed | {"file": SimpleUploadedFile("批示.docx", data)}
    ).content.decode()
    assert "县政批〔2020〕15号" in page
    assert "2020-12-10" in page
    assert not Matter.objects.exists()
    slip = {
        "slip-TOTAL_FORMS": "1",
        "slip-INITIAL_FORMS": "1",
        "slip-0-title": "体育场路路灯改造",
        "slip-0-unit": county.liaison.unit_id,
        "slip-0-deadline": "2020-12-10",
    }
    assert (
        client.post(
            "/matters/new/",
            {
                "kind": "instruction",
                "source": "沈知行",
                "number": "15号",
                "received_on": "2020-11-23",
                "feedback_due": "2020-12-11",
                "save": "1",
            }
            | slip,
        ).status_code
        == 302
    )
    matter = Matter.objects.get()
    assert (matter.task.state, matter.task.deadline, matter.task.light) == (
        "issued",
        dt.date(2020, 12, 10),
        "green",
    )


def test_one_matter_one_slip_and_the_answer_goes_up(county):
    slips = [
        Slip("修路灯", "尽快", county.liaison.unit, dt.date(2020, 12, 1)),
        Slip("清垃圾", "尽快", county.colleague.unit, None, Leader.objects.get()),
    ]
    made = take_in(county.office, county.campaign, source(feedback_due=dt.date(2020, 11, 20)), slips)
    assert [m.task.title for m in made] == ["修路灯", "清垃圾"]
    with pytest.raises(Refused, match="matter-known"):
        take_in(county.office, county.campaign, source(), slips[:1])
    assert Matter.objects.count() == 2
    client = county.client(county.office)
    assert "<b>2</b> 应反馈事项" in client.get("/").content.decode()
    feed_back(county.office, made[0], "已修复")
    assert "<b>1</b> 应反馈事项" in client.get("/").content.decode()
    with pytest.raises(NotYours):
        feed_back(county.liaison, made[1], "好")


@pytest.mark.parametrize(
    ("slip", "code"), [(Slip(" ", "", None, None), "empty-title"), (Slip("一", "", None, dt.date(2020, 1, 1)), "deadline-before-start")]
)  # fmt: skip
def test_a_slip_that_cannot_be_is_refused(county, slip, code):
    with pytest.raises(Refused, match=code):
        take_in(county.office, county.campaign, source(), [slip])
    with pytest.raises(Refused, match="matter-empty"):
        take_in(county.office, county.campaign, source(), [])


def test_a_campaign_begins_as_a_copy_of_another(county):
    save_force(
        county.office,
        county.campaign,
        TaskForce(),
        {"name": "城建专班", "front": "城乡建设", "units": [county.liaison.unit]},
    )
    typed = {
        "name": "冬季行动",
        "start": "2020-12-01",
        "end": "2021-02-28",
        "rhythm": "monthly",
        "copy_of": county.campaign.pk,
        "with_tasks": "on",
    }
    assert county.client(county.office).post("/campaigns/new/", typed).status_code == 302
    copy = Campaign.objects.get(name="冬季行动")
    task = copy.tasks.get()
    assert (task.state, task.start, task.deadline) == ("draft", dt.date(2020, 12, 1), dt.date(2021, 3, 12))
    assert [f.units.get() for f in copy.forces.all()] == [county.liaison.unit]


def test_a_force_lead_sees_and_reviews_the_own_front(county):
    lead = User.objects.create_user("zhuanban", role="force")
    client = county.client(lead)
    assert "老旧小区改造" not in client.get("/tasks/").content.decode()
    save_force(
        county.office,
        county.campaign,
        TaskForce(),
        {"name": "城建专班", "front": "城乡建设", "lead": lead, "units": []},
    )
    report = submit_report(county.liaison, county.task, percent=30, text="推进")
    assert "老旧小区改造" in client.get("/tasks/").content.decode()
    assert client.post(f"/reports/{report.pk}/accept/").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.decided_by) == ("accepted", lead)


def test_a_goal_reached_early_says_by_how_many_days(county):
    client = county.client(county.office)
    typed = {
        "name": "一般公共预算收入",
        "value": "7.5",
        "unit_of_measure": "亿元",
        "due": "2020-12-31",
        "reached_value": "7.55",
    }
    client.post(f"/campaigns/{county.campaign.pk}/goals/new/", typed)
    assert Goal.objects.get().days_early == 38
    assert "提前 38 天" in client.get(f"/campaigns/{county.campaign.pk}/").content.decode()
    assert (
        client.post(f"/campaigns/{county.campaign.pk}/goals/new/", typed | {"value": "0"}).status_code == 400
    )


def test_a_template_is_dated_backwards_and_done_steps_stay(county):
    client = county.client(county.office)
    assert (
        "已晚 4 个工作日"
        in client.get(f"/tasks/{county.task.pk}/schedule/?template=decision").content.decode()
    )
    client.post(f"/tasks/{county.task.pk}/schedule/", {"template": "decision"})
    county.task.milestones.filter(name="制定落实方案").update(done_on=DAY)
    client.post(f"/tasks/{county.task.pk}/schedule/", {"template": "decision"})
    assert [(m.name, m.due, m.done_on) for m in county.task.milestones.all()][::3] == [
        ("制定落实方案", dt.date(2020, 11, 23), DAY), ("反馈办理结果", dt.date(2020, 12, 31), None),
    ]  # fmt: skip
    assert client.get(f"/tasks/{county.task.pk}/schedule/?template=none").status_code == 400


RULES = """[[light]]
colour = "red"
when = "actual > 50"
[[light]]
colour = "green"
when = "TRUE"
"""


def test_rules_are_tried_on_the_history_before_they_are_saved(lit):
    client, address = lit.client(lit.office), f"/campaigns/{lit.campaign.pk}/rules/"
    typed = {"since": "2020-11-23", "source": RULES}
    before = lit.campaign.rule_versions.count()
    page = client.post(address, typed | {"adopt": "1"})  # never tried
    assert (
        page.status_code,
        "还没有试算过" in page.content.decode(),
        lit.campaign.rule_versions.count(),
    ) == (200, True, before)
    client.post(address, typed | {"adopt": "1", "source": RULES + "# changed after the trial"})
    assert lit.campaign.rule_versions.count() == before
    page = client.post(address, typed | {"try": "1"})
    week = page.context["gone"].weeks[-1]
    progress = list(Task.objects.values_list("progress", flat=True))
    assert (week.day, week.new["red"], sum(week.held.values())) == (
        DAY,
        sum(p > 50 for p in progress),
        len(progress),
    )
    assert page.context["gone"].worse_all == sum(40 < p <= 50 for p in progress)
    assert (
        client.post(address, typed | {"adopt": "1"}).headers["Location"] == f"/campaigns/{lit.campaign.pk}/"
    )
    assert lit.campaign.rule_versions.last().source == RULES.strip()
    assert sorted(Task.objects.values_list("light", flat=True)) == sorted(
        "red" if p > 50 else "green" for p in progress
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"source": RULES.replace("actual", "lateness"), "since": "2020-11-23"}, "lateness"), ({"source": "x =", "since": "2020-11-23"}, "TOML"), ({"source": RULES, "since": "2020-11-01"}, "已经过去")],
)  # fmt: skip
def test_rules_that_cannot_be_are_refused_on_the_page(county, typed, words):
    client, address = county.client(county.office), f"/campaigns/{county.campaign.pk}/rules/"
    answers = [client.post(address, typed | {how: "1"}) for how in ("try", "adopt")]
    assert words in answers[-1].content.decode()
    assert answers[-1].status_code == 400
    assert county.campaign.rule_versions.count() == 1


def test_the_responsibility_letter_says_what_who_and_when(county):
    text = read_document(
        b"".join(county.client(county.liaison).get(f"/tasks/{county.task.pk}/letter.docx")),
        name="责任书.docx",
    ).text
    assert all(
        words in text for words in ("老旧小区改造", "云岭县住房和城乡建设局", "邵国栋", "2020年12月31日")
    )


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries_made"),
    [("/tasks/?by=unit&col=units&col=coops", 11), ("/tasks/?edit=1", 9), ("/board/", 12), ("/notices/", 6), ("/explanations/", 5), ("/review/", 6), ("/silent/", 12), ("/problems/", 9), ("/matters/", 8), ("/inspections/", 10), ("/meetings/", 4), ("/messages/", 5)],
)  # fmt: skip
def test_a_list_takes_the_same_queries_for_one_row_and_thirty(
    county, django_assert_num_queries, number, address, queries_made
):
    from duban_web.inspections.models import Inspection
    from duban_web.meetings.models import Meeting
    from duban_web.problems.models import Problem
    from duban_web.supervision.models import Explanation, Notice

    county.more_tasks(number - 1)
    for n, task in enumerate(Task.objects.order_by("id")):
        unit = county.liaison.unit
        submit_report(county.liaison, task, percent=10, text="推进")
        Explanation.objects.create(task=task, unit=unit, colour="red", since=DAY, due=DAY)
        Notice.objects.create(
            campaign=county.campaign, colour="blue", unit=unit, task=task, reason="一", proposed_on=DAY
        )
        Problem.objects.create(
            number=f"2020-{n:05}", channel="visit", content=str(n), received_on=DAY, unit=unit
        )
        Matter.objects.create(task=task, kind="instruction", source="县长", received_on=DAY, instruction="办")
        Inspection.objects.create(campaign=county.campaign, task=task, planned_for=DAY).inspectors.add(
            county.office
        )
        Meeting.objects.create(campaign=county.campaign, kind="dispatch", number=n, title=str(n), on=DAY)
    client = county.client(county.office)
    with django_assert_num_queries(queries_made):
        assert client.get(address).status_code == 200
