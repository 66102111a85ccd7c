"""A task's planned and actual curve."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import altair as alt

from duban.lights import planned_progress
from duban_web.campaigns.models import Campaign, Task
from duban_web.common.charts import draw
from duban_web.common.language import say
from duban_web.supervision import queries
from duban_web.supervision.duties import Silence
from duban_web.supervision.models import ProgressReport

DAY = dt.timedelta(days=1)
MOST_POINTS = 120


def task_curve(task: Task, today: dt.date) -> bytes:
    """Planned progress over the task's span and the accepted reports, as SVG."""
    planned, actual = say("task.planned"), say("task.actual")
    points = [_point(day, percent, planned) for day, percent in _planned(task, today)]
    points += [_point(day, percent, actual) for day, percent in _reported(task, today)]
    both = alt.Scale(domain=[planned, actual], range=["#8a94a0", "#1f5fa8"])
    dashes = alt.Scale(domain=[planned, actual], range=[[5, 3], [1, 0]])
    chart = (
        alt.Chart(alt.Data(values=points))
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%m-%d", labelAngle=0)),
            y=alt.Y("percent:Q", title="%", scale=alt.Scale(domain=[0, 100])),
            color=alt.Color("line:N", title=None, scale=both, legend=alt.Legend(orient="top")),
            strokeDash=alt.StrokeDash("line:N", legend=None, scale=dashes),
        )
        .properties(width=560, height=200)
    )
    return draw(chart, "svg")


def silent_bars(campaign: Campaign, units: Sequence[Silence], day: dt.date) -> bytes:
    """The list of the silent as a picture for a group chat: tasks owed by unit, the longest silence beside it. PNG."""
    rows = [
        {"unit": str(s.unit), "owed": s.owed, "words": say("silent.bar", owed=s.owed, days=s.longest)}
        for s in units
    ]
    title = alt.TitleParams(
        say("silent.title", campaign=campaign.name), subtitle=say("silent.subtitle", day=day, n=len(rows)), anchor="start", fontSize=20, subtitleFontSize=13
    )  # fmt: skip
    if not rows:
        rows = [{"unit": "—", "owed": 0, "words": say("today.nobody_silent")}]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("unit:N", sort=None, title=None, axis=alt.Axis(labelFontSize=14, labelLimit=200)),
        x=alt.X("owed:Q", title=None, axis=None),
    )
    bars = base.mark_bar(color="#c8382e")
    words = base.mark_text(align="left", dx=6, fontSize=13).encode(text="words:N")
    return draw((bars + words).properties(width=520, height=alt.Step(28), title=title, padding=20), "png")


def _point(day: dt.date, percent: Decimal, line: str) -> dict[str, object]:
    return {"day": day.isoformat(), "percent": float(percent), "line": line}


def _planned(task: Task, today: dt.date) -> list[tuple[dt.date, Decimal]]:
    start = task.start or task.campaign.start
    end = max(task.deadline or task.campaign.end, min(today, task.campaign.end))
    step = max(1, (end - start).days // MOST_POINTS)
    days = [start + n * DAY for n in range(0, (end - start).days + 1, step)]
    calendar = queries.work_calendar(today)
    records = queries.records_on(task.campaign, today, tasks=[task.pk])
    return [(day, planned_progress(r, day, calendar=calendar)) for r in records for day in days]


def _reported(task: Task, today: dt.date) -> list[tuple[dt.date, Decimal]]:
    reports = ProgressReport.objects.filter(task=task, state=ProgressReport.State.ACCEPTED, undone_on=None)
    known = reports.filter(decided_on__lte=today).order_by("id").values_list("submitted_on", "percent")
    return [(task.start or task.campaign.start, Decimal(0)), *known]
