"""The audit trail, which is also the history from which any past day is computed."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One change of one thing: who, when, what it was before and what after. Entries are never changed or deleted."""

    at = models.DateTimeField(auto_now_add=True)
    office_date = models.DateField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    batch = models.BigIntegerField(null=True, db_index=True)
    reverses = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "object_id", "office_date"])]

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.object_id}"
