"""Meetings, agenda items with questions and answers, decisions."""

from typing import ClassVar

from django.db import models

from duban_web.campaigns.models import Campaign, Task
from duban_web.people.models import Leader, Unit
from duban_web.problems.models import Problem


class Meeting(models.Model):
    """A meeting of the leading group, a dispatch, a joint meeting, a kick-off."""

    class Kind(models.TextChoices):
        """What it is."""

        GRILLING = "grilling"
        DISPATCH = "dispatch"
        JOINT = "joint"
        KICKOFF = "kickoff"

    class State(models.TextChoices):
        """Held once its decisions are handed out."""

        PLANNED = "planned"
        HELD = "held"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    on = models.DateField()
    place = models.CharField(max_length=60, blank=True)
    chair = models.ForeignKey(Leader, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    demands = models.TextField(blank=True)  # what the chair asked of all
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)

    class Meta:
        ordering = ["-on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "kind", "number"], name="one_meeting_a_number")
        ]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """Who must answer for what, with the figures in front; question and answer as they fell."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="items")
    problem = models.ForeignKey(Problem, null=True, on_delete=models.PROTECT, related_name="items")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=200)
    figures = models.CharField(max_length=300, blank=True)
    question = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    mark = models.PositiveSmallIntegerField(null=True)  # how well it was answered, 0 to 10

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.topic


class Decision(models.Model):
    """What was decided, by whom it is done and by when. It becomes a task or a problem."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="decisions")
    text = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="decisions")
    problem = models.ForeignKey(Problem, null=True, on_delete=models.PROTECT, related_name="decisions")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
