"""Accounts: who may make them, give them rights, reset them; deputies; where a person stood when.

The system administrator makes accounts without rights, the security administrator gives rights to others; the office gives only the
two roles that reach no further than the own unit or change nothing, and the command line on the server gives the first ones.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from duban_web.audit.operations import Subject, record
from duban_web.common.access import ADMINISTRATORS, BY_THE_OFFICE, Right, Role, demand
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.people.models import Deputy, Posting, User

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another
LENGTH = 10
COLUMNS = ("username", "display_name", "role", "unit_id", "leader_id", "title", "phone", "is_active")


@transaction.atomic
def save_user(
    actor: User | None, user: User, columns: Mapping[str, Any], *, password: str | None = None
) -> User:
    """Add or change an account; a password is checked before it is kept.

    Raises:
        NotYours: the role, before or after, is not the actor's to give.
        Refused: the name is taken, the password too weak, a liaison without a unit, a leader's account without the leader.
    """
    demand(actor, Right.BOOK, Right.ACCOUNTS, Right.GRANT)
    before = User.objects.filter(pk=user.pk).first() if user.pk else None
    _may_give(actor, before, user, Role(columns.get("role", user.role)))
    for name, value in columns.items():
        setattr(user, name, value)
    if user.role == Role.LIAISON and user.unit is None:
        raise Refused("liaison-needs-unit", name=user.username)
    if user.role == Role.LEADER and user.leader is None:
        raise Refused("leader-needs-leader", name=user.username)
    if password:
        _set_password(user, password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as problem:
        raise Refused("user-name", name=user.username) from problem
    _post(before, user)
    record(
        actor,
        "edit" if before else "add",
        Subject("user", user.pk, user.username),
        before=_plain(before),
        after=_plain(user),
    )
    return user


def _plain(user: User | None) -> dict[str, Any] | None:
    return {name: getattr(user, name) for name in COLUMNS} if user else None


def _may_give(actor: User | None, before: User | None, user: User, role: Role) -> None:
    if actor is None:
        return
    roles = {role} | ({Role(before.role)} if before else set())
    is_changed = before is None or before.role != role
    if actor.pk == user.pk and is_changed:
        raise NotYours("own-rights")
    if actor.may(Right.GRANT):
        if before is None:
            raise NotYours("accounts-are-made")
        return
    if actor.may(Right.ACCOUNTS):
        if is_changed and role != Role.NONE:
            raise NotYours("rights-are-granted")
        return
    if not roles <= set(BY_THE_OFFICE):
        raise NotYours("rights-are-granted")


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise Refused("password-weak", why="；".join(problem.messages)) from problem
    user.set_password(password)


def _post(before: User | None, user: User) -> None:
    """A change of unit, title or role ends one posting and begins the next."""
    now = (user.role, user.unit_id, user.title)
    if before is not None and (before.role, before.unit_id, before.title) == now:
        return
    if not any(now):
        return
    Posting.objects.filter(user=user, last=None).update(last=today())
    Posting.objects.create(user=user, role=user.role, unit=user.unit, title=user.title, first=today())


@transaction.atomic
def reset(actor: User | None, user: User) -> str:
    """A one-time password, to be handed over on paper; the person must change it when signing in. Returns it: it is kept nowhere.

    Raises:
        NotYours: an account beyond the actor's reach.
    """
    demand(actor, Right.BOOK, Right.ACCOUNTS)
    if actor is not None and not actor.may(Right.ACCOUNTS) and Role(user.role) not in BY_THE_OFFICE:
        raise NotYours("rights-are-granted")
    password = one_time()
    user.set_password(password)
    user.must_change = True
    user.save(update_fields=["password", "must_change"])
    record(actor, "reset", Subject("user", user.pk, user.username), before=None, after=None)
    return password


def one_time() -> str:
    """Ten letters and digits that nobody confuses when reading them from paper."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


@transaction.atomic
def change_own(user: User, *, old: str, new: str) -> None:
    """A person's own new password.

    Raises:
        Refused: the old one is wrong, the new one too weak or the same.
    """
    if not user.check_password(old):
        raise Refused("password-wrong")
    if old == new:
        raise Refused("password-same")
    _set_password(user, new)
    user.must_change = False
    user.save(update_fields=["password", "must_change"])
    record(user, "password", Subject("user", user.pk, user.username), before=None, after=None)


@transaction.atomic
def name_deputy(person: User, deputy: User, *, first: dt.date, last: dt.date) -> Deputy:
    """Somebody stands in while a person is on leave.

    Raises:
        Refused: an administrator on either side, oneself, or days that cannot be.
    """
    if person.pk == deputy.pk or last < first or last < today():
        raise Refused("deputy-days")
    if {Role(person.role), Role(deputy.role)} & (ADMINISTRATORS | {Role.NONE}):
        raise Refused("deputy-administrator")
    made = Deputy.objects.create(person=person, deputy=deputy, first=first, last=last)
    after = {"deputy": deputy.username, "first": first.isoformat(), "last": last.isoformat()}
    record(person, "deputy", Subject("user", person.pk, person.username), before=None, after=after)
    return made


@transaction.atomic
def end_deputy(person: User, one: Deputy) -> None:
    """Back at work: the deputy stands in no longer."""
    if one.person_id != person.pk:
        raise NotYours
    one.last = min(one.last, today() - dt.timedelta(days=1))
    one.save(update_fields=["last"])
    record(
        person,
        "deputy-end",
        Subject("user", person.pk, person.username),
        before=None,
        after={"last": one.last.isoformat()},
    )
