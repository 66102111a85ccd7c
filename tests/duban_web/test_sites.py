"""Places graded by risk: colour from the score, next check from the colour, checked by a visit."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from duban_web.common.errors import NotYours, Refused
from duban_web.inspections import graded, operations
from duban_web.inspections.models import Site
from duban_web.inspections.operations import Found, Visit
from small_county import DAY

DAYS = dt.timedelta


def put(county, name="宏远机械厂", score="75"):
    return graded.save_site(
        county.office, Site(name=name, unit=county.liaison.unit, score=Decimal(score), person="李强")
    )


@pytest.mark.parametrize(
    ("score", "colour", "days"),
    [("75", "red", 30), ("70", "red", 30), ("69.9", "yellow", 90), ("40", "yellow", 90), ("0", "green", 180)],
)
def test_the_score_gives_the_colour_and_the_colour_the_next_check(county, score, colour, days):
    one = put(county, score=score)
    assert (one.colour, one.next_check) == (colour, DAY + DAYS(days))


def test_a_visit_checks_the_place_and_its_hazards_stay_open_until_they_are_mended(county):
    one = put(county)
    visit = operations.plan(
        county.office,
        county.campaign,
        planned_for=DAY,
        task=None,
        place="",
        leader=None,
        inspectors=[],
        site=one,
    )
    assert visit.place == "宏远机械厂"
    operations.record_visit(
        county.office,
        visit,
        Visit(summary="看了车间", findings=[Found("消防通道堵塞", "problem", "三日内清理")], token="t"),
    )
    (one,) = graded.sites()
    assert (one.last_check, one.next_check, one.hazards) == (DAY, DAY + DAYS(30), 1)


def test_a_lower_score_lengthens_the_interval_and_stands_in_the_record(county):
    one = put(county)
    one.score = Decimal(20)
    graded.save_site(county.office, one)
    assert (one.colour, one.next_check, graded.counts()) == ("green", DAY + DAYS(180), {"green": 1})


def test_only_office_and_inspectors_grade(county):
    with pytest.raises(NotYours):
        graded.save_site(county.liaison, Site(name="一", unit=county.liaison.unit, score=Decimal(1)))


def excel(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_offices_own_register_comes_in_and_changes_what_is_known(county):
    unit = county.liaison.unit.name
    put(county, score="20")
    rows = (
        ["重点单位台账"],
        ["序号", "单位名称", "行业", "责任单位", "责任人", "风险分"],
        ["1", "宏远机械厂", "机械", unit, "王安", "81.5"],
        ["2", "新型建材厂", "建材", unit, "", "30"],
    )
    assert graded.take_in(county.office, excel(*rows), name="台账.xlsx") == 2
    assert [(s.name, s.industry, s.person, s.colour) for s in Site.objects.order_by("name")] == [
        ("宏远机械厂", "机械", "王安", "red"),
        ("新型建材厂", "建材", "", "green"),
    ]


def test_a_register_with_mistakes_writes_nothing(county):
    unit = county.liaison.unit.name
    rows = (
        ["单位名称", "责任单位", "风险分"],
        ["甲厂", "无此局", "50"],
        ["乙厂", unit, "101"],
        ["", unit, "5"],
        ["丙厂", unit, "5"],
    )
    with pytest.raises(Refused) as caught:
        graded.take_in(county.office, excel(*rows), name="台账.xlsx")
    assert caught.value.fields["list"].split("\n") == [
        "第 2 行：责任单位“无此局”不在通讯录中。", "第 3 行：风险分“101”不是 0 到 100 的数。", f"第 4 行：没有单位名称（责任单位 {unit}）。",
    ]  # fmt: skip
    assert Site.objects.count() == 0
    with pytest.raises(Refused, match="sheet-no-header"):
        graded.take_in(county.office, excel(["名字", "分"]), name="台账.xlsx")


@pytest.mark.parametrize("more", [0, 29])
def test_the_list_costs_the_same_for_one_and_for_thirty(county, more, django_assert_num_queries):
    for n in range(more + 1):
        put(county, name=f"第{n}厂")
    client = county.client(county.office)
    with django_assert_num_queries(6):
        page = client.get("/inspections/sites/?colour=red").content.decode()
    assert "第0厂" in page


def test_the_pages_register_change_and_plan(county):
    client = county.client(county.office)
    data = {
        "name": "宏远机械厂",
        "unit": county.liaison.unit_id,
        "score": "75",
        "industry": "机械",
        "place": "",
        "person": "",
        "factors": "",
    }
    assert client.post("/inspections/sites/new/", data | {"score": "175"}).status_code == 400
    assert client.post("/inspections/sites/new/", data).status_code == 302
    one = Site.objects.get()
    assert client.post(f"/inspections/sites/{one.pk}/", data | {"score": "10"}).status_code == 302
    assert Site.objects.get().colour == "green"
    assert client.post("/inspections/sites/new/", data).status_code == 400
    assert "宏远机械厂" in client.get(f"/inspections/new/?site={one.pk}").content.decode()


def test_places_are_drawn_by_risk_and_the_draw_is_proved(county):
    for n, score in enumerate(("80", "75", "50", "10", "5")):
        put(county, name=f"第{n}厂", score=score)
    made = operations.make_draw(
        county.office,
        county.campaign,
        of="sites",
        count=3,
        inspectors=[county.office],
        a_visit=1,
        planned_for=DAY,
        seed="一",
    )
    assert operations.is_proved(made)
    assert [weight for _, weight in made.pool] == [10, 10, 8, 7, 7]
    visits = list(made.inspections.order_by("id"))
    assert [(visit.task, visit.site_id, visit.place) for visit in visits] == [
        (None, key, Site.objects.get(pk=key).name) for key, _ in made.drawn
    ]
    page = county.client(county.office).get(f"/inspections/draws/{made.pk}/").content.decode()
    assert visits[0].place in page


def test_nothing_is_drawn_where_no_place_is_registered(county):
    with pytest.raises(Refused, match="draw-empty"):
        operations.make_draw(
            county.office,
            county.campaign,
            of="sites",
            count=3,
            inspectors=[county.office],
            a_visit=1,
            planned_for=DAY,
        )
