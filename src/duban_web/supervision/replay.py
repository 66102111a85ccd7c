"""Proof that a light is computed, never chosen: every day of a campaign again, held against the stored spans."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from duban_web.campaigns.models import Campaign
from duban_web.supervision.history import lights
from duban_web.supervision.models import LightSpan

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Difference:
    """A task-day whose computed light is not the stored one."""

    day: dt.date
    task: int
    stored: str
    computed: str


def differences(campaign: Campaign, until: dt.date) -> Iterator[Difference]:
    """All of them, from the first day on which anything was computed; nothing if the history is right."""
    spans = LightSpan.objects.filter(task__campaign=campaign).order_by("first", "id")
    kept = list(spans.values_list("task_id", "first", "last", "colour"))
    day = min((first for _, first, _, _ in kept), default=until + DAY)
    while day <= until:
        stored = {
            task: colour
            for task, first, last, colour in kept
            if first <= day and (last is None or last >= day)
        }
        for light in lights(campaign, day):
            task = int(light.key)
            if task in stored and stored[task] != (light.colour or ""):
                yield Difference(day, task, stored[task], light.colour or "")
        day += DAY
