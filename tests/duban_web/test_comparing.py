"""Figures held against each other: peers, heat, composition, formulas, the office's own map; figures that a person types; weak points."""

import datetime as dt
import io
import json
from decimal import Decimal

import pytest

from duban_web.common.errors import NotYours, Refused
from duban_web.inbox.models import Message
from duban_web.indicators import comparing, operations, remedying, series
from duban_web.indicators.models import Observation, RegionMap
from duban_web.indicators.operations import Key, Reading, observe
from duban_web.papers.decisions import says_estimate
from duban_web.papers.models import Paper, PaperFact
from duban_web.papers.queries import history
from duban_web.people.models import Unit
from small_county import DAY

D = Decimal
COUNTIES = ("云岭县", "临川县", "沙河县", "青阳县", "北原县")


def put(county, region, period, value, *, indicator="固定资产投资", measure="value", unit="亿元", **more):
    key = Key(indicator, measure, "同比" if measure == "growth" else "", "", region, period)
    return observe(county.office, key, Reading(D(value), unit, **more))


@pytest.fixture
def figures(county):
    for n, region in enumerate(COUNTIES):
        put(county, region, "2019", 100 + 10 * n)
        put(county, region, "2020", 110 + 10 * n)
        put(county, region, "2020", 60 + 10 * n, indicator="工业投资")
    put(county, "云岭县", "2019", "50", indicator="工业投资")


def test_a_region_stands_against_the_mean_of_its_peers(figures):
    found = comparing.compare("固定资产投资", "value", ["沙河县", "云岭县"])
    assert (found.periods, found.means, found.gaps, found.unit) == (
        ["2020", "2019"], [D("120.00"), D("110.00")], [D(10), D(10)], "亿元",
    )  # fmt: skip
    assert [[cell.place for cell in cells] for _, cells in found.rows] == [[1, 1], [2, 2]]


def test_a_group_of_peers_is_kept_and_chosen(county, figures):
    client = county.client(county.office)
    answer = client.post(
        "/figures/compare/?name=固定资产投资&measure=value",
        {"name": "相似县", "regions": ["临川县", "青阳县"]},
    )
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert ("相似县" in page, page.count("checked")) == (True, 2)
    with pytest.raises(Refused, match="group-too-small"):
        operations.save_group(county.office, "一个", ["临川县", "临川县"])
    assert (
        client.get("/figures/compare.svg?name=固定资产投资&measure=value").headers["Content-Type"]
        == "image/svg+xml"
    )


def test_the_heat_map_shades_by_fifths(figures):
    found = comparing.heat()
    row = next(
        cells for name, measure, _, cells in found.rows if (name, measure) == ("固定资产投资", "value")
    )
    shades = dict(zip(found.regions, [(cell[0].place, cell[1]) for cell in row], strict=True))
    assert [shades[region] for region in reversed(COUNTIES)] == [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4)]


def test_the_heat_map_costs_the_same_for_five_regions_and_for_thirty(
    county, figures, django_assert_num_queries
):
    client = county.client(county.office)
    client.get("/figures/heat/")
    for more in (0, 25):
        for n in range(more):
            put(county, f"邻县{n}", "2020", 50 + n)
        with django_assert_num_queries(8):
            client.get("/figures/heat/")


def test_a_whole_shows_what_it_is_made_of(county, figures):
    (part,) = comparing.composition_of("固定资产投资", "云岭县", "2020")
    assert (part.name, part.share, part.growth, part.contribution) == (
        "工业投资",
        D("54.5"),
        D("20.0"),
        D("10.0"),
    )
    page = (
        county.client(county.office)
        .get("/figures/indicator/?name=固定资产投资&measure=value&region=云岭县")
        .content.decode()
    )
    assert "云岭县构成" in page


def test_a_growth_that_was_reported_stands_for_a_year_that_was_not(county):
    put(county, "云岭县", "2020", "22")
    put(county, "云岭县", "2020", "10", measure="growth", unit="%")
    put(county, "云岭县", "2020", "11", indicator="工业投资")
    put(county, "云岭县", "2020", "10", indicator="工业投资", measure="growth", unit="%")
    (part,) = comparing.composition_of("固定资产投资", "云岭县", "2020")
    assert (part.share, part.contribution) == (D("50.0"), D("5.0"))


