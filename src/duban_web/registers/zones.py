"""Areas and their levels (分区管控): which level each has on a day, since when, how many people that touches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import altair as alt

from duban.registers.blocks import Zone
from duban.registers.values import POINT
from duban.registers.zone import Span, Step, level_on, spans
from duban_web.boards.charts import FILLS
from duban_web.common.charts import draw
from duban_web.common.language import say
from duban_web.people.models import User
from duban_web.projects.charts import Point
from duban_web.registers.grouping import unit_names
from duban_web.registers.models import RecordStep, Register
from duban_web.registers.queries import visible

SEVERITY = ("red", "orange", "yellow", "blue")
MOST, MOST_DRAWN = 2000, 60


@dataclass(frozen=True, slots=True)
class Area:
    """An area as it stood on a day: the number of its record, its words, its unit, its level, the colour, since when, all its levels."""

    number: int
    name: str
    unit: str
    level: str
    colour: str
    since: dt.date | None
    people: Decimal
    place: str
    spans: Sequence[Span]


@dataclass(frozen=True, slots=True)
class Level:
    """How many areas have a level, and how many people live there."""

    code: str
    name: str
    colour: str
    areas: int
    people: Decimal


def colour_of(rule: Zone, state: str) -> str:
    """The most severe level is red; a state that is no level is green."""
    return SEVERITY[min(rule.levels.index(state), len(SEVERITY) - 1)] if state in rule.levels else "green"


def areas(user: User, register: Register, day: dt.date) -> list[Area]:
    """All that were written down by then, the most severe first."""
    rule, definition = register.definition.blocks.of(Zone), register.definition
    found = []
    rows = visible(user, register).order_by("id")[:MOST]
    moved, units = _moves(register), unit_names()
    for key, number, dated, on, values, unit in rows.values_list(
        "pk", "number", "dated", "on", "values", "unit_id"
    ):
        steps = [(min(dated, on), definition.states[0].code), *moved.get(key, ())]
        level = level_on(steps, day)
        if level:
            all_spans = spans(steps)
            since = next((span.start for span in reversed(all_spans) if span.start <= day), None)
            name, people = (
                values.get(definition.title.code, f"#{number}"),
                Decimal(values.get(rule.people) or 0),
            )
            found.append(Area(number, name, units.get(unit, ""), level, colour_of(rule, level), since, people, values.get(rule.place, ""), all_spans))  # fmt: skip
    order = {state: n for n, state in enumerate(rule.levels)}
    return sorted(found, key=lambda area: (order.get(area.level, len(order)), area.number))


def _moves(register: Register) -> dict[int, list[Step]]:
    """The moves of each record, in their order."""
    found: dict[int, list[Step]] = {}
    rows = RecordStep.objects.filter(record__register=register, record__removed_on=None).exclude(move="")
    for key, on, state in rows.order_by("id").values_list("record_id", "on", "state"):
        found.setdefault(key, []).append((on, state))
    return found


def levels(register: Register, found: Sequence[Area]) -> list[Level]:
    """Each level with its areas and people, the most severe first."""
    rule, definition = register.definition.blocks.of(Zone), register.definition
    return [
        Level(code, definition.state(code).name, colour_of(rule, code), len(own), sum((one.people for one in own), Decimal(0)))
        for code in rule.levels
        for own in [[one for one in found if one.level == code]]
    ]  # fmt: skip


def points(found: Sequence[Area]) -> list[Point]:
    """Those whose place is a point on the map."""
    placed = [(one, POINT.fullmatch(one.place)) for one in found]
    return [Point(one.name, float(at[1]), float(at[2]), one.colour) for one, at in placed if at]


def history(register: Register, found: Sequence[Area], day: dt.date) -> bytes:
    """The levels over time of the sixty areas that are the most severe, as bars in the colour of the level. SVG."""
    rule, definition, found = register.definition.blocks.of(Zone), register.definition, found[:MOST_DRAWN]
    used = [state for state in definition.states if any(span.state == state.code for area in found for span in area.spans)]  # fmt: skip
    rows = [
        {
            "area": area.name[:30], "order": n, "level": definition.state(span.state).name, "start": span.start.isoformat(),
            "end": (min(span.end or day, day) + dt.timedelta(1)).isoformat(),
        }
        for n, area in enumerate(found)
        for span in area.spans
        if span.start <= day
    ]  # fmt: skip
    scale = alt.Scale(
        domain=[one.name for one in used], range=[FILLS[colour_of(rule, one.code)] for one in used]
    )
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(stroke="#ffffff")
        .encode(
            y=alt.Y("area:N", title=None, sort=alt.SortField("order"), axis=alt.Axis(labelLimit=260)),
            x=alt.X("start:T", title=None, axis=alt.Axis(format="%m-%d", orient="top", grid=True)), x2="end:T",
            color=alt.Color("level:N", title=say("zone.level"), scale=scale, legend=alt.Legend(orient="top")),
        )
    )  # fmt: skip
    return draw(chart.properties(width=760, height=alt.Step(22)), "svg")
