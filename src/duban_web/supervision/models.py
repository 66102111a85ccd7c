"""Progress reports with evidence, and the lights as they were."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models

from duban_web.campaigns.models import Task
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

    class Meta:
        ordering = ["-id"]
        indexes: ClassVar = [models.Index(fields=["state", "submitted_on"])]

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
