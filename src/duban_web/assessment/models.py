"""Schemes in versions, rounds with their readings and standings, objections, pledges."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from duban_web.campaigns.models import Campaign
from duban_web.common.models import Kept
from duban_web.people.models import Unit

DIGITS, PLACES = 24, 6


class Scheme(Kept):
    """An assessment scheme (考核方案). From the day on which its period begins a change needs two people and a reason."""

    name = models.CharField(max_length=80, unique=True)
    begins = models.DateField()

    class Meta:
        ordering = ["-begins", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("scheme", args=[self.pk])


class SchemeVersion(models.Model):
    """What a scheme says. In force once made before the period begins, or once a second person has agreed."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    source = models.TextField()
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_on = models.DateField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    in_force_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "number"], name="one_scheme_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.number}"


class Round(Kept):
    """One run of a scheme (考核期). The version is the one in force when it was opened; its results stay as they were computed."""

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft"
        COMPUTED = "computed"
        CHECKED = "checked"
        PUBLICISED = "publicised"
        FINAL = "final"

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="rounds")
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds"
    )
    name = models.CharField(max_length=80)
    period = models.CharField(max_length=40)
    last_day = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, editable=False)
    computed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    computed_on = models.DateField(null=True, editable=False)
    shown_from = models.DateField(null=True, editable=False)
    shown_to = models.DateField(null=True, editable=False)
    final_on = models.DateField(null=True, editable=False)
    token = models.CharField(max_length=40, blank=True, editable=False)
    released_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["-last_day", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "name"], condition=models.Q(removed_on=None), name="one_round_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether readings may still be changed by the office alone."""
        return self.state in {self.State.DRAFT, self.State.COMPUTED}

    @property
    def is_shown(self) -> bool:
        """Whether the units see it."""
        return self.state in {self.State.PUBLICISED, self.State.FINAL}


class Entrant(models.Model):
    """A unit that is assessed in a round, and the group in which it is compared."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="entrants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["group", "unit_id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "unit"], name="one_group_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.group}"


class ItemReading(models.Model):
    """One unit's figures for an item, and where they come from."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="readings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    target = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    past = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    source = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["item", "unit_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "unit", "item"], name="one_reading_an_item")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.unit}"


class Proof(Kept):
    """A file that shows what a mark rests on (佐证材料)."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="proofs")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=40)
    file = models.FileField(upload_to="evidence/%Y/%m")
    name = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Standing(models.Model):
    """What a unit reached in a round, with the points of every item."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="standings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=40, blank=True)
    total = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    place = models.DecimalField(max_digits=8, decimal_places=1)
    before = models.DecimalField(max_digits=8, decimal_places=1, null=True)
    grade = models.CharField(max_length=40, blank=True)
    points = models.JSONField()
    vetoes = models.JSONField(default=list)

    class Meta:
        ordering = ["group", "place", "unit_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "unit"], name="one_standing_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.total}"


class Objection(models.Model):
    """What a unit says against its points while the round is publicised, and the answer."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="objections")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=40)
    words = models.TextField()
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    raised_on = models.DateField()
    is_upheld = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.item}"


class Follow(models.Model):
    """What a place or grade brings: a speech with what was pledged, or a reward; kept or paid, or not yet."""

    class Kind(models.TextChoices):
        """Speech of the first, speech of the last, reward."""

        MODEL = "model"
        PLEDGE = "pledge"
        REWARD = "reward"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="follows")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    what = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind}"


class Commendation(Kept):
    """A list of people, units or firms to be commended or paid (表彰, 记功, 奖励兑现): drawn up, publicised, awarded."""

    class State(models.TextChoices):
        """初步确定 → 公示 → 公布."""

        DRAFT = "draft"
        PUBLICISED = "publicised"
        AWARDED = "awarded"

    name = models.CharField(max_length=100)
    basis = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, editable=False)
    shown_from = models.DateField(null=True, editable=False)
    shown_to = models.DateField(null=True, editable=False)
    awarded_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("commendation", args=[self.pk])


class Nominee(models.Model):
    """Who is to be commended, for what, with which award; struck with a reason where an objection was right; `paid_on` where money goes with it."""

    commendation = models.ForeignKey(Commendation, on_delete=models.PROTECT, related_name="nominees")
    name = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deeds = models.CharField(max_length=500)
    award = models.CharField(max_length=100)
    objection = models.CharField(max_length=500, blank=True)
    struck_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["commendation", "name", "unit"], name="one_nomination_a_name")
        ]

    def __str__(self) -> str:
        return self.name
