"""The period of one figure: what its sentence names, moved by the words just before it (上年同期的, 由…, 当月)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from duban.calendar.periods import Period
from duban.facts.groups import Group, Page
from duban.facts.model import Measure
from duban.facts.seen import Claim
from duban.facts.when import Timeline
from duban.text.dates import Mention
from duban.text.numerals import parse_number
from duban.text.quantities import Quantity

STARTS_FROM = re.compile(
    "(?<![自经])[从由](?P<before>上年同期|去年同期|上年|去年|前年)?[^，,。；;从由\\d]{0,14}$"
)
RISES_TO = re.compile(
    "(?:左右|以上)?(?:上升|下降|提高|增加|减少|提升|回落|缩小|扩大|增长|增|降|升|变|压缩|缩短|回升|攀升|跃升|调整|收窄|优化|降低|减|发展)[到至为]"
)
THEN = re.compile(
    "(?:上升|下降|提高|增加|减少|提升|回落|缩小|扩大|增长|增|降|升|变|压缩|缩短|回升|攀升|跃升|调整|收窄|优化|降低|减|发展)?(?:到了?|至|为|成)"
    "(?:目前的|现在的|今年的|[的约近])?$|^第?$|(?:跃升|上升|前进|前移|升|提升)到?第?$"
)
LAST_YEAR = re.compile("(?:上年|去年)(?:同期|同月)?的?$")
COMPARED = re.compile(
    "[比与同较](?P<time>\\d{4}年|[一二][零〇○一二三四五六七八九]{3}年|上年|去年)(?:同期)?的$"
)
THIS_MONTH = re.compile("当月|单月|本月")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a figure stands: its sentence, its group, the end of the figure before and the words that led up to that one."""

    page: Page
    group: Group
    since: int
    before_last: str

    def mention(self, quantity: Quantity) -> Mention | None:
        """The last period named before the figure; one that 由 opens holds for the next figure only."""
        before = [m for m in self.page.named if self.page.start + m.start <= quantity.start]
        while before and before[-1].starts and self.page.start + before[-1].end <= self.since:
            before.pop()
        return before[-1] if before else None

    @property
    def is_first_end(self) -> bool:
        """由1%上升到5.5%: the 1%."""
        return bool(STARTS_FROM.search(self.group.before) and RISES_TO.match(self.group.after))

    @property
    def is_second_end(self) -> bool:
        """由1%上升到5.5%: the 5.5%."""
        lead = self.group.lead
        return bool(STARTS_FROM.search(self.before_last) and not lead.noun and THEN.search(lead.words))


def span_of(
    timeline: Timeline, at: Standing, quantity: Quantity, names: Sequence[str], claim: Claim
) -> str | None:
    """The period of a figure, as it is written."""
    text = at.page.sentence.text
    period = timeline.of(
        at.mention(quantity),
        names,
        yearly=claim.base == "年均",
        at_end="年末" in text or "期末" in text,
        target=claim.measure is Measure.TARGET,
    )
    if period is None:
        return None
    if THIS_MONTH.search(at.group.lead.words):
        return Period.month(period.last.year, period.last.month).iso
    if claim.measure is Measure.TARGET and names[0].endswith("计划投资"):
        return Period.year(period.last.year).iso
    return _compared(timeline, at, names, period) or _end_of_change(timeline, at, period)


def _compared(timeline: Timeline, at: Standing, names: Sequence[str], period: Period) -> str | None:
    """The period of a figure that others are compared with, where the words name it."""
    group = at.group
    compared = at.page.compared_before(group)
    if compared is not None:
        return (timeline.of(compared, names) or period).iso
    than = COMPARED.search(group.before)
    if than:
        year = than["time"]
        return period.earlier(1).iso if year[0] in "上去" else f"{int(parse_number(year[:-1])):04}"
    words = group.outer if group.clause.bracketed else group.before
    if LAST_YEAR.search(words) and (group.clause.bracketed or STARTS_FROM.search(words)):
        return period.earlier(1).iso
    return None


def _end_of_change(timeline: Timeline, at: Standing, period: Period) -> str:
    """从26.7%提高到52.1% over a year or a plan of years: the first is of the year before it, the second of its last."""
    years = timeline.paragraph
    if years is None or at.group.clause.bracketed or not ("/" in period.iso or period.iso.isdigit()):
        return period.iso
    if at.is_first_end and period.iso in {years.iso, str(years.last.year)}:
        return Period.year(years.first.year - 1).iso
    is_long = "/" in period.iso and period.first.month == 1 and period.last.year > period.first.year
    return str(period.last.year) if is_long and at.is_second_end else period.iso
