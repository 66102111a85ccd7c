"""Making schemes and changing them: alone before the period begins, two together after it."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from duban.scoring import Scheme as Tree
from duban.scoring import SchemeError, parse_scheme
from duban_web.assessment import queries, sources
from duban_web.assessment.models import Scheme, SchemeVersion
from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.office import today
from duban_web.people.models import User


def proved(source: str) -> Tree:
    """The scheme that a source says.

    Raises:
        Refused: it cannot be used, or takes readings from where nothing is.
    """
    try:
        tree = parse_scheme(source)
    except SchemeError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    for item in tree.items:
        if not sources.is_known(item.takes):
            raise Refused("scheme-takes", item=item.name, takes=item.takes)
    return tree


@transaction.atomic
def add_scheme(
    user: User | None, *, name: str, begins: dt.date, source: str, is_sample: bool = False
) -> Scheme:
    """A new scheme with its first version."""
    demand(user, Right.KEEP)
    proved(source)
    if Scheme.objects.filter(name=name).exists():
        raise Refused("scheme-name-taken", name=name)
    scheme = Scheme.objects.create(name=name, begins=begins, is_sample=is_sample)
    SchemeVersion.objects.create(
        scheme=scheme, number=1, source=source, made_by=user, made_on=today(), in_force_on=today()
    )
    record(user, "add", Subject("scheme", scheme.pk, name), before=None, after={"source": source})
    return scheme


@transaction.atomic
def change_scheme(user: User, scheme: Scheme, source: str, *, reason: str) -> SchemeVersion:
    """Another version. Before the period begins it holds at once; after that it needs a reason and waits for a second person.

    Raises:
        Refused: nothing changed, no reason, another change waits already.
    """
    demand(user, Right.KEEP)
    proved(source)
    locked = Scheme.objects.select_for_update().get(pk=scheme.pk)
    now = queries.in_force(locked)
    is_locked = today() >= locked.begins
    if now.source == source:
        raise Refused("scheme-same")
    if is_locked and not reason.strip():
        raise Refused("scheme-needs-reason", begins=locked.begins)
    if queries.waiting(locked):
        raise Refused("scheme-waits")
    last = locked.versions.aggregate(n=Max("number"))["n"]
    made = SchemeVersion.objects.create(
        scheme=locked, number=last + 1, source=source, reason=reason.strip()[:300], made_by=user, made_on=today(),
        in_force_on=None if is_locked else today(),
    )  # fmt: skip
    after = {"number": made.number, "reason": made.reason, "in_force": not is_locked}
    record(
        user, "change", Subject("scheme", locked.pk, locked.name), before={"number": now.number}, after=after
    )
    return made


@transaction.atomic
def decide_version(user: User, version: SchemeVersion, *, agree: bool) -> None:
    """The second person agrees to a change of a scheme whose period has begun, or refuses it.

    Raises:
        NotYours: the same person who made it.
    """
    demand(user, Right.KEEP, Right.DECIDE)
    if version.made_by_id == user.pk:
        raise NotYours("scheme-second-person")
    locked = SchemeVersion.objects.select_for_update().get(pk=version.pk)
    if locked.in_force_on or locked.refused_on:
        raise Changed("scheme-decided")
    locked.agreed_by = user
    locked.in_force_on, locked.refused_on = (today(), None) if agree else (None, today())
    locked.save()
    subject = Subject("scheme", locked.scheme_id, str(locked.scheme))
    record(user, "agree" if agree else "refuse", subject, before=None, after={"number": locked.number})


def scheme_named(name: str) -> Scheme:
    """A scheme by its name."""
    return queries.schemes().get(name=name)
