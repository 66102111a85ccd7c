"""Issues of the bulletin."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from duban_web.campaigns.models import Campaign
from duban_web.common.models import Kept
from duban_web.people.models import Unit


class Bulletin(Kept):
    """A numbered issue: its date, the figures that it was made from, and the Word file as it stands; `earlier` are the files before.

    `bound` are the numbers of the draft, each with what it measures, `loose` those of the file that come from nowhere, `explained` what was said
    of them, by the words in which they stand.
    """

    class Kind(models.TextChoices):
        """专报, 简报, 通报, 情况反映, 通知, 经济形势分析."""

        REPORT = "report"
        BRIEF = "brief"
        CIRCULAR = "circular"
        SITUATION = "situation"
        NOTICE = "notice"
        ANALYSIS = "analysis"

    class State(models.TextChoices):
        """拟稿 → 核稿 → 签发 → 印发 → 归档."""

        DRAFT = "draft"
        CHECKED = "checked"
        SIGNED = "signed"
        ISSUED = "issued"
        ARCHIVED = "archived"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    number = models.IntegerField()
    on = models.DateField()
    figures = models.JSONField()
    breaks = models.JSONField(default=list)
    file = models.FileField(upload_to="bulletins/%Y/%m")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REPORT)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    bound = models.JSONField(default=list)
    loose = models.JSONField(default=list)
    explained = models.JSONField(default=dict)
    earlier = models.JSONField(default=list)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_on = models.DateField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_on = models.DateField(null=True)
    signed_anyway = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True)
    document_number = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_issue_a_number"),
            models.UniqueConstraint(
                fields=["document_number"],
                condition=~models.Q(document_number=""),
                name="one_issue_a_document_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.number}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("bulletin", args=[self.pk])

    @property
    def unexplained(self) -> list[dict[str, str]]:
        """Figures that come from nowhere, and of which nobody has said whence they are."""
        return [one for one in self.loose if one["quote"] not in self.explained]

    @property
    def is_shown(self) -> bool:
        """Whether it has gone out."""
        return self.state in {self.State.ISSUED, self.State.ARCHIVED}


class Contribution(Kept):
    """What a unit is asked to write for an issue by a day (约稿), and what it wrote; without a unit, the office's own words. `used_in` the issue that took it."""

    class Place(models.TextChoices):
        """The section it stands in: 各单位动态, 会议精神, 重要事项, 典型经验, 外出学习, 访谈."""

        NEWS = "contributions"
        MEETING = "meeting"
        NOTICE = "notice"
        PRACTICE = "practice"
        STUDY = "study"
        INTERVIEW = "interview"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="contributions")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=14, choices=Place, default=Place.NEWS)
    topic = models.CharField(max_length=100)
    due = models.DateField()
    asked_on = models.DateField()
    words = models.TextField(blank=True)
    handed_on = models.DateField(null=True)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    used_in = models.ForeignKey(Bulletin, null=True, on_delete=models.PROTECT, related_name="contributions")

    class Meta:
        ordering = ["due", "id"]

    def __str__(self) -> str:
        return f"{self.unit or self.campaign} {self.topic}"


class Delivery(models.Model):
    """An issue as a unit gets it: when it was sent, who signed for it, and what the unit did, where it is asked to say so (反馈)."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="deliveries")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()
    signed_on = models.DateField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    due = models.DateField(null=True)
    feedback = models.TextField(blank=True)
    feedback_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulletin", "unit"], name="one_delivery_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.bulletin} {self.unit}"


class Template(Kept):
    """The office's own Word template for a kind of issue; the newest holds, the ones before are kept."""

    kind = models.CharField(max_length=10, choices=Bulletin.Kind)
    file = models.FileField(upload_to="templates/%Y/%m")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.kind
