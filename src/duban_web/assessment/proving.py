"""Evidence for marks that a person gives (佐证材料)."""

from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction

from duban_web.assessment import queries
from duban_web.assessment.models import Proof, Round
from duban_web.assessment.operations import locked_round
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.office import today
from duban_web.people.models import User
from duban_web.supervision.operations import EVIDENCE_KINDS, EVIDENCE_LARGEST


@transaction.atomic
def add_proof(user: User, one: Round, *, unit: int, item: str, file: File[Any]) -> Proof:
    """Lay a file beside the marks of a unit for an item, until the result is final.

    Raises:
        Refused: an item that the unit does not have, a file that may not be evidence, or one too large.
    """
    demand(user, Right.KEEP)
    locked = locked_round(
        one, Round.State.DRAFT, Round.State.COMPUTED, Round.State.CHECKED, Round.State.PUBLICISED
    )
    view = queries.View(locked)
    if unit not in view.units or item not in {known.code for known in queries.entered_items(view, unit)}:
        raise Refused("objection-item")
    name = PurePath(file.name or "").name
    if PurePath(name).suffix.lower() not in EVIDENCE_KINDS:
        raise Refused(
            "evidence-kind", name=name, known="、".join(sorted(k.strip(".") for k in EVIDENCE_KINDS))
        )
    if file.size > EVIDENCE_LARGEST:
        raise Refused("evidence-too-large", name=name, limit=EVIDENCE_LARGEST // 1024 // 1024)
    made = Proof(round=locked, unit_id=unit, item=item, name=name[:120], by=user, on=today())
    made.file.save(name, file, save=False)
    made.save()
    record(
        user,
        "add-proof",
        Subject("round", locked.pk, locked.name),
        before=None,
        after={"item": item, "file": name},
    )
    return made


@transaction.atomic
def take_proof_back(user: User, one: Proof) -> None:
    """Leave a file out; it stays in the record."""
    demand(user, Right.KEEP)
    locked_round(
        one.round, Round.State.DRAFT, Round.State.COMPUTED, Round.State.CHECKED, Round.State.PUBLICISED
    )
    if Proof.objects.filter(pk=one.pk, removed_on=None).update(removed_on=today()):
        record(
            user,
            "take-proof-back",
            Subject("round", one.round_id, one.round.name),
            before={"file": one.name},
            after=None,
        )
