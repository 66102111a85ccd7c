"""Reads sentence after sentence and carries on what later ones leave out: subject, place, period, plan or result."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from duban.facts.confidence import Judge
from duban.facts.grammar import lead_of
from duban.facts.groups import Group, Page, groups
from duban.facts.lists import divided, loosely_divided
from duban.facts.model import Fact, Measure, Remnant
from duban.facts.names import first_name_in
from duban.facts.outlook import Outlook
from duban.facts.readers import readers_of
from duban.facts.seen import Claim, Seen, Subject
from duban.facts.span import COMPARED, STARTS_FROM, THEN, Standing, span_of
from duban.facts.subject import (
    names_for,
    own_names,
    subject_of,
    topic_of,
    with_company,
    with_templates,
    with_things,
)
from duban.facts.table import Table, TableReader
from duban.facts.voices import Voices
from duban.facts.when import Timeline
from duban.facts.where import GENERIC, Places
from duban.text import dates
from duban.text.numerals import parse_number
from duban.text.quantities import Quantity, Shape
from duban.text.sentences import Sentence

LEADS_OVER = re.compile("(?:——|—|--|:|：)\\s*$")
HEADED = re.compile("(?P<name>[\u4e00-\u9fff（）()]{2,12})[:：]\\s*$")
SORTED = re.compile("(?:按|从|以)(?P<what>[^，,。]{2,14}?)(?:排序|排名|排位|高低|大小)")
SAID_BEFORE = re.compile(
    "(?:与|同|比|较)(?:去年|上年)同期(?:相比|比)?[，,]|同比[^，,。]{0,8}[\\d.]+个百分点、"
)
AGAINST = re.compile(
    "[同与和](?P<year>\\d{4}|[一二][零〇○一二三四五六七八九]{3})年(?:末|底)?(?:相比|比较|相比较)"
)
FULL_STOP = re.compile("[。！!]\\s*$|\\n")
LEVELS = {Measure.VALUE, Measure.COUNT}
CHANGES = {Measure.GROWTH, Measure.CHANGE}
# 中等学校的学生，一九五二年有三百多万人: the clause before names the thing
TOPIC = re.compile("[\u4e00-\u9fff、“”（）()]{2,16}")
NO_TOPIC = re.compile(
    "^(?:但|所以|因此|同时|其中|现在|这|那|目前|此外|另外|例如|总|即|并|而|如果|只要|经过|根据|按|据|从|对|在|由于|随着|通过|为)|[了过着]$|计算$|[是有把被将]|[一二三四五六七八九]是"
)
CLAUSES = re.compile("[,，:：]")
MOST_SPOKEN = 24
BOTH = 2
COMPANY = 40


class Passage:
    """The state between sentences, and what was read so far."""

    def __init__(
        self, *, year: int | None, timeline: Timeline, places: Places, judge: Judge, voices: Voices
    ) -> None:
        self.year, self.timeline, self.places, self.judge, self.voices = year, timeline, places, judge, voices
        self.facts: list[Fact] = []
        self.remnants: list[Remnant] = []
        self.subject: Subject | None = None
        self.spoken: list[Subject] = []  # subjects of this sentence, in order
        self.clause_from = 0  # where those of the last clause with any begin
        self.paragraph = -1
        self.tables_read: set[int] = set()
        self.outlook = Outlook()
        self.region = places.own
        self.since = 0  # the end of the figure before
        self.against: str | None = (
            None  # 同1978年相比: what the figures up to the full stop are compared with
        )
        self.before_last = ""  # the words that led up to the last figure

    def read(self, sentence: Sentence, index: int, numbers: Sequence[Quantity]) -> None:
        """Read one sentence."""
        starts = sentence.paragraph != self.paragraph
        if starts:
            self.paragraph, self.subject = sentence.paragraph, None
            self.timeline.new_paragraph()
        self.outlook.see(sentence, starts_paragraph=starts)
        named = self._named(sentence)
        if not numbers:
            return
        page = Page(sentence, named)
        against = AGAINST.search(sentence.text)
        if against:
            self.against = f"比{int(parse_number(against['year']))}年"
        self.spoken, self.clause_from = [], 0
        self.region = self.voices.at(numbers[0].start) or self.places.own
        ordered = SORTED.search(page.outer)
        if ordered and own_names(ordered["what"]):
            self.subject = subject_of(own_names(ordered["what"]))
        first, clause_start, end = len(self.facts), -1, sentence.start
        for group in groups(page, numbers):
            if group.clause.start != clause_start and not group.clause.bracketed:
                clause_start = group.clause.start
                self._new_clause(page, group, end)
            self._read_group(group, page, index, first)
            self.before_last, self.since = group.before, group.quantities[-1].end
            end = self.since
        if FULL_STOP.search(sentence.text):
            self.against = None

    def read_table(self, table: Table, index: int) -> None:
        """Read a table once; its other lines are passed over."""
        if table.start in self.tables_read:
            return
        self.tables_read.add(table.start)
        reader = TableReader(
            places=self.places,
            year=self.year,
            period=self.timeline.paragraph or self.timeline.document,
            judge=self.judge,
        )
        self.facts += reader.read(table, index)

    def _named(self, sentence: Sentence) -> list[dates.Mention]:
        """The periods that the sentence names, with their years set."""
        ahead = self.outlook.ahead
        named = [
            self.timeline.placed(m, planned=ahead) for m in dates.mentions(sentence.text, year=self.year)
        ]
        self.timeline.see(named, sentence.start, planned=ahead)
        self.timeline.goes_on = bool(named) and bool(LEADS_OVER.search(sentence.text))
        return named

    def _new_clause(self, page: Page, group: Group, end: int) -> None:
        """The place and the topic that the clauses since the last figure name."""
        words = page.words(end, group.clause.start, bracketed=False).strip(",，、 ")
        ranked = group.quantities[0].shape is Shape.RANK and GENERIC.match(group.before)
        for part in (*CLAUSES.split(words), *(() if ranked else (group.before,))):
            place = self.places.named(part)
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
            self.subject, last, self.outlook.ahead, len(group.quantities),
        )  # fmt: skip
        made = self._second_end(seen, last) or next(_claims(seen), None)
        if made is None:
            self.remnants.extend(Remnant(q.start, q.end, q.words) for q in group.quantities)
            return
        reader, claim = made
        standing = Standing(page, group, self.since, self.before_last)
        region = self._region(group, claim)
        named = self._names(group, claim, page)
        for number, (names, q) in enumerate(_paired(named, group)):
            if number and number < len(group.quantities):
                claim = (
                    next(_claims(replace(seen, quantity=q)), made)[1]
                    if q.shape is not quantity.shape or q.unit != quantity.unit or q.part
                    else claim
                )
            claim = self._based(claim, group, seen.sentence_before)
            full = with_things(with_templates(names, claim) if not claim.names else claim.names, q.unit)
            period = span_of(self.timeline, standing, q, full, claim)
            quote = page.said(group.clause.start, q.end)
            self.facts.append(_fact(claim, q, quote, full, (index, reader), (period, region), self.judge))
        self._hand_on(named, claim)

    def _region(self, group: Group, claim: Claim) -> str | None:
        if group.clause.bracketed:
            outer = group.outer.strip()
            place = self.places.named(group.before) or self.places.named_at_end(outer)
            return place or self.region
        own = self.places.named(group.lead.words)
        if own and not (claim.measure is Measure.RANK and GENERIC.match(group.lead.words)):
            self.region = own  # 全市排名第二 says among whom, not whose figure it is
        return self.region

    def _names(self, group: Group, claim: Claim, page: Page) -> list[tuple[str, ...]]:
        """The names for each figure of the group; several for one figure where it holds for all of them (均增长10%)."""
        if claim.names:
            return [claim.names]
        noun = claim.noun if claim.noun is not None else group.lead.noun
        noun, count = self._without_place(noun), len(group.quantities)
        if not noun and group.clause.bracketed and not self.places.named_at_end(group.outer):
            noun = lead_of(group.outer).noun if not self.spoken else ""
        if count > 1 or "each" in group.lead.roles:
            several = self._listed(noun, group, page, count)
            if several:
                return several
        elif claim.both or "both" in group.lead.roles:
            items = loosely_divided(noun) if noun else []
            if len(items) > 1:
                return [names_for(item, claim, self.subject) or (item,) for item in items]
            if not noun and len(self.spoken) > 1:
                return [s.names for s in self._last_spoken()]
        names = (
            names_for(noun + group.lead.head, claim, self._topic(noun, group, page))
            if noun + group.lead.head
            else ()
        )
        names = with_company(names, noun, claim, self._company(group))
        if names:
            return [names]
        return [self._carried(group, page)]

    def _company(self, group: Group) -> Subject | None:
        """The subject before, if it was counted in the same unit: 项目100个,已开工82个."""
        last = self.facts[-1] if self.facts else None
        return (
            self.subject
            if last is not None
            and last.unit == group.quantities[0].unit
            and last.end > group.clause.start - COMPANY
            else None
        )

    def _without_place(self, noun: str) -> str:
        return "" if self.places.is_place(noun) else self.places.without(noun)

    def _last_spoken(self) -> list[Subject]:
        return self.spoken[self.clause_from :] or self.spoken[-2:]

    def _listed(self, noun: str, group: Group, page: Page, count: int) -> list[tuple[str, ...]]:
        head = group.lead.head
        items = divided(noun, count) if noun and count > 1 else []
        if not items and count > BOTH and "、" in noun:
            items = divided(noun, count - 1)
            items = [*items, noun] if items else []
        if not items and count > 1 and "each" in group.lead.roles:
            wide = page.words(
                self._last_end(page, group), group.quantities[0].start, bracketed=group.clause.bracketed
            )
            items = divided(lead_of(wide).noun, count)
        if items:
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
            words = page.words(self._last_end(page, group), group.clause.start, bracketed=False).strip(
                ",，、;； "
            )
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
            topic = words.strip("，,：: ")
            first = self._last_end(page, group) == page.start
            if (
                first
                and not group.lead.noun.strip("有达已经共由到")
                and TOPIC.fullmatch(topic)
                and not NO_TOPIC.search(topic)
            ):
                return own_names(topic) or (topic,)
            headed = HEADED.search(words)
            if headed:
                return own_names(headed["name"]) or (headed["name"],)
        if self.subject is not None:
            return self.subject.names
        return (
            own_names(group.before)
            or own_names(group.after)
            or (group.before.strip()[-20:] or group.quantities[0].words,)
        )

    def _based(self, claim: Claim, group: Group, sentence_before: str) -> Claim:
        """比1957年的704亿元增长66%: the comparison stands before the figure that is compared with."""
        if claim.measure is Measure.CHANGE and claim.base is None and SAID_BEFORE.search(sentence_before):
            return replace(claim, base="同比")
        if (
            self.against
            and claim.base in {None, "同比"}
            and claim.measure in CHANGES
            and "比" not in group.lead.words
        ):
            return replace(claim, base=self.against)
        if claim.base == "同比" and claim.measure in CHANGES and not group.lead.base and not group.lead.noun:
            years = [
                int(f.period)
                for f in self.facts[-2:]
                if f.period and f.period.isdigit() and f.measure in LEVELS
            ]
            if (
                len(years) > 1
                and years[1] - years[0] > 1
                and self.facts[-1].indicators == self.facts[-2].indicators
            ):
                return replace(claim, base=f"比{years[0]}年")  # 1952年19万人，1957年44万人，增加一倍多
        than = COMPARED.search(self.before_last)
        if than is None or claim.measure not in CHANGES or group.lead.base or group.lead.noun:
            return claim
        year = than["time"]
        return replace(claim, base="同比" if year[0] in "上去" else f"比{int(parse_number(year[:-1]))}年")

    def _second_end(self, seen: Seen, last: Fact | None) -> tuple[str, Claim] | None:
        """由1%上升到5.5%: the second figure says the same of the same thing as the first."""
        if (
            last is None
            or seen.lead.noun
            or not THEN.search(seen.lead.words)
            or not STARTS_FROM.search(self.before_last)
        ):
            return None
        if last.unit != seen.quantity.unit and last.measure is not Measure.RANK:
            return None
        claim = Claim(
            last.measure, last.unit, names=last.indicators, base=last.base, scope=last.scope, of=last.of
        )
        return last.reader, claim

    def _hand_on(self, named: list[tuple[str, ...]], claim: Claim) -> None:
        if claim.keeps_subject and self.subject is not None:
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
    for reader in readers_of(seen.quantity.shape):
        claim = reader.read(seen)
        if claim is not None:
            yield reader.name, claim


def _fact(
    claim: Claim,
    quantity: Quantity,
    quote: str,
    names: tuple[str, ...],
    by: tuple[int, str],
    where: tuple[str | None, str | None],
    judge: Judge,
) -> Fact:
    reasons = judge.doubts(names[0], quote, quantity.start, quantity.end, dated=where[0] is not None)
    return Fact(
        quote=quote, indicators=names, measure=claim.measure, value=claim.factor * quantity.value, unit=claim.unit,
        step=quantity.step * abs(claim.factor), start=quantity.start, end=quantity.end, sentence=by[0], reader=by[1], base=claim.base,
        scope=claim.scope, of=claim.of, region=where[1], period=where[0], approximate=quantity.approximate,
        confidence=judge.confidence(reasons), reasons=reasons,
    )  # fmt: skip
