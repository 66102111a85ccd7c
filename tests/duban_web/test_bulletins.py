"""What an issue says of lights that people set, of silence and of the age of figures: all of it adds up."""

import datetime as dt
import io
import re
from decimal import Decimal

import pytest

from duban_files.documents import read_document
from duban_web.audit.models import Entry
from duban_web.bulletins import content, contributing, delivering, operations
from duban_web.bulletins.flash import flash
from duban_web.bulletins.models import Bulletin
from duban_web.bulletins.operations import Made, make
from duban_web.campaigns.models import Task
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.inbox.models import Message
from duban_web.indicators.operations import Key, Reading, observe
from duban_web.people.models import Unit
from duban_web.supervision.asking import override
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import ProgressReport
from small_county import DAY, END
from small_issue import fresh, issue, rewritten, who_signs

DELIVERY_QUERIES = 4


def test_a_light_that_a_person_set_is_listed_beside_the_computed_one(lit):
    task = Task.objects.filter(light="yellow").first()
    assert "人工调整" in issue(lit)
    override(lit.office, task, colour="green", reason="已协调到位，待系统更新", last=END)
    text = issue(lit)
    assert task.title in text
    assert "已协调到位，待系统更新" in text
    assert "黄灯" in text


def test_the_age_of_the_figures_adds_up_and_the_never_heard_are_named(lit):
    ProgressReport.objects.filter(task__in=Task.objects.order_by("-id")[:2]).update(undone_on=DAY)
    Task.objects.filter(pk=lit.task.pk).update(state="active")
    refresh(lit.campaign)
    text = issue(lit)
    whole, fresh, old, never = map(
        int,
        re.search(
            r"办理中的(\d+)项任务中，近5个工作日内有报送的(\d+)项，超过5个工作日的(\d+)项，从未报送的(\d+)项",
            text,
        ).groups(),
    )
    assert (whole, never) == (Task.objects.count(), 2)
    assert fresh + old + never == whole
    assert "从未报送过进展的单位" not in text  # the same unit reports on its other tasks
    ProgressReport.objects.update(undone_on=DAY)
    refresh(lit.campaign)
    assert f"从未报送过进展的单位1家，涉及任务{whole}项" in issue(lit)


def test_states_beside_the_ledger_are_counted_too(lit):
    from duban_web.audit.models import Entry
    from duban_web.supervision.moves import move_task

    move_task(lit.office, Task.objects.last(), "suspend", reason="资金未到位")
    assert Entry.objects.filter(action="suspend").exists()
    text = issue(lit)
    assert "台账共有任务5项，已办结0项，办理中4项。另有1项未下达、退回、中止或撤销。" in text


@pytest.fixture
def leader(county):
    return who_signs()


def test_an_issue_goes_from_draft_to_archive_and_is_signed_by_another_person(lit, leader):
    one = make(lit.office, lit.campaign, DAY)
    assert (one.state, one.loose, one.breaks) == ("draft", [], [])
    operations.check(lit.office, one)
    with pytest.raises(NotYours, match="bulletin-second-person"):
        operations.sign(lit.office, one)
    operations.sign(leader, one)
    delivering.issue_to(lit.office, one)
    operations.archive(lit.office, one)
    one = fresh(one)
    assert (one.state, one.checked_by, one.signed_by, one.signed_on, one.issued_on) == (
        "archived",
        lit.office,
        leader,
        DAY,
        DAY,
    )
    with pytest.raises(Changed):
        operations.send_back(leader, one, reason="再改")


def test_a_figure_from_nowhere_stops_the_signature_until_it_is_explained(lit, leader):
    one = make(lit.office, lit.campaign, DAY)
    operations.replace_file(
        lit.office, one, rewritten(one, "本周新开工项目12个，总投资33.5亿元。"), name="改.docx"
    )
    one = fresh(one)
    assert [loose["figure"] for loose in one.loose] == ["12个", "33.5亿元"]
    assert len(one.earlier) == 1
    operations.check(lit.office, one)
    with pytest.raises(Refused, match="bulletin-unexplained") as caught:
        operations.sign(leader, one)
    assert caught.value.fields == {"figures": "12个、33.5亿元", "n": 0}
    for loose in one.loose:
        operations.explain(lit.office, one, quote=loose["quote"], words="发改局电话核实")
    operations.sign(leader, one)
    assert (fresh(one).state, fresh(one).signed_anyway) == ("signed", "")


