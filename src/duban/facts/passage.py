"""Reads sentence after sentence and carries on what later ones leave out: subject, place, period, plan or result."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from duban.facts.grammar import lead_of
from duban.facts.groups import Group, Page, groups
from duban.facts.lists import divided, loosely_divided
from duban.facts.model import Fact, Remnant
from duban.facts.names import first_name_in
from duban.facts.readers import all_readers
from duban.facts.seen import Claim, Seen, Subject
from duban.facts.subject import names_for, own_names, subject_of, topic_of, with_templates
from duban.facts.when import Timeline
from duban.facts.where import Places
from duban.text import dates
from duban.text.quantities import Quantity
from duban.text.sentences import Sentence

AIMS = re.compile(r"(?:预期|奋斗|发展|主要|总体)目标(?:任务)?(?:是|为|[:：])|目标任务(?:是|为|[:：])|预期目标")
PLANS_AHEAD = re.compile("工作安排|工作打算|今后(?:五|一)|下一步|工作思路|目标任务|重点工作|工作重点|主要任务|工作计划")
LOOKS_BACK = re.compile("回顾|总结|完成情况|运行情况|主要工作$|工作情况")
HEADING = 40
MOST_SPOKEN = 24


class Passage:
    """The state between sentences, and what was read so far."""

    def __init__(self, *, year: int | None, timeline: Timeline, places: Places) -> None:
        self.year, self.timeline, self.places = year, timeline, places
        self.facts: list[Fact] = []
        self.remnants: list[Remnant] = []
        self.subject: Subject | None = None
        self.spoken: list[Subject] = []  # subjects of this sentence, in order
        self.clause_from = 0  # where those of the last clause with any begin
        self.paragraph = -1
        self.aims = self.section_ahead = False
        self.region = places.own

    def read(self, sentence: Sentence, index: int, numbers: Sequence[Quantity]) -> None:
        """Read one sentence."""
        if sentence.paragraph != self.paragraph:
            self._new_paragraph(sentence)
        named = list(dates.mentions(sentence.text, year=self.year))
        self.timeline.see(named, sentence.start)
        if not self.aims and "目标" in sentence.text:
            self.aims = AIMS.search(sentence.text) is not None
        if not numbers:
            return
        page = Page(sentence, named)
        self.spoken, self.clause_from = [], 0
        self.region = self.places.own
        first, clause_start, end = len(self.facts), -1, sentence.start
        for group in groups(page, numbers):
            if group.clause.start != clause_start and not group.clause.bracketed:
                clause_start = group.clause.start
                self._new_clause(page, group, end)
            self._read_group(group, page, index, first)
            end = group.quantities[-1].end

    def _new_paragraph(self, sentence: Sentence) -> None:
        self.paragraph, self.subject, self.aims = sentence.paragraph, None, False
        self.timeline.new_paragraph()
        if len(sentence.text) < HEADING:
            if LOOKS_BACK.search(sentence.text):
                self.section_ahead = False
            elif PLANS_AHEAD.search(sentence.text):
                self.section_ahead = True

    def _new_clause(self, page: Page, group: Group, end: int) -> None:
        """The place and the topic that the clauses since the last figure name."""
        words = page.words(end, group.clause.start, bracketed=False).strip(",，、 ")
        for part in (*re.split("[,，:：]", words), group.before):
            place = self.places.named(part.lstrip("“ 其中,，、\u3000\t"))
            if place:
                self.region = place
        self.clause_from = len(self.spoken)

    def _read_group(self, group: Group, page: Page, index: int, first: int) -> None:
        quantity = group.quantities[0]
        sentence = page.sentence
        so_far = quantity.start - sentence.start
        last = self.facts[-1] if len(self.facts) > first else None
        seen = Seen(
            quantity, group.lead, group.before, group.after, sentence.text[max(0, so_far - 60) : so_far], group.clause.bracketed,
            self.subject, last, self.aims or self.section_ahead, len(group.quantities),
        )  # fmt: skip
        made = next(_claims(seen), None)
        if made is None:
            self.remnants.extend(Remnant(q.start, q.end, q.words) for q in group.quantities)
            return
        reader, claim = made
        region = self._region(group)
        named = self._names(group, claim, page)
        for number, (names, q) in enumerate(_paired(named, group)):
            if number and number < len(group.quantities):
                claim = next(_claims(replace(seen, quantity=q)), made)[1] if q.shape is not quantity.shape or q.part else claim
            full = with_templates(names, claim) if not claim.names else claim.names
            self._keep(_fact(claim, q, group, full, (index, reader), (self._period(q, page, full), region)))
        self._hand_on(named, claim)

    def _region(self, group: Group) -> str | None:
        if group.clause.bracketed:
            outer = group.outer.strip()
            place = self.places.named(group.before) or (outer if self.places.is_place(outer) else None)
            return place or self.region
        own = self.places.named(group.lead.words.lstrip("，,、；; "))
        if own:
            self.region = own
        return self.region

    def _names(self, group: Group, claim: Claim, page: Page) -> list[tuple[str, ...]]:
        """The names for each figure of the group; several for one figure where it holds for all of them (均增长10%)."""
        if claim.names:
            return [claim.names]
        noun = claim.noun if claim.noun is not None else group.lead.noun
        noun, count = self._without_place(noun), len(group.quantities)
        if not noun and group.clause.bracketed and not self.places.is_place(group.outer):
            noun = lead_of(group.outer).noun if not self.spoken else ""
        if count > 1 or "each" in group.lead.roles:
            several = self._listed(noun, group, page, count)
            if several:
                return several
        elif "both" in group.lead.roles:
            items = loosely_divided(noun) if noun else []
            if len(items) > 1:
                return [names_for(item, claim, self.subject) for item in items]
            if not noun and len(self.spoken) > 1:
                return [s.names for s in self._last_spoken()]
        names = names_for(noun + group.lead.head, claim, self._topic(noun, group, page)) if noun + group.lead.head else ()
        if names:
            return [names]
        return [self._carried(group, page)]

    def _without_place(self, noun: str) -> str:
        return "" if self.places.is_place(noun) else noun

    def _last_spoken(self) -> list[Subject]:
        return self.spoken[self.clause_from :] or self.spoken[-2:]

    def _listed(self, noun: str, group: Group, page: Page, count: int) -> list[tuple[str, ...]]:
        head = group.lead.head
        items = divided(noun, count) if noun and count > 1 else []
        if not items and count > 1 and "each" in group.lead.roles:
            wide = page.words(self._last_end(page, group), group.quantities[0].start, bracketed=group.clause.bracketed)
            items = divided(lead_of(wide).noun, count)
        if items:
            plain = Claim.__dataclass_fields__["measure"]
            del plain
            subject = self.subject if group.quantities[0].unit in {"%", "倍"} else None
            return [_item_names(item + head, subject) for item in items]
        if count > 1 and not noun and len(self.spoken) >= count:
            return [_with_head(s.names, head) for s in self.spoken[-count:]]
        return []

    def _last_end(self, page: Page, group: Group) -> int:
        mine = [f.end for f in self.facts[-1:] if f.end > page.start]
        return min(mine[0] if mine else page.start, group.clause.start)

    def _topic(self, noun: str, group: Group, page: Page) -> Subject | None:
        """新能源汽车市场火热,销售额增长…: the topic is the clause just before, if it has no figure."""
        if group.gap and group.clause.start > page.start and len(noun) < 6:  # noqa: PLR2004 a name of its own needs no topic
            words = page.words(self._last_end(page, group), group.clause.start, bracketed=False).strip(",，、;； ")
            topic = topic_of(lead_of(words).noun or words, noun) if words else ""
            if topic:
                return Subject((topic,))
        return self.subject

    def _carried(self, group: Group, page: Page) -> tuple[str, ...]:
        if group.gap and not group.clause.bracketed and group.clause.start > page.start:
            words = page.words(self._last_end(page, group), group.clause.start, bracketed=False)
            standard = first_name_in(words)
            if standard:
                return (standard,)
        if self.subject is not None:
            return self.subject.names
        return own_names(group.before) or own_names(group.after) or (group.before.strip()[-20:] or group.quantities[0].words,)

    def _period(self, quantity: Quantity, page: Page, names: tuple[str, ...]) -> str | None:
        here = [m for m in page.named if page.start + m.start <= quantity.start]
        return self.timeline.of(here[-1] if here else None, names)

    def _keep(self, fact: Fact) -> None:
        self.facts.append(fact)

    def _hand_on(self, named: list[tuple[str, ...]], claim: Claim) -> None:
        if claim.keeps_subject and not (self.subject is None):
            return
        for names in named:
            subject = subject_of(names)
            if not self.spoken or self.spoken[-1].names != names:
                self.spoken.append(subject)
        self.subject = subject_of(named[-1])
        del self.spoken[:-MOST_SPOKEN]


def _with_head(names: tuple[str, ...], head: str) -> tuple[str, ...]:
    return tuple(name + head for name in names) if head else names


def _item_names(item: str, subject: Subject | None) -> tuple[str, ...]:
    names = own_names(item) or (item,)
    if subject is not None and subject.measured and not subject_of((item,)).measured and names[0] == item:
        return (item + subject.measured, *names)
    return names


def _paired(named: list[tuple[str, ...]], group: Group) -> Iterator[tuple[tuple[str, ...], Quantity]]:
    """Names and figures side by side; one name for all figures, or one figure for all names."""
    numbers = group.quantities
    if len(named) == 1:
        return ((named[0], q) for q in numbers)
    if len(numbers) == 1:
        return ((names, numbers[0]) for names in named)
    return zip(named, numbers, strict=True)


def _claims(seen: Seen) -> Iterator[tuple[str, Claim]]:
    for reader in all_readers():
        claim = reader.read(seen)
        if claim is not None:
            yield reader.name, claim


def _fact(
    claim: Claim, quantity: Quantity, group: Group, names: tuple[str, ...], by: tuple[int, str], where: tuple[str | None, str | None]
) -> Fact:
    return Fact(
        quote=group.before + quantity.words, indicators=names, measure=claim.measure, value=claim.factor * quantity.value, unit=claim.unit,
        step=quantity.step * abs(claim.factor), start=quantity.start, end=quantity.end, sentence=by[0], reader=by[1], base=claim.base,
        scope=claim.scope, of=claim.of, region=where[1], period=where[0], approximate=quantity.approximate,
    )  # fmt: skip
