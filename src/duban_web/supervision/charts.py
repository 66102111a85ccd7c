"""A task's planned and actual curve."""

import datetime as dt

import altair as alt

from duban.lights import planned_progress
from duban_web.campaigns.models import Task
from duban_web.common.charts import draw
from duban_web.common.language import say
from duban_web.supervision import queries
from duban_web.supervision.models import ProgressReport

DAY = dt.timedelta(days=1)
MOST_POINTS = 120


def task_curve(task: Task, today: dt.date) -> bytes:
    """Planned progress over the task's span and the accepted reports, as SVG."""
    records = queries.records_on(task.campaign, today, tasks=[task.pk])
    start = task.start or task.campaign.start
    end = max(task.deadline or task.campaign.end, min(today, task.campaign.end))
    calendar = queries.work_calendar()
    step = max(1, (end - start).days // MOST_POINTS)
    days = [start + n * DAY for n in range(0, (end - start).days + 1, step)] if start <= end else []
    planned, actual = say("task.planned"), say("task.actual")
    points = [
        {"day": d.isoformat(), "percent": float(planned_progress(r, d, calendar=calendar)), "line": planned}
        for r in records
        for d in days
    ]
    points.append({"day": start.isoformat(), "percent": 0.0, "line": actual})
    reports = ProgressReport.objects.filter(
        task=task, state=ProgressReport.State.ACCEPTED, undone_on=None, decided_on__lte=today
    )
    points += [
        {"day": r.submitted_on.isoformat(), "percent": float(r.percent), "line": actual}
        for r in reports.order_by("id")
    ]
    chart = (
        alt.Chart(alt.Data(values=points))
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%m-%d", labelAngle=0)),
            y=alt.Y("percent:Q", title="%", scale=alt.Scale(domain=[0, 100])),
            color=alt.Color(
                "line:N",
                title=None,
                scale=alt.Scale(domain=[planned, actual], range=["#8a94a0", "#1f5fa8"]),
                legend=alt.Legend(orient="top"),
            ),
            strokeDash=alt.StrokeDash(
                "line:N", legend=None, scale=alt.Scale(domain=[planned, actual], range=[[5, 3], [1, 0]])
            ),
        )
        .properties(width=560, height=200)
    )
    return draw(chart, "svg")
