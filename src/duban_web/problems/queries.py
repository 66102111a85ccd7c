"""Reading problems: lists, likeness, and accounts that always add up."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from duban.calendar.periods import last_day
from duban.text.likeness import likeness
from duban_web.campaigns.models import Campaign
from duban_web.common.access import Right
from duban_web.common.language import say
from duban_web.people.models import User
from duban_web.problems.models import Problem, Step

ALIKE = 0.55
COMPARED = 2000
DEPARTMENTS = ("assign", "transfer")
ENDED = ("rejected", "duplicate")
DAY = dt.timedelta(days=1)


def visible(user: User) -> QuerySet[Problem]:
    """All for those who see all, but sensitive ones only for the office; else those of the own units."""
    found = Problem.objects.select_related("unit", "task")
    if user.is_office:
        return found
    if user.may(Right.SEE_ALL):
        return found.filter(is_sensitive=False)
    return found.filter(unit_id__in=user.unit_ids)


def similar(content: str, *, but: int | None = None) -> list[Problem]:
    """Recent problems that say much the same, the likest first."""
    recent = Problem.objects.exclude(pk=but or 0).order_by("-id")[:COMPARED]
    rated = ((likeness(content, one.content), one) for one in recent)
    return [one for rate, one in sorted(rated, key=lambda r: -r[0]) if rate >= ALIKE][:5]


@dataclass(frozen=True, slots=True)
class Balance:
    """How problems came and where they went, on a day. `channels` and `routes` each add up to `received`.

    `routes`: departments (with solved and handed out), joint, government, waiting to be routed, not taken up (with duplicates).
    """

    on: dt.date
    received: int
    channels: Mapping[str, int]
    routes: Mapping[str, int]
    solved: Mapping[str, int]


def balance(problems: QuerySet[Problem], on: dt.date) -> Balance:
    """Of the problems received by a day, as they stood at its end."""
    received = list(problems.filter(received_on__lte=on).order_by("id").values_list("pk", "channel"))
    steps = Step.objects.filter(problem_id__in=[key for key, _ in received], on__lte=on).order_by("id")
    last: dict[int, tuple[str, str]] = {}
    for key, move, route in steps.values_list("problem_id", "move", "route"):
        last[key] = (move, route)
    routes: Counter[str] = Counter()
    solved: Counter[str] = Counter()
    for key, _ in received:
        move, route = last.get(key, ("receive", ""))
        place = _place(move, route)
        routes[place] += 1
        solved[place] += move == "close"
    return Balance(on, len(received), Counter(channel for _, channel in received), routes, solved)


def _place(move: str, route: str) -> str:
    if move in {"reject", "duplicate"}:
        return "ended"
    if not route or move == "reopen":
        return "waiting"
    return "departments" if route in DEPARTMENTS else route


def paragraph(account: Balance) -> str:
    """The paragraph of the bulletin: every part is there, so that it adds up."""
    channels = "、".join(
        say("problem.part", name=say(f"problem.channels.{c}"), n=n) for c, n in account.channels.items()
    )
    parts = []
    for place in ("departments", "joint", "government", "waiting", "ended"):
        n, done = account.routes.get(place, 0), account.solved.get(place, 0)
        if n and place in {"waiting", "ended"}:
            parts.append(say("problem.part", name=say(f"problem.places.{place}"), n=n))
        elif n:
            parts.append(
                say("problem.part_solved", name=say(f"problem.places.{place}"), n=n, done=done, left=n - done)
            )
    if not account.received:
        return say("problem.nothing", on=account.on)
    return say(
        "problem.paragraph", on=account.on, n=account.received, channels=channels, routes="；".join(parts)
    )


@dataclass(frozen=True, slots=True)
class Month:
    """One month's account (月清): carried in + opened − closed = carried over."""

    first: dt.date
    carried_in: int
    opened: int
    closed: int

    @property
    def carried_over(self) -> int:
        """What the next month begins with."""
        return self.carried_in + self.opened - self.closed


OPENS, CLOSES = {"receive", "reopen"}, {"close", "reject", "duplicate"}


def months(problems: QuerySet[Problem], until: dt.date, *, most: int = 12) -> list[Month]:
    """From the first problem's month to that of `until`, the last `most` of them."""
    steps = (
        Step.objects.filter(problem__in=problems.values("pk"), on__lte=until)
        .order_by("on", "id")
        .values_list("on", "move")
    )
    opened: Counter[dt.date] = Counter()
    closed: Counter[dt.date] = Counter()
    for on, move in steps:
        opened[on.replace(day=1)] += move in OPENS
        closed[on.replace(day=1)] += move in CLOSES
    if not opened:
        return []
    found: list[Month] = []
    first, carried = min(opened), 0
    while first <= until:
        month = Month(first, carried, opened[first], closed[first])
        found.append(month)
        carried = month.carried_over
        first = last_day(first.year, first.month) + DAY
    return found[-most:]


def chosen(user: User, campaign: Campaign | None, *, state: str = "", way: str = "", words: str = "", late_on: dt.date | None = None) -> QuerySet[Problem]:  # fmt: skip
    """A list of problems under a filter."""
    found = visible(user)
    if campaign is not None:
        found = found.filter(Q(campaign=campaign) | Q(campaign=None))
    if state:
        found = found.filter(state=state)
    if way:
        found = found.filter(route=way)
    if words:
        found = found.filter(Q(content__icontains=words) | Q(number__icontains=words) | Q(category=words))
    if late_on:
        found = found.filter(state="routed", due__lt=late_on)
    return found


def steps_of(problem: Problem) -> Sequence[Step]:
    """What was done, in order."""
    return list(problem.steps.select_related("by", "unit"))