def test_a_signer_may_let_it_go_out_in_the_record(lit, leader):
    one = make(lit.office, lit.campaign, DAY)
    operations.replace_file(lit.office, one, rewritten(one, "总投资33.5亿元。"), name="改.docx")
    operations.check(lit.office, one)
    operations.sign(leader, one, anyway="县长口头通报，会后补材料")
    assert fresh(one).signed_anyway == "县长口头通报，会后补材料"
    assert Entry.objects.filter(action="sign-bulletin").get().after == {
        "unexplained": ["33.5亿元"],
        "anyway": "县长口头通报，会后补材料",
    }


def test_an_accepted_figure_is_a_source(lit):
    observe(
        lit.office,
        Key("固定资产投资", "value", "", "", "云岭县", "2020-10"),
        Reading(Decimal("22.1"), "亿元"),
    )
    one = make(lit.office, lit.campaign, DAY)
    operations.replace_file(
        lit.office, one, rewritten(one, "10月，全县固定资产投资完成22.1亿元。"), name="改.docx"
    )
    assert fresh(one).loose == []


def test_what_contradicts_itself_or_the_issue_before_is_listed(lit):
    first = make(lit.office, lit.campaign, DAY)
    operations.replace_file(
        lit.office, first, rewritten(first, "2020年10月，云岭县固定资产投资完成22.1亿元。"), name="改.docx"
    )
    second = make(lit.office, lit.campaign, DAY)
    words = "2020年10月，云岭县固定资产投资完成24.0亿元，其中工业投资8.9亿元，占比76.7%。"
    operations.replace_file(lit.office, second, rewritten(second, words), name="改.docx")
    found = fresh(second).breaks
    assert any("8.9亿元 ÷ 24亿元" in sentence for sentence in found)
    assert any(
        "上一期写" in sentence and "22.1亿元" in sentence and "24.0亿元" in sentence for sentence in found
    )


@pytest.mark.parametrize(
    ("name", "data", "code"), [("改.pdf", b"%PDF", "bulletin-not-word"), ("改.docx", b"PK\x03\x04", "broken")]
)
def test_a_file_that_is_no_word_file_is_refused_and_the_draft_stays(lit, name, data, code):
    one = make(lit.office, lit.campaign, DAY)
    with pytest.raises(Refused, match=code):
        operations.replace_file(lit.office, one, data, name=name)
    assert fresh(one).file.name == one.file.name


def test_the_page_shows_what_has_to_be_explained_and_gives_word_and_pdf(lit, leader):
    one = make(lit.office, lit.campaign, DAY)
    client = lit.client(lit.office)
    upload = io.BytesIO(rewritten(one, "总投资33.5亿元。"))
    upload.name = "改.docx"
    assert client.post(f"/bulletins/{one.pk}/", {"file": upload}).status_code == 302
    page = client.get(f"/bulletins/{one.pk}/").content.decode()
    assert ("出处不明" in page, "33.5亿元" in page) == (True, True)
    client.post(f"/bulletins/{one.pk}/step/", {"step": "check"})
    answer = lit.client(leader).post(f"/bulletins/{one.pk}/step/", {"step": "sign"})
    assert (answer.status_code, "33.5亿元 没有出处" in answer.content.decode()) == (400, True)
    assert client.get(f"/bulletins/{one.pk}.odt").status_code == 404


def put(lit, region, measure, value, period="2020-01/2020-10"):
    base = "同比" if measure == "growth" else ""
    observe(
        lit.office,
        Key("固定资产投资", measure, base, "", region, period),
        Reading(Decimal(value), "%" if base else "亿元"),
    )


@pytest.fixture
def towns(lit):
    return Unit.objects.create(name="云岭县城关镇人民政府", short_name="城关镇", kind="town")


def test_the_paragraph_of_figures_says_only_what_is_so(lit, towns):
    put(lit, "云岭县", "value", "130.1")
    assert flash(DAY) == ["2020年1—10月，固定资产投资完成130.1亿元。"]
    put(lit, "云岭县", "growth", "5.6")
    put(lit, "临川县", "growth", "7.7")
    assert flash(DAY) == ["2020年1—10月，固定资产投资完成130.1亿元，同比增长5.6%。"]
    put(lit, "沙河县", "growth", "-1.0")
    assert flash(DAY) == [
        "2020年1—10月，固定资产投资完成130.1亿元，同比增长5.6%，增速在3个县中列第2位，高于各县平均1.5个百分点。"
    ]
    put(lit, "云岭县", "value", "140.0", period="2020-01/2020-11")
    assert flash(DAY)[0].startswith("2020年1—10月")


