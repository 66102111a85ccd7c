"""Papers with what was read from them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from duban_web.common.models import Kept
from duban_web.indicators.models import Observation


class Pile(Kept):
    """Papers that came together: a zip, an inbox folder, several files at once.

    `results`: for each file its name, what became of it (`new`, `known`, `refused`), the paper, and for a refusal code and fields.
    """

    name = models.CharField(max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    uploaded_on = models.DateField()
    results = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class Paper(Kept):
    """An uploaded paper: the file as it came, its text, the clean text, and what was repaired."""

    class State(models.TextChoices):
        """Reading runs in the background."""

        WAITING = "waiting"
        READ = "read"
        FAILED = "failed"

    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="papers/%Y/%m")
    sha256 = models.CharField(max_length=64, db_index=True)
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
    pile = models.ForeignKey(Pile, null=True, on_delete=models.PROTECT, related_name="papers")
    part = models.IntegerField(default=0)  # of a file that holds several papers: 1, 2 …
    part_start = models.IntegerField(default=0)
    part_end = models.IntegerField(default=0)
    pages = models.FileField(upload_to="pages/%Y/%m", blank=True)  # a PDF, or a Word file as one, to look at

    class Meta:
        ordering = ["-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["sha256", "part"], name="one_paper_a_part")]

    @property
    def is_web_page(self) -> bool:
        """Whether the file can be shown as a page of the web."""
        return self.name.lower().endswith((".html", ".htm", ".shtml", ".xhtml"))

    def __str__(self) -> str:
        return self.name


class PaperFact(models.Model):
    """One figure as the paper states it, and what a person decided about it.

    `start` and `end` are in the clean text, `original_start` and `original_end` in the text. `read_as` keeps what the machine read where
    a person corrected it.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        ACCEPTED = "accepted"
        REJECTED = "rejected"

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
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True)
    observation = models.ForeignKey(Observation, null=True, on_delete=models.PROTECT, related_name="facts")
    read_as = models.JSONField(null=True)

    class Meta:
        ordering = ["number"]
        indexes: ClassVar = [models.Index(fields=["paper", "state"])]
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
    figures = models.JSONField(default=list)  # where the figures that it is about begin

    class Meta:
        ordering = ["id"]
        indexes: ClassVar = [models.Index(fields=["verdict"])]

    def __str__(self) -> str:
        return f"{self.code} {self.verdict}"
