"""The curve of an indicator, places over time, small curves beside each other, a map."""

from collections.abc import Mapping, Sequence

import altair as alt

from duban_web.common.charts import draw
from duban_web.indicators.models import Observation
from duban_web.indicators.series import Placed, Table, end_of
from duban_web.indicators.shapes import Shape, flat, middle

MOST_LINES = 12


def curve(table: Table, unit: str) -> bytes:
    """A line for each region, the first twelve; the oldest period at the left. SVG."""
    values = [
        {"period": period, "region": region, "value": float(cell.observation.value), "order": -number}
        for region, cells in table.rows[:MOST_LINES]
        for number, (period, cell) in enumerate(zip(table.periods, cells, strict=True)) if cell
    ]  # fmt: skip
    chart = alt.Chart(alt.Data(values=values)).mark_line(point=True).encode(
        x=alt.X("period:N", title=None, sort=alt.SortField("order"), axis=alt.Axis(labelAngle=-30)), y=alt.Y("value:Q", title=unit or None, scale=alt.Scale(zero=False)),
        color=alt.Color("region:N", title=None),
    )  # fmt: skip
    return draw(chart.properties(width=640, height=280), "svg")


def ranks(table: Table) -> bytes:
    """Places over time (bump chart), the first at the top. SVG."""
    values = [
        {"period": period, "region": region, "place": cell.place, "order": -number}
        for region, cells in table.rows[:MOST_LINES]
        for number, (period, cell) in enumerate(zip(table.periods, cells, strict=True)) if cell
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("period:N", title=None, sort=alt.SortField("order"), axis=alt.Axis(labelAngle=-30)),
        y=alt.Y("place:Q", title=None, scale=alt.Scale(reverse=True, zero=False), axis=alt.Axis(tickMinStep=1)), color=alt.Color("region:N", title=None),
    )  # fmt: skip
    return draw(
        (base.mark_line(interpolate="monotone") + base.mark_circle(size=90)).properties(
            width=640, height=280
        ),
        "svg",
    )


COLUMNS = 4


def small_multiples(cells: Sequence[Observation]) -> bytes:
    """One small curve for each indicator of a region, the newest periods at the right. SVG."""
    order = sorted({one.period for one in cells}, key=end_of)
    values = [
        {"period": one.period, "indicator": one.indicator, "value": float(one.value), "order": order.index(one.period)}
        for one in cells
    ]  # fmt: skip
    chart = alt.Chart(alt.Data(values=values)).mark_line(point=True).encode(
        x=alt.X("period:N", title=None, sort=alt.SortField("order"), axis=alt.Axis(labels=False, ticks=False)), y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=3)),
    ).properties(width=180, height=90)  # fmt: skip
    facet = chart.facet(facet=alt.Facet("indicator:N", title=None), columns=COLUMNS)
    return draw(facet.resolve_scale(y="independent", x="independent"), "svg")


def region_map(shapes: Sequence[Shape], cells: Mapping[str, Placed], unit: str) -> bytes:
    """Areas in the shade of their figures, with name and value; grey where there is none. SVG."""
    features = [
        {**one, "properties": {"name": name, "value": float(cell.observation.value) if cell else None, "label": f"{name} {cell.observation.value.normalize():f}" if cell else name}}
        for one in flat(shapes)
        for name in [one["properties"]["name"]]
        for cell in [cells.get(name)]
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=features))
    areas = base.mark_geoshape(stroke="#ffffff", strokeWidth=1).encode(
        color=alt.condition("isValid(datum.properties.value)", alt.Color("properties.value:Q", title=unit or None, scale=alt.Scale(scheme="blues")), alt.value("#d8dade")),
    )  # fmt: skip
    middles = [
        {"x": x, "y": y, "label": one["properties"]["label"]} for one in features for x, y in [middle(one)]
    ]
    names = (
        alt.Chart(alt.Data(values=middles))
        .mark_text(fontSize=11, stroke="#ffffff", strokeWidth=0.3)
        .encode(longitude="x:Q", latitude="y:Q", text="label:N")
    )
    chart = (areas + names).project(type="identity", reflectY=True).properties(width=640, height=480)
    return draw(chart, "svg")
