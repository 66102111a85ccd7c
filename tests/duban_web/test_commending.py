"""Commendations from list to payment, and evidence for marks."""

import datetime as dt
from decimal import Decimal

import docx
import pytest
from django.core.files.base import ContentFile

from duban_web.assessment import commending, operations, proving, scheming
from duban_web.assessment.commending import Nomination
from duban_web.assessment.models import Commendation, Nominee, Proof
from duban_web.assessment.operations import Cell, Opening
from duban_web.common import office
from duban_web.common.errors import Changed, NotYours, Refused
from small_county import DAY

AFTER = dt.date(2020, 12, 10)
SCHEME = """name = "试"
decimals = 2
rounding = "half-up"
ties = "same"
missing = "refuse"
[[item]]
code = "mark"
name = "满意度"
weight = 60
method = "entered"
[[item]]
code = "tasks"
name = "任务完成率"
weight = 40
method = "min_max"
direction = "up"
takes = "tasks:done_rate"
"""


@pytest.fixture
def listed(county):
    one = commending.draw_up(county.office, name="项目建设先进个人", basis="县委常委会2020年第12次会议")
    for name in ("张工", "李工"):
        commending.nominate(county.office, one, Nomination(name, county.liaison.unit, "一线攻坚", "记三等功"))
    return one


def test_a_list_is_publicised_objected_to_awarded_and_paid(county, listed):
    with pytest.raises(Refused, match="nominee-twice"):
        commending.nominate(county.office, listed, Nomination("张工", county.liaison.unit, "再报", "嘉奖"))
    commending.publicise(county.office, listed)
    assert Commendation.objects.get().shown_to == dt.date(2020, 11, 30)
    first, second = listed.nominees.all()
    commending.object_to(county.office, second, words="不在一线", is_struck=True)
    with pytest.raises(Refused, match="round-still-shown"):
        commending.award(county.office, listed)
    with office.on(AFTER):
        commending.award(county.office, listed)
        commending.pay(county.office, first)
        commending.pay(county.office, second)
    assert list(Nominee.objects.values_list("name", "struck_on", "paid_on")) == [
        ("张工", None, AFTER),
        ("李工", DAY, None),
    ]
    with pytest.raises(Changed):
        commending.nominate(county.office, listed, Nomination("王工", None, "补报", "嘉奖"))


def test_the_pages_show_a_list_once_it_is_publicised(county, listed, tmp_path):
    liaison, clerk = county.client(county.liaison), county.client(county.office)
    address = f"/commendations/{listed.pk}/"
    assert (liaison.get(address).status_code, clerk.get(address).status_code) == (404, 200)
    clerk.post(f"{address}step/", {"step": "publicise"})
    assert "张工" in liaison.get(address).content.decode()
    (tmp_path / "a.docx").write_bytes(liaison.get(f"/commendations/{listed.pk}.docx").content)
    document = docx.Document(tmp_path / "a.docx")
    assert document.tables[0].rows[1].cells[1].text == "张工"
    assert "2020年11月30日" in "".join(p.text for p in document.paragraphs)
    assert liaison.post("/commendations/", {"name": "私下"}).status_code == 403


def test_an_empty_list_is_not_publicised(county):
    one = commending.draw_up(county.office, name="空")
    with pytest.raises(Refused, match="commendation-empty"):
        commending.publicise(county.office, one)


def test_the_lists_cost_the_same_for_one_and_for_thirty(county, listed, django_assert_num_queries):
    client = county.client(county.office)
    client.get("/commendations/")
    for more in (0, 29):
        Commendation.objects.bulk_create(Commendation(name=f"表彰{n}") for n in range(more))
        with django_assert_num_queries(3):
            client.get("/commendations/")


@pytest.fixture
def one(county):
    scheme = scheming.add_scheme(county.office, name="考核", begins=dt.date(2021, 1, 1), source=SCHEME)
    units = {county.liaison.unit_id: "", county.colleague.unit_id: ""}
    return operations.open_round(
        county.office, scheme, Opening("一期", "2020-Q3", DAY, county.campaign, units)
    )


def file(name="满意度测评.pdf", data=b"%PDF"):
    return ContentFile(data, name)


def test_a_mark_has_its_evidence_which_its_unit_sees_once_it_is_publicised(county, one):
    unit = county.liaison.unit_id
    proof = proving.add_proof(county.office, one, unit=unit, item="mark", file=file())
    liaison = county.client(county.liaison)
    address = f"/assessment/rounds/{one.pk}/units/{unit}/proofs/"
    assert liaison.get(address).status_code == 404
    cells = [
        Cell(item, key, "value", Decimal(80 + n))
        for n, key in enumerate((unit, county.colleague.unit_id))
        for item in ("mark", "tasks")
    ]
    operations.enter(county.office, one, cells, source="测评")
    operations.compute_round(None, one)
    operations.check(county.office, one)
    operations.publicise(county.office, one)
    assert "满意度测评.pdf" in liaison.get(address).content.decode()
    assert county.client(county.colleague).get(f"/assessment/proofs/{proof.pk}/").status_code == 403
    proving.take_proof_back(county.office, proof)
    assert liaison.get(f"/assessment/proofs/{proof.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("item", "given", "code"),
    [
        ("tasks", file(), "objection-item"),
        ("mark", file("a.exe"), "evidence-kind"),
        ("none", file(), "objection-item"),
    ],
)
def test_evidence_that_cannot_be_is_refused(county, one, item, given, code):
    with pytest.raises(Refused, match=code):
        proving.add_proof(county.office, one, unit=county.liaison.unit_id, item=item, file=given)
    assert not Proof.objects.exists()


def test_evidence_is_the_offices_to_give(county, one):
    with pytest.raises(NotYours):
        proving.add_proof(county.liaison, one, unit=county.liaison.unit_id, item="mark", file=file())


def test_weights_are_changed_in_a_table_and_have_to_add_up(county):
    scheme = scheming.add_scheme(county.office, name="考核", begins=dt.date(2021, 1, 1), source=SCHEME)
    client, address = county.client(county.office), f"/assessment/schemes/{scheme.pk}/weights/"
    wrong = client.post(address, {"w_mark": "60", "w_tasks": "39"})
    assert (wrong.status_code, "权重之和是 99，应为 100" in wrong.content.decode()) == (400, True)
    assert client.post(address, {"w_mark": "x", "w_tasks": "39"}).status_code == 400
    assert client.post(address, {"w_mark": "55", "w_tasks": "45"}).status_code == 302
    assert [(v.number, "weight = 55" in v.source) for v in scheme.versions.all()] == [(2, True), (1, False)]
    page = client.get(f"/assessment/schemes/{scheme.pk}/").content.decode()
    assert ("权重调整" in page, "与上一版相比" in page) == (True, True)


def test_the_weights_of_a_locked_scheme_need_a_reason(county):
    scheme = scheming.add_scheme(county.office, name="考核", begins=dt.date(2020, 1, 1), source=SCHEME)
    client, address = county.client(county.office), f"/assessment/schemes/{scheme.pk}/weights/"
    assert client.post(address, {"w_mark": "55", "w_tasks": "45"}).status_code == 400
    assert client.post(address, {"w_mark": "55", "w_tasks": "45", "reason": "会议决定"}).status_code == 302
    assert scheme.versions.get(number=2).in_force_on is None