def test_a_formula_fills_what_is_not_kept_and_is_marked(county, figures):
    known = {("云岭县", "2020")}
    found = comparing.derived_figures("工业投资占固定资产投资比重", known)
    assert {(one.region, one.period, one.value, one.pk) for one in found} == {
        ("云岭县", "2019", D("50.00"), None), ("临川县", "2020", D("58.33"), None), ("沙河县", "2020", D("61.54"), None),
        ("青阳县", "2020", D("64.29"), None), ("北原县", "2020", D("66.67"), None),
    }  # fmt: skip
    page = (
        county.client(county.office)
        .get("/figures/indicator/?name=工业投资占固定资产投资比重&measure=rate")
        .content.decode()
    )
    assert ("54.55" in page, "推算" in page) == (True, True)


def test_a_figure_is_typed_with_its_source_and_its_history_is_kept(county):
    client = county.client(county.office)
    given = {"indicator": "固投", "measure": "value", "region": "云岭县", "period": "2020年11月上旬", "value": "3.2", "unit": "亿元", "is_estimate": "on", "source": "县统计局电话"}  # fmt: skip
    assert client.post("/figures/new/", given).status_code == 302
    one = Observation.objects.get()
    assert (one.indicator, one.period, one.is_estimate, one.source) == (
        "固定资产投资", "2020-11-01/2020-11-10", True, "县统计局电话",
    )  # fmt: skip
    final = observe(
        county.office,
        Key("固定资产投资", "value", "", "", "云岭县", one.period),
        Reading(D("3.15"), "亿元", source="月报"),
    )
    assert (final.pk, final.value, final.is_estimate) == (one.pk, D("3.15"), False)
    assert [(c.before, c.after, c.was_estimate) for c in history(final)] == [
        ("3.2亿元", "3.15亿元", True),
        ("", "3.2亿元", False),
    ]
    assert "3.2亿元" in client.get(f"/figures/{one.pk}/").content.decode()


def test_an_estimate_does_not_take_the_place_of_a_final_figure(county):
    put(county, "云岭县", "2020", "100")
    with pytest.raises(Refused, match="observation-is-final"):
        put(county, "云岭县", "2020", "110", is_estimate=True)
    with pytest.raises(Refused, match="observation-needs-source"):
        operations.enter(
            county.office, Key("投资", "value", "", "", "云岭县", "2020"), Reading(D(1), "亿元", source=" ")
        )
    with pytest.raises(NotYours):
        operations.enter(
            county.liaison,
            Key("投资", "value", "", "", "云岭县", "2020"),
            Reading(D(1), "亿元", source="电话"),
        )


@pytest.mark.parametrize(
    ("words", "is_estimate"),
    [
        ("预计一季度，投资完成47.8亿元", True),
        ("投资完成47.8亿元，预计全年完成60亿元", False),
        ("预计明年更好。投资完成47.8亿元", False),
    ],
)
def test_a_paper_says_what_is_an_estimate(words, is_estimate):
    fact = PaperFact(paper=Paper(clean_text=words), end=words.index("47.8亿元") + 6)
    assert says_estimate(fact) is is_estimate


@pytest.mark.parametrize(
    "given",
    [
        {"period": "2020年13月", "value": "1"},
        {"period": "2020", "value": "很多"},
        {"period": "2020", "value": "1", "source": ""},
        {"period": "2020", "value": "1", "region": ""},
    ],
)
def test_a_figure_that_cannot_be_is_not_kept(county, given):
    whole = {
        "indicator": "投资",
        "measure": "value",
        "region": "云岭县",
        "unit": "亿元",
        "source": "电话",
    } | given
    assert county.client(county.office).post("/figures/new/", whole).status_code == 400
    assert not Observation.objects.exists()


