"""What the first page shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from duban_web.campaigns.models import Campaign, Task
from duban_web.campaigns.queries import counts, overdue_soon, visible
from duban_web.papers.models import PaperFinding
from duban_web.papers.queries import open_findings
from duban_web.people.models import Unit, User
from duban_web.supervision import queries
from duban_web.supervision.models import LightSpan, ProgressReport

COLOURS = ("red", "orange", "yellow", "blue", "green")
SILENT_AFTER = 5
WEEK = 7


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with its change since yesterday; `code` filters the ledger."""

    code: str
    count: int
    change: int | None

    @property
    def fewer(self) -> int:
        """The change without its sign."""
        return abs(self.change or 0)


@dataclass(frozen=True, slots=True)
class SilentUnit:
    """A lead unit with tasks on which nothing was reported for more than a working week."""

    unit: Unit
    tasks: int
    longest: int


@dataclass(slots=True)
class OfficePage:
    """The office's first page."""

    tiles: Sequence[Tile]
    turned: Sequence[LightSpan]
    awaiting: Sequence[ProgressReport]
    silent: Sequence[SilentUnit]
    findings: Sequence[PaperFinding]
    guessed_years: Sequence[int] = field(default_factory=list)


def office_page(campaign: Campaign, day: dt.date) -> OfficePage:
    """Counts by light with yesterday's change, what turned and why, who is silent, what awaits review, findings in papers."""
    now, before = counts(campaign), queries.colours_on(campaign, day - dt.timedelta(days=1))
    tiles = [Tile("all", now["all"], None)]
    tiles += [
        Tile(c, now.get(c, 0), now.get(c, 0) - before.get(c, 0))
        for c in COLOURS
        if now.get(c) or before.get(c) or c in {"red", "yellow", "green"}
    ]
    tiles.append(Tile("done", now.get("done", 0), None))
    guessed = queries.work_calendar(day).guessed_years(campaign.start, campaign.end)
    turned = sorted(
        queries.turned(campaign, day),
        key=lambda s: (COLOURS.index(s.colour) if s.colour in COLOURS else 9, s.task_id),
    )
    return OfficePage(
        tiles,
        turned,
        list(queries.awaiting(campaign)[:20]),
        silent_units(campaign, day),
        list(open_findings(8)),
        guessed,
    )


def silent_units(campaign: Campaign, day: dt.date) -> list[SilentUnit]:
    """Units from which nothing has come for more than five working days, the longest silence first."""
    calendar = queries.work_calendar(day)
    tasks = Task.objects.filter(campaign=campaign, removed_on=None, state=Task.State.ACTIVE).prefetch_related(
        "assignments__unit"
    )
    found: dict[int, tuple[Unit, list[int]]] = {}
    for task in tasks:
        since = task.reported_on or task.start
        quiet = calendar.between(since, day) if since and since < day else 0
        if quiet <= SILENT_AFTER:
            continue
        for assignment in task.assignments.all():
            if assignment.part == "lead" and assignment.unit:
                found.setdefault(assignment.unit.pk, (assignment.unit, []))[1].append(quiet)
    silent = [SilentUnit(unit, len(days), max(days)) for unit, days in found.values()]
    return sorted(silent, key=lambda s: (-s.longest, -s.tasks, s.unit.pk))


@dataclass(frozen=True, slots=True)
class LiaisonPage:
    """What a liaison owes: tasks in the order of need, and reports that came back."""

    owed: Sequence[Task]
    soon: Sequence[Task]
    returned: Sequence[ProgressReport]
    tasks: int


def liaison_page(user: User, campaign: Campaign, day: dt.date) -> LiaisonPage:
    """Red and yellow tasks that the own unit leads, then those without a report this week."""
    mine = visible(user, campaign).filter(
        assignments__part="lead", assignments__unit=user.unit, state=Task.State.ACTIVE
    )
    week = day - dt.timedelta(days=WEEK)
    owed = [
        t
        for t in mine.order_by("deadline", "id")
        if t.light in {"red", "orange", "yellow"} or t.reported_on is None or t.reported_on <= week
    ]
    owed.sort(
        key=lambda t: (COLOURS.index(t.light) if t.light in COLOURS else 9, t.deadline or dt.date.max, t.pk)
    )
    returned = ProgressReport.objects.filter(
        task__in=mine, state=ProgressReport.State.RETURNED, undone_on=None, decided_on__gt=week
    )
    return LiaisonPage(
        owed,
        list(overdue_soon(user, campaign, day)),
        list(returned.select_related("task")),
        visible(user, campaign).count(),
    )
