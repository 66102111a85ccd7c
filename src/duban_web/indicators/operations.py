"""Accepting figures, learning words. Called inside the transaction of the decision that they belong to."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from duban.text.units import in_base
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.indicators.goals import targets
from duban_web.indicators.models import Alias, Observation, PeerGroup, RegionMap, Remark, YearTarget
from duban_web.indicators.shapes import named_shapes
from duban_web.people.models import User

FEWEST_PEERS = 2


@dataclass(frozen=True, slots=True)
class Key:
    """What is measured, of whom, when."""

    indicator: str
    measure: str
    base: str
    scope: str
    region: str
    period: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The value, in the unit in which it was printed; whether it is an estimate (预计数), and whence it is where no paper states it."""

    value: Decimal
    unit: str
    approximate: bool = False
    is_estimate: bool = False
    source: str = ""


def observe(user: User | None, key: Key, reading: Reading, *, replace: bool = False) -> Observation:
    """Accept a value. The same value again gives the observation that is there; a final figure takes the place of an estimate without being asked.

    Raises:
        Refused: another value was accepted before, and `replace` does not say that this one takes its place; region or period is missing;
            an estimate would take the place of a final figure.
    """
    missing = next((name for name in ("indicator", "region", "period") if not getattr(key, name)), None)
    if missing:
        raise Refused(f"observation-without-{missing}")
    known = Observation.objects.select_for_update().filter(removed_on=None, **asdict(key)).first()
    if known is None:
        known = Observation.objects.create(
            **asdict(key), **asdict(reading), accepted_by=user, accepted_on=today()
        )
        _record(user, "accept", known, before=None)
        return known
    is_final = known.is_estimate and not reading.is_estimate
    if same_amount(known.value, known.unit, reading.value, reading.unit) and not is_final:
        return known
    if reading.is_estimate and not known.is_estimate:
        raise Refused(
            "observation-is-final", name=key.indicator, had=f"{known.value.normalize():f}{known.unit}"
        )
    if not replace and not is_final:
        raise Refused(
            "observation-differs", name=key.indicator, had=f"{known.value.normalize():f}{known.unit}", on=known.accepted_on.isoformat(),
            new=f"{reading.value.normalize():f}{reading.unit}",
        )  # fmt: skip
    before = {"value": str(known.value), "unit": known.unit} | (
        {"estimate": "1"} if known.is_estimate else {}
    )
    for name, value in asdict(reading).items():
        setattr(known, name, value)
    known.accepted_by, known.accepted_on = user, today()
    known.save()
    _record(user, "replace", known, before=before)
    return known


def same_amount(value: Decimal, unit: str, other: Decimal, others: str) -> bool:
    """Whether two printed values are one amount: 22.1亿元 is 221000万元."""
    return in_base(value, unit) == in_base(other, others)


def let_go(user: User | None, observation: Observation) -> None:
    """Take an observation back that no paper states any more."""
    observation.removed_on = today()
    observation.save(update_fields=["removed_on"])
    _record(user, "withdraw", observation, before={"value": str(observation.value), "unit": observation.unit})


def learn(user: User | None, words: str, indicator: str) -> None:
    """Remember that a paper's words mean an indicator; a later correction of the same words takes the earlier one's place."""
    alias, _ = Alias.objects.update_or_create(
        words=words[:120], defaults={"indicator": indicator[:120], "learned_by": user, "learned_on": today()}
    )
    record(
        user, "learn", Subject("alias", alias.pk, alias.words), before=None, after={"indicator": indicator}
    )


@transaction.atomic
def forget(user: User, key: int) -> None:
    """Take a learned word back; figures accepted under it stay."""
    if not user.is_office:
        raise NotYours("office-only")
    for alias in Alias.objects.select_for_update().filter(pk=key):
        record(
            user,
            "forget",
            Subject("alias", alias.pk, alias.words),
            before={"indicator": alias.indicator},
            after=None,
        )
        alias.delete()


