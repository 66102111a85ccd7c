"""The curve of a year, the wall chart of projects (挂图作战), the map. Drawn on the server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from duban.projects import YearOfInvestment
from duban_web.boards.charts import FILLS, MARKS
from duban_web.common.charts import draw
from duban_web.common.language import say
from duban_web.indicators.models import RegionMap
from duban_web.indicators.shapes import flat
from duban_web.projects.queries import MONTHS, Line

WALL = {"screen": (2600, 18), "paper": (3000, 22), "page": (900, 16)}
HUNDRED = Decimal(100)


def curve(year: YearOfInvestment) -> bytes:
    """Planned and invested since January, by month; nothing is drawn for months that were not reported. SVG."""
    done: dict[int, Decimal] = {}
    running = Decimal(0)
    for month in sorted(year.months, key=lambda m: m.number):
        if month.done is not None:
            running += month.done
            done[month.number] = running
    planned = [{"month": n, "line": say("project.planned"), "value": float(year.planned_by(n))} for n in MONTHS if year.plan]  # fmt: skip
    reached = [{"month": n, "line": say("project.done"), "value": float(value)} for n, value in done.items()]
    chart = (
        alt.Chart(alt.Data(values=planned + reached))
        .mark_line(point=True)
        .encode(
            x=alt.X("month:O", title=None, axis=alt.Axis(labelAngle=0)), y=alt.Y("value:Q", title=say("project.wan")),
            color=alt.Color("line:N", title=None, legend=alt.Legend(orient="top"), scale=alt.Scale(domain=[say("project.planned"), say("project.done")], range=["#8a94a0", "#1d4f86"])),
        )
    )  # fmt: skip
    return draw(chart.properties(width=620, height=220), "svg")


def wall(lines: Sequence[Line], today: dt.date, *, title: str, size: str, kind: str) -> bytes:
    """Projects from start to end, filled by what is invested of the whole, with light and leader; as `svg`, `png` or `pdf`."""
    width, step = WALL[size]
    rows = [_bar(n, line, today) for n, line in enumerate(lines)]
    used = [c for c in FILLS if any(row["colour"] == c for row in rows)]
    scale = alt.Scale(domain=[say(f"chart.{c}") for c in used], range=[FILLS[c] for c in used])
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y(
            "name:N",
            title=None,
            sort=alt.SortField("order"),
            axis=alt.Axis(labelLimit=420, labelFontSize=max(10, step - 7)),
        )
    )
    plan = base.mark_bar(fillOpacity=0.15, stroke="#6b7683", fill="#6b7683").encode(
        x=alt.X("start:T", title=None, axis=alt.Axis(format="%Y-%m", orient="top", grid=True)), x2="end:T"
    )
    done = base.mark_bar().encode(x="start:T", x2="reached:T", color=alt.Color("kind:N", title=None, scale=scale, legend=alt.Legend(orient="top")))  # fmt: skip
    words = base.mark_text(align="left", dx=4, fontSize=max(9, step - 8)).encode(x="end:T", text="words:N")
    rule = (
        alt.Chart(alt.Data(values=[{"today": today.isoformat()}]))
        .mark_rule(color="#1d4f86", strokeWidth=2)
        .encode(x="today:T")
    )
    heading = alt.TitleParams(title, fontSize=step * 2, anchor="start")
    chart = alt.layer(plan, done, words, rule).properties(width=width, height=alt.Step(step), title=heading)
    return draw(chart, kind)


def _bar(number: int, line: Line, today: dt.date) -> dict[str, object]:
    one = line.project
    start = one.planned_start or one.started_on or today
    end = max(one.planned_end or start + dt.timedelta(days=365), start + dt.timedelta(days=1))
    percent = min(HUNDRED, line.year.percent() or Decimal(0))
    colour = one.light or ("done" if one.stage in {"completed", "producing", "full"} else "other")
    reached = start + dt.timedelta(days=int((end - start).days * percent / HUNDRED))
    return {
        "name": one.name[:32], "order": number, "start": start.isoformat(), "end": end.isoformat(), "reached": reached.isoformat(), "colour": colour,
        "kind": say(f"chart.{colour}"), "words": f"{MARKS[colour]} {say(f'project.stages.{one.stage}')} {percent.normalize():f}% {one.leader or ''}",
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """Something on the map: its name, where it is in degrees, the colour of its light."""

    name: str
    latitude: float
    longitude: float
    colour: str


def place_map(points: Sequence[Point]) -> bytes:
    """Points in their colours, over the office's own map if there is one. SVG."""
    own = RegionMap.objects.filter(removed_on=None).first()
    shapes = list(own.shapes) if own else []
    values = [
        {
            "type": "Feature", "geometry": {"type": "Point", "coordinates": [one.longitude, one.latitude]},
            "properties": {"name": one.name[:20], "colour": one.colour or "other"},
        }
        for one in points
    ]  # fmt: skip
    features = flat(shapes + values)
    placed = [
        {"x": f["geometry"]["coordinates"][0], "y": f["geometry"]["coordinates"][1], **f["properties"]}
        for f in features[len(shapes) :]
    ]
    dots = alt.Chart(alt.Data(values=placed)).encode(longitude="x:Q", latitude="y:Q")
    colours = alt.Color("colour:N", legend=None, scale=alt.Scale(domain=list(FILLS), range=list(FILLS.values())))  # fmt: skip
    layers: list[alt.Chart] = [
        dots.mark_circle(size=120, stroke="#1c2530").encode(color=colours),
        dots.mark_text(dy=-11, fontSize=11).encode(text="name:N"),
    ]
    if shapes:
        areas = alt.Chart(alt.Data(values=features[: len(shapes)]))
        layers.insert(0, areas.mark_geoshape(fill="#eef1f4", stroke="#9aa3ad"))
    chart = alt.layer(*layers).project(type="identity", reflectY=True)
    return draw(chart.properties(width=820, height=620), "svg")
