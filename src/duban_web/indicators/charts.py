"""The curve of an indicator, and a heat map of places."""

import altair as alt

from duban_web.common.charts import draw
from duban_web.indicators.series import Table

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
