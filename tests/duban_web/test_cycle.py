"""The quarterly cycle of projects, investment promotion, special bonds."""

import datetime as dt
import io
from decimal import Decimal

import pytest

from duban.calendar import WorkCalendar
from duban_web.common import office as office_date
from duban_web.common.errors import Refused
from duban_web.projects import bonding, cycles, cycling, operations
from duban_web.projects.cycle_models import Bond, Event
from duban_web.projects.starts import month_of_starts
from small_projects import DAY, made

# the cycle


def event(county, kind, on, projects):
    one = cycling.save_event(county.office, Event(kind=kind, title=f"{on} {kind}", on=on))
    cycling.choose(county.office, one, projects)
    return one


def test_joint_starts_are_compared_with_the_year_before(county):
    """S114: the same quarter of the year before, count and total investment."""
    before = [made(county, name=f"去年{n}", total=Decimal(10000)) for n in range(2)]
    now = [made(county, name=f"今年{n}", total=Decimal(8000)) for n in range(4)]
    with office_date.on(dt.date(2019, 11, 20)):
        event(county, "start", dt.date(2019, 11, 20), before)
    event(county, "start", DAY, now)
    compared = cycles.starts_compared(None, 2020)
    assert (compared.now.count, compared.more, compared.more_total, compared.growth) == (
        4,
        2,
        12000,
        Decimal("60.0"),
    )
    page = county.client(county.office).get("/projects/cycle/?year=2020").content.decode()
    assert "项目数量增加 2 个，总投资增加 1.2亿元、增长 60%" in page


def test_the_calendar_of_starts_by_day(county):
    """S114, S153: a joint start with its projects, one that began alone, one that is planned."""
    together = [made(county, name=f"集中{n}", total=Decimal(8000), started_on=DAY) for n in range(2)]
    made(county, name="单独开工", total=Decimal(4000), started_on=dt.date(2020, 11, 3))
    made(county, name="计划开工", planned_start=dt.date(2020, 11, 28))
    made(county, name="上月开工", started_on=dt.date(2020, 10, 31))
    event(county, "start", DAY, together)
    month = month_of_starts(dt.date(2020, 11, 1), WorkCalendar())
    found = {
        day.on.day: (
            [(e.n, e.sum) for e in day.joint],
            [p.name for p in day.began],
            [p.name for p in day.planned],
        )
        for week in month.weeks
        for day in week
        if day and (day.joint or day.began or day.planned)
    }
    assert found == {
        3: ([], ["单独开工"], []),
        23: ([(2, Decimal(16000))], [], []),
        28: ([], [], ["计划开工"]),
    }
    assert (month.began, month.total, month.planned, len(month.weeks)) == (3, Decimal(20000), 1, 6)
    page = county.client(county.office)
    told = page.get("/projects/starts/?month=2020-11").content.decode()
    assert "本月已开工 3 个，总投资 2亿元；计划开工 1 个。" in told
    for asked, status in (("2020-13", 400), ("0001-01", 400), ("9999-12", 400), ("", 200)):
        assert page.get(f"/projects/starts/?month={asked}").status_code == status


def test_a_tour_is_marked_held_and_final(county, project):
    other = made(county, name="物流园")
    one = event(county, "tour", DAY, [other, project])
    for by, value in (("甲", "90"), ("乙", "95"), ("甲", "92")):
        cycling.mark(county.office, one, project.pk, by=by, value=Decimal(value), comment="进度快")
    entry = one.projects.get(project=project)
    assert (entry.score, entry.number, [m["by"] for m in entry.marks]) == (Decimal("93.50"), 2, ["乙", "甲"])
    with pytest.raises(Refused):
        cycling.mark(county.office, one, project.pk, by="丙", value=Decimal(101))
    cycling.hold(county.office, one)
    with pytest.raises(Refused) as problem:
        cycling.choose(county.office, one, [other])
    assert problem.value.code == "event-held"
    quarter = cycles.quarters(2020, DAY)[3]
    assert list(quarter.due) == ["signing", "start", "assessment", "circular"]


def test_an_event_that_lies_ahead_or_shows_nothing_was_not_held(county):
    ahead = event(county, "start", dt.date(2020, 12, 20), [])
    empty = event(county, "signing", DAY, [])
    for one, code in ((ahead, "event-ahead"), (empty, "event-empty")):
        with pytest.raises(Refused) as problem:
            cycling.hold(county.office, one)
        assert problem.value.code == code


