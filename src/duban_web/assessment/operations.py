"""Everything that changes rounds and what follows from them."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction

from duban.scoring import RoundError, compute, parse_scheme, rewards, speeches
from duban_web.assessment import queries, sources
from duban_web.assessment.models import (
    Entrant,
    Follow,
    ItemReading,
    Round,
    Scheme,
    Standing,
)
from duban_web.audit.operations import Subject, record
from duban_web.campaigns.models import Campaign
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inbox.operations import tell_unit
from duban_web.people.models import User
from duban_web.supervision.history import work_calendar

PUBLICITY = 5  # working days, as for the publicity of cadres and awards
FIELDS = ("value", "target", "past")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a round is opened with. `entrants` are the units with the code of their group."""

    name: str
    period: str
    last_day: dt.date
    campaign: Campaign | None
    entrants: Mapping[int, str]


@transaction.atomic
def open_round(user: User | None, scheme: Scheme, opening: Opening, *, is_sample: bool = False) -> Round:
    """A round of the version that is in force.

    Raises:
        Refused: no units, an unknown group, the name is taken.
    """
    demand(user, Right.KEEP)
    version = queries.in_force(scheme)
    known = {code for code, _ in parse_scheme(version.source).groups} or {""}
    if not opening.entrants:
        raise Refused("round-without-units")
    stranger = next((group for group in opening.entrants.values() if group not in known), None)
    if stranger is not None:
        raise Refused("round-unknown-group", group=stranger or "—", known="、".join(sorted(known)))
    if scheme.rounds.filter(name=opening.name, removed_on=None).exists():
        raise Refused("round-name-taken", name=opening.name)
    one = Round.objects.create(
        scheme=scheme, version=version, campaign=opening.campaign, name=opening.name, period=opening.period, last_day=opening.last_day, is_sample=is_sample
    )  # fmt: skip
    Entrant.objects.bulk_create(
        Entrant(round=one, unit_id=unit, group=group) for unit, group in opening.entrants.items()
    )
    record(
        user,
        "open",
        _subject(one),
        before=None,
        after={"units": len(opening.entrants), "version": version.number},
    )
    return one


def _subject(one: Round) -> Subject:
    return Subject("round", one.pk, one.name)


def locked_round(one: Round, *states: str) -> Round:
    """The round, to be changed; refused where it has gone on."""
    locked = (
        Round.objects.select_for_update(of=("self",))
        .select_related("version", "scheme", "campaign")
        .get(pk=one.pk)
    )
    if locked.state not in states:
        raise Changed("round-state", state=say(f"assess.states.{locked.state}"))
    return locked


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as it is to be: of an item, of a unit, in one of the three fields, and the words that say whence it is."""

    item: str
    unit: int
    field: str
    value: Decimal | None
    source: str = ""


@transaction.atomic
def enter(user: User | None, one: Round, cells: Sequence[Cell], *, source: str) -> int:
    """Write figures, all or none; returns how many differ from what was there. The result has to be computed again."""
    demand(user, Right.KEEP)
    locked = locked_round(one, Round.State.DRAFT, Round.State.COMPUTED)
    changed = write_cells(user, locked, [replace(cell, source=source) for cell in cells])
    if changed:
        before = _undo_result(locked)
        record(
            user, "enter", _subject(locked), before=before, after={"figures": changed, "source": source[:100]}
        )
    return changed


def _undo_result(one: Round) -> dict[str, str]:
    """A result that its figures no longer give is taken away, not shown: the round is a draft again. Returns the totals for the record."""
    totals = {str(row.unit): f"{row.total.normalize():f}" for row in one.standings.select_related("unit")}
    one.standings.all().delete()
    Round.objects.filter(pk=one.pk).update(
        state=Round.State.DRAFT, computed_by=None, computed_on=None, shown_from=None, shown_to=None, token="", released_on=None
    )  # fmt: skip
    return totals


def write_cells(user: User | None, one: Round, cells: Sequence[Cell]) -> int:
    """Write figures and whence they are; returns how many differ. For operations that hold the round's lock."""
    rows = {(row.item, row.unit_id): row for row in one.readings.all()}
    fresh: list[ItemReading] = []
    touched: dict[int, ItemReading] = {}
    changed = 0
    for cell in cells:
        row = rows.get((cell.item, cell.unit))
        if row is None:
            row = rows[cell.item, cell.unit] = ItemReading(
                round=one, unit_id=cell.unit, item=cell.item, on=today()
            )
            fresh.append(row)
        if getattr(row, cell.field) != cell.value:
            setattr(row, cell.field, cell.value)
            row.source, row.by, row.on = cell.source[:200], user, today()
            changed += 1
            if row.pk:
                touched[row.pk] = row
    ItemReading.objects.bulk_create(fresh, batch_size=500)
    ItemReading.objects.bulk_update(touched.values(), [*FIELDS, "source", "by", "on"], batch_size=200)
    return changed


