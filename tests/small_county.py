"""A small county with named people: 周敏 of the office, 李住建 whose unit leads the task, 王财政 whose unit takes part, 赵外人."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from duban_web.campaigns.models import Campaign, Task
from duban_web.campaigns.operations import TaskValues, add_campaign, add_task
from duban_web.common import office as office_date
from duban_web.people.models import Leader, Unit, User
from duban_web.supervision import operations
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import ProgressReport

START, END, DAY = dt.date(2020, 9, 21), dt.date(2020, 12, 31), dt.date(2020, 11, 23)


@dataclass
class County:
    campaign: Campaign
    task: Task
    office: User
    liaison: User
    colleague: User
    outsider: User

    def client(self, user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    def more_tasks(self, number: int) -> None:
        unit, leader = self.liaison.unit, Leader.objects.get()
        for n in range(number):
            add_task(
                self.office,
                self.campaign,
                values(title=f"第{n + 2}项任务", no=str(n + 2), leaders=[leader.pk], lead=[unit.pk]),
            )
        refresh(self.campaign)


def submit_report(user: User, task: Task, **told) -> ProgressReport:
    """A report as a unit would make it: percent, text, blocked, reached, milestones, files."""
    told["percent"] = Decimal(told.get("percent", 0))
    return operations.submit_report(user, task, operations.Told(**told))


def values(*, title="老旧小区改造", no="1", leaders=(), lead=(), units=(), milestones=(), **columns):
    plain = {
        "no": no,
        "title": title,
        "group": "城乡建设",
        "state": "active",
        "start": START,
        "deadline": END,
    }
    return TaskValues(plain | columns, list(leaders), list(lead), list(units), milestones=list(milestones))


@pytest.fixture(autouse=True)
def _office_of_the_autumn_of_2020(settings):
    settings.OFFICE_TODAY = DAY
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def close_files(response: HttpResponseBase) -> None:
    """Close what a download holds open; closing the response itself would close the test's connection too."""
    for close in response._resource_closers:
        close()


@pytest.fixture
def county(db) -> County:
    housing = Unit.objects.create(name="云岭县住房和城乡建设局", short_name="县住建局")
    finance = Unit.objects.create(name="云岭县财政局", short_name="县财政局", aliases="县财政")
    forestry = Unit.objects.create(name="云岭县林业局", short_name="县林业局")
    leader = Leader.objects.create(name="邵国栋", post="副县长")
    make = User.objects.create_user
    office = make("office", role=User.Role.OFFICE, display_name="周敏")
    liaison = make("zhujian", role=User.Role.LIAISON, unit=housing, display_name="李住建")
    colleague = make("caizheng", role=User.Role.LIAISON, unit=finance, display_name="王财政")
    outsider = make("linye", role=User.Role.LIAISON, unit=forestry, display_name="赵外人")
    with office_date.on(START):
        campaign = add_campaign(office, name="百日会战", start=START, end=END)
        task = add_task(office, campaign, values(leaders=[leader.pk], lead=[housing.pk], units=[finance.pk]))
        refresh(campaign)
    return County(campaign, Task.objects.get(pk=task.pk), office, liaison, colleague, outsider)
