"""The lists, campaigns, and how many queries a list takes."""

import datetime as dt

import pytest

from duban_web.audit.models import Entry
from duban_web.bulletins.models import Bulletin
from duban_web.campaigns.models import Campaign, LedgerImport
from duban_web.campaigns.operations import add_campaign
from duban_web.common.errors import Refused
from duban_web.indicators.models import Alias, Observation
from duban_web.papers.models import Paper, Pile
from duban_web.people.models import Unit, User
from duban_web.supervision import queries
from small_county import DAY, START


def test_a_holiday_list_changes_the_calendar(county):
    client = county.client(county.office)
    assert (
        client.post(
            f"/campaigns/{county.campaign.pk}/", {"form": "holidays", "days": "2020-11-23 休\n"}
        ).status_code
        == 302
    )
    assert not queries.work_calendar(DAY).is_workday(DAY)
    assert (
        client.post(f"/campaigns/{county.campaign.pk}/", {"form": "holidays", "days": "元旦 休"}).status_code
        == 400
    )


@pytest.mark.parametrize("number", [1, 30])
def test_the_ledger_takes_the_same_queries_for_one_row_and_thirty(county, django_assert_num_queries, number):
    county.more_tasks(number - 1)
    client = county.client(county.office)
    with django_assert_num_queries(10):
        page = client.get("/tasks/").content.decode()
    assert page.count("城乡建设") >= 1
    assert f"共 {number} 项" in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_first_page_takes_the_same_queries_for_one_task_and_thirty(
    county, django_assert_num_queries, number
):
    county.more_tasks(number - 1)
    client = county.client(county.office)
    with django_assert_num_queries(29):
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries_made"),
    [
        ("/papers/", 4),
        ("/figures/", 7),
        ("/bulletins/", 5),
        ("/imports/", 4),
        ("/people/", 5),
        ("/changes/", 3),
        ("/campaigns/", 3),
    ],
)
def test_a_list_takes_the_same_queries_for_one_row_and_thirty(
    county, django_assert_num_queries, number, address, queries_made
):
    for n in range(number):
        Paper.objects.create(name=f"{n}.txt", sha256=f"{n:064}", uploaded_on=DAY, uploaded_by=county.office)
        Pile.objects.create(name=f"{n}.zip", uploaded_on=DAY, uploaded_by=county.office)
        Observation.objects.create(
            indicator=f"第{n}产业", measure="value", region="云岭县", period="2020", value=n, accepted_on=DAY, accepted_by=county.office
        )  # fmt: skip
        Alias.objects.create(
            words=f"第{n}产", indicator=f"第{n}产业", learned_by=county.office, learned_on=DAY
        )
        Bulletin.objects.create(campaign=county.campaign, number=n, on=DAY, figures={}, made_by=county.office)
        LedgerImport.objects.create(
            campaign=county.campaign, name=f"{n}.xlsx", sha256="0", sheet="台账", rows=[], by=county.office
        )
        unit = Unit.objects.create(name=f"第{n}局")
        User.objects.create(username=f"u{n}", unit=unit)
        Entry.objects.create(
            office_date=DAY,
            actor=county.office,
            action="add",
            kind="unit",
            object_id=unit.pk,
            label=unit.name,
        )
        Campaign.objects.create(name=f"第{n}次行动", start=START, end=DAY)
    client = county.client(county.office)
    with django_assert_num_queries(queries_made):
        assert client.get(address).status_code == 200


def test_the_ledger_filters_sorts_and_answers_htmx_with_rows_only(county):
    county.more_tasks(2)
    client = county.client(county.office)
    page = client.get("/tasks/?words=第2项&sort=deadline&desc=1&light=yellow&unit=abc").content.decode()
    assert "第2项任务" in page
    assert "老旧小区改造" not in page
    rows = client.get("/tasks/?sort=light", headers={"HX-Request": "true"}).content.decode()
    assert rows.startswith('<p class="count"')


def test_the_export_reads_back_as_a_ledger(county):
    from duban.plans import UnitRegister, read_ledger
    from duban_files.excel import read_sheets

    data = b"".join(county.client(county.office).get("/tasks/export/"))
    reading = read_ledger(read_sheets(data, name="台账.xlsx")[0], register=UnitRegister())
    (row,) = reading.rows
    assert (row.title, row.lead_units, row.units, row.deadline, row.group, row.progress) == (
        "老旧小区改造",
        ("云岭县住房和城乡建设局",),
        ("云岭县财政局",),
        dt.date(2020, 12, 31),
        "城乡建设",
        0,
    )


def test_the_office_begins_and_changes_a_campaign(county):
    client = county.client(county.office)
    assert (
        client.post(
            "/campaigns/new/", {"name": "冬季行动", "start": "2020-12-01", "end": "2020-11-01"}
        ).status_code
        == 400
    )
    assert (
        client.post(
            "/campaigns/new/", {"name": "冬季行动", "start": "2020-11-01", "end": "2021-02-28"}
        ).status_code
        == 302
    )
    address = f"/campaigns/{county.campaign.pk}/"
    assert (
        client.post(
            address,
            {
                "form": "plain",
                "name": "x",
                "start": "2020-09-21",
                "end": "2020-12-20",
                "office_name": "会战办",
            },
        ).status_code
        == 302
    )
    assert (
        client.post(
            address, {"form": "plain", "name": "x", "start": "2020-09-21", "end": "2020-01-01"}
        ).status_code
        == 400
    )
    county.campaign.refresh_from_db()
    assert (county.campaign.end, county.campaign.office_name) == (dt.date(2020, 12, 20), "会战办")


def test_campaigns_are_chosen(county):
    other = add_campaign(county.office, name="冬季行动", start=dt.date(2020, 11, 1), end=dt.date(2021, 2, 28))
    client = county.client(county.office)
    assert "冬季行动台账" in client.get("/tasks/").content.decode()
    client.post("/campaign/", {"campaign": str(county.campaign.pk)})
    assert "百日会战台账" in client.get("/tasks/").content.decode()
    with pytest.raises(Refused):
        add_campaign(county.office, name=other.name, start=START, end=DAY)
    with pytest.raises(Refused):
        add_campaign(county.office, name="反了", start=DAY, end=START)
