"""The desk: one paper with the figure that is looked at, what comes next, and what there is to hold it against."""

from dataclasses import dataclass

from duban_files.page_images import Found, locate
from duban_web.common.language import say
from duban_web.papers import queries
from duban_web.papers.models import Paper, PaperFact, PaperFinding
from duban_web.papers.queries import Beside, Original, Piece


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page shows. `following` is the number of the next figure to decide after this one."""

    paper: Paper
    facts: list[PaperFact]
    queue: list[PaperFact]
    fact: PaperFact | None
    following: int | None
    before: int | None
    findings: list[tuple[PaperFinding, str]]
    holds: list[tuple[PaperFinding, str]]
    of_fact: list[str]
    beside: Beside | None
    where: Found | None
    original: list[Original]
    paragraphs: list[list[Piece]]
    repairs: list[tuple[str, int]]
    sure: int

    @property
    def decided(self) -> int:
        """How many figures are accepted or rejected."""
        return len(self.facts) - len(self.queue)

    @property
    def furniture(self) -> list[list[object]]:
        """Lines of the web page that were cut."""
        return [edit for edit in self.paper.edits if edit[0] in {"page furniture", "advertising"}]


def desk_of(paper: Paper, number: int | None) -> Desk:
    """The desk at a figure; without one at the first that is to be decided, or at none where all are."""
    facts, findings = list(paper.facts.select_related("paper", "decided_by")), list(paper.findings.all())
    queue = queries.queue(facts, findings)
    fact = next((f for f in facts if f.number == number), None) or (queue[0] if queue else None)
    said = [(f, say(f"check.{f.code}.{f.verdict}", **f.fields)) for f in findings]
    breaks = [pair for pair in said if pair[0].verdict == "breaks"]
    rest = [f for f in queue if f is not fact]
    at = next((i for i, f in enumerate(facts) if f is fact), 0)
    return Desk(
        paper, facts, queue, fact, rest[0].number if rest else None, facts[at - 1].number if at else None, breaks,
        [pair for pair in said if pair[0].verdict == "holds"],
        [] if fact is None else [sentence for finding, sentence in breaks if fact.start in finding.figures],
        queries.beside(fact) if fact else None, _where(paper, fact), queries.as_it_came(paper, fact),
        list(queries.marked(paper, facts, findings)), _repairs(paper), len(queries.sure_facts(paper)),
    )  # fmt: skip


def _where(paper: Paper, fact: PaperFact | None) -> Found | None:
    """The page of the original on which the figure stands, for files that have pages."""
    if not paper.pages:
        return None
    with paper.pages.open("rb") as file:
        data = file.read()
    if fact is None:
        return locate(data, "", hint=1)
    page = "".join(filter(str.isdigit, fact.place)) if fact.place.startswith("第") else ""
    original = paper.text[fact.original_start : fact.original_end]
    context = paper.text[max(0, fact.original_start - 8) : fact.original_end].rpartition("\n")[2]
    found = locate(data, context, figure=original, hint=int(page or 1))
    return found if found and found.boxes else locate(data, original, figure=original, hint=int(page or 1))


def _repairs(paper: Paper) -> list[tuple[str, int]]:
    kinds: dict[str, int] = {}
    for edit in paper.edits:
        kinds[edit[0]] = kinds.get(edit[0], 0) + 1
    return [(say(f"repair.{kind}"), n) for kind, n in kinds.items()]
