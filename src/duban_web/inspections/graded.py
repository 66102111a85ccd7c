"""Places graded by risk: written down, taken in from Excel, graded anew, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from duban.flow.grading import MOST, grade_of, next_check
from duban_files.errors import FileError
from duban_files.table_file import read_table
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inspections.models import Finding, Inspection, Site
from duban_web.people.models import User
from duban_web.people.queries import units_by_name

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("单位名称", "企业名称", "名称", "场所名称"), "industry": ("行业", "类别"), "place": ("地址", "地点"), "unit": ("责任单位", "监管单位", "主管部门"),
    "person": ("责任人", "监管责任人"), "score": ("风险分", "评分", "得分"), "factors": ("风险因素", "主要风险", "隐患"),
}  # fmt: skip
NEEDED = ("name", "unit", "score")
HEADER_WITHIN, MOST_PROBLEMS = 10, 30


def sites(*, colour: str = "", is_due: bool = False) -> QuerySet[Site]:
    """Graded places, those that are to be checked first at the top, with the hazards that are not mended."""
    open_ones = Q(inspections__findings__outcome__in=[Finding.Outcome.NOTICE, Finding.Outcome.PROBLEM]) & ~Q(
        inspections__findings__is_mended=True
    )
    found = (
        Site.objects.filter(removed_on=None)
        .select_related("unit")
        .order_by("next_check", "id")
        .annotate(hazards=Count("inspections__findings", filter=open_ones))
    )
    if colour:
        found = found.filter(colour=colour)
    return found.filter(next_check__lte=today()) if is_due else found


def counts() -> dict[str, int]:
    """How many places have which colour."""
    rows = Site.objects.filter(removed_on=None).order_by().values_list("colour").annotate(n=Count("pk"))
    return dict(rows)


@transaction.atomic
def save_site(user: User | None, one: Site) -> Site:
    """Write a place down, or change it: the colour follows from the score, the next check from the colour."""
    demand(user, Right.KEEP, Right.INSPECT)
    known = Site.objects.select_for_update().filter(pk=one.pk).first() if one.pk else None
    before = _plain(known) if known else None
    one.registered_on = known.registered_on if known else today()
    _graded(one)
    one.save()
    record(
        user, "edit" if known else "add", Subject("site", one.pk, one.name), before=before, after=_plain(one)
    )
    return one


def _graded(one: Site) -> None:
    one.colour = grade_of(one.score).colour
    one.next_check = next_check(one.score, one.last_check, since=one.registered_on)


def _plain(one: Site) -> dict[str, object]:
    return {
        "score": str(one.score),
        "colour": one.colour,
        "unit": one.unit_id,
        "person": one.person,
        "next_check": one.next_check.isoformat(),
    }


def checked(visit: Inspection) -> None:
    """A visit was made: the place has been checked on its day."""
    if visit.site_id is None or visit.visited_on is None:
        return
    one = Site.objects.select_for_update().get(pk=visit.site_id)
    one.last_check = max(visit.visited_on, one.last_check or visit.visited_on)
    _graded(one)
    one.save(update_fields=["last_check", "colour", "next_check"])


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the office's register as it was read."""

    number: int
    cells: Mapping[str, str]


@transaction.atomic
def take_in(user: User, data: bytes, *, name: str) -> int:
    """The office's own register as Excel, all rows or none; a place that is known is changed. Returns how many rows there were.

    Raises:
        Refused: not readable, without the needed columns, or with mistakes, each named by its row.
    """
    demand(user, Right.KEEP)
    try:
        rows = _rows(read_table(data, name=name))
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    units, problems, found = units_by_name(), [], []
    known = {site.name: site for site in Site.objects.filter(removed_on=None)}
    for row in rows:
        score = _score(row.cells["score"])
        unit = units.get(row.cells["unit"])
        if not row.cells["name"] or unit is None:
            problems.append(
                say(
                    "site.unknown_unit" if row.cells["name"] else "site.no_name",
                    row=row.number,
                    unit=row.cells["unit"] or "—",
                )
            )
        elif score is None:
            problems.append(say("site.no_score", row=row.number, words=row.cells["score"] or "—"))
        else:
            one = known.get(row.cells["name"]) or Site(name=row.cells["name"][:80])
            one.unit, one.score = unit, score
            for field, longest in (("industry", 40), ("place", 80), ("person", 40), ("factors", 300)):
                setattr(one, field, row.cells.get(field, "")[:longest] or getattr(one, field))
            found.append(one)
            known[one.name] = one
    if problems:
        raise Refused("sheet-wrong", n=len(problems), list="\n".join(problems[:MOST_PROBLEMS]))
    for one in found:
        save_site(user, one)
    return len(found)


def _rows(grid: Sequence[Sequence[str]]) -> list[Row]:
    for at, header in enumerate(grid[:HEADER_WITHIN]):
        columns = {
            field: n
            for field, words in COLUMNS.items()
            for n, cell in enumerate(header)
            if cell.replace(" ", "") in words
        }
        if all(field in columns for field in NEEDED):
            return [
                Row(number, {field: row[n] if n < len(row) else "" for field, n in columns.items()})
                for number, row in enumerate(grid[at + 1 :], at + 2) if any(row)
            ]  # fmt: skip
    raise Refused("sheet-no-header", known="、".join(words[0] for words in COLUMNS.values()))


def _score(words: str) -> Decimal | None:
    try:
        score = Decimal(words)
    except InvalidOperation:
        return None
    return score.quantize(Decimal("0.1")) if score.is_finite() and 0 <= score <= MOST else None
