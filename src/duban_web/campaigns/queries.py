"""Reading campaigns and the ledger."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When

from duban.flow.life import LIT, STATES
from duban_web.campaigns.models import Assignment, Campaign, Holiday, LedgerImport, SavedView, Task, TaskForce
from duban_web.common.access import Right, Role
from duban_web.people.models import User

SORTS = {
    "no": ("id",), "deadline": (F("deadline").asc(nulls_last=True), "id"), "progress": ("progress", "id"),
    "title": ("title", "id"), "light": ("light_order", "id"), "reported": (F("reported_on").asc(nulls_first=True), "id"),
}  # fmt: skip
COLOUR_ORDER = ("red", "orange", "yellow", "blue", "green")
GROUPINGS = ("group", "unit", "leader", "state", "light", "none")
COLUMNS = (
    "leader", "unit", "units", "coops", "state", "start", "deadline", "target", "progress", "reported", "status", "note",
)  # fmt: skip
USUAL_COLUMNS = ("leader", "unit", "deadline", "progress", "reported")


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What a page of the ledger shows."""

    words: str = ""
    light: str = ""
    state: str = ""
    group: str = ""
    unit: int | None = None
    leader: int | None = None
    sort: str = "no"
    descending: bool = False
    grouping: str = ""
    columns: tuple[str, ...] = USUAL_COLUMNS

    @property
    def by(self) -> str:
        """The grouping asked for; where none is, headings as they come as long as the rows stand in the ledger's order."""
        if self.grouping in GROUPINGS:
            return self.grouping
        return "ledger" if self.sort == "no" and not self.descending else "none"


def all_campaigns() -> QuerySet[Campaign]:
    """All campaigns, the one that began last first."""
    return Campaign.objects.filter(removed_on=None)


def current(chosen: int | None = None) -> Campaign | None:
    """The campaign that the pages speak of: the one that the person chose, else the one that began last."""
    return chosen_of(list(all_campaigns()), chosen)


def chosen_of(campaigns: Sequence[Campaign], chosen: int | None) -> Campaign | None:
    """Of all campaigns, the one that the person chose, else the first."""
    return next((one for one in campaigns if one.pk == chosen), campaigns[0] if campaigns else None)


def by_name(name: str) -> Campaign | None:
    """A campaign by its name."""
    return Campaign.objects.filter(name=name, removed_on=None).first()


def all_tasks() -> QuerySet[Task]:
    """All tasks that were not taken back."""
    return Task.objects.filter(removed_on=None)


def visible(user: User, campaign: Campaign) -> QuerySet[Task]:
    """The tasks that a person may see: all of them, or those of the own units (and those below) and of the own task force's front."""
    tasks = Task.objects.filter(campaign=campaign, removed_on=None)
    if user.may(Right.SEE_ALL):
        return tasks
    mine = Q(
        pk__in=few(Assignment.objects.filter(unit_id__in=user.unit_ids).values_list("task_id", flat=True))
    )
    if any(one.role == Role.FORCE for one in (user, *user.principals)):
        leads = [user.pk, *(one.pk for one in user.principals)]
        fronts = TaskForce.objects.filter(campaign=campaign, lead_id__in=leads, removed_on=None)
        mine |= Q(group__in=fronts.values("front"))
    return tasks.filter(mine)


FEW = 1000


def few(keys: QuerySet[Assignment, int]) -> list[int] | QuerySet[Assignment, int]:
    """A few keys as plain numbers, by which every database finds rows fastest; many as a query."""
    found = list(keys.order_by().distinct()[: FEW + 1])
    return found if len(found) <= FEW else keys


def ledger(user: User, campaign: Campaign, chosen: LedgerFilter) -> QuerySet[Task]:
    """The rows of the ledger; the names of their people come by `named`."""
    tasks = visible(user, campaign).filter(parent=None)
    if chosen.words:
        tasks = tasks.filter(
            Q(title__icontains=chosen.words) | Q(no=chosen.words) | Q(note__icontains=chosen.words)
        )
    if chosen.light:
        tasks = tasks.filter(shown(chosen.light))
    exact = {"state": chosen.state, "group": chosen.group}
    tasks = tasks.filter(**{name: value for name, value in exact.items() if value})
    if chosen.unit:
        tasks = tasks.filter(
            pk__in=few(Assignment.objects.filter(unit_id=chosen.unit).values_list("task_id", flat=True))
        )
    if chosen.leader:
        tasks = tasks.filter(
            pk__in=few(Assignment.objects.filter(leader_id=chosen.leader).values_list("task_id", flat=True))
        )
    return _sorted(_grouped(tasks, campaign, chosen.by), chosen)


