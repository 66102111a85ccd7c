"""Everything that changes meetings: an agenda from the lights, answers noted live, decisions that become tasks or problems."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max

from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.campaigns.operations import TaskValues, add_task
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.common.reasons import reason_words
from duban_web.inbox.operations import tell_unit
from duban_web.meetings.models import Decision, Item, Meeting
from duban_web.people.models import Leader, Unit, User
from duban_web.problems.models import Problem
from duban_web.problems.operations import Raised, route, take_in
from duban_web.supervision.models import LightSpan

WORST = ("red", "orange", "yellow")


@transaction.atomic
def plan(user: User, campaign: Campaign, *, kind: str, title: str, on: dt.date, place: str = "", chair: Leader | None = None) -> Meeting:  # fmt: skip
    """Call a meeting. Who must answer follows from the lights of today; a joint meeting hears the problems routed to it."""
    demand(user, Right.KEEP)
    last = Meeting.objects.filter(campaign=campaign, kind=kind).aggregate(last=Max("number"))["last"] or 0
    named = title.strip() or say(
        "meeting.named", campaign=campaign.name, kind=say(f"meeting.kinds.{kind}"), n=last + 1
    )
    meeting = Meeting.objects.create(
        campaign=campaign, kind=kind, number=last + 1, title=named[:80], on=on, place=place.strip(), chair=chair
    )  # fmt: skip
    Item.objects.bulk_create(_problem_items(meeting) if kind == Meeting.Kind.JOINT else _task_items(meeting))
    record(
        user,
        "add",
        Subject("meeting", meeting.pk, meeting.title),
        before=None,
        after={"on": on.isoformat(), "kind": kind},
    )
    return meeting


def _task_items(meeting: Meeting) -> list[Item]:
    """Red, orange and yellow tasks, the worst first, each with its lead unit and the figures that its light saw."""
    tasks = Task.objects.filter(campaign=meeting.campaign, removed_on=None, parent=None).prefetch_related(
        "assignments"
    )
    lit = [task for task in tasks if task.shown_light in WORST]
    spans = {s.task_id: s for s in LightSpan.objects.filter(task__in=lit, last=None)}
    lit.sort(key=lambda task: (WORST.index(task.shown_light), task.deadline or dt.date.max, task.pk))
    return [
        Item(
            meeting=meeting,
            task=task,
            unit_id=_lead(task),
            topic=task.title,
            figures=_figures(task, spans.get(task.pk)),
        )
        for task in lit
    ]


def _lead(task: Task) -> int | None:
    return next((a.unit_id for a in task.assignments.all() if a.part == Assignment.Part.LEAD), None)


def _figures(task: Task, span: LightSpan | None) -> str:
    reasons = "；".join(reason_words(span.reasons)) if span else ""
    return say(
        "meeting.figures",
        light=say(f"light.{task.shown_light}"),
        progress=f"{task.progress.normalize():f}",
        reasons=reasons,
    )[:300]


def _problem_items(meeting: Meeting) -> list[Item]:
    found = Problem.objects.filter(route=Problem.Route.JOINT, state=Problem.State.ROUTED)
    return [
        Item(meeting=meeting, problem=one, unit=one.unit, topic=one.content[:200], figures=one.number)
        for one in found.order_by("id")
    ]


@transaction.atomic
def add_item(user: User, meeting: Meeting, *, topic: str, unit: Unit | None) -> Item:
    """A further matter on the agenda."""
    demand(user, Right.KEEP)
    if not topic.strip():
        raise Refused("meeting-topic")
    return Item.objects.create(meeting=meeting, topic=topic.strip()[:200], unit=unit)


@transaction.atomic
def note(user: User, item: Item, *, question: str, answer: str, mark: int | None) -> None:
    """What was asked and answered on the spot (现场提问、当场答题)."""
    demand(user, Right.KEEP)
    item.question, item.answer, item.mark = question.strip()[:500], answer.strip()[:1000], mark
    item.save()
    after = {"question": item.question[:200], "answer": item.answer[:200], "mark": mark}
    record(user, "note", Subject("item", item.pk, item.topic[:60]), before=None, after=after)


@transaction.atomic
def decide(user: User, meeting: Meeting, *, text: str, unit: Unit, due: dt.date, becomes: str, item: Item | None = None) -> Decision:  # fmt: skip
    """A decision becomes a task, issued to its unit, or a problem handed to it, at once.

    Raises:
        Refused: nothing is decided, or it is due before the meeting.
    """
    demand(user, Right.KEEP)
    if not text.strip():
        raise Refused("decision-empty")
    if due < meeting.on:
        raise Refused("decision-due", due=due, on=meeting.on)
    decision = Decision(meeting=meeting, item=item, text=text.strip()[:300], unit=unit, due=due)
    if becomes == "problem":
        raised = Raised(
            content=decision.text,
            channel=Problem.Channel.MEETING,
            raised_by=meeting.title[:60],
            task=item.task if item else None,
        )
        decision.problem = take_in(user, meeting.campaign, raised)
        route(
            user,
            decision.problem,
            way=Problem.Route.ASSIGN,
            unit=unit,
            due=max(due, today()),
            note=meeting.title,
        )
    else:
        decision.task = _task(user, meeting, decision)
    decision.save()
    record(
        user,
        "decide",
        Subject("decision", decision.pk, decision.text[:60]),
        before=None,
        after={"unit": unit.pk, "due": due.isoformat()},
    )
    return decision


def _task(user: User, meeting: Meeting, decision: Decision) -> Task:
    columns: dict[str, Any] = {
        "no": "", "title": decision.text[:200], "group": say("meeting.group"), "state": Task.State.ISSUED, "start": today(),
        "deadline": decision.due, "note": meeting.title,
    }  # fmt: skip
    leaders = [meeting.chair_id] if meeting.chair_id else []
    task = add_task(
        user, meeting.campaign, TaskValues(columns, leaders=leaders, lead_units=[decision.unit_id])
    )
    tell_unit(decision.unit_id, "decision", link=task.get_absolute_url(), urgent=True, confirm=True, title=decision.text[:100], due=decision.due)  # fmt: skip
    return task


@transaction.atomic
def hold(user: User, meeting: Meeting, *, demands: str) -> None:
    """The meeting is over: what the chair asked of all is kept, and its decisions are followed by the next one."""
    demand(user, Right.KEEP)
    if meeting.state == Meeting.State.HELD:
        raise Changed("meeting-held")
    meeting.demands, meeting.state = demands.strip(), Meeting.State.HELD
    meeting.save()
    record(
        user,
        "hold",
        Subject("meeting", meeting.pk, meeting.title),
        before=None,
        after={"demands": meeting.demands[:200]},
    )
