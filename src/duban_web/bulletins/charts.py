"""The chart of an issue: tasks by group and light."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import altair as alt

from duban_web.common.charts import draw
from duban_web.common.language import say

if TYPE_CHECKING:
    from duban_web.bulletins.content import Content

FILLS = {
    "done": "#b9c0c8",
    "green": "#3c9a5f",
    "blue": "#4a83c3",
    "yellow": "#e8b92e",
    "orange": "#e58a2b",
    "red": "#c8382e",
    "other": "#e6e6e6",
}


def lights_by_group(content: Content) -> bytes:
    """Stacked bars as PNG, the colours also told apart by their order and a word."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in content.rows:
        kind = "done" if row.state == "done" else (row.light.colour or "other")
        counts[row.task.group or say("ledger.no-group"), kind] += 1
    words = {kind: say(f"chart.{kind}") for kind in FILLS}
    used = [kind for kind in FILLS if any(k == kind for _, k in counts)]
    groups = list(dict.fromkeys(row.task.group or say("ledger.no-group") for row in content.rows))
    values = [
        {"group": group, "kind": words[kind], "n": n, "order": used.index(kind)}
        for (group, kind), n in counts.items()
    ]
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(stroke="#ffffff")
        .encode(
            y=alt.Y("group:N", title=None, sort=groups, axis=alt.Axis(labelLimit=220)),
            x=alt.X("n:Q", title=say("chart.tasks"), axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "kind:N",
                title=None,
                sort=[words[k] for k in used],
                scale=alt.Scale(domain=[words[k] for k in used], range=[FILLS[k] for k in used]),
                legend=alt.Legend(orient="top"),
            ),
            order=alt.Order("order:Q"),
        )
        .properties(width=460, height=alt.Step(24))
    )
    return draw(chart, "png")
