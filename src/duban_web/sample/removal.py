"""Taking the sample county out again: the one place where rows are deleted, and only sample ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model, ProtectedError, Q, QuerySet

from duban_web.assessment.models import Follow, Objection, Proof, Round, Scheme, SchemeVersion
from duban_web.audit.models import Entry
from duban_web.bulletins.models import Bulletin, Contribution, Delivery
from duban_web.campaigns.models import (
    Campaign,
    Goal,
    LadderVersion,
    LedgerImport,
    RuleVersion,
    Task,
    TaskForce,
)
from duban_web.common.errors import Refused
from duban_web.indicators.models import Observation, PeerGroup, Remark, WeakPoint, YearTarget
from duban_web.inspections.models import Draw, Finding, Inspection, Photo, Site
from duban_web.matters.models import Matter, UnitPlan
from duban_web.meetings.models import Decision, Item, Meeting
from duban_web.papers.models import Paper, PaperFact
from duban_web.people.models import Deputy, Leader, Posting, Unit, User
from duban_web.problems.models import Problem
from duban_web.projects.cycle_models import Bond, Event
from duban_web.projects.models import Picture, Project
from duban_web.registers.models import Record, RecordLink, Register, Tally
from duban_web.registers.tallying import recount
from duban_web.supervision.models import (
    Evidence,
    Explanation,
    Gathering,
    Notice,
    Override,
    ProgressReport,
    Request,
)


@dataclass(frozen=True, slots=True)
class Removed:
    """How many tasks went, and which accounts, leaders and units stay because the office's own data name them."""

    tasks: int
    kept: tuple[str, ...]


def remove() -> Removed:
    """Delete all that is marked as sample, with everything in its campaign.

    What the office's own data name stays: accounts can no longer sign in, units and leaders become the office's own.

    Raises:
        Refused: there is no sample.
    """
    sample = Campaign.objects.filter(is_sample=True)
    if not sample.exists():
        raise Refused("sample-not-there")
    with transaction.atomic():
        files, tasks = _delete(sample)
        kept = tuple(
            str(one)
            for model in (User, Leader, Unit)
            for one in model.objects.filter(is_sample=True)
            if _stays(one)
        )
    for file in files:
        file.unlink(missing_ok=True)
    return Removed(tasks, kept)


def _stays(one: User | Leader | Unit) -> bool:
    """Delete it, unless something of the office's own hangs on it."""
    try:
        with transaction.atomic():
            one.delete()
    except ProtectedError:
        one.is_sample = False
        if isinstance(one, User):
            one.is_active = False
        one.save()
        return True
    return False


def _files(*rows: QuerySet[Any]) -> list[Path]:
    """The files of rows, and of issues those before."""
    found = [one for some in rows for one in some]
    earlier = [name for one in found for name in getattr(one, "earlier", ())]
    return [Path(one.file.path) for one in found] + [Path(default_storage.path(name)) for name in earlier]


def _delete(sample: QuerySet[Campaign]) -> tuple[list[Path], int]:
    tasks = Task.objects.filter(campaign__in=sample)
    reports = ProgressReport.objects.filter(task__in=tasks)
    evidence = Evidence.objects.filter(report__in=reports)
    papers, issues = Paper.objects.filter(is_sample=True), Bulletin.objects.filter(campaign__in=sample)
    files = _files(
        evidence,
        papers,
        issues,
        Proof.objects.filter(round__is_sample=True),
        Picture.objects.filter(project__is_sample=True),
    )
    people = User.objects.filter(is_sample=True)
    kinds: dict[str, QuerySet[Model]] = {
        "task": tasks, "report": reports, "paper": papers, "bulletin": issues, "delivery": Delivery.objects.filter(bulletin__in=issues), "peer-group": PeerGroup.objects.filter(is_sample=True), "contribution": Contribution.objects.filter(campaign__in=sample), "campaign": sample, "user": people,
        "fact": PaperFact.objects.filter(paper__in=papers), "observation": Observation.objects.filter(is_sample=True),
        "unit": Unit.objects.filter(is_sample=True), "leader": Leader.objects.filter(is_sample=True),
        "explanation": Explanation.objects.filter(task__in=tasks), "notice": Notice.objects.filter(campaign__in=sample),
        "request": Request.objects.filter(task__in=tasks), "override": Override.objects.filter(task__in=tasks),
        "problem": Problem.objects.filter(campaign__in=sample), "meeting": Meeting.objects.filter(campaign__in=sample),
        "item": Item.objects.filter(meeting__campaign__in=sample), "decision": Decision.objects.filter(meeting__campaign__in=sample),
        "inspection": Inspection.objects.filter(campaign__in=sample), "finding": Finding.objects.filter(inspection__campaign__in=sample),
        "site": Site.objects.filter(is_sample=True), "draw": Draw.objects.filter(campaign__in=sample), "matter": Matter.objects.filter(task__in=tasks), "force": TaskForce.objects.filter(campaign__in=sample),
        "target": YearTarget.objects.filter(is_sample=True), "scheme": Scheme.objects.filter(is_sample=True), "round": Round.objects.filter(is_sample=True), "objection": Objection.objects.filter(round__is_sample=True),
        "follow": Follow.objects.filter(round__is_sample=True), "register": Register.objects.filter(is_sample=True), "record": Record.objects.filter(is_sample=True), "project": Project.objects.filter(is_sample=True), "event": Event.objects.filter(is_sample=True), "bond": Bond.objects.filter(project__is_sample=True), "plan": UnitPlan.objects.filter(campaign__in=sample), "goal": Goal.objects.filter(campaign__in=sample), "gathering": Gathering.objects.filter(campaign__in=sample),
    }  # fmt: skip
    _forget(kinds)
    gone = tasks.count()
    imports = LedgerImport.objects.filter(campaign__in=sample)
    rules = RuleVersion.objects.filter(campaign__in=sample)
    _delete_supervision(sample, people)
    for rows in (evidence, reports, tasks, imports, issues, papers, rules):
        rows.delete()
    Observation.objects.filter(
        is_sample=True, facts=None
    ).delete()  # one that the office's own papers state too stays
    Campaign.objects.filter(is_sample=True).delete()
    return files, gone