@transaction.atomic
def fetch(user: User | None, one: Round) -> int:
    """Take every figure that the system has: from accepted figures, tasks, lights, problems, other rounds; the past from the round before."""
    demand(user, Right.KEEP)
    locked = locked_round(one, Round.State.DRAFT, Round.State.COMPUTED)
    view = queries.View(locked)
    cells = _pasts(locked, view)
    for item in view.tree.items:
        if not item.method or not item.takes:
            continue
        units = [unit for key, unit in view.units.items() if item.is_for(view.entrants[str(key)])]
        for unit, taken in sources.take(locked, item.takes, units).items():
            cells.append(Cell(item.code, unit, "value", taken.value, taken.source))
            if taken.target is not None:
                cells.append(Cell(item.code, unit, "target", taken.target, taken.source))
    changed = write_cells(user, locked, cells)
    if changed:
        record(user, "fetch", _subject(locked), before=_undo_result(locked), after={"figures": changed})
    return changed


def _pasts(one: Round, view: queries.View) -> list[Cell]:
    """The values of the round before, where an item needs its past and has none."""
    before = queries.previous(one)
    needed = {item.code for item in view.tree.items if item.method and "past" in item.method.needs}
    if before is None or not needed:
        return []
    have = {(r.item, r.unit_id) for r in one.readings.exclude(past=None)}
    rows = before.readings.filter(item__in=needed, unit_id__in=view.units).exclude(value=None)
    source = say("assess.from.before")
    return [Cell(r.item, r.unit_id, "past", r.value, source) for r in rows if (r.item, r.unit_id) not in have]


@transaction.atomic
def compute_round(user: User | None, one: Round) -> None:
    """Compute and keep every unit's points, total, place and grade.

    Raises:
        Refused: figures that are missing or cannot be scored, each named.
    """
    demand(user, Right.KEEP)
    locked = locked_round(one, Round.State.DRAFT, Round.State.COMPUTED)
    keep_result(locked)
    Round.objects.filter(pk=locked.pk).update(
        state=Round.State.COMPUTED, computed_by=user, computed_on=today()
    )
    record(user, "compute", _subject(locked), before=None, after={"version": locked.version.number})


def keep_result(one: Round) -> None:
    """Compute and keep the standings, for operations that hold the round's lock."""
    view = queries.View(one)
    try:
        result = compute(view.tree, view.entrants, view.readings)
    except RoundError as problem:
        raise Refused(
            "round-troubles", n=len(problem.troubles), list="\n".join(_troubles(view, problem))
        ) from problem
    before = queries.previous(one)
    places = dict(before.standings.values_list("unit_id", "place")) if before else {}
    one.standings.all().delete()
    Standing.objects.bulk_create(
        Standing(
            round=one, unit_id=int(score.unit), group=score.group, total=score.total, place=score.place, before=places.get(int(score.unit)),
            grade=score.grade, points={code: str(points) for code, points in score.points.items()}, vetoes=list(score.vetoes),
        )
        for score in result.scores
    )  # fmt: skip


MOST_TROUBLES = 30


def _troubles(view: queries.View, problem: RoundError) -> list[str]:
    names = {item.code: item.name for item in view.tree.items}
    found = [
        f"{view.units[int(t.unit)]}，{names.get(t.item, '')}：{say(t.code, **dict(t.fields))}"
        for t in problem.troubles[:MOST_TROUBLES]
    ]
    return found + (["……"] if len(problem.troubles) > MOST_TROUBLES else [])


@transaction.atomic
def check(user: User, one: Round) -> None:
    """Somebody else than who computed it has looked the result over (审核).

    Raises:
        NotYours: who computed it may not check it.
    """
    demand(user, Right.KEEP, Right.DECIDE)
    locked = locked_round(one, Round.State.COMPUTED)
    if locked.computed_by_id == user.pk:
        raise NotYours("round-second-person")
    Round.objects.filter(pk=locked.pk).update(state=Round.State.CHECKED)
    record(user, "check-round", _subject(locked), before=None, after=None)