def test_an_event_proposes_projects_from_the_data_and_prints_a_page_for_each(county, project):
    operations.move(county.office, project, "building", note="续建")
    page = county.client(county.office)
    answer = page.post(
        "/projects/events/new/",
        {"kind": "tour", "title": "四季度观摩", "on": "2020-11-23", "place": "经开区"},
    )
    one = Event.objects.get()
    assert (answer.status_code, one.year, one.quarter) == (302, 2020, 4)
    assert page.get(f"/projects/events/{one.pk}/").context["proposed"] == [project]
    page.post(f"/projects/events/{one.pk}/step/", {"choose": "1", "project": [str(project.pk), "999"]})
    page.post(
        f"/projects/events/{one.pk}/step/",
        {"mark_do": "1", "project": str(project.pk), "by": "甲", "mark": "88"},
    )
    page.post(f"/projects/events/{one.pk}/step/", {"hold": "1"})
    one.refresh_from_db()
    assert (one.held_on, one.projects.get().score) == (DAY, 88)
    import docx

    data = b"".join(page.get(f"/projects/events/{one.pk}/book/").streaming_content)
    (table,) = docx.Document(io.BytesIO(data)).tables
    assert [cell.text for cell in table.rows[1].cells] == ["投资方", "某建材公司"]


def test_signed_and_landed(county):
    """履约率: of what was signed this year so many have begun."""
    for n in range(3):
        one = made(county, name=f"项目{n}")
        operations.move(county.office, one, "signed", note="签约")
        if n:
            operations.move(county.office, one, "started", note="已开工")
    rate = cycles.landed(2020)
    assert (rate.part, rate.whole) == (2, 3)
    assert cycles.pace(2020) == [(11, {"signed": 3, "started": 2})]


# bonds


def test_a_bond_from_the_reserve_to_the_last_yuan(county, project):
    """S81, S28."""
    ready = ["filing", "study", "land", "planning", "environment", "plan", "legal", "finance", "start"]
    one = bonding.save_bond(
        county.office, Bond(project=project, year=2020, asked=Decimal(10000), rate=Decimal("3.2"), years=15)
    )
    for _ in range(2):
        bonding.step(county.office, one)
    with pytest.raises(Refused) as problem:
        bonding.step(county.office, one)
    assert problem.value.code == "bond-not-ready"
    one.refresh_from_db()
    one.there, one.income = ready, Decimal(15000)
    bonding.save_bond(county.office, one)
    with pytest.raises(Refused) as problem:
        bonding.step(county.office, one)
    assert problem.value.code == "bond-coverage"
    one.income = Decimal(18000)
    bonding.save_bond(county.office, one)
    bonding.step(county.office, one)
    with pytest.raises(Refused):
        bonding.step(county.office, one, amount=Decimal(10001))
    bonding.step(county.office, one, amount=Decimal(8000))
    bonding.step(county.office, one, amount=Decimal(6000))
    with pytest.raises(Refused):
        bonding.step(county.office, one, amount=Decimal(2001))
    assert bonding.step(county.office, one, amount=Decimal(2000)).stage == "spent"
    assert cycles.bonds_by_stage(Bond.objects.all()) == [("spent", 1, 10000, 8000, 8000)]
    with pytest.raises(Refused):
        bonding.step(county.office, one)


def test_a_bond_is_refused_by_the_review_and_pages_say_it(county, project):
    page = county.client(county.office)
    form = {
        "project": project.pk,
        "year": "2021",
        "asked": "5000",
        "rate": "3",
        "years": "10",
        "there": ["filing"],
    }
    assert page.post("/projects/bonds/new/", form).status_code == 302
    one = Bond.objects.get()
    page.post(f"/projects/bonds/{one.pk}/step/", {"refuse": "1", "remark": "收益不足"})
    shown = page.get("/projects/bonds/?year=2021").content.decode()
    assert all(words in shown for words in ("未通过", "收益不足", "缺 8 项"))
    assert page.post(f"/projects/bonds/{one.pk}/step/", {"step": "1", "amount": "许多"}).status_code == 400


def test_an_issue_tells_of_projects_what_was_known_on_its_day(county, project):
    from duban_web.bulletins.works import works

    assert works(DAY) == []
    operations.plan_year(county.office, project, 2020, Decimal(12000))
    with office_date.on(dt.date(2020, 10, 12)):
        operations.move(county.office, project, "building", note="续建")
        operations.report(county.office, project, 2020, 9, operations.Reported(Decimal(6000)))
    operations.report(county.office, project, 2020, 10, operations.Reported(Decimal(1000)))
    event(county, "start", DAY, [project])
    cycling.hold(county.office, Event.objects.get())
    assert works(dt.date(2020, 10, 20))[:2] == [
        "全县列入年度计划的重点项目共1个，总投资3.20亿元，年度计划投资1.20亿元。截至9月底完成投资0.60亿元，占年度计划的50.0%。",
        "其中在建1个；开工前手续全部办结的0个。",
    ]
    words, _, started, table = works(DAY)
    assert "截至10月底完成投资0.70亿元，占年度计划的58.3%" in words
    assert started == "4季度集中开工项目1个，总投资3.20亿元。"
    assert table.rows == [[project.name, "邵国栋", "12000", "7000", "70.0%"]]
