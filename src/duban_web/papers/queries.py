"""Reading papers: lists, the desk's queue, the marked-up texts of one."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from duban.checks.cumulative_over_time import is_flow, months_counted
from duban.text.units import in_base
from duban_web.audit.models import Entry
from duban_web.indicators.models import Observation
from duban_web.indicators.queries import accepted_like
from duban_web.papers.models import Paper, PaperFact, PaperFinding, Pile
from duban_web.people.models import User

MOST_SHOWN = 400_000
SURE = Decimal("0.95")
NEIGHBOURS = 3


def papers() -> QuerySet[Paper]:
    """All papers, newest first, without their texts, with how much was found in each."""
    found = (
        Paper.objects.filter(removed_on=None)
        .defer("text", "clean_text", "edits", "remnants")
        .select_related("uploaded_by")
    )
    return found.annotate(
        facts_count=Count("facts", distinct=True),
        breaks_count=Count("findings", filter=Q(findings__verdict="breaks"), distinct=True),
        open_count=Count("facts", filter=Q(facts__state=PaperFact.State.OPEN), distinct=True),
    )


def piles() -> QuerySet[Pile]:
    """All piles, newest first, with how far their reading and deciding went."""
    mine = Pile.objects.filter(removed_on=None).select_related("uploaded_by")
    return mine.annotate(
        waiting=Count("papers", filter=Q(papers__state=Paper.State.WAITING), distinct=True),
        open_facts=Count("papers__facts", filter=Q(papers__facts__state=PaperFact.State.OPEN), distinct=True),
    )


def next_paper(paper: Paper) -> Paper | None:
    """The next paper of the same pile that has something to decide."""
    if paper.pile_id is None:
        return None
    rest = Paper.objects.filter(
        pile=paper.pile_id, removed_on=None, facts__state=PaperFact.State.OPEN
    ).exclude(pk=paper.pk)
    return rest.order_by("pk").filter(pk__gt=paper.pk).first() or rest.order_by("pk").first()


def first_open(pile: Pile) -> Paper | None:
    """Where to begin with a pile."""
    return (
        Paper.objects.filter(pile=pile, removed_on=None, facts__state=PaperFact.State.OPEN)
        .order_by("pk")
        .first()
    )


def queue(facts: Sequence[PaperFact], findings: Sequence[PaperFinding]) -> list[PaperFact]:
    """What is still to decide: first what a check speaks against, then what the machine is least sure of, then as in the text."""
    broken = _broken(findings)
    return sorted(
        (fact for fact in facts if fact.state == PaperFact.State.OPEN),
        key=lambda fact: (fact.start not in broken, fact.confidence, fact.number),
    )


def sure_facts(paper: Paper) -> list[PaperFact]:
    """Open figures that the machine is sure of and no check speaks against."""
    broken = _broken(paper.findings.all())
    mine = paper.facts.filter(state=PaperFact.State.OPEN, confidence__gte=SURE).select_related("paper")
    return [fact for fact in mine if fact.start not in broken]


def sources(observation: Observation) -> QuerySet[PaperFact]:
    """The figures of papers that state an accepted value."""
    return observation.facts.select_related("paper", "decided_by").order_by("paper__published", "pk")


@dataclass(frozen=True, slots=True)
class Change:
    """What an accepted figure was and what it became; `before` empty where it was accepted first."""

    on: dt.date
    who: User | None
    before: str
    after: str
    was_estimate: bool
    reason: str


def history(observation: Observation) -> list[Change]:
    """Every value that it has had, the newest first."""
    rows = Entry.objects.filter(kind="observation", object_id=observation.pk).select_related("actor")
    return [
        Change(
            row.office_date, row.actor, _printed(row.before), _printed(row.after), bool((row.before or {}).get("estimate")), (row.after or {}).get("reason", "")
        )
        for row in rows if "value" in (row.after or {}) or "value" in (row.before or {})
    ]  # fmt: skip


def _printed(state: dict[str, str] | None) -> str:
    """The value with its unit."""
    if not state or "value" not in state:
        return ""
    return f"{Decimal(state['value']).normalize():f}{state.get('unit', '')}"


@dataclass(frozen=True, slots=True)
class Beside:
    """What the office accepted before of the same figure: for the same period, and the last of other periods."""

    same: Observation | None
    others: tuple[Observation, ...]
    falls_below: Observation | None = None  # a shorter span of the same year that counted more


def beside(fact: PaperFact) -> Beside:
    """What to hold a figure against."""
    found = accepted_like(
        indicator=fact.indicator,
        measure=fact.measure,
        base=fact.base,
        region=fact.region or fact.paper.region,
    )
    same = found.filter(period=fact.period, scope=fact.scope).exclude(pk=fact.observation_id or 0).first()
    others = tuple(found.exclude(period=fact.period)[:NEIGHBOURS])
    return Beside(same, others, next((one for one in others if _counted_more(one, fact)), None))


def _counted_more(one: Observation, fact: PaperFact) -> bool:
    """Whether fewer months of the same year came to more: what is counted from January on does not fall."""
    months, whole = months_counted(one.period), months_counted(fact.period)
    if (
        fact.measure != "value"
        or not is_flow(fact.indicator)
        or one.period[:4] != fact.period[:4]
        or not 0 < months < whole
    ):
        return False
    (before, kind), (now, others) = in_base(one.value, one.unit), in_base(fact.value, fact.unit)
    return kind == others and before > now


def _broken(findings: Sequence[PaperFinding] | QuerySet[PaperFinding]) -> set[int]:
    """Where the figures begin that a check speaks against."""
    return {start for f in findings if f.verdict == "breaks" for start in f.figures}


def open_findings(limit: int = 20) -> QuerySet[PaperFinding]:
    """What does not add up in the papers, newest paper first."""
    return (
        PaperFinding.objects.filter(verdict="breaks", paper__removed_on=None)
        .select_related("paper")
        .order_by("-paper_id", "id")[:limit]
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the clean text: plain, or a fact, perhaps inside a finding that breaks."""

    text: str
    fact: PaperFact | None = None
    breaks: bool = False


