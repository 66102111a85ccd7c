"""Accepted figures: tables and places, strengths and weaknesses, and what does not fit together."""

from decimal import Decimal

import pytest

from duban_web.audit.models import Entry
from duban_web.common.errors import NotYours, Refused
from duban_web.indicators import goals, operations, series
from duban_web.indicators.models import Observation
from duban_web.indicators.operations import Key, Reading, observe
from duban_web.people.models import Unit

COUNTIES = ("云岭县", "临川县", "沙河县", "青阳县", "北原县", "安平县")


def put(county, region, period, value, *, indicator="固定资产投资", measure="value", unit="亿元"):
    base = "同比" if measure == "growth" else ""
    return observe(
        county.office, Key(indicator, measure, base, "", region, period), Reading(Decimal(value), unit)
    )


@pytest.fixture
def figures(county):
    """Two years of six counties, and of two towns of one of them; one of the counties' growths is retyped wrongly."""
    for n, region in enumerate(COUNTIES):
        put(county, region, "2019", 100 + 10 * n)
        put(county, region, "2020", 110 + 10 * n)
        growth = Decimal(1000) / (100 + 10 * n)
        put(
            county,
            region,
            "2020",
            growth.quantize(Decimal("0.1")) if region != "沙河县" else "38.3",
            measure="growth",
            unit="%",
        )
    for name, value in (("城关镇", "60"), ("青石镇", "50")):
        Unit.objects.create(name=f"云岭县{name}人民政府", short_name=name, kind="town")
        put(county, name, "2020", value)


def test_counties_are_compared_with_counties_and_towns_with_towns(figures):
    table = series.table_of("固定资产投资", "value")
    assert (table.kinds, table.periods) == (["", "云岭县"], ["2020", "2019"])
    assert [(region, [(c.place, c.count, c.arrow) for c in cells]) for region, cells in table.rows][:2] == [
        ("安平县", [(1, 6, "→"), (1, 6, "")]), ("北原县", [(2, 6, "→"), (2, 6, "")]),
    ]  # fmt: skip
    towns = series.table_of("固定资产投资", "value", "云岭县")
    assert [(region, cells[0].place, cells[0].count) for region, cells in towns.rows] == [
        ("城关镇", 1, 2),
        ("青石镇", 2, 2),
    ]


def test_a_region_has_strengths_and_weaknesses(figures):
    found = series.profile_of("云岭县")
    assert [(p.observation.measure, p.place) for p in found.strong] == [("growth", 2)]
    assert [(p.observation.measure, p.place) for p in found.weak] == [("value", 6)]


def test_units_do_not_matter_for_a_place(county):
    put(county, "云岭县", "2020", "53001", unit="万元")
    put(county, "临川县", "2020", "5.1")
    assert [region for region, _ in series.table_of("固定资产投资", "value").rows] == ["云岭县", "临川县"]


def test_the_figure_that_does_not_fit_is_named_corrected_and_gone(county, figures):
    found, looked = series.open_doubts()
    assert [(one.observation.region, one.observation.measure, one.must_be_corrected) for one in found] == [
        ("沙河县", "growth", True)
    ]
    assert looked == 20
    wrong = found[0].observation
    with pytest.raises(Refused, match="observation-needs-reason"):
        operations.correct(county.office, wrong.pk, Decimal("8.3"), reason=" ")
    with pytest.raises(Refused, match="observation-same"):
        operations.correct(county.office, wrong.pk, wrong.value, reason="看错")
    operations.correct(county.office, wrong.pk, Decimal("8.3"), reason="录入串行")
    assert series.open_doubts() == ([], 20)
    entry = Entry.objects.filter(kind="observation", object_id=wrong.pk).first()
    assert (Decimal(entry.before["value"]), entry.after["reason"]) == (Decimal("38.3"), "录入串行")


def test_an_explanation_holds_as_long_as_the_figures_are_the_same(county, figures):
    (found,), _ = series.open_doubts()
    with pytest.raises(Refused, match="remark-needs-words"):
        operations.explain(county.office, found.observation.pk, doubts=found.doubts, words="")
    operations.explain(county.office, found.observation.pk, doubts=found.doubts, words="项目集中入统")
    assert series.open_doubts()[0] == []
    operations.correct(county.office, found.observation.pk, Decimal("39.0"), reason="修订")
    assert len(series.open_doubts()[0]) == 1


def test_only_the_office_corrects_and_explains(county, figures):
    one = Observation.objects.first()
    with pytest.raises(NotYours):
        operations.correct(county.liaison, one.pk, Decimal(1), reason="改")
    with pytest.raises(NotYours):
        operations.explain(county.liaison, one.pk, doubts=[], words="改")