def _forget(kinds: Mapping[str, QuerySet[Model]]) -> None:
    """The entries of the audit trail that tell of these rows."""
    entries = Q()
    for kind, rows in kinds.items():
        entries |= Q(kind=kind, object_id__in=list(rows.values_list("pk", flat=True)))
    mine = Entry.objects.filter(entries)
    Entry.objects.filter(reverses__in=mine).delete()
    mine.delete()


def _delete_registers() -> None:
    """The sample's records; a register in which the office wrote itself stays, counted anew."""
    RecordLink.objects.filter(record__is_sample=True, target__is_sample=True).delete()
    Record.objects.filter(is_sample=True, referred_by=None).delete()
    for one in Register.objects.filter(is_sample=True):
        if one.records.exists():
            recount(one)
        else:
            Tally.objects.filter(register=one).delete()
            one.delete()


def _delete_supervision(sample: QuerySet[Campaign], people: QuerySet[User]) -> None:
    """What hangs on the tasks of the sample, the last first."""
    tasks = Task.objects.filter(campaign__in=sample)
    Remark.objects.filter(observation__is_sample=True).delete()
    YearTarget.objects.filter(is_sample=True).delete()
    PeerGroup.objects.filter(is_sample=True).delete()
    WeakPoint.objects.filter(is_sample=True).delete()
    rounds = Round.objects.filter(is_sample=True)
    Objection.objects.filter(round__in=rounds).delete()
    Follow.objects.filter(round__in=rounds).delete()
    Proof.objects.filter(round__in=rounds).delete()
    rounds.delete()
    SchemeVersion.objects.filter(scheme__is_sample=True, scheme__rounds=None).delete()
    Scheme.objects.filter(is_sample=True, versions=None).delete()
    _delete_registers()
    Bond.objects.filter(project__is_sample=True).delete()
    Event.objects.filter(is_sample=True).delete()
    Project.objects.filter(is_sample=True, events=None).delete()  # one shown at the office's own event stays
    Delivery.objects.filter(bulletin__campaign__in=sample).delete()
    Contribution.objects.filter(campaign__in=sample).delete()
    Decision.objects.filter(meeting__campaign__in=sample).delete()
    Meeting.objects.filter(campaign__in=sample).delete()
    Photo.objects.filter(inspection__campaign__in=sample).delete()
    Inspection.objects.filter(campaign__in=sample).update(revisits=None)
    Inspection.objects.filter(campaign__in=sample).delete()
    Draw.objects.filter(campaign__in=sample).delete()
    Site.objects.filter(is_sample=True, inspections=None).delete()
    Problem.objects.filter(campaign__in=sample).update(duplicate_of=None)
    Problem.objects.filter(campaign__in=sample).delete()
    Notice.objects.filter(campaign__in=sample).update(raises=None)
    for rows in (
        Notice.objects.filter(campaign__in=sample), Explanation.objects.filter(task__in=tasks), Override.objects.filter(task__in=tasks),
        Request.objects.filter(task__in=tasks), Matter.objects.filter(task__in=tasks), Gathering.objects.filter(campaign__in=sample),
        UnitPlan.objects.filter(campaign__in=sample), Goal.objects.filter(campaign__in=sample), TaskForce.objects.filter(campaign__in=sample), LadderVersion.objects.filter(campaign__in=sample),
        Posting.objects.filter(user__in=people), Deputy.objects.filter(person__in=people), Deputy.objects.filter(deputy__in=people),
    ):  # fmt: skip
        rows.delete()
    tasks.update(parent=None)
