"""What a leader with five minutes and a phone has to know: one page of the campaign on a day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from duban_web.bulletins.content import Row, collect
from duban_web.bulletins.flash import flash
from duban_web.campaigns.models import Campaign
from duban_web.problems.models import Problem
from duban_web.problems.queries import balance, paragraph

TILES = ("all", "done", "red", "yellow", "green", "silent")
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Brief:
    """Counts with the codes of their names, the first dozen of the red tasks and how many more there are, sentences of figures and of problems."""

    tiles: Sequence[tuple[str, int]]
    day: int
    days: int
    red: Sequence[Row]
    more: int
    figures: Sequence[str]
    problems: str


def brief_of(campaign: Campaign, on: dt.date) -> Brief:
    """The ledger, the newest indicators and the problems as they were at the end of a day."""
    content = collect(campaign, on)
    red = [row for row in content.rows if row.light.colour == "red"]
    problems = Problem.objects.filter(campaign=campaign, is_sensitive=False)
    counts = content.figures
    return Brief(
        [(name, counts.get(name, 0)) for name in TILES], counts["day"], counts["days"], red[:MOST_NAMED], max(0, len(red) - MOST_NAMED), flash(on), paragraph(balance(problems, on))
    )  # fmt: skip