def test_the_pages_show_it(county, figures):
    client = county.client(county.office)
    page = client.get("/figures/doubts/").content.decode()
    assert "本期 130亿元，上年同期 120亿元，应增长 8.3%，报 38.3%。" in page
    assert "核对了 20 个数，1 处对不上。" in page
    page = client.get("/figures/indicator/?name=固定资产投资&measure=value").content.decode()
    assert ("各县" in page, "云岭县各乡镇" in page) == (True, True)
    chart = client.get("/figures/indicator/ranks.svg?name=固定资产投资&measure=value")
    assert (chart.status_code, chart.content[:4]) == (200, b"<svg")
    assert client.get("/figures/indicator/pie.svg?name=固定资产投资").status_code == 404
    assert "优势指标" in client.get("/figures/region/?name=云岭县").content.decode()


@pytest.mark.parametrize("more", [0, 30])
def test_no_page_asks_more_for_more_figures(county, figures, more, django_assert_num_queries):
    for n in range(more):
        put(county, f"第{n}县", "2020", 50 + n)
    client = county.client(county.office)
    for address, count in (
        ("/figures/doubts/", 7),
        ("/figures/indicator/?name=固定资产投资&measure=value", 13),
        ("/figures/region/?name=云岭县", 8),
    ):
        with django_assert_num_queries(count):
            assert client.get(address).status_code == 200


def test_a_target_stands_against_the_season_in_its_own_unit(county):
    for period, value in (("2019-01/2019-10", "80"), ("2019", "100"), ("2020-01/2020-10", "880000")):
        put(county, "云岭县", period, value, unit="万元" if value == "880000" else "亿元")
    operations.set_target(
        county.office,
        indicator="固定资产投资",
        region="云岭县",
        year=2020,
        value=Decimal(110),
        unit="亿元",
        source="市下达",
    )
    operations.set_target(
        county.office, indicator="税收收入", region="云岭县", year=2020, value=Decimal(9), unit="亿元"
    )
    tax, invest = sorted(goals.standings(2020), key=lambda one: one.reached is not None)
    assert (tax.outlook, tax.reached) == (None, None)
    found = invest.outlook
    assert (invest.reached, invest.period) == (Decimal(88), "2020-01/2020-10")
    assert (found.completion, found.elapsed, found.gap, found.forecast, found.method) == (
        Decimal("80.0"),
        Decimal("80.0"),
        Decimal(22),
        Decimal(110),
        "season",
    )


def test_a_target_is_changed_in_the_record_and_is_above_nothing(county):
    with pytest.raises(Refused, match="target-not-positive"):
        operations.set_target(
            county.office, indicator="税收收入", region="云岭县", year=2020, value=Decimal(0)
        )
    for value in (9, 10):
        operations.set_target(
            county.office, indicator="税收收入", region="云岭县", year=2020, value=Decimal(value), unit="亿元"
        )
    (one,) = goals.targets(2020)
    assert one.value == 10
    assert [entry.before for entry in Entry.objects.filter(kind="target")] == [
        {"value": "9.000000", "unit": "亿元"},
        None,
    ]
    with pytest.raises(NotYours):
        operations.set_target(
            county.liaison, indicator="税收收入", region="云岭县", year=2020, value=Decimal(9)
        )


@pytest.mark.parametrize("more", [0, 30])
def test_the_page_of_targets_asks_no_more_for_more(county, more, django_assert_num_queries):
    put(county, "云岭县", "2020-01/2020-10", "8")
    for n in range(more + 1):
        operations.set_target(
            county.office,
            indicator="固定资产投资",
            region=f"第{n}县" if n else "云岭县",
            year=2020,
            value=Decimal(9),
            unit="亿元",
        )
    client = county.client(county.office)
    with django_assert_num_queries(4):
        page = client.get("/figures/targets/?year=2020").content.decode()
    assert "88.9%" in page


def test_a_form_sets_a_target_by_the_standard_name(county):
    client = county.client(county.office)
    assert (
        client.post(
            "/figures/targets/?year=2020",
            {"region": "云岭县", "indicator": "固投", "value": "9", "unit": "亿元"},
        ).status_code
        == 302
    )
    assert (
        client.post(
            "/figures/targets/?year=2020", {"region": "云岭县", "indicator": "固投", "value": "-9"}
        ).status_code
        == 400
    )
    assert [one.value for one in goals.targets(2020)] == [9]
