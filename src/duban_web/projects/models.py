"""A project and what belongs to it."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from duban.projects import Clock, kinds, stages
from duban.projects import Pause as Stop
from duban_web.common.models import Kept
from duban_web.people.models import Leader, Unit
from duban_web.problems.models import Problem


class Project(Kept):
    """An investment project (重点项目). Amounts are 万元; what the year brings stands in `years` and `months`."""

    class Level(models.TextChoices):
        """On whose list it stands: no list, the county's, the city's, the province's, the state's."""

        NONE = "", ""
        COUNTY = "county", "county"
        CITY = "city", "city"
        PROVINCE = "province", "province"
        STATE = "state", "state"

    name = models.CharField(max_length=120)
    investor = models.CharField(max_length=120, blank=True)
    origin = models.CharField(
        max_length=40, blank=True
    )  # where the investor comes from: a province, a country
    kind = models.CharField(max_length=16, choices=[(k.code, k.code) for k in kinds()])
    level = models.CharField(max_length=8, choices=Level, blank=True)
    chain = models.CharField(max_length=40, blank=True)  # the industrial chain that it extends
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="projects")
    town = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="local_projects"
    )
    place = models.CharField(max_length=80, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    content = models.TextField(blank=True)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    leader = models.ForeignKey(
        Leader, null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    team = models.CharField(max_length=120, blank=True)  # 服务专班
    helper = models.CharField(max_length=60, blank=True)  # 帮办代办员
    land = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)  # 亩
    energy = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)  # tce a year
    output = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)  # expected a year
    tax = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)  # expected a year
    jobs = models.PositiveIntegerField(null=True, blank=True)
    probability = models.PositiveSmallIntegerField(null=True, blank=True)  # of signing, in percent
    expected_signing = models.DateField(null=True, blank=True)
    planned_start = models.DateField(null=True, blank=True)
    planned_end = models.DateField(null=True, blank=True)
    expected_output = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    listed_on = models.DateField(null=True, blank=True)  # 入库: entered in the statistics
    output_on = models.DateField(null=True, blank=True)  # the first product, the first use
    is_blocked = models.BooleanField(default=False)
    difficulty = models.CharField(max_length=300, blank=True)
    stage = models.CharField(
        max_length=12, choices=[(s.code, s.code) for s in stages()], default=stages()[0].code
    )
    stage_since = models.DateField(editable=False)
    light = models.CharField(max_length=6, blank=True, editable=False)
    light_since = models.DateField(null=True, editable=False)
    light_reasons = models.JSONField(default=list, editable=False)
    process_days = models.PositiveIntegerField(
        null=True, editable=False
    )  # 全流程: once all is there for the start
    process_done_on = models.DateField(null=True, editable=False)
    problems = models.ManyToManyField(Problem, related_name="projects", editable=False)

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(removed_on=None), name="one_project_of_a_name"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["stage", "id"])]

    def __str__(self) -> str:
        return self.name

    @property
    def funding(self) -> str:
        """Who pays: `enterprise` or `government`."""
        return next(kind.funding for kind in kinds() if kind.code == self.kind)


class Move(models.Model):
    """A project came to a stage on a day; what was missing and let pass, and why."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="moves")
    stage = models.CharField(max_length=12)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    missing = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.project_id} {self.stage} {self.on}"


class Phase(models.Model):
    """A part of a project that is built by itself (一期、二期)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(max_length=40)
    content = models.CharField(max_length=300, blank=True)
    total = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Year(models.Model):
    """The plan of a year: so much to be invested, what is to be seen at its end (形象进度)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    plan = models.DecimalField(max_digits=14, decimal_places=2)
    aim = models.CharField(max_length=300, blank=True)
    is_new = models.BooleanField(default=True)  # 新建 or 续建

    class Meta:
        ordering = ["year"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["project", "year"], name="one_plan_a_year")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.year}"


