"""Issues of the bulletin."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from duban_web.campaigns.models import Campaign
from duban_web.common.models import Kept


class Bulletin(Kept):
    """A numbered issue: its date, the figures that it was made from, and the Word file as it was."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    number = models.IntegerField()
    on = models.DateField()
    figures = models.JSONField()
    breaks = models.JSONField(default=list)
    file = models.FileField(upload_to="bulletins/%Y/%m")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_issue_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.number}"
