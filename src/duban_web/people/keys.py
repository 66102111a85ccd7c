"""Keys with which other systems act as a person: shown once, kept only as a hash, revoked at any time."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction

from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.office import today
from duban_web.people.models import ApiKey, User

PREFIX = "duban_"


def digest(words: str) -> str:
    """How a key is kept. It is random, so that a plain hash is enough."""
    return hashlib.sha256(words.encode()).hexdigest()


@transaction.atomic
def make_key(user: User, name: str) -> tuple[ApiKey, str]:
    """A new key of one's own, and its words, which nobody can read again.

    Raises:
        Refused: without a name.
    """
    demand(user, Right.WORK)
    if not name.strip():
        raise Refused("key-name")
    words = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(user=user, name=name.strip()[:40], digest=digest(words), made_on=today())
    record(user, "add", Subject("key", key.pk, key.name), before=None, after={"user": user.username})
    return key, words


@transaction.atomic
def revoke_key(user: User, key: ApiKey) -> None:
    """It opens nothing from now on."""
    key.revoked_on = key.revoked_on or today()
    key.save()
    record(user, "remove", Subject("key", key.pk, key.name), before={"user": user.username}, after=None)


def user_of(words: str) -> User | None:
    """The person as whom a key acts; nobody for one that is unknown or revoked, or whose account is locked or not yet taken over."""
    found = ApiKey.objects.filter(
        digest=digest(words), revoked_on=None, user__is_active=True, user__must_change=False
    )
    key = found.select_related("user__unit").first()
    if key is None:
        return None
    if key.used_on != today():
        ApiKey.objects.filter(pk=key.pk).update(used_on=today())
    return key.user
