"""Accepted figures, and the office's own words for indicators."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from duban_web.common.models import Kept
from duban_web.people.models import Unit


class Observation(Kept):
    """One value of one indicator for a region and a period, as the office accepted it. The papers' facts that say it point here.

    `source` says whence one is that no paper states. An estimate (预计数) gives way to the final figure without a word.
    """

    indicator = models.CharField(max_length=120)
    measure = models.CharField(max_length=12)
    base = models.CharField(max_length=40, blank=True)
    scope = models.CharField(max_length=40, blank=True)
    region = models.CharField(max_length=60)
    period = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=20, blank=True)
    approximate = models.BooleanField(default=False)
    is_estimate = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_on = models.DateField()

    class Meta:
        ordering = ["indicator", "measure", "region", "-period"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "measure", "base", "scope", "region", "period"],
                condition=models.Q(removed_on=None),
                name="one_value_a_place_and_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value.normalize():f}{self.unit}"


class Alias(models.Model):
    """A word of the office's papers that means an indicator: learned from a correction, used in every later reading."""

    words = models.CharField(max_length=120, unique=True)
    indicator = models.CharField(max_length=120)
    learned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    learned_on = models.DateField()

    class Meta:
        ordering = ["words"]

    def __str__(self) -> str:
        return f"{self.words} → {self.indicator}"


class Remark(models.Model):
    """Why a figure that does not fit others may stand. `doubts` are the relations with their figures: it holds as long as those are the same."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="remarks")
    doubts = models.JSONField()
    words = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.observation}: {self.words}"


class YearTarget(Kept):
    """What a region is to reach in a year, as it was handed down or decided."""

    indicator = models.CharField(max_length=120)
    region = models.CharField(max_length=60)
    year = models.IntegerField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    unit = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-year", "region", "indicator"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "region", "year"],
                condition=models.Q(removed_on=None),
                name="one_target_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.indicator} {self.year}"


class PeerGroup(Kept):
    """Regions that are held against each other: similar counties, the neighbours."""

    name = models.CharField(max_length=60, unique=True)
    regions = models.JSONField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RegionMap(Kept):
    """The office's own map: GeoJSON, each shape with the name of its region; the newest holds."""

    shapes = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.on}"


class WeakPoint(Kept):
    """What is done about an indicator in which a region lags (短板): cause, measure, who answers, by when."""

    indicator = models.CharField(max_length=120)
    region = models.CharField(max_length=60)
    cause = models.CharField(max_length=300)
    remedy = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    done_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due", "id"]

    def __str__(self) -> str:
        return f"{self.region} {self.indicator}"
