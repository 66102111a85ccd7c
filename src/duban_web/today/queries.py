"""What the first page shows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, F, Q, Value, When

from duban.flow.life import REPORTING
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.campaigns.queries import counts, few, overdue_soon, shown, visible
from duban_web.matters.queries import matters
from duban_web.papers.models import PaperFinding
from duban_web.papers.queries import open_findings
from duban_web.people.models import User
from duban_web.problems.models import Problem
from duban_web.problems.queries import visible as problems
from duban_web.supervision import queries
from duban_web.supervision.duties import Freshness, Silence, freshness, silent_units
from duban_web.supervision.models import Explanation, LightSpan, Notice, ProgressReport, Request

COLOURS = ("red", "orange", "yellow", "blue", "green")
WEEK = 7
MOST = 20
LISTED = (
    "title",
    "state",
    "deadline",
    "progress",
    "reported_on",
    "light",
    "override",
)  # all that a list of tasks shows


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


@dataclass(slots=True)
class OfficePage:
    """The office's first page."""

    tiles: Sequence[Tile]
    turned: Sequence[LightSpan]
    turned_all: int
    awaiting: Sequence[ProgressReport]
    silent: Sequence[Silence]
    fresh: Freshness
    pending: Mapping[str, int]
    findings: Sequence[PaperFinding]
    guessed_years: Sequence[int] = field(default_factory=list)


def office_page(user: User, campaign: Campaign, day: dt.date) -> OfficePage:
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
    turned = queries.turned(campaign, day)
    worst = Case(*(When(colour=c, then=Value(n)) for n, c in enumerate(COLOURS)), default=Value(9))
    newly = list(turned.order_by(worst, "task_id")[: MOST + 1])
    return OfficePage(
        tiles,
        newly[:MOST],
        len(newly) if len(newly) <= MOST else turned.count(),
        list(queries.awaiting(campaign)[:MOST]) if user.is_office else [],
        silent_units(campaign, day),
        freshness(campaign, day),
        pending(user, campaign, day),
        list(open_findings(8)) if user.is_office else [],
        guessed,
    )


def pending(user: User, campaign: Campaign, day: dt.date) -> Mapping[str, int]:
    """What waits for somebody: numbers that lead to their lists. Zeros are left out."""
    state = Explanation.State
    found = {
        "requests": Request.objects.filter(task__campaign=campaign, state=Request.State.OPEN).count(),
        "claims": Task.objects.filter(
            campaign=campaign, removed_on=None, state__in=["closing", "verifying"]
        ).count(),
        "returned": Task.objects.filter(campaign=campaign, removed_on=None, state="returned").count(),
        "explanations": Explanation.objects.filter(task__campaign=campaign, state=state.HANDED).count(),
        "late": Explanation.objects.filter(
            task__campaign=campaign, state__in=[state.DUE, state.RETURNED], due__lt=day
        ).count(),
        "proposed": Notice.objects.filter(campaign=campaign, state=Notice.State.PROPOSED).count(),
        "answered": Notice.objects.filter(campaign=campaign, state=Notice.State.ANSWERED).count(),
        "problems": problems(user).filter(state="received").count(),
        "problems_late": problems(user).filter(state="routed", due__lt=day).count(),
        "feedback": matters(user, campaign, owed_on=day).count(),
    }
    return {name: n for name, n in found.items() if n}


@dataclass(frozen=True, slots=True)
class LiaisonPage:
    """What a liaison owes: tasks in the order of need, and reports that came back."""

    owed: Sequence[Task]
    owed_all: int
    soon: Sequence[Task]
    returned: Sequence[ProgressReport]
    tasks: int
    to_sign: Sequence[Task]
    explanations: Sequence[Explanation]
    notices: Sequence[Notice]
    problems: Sequence[Problem]


def liaison_page(user: User, campaign: Campaign, day: dt.date) -> LiaisonPage:
    """Red and yellow tasks that the own unit leads, then those without a report this week."""
    led = Assignment.objects.filter(part=Assignment.Part.LEAD, unit_id__in=user.unit_ids)
    mine = Task.objects.filter(
        campaign=campaign,
        removed_on=None,
        state__in=REPORTING,
        pk__in=few(led.values_list("task_id", flat=True)),
    )
    seen = visible(user, campaign)
    week = day - dt.timedelta(days=WEEK)
    worst = Case(*(When(shown(c), then=Value(n)) for n, c in enumerate(COLOURS)), default=Value(9))
    owed = mine.filter(
        shown("red") | shown("orange") | shown("yellow") | Q(reported_on=None) | Q(reported_on__lte=week)
    )
    returned = ProgressReport.objects.filter(
        task__in=mine, state=ProgressReport.State.RETURNED, undone_on=None, decided_on__gt=week
    )
    first = owed.order_by(worst, F("deadline").asc(nulls_last=True), "pk").only(*LISTED)
    shown_first = list(first[: MOST + 1])
    return LiaisonPage(
        shown_first[:MOST],
        owed.count() if len(shown_first) > MOST else len(shown_first),
        list(overdue_soon(seen, day).only(*LISTED)[:MOST]),
        list(returned.select_related("task")),
        seen.filter(parent=None).count(),
        list(mine.filter(state="issued").only(*LISTED)),
        list(
            Explanation.objects.filter(
                task__campaign=campaign, state__in=["due", "returned"], unit_id__in=user.unit_ids
            )
            .select_related("task")
            .order_by("due", "id")
        ),
        list(queries.notices(user, campaign).filter(state__in=["issued", "signed"])),
        list(problems(user).filter(state="routed").order_by("due")),
    )
