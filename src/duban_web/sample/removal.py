"""Taking the sample county out again: the one place where rows are deleted, and only sample ones."""

from pathlib import Path

from django.db import transaction
from django.db.models import Model, ProtectedError, Q, QuerySet

from duban_web.audit.models import Entry
from duban_web.bulletins.models import Bulletin
from duban_web.campaigns.models import Campaign, LedgerImport, RuleVersion, Task
from duban_web.common.errors import Refused
from duban_web.papers.models import Paper
from duban_web.people.models import Leader, Unit, User
from duban_web.supervision.models import Evidence, ProgressReport


def remove() -> int:
    """Delete all that is marked as sample, with what hangs on it. Returns the number of tasks that went.

    Raises:
        Refused: there is no sample, or the office's own data name a unit, leader or account of it.
    """
    sample = Campaign.objects.filter(is_sample=True)
    if not sample.exists():
        raise Refused("sample-not-there")
    try:
        files, tasks = _delete(sample)
    except ProtectedError as problem:
        used = "、".join(str(one) for one in list(problem.protected_objects)[:5])
        raise Refused("sample-in-use", used=used) from problem
    for file in files:
        file.unlink(missing_ok=True)
    return tasks


@transaction.atomic
def _delete(sample: QuerySet[Campaign]) -> tuple[list[Path], int]:
    tasks = Task.objects.filter(campaign__in=sample)
    reports = ProgressReport.objects.filter(task__in=tasks)
    evidence = Evidence.objects.filter(report__in=reports)
    papers, issues = Paper.objects.filter(is_sample=True), Bulletin.objects.filter(campaign__in=sample)
    files = [Path(row.file.path) for rows in (evidence, papers, issues) for row in rows]
    people = User.objects.filter(is_sample=True)
    kinds: dict[str, QuerySet[Model]] = {
        "task": tasks, "report": reports, "paper": papers, "bulletin": issues, "campaign": sample, "user": people,
        "unit": Unit.objects.filter(is_sample=True), "leader": Leader.objects.filter(is_sample=True),
    }  # fmt: skip
    entries = Q()
    for kind, rows in kinds.items():
        entries |= Q(kind=kind, object_id__in=list(rows.values_list("pk", flat=True)))
    mine = Entry.objects.filter(entries)
    Entry.objects.filter(reverses__in=mine).delete()
    mine.delete()
    gone = tasks.count()
    imports = LedgerImport.objects.filter(campaign__in=sample)
    rules = RuleVersion.objects.filter(campaign__in=sample)
    for rows in (evidence, reports, tasks, imports, issues, papers, rules):
        rows.delete()
    Campaign.objects.filter(is_sample=True).delete()
    for model in (User, Leader, Unit):
        model.objects.filter(is_sample=True).delete()
    return files, gone
