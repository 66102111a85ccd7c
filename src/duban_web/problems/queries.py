"""Reading problems: lists, likeness, and accounts that always add up."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from duban.calendar.periods import last_day
from duban.text.likeness import likeness
from duban_web.campaigns.models import Campaign
from duban_web.common.access import Right
from duban_web.common.language import say
from duban_web.people.models import User
from duban_web.problems.models import Problem, Step

ALIKE = 0.55
COMPARED = 2000
BESIDES = ("settle", "publish")  # steps that leave a problem where it stands
DEPARTMENTS = ("assign", "transfer")
ENDED = ("rejected", "duplicate")
DAY = dt.timedelta(days=1)


def visible(user: User) -> QuerySet[Problem]:
    """All for those who see all, but sensitive ones only for the office; else those of the own units."""
    found = Problem.objects.select_related("unit", "task", "leader")
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
    steps = Step.objects.filter(problem_id__in=[key for key, _ in received], on__lte=on).exclude(
        move__in=BESIDES
    )
    steps = steps.order_by("id")
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


OPENS, CLOSES = {"receive", "reopen"}, {"close", "reject", "duplicate"}


@dataclass(frozen=True, slots=True)
class Stock:
    """What is at stake in the problems that are open on a day (存量), less what is settled: 万元, people or households."""

    amount: Decimal = Decimal(0)
    people: int = 0


class _Stakes:
    """The stock from day to day, as steps are told in order."""

    def __init__(self, problems: QuerySet[Problem]) -> None:
        rows = problems.exclude(amount=None, people=None).values_list("pk", "amount", "people")
        self.whole = {key: (amount or Decimal(0), people or 0) for key, amount, people in rows}
        self.left: dict[int, tuple[Decimal, int]] = {}

    def tell(self, key: int, move: str, amount: Decimal | None, people: int | None) -> None:
        """One step."""
        if key not in self.whole:
            return
        if move in OPENS:
            self.left[key] = self.whole[key]
        elif move in CLOSES:
            self.left.pop(key, None)
        elif move == "settle" and key in self.left:
            money, heads = self.left[key]
            self.left[key] = (money - (amount or 0), heads - (people or 0))

    def stock(self) -> Stock:
        """What is left now."""
        return Stock(
            sum((m for m, _ in self.left.values()), Decimal(0)), sum(h for _, h in self.left.values())
        )


@dataclass(frozen=True, slots=True)
class Month:
    """One month's account (月清): carried in + opened − closed = carried over."""

    first: dt.date
    carried_in: int
    opened: int
    closed: int
    stock: Stock

    @property
    def carried_over(self) -> int:
        """What the next month begins with."""
        return self.carried_in + self.opened - self.closed


def months(problems: QuerySet[Problem], until: dt.date, *, most: int = 12) -> list[Month]:
    """From the first problem's month to that of `until`, the last `most` of them; each with the stock at its end."""
    steps = Step.objects.filter(problem__in=problems.values("pk"), on__lte=until).order_by("on", "id")
    by_month: dict[dt.date, list[tuple[int, str, Decimal | None, int | None]]] = {}
    for on, key, move, amount, people in steps.values_list("on", "problem_id", "move", "amount", "people"):
        by_month.setdefault(on.replace(day=1), []).append((key, move, amount, people))
    if not by_month:
        return []
    found: list[Month] = []
    first, carried, stakes = min(by_month), 0, _Stakes(problems)
    while first <= until:
        told = by_month.get(first, [])
        for one in told:
            stakes.tell(*one)
        opened, closed = (sum(move in kind for _, move, _, _ in told) for kind in (OPENS, CLOSES))
        found.append(Month(first, carried, opened, closed, stakes.stock()))
        carried = found[-1].carried_over
        first = last_day(first.year, first.month) + DAY
    return found[-most:]


def chosen(user: User, campaign: Campaign | None, *, state: str = "", way: str = "", words: str = "", leader: str = "", late_on: dt.date | None = None) -> QuerySet[Problem]:  # fmt: skip
    """A list of problems under a filter."""
    found = visible(user)
    if campaign is not None:
        found = found.filter(Q(campaign=campaign) | Q(campaign=None))
    if state:
        found = found.filter(state=state)
    if way:
        found = found.filter(route=way)
    if words:
        found = found.filter(
            Q(content__icontains=words)
            | Q(number__icontains=words)
            | Q(category=words)
            | Q(firm__icontains=words)
        )
    if leader.isdecimal():
        found = found.filter(leader_id=int(leader))
    if late_on:
        found = found.filter(state="routed", due__lt=late_on)
    return found


def steps_of(problem: Problem) -> Sequence[Step]:
    """What was done, in order."""
    return list(problem.steps.select_related("by", "unit"))


def left_of(problem: Problem) -> Stock:
    """What of one problem's stakes is not settled yet; nothing once it has ended."""
    if problem.closed_on is not None:
        return Stock()
    done = problem.steps.aggregate(amount=Sum("amount"), people=Sum("people"))
    return Stock(
        (problem.amount or Decimal(0)) - (done["amount"] or 0), (problem.people or 0) - (done["people"] or 0)
    )
