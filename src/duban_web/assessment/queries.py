"""Reading schemes, rounds and standings; and the library's view of a round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet

from duban.scoring import (
    Item,
    Line,
    Reading,
    Readings,
    Result,
    UnitScore,
    adjustment_of_all,
    explain,
    parse_scheme,
)
from duban.scoring import Scheme as Tree
from duban_web.assessment.models import Commendation, Proof, Round, Scheme, SchemeVersion, Standing
from duban_web.common.access import Right
from duban_web.people.models import Unit, User


def schemes() -> QuerySet[Scheme]:
    """All schemes, the newest first."""
    return Scheme.objects.filter(removed_on=None)


def in_force(scheme: Scheme) -> SchemeVersion:
    """The version that holds."""
    return scheme.versions.exclude(in_force_on=None)[0]


def waiting(scheme: Scheme) -> SchemeVersion | None:
    """A change that waits for a second person."""
    return scheme.versions.filter(in_force_on=None, refused_on=None).first()


def rounds(user: User) -> QuerySet[Round]:
    """The rounds that a person sees: all for who sees everything, else those that are publicised."""
    found = Round.objects.filter(removed_on=None).select_related("scheme", "version", "campaign")
    return (
        found
        if user.may(Right.SEE_ALL)
        else found.filter(state__in=[Round.State.PUBLICISED, Round.State.FINAL])
    )


def standings(one: Round) -> QuerySet[Standing]:
    """By group and place."""
    return one.standings.select_related("unit")


def previous(one: Round) -> Round | None:
    """The round of the same scheme before this one, if its result is final."""
    earlier = one.scheme.rounds.filter(removed_on=None, state=Round.State.FINAL, last_day__lt=one.last_day)
    return earlier.order_by("-last_day", "-id").first()


@dataclass(frozen=True)
class View:
    """A round as the library sees it."""

    round: Round

    @cached_property
    def tree(self) -> Tree:
        """The scheme of its version."""
        return parse_scheme(self.round.version.source)

    @cached_property
    def units(self) -> Mapping[int, Unit]:
        """The units that are assessed, by key, in the order of groups."""
        return {one.unit_id: one.unit for one in self.round.entrants.select_related("unit")}

    @cached_property
    def entrants(self) -> Mapping[str, str]:
        """The group of each unit, both as words."""
        return {str(one.unit_id): one.group for one in self.round.entrants.all()}

    @cached_property
    def readings(self) -> Readings:
        """All figures."""
        rows = self.round.readings.values_list("item", "unit_id", "value", "target", "past")
        return {(item, str(unit)): Reading(value, target, past) for item, unit, value, target, past in rows}

    @cached_property
    def result(self) -> Result:
        """The standings as they were kept, not computed anew."""
        return Result(self.tree.version, tuple(self._score(one) for one in self.round.standings.all()))

    def _score(self, one: Standing) -> UnitScore:
        points = {code: Decimal(words) for code, words in one.points.items()}
        return UnitScore(
            str(one.unit_id),
            one.group,
            self.tree.rounded(one.total),
            points,
            tuple(one.vetoes),
            one.place,
            one.grade,
        )

    def lines(self, unit: int) -> list[Line]:
        """Why a unit has the points it has."""
        return explain(self.tree, self.result, self.readings, str(unit))

    def rest(self, unit: int) -> Decimal:
        """What the total is more or less than its first level."""
        return adjustment_of_all(self.tree, self.result.of(str(unit)))

    def group_name(self, code: str) -> str:
        """The name of a group, empty in a scheme without groups."""
        return dict(self.tree.groups).get(code, "")


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the sheet of readings: for each item its figures, or None where the unit's group has no such item."""

    unit: Unit
    group: str
    cells: Sequence[Reading | None]


def sheet(view: View) -> tuple[list[Item], list[Row]]:
    """All items that need figures, and every unit's figures for them."""
    items = [item for item in view.tree.items if item.method]
    rows = [
        Row(unit, view.group_name(view.entrants[str(key)]), [
            view.readings.get((item.code, str(key)), Reading()) if item.is_for(view.entrants[str(key)]) else None for item in items
        ])
        for key, unit in view.units.items()
    ]  # fmt: skip
    return items, rows


def may_object(user: User, one: Round, unit: int) -> bool:
    """A liaison for the own unit, while the round is publicised."""
    return one.state == Round.State.PUBLICISED and user.may(Right.REPORT) and unit in user.unit_ids


def moved(one: Standing) -> str:
    """How many places up or down since the round before."""
    if one.before is None:
        return "—"
    change = one.before - one.place
    return "→" if not change else f"{'↑' if change > 0 else '↓'}{abs(change).normalize():f}"


def commendations(user: User) -> QuerySet[Commendation]:
    """The lists that a person sees: all for who sees everything, else those that are publicised."""
    found = Commendation.objects.filter(removed_on=None)
    return found if user.may(Right.SEE_ALL) else found.exclude(state=Commendation.State.DRAFT)


def proofs(one: Round, unit: int) -> QuerySet[Proof]:
    """What the marks of a unit rest on."""
    return one.proofs.filter(unit=unit, removed_on=None).select_related("by")


def entered_items(view: View, unit: int) -> list[Item]:
    """The items of a unit whose marks a person gives."""
    group = view.entrants[str(unit)]
    return [item for item in view.tree.items if item.method and not item.takes and item.is_for(group)]
