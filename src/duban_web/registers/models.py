"""Registers, their records, and what follows from these."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from duban.registers import Definition, parse_definition
from duban_web.campaigns.models import Task
from duban_web.common.models import Kept
from duban_web.people.models import Unit


class Register(Kept):
    """A register (台账、登记簿) of the office's own making, or from a preset. `source` says all that it is."""

    code = models.CharField(max_length=31, unique=True)
    name = models.CharField(max_length=60)
    pack = models.CharField(max_length=16, blank=True)
    source = models.TextField()
    installed_on = models.DateField()
    token = models.CharField(max_length=32, blank=True)  # of the form without login; "" where there is none
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pack", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def definition(self) -> Definition:
        """What it says, proved."""
        return parse_definition(self.source, code=self.code)


class Record(Kept):
    """A row. `values` are the plain fields as words, `secret` the personal ones, encrypted; `words` is what a search finds."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="records")
    number = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="records")
    on = models.DateField()
    dated = models.DateField()  # the day that it counts for
    state = models.CharField(max_length=31)
    values = models.JSONField(default=dict)
    secret = models.TextField(blank=True)
    words = models.TextField(blank=True)
    due = models.DateField(null=True)
    light = models.CharField(max_length=6, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    sender = models.CharField(
        max_length=16, blank=True
    )  # of the public form: a hash of address and day, against floods
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "number"], name="one_record_a_number")
        ]
        indexes: ClassVar = [
            models.Index(fields=["register", "removed_on", "-id"]),
            models.Index(fields=["register", "state", "-id"]),
            models.Index(fields=["register", "unit", "-id"]),
            models.Index(fields=["due"]),
            models.Index(fields=["register", "sender"]),
        ]

    def __str__(self) -> str:
        return f"{self.register_id}#{self.number}"


class UniqueKey(models.Model):
    """What may stand once in a register, as a keyed hash: so that encrypted values are unique too."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="+")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="keys")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["register", "digest"], name="stands_once")]

    def __str__(self) -> str:
        return self.digest[:8]


class RecordLink(models.Model):
    """A record refers to another (倒查、溯源): followed in both directions."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links")
    field = models.CharField(max_length=31)
    target = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="referred_by")

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "field"], name="one_link_a_field")]

    def __str__(self) -> str:
        return f"{self.record_id} → {self.target_id}"


class RecordStep(models.Model):
    """A move of a record, with its day and words."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(max_length=31)
    state = models.CharField(max_length=31)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.record_id} {self.move}"


class RecordFile(models.Model):
    """A photo or file in a field of a record."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="files")
    field = models.CharField(max_length=31)
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="registers/%Y/%m")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class PassCheck(models.Model):
    """A pass was shown at a gate (卡口查验): when, and what the phone there said. `key` is the phone's own, so that what it sends twice stands once."""

    key = models.UUIDField(unique=True)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="checks")
    gate = models.CharField(max_length=30)
    at = models.DateTimeField()
    said = models.CharField(max_length=7)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        indexes: ClassVar = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.record_id} {self.gate} {self.said}"


class Tally(models.Model):
    """What the records of a unit and a month give a roll-up: kept with every change, so that no page adds up rows. `unit_key` 0 is none."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="tallies")
    code = models.CharField(max_length=31)
    unit_key = models.PositiveIntegerField(default=0)
    month = models.CharField(max_length=7)
    part = models.DecimalField(max_digits=20, decimal_places=4, default=0)
    whole = models.DecimalField(max_digits=20, decimal_places=4, default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "code", "unit_key", "month"], name="one_tally")
        ]

    def __str__(self) -> str:
        return f"{self.register_id} {self.code} {self.month}"


class TaskFigure(models.Model):
    """A figure of a register is the progress of a task; with `own_units` of the records of its lead units alone."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="+")
    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="task_figures")
    rollup = models.CharField(max_length=31)
    own_units = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.task_id} {self.register_id}/{self.rollup}"
