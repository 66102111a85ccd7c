"""What an issue says: figures from the ledger, sentences from figures."""

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, partial
from importlib.resources import files

from django.db.models import QuerySet

from duban.flow.life import ENDED, LIT
from duban.lights import Light, TaskRecord, lights_on
from duban.text.numerals import write_number
from duban_files.official import Picture, Rows
from duban_files.word import Section
from duban_web.bulletins import analysis
from duban_web.bulletins.charts import lights_by_group
from duban_web.bulletins.flash import flash
from duban_web.bulletins.ledgers import ledgers
from duban_web.bulletins.models import Contribution
from duban_web.bulletins.works import works
from duban_web.campaigns.models import Assignment, Campaign, Task
from duban_web.common.language import say
from duban_web.inspections.queries import tally
from duban_web.papers.models import PaperFinding
from duban_web.problems.models import Problem
from duban_web.problems.queries import balance, paragraph
from duban_web.supervision import queries
from duban_web.supervision.models import Override

Body = list[str | Rows | Picture]
SHOWN = ("red", "orange", "yellow", "blue", "green")
TASK_WIDTHS = (1.2, 5.2, 2.2, 2.6, 4.4)
WORKING_WEEK = 5
UNIT_WIDTHS = (4.2, 1.9, 1.9, 1.9, 1.9, 1.9, 1.9)


@dataclass(frozen=True, slots=True)
class Row:
    """A task of the issue."""

    task: Task
    state: str
    light: Light
    lead: str
    leader: str
    reported_on: dt.date | None


@dataclass(slots=True)
class Content:
    """Everything that an issue tells, and the figures under their names."""

    campaign: Campaign
    on: dt.date
    rows: Sequence[Row]
    figures: dict[str, int] = field(default_factory=dict)
    silent: Sequence[Row] = ()


def collect(campaign: Campaign, on: dt.date) -> Content:
    """The ledger as it was at the end of a day."""
    records = {r.key: r for r in queries.records_on(campaign, on)}
    lights = lights_on(
        records.values(), on, rules=queries.rules_of(campaign, on), calendar=queries.work_calendar(on)
    )
    tasks = (
        Task.objects.filter(campaign=campaign, parent=None)
        .prefetch_related("assignments__unit", "assignments__leader")
        .in_bulk()
    )
    rows = [
        _row(tasks[int(light.key)], records[light.key], light) for light in lights if int(light.key) in tasks
    ]
    rows.sort(key=lambda row: row.task.pk)
    content = Content(campaign, on, rows)
    content.silent = [
        r for r in rows if r.light.colour and int(r.light.figures.get("silent_workdays", 0)) > WORKING_WEEK
    ]
    content.figures = _figures(content)
    return content


def _row(task: Task, record: TaskRecord, light: Light) -> Row:
    given = list(task.assignments.all())
    lead = "、".join(str(a.unit) for a in given if a.part == Assignment.Part.LEAD)
    leader = "、".join(str(a.leader) for a in given if a.part == Assignment.Part.LEADER)
    return Row(task, record.state, light, lead, leader, record.reported_on)


def _figures(content: Content) -> dict[str, int]:
    colours = Counter(row.light.colour for row in content.rows if row.light.colour)
    done, lit = (sum(row.state in kind for row in content.rows) for kind in (ENDED, LIT))
    figures = {"all": len(content.rows), "done": done, "active": lit, "rest": len(content.rows) - done - lit}
    figures |= {
        colour: colours[colour] for colour in SHOWN if colours[colour] or colour in {"red", "yellow", "green"}
    }
    figures["silent"] = len(content.silent)
    figures["day"] = (content.on - content.campaign.start).days + 1
    figures["days"] = (content.campaign.end - content.campaign.start).days + 1
    return figures


@cache
def sections_of(kind: str) -> tuple[str, ...]:
    """The sections of a kind of issue, in their order, from kinds.toml."""
    return tuple(tomllib.loads(files("duban_web.bulletins").joinpath("kinds.toml").read_text("utf-8"))[kind])