def test_a_fall_is_called_a_fall_and_the_mean_itself_is_not_mentioned(lit, towns):
    for region, growth in (("云岭县", "-2.0"), ("临川县", "-1.0"), ("沙河县", "-3.0")):
        put(lit, region, "growth", growth)
    assert flash(DAY) == ["2020年1—10月，固定资产投资，同比下降2%，增速在3个县中列第2位。"]


def test_what_the_paragraph_says_is_in_the_issue_and_bound(lit, towns):
    put(lit, "云岭县", "value", "130.1")
    one = make(lit.office, lit.campaign, DAY)
    assert "130.1亿元" in {bound["figure"] for bound in one.bound}
    assert one.breaks == []


def test_what_units_write_by_the_day_stands_in_the_next_issue_and_only_there(lit):
    units = [lit.liaison.unit, lit.colleague.unit]
    first, second = contributing.ask(lit.office, lit.campaign, units, topic="项目建设的做法", due=DAY)
    assert Message.objects.filter(kind="contribution-asked").count() == 2
    contributing.hand_in(lit.liaison, first, words="一线办公，当场解决。\n每周一碰头。")
    with pytest.raises(NotYours):
        contributing.hand_in(lit.liaison, second, words="代写")
    text = issue(lit)
    heading = f"（一）{units[0]}：项目建设的做法。"
    assert (
        text.index("各单位动态")
        < text.index(heading)
        < text.index("一线办公，当场解决。")
        < text.index("每周一碰头。")
    )
    assert "各单位动态" not in issue(lit)
    with pytest.raises(Refused, match="contribution-used"):
        contributing.hand_in(lit.liaison, first, words="再改")


@pytest.mark.parametrize(
    ("words", "code"), [("  ", "contribution-no-words"), ("长" * 4001, "contribution-too-long")]
)
def test_words_that_cannot_be_are_refused(lit, words, code):
    (one,) = contributing.ask(lit.office, lit.campaign, [lit.liaison.unit], topic="做法", due=DAY)
    with pytest.raises(Refused, match=code):
        contributing.hand_in(lit.liaison, one, words=words)


def test_nobody_is_asked_for_yesterday(lit):
    with pytest.raises(Refused, match="contribution-past"):
        contributing.ask(
            lit.office, lit.campaign, [lit.liaison.unit], topic="做法", due=DAY - dt.timedelta(days=1)
        )
    with pytest.raises(Refused, match="contribution-nobody"):
        contributing.ask(lit.office, lit.campaign, [], topic="做法", due=DAY)


def test_the_pages_ask_and_take(lit):
    office, liaison = lit.client(lit.office), lit.client(lit.liaison)
    assert (
        office.post(
            "/contributions/",
            {
                "topic": "做法",
                "due": DAY.isoformat(),
                "place": "contributions",
                "units": [lit.liaison.unit_id],
            },
        ).status_code
        == 302
    )
    address = Message.objects.get(to=lit.liaison, kind="contribution-asked").link
    assert liaison.post(address, {"words": "一条经验"}).status_code == 302
    assert "交稿" in office.get("/contributions/").content.decode()


def test_a_circular_praises_and_criticises_by_what_the_ledger_says(lit):
    Task.objects.filter(light="red").update(light="green")
    red = content.collect(lit.campaign, DAY)
    blamed = content.blame(red)
    named = {row.lead for row in red.rows if row.light.colour == "red"}
    assert len(blamed) == min(len(named), content.MOST_NAMED)
    assert all(sentence.partition("：")[0] in named for sentence in blamed)
    praised = {sentence.partition("：")[0] for sentence in content.praise(red)}
    assert praised & named == set()


@pytest.mark.parametrize(("kind", "masthead", "has", "has_not"), [
    ("circular", "百日会战通报", "通报批评", "主要经济指标"), ("situation", "百日会战情况反映", "红灯任务", "总体情况"), ("brief", "百日会战工作简报", "主要经济指标", "红灯任务（"),
])  # fmt: skip
def test_each_kind_has_its_own_sections(lit, kind, masthead, has, has_not):
    one = make(lit.office, lit.campaign, DAY, Made(kind))
    with one.file.open("rb") as file:
        text = read_document(file.read(), name="一期.docx").text
    assert (masthead in text, has in text, has_not in text) == (True, True, False)


def test_every_kind_has_sections_that_exist():
    assert {kind: bool(content.sections_of(kind)) for kind in Bulletin.Kind.values} == dict.fromkeys(
        Bulletin.Kind.values, True
    )
