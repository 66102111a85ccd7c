"""Writing messages, and marking them read and confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from duban_web.common.access import Role
from duban_web.common.errors import NotYours
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inbox.models import Message, Preference
from duban_web.people.models import Deputy, User

BULK = 500


def tell(people: Iterable[User], kind: str, *, link: str = "", urgent: bool = False, confirm: bool = False, key: str = "", **words: Any) -> int:  # fmt: skip
    """One message to each, once for a key. Who is on leave and who stands in both get it.

    Returns how many are new.
    """
    text = say(f"inbox.text.{kind}", **words)[:500]
    rows = [
        Message(to=user, kind=kind, text=text, link=link, is_urgent=urgent, needs_confirmation=confirm, on=today(), key=key[:80])
        for user in _with_deputies(people)
    ]  # fmt: skip
    if not key:
        return len(Message.objects.bulk_create(rows))
    known = set(
        Message.objects.filter(key=key, to__in=[row.to_id for row in rows]).values_list("to_id", flat=True)
    )
    fresh = [row for row in rows if row.to_id not in known]
    return len(Message.objects.bulk_create(fresh, ignore_conflicts=True))


def _with_deputies(people: Iterable[User]) -> list[User]:
    chosen = {user.pk: user for user in people}
    on = today()
    standing = Deputy.objects.filter(
        person__in=list(chosen), first__lte=on, last__gte=on, deputy__is_active=True
    )
    return list(chosen.values()) + [
        one.deputy for one in standing.select_related("deputy") if one.deputy_id not in chosen
    ]


def tell_unit(unit: int | None, kind: str, **words: Any) -> int:
    """The liaisons of a unit."""
    if unit is None:
        return 0
    return tell(User.objects.filter(unit_id=unit, role=Role.LIAISON, is_active=True), kind, **words)


@dataclass(frozen=True, slots=True)
class Note:
    """A message to a unit; the same key is told once."""

    unit: int
    kind: str
    link: str
    key: str
    words: Mapping[str, Any]
    urgent: bool = False


def tell_units(notes: Sequence[Note]) -> int:
    """Many at once, in a handful of statements. Returns how many messages are new."""
    liaisons: dict[int, list[User]] = defaultdict(list)
    for user in User.objects.filter(unit_id__in={n.unit for n in notes}, role=Role.LIAISON, is_active=True):
        liaisons[user.unit_id or 0].append(user)
    deputies: dict[int, list[User]] = defaultdict(list)
    on = today()
    standing = Deputy.objects.filter(first__lte=on, last__gte=on, deputy__is_active=True).select_related(
        "deputy"
    )
    for one in standing:
        deputies[one.person_id].append(one.deputy)
    rows = [
        Message(to=user, kind=n.kind, text=say(f"inbox.text.{n.kind}", **n.words)[:500], link=n.link, is_urgent=n.urgent, on=on, key=n.key[:80])
        for n in notes
        for user in {u.pk: u for liaison in liaisons[n.unit] for u in (liaison, *deputies[liaison.pk])}.values()
    ]  # fmt: skip
    known: set[tuple[int, str]] = set()
    for at in range(0, len(notes), BULK):
        keys = [n.key[:80] for n in notes[at : at + BULK]]
        known |= set(Message.objects.filter(key__in=keys).values_list("to_id", "key"))
    fresh = [row for row in rows if (row.to_id, row.key) not in known]
    return len(Message.objects.bulk_create(fresh, batch_size=BULK, ignore_conflicts=True))


def tell_office(kind: str, **words: Any) -> int:
    """Everybody in the office."""
    return tell(User.objects.filter(role=Role.OFFICE, is_active=True), kind, **words)


def tell_leaders(leaders: Iterable[int], kind: str, **words: Any) -> int:
    """The accounts of these leaders."""
    return tell(User.objects.filter(leader_id__in=list(leaders), is_active=True), kind, **words)


def read(user: User, message: Message, *, confirm: bool = False) -> None:
    """The receipt: read when it is opened, confirmed when the person says so.

    Raises:
        NotYours: it is somebody else's.
    """
    if message.to_id != user.pk:
        raise NotYours
    message.read_at = message.read_at or timezone.now()
    if confirm and message.needs_confirmation:
        message.confirmed_at = message.confirmed_at or timezone.now()
    message.save(update_fields=["read_at", "confirmed_at"])


def read_all(user: User) -> int:
    """Everything that asks for no confirmation."""
    return Message.objects.filter(to=user, read_at=None, needs_confirmation=False).update(
        read_at=timezone.now()
    )


@transaction.atomic
def prefer(user: User, *, mail: str, address: str) -> None:
    """How a person wants e-mail, and where."""
    Preference.objects.update_or_create(user=user, defaults={"mail": mail})
    user.email = address
    user.save(update_fields=["email"])
