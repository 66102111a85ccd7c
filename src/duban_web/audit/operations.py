"""Writing the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duban_web.audit.models import Entry
from duban_web.common.office import today

if TYPE_CHECKING:
    from duban_web.people.models import User

Snapshot = Mapping[str, object]
BULK = 1000


@dataclass(frozen=True, slots=True)
class Subject:
    """What was changed: kind (`task`), key, and the words by which people know it."""

    kind: str
    key: int
    label: str


def record(actor: User | None, action: str, subject: Subject, *, before: Snapshot | None, after: Snapshot | None,
           batch: int | None = None, reverses: Entry | None = None) -> Entry:  # fmt: skip
    """Write an entry in the transaction of the change itself."""
    return Entry.objects.create(
        office_date=today(), actor=actor, action=action, kind=subject.kind, object_id=subject.key, label=subject.label[:200],
        before=before, after=after, batch=batch, reverses=reverses,
    )  # fmt: skip


def record_many(actor: User | None, action: str, things: Iterable[tuple[Subject, Snapshot]], *, batch: int | None = None) -> None:  # fmt: skip
    """New things by the hundred: what each is now, nothing before."""
    on = today()
    rows = (
        Entry(
            office_date=on, actor=actor, action=action, kind=one.kind, object_id=one.key, label=one.label[:200], after=after, batch=batch
        )
        for one, after in things
    )  # fmt: skip
    Entry.objects.bulk_create(rows, batch_size=BULK)