@transaction.atomic
def correct(user: User, key: int, value: Decimal, *, reason: str) -> Observation:
    """Put an accepted figure right, with a reason; the one before stays in the record.

    Raises:
        Refused: no reason, or the same value.
    """
    demand(user, Right.KEEP)
    if not reason.strip():
        raise Refused("observation-needs-reason")
    one = Observation.objects.select_for_update().get(pk=key, removed_on=None)
    if one.value == value:
        raise Refused("observation-same")
    before = {"value": str(one.value), "unit": one.unit}
    one.value, one.accepted_by, one.accepted_on = value, user, today()
    one.save()
    after = {"value": str(value), "unit": one.unit, "reason": reason.strip()[:300]}
    record(user, "replace", Subject("observation", one.pk, str(one)), before=before, after=after)
    return one


@transaction.atomic
def explain(user: User, key: int, *, doubts: list[str], words: str) -> None:
    """Say why a figure that does not fit others may stand.

    Raises:
        Refused: no words.
    """
    demand(user, Right.KEEP)
    if not words.strip():
        raise Refused("remark-needs-words")
    one = Observation.objects.get(pk=key, removed_on=None)
    made = Remark.objects.create(
        observation=one, doubts=doubts, words=words.strip()[:300], by=user, on=today()
    )
    record(
        user,
        "explain-figure",
        Subject("observation", one.pk, str(one)),
        before=None,
        after={"words": made.words},
    )


@transaction.atomic
def set_target(
    user: User | None,
    *,
    indicator: str,
    region: str,
    year: int,
    value: Decimal,
    unit: str = "",
    source: str = "",
    is_sample: bool = False,
) -> YearTarget:
    """Set a year's target; a later word takes the place of the one before, which stays in the record.

    Raises:
        Refused: a value not above 0.
    """
    demand(user, Right.KEEP)
    if value <= 0:
        raise Refused("target-not-positive", value=value)
    known = targets(year).select_for_update().filter(indicator=indicator, region=region).first()
    before = {"value": str(known.value), "unit": known.unit} if known else None
    one = known or YearTarget(indicator=indicator, region=region, year=year, is_sample=is_sample)
    one.value, one.unit, one.source, one.by, one.on = value, unit, source[:200], user, today()
    one.save()
    after = {"value": str(value), "unit": unit, "source": one.source}
    record(user, "set-target", Subject("target", one.pk, str(one)), before=before, after=after)
    return one


@transaction.atomic
def enter(user: User, key: Key, reading: Reading, *, replace: bool = False) -> Observation:
    """Accept a figure that a person types, with the words that say whence it is.

    Raises:
        Refused: as `observe`; no word on the source.
    """
    demand(user, Right.KEEP)
    if not reading.source.strip():
        raise Refused("observation-needs-source")
    return observe(user, key, reading, replace=replace)


@transaction.atomic
def save_group(user: User, name: str, regions: Sequence[str]) -> PeerGroup:
    """Keep regions as a group under a name; the same name takes other regions.

    Raises:
        Refused: fewer than two regions.
    """
    demand(user, Right.KEEP)
    chosen = list(dict.fromkeys(regions))
    if len(chosen) < FEWEST_PEERS:
        raise Refused("group-too-small")
    one, _ = PeerGroup.objects.update_or_create(
        name=name.strip(), defaults={"regions": chosen, "removed_on": None}
    )
    record(
        user,
        "save-group",
        Subject("peer-group", one.pk, one.name),
        before=None,
        after={"regions": "、".join(chosen)},
    )
    return one


@transaction.atomic
def keep_map(user: User, shapes: Any) -> RegionMap:
    """Take the office's own map in; the one before is kept.

    Raises:
        Refused: no GeoJSON of areas with names.
    """
    demand(user, Right.KEEP)
    found = named_shapes(shapes)
    if not found:
        raise Refused("map-without-names")
    one = RegionMap.objects.create(shapes=found, by=user, on=today())
    record(user, "keep-map", Subject("map", one.pk, str(one)), before=None, after={"shapes": len(found)})
    return one


def _record(user: User | None, action: str, one: Observation, *, before: dict[str, str] | None) -> None:
    after = {"value": str(one.value), "unit": one.unit, "region": one.region, "period": one.period}
    record(user, action, Subject("observation", one.pk, str(one)), before=before, after=after)
