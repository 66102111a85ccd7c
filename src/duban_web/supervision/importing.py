"""Applying an import in one transaction, with the progress that it brings, and taking it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from duban.plans import LedgerRow
from duban_web.audit.models import Entry
from duban_web.audit.operations import Subject, record
from duban_web.campaigns import importing, operations
from duban_web.campaigns.models import LedgerImport, Task
from duban_web.campaigns.operations import TaskValues
from duban_web.campaigns.snapshots import restore, snapshot
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.people.models import Leader, User
from duban_web.people.operations import leader_named
from duban_web.people.queries import units_by_name
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import ProgressReport


def _report(user: User | None, task: Task, row: LedgerRow, *, batch: int) -> ProgressReport | None:
    """Progress and status of a row as an accepted report of the office (代报), if they say anything new."""
    percent = task.progress if row.progress is None else row.progress
    if percent == task.progress and (row.status or "") == task.status:
        return None
    return ProgressReport(
        task=task, percent=percent, text=row.status or "", submitted_on=today(), submitted_by=user, instead=True,
        state=ProgressReport.State.ACCEPTED, decided_on=today(), decided_by=user, batch=batch,
    )  # fmt: skip


@transaction.atomic
def apply_import(
    user: User | None, one: LedgerImport, *, progress: Callable[[int, int], None] | None = None
) -> dict[str, int]:
    """Write every row that is right, in one transaction; refused rows stay in the preview's list."""
    locked = LedgerImport.objects.select_for_update().get(pk=one.pk)
    if locked.state != LedgerImport.State.PREVIEW:
        raise Refused("import-not-preview")
    seen = importing.preview(locked)
    tasks = _write_lines(user, locked, seen, progress)
    reports = (_report(user, task, line.row, batch=locked.pk) for line, task in tasks)
    ProgressReport.objects.bulk_create((one for one in reports if one is not None), batch_size=1000)
    locked.state, locked.counts = LedgerImport.State.APPLIED, seen.counts()
    locked.save()
    refresh(locked.campaign)
    record(
        user,
        "import",
        Subject("import", locked.pk, locked.name),
        before=None,
        after=dict(locked.counts),
        batch=locked.pk,
    )
    one.refresh_from_db()
    return seen.counts()


def _write_lines(
    user: User | None, one: LedgerImport, seen: importing.Preview, progress: Callable[[int, int], None] | None
) -> list[tuple[importing.Line, Task]]:
    """New rows all at once, changed ones one by one; in the order of the file."""
    units = {name: unit.pk for name, unit in units_by_name().items()}
    leaders = _Leaders(user, one.pk)
    lines = [line for line in seen.lines if line.action in {"create", "update"}]
    fresh = [line for line in lines if line.task is None]
    made = operations.add_tasks(
        user, one.campaign, [_values(line, units, leaders) for line in fresh], batch=one.pk
    )
    tasks = {id(line): task for line, task in zip(fresh, made, strict=True)}
    for number, line in enumerate(lines, start=1):
        if line.task is not None:
            operations.edit_task(user, line.task, _values(line, units, leaders), batch=one.pk)
            tasks[id(line)] = Task.objects.get(pk=line.task.pk)
        if progress:
            progress(number, len(lines))
    return [(line, tasks[id(line)]) for line in lines]


class _Leaders:
    """Leaders by name, written down when they are first named."""

    def __init__(self, user: User | None, batch: int) -> None:
        self.user, self.batch = user, batch
        self.known: dict[str, int] = {}

    def key(self, name: str) -> int:
        """The leader's key."""
        if name not in self.known:
            self.known[name] = leader_named(self.user, name, batch=self.batch).pk
        return self.known[name]


def _values(line: importing.Line, units: Mapping[str, int], leaders: _Leaders) -> TaskValues:
    row = line.row
    kept = snapshot(line.task) if line.task else {"milestones": (), "coops": ()}
    return TaskValues(
        importing.row_columns(row), [leaders.key(name) for name in row.lead_leader], [units[name] for name in row.lead_units],
        [units[name] for name in row.units], kept["coops"], kept["milestones"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, and what could not be because somebody changed it since."""

    reversed: int
    conflicts: tuple[str, ...]


@transaction.atomic
def undo(user: User | None, one: LedgerImport) -> Undone:
    """Take an import back, newest change first, each by an entry that reverses it. Later changes by others stay.

    Raises:
        Refused: the import was not applied, or is taken back already.
    """
    if user is not None and not user.is_office:
        raise NotYours("office-only")
    locked = LedgerImport.objects.select_for_update().get(pk=one.pk)
    if locked.state != LedgerImport.State.APPLIED:
        raise Refused("import-not-applied", number=locked.pk)
    conflicts: list[str] = []
    entries = list(
        Entry.objects.filter(batch=locked.pk, kind__in=("task", "leader"), reverses=None).order_by("-id")
    )
    for entry in entries:
        undone = _undo_task(user, entry) if entry.kind == "task" else _undo_leader(user, entry)
        if not undone:
            conflicts.append(entry.label)
    ProgressReport.objects.filter(batch=locked.pk, undone_on=None).update(undone_on=today())
    locked.state = LedgerImport.State.UNDONE
    locked.save(update_fields=["state"])
    record(
        user,
        "undo",
        Subject("import", locked.pk, locked.name),
        before=None,
        after={"conflicts": conflicts},
        batch=locked.pk,
    )
    refresh(locked.campaign)
    one.refresh_from_db()
    return Undone(len(entries) - len(conflicts), tuple(conflicts))


def _undo_task(user: User | None, entry: Entry) -> bool:
    task = Task.objects.select_for_update().get(pk=entry.object_id)
    now = snapshot(task)
    if now != entry.after:
        return False
    before = entry.before or now | {"removed_on": today().isoformat()}
    restore(task, before)
    subject = Subject(entry.kind, entry.object_id, entry.label)
    record(user, "undo", subject, before=now, after=snapshot(task), batch=entry.batch, reverses=entry)
    return True


def _undo_leader(user: User | None, entry: Entry) -> bool:
    """A leader whom the import wrote down goes, unless tasks need the name by now."""
    leader = Leader.objects.get(pk=entry.object_id)
    if leader.assignments.filter(task__removed_on=None).exists():
        return False
    leader.removed_on = today()
    leader.save(update_fields=["removed_on"])
    subject = Subject(entry.kind, entry.object_id, entry.label)
    record(
        user,
        "undo",
        subject,
        before=entry.after,
        after={"removed_on": today().isoformat()},
        batch=entry.batch,
        reverses=entry,
    )
    return True
