"""云岭县: its story is always the same, and one command takes it out again."""

import datetime as dt
from collections import Counter

import pytest

from duban_web.assessment.models import Round, Scheme
from duban_web.audit.models import Entry
from duban_web.bulletins.models import Bulletin
from duban_web.bulletins.operations import make
from duban_web.campaigns.models import Campaign, Task
from duban_web.common.errors import Refused
from duban_web.indicators.models import Observation
from duban_web.inspections.models import Inspection
from duban_web.inspections.queries import tally
from duban_web.meetings.models import Meeting
from duban_web.papers.decisions import accept_sure
from duban_web.papers.models import Paper
from duban_web.people.models import Leader, Unit, User
from duban_web.problems.models import Problem
from duban_web.problems.queries import balance
from duban_web.sample import scheme
from duban_web.sample.plan import planned_tasks
from duban_web.sample.removal import Removed, remove
from duban_web.sample.scale import enlarge
from duban_web.sample.story import tell
from duban_web.supervision import queries
from duban_web.supervision.replay import differences

pytestmark = pytest.mark.django_db


def test_the_plan_has_194_tasks_with_different_titles_and_is_always_the_same():
    plans = planned_tasks()
    assert plans == planned_tasks()
    assert (len(plans), len({p.title for p in plans}), sum(p.done_on is not None for p in plans)) == (
        194,
        194,
        130,
    )


def test_after_91_days_130_tasks_are_done_and_64_are_on_course(django_capture_on_commit_callbacks):
    day = dt.date(2020, 12, 20)
    with django_capture_on_commit_callbacks(execute=True):
        campaign = tell(day)
    assert Counter(campaign.tasks.values_list("state", "light")) == {
        ("done", ""): 130,
        ("active", "green"): 64,
    }
    assert Counter(light.colour for light in queries.lights(campaign, day)) == {None: 130, "green": 64}
    middle = Counter(light.colour for light in queries.lights(campaign, dt.date(2020, 11, 23)))
    assert min(middle["red"], middle["yellow"]) > 0
    assert (
        Unit.objects.filter(kind="department").count(),
        Unit.objects.filter(kind="town").count(),
        Leader.objects.count(),
    ) == (32, 11, 9)
    assert list(differences(campaign, day)) == []
    assert Bulletin.objects.filter(on__lte=dt.date(2020, 11, 23)).count() == 12
    assert (len(list(scheme.items())), len(scheme.GROUPS), Round.objects.count()) == (35, 8, 3)
    account = balance(Problem.objects.all(), dt.date(2020, 11, 23))
    assert (account.channels, account.routes, account.solved["departments"]) == (
        {"handed-down": 9, "reported": 17}, {"departments": 18, "joint": 3, "government": 5}, 4
    )  # fmt: skip
    assert tally(campaign, last=day).visits == 4
    assert [p.findings.filter(verdict="breaks").count() for p in Paper.objects.order_by("pk")] == [3, 3]
    assert make(None, campaign, day).breaks == []
    with pytest.raises(Refused, match="sample-there"):
        tell(day)
    accepted, _ = accept_sure(User.objects.get(username="office"), Paper.objects.order_by("pk")[0])
    assert Observation.objects.exclude(facts=None).count() == accepted > 0
    assert remove() == Removed(194 + 5, ())
    everything = (
        Campaign,
        Task,
        Unit,
        Leader,
        User,
        Paper,
        Observation,
        Problem,
        Inspection,
        Meeting,
        Scheme,
        Round,
        Entry,
    )
    assert [model.objects.count() for model in everything] == [0] * len(everything)


def test_what_the_office_uses_of_the_sample_stays_and_accounts_are_shut(county):
    county.campaign.is_sample = True
    county.campaign.save()
    User.objects.update(is_sample=True)
    Unit.objects.update(is_sample=True)
    Paper.objects.create(
        name="自己的资料.txt", sha256="3" * 64, uploaded_on=dt.date(2020, 11, 23), uploaded_by=county.office
    )
    assert remove() == Removed(1, ("周敏",))
    assert list(User.objects.values_list("username", "is_active", "is_sample")) == [("office", False, False)]
    assert (Task.objects.count(), Unit.objects.count(), Paper.objects.count()) == (0, 0, 1)


def test_the_county_is_enlarged_with_units_reports_and_lights_that_the_history_proves():
    day = dt.date(2020, 9, 25)
    tell(day)
    campaign = enlarge(1, day)
    tasks = Task.objects.filter(campaign=campaign)
    assert (tasks.count(), Unit.objects.count()) == (194, 200)
    assert not tasks.filter(reports=None).exists()
    computed = {int(light.key): light.colour or "" for light in queries.lights(campaign, day)}
    assert dict(tasks.values_list("pk", "light")) == computed
    with pytest.raises(Refused, match="sample-there"):
        enlarge(1, day)
    remove()
    assert not Task.objects.exists()
