"""The slip of a matter: where it came from, what was asked, when an answer goes back up."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from duban_web.campaigns.models import Campaign, Task
from duban_web.people.models import Unit


class Matter(models.Model):
    """One matter, one slip (一事一单). Its task carries owner, clocks, light and closing as any other."""

    class Kind(models.TextChoices):
        """批示件, 上级交办件, 常务会议定事项, 上级文件, 调研报告 (each suggestion a slip: withdrawn, it was not adopted)."""

        INSTRUCTION = "instruction"
        HANDED_DOWN = "handed-down"
        EXECUTIVE = "executive"
        DOCUMENT = "document"
        SURVEY = "survey"

    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="matter")
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.CharField(max_length=40, blank=True)  # of the paper that it came with: 县政批〔2020〕15号
    source = models.CharField(max_length=60)  # who sent or signed it
    received_on = models.DateField()
    instruction = models.TextField()
    feedback_due = models.DateField(null=True)
    feedback = models.TextField(blank=True)
    fed_back_on = models.DateField(null=True)
    file = models.FileField(upload_to="matters/%Y/%m", blank=True)
    file_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-received_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "source", "number", "task"], name="one_slip_a_task")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}".strip()


class UnitPlan(models.Model):
    """A unit's own action plan for a campaign (具体行动方案): which of its tasks it takes over, and what it adds of its own.

    Each hand-in is a row; the last one counts. `items`: [{"title", "deadline" (ISO or empty), "task" (key or null: the unit's own)}, …].
    """

    class State(models.TextChoices):
        """Approved or returned by the office."""

        HANDED = "handed"
        APPROVED = "approved"
        RETURNED = "returned"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="unit_plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    items = models.JSONField()
    file = models.FileField(upload_to="plans/%Y/%m")
    file_name = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=State, default=State.HANDED)
    handed_on = models.DateField()
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.handed_on}"
