"""Pressing for what is late: written explanations, notices in rising colours, interviews. Every clock runs in working days."""

import datetime as dt

from django.db import transaction
from django.db.models import Max, Q

from duban.flow.ladder import Ladder, Step, is_due
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inbox.operations import Note, tell_office, tell_units
from duban_web.people.models import Unit
from duban_web.supervision import queries
from duban_web.supervision.history import ladder_of
from duban_web.supervision.models import Explanation, LightSpan, Notice
from duban_web.supervision.notices import named

ANSWERABLE = (Notice.State.ISSUED, Notice.State.SIGNED)
WAITING = (Explanation.State.DUE, Explanation.State.RETURNED)
DAY = dt.timedelta(days=1)
BULK = 500


@transaction.atomic
def press(campaign: Campaign, day: dt.date | None = None) -> dict[str, int]:
    """Once a day, after the lights: open and lift explanations, propose the notices that are due, remind.

    Returns how many of each. Doing it twice on a day changes nothing.
    """
    on = day or today()
    ladder = ladder_of(campaign, on)
    return {
        "opened": _open_explanations(campaign, ladder, on),
        "lifted": _lift_explanations(campaign, on),
        "proposed": _propose(campaign, ladder, on),
        "interviews": _propose_interviews(campaign, ladder, on),
        "reminded": _remind(campaign, on),
    }


def _open_explanations(campaign: Campaign, ladder: Ladder, on: dt.date) -> int:
    """For each turn to a light that asks for one. The clock starts on the day of the turn; one that is not late yet gives way."""
    turns = _turns(campaign, ladder, on)
    turned = {span.task_id for span in turns}
    standing = Explanation.objects.filter(task__campaign=campaign, state__in=WAITING, due__gte=on)
    replaced = [key for key, task in standing.values_list("pk", "task_id") if task in turned]
    for at in range(0, len(replaced), BULK):
        Explanation.objects.filter(pk__in=replaced[at : at + BULK]).update(
            state=Explanation.State.LIFTED, decided_on=on
        )
    calendar = queries.work_calendar(on)
    leads = dict(
        Assignment.objects.filter(task__campaign=campaign, part=Assignment.Part.LEAD)
        .order_by("-id")
        .values_list("task_id", "unit_id")
    )
    fresh = [
        Explanation(
            task=span.task, unit_id=leads.get(span.task_id), colour=span.colour, since=span.first,
            due=calendar.add(on, ladder.explanation[span.colour]),
        )
        for span in turns
    ]  # fmt: skip
    made = Explanation.objects.bulk_create(fresh, batch_size=BULK)
    tell_units([
        Note(
            one.unit_id or 0, "explain", f"/tasks/{one.task_id}/#explanations", f"explain-{one.pk}",
            {"title": one.task.title, "colour": say(f"light.{one.colour}"), "due": one.due}, urgent=True,
        )
        for one in made if one.unit_id
    ])  # fmt: skip
    return len(fresh)


def _turns(campaign: Campaign, ladder: Ladder, on: dt.date) -> list[LightSpan]:
    """Spans that ask for an explanation and have none. A span of the same colour under other rules is no new turn."""
    spans = list(
        LightSpan.objects.filter(
            task__campaign=campaign, task__removed_on=None, task__parent=None, last=None, first__lte=on, colour__in=list(ladder.explanation)
        ).exclude(task__override="green").select_related("task")
    )  # fmt: skip
    known = set(Explanation.objects.filter(task__campaign=campaign).values_list("task_id", "since"))
    eves = {span.first - DAY for span in spans}
    ended = LightSpan.objects.filter(task__campaign=campaign, last__in=eves).values_list(
        "task_id", "last", "colour"
    )
    before = {(task, last): colour for task, last, colour in ended}
    return [
        span
        for span in spans
        if (span.task_id, span.first) not in known
        and before.get((span.task_id, span.first - DAY)) != span.colour
    ]


def _lift_explanations(campaign: Campaign, on: dt.date) -> int:
    """Turning green stops the clock (黄转绿)."""
    waiting = Explanation.objects.filter(task__campaign=campaign, state__in=WAITING)
    green = waiting.filter(Q(task__light__in=["green", ""]) | Q(task__override="green"))
    return Explanation.objects.filter(pk__in=green.values("pk")).update(
        state=Explanation.State.LIFTED, decided_on=on
    )