@transaction.atomic
def publicise(user: User, one: Round) -> None:
    """Show the result to the units, and take objections for five working days (公示)."""
    demand(user, Right.KEEP)
    locked = locked_round(one, Round.State.CHECKED)
    last = work_calendar(today()).add(today(), PUBLICITY)
    Round.objects.filter(pk=locked.pk).update(state=Round.State.PUBLICISED, shown_from=today(), shown_to=last)
    for entrant in locked.entrants.all():
        tell_unit(
            entrant.unit_id,
            "round-publicised",
            link=f"/assessment/rounds/{locked.pk}/",
            name=locked.name,
            last=last.isoformat(),
        )
    record(user, "publicise", _subject(locked), before=None, after={"to": last.isoformat()})


@transaction.atomic
def reopen(user: User, one: Round, *, reason: str) -> None:
    """Back to where figures can be changed; only before it is final, and with a reason."""
    demand(user, Right.KEEP)
    if not reason.strip():
        raise Refused("round-needs-reason")
    locked = locked_round(one, Round.State.CHECKED, Round.State.PUBLICISED)
    record(
        user,
        "reopen",
        _subject(locked),
        before={"state": locked.state, **_undo_result(locked)},
        after={"reason": reason.strip()[:300]},
    )


@transaction.atomic
def finish(user: User, one: Round) -> None:
    """The result is final: speeches and rewards follow from it.

    Raises:
        Refused: the publicity is not over, or an objection waits for its answer.
    """
    demand(user, Right.KEEP)
    locked = locked_round(one, Round.State.PUBLICISED)
    if locked.shown_to is not None and today() <= locked.shown_to:
        raise Refused("round-still-shown", last=locked.shown_to)
    waiting = locked.objections.filter(answered_on=None).count()
    if waiting:
        raise Refused("round-objections", n=waiting)
    Round.objects.filter(pk=locked.pk).update(state=Round.State.FINAL, final_on=today())
    Follow.objects.bulk_create(_follows(locked))
    record(user, "finish", _subject(locked), before=None, after=None)


def _follows(one: Round) -> list[Follow]:
    view = queries.View(one)
    found: list[Follow] = []
    for group in dict.fromkeys(view.entrants.values()):
        scores = view.result.group(group)
        found += [
            Follow(
                round=one, unit_id=int(s.unit), kind=Follow.Kind.MODEL if s.is_model else Follow.Kind.PLEDGE
            )
            for s in speeches(view.tree, scores)
        ]
        found += [
            Follow(round=one, unit_id=int(s.unit), kind=Follow.Kind.REWARD, what=r.what[:300])
            for s, r in rewards(view.tree, scores)
        ]
    return found


@transaction.atomic
def follow_up(user: User, one: Follow, *, what: str, note: str, is_done: bool) -> None:
    """What was pledged, and whether it was kept; whether a reward was paid."""
    demand(user, Right.KEEP)
    before = {"what": one.what, "note": one.note, "done_on": str(one.done_on or "")}
    one.what, one.note = what.strip()[:300] or one.what, note.strip()[:300]
    one.done_on = (one.done_on or today()) if is_done else None
    one.save()
    after = {"what": one.what, "note": one.note, "done_on": str(one.done_on or "")}
    record(user, "follow", Subject("follow", one.pk, str(one)), before=before, after=after)


@transaction.atomic
def release(user: User, one: Round) -> None:
    """Show the board to everybody who has its address (晾晒), without a login."""
    demand(user, Right.KEEP)
    locked = locked_round(one, Round.State.PUBLICISED, Round.State.FINAL)
    Round.objects.filter(pk=locked.pk).update(
        token=locked.token or secrets.token_urlsafe(18), released_on=today()
    )
    record(user, "release", _subject(locked), before=None, after={"on": today().isoformat()})


@transaction.atomic
def withdraw(user: User, one: Round) -> None:
    """The address shows nothing any more; a later release has another."""
    demand(user, Right.KEEP)
    Round.objects.filter(pk=one.pk).update(token="", released_on=None)
    record(user, "withdraw", _subject(one), before=None, after=None)