class Month(models.Model):
    """A month of a project: planned and invested in it (not since January), and how far the works are to be seen."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="months")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    planned = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    done = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    image = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)  # percent of the works
    note = models.CharField(max_length=500, blank=True)
    reported_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["year", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "year", "number"], name="one_month_once")
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.year}-{self.number}"


class Procedure(models.Model):
    """An approval of a project: what it needs, its days, and how far it is."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="procedures")
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=60)
    authority = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="procedures")
    law = models.CharField(max_length=80, blank=True)
    legal = models.PositiveSmallIntegerField()
    promised = models.PositiveSmallIntegerField()
    after = models.JSONField(default=list)
    before = models.CharField(max_length=5)  # start, use
    is_deferrable = models.BooleanField(default=False)
    is_promisable = models.BooleanField(default=False)
    applied_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True)
    lacking = models.CharField(max_length=200, blank=True)  # 容缺: papers that may follow
    lacking_due = models.DateField(null=True, blank=True)
    supplied_on = models.DateField(null=True, blank=True)
    promise = models.CharField(max_length=200, blank=True)  # 承诺: what is promised instead of the approval
    promised_on = models.DateField(null=True, blank=True)
    promise_due = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, editable=False)  # when the clock runs out as things stand
    used = models.PositiveSmallIntegerField(null=True, editable=False)  # working days, once it is done

    class Meta:
        ordering = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "code"], name="one_procedure_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "done_on"]),
            models.Index(fields=["done_on", "due"]),
            # all that the page of approvals adds up, so that it reads no rows
            models.Index(
                fields=["authority", "project", "done_on", "accepted_on", "due", "used", "promised"],
                name="approvals_by_authority",
            ),
            models.Index(fields=["promise_due"], condition=~Q(promise_due=None), name="promises_by_day"),
            models.Index(fields=["lacking_due"], condition=~Q(lacking_due=None), name="papers_by_day"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def clock(self) -> Clock:
        """Its clock by the promised days."""
        stops = tuple(Stop(one.first, one.last) for one in self.pauses.all())
        return Clock(self.promised, self.accepted_on, self.done_on, stops)

    @property
    def is_there(self) -> bool:
        """Done, or promised where a promise is enough."""
        return self.done_on is not None or self.promised_on is not None

    def is_broken(self, day: dt.date) -> bool:
        """A promise whose day is over without the approval, or papers that did not follow in time."""
        is_promise_over = self.promise_due is not None and self.promise_due < day and self.done_on is None
        is_lack_over = self.lacking_due is not None and self.lacking_due < day and self.supplied_on is None
        return is_promise_over or is_lack_over


class Pause(models.Model):
    """The clock of a procedure stood while papers were missing (补正)."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="pauses")
    first = models.DateField()
    last = models.DateField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["first", "id"]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.first}"


class Agreement(models.Model):
    """What was signed (投资建设协议), and what it obliges whom to do by when."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="agreements")
    title = models.CharField(max_length=120)
    number = models.CharField(max_length=40, blank=True)
    parties = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    signed_on = models.DateField()
    obligation = models.CharField(max_length=300, blank=True)
    due = models.DateField(null=True, blank=True)
    met_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["signed_on", "id"]

    def __str__(self) -> str:
        return self.title


class Contact(models.Model):
    """A talk with an investor, on the spot or online, and the next step (拜访、线上对接)."""

    class Channel(models.TextChoices):
        """How."""

        VISIT = "visit"
        RECEIVED = "received"
        ONLINE = "online"
        PHONE = "phone"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contacts")
    on = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel)
    who = models.CharField(max_length=80)
    words = models.CharField(max_length=500)
    next_step = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.on} {self.who}"


class Picture(models.Model):
    """A photo of the works, always from the same spot, so that two days can be compared."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pictures")
    spot = models.CharField(max_length=40)
    on = models.DateField()
    caption = models.CharField(max_length=120, blank=True)
    file = models.FileField(upload_to="projects/%Y/%m")
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["spot", "on", "id"]

    def __str__(self) -> str:
        return f"{self.spot} {self.on}"
