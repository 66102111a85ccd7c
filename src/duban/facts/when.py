"""Which period a figure speaks of: the one named in its sentence, else its paragraph's, else the paper's own."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from duban.calendar.periods import Period, last_day
from duban.facts.names import exact_name
from duban.text.dates import Mention

STATED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
LOOKS_BACK = re.compile(
    r"(?:19|20)\d\d年[,，]?(?:[^。，,]{0,12}统计公报|全[县市区省](?![市县]?委)|我[县市区]|年末)|全年(?!目标|任务|计划)"
)
# what is measured at a point in time, not over a span
STOCK = re.compile("余额|存栏|人口|城镇化率|保有量|总数$|在册|年末|期末")
HEAD_OF_TEXT = 400
LOOKED_FOR_YEAR = 800
LAST_MONTH_OF_YEARBOOKS = 8
LAST_MONTH_OF_CONGRESSES = 3


def year_meant(text: str, published: dt.date | None) -> int | None:
    """The year that a bare 一季度 means: that of publication, unless the paper looks back on the year before it."""
    stated = STATED_YEAR.search(text[:HEAD_OF_TEXT])
    if published is None:
        return int(stated[1]) if stated else None
    before = published.year - 1
    says_before = stated is None or int(stated[1]) == before
    if (
        says_before
        and published.month <= LAST_MONTH_OF_YEARBOOKS
        and LOOKS_BACK.search(text[:LOOKED_FOR_YEAR])
    ):
        return before
    return published.year


def period_of_paper(published: dt.date | None) -> Period | None:
    """A paper of the first three months that names no period reports on the year before: the people's congresses meet then."""
    if published is None or published.month > LAST_MONTH_OF_CONGRESSES:
        return None
    return Period.year(published.year - 1)


@dataclass(slots=True)
class Timeline:
    """What period holds while reading on."""

    document: Period | None
    is_assumed: bool = True
    paragraph: Period | None = None

    def new_paragraph(self) -> None:
        """A paragraph begins in the paper's own period."""
        self.paragraph = self.document

    def see(self, named: Sequence[Mention], at: int) -> None:
        """A sentence that names periods: the first holds for the paragraph, and near the head of the text for the paper."""
        if not named:
            return
        first = self.paragraph = named[0].period
        if at >= HEAD_OF_TEXT:
            return
        narrower = (
            self.document is not None
            and _is_year(self.document)
            and not _is_year(first)
            and first.first.year == self.document.first.year
        )
        if self.is_assumed or narrower:
            self.document, self.is_assumed = first, False

    def of(self, named: Mention | None, names: Sequence[str]) -> str | None:
        """The period of a figure. A stock is dated by the last day; a flow said at a month's end runs from January."""
        period = named.period if named else self.paragraph
        if period is None:
            return None
        if any(STOCK.search(name) for name in names):
            return period.last.isoformat()
        if _is_month_end(period) and exact_name(names[0] if names else ""):
            return Period.months(period.first.year, 1, period.first.month).iso
        return period.iso


def _is_year(period: Period) -> bool:
    return (period.last - period.first).days > 360  # noqa: PLR2004 days of a year, nearly


def _is_month_end(period: Period) -> bool:
    return period.first == period.last == last_day(period.first.year, period.first.month)
