"""Events of the quarterly cycle and of investment promotion; special bonds."""

from decimal import Decimal
from typing import ClassVar

from django.db import models

from duban_web.common.models import Kept
from duban_web.projects.models import Project


class Event(Kept):
    """A step of the quarterly cycle (签约、开工、观摩、考核、通报), or a conference or visit that brings projects."""

    class Kind(models.TextChoices):
        """The five of 五个一, and the two of investment promotion."""

        SIGNING = "signing"
        START = "start"
        TOUR = "tour"
        ASSESSMENT = "assessment"
        CIRCULAR = "circular"
        CONFERENCE = "conference"
        VISIT = "visit"

    kind = models.CharField(max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField(editable=False)
    quarter = models.PositiveSmallIntegerField(editable=False)
    on = models.DateField()
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=80, blank=True)
    branches = models.CharField(max_length=300, blank=True)  # 分会场
    guests = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    held_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["-on", "-id"]
        indexes: ClassVar = [models.Index(fields=["year", "quarter"])]

    def __str__(self) -> str:
        return self.title


class EventProject(models.Model):
    """A project at an event, in its order; on a tour with the marks of those who saw it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="projects")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveSmallIntegerField()
    marks = models.JSONField(default=list)  # [{"by": words, "mark": "92.5"}, …]
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    comment = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "project"], name="once_at_an_event")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.project_id}"


class Bond(models.Model):
    """A special bond for a project: asked for, reviewed, in the reserve, applied for, issued, spent."""

    class Stage(models.TextChoices):
        """谋划, 初审通过, 储备, 申报, 发行, 支出完毕, 未通过."""

        PLANNED = "planned"
        REVIEWED = "reviewed"
        RESERVED = "reserved"
        APPLIED = "applied"
        ISSUED = "issued"
        SPENT = "spent"
        REFUSED = "refused"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="bonds")
    year = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=40, blank=True)
    asked = models.DecimalField(max_digits=14, decimal_places=2)
    rate = models.DecimalField(max_digits=5, decimal_places=3, default=Decimal(3))
    years = models.PositiveSmallIntegerField(default=15)
    income = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    there = models.JSONField(default=list)  # what of the checklist is ready
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.PLANNED, editable=False)
    stage_since = models.DateField(editable=False)
    remark = models.CharField(max_length=300, blank=True)  # of the review
    issued = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    spent = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0), editable=False)

    class Meta:
        ordering = ["-year", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["project", "year"], name="one_bond_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.project_id}"