def makers(content: Content, findings: Sequence[PaperFinding]) -> Mapping[str, Callable[[], Body]]:
    """What makes each section, by its code."""
    return {
        "overview": lambda: _overview(content), "red": lambda: _tasks(content, "red"), "yellow": lambda: _tasks(content, "yellow"), "units": lambda: [_units(content)],
        "silent": lambda: _silent(content), "problems": lambda: _problems(content), "indicators": lambda: list(flash(content.on)) or [say("bulletin.no-indicators")],
        **{place: partial(_contributions, content, place) for place in Contribution.Place.values}, "overrides": lambda: _overrides(content), "findings": lambda: _findings(findings),
        "works": lambda: works(content.on), "ledgers": lambda: list(ledgers(content.on)), "targets": lambda: analysis.targets(content.on), "profile": analysis.profile, "weak": analysis.weak,
        "praise": lambda: list(praise(content)) or [say("bulletin.none")], "blame": lambda: list(blame(content)) or [say("bulletin.none")],
    }  # fmt: skip


def sections(content: Content, findings: Sequence[PaperFinding], kind: str) -> list[Section]:
    """The issue, with the sections of its kind."""
    known = makers(content, findings)
    shown = [(say(f"bulletin.{code}"), body) for code in sections_of(kind) if (body := known[code]())]
    return [Section(f"{write_number(n)}、{heading}", body) for n, (heading, body) in enumerate(shown, 1)]


MOST_NAMED = 10


def _by_unit(content: Content) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in content.rows:
        if row.lead and (row.state in ENDED or row.light.colour):
            found.setdefault(row.lead, []).append(row)
    return found


def praise(content: Content) -> list[str]:
    """Units (通报表扬) that have ended something, none of whose tasks is red, orange or yellow, and none of which is silent; the most ended first."""
    silent = {row.lead for row in content.silent}
    ended = {unit: sum(row.state in ENDED for row in rows) for unit, rows in _by_unit(content).items()}
    good = [
        unit for unit, rows in _by_unit(content).items()
        if ended[unit] and unit not in silent and all(row.light.colour in {None, "green", "blue"} for row in rows)
    ]  # fmt: skip
    best = sorted(good, key=lambda unit: (-ended[unit], unit))[:MOST_NAMED]
    return [
        say("bulletin.praised", unit=unit, n=len(_by_unit(content)[unit]), done=ended[unit]) for unit in best
    ]


def blame(content: Content) -> list[str]:
    """Units (通报批评) with red tasks, the most first, each task with why it is red: the computed reasons and no other words."""
    red = {
        unit: [row for row in rows if row.light.colour == "red"] for unit, rows in _by_unit(content).items()
    }
    worst = sorted((unit for unit in red if red[unit]), key=lambda unit: (-len(red[unit]), unit))[:MOST_NAMED]
    return [
        say("bulletin.blamed", unit=unit, n=len(red[unit]), tasks="；".join(f"{r.task.title}（{'，'.join(x.sentence() for x in r.light.reasons)}）" for r in red[unit]))
        for unit in worst
    ]  # fmt: skip


def _overview(content: Content) -> Body:
    figures = content.figures
    on = f"{content.on.year}年{content.on.month}月{content.on.day}日"
    first = say("bulletin.whole", on=on, campaign=content.campaign.name, **figures)
    first += say("bulletin.rest", n=figures["rest"]) if figures["rest"] else ""
    colours = "，".join(
        say("bulletin.colour", colour=say(f"light.{c}"), count=figures[c]) for c in SHOWN if c in figures
    )
    caption = say("bulletin.chart")
    return [
        first,
        say("bulletin.lights", active=figures["active"], colours=colours),
        Picture(lights_by_group(content), caption),
    ]


def _tasks(content: Content, colour: str) -> Body:
    rows = [row for row in content.rows if row.light.colour == colour]
    if not rows:
        return [say("bulletin.none")]
    header = [say(f"bulletin.column.{name}") for name in ("no", "title", "leader", "lead", "reason")]
    table = [
        [r.task.no, r.task.title, r.leader, r.lead, "；".join(x.sentence() for x in r.light.reasons)]
        for r in rows
    ]
    return [Rows(say(f"bulletin.table.{colour}", count=len(rows)), header, table, TASK_WIDTHS)]


def _units(content: Content) -> Rows:
    return counted(content, "unit", lambda row: row.lead)


