"""Papers with what was read from them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from duban_web.common.models import Kept


class Paper(Kept):
    """An uploaded paper: the file as it came, its text, the clean text, and what was repaired."""

    class State(models.TextChoices):
        """Reading runs in the background."""

        WAITING = "waiting"
        READ = "read"
        FAILED = "failed"

    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="papers/%Y/%m")
    sha256 = models.CharField(max_length=64, unique=True)
    published = models.DateField(null=True, blank=True)
    region = models.CharField(max_length=40, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    uploaded_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    problem_code = models.CharField(max_length=60, blank=True)
    problem_fields = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    clean_text = models.TextField(blank=True)
    edits = models.JSONField(default=list)
    remnants = models.JSONField(default=list)
    warnings = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class PaperFact(models.Model):
    """One figure as the paper states it. `start` and `end` are in the clean text, `original_start` and `original_end` in the text."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="facts")
    number = models.IntegerField()
    indicator = models.CharField(max_length=120)
    measure = models.CharField(max_length=12)
    value = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=20, blank=True)
    base = models.CharField(max_length=40, blank=True)
    scope = models.CharField(max_length=40, blank=True)
    region = models.CharField(max_length=60, blank=True)
    period = models.CharField(max_length=40, blank=True)
    quote = models.TextField()
    approximate = models.BooleanField(default=False)
    start = models.IntegerField()
    end = models.IntegerField()
    original_start = models.IntegerField()
    original_end = models.IntegerField()
    place = models.CharField(max_length=80, blank=True)
    confidence = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "number"], name="one_fact_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}{self.unit}"


class PaperFinding(models.Model):
    """A relation between figures of a paper that was looked at."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="findings")
    code = models.CharField(max_length=40)
    verdict = models.CharField(max_length=8)
    quote = models.TextField()
    fields = models.JSONField()
    computed = models.CharField(max_length=60)
    stated = models.CharField(max_length=60)
    start = models.IntegerField()
    end = models.IntegerField()

    class Meta:
        ordering = ["id"]
        indexes: ClassVar = [models.Index(fields=["verdict"])]

    def __str__(self) -> str:
        return f"{self.code} {self.verdict}"
