"""The pictures of a task in time: from its reports and from visits, so that before and after stand side by side (前后对比)."""

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath

from django.db.models import Q

from duban_web.campaigns.models import Task
from duban_web.common.access import Right
from duban_web.inspections.models import Photo
from duban_web.people.models import User
from duban_web.supervision.models import Evidence, ProgressReport

SHOWN = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: a key for addresses, its day, who took it, where."""

    key: str
    on: dt.date
    by: str
    place: str
    address: str
    name: str


def pictures(user: User, task: Task) -> list[Picture]:
    """The oldest first. Those of reports that stand; those of visits for whom may see visits."""
    kinds = Q()
    for suffix in SHOWN:
        kinds |= Q(name__iendswith=suffix)
    evidence = Evidence.objects.filter(kinds, report__task=task, report__undone_on=None).exclude(
        report__state=ProgressReport.State.RETURNED
    )
    found = [
        Picture(
            f"e{e.pk}",
            e.report.submitted_on,
            str(e.report.unit or ""),
            "",
            f"/evidence/{e.pk}/?view=1",
            PurePath(e.name).stem,
        )
        for e in evidence.select_related("report__unit")
    ]
    if user.may(Right.KEEP) or user.may(Right.INSPECT):
        visits = (
            Photo.objects.filter(kinds, inspection__task=task)
            .select_related("inspection")
            .prefetch_related("inspection__inspectors")
        )
        found += [
            Picture(
                f"p{p.pk}", p.taken_at.date() if p.taken_at else p.inspection.visited_on or p.inspection.planned_for,
                "、".join(str(who) for who in p.inspection.inspectors.all()), _place(p), f"/inspections/photos/{p.pk}/", PurePath(p.name).stem,
            )
            for p in visits
        ]  # fmt: skip
    return sorted(found, key=lambda one: (one.on, one.key))


def _place(photo: Photo) -> str:
    if photo.latitude is not None and photo.longitude is not None:
        return f"{photo.latitude:.5f}, {photo.longitude:.5f}"
    return photo.inspection.place
