"""Approvals of projects: clocks that stop, papers that follow, promises, rates, the whole process; the office's own list."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban_files.table_file import TableFile, write_table
from duban_web.common import office as office_date
from duban_web.common.errors import NotYours, Refused
from duban_web.inbox.models import Message
from duban_web.people.models import Unit
from duban_web.projects import approving, operations, queries
from duban_web.projects.importing import Defaults, take_in
from duban_web.projects.models import Project
from small_projects import DAY, START, finish, made, procedure


def stand_of(county):
    found = queries.visible(county.office)
    return queries.approvals(found, DAY, queries.by_authority(found, DAY))


# approvals


def test_an_approval_with_a_stopped_clock_from_application_to_number(county, project):
    permit = procedure(project, "environment")
    permit.unit = county.colleague.unit
    permit.save()
    finish(county.office, project, ["filing"], on=dt.date(2020, 11, 2))
    approving.apply(county.liaison, permit, dt.date(2020, 11, 3))
    assert Message.objects.get(kind="procedure-applied").to == county.colleague
    approving.accept(
        county.colleague,
        permit,
        dt.date(2020, 11, 4),
        lacking="公众参与说明",
        lacking_due=dt.date(2020, 11, 20),
    )
    permit = procedure(project, "environment")
    assert permit.due == dt.date(2020, 11, 16)
    approving.stop(county.colleague, permit, dt.date(2020, 11, 6), "补充监测数据")
    assert procedure(project, "environment").due is None
    approving.go_on(county.colleague, permit, dt.date(2020, 11, 13))
    assert procedure(project, "environment").due == dt.date(2020, 11, 23)
    approving.decide(county.colleague, permit, dt.date(2020, 11, 19), number="云环审〔2020〕12号")
    done = procedure(project, "environment")
    assert (done.used, done.number, done.due, done.is_broken(DAY)) == (6, "云环审〔2020〕12号", None, True)
    approving.supply(county.colleague, done, DAY)
    assert procedure(project, "environment").is_broken(DAY) is False


def test_what_cannot_be_done_with_an_approval(county, project):
    office = county.office

    def refused(act):
        with pytest.raises(Refused) as problem:
            act()
        return problem.value.code

    filing, land, permit = (procedure(project, code) for code in ("filing", "land", "permit"))
    assert refused(lambda: approving.decide(office, filing, DAY)) == "procedure-not-accepted"
    assert refused(lambda: approving.accept(office, land, DAY)) == "procedure-before"
    assert refused(lambda: approving.accept(office, filing, dt.date(2020, 11, 24))) == "procedure-future"
    assert (
        refused(lambda: approving.accept(office, filing, DAY, lacking="章程", lacking_due=DAY))
        == "procedure-not-deferrable"
    )
    assert (
        refused(lambda: approving.promise(office, filing, DAY, "十日内补齐", dt.date(2020, 12, 3)))
        == "procedure-not-promisable"
    )
    assert refused(lambda: approving.promise(office, permit, DAY, "", None)) == "procedure-promise-words"
    approving.apply(office, filing, dt.date(2020, 11, 20))
    assert refused(lambda: approving.apply(office, filing, DAY)) == "procedure-applied"
    assert refused(lambda: approving.accept(office, filing, dt.date(2020, 11, 19))) == "procedure-order"
    approving.accept(office, filing, dt.date(2020, 11, 20))
    assert refused(lambda: approving.go_on(office, filing, DAY)) == "procedure-runs"
    approving.stop(office, filing, DAY, "补章程")
    assert refused(lambda: approving.stop(office, filing, DAY, "再补")) == "procedure-stands"
    approving.decide(office, filing, DAY)
    assert refused(lambda: approving.stop(office, filing, DAY, "晚了")) == "procedure-done"
    with pytest.raises(NotYours):
        approving.accept(county.liaison, procedure(project, "soil"), DAY)


def test_a_promise_lets_works_start_and_is_shown_when_it_is_broken(county, project):
    promised = ("land-planning", "works-planning", "drawings", "permit", "energy", "soil")
    finish(county.office, project, ["filing", "land", "environment"])
    with office_date.on(dt.date(2020, 11, 2)):
        for code in promised:
            approving.promise(
                county.liaison,
                procedure(project, code),
                dt.date(2020, 11, 2),
                "按承诺内容建设",
                dt.date(2020, 11, 20),
            )
    finish(county.office, project, ["fire-design"])
    operations.move(county.office, project, "procedures", note="已签约")
    operations.plan_year(county.office, project, 2020, Decimal(100))
    assert operations.move(county.liaison, project, "started").stage == "started"
    assert stand_of(county).broken == 6


def test_the_rate_counts_projects_as_the_county_does(county):
    """S58: 17 new projects, 14 of them with all approvals: 82 %; 90 % needs 16."""
    for n in range(17):
        one = made(county, name=f"项目{n}")
        rows = one.procedures.filter(before="start")
        if n >= 3:
            rows.update(accepted_on=dt.date(2020, 11, 2), done_on=dt.date(2020, 11, 19))
            operations.recount(one)
    stand = stand_of(county)
    assert (stand.projects.part, stand.projects.whole, stand.projects.percent(0)) == (14, 17, 82)
    page = county.client(county.office).get("/projects/approvals/?goal=90").content.decode()
    assert "需办结 16/17 个项目，还差 2 个。" in page


def test_the_whole_process_is_counted_once_everything_is_there(county, project):
    """S52: 全流程审批时限, in working days, compared with the year before."""
    finish(county.office, project, START[:-1], on=dt.date(2020, 11, 4))
    approving.accept(county.office, procedure(project, "permit"), dt.date(2020, 11, 5))
    approving.decide(county.office, procedure(project, "permit"), DAY)
    project.refresh_from_db()
    assert (project.process_days, project.process_done_on) == (12, DAY)
    old = made(county, name="去年的项目")
    Project.objects.filter(pk=old.pk).update(process_days=20, process_done_on=dt.date(2019, 6, 3))
    stand = stand_of(county)
    assert (stand.mean_days, stand.mean_before) == (Decimal("12.0"), Decimal("20.0"))


def test_terms_of_an_approval_are_changed_for_one_project(county, project):
    page = county.client(county.office)
    key = procedure(project, "environment").pk
    form = {"name": "环评审批", "authority": "生态环境局", "legal": "30", "promised": "40"}
    assert page.post(f"/projects/procedures/{key}/", form).status_code == 400
    assert page.post(f"/projects/procedures/{key}/", form | {"promised": "5"}).status_code == 302
    assert procedure(project, "environment").promised == 5


# lists


def sheet(
    *rows,
    header=(
        "项目名称",
        "总投资（亿元）",
        "年度计划投资（万元）",
        "完成投资（万元）",
        "责任单位",
        "包联领导",
        "项目阶段",
    ),
):
    return write_table(TableFile("重点项目表", "", list(header), [list(row) for row in rows]))


def defaults():
    return Defaults(Unit.objects.get(short_name="县住建局"), "industry")


def test_the_offices_own_list_comes_in_and_comes_in_again(county, project):
    data = sheet(
        ["年产30万吨绿色建材", "3.5", "12000", "8000", "县住建局", "邵国栋", "续建"],
        ["新材料园", "1.2", "", "", "", "", "谋划"],
    )
    taken = take_in(county.office, data, name="清单.xlsx", defaults=defaults())
    assert (taken.added, taken.changed) == (1, 1)
    one = Project.objects.get(pk=project.pk)
    assert (one.total, one.stage, one.investor, one.years.get().plan, one.months.get().done) == (
        35000,
        "building",
        "某建材公司",
        12000,
        8000,
    )
    again = take_in(county.office, data, name="清单.xlsx", defaults=defaults())
    assert (again.added, again.changed, Project.objects.count(), one.months.get().done) == (0, 2, 2, 8000)


def test_a_list_with_mistakes_stays_out_and_every_mistake_is_named(county):
    data = sheet(
        ["甲", "很多", "", "", "县住建局", "", ""],
        ["乙", "1", "", "", "县某局", "张三", ""],
        ["乙", "1", "", "", "", "", ""],
    )
    answer = county.client(county.office).post(
        "/projects/import/",
        {"file": SimpleUploadedFile("清单.xlsx", data), "unit": defaults().unit.pk, "kind": "industry"},
    )
    words = answer.content.decode()
    assert answer.status_code == 400
    for line in (
        "第4行“总投资（亿元）”读不出金额：“很多”",
        "第5行的责任单位“县某局”不在通讯录里",
        "第5行的包联领导“张三”不在通讯录里",
        "第6行的“乙”与第5行重复",
    ):
        assert line in words
    assert Project.objects.count() == 0


def test_a_file_that_is_no_list(county):
    page = county.client(county.office)
    for data, words in (
        (b"PK not a workbook", "打不开"),
        (write_table(TableFile("电话", "", ["单位", "电话"], [["县住建局", "1"]])), "没有认出表头"),
    ):
        answer = page.post(
            "/projects/import/",
            {"file": SimpleUploadedFile("清单.xlsx", data), "unit": defaults().unit.pk, "kind": "industry"},
        )
        assert answer.status_code == 400
        assert words in answer.content.decode() or "损坏" in answer.content.decode()


def test_what_the_list_shows_goes_out_and_comes_in_again(county, project):
    operations.plan_year(county.office, project, 2020, Decimal(12000))
    data = b"".join(county.client(county.office).get("/projects/export/").streaming_content)
    Project.objects.filter(pk=project.pk).update(name="改了名")
    taken = take_in(county.office, data, name="清单.xlsx", defaults=defaults())
    back = Project.objects.get(name="年产30万吨绿色建材")
    assert (taken.added, back.total, back.investor, back.years.get().plan, back.unit) == (
        1,
        32000,
        "某建材公司",
        12000,
        county.liaison.unit,
    )
