"""Progress reports with evidence, and the lights as they were."""

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models

from duban_web.campaigns.models import Campaign, Task
from duban_web.people.models import Unit


class ProgressReport(models.Model):
    """What a unit reports on a task. An accepted report is never changed, only followed by another.

    `milestones` holds the names of those that it says are done.
    """

    class State(models.TextChoices):
        """Progress counts once accepted; that a task is blocked counts at once."""

        SUBMITTED = "submitted"
        ACCEPTED = "accepted"
        RETURNED = "returned"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    percent = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(0))
    reached_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    blocked = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    milestones = models.JSONField(default=list)
    submitted_on = models.DateField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    return_reason = models.CharField(max_length=300, blank=True)
    batch = models.BigIntegerField(null=True)
    undone_on = models.DateField(null=True)
    period = models.DateField(null=True)  # last day of the period that it reports on
    instead = models.BooleanField(default=False)  # taken in by the office for the unit (代报)

    class Meta:
        ordering = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "id"]),
            models.Index(fields=["task", "state", "id"]),
            models.Index(fields=["period"]),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.submitted_on}"


class Evidence(models.Model):
    """A file that proves a report."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="evidence/%Y/%m")
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class LightSpan(models.Model):
    """A computed light as an event in time; `last` is empty while it lasts. `figures` and `reasons` are those of its first day."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="light_spans")
    colour = models.CharField(max_length=10, blank=True)
    first = models.DateField()
    last = models.DateField(null=True)
    rule = models.TextField(blank=True)
    version = models.CharField(max_length=8)
    figures = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["first", "id"]
        indexes: ClassVar = [models.Index(fields=["first"]), models.Index(fields=["last"])]

    def __str__(self) -> str:
        return f"{self.task_id} {self.colour} {self.first}"


class Override(models.Model):
    """A person's light over the computed one, with reason and end; both stay visible."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="overrides")
    colour = models.CharField(max_length=10)
    reason = models.CharField(max_length=300)
    first = models.DateField()
    last = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.task_id} {self.colour} {self.first}–{self.last}"

    def holds_on(self, day: dt.date) -> bool:
        """Whether it is in force."""
        return self.first <= day <= self.last and (self.lifted_on is None or day < self.lifted_on)


class Request(models.Model):
    """What a unit asks for in a task: a later deadline, another unit, another light. The answer is recorded."""

    class Kind(models.TextChoices):
        """An extension is decided by the leader, the others by the office."""

        EXTENSION = "extension"
        TRANSFER = "transfer"
        APPEAL = "appeal"

    class State(models.TextChoices):
        """Decided once."""

        OPEN = "open"
        GRANTED = "granted"
        REFUSED = "refused"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=500)
    deadline = models.DateField(null=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.task_id}"


class Explanation(models.Model):
    """The written explanation that a yellow or red light asks for (书面说明). Its clock starts with the light, and stops with green."""

    class State(models.TextChoices):
        """`lifted`: the light turned green before it was handed in."""

        DUE = "due"
        HANDED = "handed"
        ACCEPTED = "accepted"
        RETURNED = "returned"
        LIFTED = "lifted"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="explanations")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    colour = models.CharField(max_length=10)
    since = models.DateField()
    due = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.DUE)
    cause = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    promised = models.DateField(null=True)
    handed_on = models.DateField(null=True)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "since"], name="one_explanation_a_turn")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.colour} {self.due}"


class Notice(models.Model):
    """A demand with a deadline, in rising colours (督办通知), or an interview (约谈). Numbered when it is issued."""

    class Kind(models.TextChoices):
        """What it is."""

        NOTICE = "notice"
        INTERVIEW = "interview"

    class State(models.TextChoices):
        """`raised`: the next colour took its place."""

        PROPOSED = "proposed"
        ISSUED = "issued"
        SIGNED = "signed"
        ANSWERED = "answered"
        CLOSED = "closed"
        RAISED = "raised"
        DROPPED = "dropped"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NOTICE)
    colour = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="notices")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="notices")
    explanation = models.ForeignKey(Explanation, null=True, on_delete=models.PROTECT, related_name="notices")
    raises = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="raised_by")
    reason = models.CharField(max_length=500)
    demand = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    proposed_on = models.DateField()
    issued_on = models.DateField(null=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    due = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    close_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "kind", "year", "number"], name="one_notice_a_number")
        ]
        indexes: ClassVar = [models.Index(fields=["state", "due"])]

    def __str__(self) -> str:
        return f"〔{self.year}〕{self.number}号" if self.number else f"#{self.pk}"


class Gathering(models.Model):
    """A pile of filled Excel files that came by message (收表), and what became of each."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    uploaded_on = models.DateField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, default="preview")  # preview, applied, undone
    sheets = models.JSONField(default=list)  # one for each file: name, unit, rows, problems

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
