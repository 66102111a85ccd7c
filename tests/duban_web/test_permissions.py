"""Who may open what: every page, for the office, the lead unit, a partner, an outsider, and nobody."""

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver

from duban_web.bulletins.operations import make
from duban_web.indicators.models import Observation
from duban_web.papers.models import Paper, Pile
from duban_web.people.models import Leader
from duban_web.supervision.models import Evidence
from duban_web.supervision.operations import submit_report
from small_county import close_files

OK, FOUND, BAD, NO, NONE, METHOD = 200, 302, 400, 403, 404, 405
EVERYONE = {
    "today": OK,
    "ledger": OK,
    "ledger_export": OK,
    "logout": METHOD,
    "language": METHOD,
    "choose_campaign": METHOD,
}
OFFICE_ONLY = {
    "book": OK, "unit_new": OK, "unit": OK, "leader_new": OK, "leader": OK, "user_new": OK, "user": OK, "task_new": OK, "task_edit": OK, "campaigns": OK, "campaign_new": OK,
    "campaign": OK, "report_accept": METHOD, "report_return": METHOD, "task_close": METHOD, "imports": OK, "import": NONE, "import_apply": METHOD, "import_undo": METHOD,
    "papers": OK, "paper": OK, "paper_file": OK, "paper_page": NONE, "paper_original": NONE, "inbox": METHOD, "pile": OK, "fact_decide": METHOD, "accept_sure": METHOD,
    "observations": OK, "observation_sources": OK, "alias_forget": METHOD, "bulletins": OK, "bulletin_file": OK, "changes": OK,
}  # fmt: skip
SEEN_BY_PARTNERS = {"task": OK, "task_curve": OK, "evidence": OK}


def names() -> dict[str, str]:
    found = {}

    def walk(patterns, prefix=""):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, prefix + str(pattern.pattern))
            elif isinstance(pattern, URLPattern):
                found[pattern.name] = "/" + prefix + str(pattern.pattern)

    walk(get_resolver().url_patterns)
    return found


def status(client, address) -> int:
    response = client.get(address)
    close_files(response)
    return response.status_code


@pytest.fixture
def addresses(county, settings, django_capture_on_commit_callbacks):
    report = submit_report(county.liaison, county.task, percent=10, text="开工")
    evidence = Evidence.objects.create(
        report=report, name="照片.jpg", file=ContentFile(b"jpg", "a.jpg"), size=3, sha256="0" * 64
    )
    paper = Paper.objects.create(
        name="简报.txt",
        file=ContentFile("投资5亿元".encode(), "b.txt"),
        sha256="1" * 64,
        uploaded_on=settings.OFFICE_TODAY,
        state="read",
    )
    pile = Pile.objects.create(name="一批.zip", uploaded_on=settings.OFFICE_TODAY)
    observation = Observation.objects.create(
        indicator="固定资产投资", measure="value", region="云岭县", period="2020", value=5, unit="亿元", accepted_on=settings.OFFICE_TODAY
    )  # fmt: skip
    bulletin = make(county.office, county.campaign, settings.OFFICE_TODAY)
    keys = {
        "task": county.task.pk, "task_curve": county.task.pk, "task_edit": county.task.pk, "task_close": county.task.pk, "report": county.task.pk, "report_accept": report.pk,
        "report_return": report.pk, "evidence": evidence.pk, "paper": paper.pk, "paper_file": paper.pk, "paper_page": paper.pk, "paper_original": paper.pk, "fact_decide": paper.pk,
        "accept_sure": paper.pk, "pile": pile.pk, "observation_sources": observation.pk, "bulletin_file": bulletin.pk, "unit": county.liaison.unit_id,
        "leader": Leader.objects.get().pk, "user": county.liaison.pk, "campaign": county.campaign.pk,
    }  # fmt: skip
    return {
        name: pattern.replace("<int:key>", str(keys.get(name, 999))).replace("<int:number>", "1")
        for name, pattern in names().items()
    }


def test_every_page_is_in_the_lists_above():
    assert set(names()) == {"login", "report", *EVERYONE, *OFFICE_ONLY, *SEEN_BY_PARTNERS}


def test_nobody_sees_anything_but_the_sign_in(county, addresses):
    client = county.client(None)
    statuses = {
        name: status(client, address)
        for name, address in addresses.items()
        if name not in {"login", "language"}
    }
    assert {name: status for name, status in statuses.items() if status != FOUND} == {}
    assert status(client, addresses["login"]) == OK


def test_the_office_opens_everything(county, addresses):
    client = county.client(county.office)
    expected = EVERYONE | OFFICE_ONLY | SEEN_BY_PARTNERS
    assert {name: status(client, addresses[name]) for name in expected} == expected


@pytest.mark.parametrize(("who", "sees"), [("liaison", OK), ("colleague", OK), ("outsider", NO)])
def test_a_liaison_opens_only_what_belongs_to_the_unit(county, addresses, who, sees):
    client = county.client(getattr(county, who))
    expected = EVERYONE | dict.fromkeys(OFFICE_ONLY, NO) | dict.fromkeys(SEEN_BY_PARTNERS, sees)
    assert {name: status(client, addresses[name]) for name in expected} == expected


@pytest.mark.parametrize(
    ("who", "status"), [("office", FOUND), ("liaison", FOUND), ("colleague", NO), ("outsider", NO)]
)
def test_only_the_lead_unit_and_the_office_report(county, who, status):
    response = county.client(getattr(county, who)).post(
        f"/tasks/{county.task.pk}/report/", {"percent": "20", "text": "推进"}
    )
    assert response.status_code == status
    assert county.task.reports.count() == (status == FOUND)


@pytest.mark.parametrize(
    "name",
    [
        "report_accept",
        "report_return",
        "task_close",
        "import_apply",
        "import_undo",
        "book",
        "task_new",
        "bulletins",
        "papers",
        "imports",
        "inbox",
        "fact_decide",
        "accept_sure",
        "alias_forget",
    ],
)
def test_no_liaison_can_post_what_is_the_offices(county, addresses, name):
    assert county.client(county.liaison).post(addresses[name], {"reason": "无"}).status_code == NO


def test_a_liaison_sees_only_the_units_own_tasks_in_the_ledger(county):
    assert "老旧小区改造" in county.client(county.colleague).get("/tasks/").content.decode()
    assert "老旧小区改造" not in county.client(county.outsider).get("/tasks/").content.decode()


def test_no_page_allows_scripts_of_others(county):
    policy = county.client(county.office).get("/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
