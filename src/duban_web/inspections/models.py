"""Draws, inspections, what was found, photos."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from duban_web.campaigns.models import Campaign, Task
from duban_web.common.models import Kept
from duban_web.people.models import Leader, Unit
from duban_web.problems.models import Problem
from duban_web.supervision.models import Notice


class Site(Kept):
    """A place that is graded by risk (重点单位): who answers for it, its score and colour, when it was checked and is to be checked again."""

    name = models.CharField(max_length=80, unique=True)
    industry = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=80, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sites")
    person = models.CharField(max_length=40, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=1)
    factors = models.CharField(max_length=300, blank=True)
    colour = models.CharField(max_length=6, editable=False)
    registered_on = models.DateField(editable=False)
    last_check = models.DateField(null=True, editable=False)
    next_check = models.DateField(editable=False)

    class Meta:
        ordering = ["next_check", "id"]

    def __str__(self) -> str:
        return self.name


class Draw(models.Model):
    """A draw of tasks or graded places and inspectors (双随机): the seed and both pools are kept, so that anybody can draw again."""

    class Of(models.TextChoices):
        """What is drawn."""

        TASKS = "tasks"
        SITES = "sites"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="draws")
    seed = models.CharField(max_length=64)
    of = models.CharField(max_length=5, choices=Of, default=Of.TASKS)
    pool = models.JSONField()  # [[key of a task or place, weight], …]
    inspectors = models.JSONField()  # [key of a user, …]
    count = models.PositiveSmallIntegerField()
    a_visit = models.PositiveSmallIntegerField(default=2)  # inspectors for each visit
    drawn = models.JSONField()  # [[task or place, [inspectors]], …] in the order of the draw
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.on} {self.seed}"


class Inspection(models.Model):
    """A visit without notice (不打招呼、直奔现场): the task looked at, who went, what was found."""

    class State(models.TextChoices):
        """Planned until somebody has been there."""

        PLANNED = "planned"
        DONE = "done"
        DROPPED = "dropped"

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="inspections")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="inspections")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="inspections")
    draw = models.ForeignKey(Draw, null=True, on_delete=models.PROTECT, related_name="inspections")
    revisits = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="revisited_by")
    place = models.CharField(max_length=80, blank=True)
    leader = models.ForeignKey(Leader, null=True, on_delete=models.PROTECT, related_name="+")
    inspectors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="inspections")
    planned_for = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    visited_on = models.DateField(null=True)
    summary = models.TextField(blank=True)
    progress_seen = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    token = models.CharField(max_length=40, blank=True)  # of the phone's form: sent twice, it is kept once

    class Meta:
        ordering = ["-planned_for", "-id"]

    def __str__(self) -> str:
        return f"{self.planned_for} {self.task or self.place}"


class Finding(models.Model):
    """One thing found on a visit, and what became of it: a notice, a problem, or solved on the spot (现场办公解决)."""

    class Outcome(models.TextChoices):
        """`good`: something to praise, nothing to follow up."""

        SOLVED = "solved"
        NOTICE = "notice"
        PROBLEM = "problem"
        GOOD = "good"

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    text = models.CharField(max_length=500)
    outcome = models.CharField(max_length=8, choices=Outcome)
    measure = models.CharField(max_length=300, blank=True)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="findings")
    problem = models.ForeignKey(Problem, null=True, on_delete=models.PROTECT, related_name="findings")
    checked_on = models.DateField(null=True)  # on the return visit
    is_mended = models.BooleanField(null=True)

    class Meta:
        ordering = ["id"]
        indexes: ClassVar = [models.Index(fields=["outcome"])]

    def __str__(self) -> str:
        return self.text


class Photo(models.Model):
    """A picture from the site, with the time and place that the phone gave."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="photos")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="inspections/%Y/%m")
    sha256 = models.CharField(max_length=64)
    taken_at = models.DateTimeField(null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
