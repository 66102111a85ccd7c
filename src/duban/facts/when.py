"""Which period a figure speaks of: the one named in its sentence, else its paragraph's, else the paper's own."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from duban.calendar.periods import Period, last_day
from duban.facts.names import exact_name, is_stock
from duban.text.dates import Mention

STATED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
YEARBOOK = re.compile(r"(?:19|20)\d\d年[,，]?[^。，,]{0,12}统计公报|(?:19|20)\d\d年(?:年末|全年)")
CONGRESS_REPORT = re.compile(r"((?:19|20)\d\d)年?\S{0,6}政府工作报告")
LOOKED_BACK = re.compile(r"((?:19|20)\d\d)年(?:政府)?工作(?:的)?回顾")
# what is measured at a point in time, not over a span
STOCK = re.compile(
    "余额|登记失业|存栏|(?:常住|户籍|总|年末)人口$|人口数$|城镇化率|保有量|在册|在谈|年末|期末|存贷比"
)
HEAD_OF_TEXT = 400
TITLE = 60
CLAUSE_HEAD = 4
LOOKED_FOR_YEAR = 800
LAST_MONTH_OF_YEARBOOKS = 8
LAST_MONTH_OF_CONGRESSES = 3
DECEMBER = 12
REPOSTED = 2
YEAR_OF_DAYS = 360
MONTHS_OF_QUARTER = 92


def year_meant(text: str, published: dt.date | None) -> int | None:
    """The year that a bare 一季度 means: that of publication, but in a yearbook that of which it tells."""
    stated = STATED_YEAR.search(text[:HEAD_OF_TEXT])
    if published is None:
        report = CONGRESS_REPORT.search(text[:HEAD_OF_TEXT])
        looked_back = LOOKED_BACK.search(text[:LOOKED_FOR_YEAR])
        return (
            int(report[1])
            if report
            else int(looked_back[1]) + 1
            if looked_back
            else int(stated[1])
            if stated
            else None
        )
    before = published.year - 1
    says_before = stated is None or int(stated[1]) == before
    yearbook = YEARBOOK.search(text[:LOOKED_FOR_YEAR])
    if says_before and published.month <= LAST_MONTH_OF_YEARBOOKS and yearbook:
        return before
    return published.year


def period_of_paper(text: str, published: dt.date | None) -> Period | None:
    """What a paper that names no period reports on.

    The year before, if it is of the first three months, when the people's congresses meet; the year itself in December.
    """
    if published is None:
        report = CONGRESS_REPORT.search(text[:HEAD_OF_TEXT])
        looked_back = LOOKED_BACK.search(text[:LOOKED_FOR_YEAR])
        return (
            Period.year(int(report[1]) - 1)
            if report
            else Period.year(int(looked_back[1]))
            if looked_back
            else None
        )
    if published.month <= LAST_MONTH_OF_CONGRESSES:
        return Period.year(published.year - 1)
    return Period.year(published.year) if published.month == DECEMBER else None


def is_reposted(text: str, published: dt.date | None) -> bool:
    """Whether the page is dated two years or more after the latest year that the text names: the site's date, not the paper's."""
    years = [int(found[1]) for found in STATED_YEAR.finditer(text)]
    return published is not None and bool(years) and published.year - max(years) >= REPOSTED


@dataclass(slots=True)
class Timeline:
    """What period holds while reading on. `published`: a span without a year that is not over by then was a year before."""

    document: Period | None
    published: dt.date | None = None
    year: int | None = None
    is_assumed: bool = True
    paragraph: Period | None = None
    goes_on: bool = False
    is_event: bool = False

    def new_paragraph(self) -> None:
        """A paragraph begins in the paper's own period, or in that of the line before it that led over to it."""
        if not self.goes_on:
            self.paragraph, self.is_event = self.document, False
        self.goes_on = False

    def placed(self, mention: Mention, *, planned: bool) -> Mention:
        """The mention with its year set.

        全年 in a paper of February is the year before, unless it is planned; 上年 is the year before the one that the paper tells of.
        """
        if "上年" in mention.words and self.document is not None:
            late = mention.period.last.year - self.document.last.year + 1
            return replace(mention, period=mention.period.earlier(1)) if late == 1 else mention
        if mention.words == "全年" and not planned and self._tells_of_year_before(mention):
            return replace(mention, period=mention.period.earlier(1))
        if mention.stated_year or planned or self.published is None or not _is_ahead(mention, self.published):
            return mention
        return replace(mention, period=mention.period.earlier(1))

    def _tells_of_year_before(self, mention: Mention) -> bool:
        """全年 in a paper of July on the year before is that year: its own is not over."""
        held, today = self.document, self.published
        return (
            held is not None
            and today is not None
            and not self.is_assumed
            and _is_year(held)
            and held.last.year == mention.period.first.year - 1
            and mention.period.last > today
        )

    def see(self, named: Sequence[Mention], at: int, *, planned: bool) -> None:
        """A sentence that names periods: the first holds for what follows, and near the head of the text for the paper."""
        first = next((m for m in named if not m.starts and (planned or not self._is_label(m))), None)
        if first is None:
            return
        if (first.kind == "five" and first.start < CLAUSE_HEAD) or (
            first.kind == "whole"
            and self.document is not None
            and "/" in self.document.iso
            and _is_long(self.document)
        ):
            self.document = first.period
        is_event = first.kind in {"day", "span", "month"} and not first.until
        if (
            not self._keeps_document(first)
            and not self._is_elsewhere(first)
            and (
                self.is_event
                or self.paragraph is None
                or self.paragraph is self.document
                or _overrides(first, self.paragraph)
            )
        ):
            self.paragraph, self.is_event = self._whole(first.period), is_event
        if (
            at >= HEAD_OF_TEXT
            or self._is_elsewhere(first)
            or (is_event and (first.kind != "month" or at >= TITLE))
        ):
            return
        if self.is_assumed or _is_narrower(first.period, self.document):
            self.document, self.is_assumed = first.period, False

    def _is_elsewhere(self, mention: Mention) -> bool:
        """A year before or after those that the paper tells of holds for its own sentence only."""
        held = self.document
        if held is None or mention.kind != "whole" or not _is_year(held):
            return False
        return mention.period.first > held.last or (mention.period.last < held.first and not self.is_assumed)

    def _is_label(self, mention: Mention) -> bool:
        """2024年度专项债券 in a paper of 2023 names the bonds, 2023年12月底前 a deadline: neither is a time that figures tell of."""
        if self.published is None:
            return self.year is not None and mention.period.first.year > self.year
        ahead = mention.period.last if mention.until else mention.period.first
        return ahead > self.published

    def _keeps_document(self, mention: Mention) -> bool:
        """今年以来 says nothing new in a paper on the first quarter."""
        document = self.document
        if (
            document is None
            or mention.kind != "whole"
            or mention.until
            or not re.match("今年|本年|当年", mention.words)
        ):
            return False
        return document.first.year == mention.period.first.year and not _is_year(document)

    def _ahead(self) -> Period | None:
        """The year that a plan is for, where the paper tells of the year before and sets aims for its own."""
        if (
            self.paragraph is not None
            and self.year is not None
            and self.paragraph.last.year == self.year - 1
            and _is_year(self.paragraph)
        ):
            return Period.year(self.year)
        return self.paragraph

    def _whole(self, period: Period) -> Period:
        """二季度 in a paper on the first half is that half: quarters of accounts are told from January on."""
        whole = self.document
        if (
            whole is None
            or period.last != whole.last
            or (period.last - period.first).days > MONTHS_OF_QUARTER
        ):
            return period
        is_quarter = "Q" in period.iso
        return (
            whole
            if is_quarter and whole.first < period.first and whole.first.year == period.first.year
            else period
        )

    def of(
        self,
        named: Mention | None,
        names: Sequence[str],
        *,
        yearly: bool = False,
        at_end: bool = False,
        target: bool = False,
    ) -> Period | None:
        """The period of a figure. A stock is dated by the last day; a flow said at a month's end runs from January.

        `yearly`: the figure is an average of several years, and keeps them all; `at_end`: the words say 年末 or 期末;
        `target`: the figure is planned.
        """
        period = self._whole(named.period) if named else self._ahead() if target else self.paragraph
        if period is None:
            return None
        if _is_long(period) and not yearly and names and exact_name(names[0]):
            return Period.year(period.last.year)
        if any(STOCK.search(name) or is_stock(name) for name in names[:2]):
            return (
                Period.day(period.last) if at_end or not (_is_year(period) or _is_month(period)) else period
            )
        if _is_month_end(period) and (named is None or named.until):
            return Period.months(period.first.year, 1, period.first.month)
        return period


def _is_ahead(mention: Mention, published: dt.date) -> bool:
    if mention.kind == "whole":
        return published.month <= LAST_MONTH_OF_CONGRESSES and mention.period.last > published
    return mention.period.first > published


def _overrides(mention: Mention, held: Period) -> bool:
    """Whether a later mention of the paragraph holds on: an event's day, a single month and an earlier year do not."""
    period = mention.period
    if mention.kind in {"day", "month", "span"} and not mention.until:
        return False
    if mention.kind == "whole" and period.first <= held.first and held.last <= period.last:
        return False
    return period.last >= held.first


def _is_long(period: Period) -> bool:
    return period.last.year > period.first.year


def _is_narrower(period: Period, held: Period | None) -> bool:
    return (
        held is not None and _is_year(held) and not _is_year(period) and period.first.year == held.first.year
    )


def _is_year(period: Period) -> bool:
    return (period.last - period.first).days > YEAR_OF_DAYS


def _is_month(period: Period) -> bool:
    return 26 < (period.last - period.first).days < 31  # noqa: PLR2004 the days of a month


def _is_month_end(period: Period) -> bool:
    return period.first == period.last == last_day(period.first.year, period.first.month)
