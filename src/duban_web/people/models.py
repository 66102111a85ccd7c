"""Units, leaders, accounts, deputies, and where a person stood when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from duban_web.common.access import ADMINISTRATORS, ROLE_RIGHTS, Right, Role
from duban_web.common.models import Kept
from duban_web.common.office import today


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

    @classmethod
    def below(cls, keys: Iterable[int]) -> frozenset[int]:
        """These units and all that stand below them."""
        found = level = set(keys)
        while level:
            level = (
                set(cls.objects.filter(parent_id__in=level).order_by().values_list("pk", flat=True)) - found
            )
            found = found | level
        return frozenset(found)


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
    """An account. What it may do follows from its one role, see rights.py; so nobody holds two of the three administrators."""

    Role = Role

    role = models.CharField(
        max_length=10, choices=[(r.value, r.value) for r in Role], default=Role.LIAISON, blank=True
    )
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT)
    leader = models.ForeignKey(Leader, null=True, blank=True, on_delete=models.PROTECT, related_name="users")
    display_name = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    must_change = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["role", "username"]

    def __str__(self) -> str:
        return self.display_name or self.username

    def may(self, right: Right) -> bool:
        """Whether the role, or that of somebody whose deputy the person is today, has the right."""
        if right in ROLE_RIGHTS[Role(self.role)]:
            return True
        return any(right in ROLE_RIGHTS[Role(one.role)] for one in self.principals)

    @property
    def is_office(self) -> bool:
        """Whether the person does the work of the leading-group office today."""
        return self.may(Right.KEEP)

    @property
    def principals(self) -> list[User]:
        """The people whose deputy the person is today; administrators have no deputies."""
        if getattr(self, "is_deputy", True) is False:  # comes with the person of a session
            return []
        known: list[User] | None = self.__dict__.get("_principals")
        if known is None:
            on = today()
            standing = Deputy.objects.filter(deputy=self, first__lte=on, last__gte=on, person__is_active=True)
            people = [one.person for one in standing.select_related("person")]
            known = self.__dict__["_principals"] = [one for one in people if one.role not in ADMINISTRATORS]
        return known

    @property
    def unit_ids(self) -> frozenset[int]:
        """The own unit, those below it, and those of the people whose deputy the person is."""
        known: frozenset[int] | None = self.__dict__.get("_unit_ids")
        if known is None:
            mine = [one.unit_id for one in (self, *self.principals) if one.unit_id]
            is_alone = getattr(self, "has_below", True) is False and not self.principals
            known = self.__dict__["_unit_ids"] = frozenset(mine) if is_alone else Unit.below(mine)
        return known

    @property
    def leader_ids(self) -> frozenset[int]:
        """The leader that the person is, or stands in for."""
        return frozenset(one.leader_id for one in (self, *self.principals) if one.leader_id)


class Deputy(models.Model):
    """Who stands in for whom while on leave, both days counted."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stands_in")
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ["-first", "id"]

    def __str__(self) -> str:
        return f"{self.person} → {self.deputy} {self.first}–{self.last}"


class Posting(models.Model):
    """Where a person stood from when to when; a person who moves keeps the history."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="postings")
    role = models.CharField(max_length=10, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    title = models.CharField(max_length=40, blank=True)
    first = models.DateField()
    last = models.DateField(null=True)

    class Meta:
        ordering = ["-first", "-id"]

    def __str__(self) -> str:
        return f"{self.user} {self.unit or ''} {self.first}"


class ApiKey(models.Model):
    """With it another system acts as a person, with that person's rights and no more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    used_on = models.DateField(null=True)
    revoked_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
