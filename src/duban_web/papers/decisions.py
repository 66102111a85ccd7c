"""What a person decides about the figures of a paper: accepted (as read or corrected), rejected, taken back."""

import re
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction

from duban.facts.names import exact_name
from duban_web.audit.operations import Subject, record
from duban_web.common.errors import Changed, NotYours
from duban_web.common.office import today
from duban_web.indicators.models import Observation
from duban_web.indicators.operations import Key, Reading, learn, let_go, observe
from duban_web.papers.models import Paper, PaperFact
from duban_web.papers.queries import sure_facts
from duban_web.people.models import User


@dataclass(frozen=True, slots=True)
class Values:
    """A figure as the person has it before them when accepting it."""

    indicator: str
    measure: str
    value: Decimal
    unit: str
    base: str
    scope: str
    region: str
    period: str


def values_of(fact: PaperFact) -> Values:
    """The figure as it stands; a paper's own place fills a missing one."""
    return Values(
        fact.indicator, fact.measure, fact.value.normalize() + 0, fact.unit, fact.base, fact.scope, fact.region or fact.paper.region,
        fact.period,
    )  # fmt: skip


ESTIMATE = re.compile(r"预计|预测|预估|测算")


def says_estimate(fact: PaperFact) -> bool:
    """Whether the sentence calls a figure an estimate (预计数) before it comes to it."""
    before = fact.paper.clean_text[: fact.end]
    begins = max(before.rfind(mark) for mark in "。；\n") + 1
    return ESTIMATE.search(before[begins:]) is not None


@transaction.atomic
def accept(user: User, key: int, values: Values | None = None, *, replace: bool = False) -> PaperFact:
    """Accept a figure, as read or as the person put it. A corrected name is learned.

    Raises:
        Changed: somebody decided it meanwhile.
        Refused: another value was accepted before and `replace` is not said, or region or period is missing.
    """
    fact = _open(user, key)
    mine = values or values_of(fact)
    was = values_of(fact)
    if mine != was:
        fact.read_as = {name: str(value) for name, value in asdict(was).items()}
        if mine.indicator != was.indicator and exact_name(was.indicator) is None:
            learn(user, was.indicator, mine.indicator)
    for name, value in asdict(mine).items():
        setattr(fact, name, value)
    at = Key(mine.indicator, mine.measure, mine.base, mine.scope, mine.region, mine.period)
    fact.observation = observe(
        user,
        at,
        Reading(mine.value, mine.unit, fact.approximate, is_estimate=says_estimate(fact)),
        replace=replace,
    )
    if fact.paper.is_sample and not fact.observation.facts.exists():
        Observation.objects.filter(pk=fact.observation.pk).update(is_sample=True)
    _decide(user, fact, PaperFact.State.ACCEPTED, "correct" if mine != was else "accept")
    return fact


@transaction.atomic
def accept_sure(user: User, paper: Paper) -> tuple[int, int]:
    """Accept every open figure that the machine is sure of and no check speaks against.

    One that another accepted value contradicts stays open. Returns how many were accepted and how many stay open of these.
    """
    accepted = left = 0
    for fact in sure_facts(paper):
        at = values_of(fact)
        known = Observation.objects.filter(
            removed_on=None, indicator=at.indicator, measure=at.measure, base=at.base, scope=at.scope, region=at.region, period=at.period
        ).first()  # fmt: skip
        if (
            not at.region
            or not at.period
            or (
                known is not None
                and (known.value, known.unit) != (at.value, at.unit)
                and not _gives_way(known, fact)
            )
        ):
            left += 1
            continue
        accept(user, fact.pk)
        accepted += 1
    return accepted, left


def _gives_way(known: Observation, fact: PaperFact) -> bool:
    """An estimate to a final figure."""
    return known.is_estimate and not says_estimate(fact)


@transaction.atomic
def reject(user: User, key: int) -> PaperFact:
    """Not taken: misread, or no figure at all."""
    fact = _open(user, key)
    _decide(user, fact, PaperFact.State.REJECTED, "reject")
    return fact


@transaction.atomic
def reopen(user: User, key: int) -> PaperFact:
    """Take a decision back. An observation that no other paper states, and nobody typed, goes with it; a correction is undone."""
    _office(user)
    fact = PaperFact.objects.select_for_update().select_related("paper").get(pk=key)
    if fact.state == PaperFact.State.OPEN:
        return fact
    observation = fact.observation
    if fact.read_as:
        for name, value in fact.read_as.items():
            setattr(fact, name, Decimal(value) if name == "value" else value)
    fact.observation, fact.read_as = None, None
    _decide(user, fact, PaperFact.State.OPEN, "reopen")
    if observation is not None and not observation.source and not observation.facts.exists():
        let_go(user, observation)
    return fact


def _office(user: User) -> None:
    if not user.is_office:
        raise NotYours("office-only")


def _open(user: User, key: int) -> PaperFact:
    """The figure, locked, if nobody decided it yet."""
    _office(user)
    fact = PaperFact.objects.select_for_update(of=("self",)).select_related("paper", "decided_by").get(pk=key)
    if fact.state != PaperFact.State.OPEN:
        raise Changed(
            "fact-decided",
            who=fact.decided_by or "",
            on=fact.decided_on.isoformat() if fact.decided_on else "",
        )
    return fact


def _decide(user: User, fact: PaperFact, state: PaperFact.State, action: str) -> None:
    before = {"state": fact.state}
    fact.state = state
    fact.decided_by, fact.decided_on = (None, None) if state == PaperFact.State.OPEN else (user, today())
    fact.save()
    label = f"{fact.paper.name} {fact.indicator} {fact.value.normalize():f}{fact.unit}"
    record(user, action, Subject("fact", fact.pk, label), before=before, after={"state": state.value})
