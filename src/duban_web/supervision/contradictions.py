"""What a report's own words say against its percentage, and against the report before it. Both the unit and the office see it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from duban.facts import Context, Fact, read
from duban.facts.model import Measure
from duban_web.campaigns.models import Task
from duban_web.common.language import say
from duban_web.supervision.models import ProgressReport

NEAR = Decimal(5)
WHOLE_WORDS = ("全部完成", "已完工", "圆满完成", "已全部完工")
DONE_AT = Decimal(95)
PLANNED = re.compile("预计|计划|力争|目标|拟|将")
PROGRESS = ("完成", "进度", "工程量", "总量", "形象")


@dataclass(frozen=True, slots=True)
class Doubted:
    """A report and what speaks against it, as sentences."""

    report: ProgressReport
    doubts: Sequence[str]


def with_doubts(task: Task, reports: Sequence[ProgressReport]) -> list[Doubted]:
    """Newest first, as they come; each is held against the one before it. Only those not decided yet are read."""
    earlier = [*reports[1:], None][: len(reports)]
    return [
        Doubted(one, _doubts(task, one, before) if one.state == ProgressReport.State.SUBMITTED else ())
        for one, before in zip(reports, earlier, strict=True)
    ]


def doubts_of(report: ProgressReport) -> list[str]:
    """What speaks against one report."""
    return list(doubted([report])[0].doubts)


def doubted(reports: Sequence[ProgressReport]) -> list[Doubted]:
    """Reports of different tasks, each held against the one before it; two queries for any number."""
    earlier: dict[int, list[ProgressReport]] = {}
    standing = ProgressReport.objects.filter(task__in=[r.task_id for r in reports], undone_on=None)
    for one in standing.exclude(state=ProgressReport.State.RETURNED).order_by("id"):
        earlier.setdefault(one.task_id, []).append(one)
    found = []
    for report in reports:
        before = [one for one in earlier.get(report.task_id, []) if one.pk < report.pk]
        found.append(Doubted(report, _doubts(report.task, report, before[-1] if before else None)))
    return found


def _doubts(task: Task, report: ProgressReport, before: ProgressReport | None) -> list[str]:
    found, said = [], report.percent
    facts = [fact for fact in _facts(report) if not PLANNED.search(fact.quote)]
    progress = [fact for fact in facts if _is_progress(fact)]
    if len(progress) == 1 and abs(progress[0].value - said) > NEAR:
        found.append(say("doubt.percent", quote=progress[0].quote, said=f"{said.normalize():f}"))
    reached = report.reached_value
    other = next(
        (f for f in facts if reached is not None and _is_reached(f, task) and f.value != reached), None
    )
    if other is not None and reached is not None:
        found.append(
            say("doubt.reached", quote=other.quote, said=f"{reached.normalize():f}{task.target_unit}")
        )
    if any(words in report.text for words in WHOLE_WORDS) and said < DONE_AT:
        found.append(say("doubt.whole", said=f"{said.normalize():f}"))
    if before is not None and said < before.percent:
        found.append(
            say(
                "doubt.fell",
                said=f"{said.normalize():f}",
                before=f"{before.percent.normalize():f}",
                on=before.submitted_on,
            )
        )
    return found


def _facts(report: ProgressReport) -> list[Fact]:
    if not any(sign.isdigit() for sign in report.text) and "分之" not in report.text:
        return []
    return list(read(report.text, context=Context(published=report.submitted_on)).facts)


def _is_progress(fact: Fact) -> bool:
    """A share or rate in percent that speaks of the work itself."""
    is_share = fact.unit == "%" and fact.measure in {Measure.RATE, Measure.SHARE}
    return is_share and any(word in fact.indicator + fact.quote for word in PROGRESS)


def _is_reached(fact: Fact, task: Task) -> bool:
    """The quantity of the task itself: its unit of measure, and words of its target."""
    if (
        not task.target_unit
        or fact.unit != task.target_unit
        or fact.measure not in {Measure.VALUE, Measure.COUNT}
    ):
        return False
    return bool(task.target) and "累计" in fact.quote and task.target[:2] in fact.quote