def with_people(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks with their assignments, for what needs more than names."""
    return tasks.prefetch_related("assignments__leader", "assignments__unit")


def named(tasks: Sequence[Task]) -> Mapping[tuple[int, str], str]:
    """The names of leaders and units by task and part, in one query without their rows: half the cost of a page of the ledger."""
    rows = Assignment.objects.filter(task__in=[task.pk for task in tasks]).order_by("id")
    found: dict[tuple[int, str], list[str]] = {}
    for task, part, leader, short, name in rows.values_list(
        "task_id", "part", "leader__name", "unit__short_name", "unit__name"
    ):
        found.setdefault((task, part), []).append(leader or short or name or "")
    return {key: "、".join(names) for key, names in found.items()}


def _sorted(tasks: QuerySet[Task], chosen: LedgerFilter) -> QuerySet[Task]:
    if chosen.sort == "light":
        tasks = tasks.annotate(light_order=_colours())
    tasks = tasks.order_by(*SORTS.get(chosen.sort, SORTS["no"]))
    tasks = tasks.reverse() if chosen.descending else tasks
    if chosen.by in {"none", "ledger"}:
        return tasks
    return tasks.order_by(F("heading").asc(nulls_last=True), *tasks.query.order_by)


def _colours() -> Case:
    return Case(*(When(shown(c), then=Value(i)) for i, c in enumerate(COLOUR_ORDER)), default=Value(9))


def _grouped(tasks: QuerySet[Task], campaign: Campaign, by: str) -> QuerySet[Task]:
    """Rows with what their heading is sorted by: the place of the group or light, the key of the first unit or leader."""
    if by in {"unit", "leader"}:
        part, column = (("lead", "unit_id"), ("leader", "leader_id"))[by == "leader"]
        first = Assignment.objects.filter(task=OuterRef("pk"), part=part).order_by("id").values(column)[:1]
        return tasks.annotate(heading=Subquery(first))
    if by == "state":
        return tasks.annotate(heading=_places("state", STATES))
    if by == "light":
        return tasks.annotate(heading=_colours())
    if by == "group":
        return tasks.annotate(heading=_places("group", groups(campaign)))
    return tasks


def _places(column: str, values: Iterable[str]) -> Case:
    return Case(*(When(**{column: v}, then=Value(i)) for i, v in enumerate(values)), default=Value(999))


def headings(tasks: QuerySet[Task]) -> dict[object, int]:
    """How many rows stand under each heading."""
    counted = tasks.order_by().values_list("heading").annotate(n=Count("id"))  # type: ignore[misc]  # the plugin forgets the annotation
    return dict(counted)


def shown(colour: str) -> Q:
    """Tasks whose light that counts has a colour: a person's while it holds, else the computed one."""
    return Q(override=colour) | Q(override="", light=colour)


GROUPS = """
WITH RECURSIVE found(name) AS (
    SELECT MIN("group") FROM duban_web_task WHERE campaign_id = %(key)s AND removed_on IS NULL AND "group" > ''
    UNION ALL
    SELECT (SELECT MIN("group") FROM duban_web_task WHERE campaign_id = %(key)s AND removed_on IS NULL AND "group" > found.name)
    FROM found WHERE found.name IS NOT NULL
)
SELECT name FROM found WHERE name IS NOT NULL
ORDER BY (SELECT MIN(id) FROM duban_web_task WHERE campaign_id = %(key)s AND removed_on IS NULL AND "group" = name)
"""
"""From one group to the next along the index, instead of through all rows: a millisecond for 20,000 tasks."""


def groups(campaign: Campaign) -> list[str]:
    """The groups of a campaign in the order of the ledger."""
    with connection.cursor() as cursor:
        cursor.execute(GROUPS, {"key": campaign.pk})
        return [str(name) for (name,) in cursor.fetchall()]


def counts(campaign: Campaign) -> Mapping[str, int]:
    """Tasks by light, and by state where they have none."""
    found: dict[str, int] = {}
    rows = (
        Task.objects.filter(campaign=campaign, removed_on=None, parent=None)
        .values("state", "light", "override")
        .annotate(n=Count("id"))
        .order_by()
    )
    for row in rows:
        key = row["override"] or row["light"] if row["state"] in LIT else row["state"]
        found[key or "none"] = found.get(key or "none", 0) + row["n"]
    found["all"] = sum(found.values())
    return found


def overdue_soon(tasks: QuerySet[Task], day: dt.date, days: int = 7) -> QuerySet[Task]:
    """Of these tasks the active ones whose deadline lies in the next days."""
    return tasks.filter(
        state__in=LIT, deadline__gte=day, deadline__lte=day + dt.timedelta(days=days)
    ).order_by("deadline", "id")


def imports(campaign: Campaign | None = None) -> QuerySet[LedgerImport]:
    """Imports, newest first, without their rows."""
    found = LedgerImport.objects.select_related("by", "campaign").defer("rows")
    return found.filter(campaign=campaign) if campaign else found


def holidays(on: dt.date) -> dict[dt.date, bool]:
    """The uploaded working days as they were known at the end of a day."""
    known = Holiday.objects.filter(recorded_on__lte=on).order_by("recorded_on", "id")
    return dict(known.values_list("day", "works"))


def views(user: User) -> QuerySet[SavedView]:
    """One's own saved views, and those that the office shares."""
    return SavedView.objects.filter(Q(user=user) | Q(is_shared=True)).select_related("user")


def rules_source(campaign: Campaign | None) -> str:
    """The newest rule set of a campaign as TOML; nothing for none."""
    last = campaign.rule_versions.last() if campaign else None
    return last.source if last else ""
