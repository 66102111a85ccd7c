"""Projects: the form, stages, months with their lights, what belongs to a project, pages."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.people.models import Leader, Unit, User
from duban_web.projects import approving, operations, queries
from duban_web.projects.models import Project
from small_projects import DAY, made, procedure

# a project and its stages


def test_a_new_project_gets_the_approvals_of_its_kind_with_their_units(county):
    one = made(county, kind="livelihood")
    rows = [(p.code, p.authority, p.unit, p.promised, p.before) for p in one.procedures.all()]
    assert rows[0] == ("proposal", "发改局", None, 3, "start")
    assert ("permit", "住建局", county.liaison.unit, 2, "start") in rows
    assert len(rows) == 14
    assert [(m.stage, m.on, m.by) for m in one.moves.all()] == [("planned", DAY, county.office)]


def test_another_kind_changes_the_approvals_but_keeps_what_was_begun(county, project):
    approving.apply(county.office, procedure(project, "filing"), DAY)
    project.kind = "infrastructure"
    operations.save_project(county.office, project)
    codes = set(project.procedures.values_list("code", flat=True))
    assert {"filing", "proposal", "tender"} <= codes
    assert "fire-check" not in codes


def test_a_stage_is_left_when_all_is_there(county):
    one = made(county, leader=None, investor="")
    operations.move(county.liaison, one, "talks")
    with pytest.raises(Refused) as problem:
        operations.move(county.liaison, one, "signed")
    assert (
        problem.value.sentence()
        == "还缺 投资方、包联领导，不能转入下一阶段。请先补齐；确需放行的由办公室写明原因。"
    )
    with pytest.raises(Refused):
        operations.move(county.office, one, "signed")
    operations.move(county.office, one, "signed", note="县长办公会同意先行签约")
    assert [(m.stage, m.missing, m.note) for m in one.moves.all()][-1] == (
        "signed",
        ["investor", "leader"],
        "县长办公会同意先行签约",
    )
    page = county.client(county.office).get(f"/projects/{one.pk}/").content.decode()
    assert "放行时还缺：— → 投资方、包联领导<br>" in page
    assert page.count("放行时还缺") == 1  # of the first move nothing is said
    assert "<dt>预期</dt><dd>—</dd>" in page
    town = Unit.objects.create(name="云岭县青石镇", short_name="青石镇", kind=Unit.Kind.TOWN)
    Project.objects.update(output=Decimal(20000), jobs=30, town=town, place="青石镇")
    page = county.client(county.office).get(f"/projects/{one.pk}/").content.decode()
    assert "<dd>预计年产值 2亿元 · 带动就业（人） 30</dd>" in page
    assert "<dd>青石镇</dd>" in page
    Project.objects.update(place="白马村")
    assert (
        "<dd>青石镇 白马村</dd>" in county.client(county.office).get(f"/projects/{one.pk}/").content.decode()
    )


def test_a_stage_is_neither_skipped_nor_taken_back_without_the_office(county, project):
    with pytest.raises(Refused) as problem:
        operations.move(county.liaison, project, "procedures", note="跳过")
    assert problem.value.code == "project-skips"
    operations.move(county.office, project, "building", note="续建项目")
    project.refresh_from_db()
    assert (project.stage, project.started_on) == ("building", DAY)
    with pytest.raises(Refused) as problem:
        operations.move(county.liaison, project, "started", note="退回")
    assert problem.value.code == "project-skips"
    operations.move(county.office, project, "started", note="停工")
    with pytest.raises(NotYours):
        operations.move(county.outsider, project, "building")


def test_a_government_project_is_not_negotiated(county):
    one = made(county, kind="infrastructure")
    with pytest.raises(Refused) as problem:
        operations.move(county.office, one, "talks", note="试")
    assert problem.value.code == "project-no-stage"
    assert operations.move(county.office, one, "procedures").stage == "procedures"


def test_two_people_saving_the_same_project(county, project):
    seen = operations.fingerprint(project)
    other = Project.objects.get(pk=project.pk)
    other.investor = "另一家公司"
    operations.save_project(county.office, other, seen=seen)
    project.team = "第一专班"
    with pytest.raises(Changed):
        operations.save_project(county.office, project, seen=seen)
    assert Project.objects.get(pk=project.pk).team == ""


def test_a_name_stands_once_and_is_free_again_when_the_project_is_taken_off(county, project):
    with pytest.raises(Refused) as problem:
        made(county, name=project.name)
    assert problem.value.code == "project-twice"
    operations.remove(county.office, project, reason="投资方撤资")
    assert made(county, name=project.name).pk != project.pk
    with pytest.raises(Refused):
        operations.move(county.office, project, "talks")


def test_dates_that_cannot_be(county):
    with pytest.raises(Refused) as problem:
        made(county, planned_start=dt.date(2021, 5, 1), planned_end=dt.date(2021, 4, 1))
    assert problem.value.code == "project-end-before-start"
    with pytest.raises(Refused) as problem:
        made(county, listed_on=dt.date(2020, 12, 1))
    assert problem.value.code == "project-future"
    assert Project.objects.count() == 0


# months and lights


def test_months_add_up_and_light_the_project(county, project):
    operations.plan_year(county.office, project, 2020, Decimal(12000))
    operations.move(county.office, project, "building", note="续建")
    operations.report(county.liaison, project, 2020, 9, operations.Reported(Decimal(7000), Decimal(40)))
    operations.report(county.liaison, project, 2020, 10, operations.Reported(Decimal(1500), Decimal(55)))
    project.refresh_from_db()
    assert (project.light, project.light_since) == ("yellow", DAY)
    operations.report(county.liaison, project, 2020, 10, operations.Reported(Decimal(3500), Decimal(60)))
    project.refresh_from_db()
    assert project.light == "green"
    assert [m.done for m in project.months.all()] == [7000, 3500]
    page = county.client(county.liaison).get(f"/projects/{project.pk}/").content.decode()
    assert "年度计划 1.2亿元，已完成 1.05亿元，完成年度计划的 87.5%" in page
    assert "，截至10月为序时进度的 105%" in page


def test_a_month_that_cannot_be_is_refused_and_nothing_is_saved(county, project):
    report, told = operations.report, operations.Reported
    for year, month, said, code in (
        (2020, 12, told(Decimal(1)), "project-month-future"), (2020, 13, told(Decimal(1)), "project-month-future"), (2020, 10, told(Decimal(-5)), "project-negative"),
        (2020, 10, told(Decimal(1), blocked=True), "project-difficulty"),
    ):  # fmt: skip
        with pytest.raises(Refused) as problem:
            report(county.liaison, project, year, month, said)
        assert problem.value.code == code
    report(county.liaison, project, 2020, 9, told(Decimal(1), Decimal(50)))
    with pytest.raises(Refused) as problem:
        report(county.liaison, project, 2020, 10, told(Decimal(1), Decimal(45)))
    assert problem.value.code == "project-image-falls"
    assert project.months.count() == 1
    with pytest.raises(NotYours):
        report(county.outsider, project, 2020, 10, told(Decimal(1)))


def test_monthly_plans_add_up_to_the_year(county, project):
    months = {n: Decimal(100) for n in range(1, 13)}
    with pytest.raises(Refused) as problem:
        operations.plan_year(county.office, project, 2020, Decimal(1300), months=months)
    assert problem.value.sentence() == "各月计划合计 1200 万元，与年度计划 1300 万元不一致。"
    operations.plan_year(county.office, project, 2020, Decimal(1200), months=months)
    assert sum(m.planned for m in project.months.all()) == 1200


# parts


def test_agreements_talks_and_phases_are_written_down(county, project):
    page = county.client(county.liaison)
    for what, form in (
        ("agreement", {"title": "投资建设协议", "signed_on": "2020-11-02", "obligation": "60日内摘牌", "due": "2020-11-20", "amount": "32000"}),
        ("contact", {"on": "2020-11-10", "channel": "online", "who": "某建材公司王总", "words": "视频会商用地", "next_step": "现场考察", "next_on": "2020-12-01"}),
        ("phase", {"name": "一期", "total": "15000", "first": "2020-03-01", "last": "2021-06-30"}),
    ):  # fmt: skip
        assert page.post(f"/projects/{project.pk}/{what}/new/", form).status_code == 302
    shown = page.get(f"/projects/{project.pk}/").content.decode()
    assert all(
        words in shown for words in ("60日内摘牌", "视频会商用地 → 现场考察 2020-12-01", "一期</a> 1.5亿元")
    )
    answer = page.post(
        f"/projects/{project.pk}/phase/new/", {"name": "二期", "first": "2021-03-01", "last": "2020-06-30"}
    )
    assert (answer.status_code, project.phases.count()) == (400, 1)
    assert page.get(f"/projects/{project.pk}/nothing/new/").status_code == 404


def test_a_problem_of_a_project_goes_to_the_office_and_counts_for_its_leader(county, project):
    county.client(county.liaison).post(f"/projects/{project.pk}/step/", {"problem": "供电容量不足"})
    (problem,) = project.problems.all()
    assert (problem.content, problem.leader, problem.firm) == ("供电容量不足", project.leader, "某建材公司")
    assert queries.by_leader(queries.visible(county.office)) == [("邵国栋", 1, 0, 1, 0)]


def picture(colour):
    data = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(data, "PNG")
    return SimpleUploadedFile("现场.png", data.getvalue(), "image/png")


def test_photos_from_the_same_spot(county, project):
    page = county.client(county.liaison)
    for colour, on in (("red", "2020-09-21"), ("green", "2020-11-20"), ("green", "2020-11-20")):
        page.post(f"/projects/{project.pk}/pictures/", {"spot": "东门", "on": on, "file": picture(colour)})
    assert [(p.spot, p.on.isoformat()) for p in project.pictures.all()] == [
        ("东门", "2020-09-21"),
        ("东门", "2020-11-20"),
    ]
    answer = page.get(f"/projects/pictures/{project.pictures.first().pk}/")
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    answer = page.post(
        f"/projects/{project.pk}/pictures/",
        {"spot": "东门", "on": "2020-11-20", "file": SimpleUploadedFile("x.png", b"no picture")},
    )
    assert (answer.status_code, project.pictures.count()) == (400, 2)


# pages


def test_filters_and_sums(county):
    for n, (kind, total, level) in enumerate(
        (("industry", 20000, "province"), ("industry", 5000, ""), ("livelihood", 30000, "county"))
    ):
        made(county, name=f"项目{n}", kind=kind, total=Decimal(total), level=level)
    page = county.client(county.office)

    def names(query):
        return [line.project.name for line in page.get(f"/projects/?{query}").context["lines"]]

    assert names("kind=industry") == ["项目0", "项目1"]
    assert names("size=large") == ["项目0", "项目2"]
    assert (names("level=province"), names("words=项目2"), names("stage=building")) == (
        ["项目0"],
        ["项目2"],
        [],
    )
    assert "共 3 个项目，总投资 5.5亿元" in page.get("/projects/").content.decode()


def test_a_leader_sees_the_own_projects_first(county, project):
    other = made(county, name="别人的", leader=None)
    leader = User.objects.create_user("shao", role=User.Role.LEADER, leader=Leader.objects.get())
    page = county.client(leader)
    assert [line.project for line in page.get("/projects/").context["lines"]] == [project]
    assert [line.project for line in page.get("/projects/?words=").context["lines"]] == [project, other]


def test_a_liaison_sees_what_the_own_unit_leads_or_approves(county, project):
    other = made(county, name="财政局的", unit=county.colleague.unit, kind="agriculture")
    other.procedures.update(unit=None)
    assert list(queries.visible(county.liaison)) == [project]
    assert list(queries.visible(county.colleague)) == [other]
    assert county.client(county.outsider).get(f"/projects/{project.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["/projects/", "/projects/pipeline/", "/projects/approvals/"])
def test_a_list_costs_the_same_for_one_project_and_for_thirty(county, django_assert_num_queries, path):
    counts = {"/projects/": 11, "/projects/pipeline/": 7, "/projects/approvals/": 12}
    made(county)
    page = county.client(county.office)
    page.get(path)
    for n in range(2):
        with django_assert_num_queries(counts[path]):
            page.get(path)
        if n == 0:
            for more in range(29):
                made(county, name=f"又一个{more}")


def test_the_wall_the_map_and_the_curve_are_drawn(county, project):
    operations.plan_year(county.office, project, 2020, Decimal(12000))
    page = county.client(county.office)
    assert b"</svg>" in page.get("/projects/wall/").content
    assert page.get("/projects/wall/?as=png&for=screen").content.startswith(b"\x89PNG")
    assert page.get("/projects/wall/?as=exe").status_code == 400
    assert b"</svg>" in page.get(f"/projects/{project.pk}/curve.svg").content
    assert "还没有项目填写经纬度" in page.get("/projects/map/").content.decode()
    Project.objects.filter(pk=project.pk).update(latitude=Decimal("29.1"), longitude=Decimal("111.2"))
    assert "1 个项目的分布图" in page.get("/projects/map/").content.decode()
    assert b"</svg>" in page.get("/projects/map/?svg=1").content
