"""Who may do what, said once: the table from which every page and operation decides, and the guards of pages.

A role gives rights; how far they reach (all, the own units and those below, the own task force) is decided where tasks are read, in
campaigns/queries.py. The three administrators are separated as the classified-protection rules ask (GB/T 22239—2019, 三权分立):
the system administrator makes accounts without rights, the security administrator gives rights but not to itself, the audit
administrator reads the log. An account has one role, so nobody holds two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from duban_web.common.errors import NotYours

if TYPE_CHECKING:
    from duban_web.people.models import User

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class Role(StrEnum):
    """What a person is here."""

    NONE = ""
    OFFICE = "office"
    LEADER = "leader"
    LIAISON = "liaison"
    FORCE = "force"
    INSPECTOR = "inspector"
    VIEWER = "viewer"
    SYSTEM = "system"
    SECURITY = "security"
    AUDITOR = "auditor"


class Right(StrEnum):
    """What can be allowed."""

    WORK = "work"  # see the office's work at all: the first page, the ledger, boards
    SEE_ALL = "see-all"  # every task, not only those of the own units or force
    KEEP = "keep"  # keep the ledger, campaigns, papers, bulletins, notices: the office itself
    REPORT = "report"  # report on tasks that the own units lead
    REVIEW = "review"  # accept or return reports of the tasks that one may see
    DECIDE = "decide"  # decide on extensions and override lights of the own tasks
    INSPECT = "inspect"  # inspections, and notices on the spot
    BOOK = "book"  # units, leaders, accounts of liaisons
    ACCOUNTS = "accounts"  # make accounts without rights, lock them
    GRANT = "grant"  # give rights to others
    LOG = "log"  # read the audit trail


ROLE_RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.NONE: frozenset(),
    Role.OFFICE: frozenset({
        Right.WORK, Right.SEE_ALL, Right.KEEP, Right.REPORT, Right.REVIEW, Right.DECIDE, Right.INSPECT, Right.BOOK, Right.LOG,
    }),
    Role.LEADER: frozenset({Right.WORK, Right.SEE_ALL, Right.DECIDE}),
    Role.LIAISON: frozenset({Right.WORK, Right.REPORT}),
    Role.FORCE: frozenset({Right.WORK, Right.REPORT, Right.REVIEW}),
    Role.INSPECTOR: frozenset({Right.WORK, Right.SEE_ALL, Right.INSPECT}),
    Role.VIEWER: frozenset({Right.WORK, Right.SEE_ALL}),
    Role.SYSTEM: frozenset({Right.ACCOUNTS}),
    Role.SECURITY: frozenset({Right.GRANT}),
    Role.AUDITOR: frozenset({Right.LOG}),
}  # fmt: skip

ADMINISTRATORS = frozenset({Role.SYSTEM, Role.SECURITY, Role.AUDITOR})
BY_THE_OFFICE = (Role.LIAISON, Role.VIEWER)
"""Roles that the office itself may give: they reach no further than the own unit, or change nothing."""


def person(request: HttpRequest) -> User:
    """The signed-in person."""
    if isinstance(request.user, AnonymousUser):
        raise NotYours
    return request.user


def chosen_campaign(request: HttpRequest) -> int | None:
    """The campaign that the person chose to look at, if any."""
    chosen = request.session.get("campaign")
    return chosen if isinstance(chosen, int) else None


def needs(*rights: Right) -> Callable[[Page[P]], Page[P]]:
    """A page for those who have one of these rights."""

    def guard(page: Page[P]) -> Page[P]:
        @wraps(page)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            demand(person(request), *rights)
            return page(request, *args, **kwargs)

        return guarded

    return guard


def demand(user: User | None, *rights: Right) -> None:
    """Refuse whoever has none of these rights; None is the command line on the server itself.

    Raises:
        NotYours: always then.
    """
    if user is not None and not any(user.may(right) for right in rights):
        raise NotYours("office-only" if rights == (Right.KEEP,) else "not-yours")


office_only = needs(Right.KEEP)
working = needs(Right.WORK)
