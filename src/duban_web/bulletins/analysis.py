"""The analysis of the economy (经济形势分析): targets that lag, where the own region is strong and weak, and what is done about it."""

from __future__ import annotations

import datetime as dt

from duban.calendar.written import period_words
from duban_files.official import Picture, Rows
from duban_web.common.language import say
from duban_web.indicators.goals import standings
from duban_web.indicators.remedying import weak_points
from duban_web.indicators.series import Placed, own_region, profile_of

Body = list[str | Rows | Picture]
WIDTHS = (4.4, 3.2, 2.4, 2.4, 3.2)


def targets(on: dt.date) -> Body:
    """The year's targets of the own region against the season, the furthest behind first, each with its forecast."""
    found = [one for one in standings(on.year) if one.target.region == own_region() and one.outlook]
    rows = []
    for one in sorted(found, key=lambda one: one.outlook.ahead if one.outlook else 0):
        if one.outlook is None:
            continue
        low, high = one.outlook.low, one.outlook.high
        span = f"（{low:f}—{high:f}）" if low is not None and high is not None else ""
        ahead = f"{one.outlook.ahead:+f}"
        rows.append([
            one.target.indicator, f"{one.target.value.normalize():f}{one.target.unit}", f"{one.outlook.completion}%", ahead, f"{one.outlook.forecast:f}{span}",
        ])  # fmt: skip
    header = [
        say(f"bulletin.column.{name}") for name in ("indicator", "target", "completion", "ahead", "forecast")
    ]
    behind = sum(one.outlook.ahead < 0 for one in found if one.outlook)
    words = say("bulletin.targets_behind", n=len(found), behind=behind)
    return [words, Rows(say("bulletin.table.targets", count=len(rows)), header, rows, WIDTHS)] if rows else []


def profile() -> Body:
    """Where the own region stands in the first and in the last third among its kind."""
    found = profile_of(own_region())
    return [
        say(f"bulletin.{kind}", n=len(placed), names="、".join(map(_named, placed)))
        for kind, placed in (("strong", found.strong), ("weak_ones", found.weak))
        if placed
    ]


def _named(one: Placed) -> str:
    known = one.observation
    return say(
        "bulletin.placed", indicator=known.indicator, measure=say(f"measure.{known.measure}"), value=f"{known.value.normalize():f}{known.unit}",
        period=period_words(known.period), place=one.place, count=one.count,
    )  # fmt: skip


def weak() -> Body:
    """Cause, measure, who answers and by when, of each weak point that is not done."""
    return [
        say(
            "bulletin.weak_one",
            indicator=one.indicator,
            cause=one.cause,
            remedy=one.remedy,
            unit=str(one.unit),
            due=one.due,
        )
        for one in weak_points(own_region()).filter(done_on=None)
    ]
