"""Computing the lights of a day and writing what changed: the tasks' own columns and the spans."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from duban.lights import Light, TaskRecord, lights_on
from duban_web.campaigns.models import Campaign, Task
from duban_web.common.database import last_of_each
from duban_web.common.office import today
from duban_web.supervision.history import records_on, rules_of, work_calendar
from duban_web.supervision.models import LightSpan, Override, ProgressReport

COLUMNS = (
    "progress",
    "reported_on",
    "blocked",
    "light",
    "light_since",
    "override",
    "status",
    "reached_value",
)
MOST_CAUGHT_UP = dt.timedelta(days=370)


@dataclass(slots=True)
class _Sheet:
    """What one computation works on, by key of the task."""

    day: dt.date
    rows: Mapping[int, Task]
    records: Mapping[int, TaskRecord]
    open_spans: Mapping[int, LightSpan]
    changed: list[Light] = field(default_factory=list)


@transaction.atomic
def refresh(campaign: Campaign, *, tasks: Iterable[Task] | None = None, day: dt.date | None = None) -> int:
    """Compute the lights of the office's day, of all tasks or of these and their wholes.

    Returns how many lights turned.
    """
    on = day or today()
    rows = Task.objects.filter(campaign=campaign)
    keys = None if tasks is None else {key for task in tasks for key in (task.pk, task.parent_id) if key}
    if keys is not None:
        rows = rows.filter(pk__in=sorted(keys))
    sheet = _Sheet(
        on, rows.in_bulk(), {int(r.key): r for r in records_on(campaign, on, tasks=keys)},
        {s.task_id: s for s in LightSpan.objects.filter(last=None, task__in=rows.values("pk"))},
    )  # fmt: skip
    before = {key: _columns(task) for key, task in sheet.rows.items()}
    computed = lights_on(sheet.records.values(), on, rules=rules_of(campaign, on), calendar=work_calendar(on))
    sheet.changed = [light for light in computed if _turned(sheet.open_spans.get(int(light.key)), light)]
    for light in computed:
        row, known = sheet.rows[int(light.key)], sheet.records[int(light.key)]
        row.progress, row.reported_on, row.blocked = known.progress, known.reported_on, known.blocked
    _write_spans(sheet)
    _write_last_words(sheet, rows)
    _write_overrides(sheet, rows)
    fresh = [task for key, task in sheet.rows.items() if _columns(task) != before[key]]
    _save(fresh)
    if tasks is None:
        Campaign.objects.filter(pk=campaign.pk).update(computed_on=on)
    return len(sheet.changed)


def follow(sender: type, *, campaign: Campaign, tasks: Sequence[Task] | None, **_: object) -> None:
    """What changes in the ledger is lit at once."""
    del sender
    refresh(campaign, tasks=tasks)


def _save(tasks: Sequence[Task]) -> None:
    """One prepared statement for all: thirty times faster for 20,000 tasks than `bulk_update`, which writes CASE for every cell."""
    fields = [field for field in Task._meta.concrete_fields if field.name in COLUMNS]  # noqa: SLF001 Django's documented model API
    quoted = connection.ops.quote_name
    columns = ", ".join(f"{quoted(str(field.column))} = %s" for field in fields)
    sql = f"UPDATE {quoted(Task._meta.db_table)} SET {columns} WHERE {quoted('id')} = %s"  # noqa: S608, SLF001 names of our own model
    rows = [
        [*(f.get_db_prep_save(getattr(task, f.attname), connection) for f in fields), task.pk]
        for task in tasks
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def _columns(task: Task) -> list[object]:
    return [getattr(task, name) for name in COLUMNS]


def _turned(span: LightSpan | None, light: Light) -> bool:
    return span is None or span.colour != (light.colour or "") or span.version != light.version


def _write_spans(sheet: _Sheet) -> None:
    """Close what was, open what is. A light that turned and turned back on one day has not turned at all."""
    yesterday = sheet.day - dt.timedelta(days=1)
    begun = {key: span for key, span in sheet.open_spans.items() if span.first == sheet.day}
    again = [int(light.key) for light in sheet.changed if int(light.key) in begun]
    before = {s.task_id: s for s in LightSpan.objects.filter(task_id__in=again, last=yesterday)}
    LightSpan.objects.filter(pk__in=[begun[key].pk for key in again]).delete()
    back = {
        int(light.key)
        for light in sheet.changed
        if int(light.key) in before and not _turned(before[int(light.key)], light)
    }
    LightSpan.objects.filter(pk__in=[before[key].pk for key in back]).update(last=None)
    gone = [span.pk for key, span in sheet.open_spans.items() if key not in sheet.records]
    closing = [sheet.open_spans[int(li.key)].pk for li in sheet.changed if int(li.key) in sheet.open_spans]
    LightSpan.objects.filter(pk__in=closing + gone).update(last=yesterday)
    LightSpan.objects.bulk_create(
        (_span(light, sheet.day) for light in sheet.changed if int(light.key) not in back), batch_size=500
    )
    for light in sheet.changed:
        key = int(light.key)
        row = sheet.rows[key]
        row.light, row.light_since = light.colour or "", before[key].first if key in back else sheet.day


def _span(light: Light, day: dt.date) -> LightSpan:
    reasons = [[reason.term, [list(seen) for seen in reason.figures]] for reason in light.reasons]
    return LightSpan(
        task_id=int(light.key), colour=light.colour or "", first=day, rule=light.rule, version=light.version,
        figures=dict(light.figures), reasons=reasons,
    )  # fmt: skip


def _write_last_words(sheet: _Sheet, rows: QuerySet[Task]) -> None:
    """The text and the quantity of the last accepted report."""
    accepted = ProgressReport.objects.filter(
        task__in=rows.values("pk"), state=ProgressReport.State.ACCEPTED, undone_on=None
    )
    words = last_of_each(accepted, "task_id").values_list("task_id", "text", "reached_value")
    said: dict[int, tuple[str, Decimal | None]] = {task: (text, reached) for task, text, reached in words}
    for key, row in sheet.rows.items():
        row.status, row.reached_value = said.get(key, ("", None))


def _write_overrides(sheet: _Sheet, rows: QuerySet[Task]) -> None:
    """The light that a person set, as long as it holds and the task has a light at all."""
    standing = Override.objects.filter(
        Q(lifted_on=None) | Q(lifted_on__gt=sheet.day), task__in=rows.values("pk"), first__lte=sheet.day, last__gte=sheet.day
    )  # fmt: skip
    colours = dict(standing.order_by("id").values_list("task_id", "colour"))
    for key, row in sheet.rows.items():
        row.override = colours.get(key, "") if row.light else ""


def catch_up(day: dt.date | None = None) -> int:
    """Every campaign that has begun, day by day from the last day that was computed, so that no turn is dated late.

    Returns how many lights turned.
    """
    on = day or today()
    turned = 0
    for campaign in Campaign.objects.filter(start__lte=on, removed_on=None):
        first = max(campaign.computed_on or on, on - MOST_CAUGHT_UP)
        for number in range((on - first).days + 1):
            turned += refresh(campaign, day=first + dt.timedelta(days=number))
    return turned
