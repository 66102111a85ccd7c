"""Objections against a publicised result, and their answers."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from duban_web.assessment import queries
from duban_web.assessment.models import Objection, Round
from duban_web.assessment.operations import Cell, keep_result, locked_round, write_cells
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inbox.operations import tell_unit
from duban_web.people.models import User


@transaction.atomic
def object_to(user: User, one: Round, *, unit: int, item: str, words: str) -> Objection:
    """A unit objects to the points of an item, while the round is publicised.

    Raises:
        NotYours: another unit's points.
        Refused: too late, no words, an item that the unit does not have, the same objection waits already.
    """
    locked = locked_round(one, Round.State.PUBLICISED)
    if not queries.may_object(user, locked, unit):
        raise NotYours("not-your-unit")
    if locked.shown_to is None or today() > locked.shown_to:
        raise Refused("objection-late", last=locked.shown_to)
    score = locked.standings.filter(unit=unit).first()
    known = {
        i.code: i.name
        for i in queries.View(locked).tree.items
        if i.method and score and i.is_for(score.group)
    }
    if item not in known:
        raise Refused("objection-item")
    if not words.strip():
        raise Refused("objection-words")
    if locked.objections.filter(unit=unit, item=item, answered_on=None).exists():
        raise Refused("objection-once")
    made = Objection.objects.create(
        round=locked, unit_id=unit, item=item, words=words.strip()[:2000], raised_by=user, raised_on=today()
    )
    record(
        user,
        "object",
        Subject("objection", made.pk, locked.name),
        before=None,
        after={"item": known[item], "words": made.words},
    )
    return made


@transaction.atomic
def answer(user: User, one: Objection, *, is_upheld: bool, words: str, cells: Sequence[Cell] = ()) -> None:
    """Answer an objection. Upheld, the figures are put right and everything is computed again; both stay in the record.

    Raises:
        Refused: no words; upheld without a figure that changes.
    """
    demand(user, Right.KEEP)
    if not words.strip():
        raise Refused("objection-needs-answer")
    locked = locked_round(one.round, Round.State.PUBLICISED)
    undecided = Objection.objects.filter(pk=one.pk, answered_on=None)
    if not undecided.update(
        is_upheld=is_upheld, answer=words.strip()[:500], answered_by=user, answered_on=today()
    ):
        raise Changed("objection-answered")
    changed = 0
    if is_upheld:
        source = say("assess.from.objection", n=one.pk)
        changed = write_cells(user, locked, [replace(cell, source=source) for cell in cells])
        if not changed:
            raise Refused("objection-changes-nothing")
        keep_result(locked)
    tell_unit(
        one.unit_id,
        "objection-answered",
        link=f"/assessment/rounds/{locked.pk}/units/{one.unit_id}/",
        name=locked.name,
        answer=words.strip()[:100],
    )
    record(
        user,
        "answer",
        Subject("objection", one.pk, locked.name),
        before=None,
        after={"upheld": is_upheld, "answer": words.strip()[:500], "figures": changed},
    )
