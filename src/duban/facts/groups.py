"""The figures of a sentence with the words around them; those that follow one another (8.2%和12.5%) as one group."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duban.facts.grammar import Lead, lead_of
from duban.text.dates import Mention, mentions
from duban.text.quantities import Quantity, Shape
from duban.text.sentences import HIDDEN, Clause, Sentence

JOINER = re.compile(r"^(?:左右|以上|以下|以内|多|余)?(?:[、和及与]|以及|,|，|、和)?$")
RATES = {Shape.PERCENT, Shape.TIMES, Shape.FOLD}
WINDOW = (
    200  # a reader looks no further: a page without any punctuation must not cost the square of its length
)
AFTER = 40
NOTE = re.compile(r"[\[〔]\d{1,3}[\]〕]")  # the number of a footnote
THAN_PERIOD = re.compile("^.*[比较于跟与](?=[^比较于跟与]*$)")
PARTS = re.compile(f"[,，、:：;；{HIDDEN}]")
IN_TITLE = re.compile("[《][^》]*$")


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that share one lead. `outer` are the words before the bracket in which they stand, `gap` says that no figure precedes them in their clause."""

    quantities: tuple[Quantity, ...]
    clause: Clause
    lead: Lead
    before: str
    after: str
    outer: str
    gap: bool


class Page:
    """One sentence with its brackets and periods hidden."""

    def __init__(self, sentence: Sentence, named: Sequence[Mention]) -> None:
        self.sentence = sentence
        self.named = named
        self.start = sentence.start
        self.bare = _hide(sentence.text, named)
        self.outer = _hide(sentence.without_brackets(), named)
        if "[" in sentence.text or "〔" in sentence.text:
            self.bare, self.outer = (NOTE.sub(_blank, words) for words in (self.bare, self.outer))

    def words(self, start: int, end: int, *, bracketed: bool) -> str:
        """The words between two offsets of the whole text, without brackets and periods."""
        source = self.bare if bracketed else self.outer
        return source[max(start, end - WINDOW) - self.start : end - self.start].replace(HIDDEN, "")

    def said(self, start: int, end: int) -> str:
        """The text itself between two offsets, for a quotation."""
        return self.sentence.text[max(start, end - WINDOW) - self.start : end - self.start].strip()

    def compared_before(self, group: "Group") -> Mention | None:
        """The period of a figure in brackets, where the words before the bracket name it: 比一季度(-10.8%)."""
        if not group.clause.bracketed or not THAN_PERIOD.search(group.outer):
            return None
        year = self.named[0].period.first.year if self.named else None
        found = list(mentions(THAN_PERIOD.sub("", group.outer), year=year))
        return found[-1] if found else None


def _blank(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])


def _hide(text: str, named: Sequence[Mention]) -> str:
    for mention in named:
        text = text[: mention.start] + HIDDEN * (mention.end - mention.start) + text[mention.end :]
    return text


def groups(page: Page, numbers: Sequence[Quantity]) -> Iterator[Group]:
    """The groups of a sentence, in order."""
    clauses = page.sentence.clauses()
    last_outer: dict[int, int] = {}
    pending: list[Quantity] = []
    here: Clause | None = None
    for quantity in numbers:
        if _hidden(quantity, page):
            continue
        clause = _clause_of(quantity, clauses)
        if clause is None:
            continue
        if pending and clause is here and _continues(pending, quantity, page, clause):
            pending.append(quantity)
            continue
        if pending and here is not None:
            yield _group(pending, here, page, last_outer, quantity.start)
        pending, here = [quantity], clause
    if pending and here is not None:
        yield _group(pending, here, page, last_outer, page.sentence.end)


def _clause_of(quantity: Quantity, clauses: list[Clause]) -> Clause | None:
    return next((c for c in clauses if c.start <= quantity.start and quantity.end <= c.end), None)


def _hidden(quantity: Quantity, page: Page) -> bool:
    """Inside a date, or inside 《…》, where numbers belong to a name."""
    start, end = quantity.start - page.start, quantity.end - page.start
    if any(m.start < end and start < m.end for m in page.named):
        return True
    return "《" in page.sentence.text and bool(
        IN_TITLE.search(page.sentence.text, max(0, start - WINDOW), start)
    )


def _continues(pending: list[Quantity], quantity: Quantity, page: Page, clause: Clause) -> bool:
    before = pending[-1]
    if quantity.start < before.end:
        return True
    between = page.words(before.end, quantity.start, bracketed=clause.bracketed)
    if not JOINER.match(between):
        return False
    if before.shape in RATES:
        return quantity.shape in RATES
    if before.shape is not quantity.shape:
        return False
    if quantity.shape is not Shape.AMOUNT or before.unit == quantity.unit:
        return not between.strip(",，").startswith("与")
    lead = page.words(clause.start, pending[0].start, bracketed=clause.bracketed)
    return "分别" in lead or "依次" in lead


def _group(
    pending: list[Quantity], clause: Clause, page: Page, last_outer: dict[int, int], next_start: int
) -> Group:
    first, last = pending[0], pending[-1]
    since = max(clause.start, last_outer.get(clause.start, clause.start), first.start - WINDOW)
    gap = since == clause.start
    since = min(since, first.start)
    words = page.words(since, first.start, bracketed=clause.bracketed)
    last_outer[clause.start] = last.end
    end = min(clause.end, next_start if next_start > last.end else clause.end, last.end + AFTER)
    outer = ""
    if clause.bracketed:
        opened = (
            page.sentence.text.rfind("(", 0, first.start - page.start),
            page.sentence.text.rfind("（", 0, first.start - page.start),
        )
        outer = page.outer[max(0, max(opened) - AFTER) : max(opened)]
        outer = PARTS.split(outer)[-1]
    return Group(
        tuple(pending), clause, lead_of(words), page.words(clause.start, first.start, bracketed=clause.bracketed),
        page.words(last.end, end, bracketed=clause.bracketed), outer, gap,
    )  # fmt: skip