def square(name, at=0, **more):
    ring = [[110 + at, 36], [111 + at, 36], [111 + at, 37], [110 + at, 37], [110 + at, 36]]
    return {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    } | more


def upload(county, words):
    file = io.BytesIO(words.encode())
    file.name = "map.geojson"
    return county.client(county.office).post("/figures/map/?name=固定资产投资&measure=value", {"file": file})


def test_a_map_of_the_offices_own_shows_the_figures(county, figures):
    shapes = {"type": "FeatureCollection", "features": [square("云岭县"), square("无数县", 1)]}
    assert upload(county, json.dumps(shapes)).status_code == 302
    client = county.client(county.office)
    page = client.get("/figures/map/?name=固定资产投资&measure=value").content.decode()
    assert "地图上没有：临川县、北原县、沙河县、青阳县" in page
    drawn = client.get("/figures/map.svg?name=固定资产投资&measure=value").content.decode()
    assert ("云岭县 110" in drawn, "无数县" in drawn) == (True, True)


@pytest.mark.parametrize(
    "words",
    [
        "不是",
        "[" * 100_000,
        "[]",
        "{}",
        '{"features": [1, {}, {"geometry": {}}]}',
        json.dumps({"features": [square("")]}),
        json.dumps({"features": [square("点", geometry={"type": "Point", "coordinates": [1, 2]})]}),
        json.dumps({"features": [square("坏", geometry={"type": "Polygon", "coordinates": [["x"]]})]}),
        json.dumps({"features": [square("多")] * 501}),
    ],
)
def test_a_map_that_is_none_is_refused(county, words):
    assert upload(county, words).status_code == 400
    assert not RegionMap.objects.exists()


def test_a_weak_point_has_a_cause_a_measure_and_somebody_who_answers(county, figures):
    client = county.client(county.office)
    assert "制定措施" in client.get("/figures/region/?name=云岭县").content.decode()
    address = "/figures/weak/new/?indicator=固定资产投资&region=云岭县"
    given = {
        "cause": "大项目少",
        "remedy": "每月开工一批",
        "unit": county.liaison.unit_id,
        "due": "2020-12-31",
    }
    assert client.post(address, given).status_code == 302
    (one,) = remedying.weak_points("云岭县")
    assert Message.objects.get(to=county.liaison, kind="weak-point").text.startswith(
        "短板整改：云岭县 固定资产投资"
    )
    client.post(f"/figures/weak/{one.pk}/done/")
    (one,) = remedying.weak_points("云岭县")
    assert one.done_on == DAY
    late = given | {"due": (DAY - dt.timedelta(days=1)).isoformat()}
    assert client.post(address, late).status_code == 400


def test_small_curves_are_drawn_for_indicators_with_a_path(county):
    for month in ("2020-08", "2020-09"):
        put(county, "云岭县", month, "5", measure="growth", unit="%")
    put(county, "云岭县", "2020-09", "5", measure="growth", unit="%", indicator="税收收入")
    assert {one.indicator for one in series.growths_of("云岭县")} == {"固定资产投资"}
    drawn = county.client(county.office).get("/figures/small.svg?name=云岭县")
    assert drawn.headers["Content-Type"] == "image/svg+xml"


def test_towns_are_shaded_among_themselves(county, figures):
    for n, name in enumerate(("城关镇", "青石镇", "柏桥镇")):
        Unit.objects.create(name=f"云岭县{name}人民政府", short_name=name, kind="town")
        put(county, name, "2020", 5 + n)
    found = comparing.heat("云岭县")
    assert (found.kinds, found.kind, found.regions) == (
        ["", "云岭县"],
        "云岭县",
        ["城关镇", "柏桥镇", "青石镇"],
    )


def test_the_dictionary_is_searched_by_any_name_or_office(county, figures):
    client = county.client(county.office)
    page = client.get("/figures/dictionary/?words=固投").content.decode()
    assert ("固定资产投资" in page, "税收收入" in page) == (True, False)
    assert "税收收入 ÷ 一般公共预算收入" in client.get("/figures/dictionary/?words=财政局").content.decode()
