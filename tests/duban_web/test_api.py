"""The open interface: keys, the same rights as on the pages, the same refusals."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import get_resolver

from duban.registers import parse_definition
from duban_web.common.access import Role
from duban_web.people.keys import make_key, revoke_key
from duban_web.people.models import Leader, User
from duban_web.problems.models import Problem
from duban_web.projects.models import Month, Year
from duban_web.registers.operations import install, save_record
from duban_web.supervision import queries
from duban_web.supervision.models import ProgressReport
from small_county import DAY, submit_report
from small_projects import made
from small_register import ROW, visits


def ask(user, address, data=None, *, words=None):
    words = words or make_key(user, "试")[1]
    client = Client(headers={"host": "localhost", "Authorization": f"Bearer {words}"})
    return (
        client.get(f"/api/v1/{address}")
        if data is None
        else client.post(f"/api/v1/{address}", json.dumps(data), content_type="application/json")
    )


@pytest.fixture
def people(county):
    make = User.objects.create_user
    return {
        "office": county.office, "liaison": county.liaison, "colleague": county.colleague, "outsider": county.outsider,
        "leader": make("shao", role=Role.LEADER, leader=Leader.objects.get()), "viewer": make("viewer", role=Role.VIEWER), "inspector": make("inspector", role=Role.INSPECTOR),
    }  # fmt: skip


EVERYBODY = {
    "office": 200,
    "liaison": 200,
    "colleague": 200,
    "outsider": 200,
    "leader": 200,
    "viewer": 200,
    "inspector": 200,
}
TASK = EVERYBODY | {"outsider": 404}
OFFICE = dict.fromkeys(EVERYBODY, 403) | {"office": 200}
MATRIX = {
    "me": ("me", EVERYBODY), "campaigns": ("campaigns", EVERYBODY), "tasks": ("tasks", EVERYBODY), "task": ("tasks/1", TASK), "reports": ("tasks/1/reports", TASK),
    "lights": ("lights", EVERYBODY), "problems": ("problems", EVERYBODY), "observations": ("observations", OFFICE), "projects": ("projects", EVERYBODY), "registers": ("registers", EVERYBODY), "records": ("registers/visits/records", EVERYBODY),
}  # fmt: skip
POSTS = {"report_new", "record_new"}
PUBLIC = {"openapi-json", "api-root"}


def test_every_route_has_a_row():
    found = next(r for r in get_resolver().url_patterns if getattr(r, "namespace", None) == "api")
    assert {pattern.name for pattern in found.url_patterns} == set(MATRIX) | POSTS | PUBLIC


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_key_opens_just_what_its_person_may_see(county, people, who):
    visits(county)
    words = make_key(people[who], "试")[1]
    address = {name: at.replace("tasks/1", f"tasks/{county.task.pk}") for name, (at, _) in MATRIX.items()}
    found = {name: ask(None, address[name], words=words).status_code for name in MATRIX}
    assert found == {name: expected[who] for name, (_, expected) in MATRIX.items()}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 201),
        ("liaison", 201),
        ("colleague", 403),
        ("outsider", 404),
        ("leader", 403),
        ("viewer", 403),
        ("inspector", 403),
    ],
)
def test_only_the_lead_unit_and_the_office_report(county, people, who, status):
    answer = ask(people[who], f"tasks/{county.task.pk}/reports", {"percent": 55, "text": "主体完工"})
    assert (answer.status_code, ProgressReport.objects.count()) == (status, int(status == 201))


@pytest.mark.parametrize("role", [Role.SYSTEM, Role.SECURITY, Role.AUDITOR])
def test_an_administrator_has_no_key(county, role):
    admin = User.objects.create_user(role, role=role)
    assert county.client(admin).post("/me/", {"form": "key", "name": "试"}).status_code == 403
    assert not admin.keys.exists()


def test_a_key_is_shown_once_used_and_revoked(county):
    client = county.client(county.office)
    client.post("/me/", {"form": "key", "name": "政务平台"})
    page = client.get("/me/").content.decode()
    words = page[page.index("duban_") :].split(" ")[0]
    assert "duban_" not in client.get("/me/").content.decode()
    assert ask(None, "me", words=words).json() == {"username": "office", "role": "office", "unit": None}
    key = county.office.keys.get()
    assert (key.used_on, words in key.digest) == (DAY, False)
    client.post("/me/", {"form": "revoke", "key": key.pk})
    answer = ask(None, "me", words=words)
    assert (answer.status_code, answer.json()["code"]) == (401, "no-key")


def test_nobody_revokes_the_key_of_another(county):
    key, words = make_key(county.liaison, "试")
    assert county.client(county.office).post("/me/", {"form": "revoke", "key": key.pk}).status_code == 404
    assert ask(None, "me", words=words).status_code == 200
    revoke_key(county.liaison, key)
    county.liaison.is_active = False


def test_a_locked_account_takes_its_keys_with_it(county):
    words = make_key(county.liaison, "试")[1]
    User.objects.filter(pk=county.liaison.pk).update(is_active=False)
    assert ask(None, "me", words=words).status_code == 401


def test_a_session_is_no_key(county):
    assert county.client(county.office).get("/api/v1/tasks").status_code == 401


def test_the_ledger_comes_in_pages_with_names_and_lights(county):
    county.more_tasks(4)
    answer = ask(county.office, "tasks?size=2&page=2").json()
    assert (answer["count"], answer["page"], [row["id"] for row in answer["items"]]) == (
        5,
        2,
        [county.task.pk + 2, county.task.pk + 3],
    )
    row = ask(county.office, f"tasks/{county.task.pk}").json()
    assert (row["title"], row["deadline"], row["lead_units"], row["leaders"]) == (
        "老旧小区改造",
        "2020-12-31",
        ["云岭县住房和城乡建设局"],
        ["邵国栋"],
    )


def test_the_lights_of_a_past_day_are_those_of_the_history(county):
    submit_report(county.liaison, county.task, percent=60, text="好")
    day = DAY - dt.timedelta(days=10)
    said = ask(county.office, f"lights?day={day}").json()
    assert [(one["task"], one["colour"], one["version"]) for one in said] == [
        (int(x.key), x.colour, x.version) for x in queries.lights(county.campaign, day)
    ]


@pytest.mark.parametrize(
    ("address", "data", "status", "code"),
    [
        ("lights?day=2020-12-01", None, 400, "day-beyond"), ("lights?day=yesterday", None, 422, "not-understood"), ("tasks/999", None, 404, "not-there"),
        ("tasks?campaign=999", None, 404, "not-there"), ("tasks/{task}/reports", {"percent": 500}, 400, "percent-range"), ("tasks/{task}/reports", {"percent": "half"}, 422, "not-understood"),
        ("tasks/{task}/reports", {"percent": 5, "blocked": True}, 400, "blocked-needs-reason"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_code_and_sentence(county, address, data, status, code):
    answer = ask(county.office, address.replace("{task}", str(county.task.pk)), data)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].endswith("。") or code == "not-understood"
    assert not ProgressReport.objects.exists()


def test_sensitive_problems_and_contacts_stay_inside(county):
    Problem.objects.create(
        number="2020-1",
        channel="visit",
        content="举报",
        contact="13800000000",
        is_sensitive=True,
        received_on=DAY,
    )
    viewer = User.objects.create_user("viewer", role=Role.VIEWER)
    assert ask(viewer, "problems").json() == []
    assert [(p["number"], "contact" in p) for p in ask(county.office, "problems").json()] == [
        ("2020-1", False)
    ]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 201),
        ("liaison", 201),
        ("colleague", 403),
        ("leader", 403),
        ("viewer", 403),
        ("inspector", 403),
    ],
)
def test_a_system_writes_records_of_its_unit(county, people, who, status):
    register = visits(county)
    answer = ask(people[who], "registers/visits/records", {"values": ROW})
    assert (answer.status_code, register.records.count()) == (status, int(status == 201))
    if status == 201:
        assert answer.json() == {
            "number": 1, "state": "open", "unit": "县住建局", "on": "2020-11-23", "due": "2020-11-23", "light": "green", "values": ROW,
        }  # fmt: skip
        assert {f["code"]: f["value"] for f in ask(people[who], "registers").json()[0]["figures"]} == {"all": "1", "tons": "12", "rate": "0.0"}  # fmt: skip


def test_records_are_refused_as_in_the_form_and_masked_as_on_the_page(county, people):
    visits(county)
    answer = ask(county.office, "registers/visits/records", {"values": ROW | {"card": "1", "tons": "-3"}})
    assert (answer.status_code, answer.json()["code"]) == (400, "register-mistakes")
    assert "不是 18 位身份证号码" in answer.json()["message"]
    assert "不能小于 0" in answer.json()["message"]
    ask(county.office, "registers/visits/records", {"values": ROW})
    twice = ask(county.office, "registers/visits/records", {"values": ROW})
    assert twice.json()["message"] == "身份证号已经登记过，见 #1。"
    assert ask(county.office, "registers/gone/records").status_code == 404
    seen = {
        who: [row["values"]["card"] for row in ask(people[who], "registers/visits/records").json()["items"]]
        for who in ("office", "liaison", "leader", "outsider")
    }
    whole, masked = "11010519491231002X", "110***********002X"
    assert seen == {"office": [whole], "liaison": [whole], "leader": [masked], "outsider": []}


def test_projects_come_with_the_year(county):
    one = made(county, name="物流园", total=Decimal(8000), stage="started")
    Year.objects.create(project=one, year=2020, plan=4000)
    Month.objects.create(project=one, year=2020, number=10, done=1000, reported_on=DAY)
    made(county, name="产业园")
    answer = ask(county.office, "projects?stage=started").json()
    row = {k: answer["items"][0][k] for k in ("name", "total", "plan", "done", "percent", "unit")}
    assert (answer["count"], row) == (1, {"name": "物流园", "total": "8000.00", "plan": "4000.00", "done": "1000.00", "percent": "25.0", "unit": "县住建局"})  # fmt: skip


def test_the_interface_describes_itself(county):
    described = Client(headers={"host": "localhost"}).get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/v1/me", "/api/v1/campaigns", "/api/v1/tasks", "/api/v1/tasks/{key}", "/api/v1/tasks/{key}/reports", "/api/v1/lights", "/api/v1/problems", "/api/v1/observations", "/api/v1/projects", "/api/v1/registers", "/api/v1/registers/{code}/records",
    }  # fmt: skip


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries_made"),
    [
        ("tasks", 7),
        ("lights", 9),
        ("problems", 2),
        ("projects", 5),
        ("registers", 3),
        ("registers/visits/records", 4),
    ],
)
def test_a_list_takes_the_same_queries_for_one_row_and_thirty(
    county, django_assert_num_queries, number, address, queries_made
):
    county.more_tasks(number)
    for n in range(number):
        Problem.objects.create(number=str(n), channel="visit", content="路灯", received_on=DAY)
        made(county, name=f"项目{n}")
    register = visits(county)
    for n in range(number):
        install(county.office, parse_definition('name = "试"\nfields = [{code = "a"}]', code=f"trial{n}"))
        save_record(county.office, register, ROW | {"card": ""})
    words = make_key(county.office, "试")[1]
    ask(None, "me", words=words)
    with django_assert_num_queries(queries_made):
        assert ask(None, address, words=words).status_code == 200
