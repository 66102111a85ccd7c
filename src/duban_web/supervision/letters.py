"""Official papers from data: responsibility letter, notice, written explanation."""

from duban_files.letter import Letter, write_letter
from duban_files.official import Rows
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.supervision.models import Explanation, Notice

STEP_WIDTHS = (1.6, 8.0, 3.4, 2.6)


def issuer_of(campaign: Campaign) -> str:
    """Who signs."""
    return campaign.office_name or say("bulletin.issuer", campaign=campaign.name)


def _names(task: Task, part: str) -> str:
    given = [a for a in task.assignments.select_related("unit", "leader") if a.part == part]
    return "、".join(a.unit.name if a.unit else str(a.leader) for a in given) or "—"


def responsibility(task: Task) -> bytes:
    """责任书: what, who, by when, the steps, and room for two signatures."""
    steps = [
        [str(n), m.name, m.due.isoformat(), f"{m.weight.normalize():f}"]
        for n, m in enumerate(task.milestones.all(), start=1)
    ]
    header = [say(f"letter.responsibility.{name}") for name in ("no", "step", "due", "weight")]
    lead = _names(task, Assignment.Part.LEAD)
    parts: list[str | Rows] = [
        say("letter.responsibility.intro", campaign=task.campaign.name, unit=lead),
        say("letter.responsibility.task", title=task.title),
        say("letter.responsibility.goal", goal=_goal(task)),
        say("letter.responsibility.deadline", start=task.start or "—", deadline=task.deadline or task.deadline_text or "—"),
        say("letter.responsibility.people", leader=_names(task, Assignment.Part.LEADER), lead=lead, units=_names(task, Assignment.Part.UNIT)),
    ]  # fmt: skip
    if steps:
        parts.append(Rows(say("letter.responsibility.steps"), header, steps, STEP_WIDTHS))
    parts.append(say("letter.responsibility.pledge"))
    return write_letter(
        Letter(
            title=say("letter.responsibility.title", campaign=task.campaign.name), addressee="", parts=parts, issuer=issuer_of(task.campaign), date=today(),
            signatures=[say("letter.responsibility.leader_signs"), say("letter.responsibility.unit_signs", unit=lead)],
        )
    )  # fmt: skip


def _goal(task: Task) -> str:
    if task.target_value is None:
        return task.target or say("letter.responsibility.all")
    return f"{task.target}{task.target_value.normalize():f}{task.target_unit}"


def notice(one: Notice) -> bytes:
    """督办通知书 (or 约谈通知书), in its colour, with number and demand."""
    parts: list[str] = [one.reason]
    if one.task:
        parts.append(say("letter.notice.task", no=one.task.no or "—", title=one.task.title, deadline=one.task.deadline or "—", progress=f"{one.task.progress.normalize():f}"))  # fmt: skip
    parts += [say("letter.notice.demand", demand=one.demand), say("letter.notice.due", due=one.due or "—")]
    return write_letter(
        Letter(
            title=say(f"letter.notice.title.{one.kind}"), addressee=one.unit.name, parts=parts, issuer=issuer_of(one.campaign), date=one.issued_on or today(),
            masthead=say(f"letter.notice.masthead.{one.kind}"), number=say("letter.notice.number", office=one.campaign.name, number=str(one)), colour=one.colour,
            signatures=[say("letter.notice.receipt")],
        )
    )  # fmt: skip


def explanation(one: Explanation) -> bytes:
    """书面说明: cause, measures, the promised day, signed by the unit."""
    parts = [
        say(
            "letter.explanation.intro",
            title=one.task.title,
            since=one.since,
            colour=say(f"light.{one.colour}"),
        ),
        say("letter.explanation.cause", text=one.cause or "—"),
        say("letter.explanation.measures", text=one.measures or "—"),
    ]
    if one.promised:
        parts.append(say("letter.explanation.promised", day=one.promised))
    return write_letter(
        Letter(
            title=say("letter.explanation.title", title=one.task.title), addressee=issuer_of(one.task.campaign), parts=parts,
            issuer=one.unit.name if one.unit else "", date=one.handed_on or today(), signatures=[say("letter.explanation.signs")],
        )
    )  # fmt: skip
