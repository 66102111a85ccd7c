"""A project of the small county's housing bureau, and its approvals."""

import datetime as dt
from decimal import Decimal

from duban_web.people.models import Leader
from duban_web.projects import approving, operations
from duban_web.projects.models import Project

DAY = dt.date(2020, 11, 23)


def made(county, *, name="年产30万吨绿色建材", **columns):
    values = {
        "kind": "industry", "unit": county.liaison.unit, "leader": Leader.objects.get(), "total": Decimal(32000), "content": "两条生产线", "investor": "某建材公司",
    } | columns  # fmt: skip
    return operations.save_project(county.office, Project(name=name, **values))


def procedure(project, code):
    return project.procedures.get(code=code)


def finish(user, project, codes, *, on=DAY):
    for code in codes:
        approving.accept(user, procedure(project, code), on)
        approving.decide(user, procedure(project, code), on)


START = (
    "filing",
    "land",
    "land-planning",
    "environment",
    "energy",
    "soil",
    "works-planning",
    "drawings",
    "fire-design",
    "permit",
)
