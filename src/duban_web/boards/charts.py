"""The heat map and the wall chart, drawn on the server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import altair as alt

from duban_web.boards.queries import Bar, Week
from duban_web.common.charts import draw
from duban_web.common.language import say

FILLS = {
    "red": "#c8382e", "orange": "#e58a2b", "yellow": "#e8b92e", "blue": "#4a83c3", "green": "#3c9a5f", "done": "#9aa3ad", "other": "#d9dde2",
}  # fmt: skip
MARKS = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝", "green": "绿", "done": "结", "other": "—"}
WALL = {"screen": (2600, 18), "paper": (3000, 22), "page": (900, 16)}
"""Width of the bars and height of a line, in pixels: for a 4K screen, for A0, for a page of the browser."""


def _scale(used: Sequence[str]) -> alt.Scale:
    return alt.Scale(domain=[say(f"chart.{c}") for c in used], range=[FILLS[c] for c in used])


def trend(weeks: Sequence[Week]) -> bytes:
    """Lights at the end of each week, stacked. SVG."""
    used = [c for c in ("red", "orange", "yellow", "blue", "green") if any(w.counts.get(c) for w in weeks)]
    rows = [
        {
            "week": w.end.strftime("%m-%d"),
            "kind": say(f"chart.{c}"),
            "n": w.counts.get(c, 0),
            "order": used.index(c),
        }
        for w in weeks
        for c in used
    ]
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(stroke="#ffffff")
        .encode(
            x=alt.X("week:N", title=None, sort=None, axis=alt.Axis(labelAngle=0)), y=alt.Y("n:Q", title=say("chart.tasks")),
            color=alt.Color("kind:N", title=None, scale=_scale(used), legend=alt.Legend(orient="top")), order=alt.Order("order:Q"),
        ).properties(width=620, height=220)
    )  # fmt: skip
    return draw(chart, "svg")


def heat(rows: Sequence[dict[str, object]]) -> bytes:
    """Tasks × weeks, a cell in the colour of its light, with the light's first character so that it prints without colour. SVG."""
    used = [c for c in FILLS if any(row["colour"] == c for row in rows)]
    values = [
        row | {"kind": say(f"chart.{row['colour']}"), "mark": MARKS[str(row["colour"])]} for row in rows
    ]
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("week:O", title=None, axis=alt.Axis(labelAngle=-45)),
        y=alt.Y("task:N", title=None, sort=alt.SortField("order"), axis=alt.Axis(labelLimit=320)),
    )
    cells = base.mark_rect(stroke="#ffffff").encode(
        color=alt.Color("kind:N", title=None, scale=_scale(used), legend=alt.Legend(orient="top"))
    )
    words = base.mark_text(fontSize=9, color="#1c2530").encode(text="mark:N")
    return draw((cells + words).properties(width=alt.Step(26), height=alt.Step(16)), "svg")


def wall(bars: Sequence[Bar], today: dt.date, *, title: str, size: str, kind: str) -> bytes:
    """挂图作战: a Gantt by front with lights, progress, milestones and today's line, as `svg`, `png` or `pdf`.

    The bar's outline is the plan, its filling the progress; the light stands as colour and as a character, for printing without colour.
    """
    width, step = WALL[size]
    rows = [_row(n, bar) | {"step": None, "today": today.isoformat()} for n, bar in enumerate(bars)]
    used = [c for c in FILLS if any(bar.kind == c for bar in bars)]
    layers = _bars(_scale(used), step) + _points(step)
    layered = layers.properties(width=width, height=alt.Step(step))
    front = alt.Header(labelAngle=0, labelAlign="left", labelFontSize=step)
    chart = layered.facet(
        row=alt.Row("front:N", title=None, sort=None, header=front),
        data=alt.Data(values=rows + _steps(rows, bars)),
    )
    heading = alt.TitleParams(title, fontSize=step * 2, anchor="start")
    return draw(chart.resolve_scale(y="independent").properties(title=heading), kind)


def _steps(rows: Sequence[dict[str, object]], bars: Sequence[Bar]) -> list[dict[str, object]]:
    return [
        {key: row[key] for key in ("name", "front", "order", "today")} | {"due": due.isoformat(), "step": name, "done": done}
        for row, bar in zip(rows, bars, strict=True)
        for name, due, done in bar.steps
    ]  # fmt: skip


def _y(step: int) -> alt.Y:
    axis = alt.Axis(labelLimit=420, labelFontSize=max(10, step - 7))
    return alt.Y("name:N", title=None, sort=alt.SortField("order"), axis=axis)


def _bars(scale: alt.Scale, step: int) -> alt.LayerChart:
    """The plan as outline, the progress as filling, light and lead unit as words."""
    base = alt.Chart().encode(y=_y(step))
    days = alt.Axis(format="%m-%d", orient="top", grid=True)
    plan = base.mark_bar(fillOpacity=0.15, stroke="#6b7683", fill="#6b7683").encode(
        x=alt.X("start:T", title=None, axis=days), x2="end:T"
    )
    colour = alt.Color("kind:N", title=None, scale=scale, legend=alt.Legend(orient="top"))
    done = base.mark_bar().encode(x="start:T", x2="reached:T", color=colour)
    words = base.mark_text(align="left", dx=4, fontSize=max(9, step - 8)).encode(x="end:T", text="words:N")
    return alt.layer(plan, done, words)


def _points(step: int) -> alt.LayerChart:
    """Milestones (pale once done) and today's line."""
    points = alt.Chart().transform_filter("datum.step != null")
    marks = points.mark_point(shape="diamond", filled=True, size=step * 4, color="#1c2530").encode(
        y=_y(step), x="due:T", opacity=alt.condition("datum.done", alt.value(0.35), alt.value(1))
    )
    return alt.layer(marks, alt.Chart().mark_rule(color="#1d4f86", strokeWidth=2).encode(x="today:T"))


def _row(number: int, bar: Bar) -> dict[str, object]:
    length = (bar.end - bar.start).days
    reached = bar.start + dt.timedelta(days=round(length * min(100.0, float(bar.task.progress)) / 100))
    words = f"{MARKS[bar.kind]} {bar.task.progress.normalize():f}% {bar.lead}"
    return {
        "name": f"{bar.task.no} {bar.task.title}"[:32], "front": bar.task.group or say("ledger.no-group"), "order": number, "start": bar.start.isoformat(),
        "end": bar.end.isoformat(), "reached": reached.isoformat(), "kind": say(f"chart.{bar.kind}"), "words": words,
    }  # fmt: skip
