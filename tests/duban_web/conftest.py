"""The small county for all tests of the web part, and the same with five tasks that are reported on and lit."""

import pytest

from small_county import _office_of_the_autumn_of_2020, county, submit_report

__all__ = ["_office_of_the_autumn_of_2020", "county"]


@pytest.fixture
def lit(county):
    from duban_web.campaigns.models import Task
    from duban_web.supervision.lighting import refresh
    from duban_web.supervision.operations import accept

    county.more_tasks(4)
    for n, task in enumerate(Task.objects.order_by("id")):
        accept(county.office, submit_report(county.liaison, task, percent=20 * n, text="推进"))
    refresh(county.campaign)
    return county


@pytest.fixture
def project(county):
    from small_projects import made

    return made(county)


@pytest.fixture
def register(county):
    from small_register import visits

    return visits(county)
