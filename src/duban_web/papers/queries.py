"""Reading papers, and the marked-up text of one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from duban_web.papers.models import Paper, PaperFact, PaperFinding

MOST_SHOWN = 400_000


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
    )


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
    broken = [(f.start, f.end) for f in findings if f.verdict == "breaks"]
    clean = paper.clean_text[:MOST_SHOWN]
    start = 0
    for line in clean.split("\n"):
        end = start + len(line)
        if line.strip():
            yield list(_pieces(clean, start, end, [f for f in facts if start <= f.start < end], broken))
        start = end + 1


def _pieces(
    clean: str, start: int, end: int, facts: list[PaperFact], broken: list[tuple[int, int]]
) -> Iterator[Piece]:
    at = start
    for fact in facts:
        if fact.start < at:
            continue
        if fact.start > at:
            yield Piece(clean[at : fact.start])
        yield Piece(clean[fact.start : fact.end], fact, any(a <= fact.start < b for a, b in broken))
        at = fact.end
    if at < end:
        yield Piece(clean[at:end])
