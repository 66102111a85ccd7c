"""The life of a task: moves, requests, overrides, sub-tasks; and that no sequence of moves loses anything."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duban.flow.life import moves
from duban_web.campaigns.models import Task
from duban_web.campaigns.operations import add_task
from duban_web.common import office
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.inbox.models import Message
from duban_web.people.models import Leader, User
from duban_web.supervision import asking, history
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import LightSpan, Override, Request
from duban_web.supervision.moves import move_task, moves_of, split
from duban_web.supervision.operations import accept
from small_county import DAY, submit_report, values


@pytest.fixture
def lit(county):
    """The lights of today: the task is yellow."""
    refresh(county.campaign)


def fresh(task: Task) -> Task:
    return Task.objects.get(pk=task.pk)


@pytest.fixture
def leader(county):
    return User.objects.create_user("shao", role="leader", leader=Leader.objects.get())


def test_a_task_goes_from_issue_to_archive(county):
    unit = county.liaison.unit
    task = add_task(county.office, county.campaign, values(title="新路", state="draft", lead=[unit.pk]))
    assert [m.code for m in moves_of(county.office, task)] == ["issue", "withdraw"]
    move_task(county.office, task, "issue")
    move_task(county.liaison, task, "refuse", reason="不属我局职责")
    move_task(county.office, task, "issue")
    move_task(county.liaison, task, "sign")
    assert fresh(task).signed_on == DAY
    accept(county.office, submit_report(county.liaison, task, percent=100, text="已通车"))
    assert fresh(task).state == "active"
    move_task(county.liaison, task, "claim", reason="已通车，请核查")
    move_task(county.office, task, "verify")
    move_task(county.office, task, "reject", reason="标线未划")
    assert (fresh(task).state, fresh(task).claimed_on) == ("active", None)
    for code in ("claim", "pass", "archive"):
        move_task(county.office, fresh(task), code, reason="标线已划")
    assert (fresh(task).state, fresh(task).done_on, fresh(task).light) == ("archived", DAY, "")
    move_task(county.office, fresh(task), "reopen", reason="路面破损")
    assert (fresh(task).state, fresh(task).done_on) == ("active", None)
    assert set(Message.objects.filter(to=county.liaison).values_list("kind", flat=True)) >= {
        "task-issue",
        "task-reject",
        "task-reopen",
    }
    assert set(Message.objects.filter(to=county.office).values_list("kind", flat=True)) >= {
        "task-refuse",
        "task-claim",
    }


def test_what_the_table_does_not_allow_is_refused(county):
    with pytest.raises(Refused, match="needs-all"):
        move_task(county.liaison, county.task, "claim", reason="完成")
    with pytest.raises(NotYours):
        move_task(county.liaison, county.task, "suspend", reason="停工")
    with pytest.raises(Refused, match="not-from-here"):
        move_task(county.office, county.task, "archive")
    with pytest.raises(Refused, match="task-without-owner"):
        move_task(
            county.office,
            add_task(county.office, county.campaign, values(title="无主", state="draft")),
            "issue",
        )


CODES = [move.code for move in moves()]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(["office", "liaison"])), max_size=12))
def test_no_sequence_of_moves_loses_a_report_or_leaves_a_task_without_owner(county, steps):
    task = add_task(county.office, county.campaign, values(title="试", lead=[county.liaison.unit_id]))
    accept(county.office, submit_report(county.liaison, task, percent=100, text="完成"))
    for code, who in steps:
        try:
            move_task(getattr(county, who), task, code, reason="因故")
        except Refused:
            continue
    kept = fresh(task)
    assert kept.reports.count() == 1
    assert kept.assignments.filter(part="lead").count() == 1
    assert (kept.light != "") == kept.is_lit
    assert [light.colour or "" for light in history.lights(county.campaign, DAY, tasks=[kept.pk])] == [
        kept.light
    ]


def test_an_extension_is_the_leaders_to_decide_and_the_first_deadline_stays(county, leader):
    asked = asking.ask(
        county.liaison, county.task, "extension", reason="雨季停工", deadline=dt.date(2021, 1, 20)
    )
    assert Message.objects.filter(to=leader, kind="ask-extension").exists()
    with pytest.raises(NotYours):
        asking.decide(county.office, asked, grant=True)
    with pytest.raises(Refused, match="ask-once"):
        asking.ask(county.liaison, county.task, "extension", reason="再延", deadline=dt.date(2021, 2, 20))
    asking.decide(leader, asked, grant=True)
    task = fresh(county.task)
    assert (task.deadline, task.first_deadline) == (dt.date(2021, 1, 20), dt.date(2020, 12, 31))
    with pytest.raises(Changed):
        asking.decide(leader, asked, grant=False, answer="不行")


def test_the_office_notes_what_the_leader_decided_on_paper(county):
    asked = asking.ask(county.liaison, county.task, "extension", reason="雨季", deadline=dt.date(2021, 1, 20))
    with pytest.raises(Refused, match="needs-answer"):
        asking.decide(county.office, asked, grant=True, by_paper=True)
    asking.decide(county.office, asked, grant=True, by_paper=True, answer="邵国栋11月23日批示同意")
    assert fresh(county.task).deadline == dt.date(2021, 1, 20)


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [("extension", {"deadline": dt.date(2020, 12, 1)}, "later-day"), ("extension", {}, "later-day"), ("transfer", {}, "other-unit"), ("appeal", {"reason": " "}, "needs-reason")],
)  # fmt: skip
def test_a_request_that_asks_nothing_is_refused(county, kind, more, code):
    with pytest.raises(Refused, match=code):
        asking.ask(county.liaison, county.task, kind, **({"reason": "因故"} | more))


def test_a_granted_transfer_hands_the_task_over_to_be_signed_anew(county):
    asked = asking.ask(county.liaison, county.task, "transfer", reason="属财政", unit=county.colleague.unit)
    asking.decide(county.office, asked, grant=True)
    task = fresh(county.task)
    given = {(a.part, a.unit_id) for a in task.assignments.all() if a.unit_id}
    assert (task.state, given) == (
        "issued",
        {("lead", county.colleague.unit_id), ("unit", county.liaison.unit_id)},
    )
    assert Request.objects.get().state == "granted"


def test_an_override_shows_beside_the_computed_light_and_ends_by_itself(county, leader, lit):
    computed = fresh(county.task).light
    assert computed == "yellow"
    asking.override(
        leader, county.task, colour="green", reason="征地已谈妥，今日开工", last=dt.date(2020, 11, 25)
    )
    task = fresh(county.task)
    assert (task.light, task.override, task.shown_light) == ("yellow", "green", "green")
    page = county.client(county.office).get("/").content.decode()
    assert '<li class="green"><a href="/tasks/?light=green"><b>1</b>' in page
    with office.on(dt.date(2020, 11, 26)):
        refresh(county.campaign)
    assert fresh(county.task).shown_light == fresh(county.task).light
    with pytest.raises(NotYours):
        asking.override(county.liaison, county.task, colour="green", reason="好", last=DAY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"colour": "yellow"}, "override-colour"), ({"colour": "pink"}, "override-colour"), ({"reason": ""}, "override-needs-reason"), ({"last": dt.date(2020, 11, 1)}, "override-end"), ({"last": dt.date(2022, 1, 1)}, "override-end")],
)  # fmt: skip
def test_an_override_that_cannot_be_is_refused(county, changes, code, lit):
    plain = {"colour": "green", "reason": "已开工", "last": DAY}
    with pytest.raises(Refused, match=code):
        asking.override(county.office, county.task, **(plain | changes))
    assert not Override.objects.exists()


def test_an_override_can_be_lifted(county, lit):
    asking.override(county.office, county.task, colour="green", reason="已开工", last=DAY)
    assert asking.lift(county.office, county.task) == 1
    assert fresh(county.task).override == ""


def test_sub_tasks_roll_up_by_weight(county):
    parts = split(
        county.liaison,
        county.task,
        [{"title": "东区", "weight": 3, "handler": "小王"}, {"title": "西区", "weight": 1}],
    )
    accept(county.office, submit_report(county.liaison, parts[0], percent=80, text="东区推进"))
    task = fresh(county.task)
    assert (task.progress, task.reported_on) == (Decimal(60), DAY)
    assert [p.no for p in task.parts.all()] == ["1.1", "1.2"]
    assert "共 1 项" in county.client(county.office).get("/tasks/").content.decode()
    with pytest.raises(Refused, match="split-once"):
        split(county.liaison, parts[0], [{"title": "一段"}])
    with pytest.raises(Refused, match="split-deadline"):
        split(county.liaison, county.task, [{"title": "晚", "deadline": dt.date(2021, 3, 1)}])
    with pytest.raises(NotYours):
        split(county.outsider, county.task, [{"title": "别人"}])


def test_the_lights_of_every_day_can_be_computed_again(county):
    first = dt.date(2020, 11, 16)
    for n in range(8):
        with office.on(first + dt.timedelta(days=n)):
            if n == 2:
                accept(county.office, submit_report(county.liaison, county.task, percent=60, text="推进"))
            if n == 5:
                submit_report(county.liaison, county.task, percent=60, text="停工待料", blocked=True)
            refresh(county.campaign)
    for n in range(8):
        day = first + dt.timedelta(days=n)
        span = LightSpan.objects.filter(task=county.task, first__lte=day).order_by("-first", "-id").first()
        assert history.lights(county.campaign, day)[0].colour == span.colour
