"""Units, leaders, accounts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from duban_web.common.models import Kept


class Unit(Kept):
    """A county, department, township, zone or enterprise. `aliases`: other names, one a line; a collective stands for many."""

    class Kind(models.TextChoices):
        """What it is."""

        DEPARTMENT = "department"
        TOWN = "town"
        COLLECTIVE = "collective"

    name = models.CharField(max_length=60, unique=True)
    short_name = models.CharField(max_length=30, blank=True)
    aliases = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DEPARTMENT)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return self.short_name or self.name

    def names(self) -> list[str]:
        """All names under which papers know it."""
        others = (name.strip() for name in (self.short_name, *self.aliases.split("\n")))
        return list(dict.fromkeys([self.name, *filter(None, others)]))


class Leader(Kept):
    """A county leader who answers for tasks."""

    name = models.CharField(max_length=20)
    post = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["name"], name="one_leader_a_name")]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """An account. An office account sees and changes all; a liaison's only what is of the own unit."""

    class Role(models.TextChoices):
        """What the person may do."""

        OFFICE = "office"
        LIAISON = "liaison"

    role = models.CharField(max_length=10, choices=Role, default=Role.LIAISON)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    display_name = models.CharField(max_length=20, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["role", "username"]

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def is_office(self) -> bool:
        """Whether the person works in the leading-group office."""
        return self.role == self.Role.OFFICE
