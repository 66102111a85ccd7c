"""The ledger as an Excel file."""

from collections.abc import Iterable

from duban_files.ledger_file import LedgerLine, write_ledger
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.common.language import say
from duban_web.common.reasons import reason_words


def export_ledger(campaign: Campaign, tasks: Iterable[Task]) -> bytes:
    """What the page shows, with coloured lights; it can be imported again."""
    return write_ledger(
        say("ledger.file_title", campaign=campaign.name, year=campaign.start.year),
        [_line(task) for task in tasks],
    )


def _line(task: Task) -> LedgerLine:
    given = list(task.assignments.all())

    def named(part: str) -> str:
        return "、".join(a.unit.name if a.unit else str(a.leader) for a in given if a.part == part)

    span = next((s for s in task.light_spans.all() if s.last is None), None) if task.light else None
    why = "；".join(reason_words(span.reasons)) if span else ""
    cells = (
        task.no, task.title, named(Assignment.Part.LEADER), named(Assignment.Part.LEAD), named(Assignment.Part.UNIT),
        task.start.isoformat() if task.start else "", task.deadline_text or (task.deadline.isoformat() if task.deadline else ""),
        f"{task.progress.normalize():f}%", task.status, say(f"light.{task.light}") if task.light else say(f"state.{task.state}"), why, task.note,
    )  # fmt: skip
    return LedgerLine(cells, task.light, task.group)