def marked(paper: Paper, facts: list[PaperFact], findings: list[PaperFinding]) -> Iterator[list[Piece]]:
    """The clean text, paragraph by paragraph, cut where facts stand."""
    broken = _broken(findings)
    clean = paper.clean_text[:MOST_SHOWN]
    start = 0
    for line in clean.split("\n"):
        end = start + len(line)
        if line.strip():
            yield list(_pieces(clean, start, end, [f for f in facts if start <= f.start < end], broken))
        start = end + 1


@dataclass(frozen=True, slots=True)
class Original:
    """A stretch of the text as it came: as it stands, the figure looked at, or what the repair changed."""

    text: str
    kind: str = ""


def as_it_came(paper: Paper, fact: PaperFact | None) -> list[Original]:
    """The original text around a figure, or its beginning, with the figure and the repaired places marked."""
    at = fact.original_start if fact else 0
    start, end = max(0, at - AROUND), min(len(paper.text), at + 2 * AROUND)
    marks = [
        (e[1], e[2], "repaired")
        for e in paper.edits
        if start <= e[1] and e[2] <= end and e[0] not in SHOWN_CUT
    ]
    if fact:
        marks = [m for m in marks if m[1] <= fact.original_start or m[0] >= fact.original_end]
        marks.append((fact.original_start, fact.original_end, "here"))
    pieces, last = [], start
    for first, stop, kind in sorted(marks):
        if first >= last:
            pieces += [Original(paper.text[last:first]), Original(paper.text[first:stop], kind)]
            last = stop
    return [*pieces, Original(paper.text[last:end])]


AROUND = 900
SHOWN_CUT = {"page furniture", "advertising"}


def _pieces(clean: str, start: int, end: int, facts: list[PaperFact], broken: set[int]) -> Iterator[Piece]:
    at = start
    for fact in facts:
        if fact.start < at:
            continue
        if fact.start > at:
            yield Piece(clean[at : fact.start])
        yield Piece(clean[fact.start : fact.end], fact, fact.start in broken)
        at = fact.end
    if at < end:
        yield Piece(clean[at:end])
