"""Problems and the steps that each went through."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from duban_web.campaigns.models import Campaign, Task
from duban_web.people.models import Leader, Unit


class Problem(models.Model):
    """Something that has to be solved (问题线索、诉求). The route says who solves it, the state how far it is."""

    class Channel(models.TextChoices):
        """How it came: handed down by province or city, on visits, from units or enterprises, inspections, hotline, the web form, meetings."""

        HANDED_DOWN = "handed-down"
        VISIT = "visit"
        REPORTED = "reported"
        ENTERPRISE = "enterprise"
        INSPECTION = "inspection"
        HOTLINE = "hotline"
        WEB = "web"
        MEETING = "meeting"

    class Route(models.TextChoices):
        """交办: a unit of the county answers; 转办: passed to whom it belongs; 联席会议: several departments; 上报: the county government."""

        ASSIGN = "assign"
        TRANSFER = "transfer"
        JOINT = "joint"
        GOVERNMENT = "government"

    class State(models.TextChoices):
        """`checking`: answered, and the one who raised it is asked."""

        RECEIVED = "received"
        ROUTED = "routed"
        ANSWERED = "answered"
        CLOSED = "closed"
        REJECTED = "rejected"
        DUPLICATE = "duplicate"

    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="problems")
    number = models.CharField(max_length=20, unique=True)
    channel = models.CharField(max_length=12, choices=Channel)
    content = models.TextField()
    place = models.CharField(max_length=80, blank=True)
    category = models.CharField(max_length=40, blank=True)
    raised_by = models.CharField(max_length=60, blank=True)
    contact = models.CharField(max_length=60, blank=True)
    firm = models.CharField(max_length=60, blank=True)  # whose problem it is, for those of enterprises
    leader = models.ForeignKey(
        Leader, null=True, blank=True, on_delete=models.PROTECT, related_name="problems"
    )  # who takes it upon himself (包联领导)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)  # 万元 at stake
    people = models.PositiveIntegerField(null=True, blank=True)  # people or households at stake
    is_sensitive = models.BooleanField(default=False)
    received_on = models.DateField()
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="problems")
    sender = models.CharField(
        max_length=16, blank=True
    )  # of the web form: a hash of address and day, against floods
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    route = models.CharField(max_length=10, choices=Route, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="problems")
    routed_on = models.DateField(null=True)
    due = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    asked_back_on = models.DateField(null=True)
    reply = models.TextField(blank=True)  # what was made public about it
    published_on = models.DateField(null=True)
    is_satisfied = models.BooleanField(null=True)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="duplicates")

    class Meta:
        ordering = ["-received_on", "-id"]
        indexes: ClassVar = [models.Index(fields=["state", "due"]), models.Index(fields=["received_on"])]

    def __str__(self) -> str:
        return self.number


class Step(models.Model):
    """What was done with a problem, on which day; any month's account is computed from these."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="steps")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    move = models.CharField(max_length=12)
    route = models.CharField(max_length=10, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # settled in this step
    people = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.move}"
