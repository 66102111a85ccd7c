"""Campaigns, tasks with their assignments and milestones, imports."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models

from duban.flow.life import LIT, REPORTING
from duban.flow.rhythm import Rhythm
from duban_web.common.models import Kept
from duban_web.people.models import Leader, Unit


class Campaign(Kept):
    """A span of time, its tasks, its rules (百日会战, 冬季行动)."""

    name = models.CharField(max_length=60, unique=True)
    office_name = models.CharField(max_length=60, blank=True)
    leading_group = models.CharField(max_length=200, blank=True)
    rhythm = models.CharField(
        max_length=10, choices=[(r.value, r.value) for r in Rhythm], default=Rhythm.WEEKLY
    )
    grace = models.PositiveSmallIntegerField(
        default=0
    )  # working days after a period's end until its report is due
    start = models.DateField()
    end = models.DateField()
    computed_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["-start", "id"]

    def __str__(self) -> str:
        return self.name


class RuleVersion(models.Model):
    """A light rule set of a campaign, and the date from which it holds."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rule_versions")
    since = models.DateField()
    source = models.TextField()

    class Meta:
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return f"{self.campaign} {self.since}"


class LadderVersion(models.Model):
    """The escalation ladder of a campaign, and the date from which it holds."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="ladder_versions")
    since = models.DateField()
    source = models.TextField()

    class Meta:
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return f"{self.campaign} {self.since}"


class Goal(models.Model):
    """What a campaign wants to reach by when (开门红): a quantity, and the day on which it was reached."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="goals")
    name = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    unit_of_measure = models.CharField(max_length=20, blank=True)
    due = models.DateField()
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    reached_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def days_early(self) -> int | None:
        """Days from the day on which it was reached to the day on which it was due; negative when late."""
        return (self.due - self.reached_on).days if self.reached_on else None


class TaskForce(Kept):
    """Units and people who answer for one front of a campaign (工作专班): the tasks of the group `front`."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="forces")
    name = models.CharField(max_length=60)
    front = models.CharField(max_length=60)
    head = models.ForeignKey(Leader, null=True, blank=True, on_delete=models.PROTECT)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="forces"
    )
    units = models.ManyToManyField(Unit, blank=True)

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "name"], name="one_force_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Holiday(models.Model):
    """A day of an uploaded list of working days; of several words on a day the last one known holds.

    Past days are computed with the list as it was known then.
    """

    day = models.DateField()
    works = models.BooleanField()
    recorded_on = models.DateField()

    class Meta:
        ordering = ["day", "recorded_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "recorded_on"], name="one_word_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.works}"


class Task(Kept):
    """One row of the ledger."""

    class State(models.TextChoices):
        """The states of duban.flow.life, in the same words."""

        DRAFT = "draft"
        ISSUED = "issued"
        RETURNED = "returned"
        SIGNED = "signed"
        ACTIVE = "active"
        CLOSING = "closing"
        VERIFYING = "verifying"
        DONE = "done"
        ARCHIVED = "archived"
        SUSPENDED = "suspended"
        WITHDRAWN = "withdrawn"

    class Recurring(models.TextChoices):
        """A duty without a last day."""

        MONTHLY = "monthly"
        QUARTERLY = "quarterly"
        LONG_TERM = "long-term"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="tasks")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    weight = models.DecimalField(
        max_digits=6, decimal_places=2, default=Decimal(1)
    )  # of a sub-task in its whole
    handler = models.CharField(max_length=20, blank=True)  # who does it in the unit
    no = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    group = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    start = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    first_deadline = models.DateField(null=True, editable=False)
    deadline_text = models.CharField(max_length=60, blank=True)
    recurring = models.CharField(max_length=10, choices=Recurring, blank=True)
    target = models.CharField(max_length=60, blank=True)
    target_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    target_unit = models.CharField(max_length=20, blank=True)
    monthly_plan = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    signed_on = models.DateField(null=True, editable=False)
    claimed_on = models.DateField(null=True, editable=False)
    done_on = models.DateField(null=True, editable=False)
    # what the lists show, kept by the operations: from the last accepted report, and the last light
    progress = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(0), editable=False)
    reached_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, editable=False)
    status = models.TextField(blank=True, editable=False)
    reported_on = models.DateField(null=True, editable=False)
    blocked = models.BooleanField(default=False, editable=False)
    light = models.CharField(max_length=10, blank=True, editable=False)
    light_since = models.DateField(null=True, editable=False)
    override = models.CharField(max_length=10, blank=True, editable=False)  # a person's light, while it holds
    version = models.IntegerField(default=1, editable=False)

    class Meta:
        ordering = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "light"]),
            models.Index(fields=["campaign", "title"]),
            models.Index(fields=["campaign", "state", "deadline"]),
            models.Index(
                fields=["campaign", "group", "id"],
                condition=models.Q(removed_on=None),
                name="groups_of_a_campaign",
            ),
            models.Index(  # every count of the first page and the boards is answered from it alone
                fields=["campaign", "state", "light", "override", "reported_on"],
                condition=models.Q(removed_on=None, parent=None),
                name="counts_of_a_campaign",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return f"/tasks/{self.pk}/"

    @property
    def shown_light(self) -> str:
        """The light that counts: a person's while it holds, else the computed one."""
        return self.override or self.light

    @property
    def is_lit(self) -> bool:
        """Whether it is issued and not ended."""
        return self.state in LIT

    @property
    def may_be_reported(self) -> bool:
        """Whether units report on it now."""
        return self.state in REPORTING


class Assignment(models.Model):
    """Who answers for a task (责任分解)."""

    class Part(models.TextChoices):
        """In what part."""

        LEADER = "leader"
        LEAD = "lead"
        UNIT = "unit"
        COOPERATING = "coop"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assignments")
    part = models.CharField(max_length=8, choices=Part)
    leader = models.ForeignKey(Leader, null=True, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="assignments")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.leader or self.unit)


class Milestone(models.Model):
    """A dated step of a task, with weight."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=80)
    due = models.DateField()
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(1))
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.due}"

    def is_late(self, day: dt.date) -> bool:
        """Whether it is open after its day."""
        return self.done_on is None and self.due < day


class ColumnMapping(models.Model):
    """What the columns of files of one shape mean, as a person said it once."""

    shape = models.CharField(max_length=64, unique=True)
    columns = models.JSONField()
    fields = models.JSONField()
    learned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    learned_on = models.DateField()

    def __str__(self) -> str:
        return "、".join(self.columns)


class LedgerImport(models.Model):
    """An uploaded ledger: the sheet as read, the clerk's corrections in it, and what became of it."""

    class State(models.TextChoices):
        """Nothing changes before it is applied, and an applied one can be taken back."""

        PREVIEW = "preview"
        APPLIED = "applied"
        UNDONE = "undone"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100)
    rows = models.JSONField()
    hidden = models.JSONField(default=list)  # numbers of rows, from 1, that the sheet does not show
    with_hidden = models.BooleanField(default=False)
    header_rows = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    fields = models.JSONField(default=dict)  # what each field's columns are, from 0
    is_mapped = models.BooleanField(default=True)  # False until a person has said what unknown columns mean
    state = models.CharField(max_length=8, choices=State, default=State.PREVIEW)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class SavedView(models.Model):
    """A way to look at the ledger that a person keeps: filter, grouping, columns."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500, blank=True)
    is_shared = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name