def _propose(campaign: Campaign, ladder: Ladder, on: dt.date) -> int:
    """A late explanation proposes the first notice, a late answer the next colour."""
    calendar = queries.work_calendar(on)
    made = 0
    late = Explanation.objects.filter(
        task__campaign=campaign, state__in=WAITING, due__lt=on, notices=None, unit__isnull=False
    ).select_related("task")  # fmt: skip
    for one in late:
        if is_due(one.due, on, after=ladder.first().after, calendar=calendar):
            reason = say(
                "notice.because.explanation",
                title=one.task.title,
                colour=say(f"light.{one.colour}"),
                due=one.due,
            )
            _put(
                campaign,
                ladder.first(),
                on,
                reason=reason,
                unit_id=one.unit_id,
                task=one.task,
                explanation=one,
            )
            made += 1
    silent = Notice.objects.filter(
        campaign=campaign, kind=Notice.Kind.NOTICE, state__in=ANSWERABLE, due__lt=on, raised_by=None
    ).select_related("task")  # fmt: skip
    for notice in silent:
        step = ladder.above(notice.colour)
        if step and notice.due and is_due(notice.due, on, after=step.after, calendar=calendar):
            reason = say("notice.because.silence", notice=named(notice), due=notice.due)
            _put(campaign, step, on, reason=reason, unit_id=notice.unit_id, task=notice.task, raises=notice)
            made += 1
    if made:
        tell_office("notices-proposed", link="/notices/?state=proposed", key=f"proposed-{campaign.pk}-{on}", n=made, campaign=campaign.name)  # fmt: skip
    return made


def _put(campaign: Campaign, step: Step, on: dt.date, *, reason: str, unit_id: int | None, task: Task | None, explanation: Explanation | None = None, raises: Notice | None = None) -> Notice:  # fmt: skip
    return Notice.objects.create(
        campaign=campaign, colour=step.colour, unit_id=unit_id or 0, task=task, explanation=explanation, raises=raises,
        reason=reason[:500], demand=say("notice.demand"), proposed_on=on,
    )  # fmt: skip


def _propose_interviews(campaign: Campaign, ladder: Ladder, on: dt.date) -> int:
    """So many red notices to a unit since its last interview propose the next one (约谈)."""
    if not ladder.reds:
        return 0
    made = 0
    issued = Notice.objects.filter(campaign=campaign, number__isnull=False)
    for unit in Unit.objects.filter(
        notices__in=issued.filter(colour="red", kind=Notice.Kind.NOTICE)
    ).distinct():
        mine = Notice.objects.filter(campaign=campaign, unit=unit)
        interviews = mine.filter(kind=Notice.Kind.INTERVIEW).exclude(state=Notice.State.DROPPED)
        last = interviews.aggregate(last=Max("id"))["last"] or 0
        reds = mine.filter(kind=Notice.Kind.NOTICE, colour="red", number__isnull=False, pk__gt=last).count()
        if reds >= ladder.reds and not interviews.filter(closed_on=None).exists():
            Notice.objects.create(
                campaign=campaign, kind=Notice.Kind.INTERVIEW, colour="red", unit=unit, proposed_on=on,
                reason=say("notice.because.reds", n=reds), demand=say("notice.interview_demand"),
            )  # fmt: skip
            tell_office(
                "interview-proposed",
                link="/notices/?state=proposed",
                key=f"interview-{unit.pk}-{last}",
                unit=str(unit),
                n=reds,
            )
            made += 1
    return made


def _remind(campaign: Campaign, on: dt.date) -> int:
    """One working day before a clock runs out, and on the day after: explanations and answers."""
    calendar = queries.work_calendar(on)
    before, gone = calendar.add(on, 1), calendar.add(on, -1)
    waiting = Explanation.objects.filter(
        task__campaign=campaign, state__in=WAITING, due__in=[before, gone], unit__isnull=False
    )
    notes = []
    for one in waiting.select_related("task"):
        kind = "explain-soon" if one.due == before else "explain-late"
        words = {"title": one.task.title, "due": one.due}
        notes.append(
            Note(one.unit_id or 0, kind, f"/tasks/{one.task_id}/#explanations", f"{kind}-{one.pk}", words)
        )
    for notice in Notice.objects.filter(campaign=campaign, state__in=ANSWERABLE, due__in=[before, gone]):
        kind = "notice-soon" if notice.due == before else "notice-late"
        words = {"notice": named(notice), "due": notice.due}
        notes.append(
            Note(notice.unit_id, kind, f"/notices/{notice.pk}/", f"{kind}-{notice.pk}", words, urgent=True)
        )
    return tell_units(notes)
