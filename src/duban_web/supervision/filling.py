"""Many reports at once, from one page or one Excel file: every row read, proved, and saved or refused by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.files.base import File
from django.db import transaction

from duban.text.width import half_width
from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Campaign, Task
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.language import language, say
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.supervision import operations, queries
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import ProgressReport

YES, NO = {"是", "受阻", "√", "有", "y", "yes", "1", "on"}, {"", "否", "无", "×", "n", "no", "0"}
HUNDRED = Decimal(100)


@dataclass(slots=True)
class Row:
    """A row as typed, the task that it belongs to, and what is wrong with it. `row` is its number in the file, 0 on the page."""

    task: Task
    percent: str = ""
    reached: str = ""
    blocked: str = ""
    text: str = ""
    row: int = 0
    problems: list[str] = field(default_factory=list)
    files: Sequence[File[Any]] = ()

    @classmethod
    def of(cls, task: Task, cells: Mapping[str, str], *, row: int = 0) -> Row:
        """From the words of a page or a file: percent, reached, blocked, text."""
        percent, reached, blocked, text = (
            cells.get(name, "") for name in ("percent", "reached", "blocked", "text")
        )
        return cls(task, percent, reached, blocked, text, row)

    @property
    def is_blocked(self) -> bool:
        """Whether it says that the task is blocked."""
        return self.blocked.strip().lower() in YES

    def told(self) -> operations.Told | None:
        """The report that it stands for, or None with the problems noted."""
        percent = self._number(self.percent, "report.percent")
        reached = self._number(self.reached, "report.reached")
        if self.blocked.strip().lower() not in YES | NO:
            self.problems.append(say("fill.yes_no", value=self.blocked))
        if percent is not None and 0 < percent < 1 and "." in self.percent:
            self.problems.append(
                say("fill.fraction", value=self.percent, meant=f"{(percent * 100).normalize():f}")
            )
        if percent is None and not (reached is not None and self.task.target_value) and not self.problems:
            self.problems.append(say("fill.no_percent"))
        if self.problems:
            return None
        return operations.Told(percent or Decimal(0), self.text, self.is_blocked, reached, (), self.files)

    def _number(self, words: str, label: str) -> Decimal | None:
        plain = half_width(words).replace(",", "").strip().removesuffix("%").strip()
        if not plain:
            return None
        try:
            number = Decimal(plain)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number < 0:
            self.problems.append(say("fill.no_number", label=say(label), value=words))
            return None
        return number


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the rows."""

    sent: Sequence[ProgressReport]
    same: int
    refused: Sequence[Row]


def fill(user: User, campaign: Campaign, rows: Sequence[Row], *, instead: bool = False, batch: int | None = None) -> Filled:  # fmt: skip
    """Save every row that is right; the others come back with their problems. A row that says what stands already is not sent again."""
    sent: list[ProgressReport] = []
    same, refused = 0, []
    with transaction.atomic():
        for row in rows:
            told = row.told()
            if told is None:
                refused.append(row)
            elif _stands(row.task, told):
                same += 1
            else:
                try:
                    with transaction.atomic():
                        sent.append(
                            operations.submit_report(
                                user, row.task, told, instead=instead, batch=batch, compute=False
                            )
                        )
                except Refused as problem:
                    row.problems.append(problem.sentence(language()))
                    refused.append(row)
        if sent:
            refresh(campaign, tasks=[report.task for report in sent])
    return Filled(sent, same, refused)


def _stands(task: Task, told: operations.Told) -> bool:
    """Whether the last report of today already says just this."""
    last = ProgressReport.objects.filter(task=task, undone_on=None, submitted_on=today()).first()
    if last is None or told.files or last.state == ProgressReport.State.RETURNED:
        return False
    same_quantity = told.reached is None or told.reached == last.reached_value
    same_percent = (told.reached is not None and bool(task.target_value)) or told.percent == last.percent
    return same_quantity and same_percent and told.blocked == last.blocked and told.text.strip() == last.text


@transaction.atomic
def take_back(user: User, reports: Sequence[ProgressReport]) -> int:
    """Take back what was sent and nobody has decided on.

    Raises:
        NotYours: a report of another unit.
        Changed: one of them is decided already.
    """
    for report in reports:
        if not queries.may_report(user, report.task):
            raise NotYours("not-your-task")
        fresh = ProgressReport.objects.filter(
            pk=report.pk, state=ProgressReport.State.SUBMITTED, undone_on=None
        )
        if not fresh.update(undone_on=today()):
            raise Changed("report-decided")
        record(user, "undo", Subject("report", report.pk, report.task.title), before=None, after=None)
    for campaign in {report.task.campaign for report in reports}:
        refresh(campaign, tasks=[r.task for r in reports if r.task.campaign_id == campaign.pk])
    return len(reports)


def rows_from(tasks: Mapping[int, Task], typed: Mapping[str, str]) -> list[Row]:
    """The rows of the page: `percent-12`, `text-12` … for every task ticked as `send-12`."""
    names = ("percent", "reached", "blocked", "text")
    return [
        Row.of(task, {name: typed.get(f"{name}-{key}", "") for name in names})
        for key, task in tasks.items()
        if typed.get(f"send-{key}")
    ]
