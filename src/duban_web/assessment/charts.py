"""The board as a long picture for the phone."""

import altair as alt

from duban_web.assessment import queries
from duban_web.assessment.models import Round
from duban_web.common.charts import draw
from duban_web.common.language import say

FILL, FIRST = "#9db4c8", "#c8382e"
STEP, WIDTH = 34, 300


def board(one: Round) -> bytes:
    """Bars by group and place, as PNG: place, unit, points, how many places up or down."""
    view, groups = queries.View(one), []
    for code in dict.fromkeys(view.entrants.values()):
        values = [
            {
                "unit": f"{standing.place.normalize():f}  {standing.unit}", "total": float(standing.total),
                "words": f"{view.tree.rounded(standing.total)}  {queries.moved(standing)}", "is_first": standing.place == 1,
            }
            for standing in queries.standings(one) if standing.group == code
        ]  # fmt: skip
        if values:
            groups.append(_group(values, view.group_name(code)))
    title = alt.TitleParams(
        one.name,
        subtitle=[say("assess.board_foot", scheme=one.scheme, on=one.last_day)],
        fontSize=18,
        anchor="start",
    )
    return draw(alt.vconcat(*groups).properties(title=title, padding=16), "png")


def _group(values: list[dict[str, object]], name: str) -> alt.LayerChart:
    top = max(float(str(row["total"])) for row in values)
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y(
            "unit:N",
            title=None,
            sort=[row["unit"] for row in values],
            axis=alt.Axis(labelLimit=200, labelFontSize=14, ticks=False, domain=False),
        )
    )
    bars = base.mark_bar(height=20).encode(
        x=alt.X("total:Q", title=None, axis=None, scale=alt.Scale(domain=[0, max(top * 1.3, 1)])),
        color=alt.condition("datum.is_first", alt.value(FIRST), alt.value(FILL)),
    )
    words = base.mark_text(align="left", dx=4, fontSize=14).encode(x="total:Q", text="words:N")
    return (bars + words).properties(width=WIDTH, height=alt.Step(STEP), title=name)