def counted(content: Content, by: str, name: Callable[[Row], str]) -> Rows:
    """Tasks by light for each unit, leader or front, the most red first; what has no name stands under a dash."""
    columns = ("all", "done", "red", "yellow", "green", "other")
    header = [say(f"bulletin.column.{column}") for column in (by, *columns)]
    found: dict[str, Counter[str]] = {}
    for row in content.rows:
        kind = "done" if row.state in ENDED else (row.light.colour or "other")
        found.setdefault(name(row) or "—", Counter())[kind] += 1
    order = sorted(
        found.items(), key=lambda item: (-item[1]["red"], -item[1]["yellow"], -item[1].total(), item[0])
    )
    table = []
    for words, n in order:
        shown = [n[kind] for kind in ("done", "red", "yellow", "green")]
        table.append([words, *map(str, (n.total(), *shown, n.total() - sum(shown)))])
    return Rows(say(f"bulletin.table.{by}", count=len(table)), header, table, UNIT_WIDTHS)


def _silent(content: Content) -> Body:
    """How old the figures are, then the units that are silent and those that have never said anything: hard numbers, no words of blame."""
    lit = [row for row in content.rows if row.light.colour]
    said = [row for row in lit if row.reported_on]
    words = []
    if lit:
        ages = [int(row.light.figures.get("silent_workdays", 0)) for row in said]
        fresh = sum(age <= WORKING_WEEK for age in ages)
        mean = f"{sum(ages) / len(ages):.1f}" if ages else "—"
        words.append(
            say(
                "bulletin.fresh",
                all=len(lit),
                fresh=fresh,
                old=len(said) - fresh,
                never=len(lit) - len(said),
                mean=mean,
            )
        )
    words.append(_named(content.silent, "bulletin.silent-units") or say("bulletin.nobody-silent"))
    spoke = {row.lead for row in said}
    words.append(_named([row for row in lit if row.lead not in spoke], "bulletin.never-units"))
    return [sentence for sentence in words if sentence]


def _named(rows: Sequence[Row], sentence: str) -> str:
    units = Counter(row.lead or "—" for row in rows)
    named = "、".join(
        say("bulletin.silent-unit", unit=unit, count=count) for unit, count in units.most_common()
    )
    return say(sentence, count=len(rows), units=named, n=len(units)) if rows else ""


def _problems(content: Content) -> Body:
    """The paragraph of problems, and the visits: both with parts that add up."""
    problems = Problem.objects.filter(campaign=content.campaign, is_sensitive=False)
    visits = tally(content.campaign, last=content.on)
    words = [paragraph(balance(problems, content.on))]
    if visits.visits:
        words.append(say("bulletin.visits", **{f.name: getattr(visits, f.name) for f in fields(visits)}))
    return list(words)


def waiting(campaign: Campaign) -> QuerySet[Contribution]:
    """What units and the office have written and no issue has taken."""
    found = Contribution.objects.filter(campaign=campaign, removed_on=None, used_in=None).exclude(
        handed_on=None
    )
    return found.select_related("unit").order_by("unit_id", "id")


def _contributions(content: Content, place: str) -> Body:
    """A section of what was written: a second-level heading for each text, its words below; nothing, and no section, where nobody wrote."""
    parts: Body = []
    for number, one in enumerate(waiting(content.campaign).filter(place=place), 1):
        heading = f"{one.unit}：{one.topic}" if one.unit else one.topic
        parts.append(f"（{write_number(number)}）{heading}。")
        parts += [line.strip() for line in one.words.splitlines() if line.strip()]
    return parts


def _overrides(content: Content) -> Body:
    """Lights that a person set, with the computed one beside (附：人工调整亮灯)."""
    standing = Override.objects.filter(
        task__campaign=content.campaign, first__lte=content.on, last__gte=content.on
    )
    rows = [one for one in standing.select_related("task", "by") if one.holds_on(content.on)]
    computed = {int(row.light.key): row.light.colour for row in content.rows}
    return [
        say(
            "bulletin.override", title=one.task.title, computed=say(f"light.{computed.get(one.task_id) or 'none'}"),
            light=say(f"light.{one.colour}"), last=one.last, by=str(one.by or "—"), reason=one.reason,
        )
        for one in rows
    ] or [say("bulletin.no-overrides")]  # fmt: skip


def _findings(findings: Sequence[PaperFinding]) -> Body:
    if not findings:
        return [say("bulletin.no-findings")]
    return [
        say(
            "bulletin.finding",
            paper=f.paper.name,
            quote=f.quote,
            sentence=say(f"check.{f.code}.{f.verdict}", **f.fields),
        )
        for f in findings
    ]
