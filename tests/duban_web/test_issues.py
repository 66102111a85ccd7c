"""What an issue goes through besides its figures: numbers, templates, deliveries, the office's own words, the page for five minutes, the book."""

import datetime as dt
import io
import re
from decimal import Decimal

import docx
import pytest
from docx.shared import Pt

from duban.calendar.periods import Period
from duban_files.documents import read_document
from duban_files.word_template import first_template
from duban_web.assessment import commending
from duban_web.assessment.commending import Nomination
from duban_web.bulletins import contributing, delivering, operations, queries, templating
from duban_web.bulletins.book import book_of
from duban_web.bulletins.models import Bulletin
from duban_web.bulletins.operations import Made, make
from duban_web.bulletins.releases import releases
from duban_web.campaigns.models import Campaign, Task
from duban_web.common import office
from duban_web.common.errors import NotYours, Refused
from duban_web.inbox.models import Message
from duban_web.indicators import remedying
from duban_web.indicators.operations import Key, Reading, observe, set_target
from duban_web.people.models import Unit, User
from duban_web.problems.models import Problem
from small_county import DAY, END, close_files
from small_issue import fresh, issue, rewritten, who_signs

DELIVERY_QUERIES = 4


@pytest.fixture
def leader(county):
    return who_signs()


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


def signed(lit, leader, **made):
    one = make(lit.office, lit.campaign, DAY, Made(**made))
    operations.check(lit.office, one)
    operations.sign(leader, one)
    return fresh(one)


def test_a_number_that_belongs_to_something_else_is_no_source(lit):
    one = make(lit.office, lit.campaign, DAY)
    with one.file.open("rb") as file:
        document = docx.Document(file)
    line = next(p for p in document.paragraphs if "黄灯" in p.text and "红灯" in p.text)
    red, yellow = (re.search(rf"{colour}(\d+)项", line.text)[1] for colour in ("红灯", "黄灯"))
    assert red != yellow
    line.runs[0].text = line.text.replace(f"红灯{red}项", f"红灯{yellow}项")
    buffer = io.BytesIO()
    document.save(buffer)
    operations.replace_file(lit.office, one, buffer.getvalue(), name="改.docx")
    (loose,) = fresh(one).loose
    assert (loose["figure"], loose["quote"], f"黄灯{yellow}项" in loose["elsewhere"]) == (
        f"{yellow}项",
        f"红灯{yellow}项",
        True,
    )


def test_a_figure_accepted_while_the_draft_waits_counts_when_it_is_signed(lit, leader):
    one = make(lit.office, lit.campaign, DAY)
    operations.replace_file(
        lit.office, one, rewritten(one, "10月，全县固定资产投资完成22.1亿元。"), name="改.docx"
    )
    operations.check(lit.office, one)
    assert [loose["figure"] for loose in fresh(one).loose] == ["22.1亿元"]
    put(lit, "云岭县", "value", "22.1", period="2020-10")
    operations.sign(leader, one)
    assert (fresh(one).state, fresh(one).loose) == ("signed", [])


def test_those_who_may_sign_are_told_and_find_the_list(lit, leader):
    one = make(lit.office, lit.campaign, DAY)
    operations.check(lit.office, one)
    assert Message.objects.get(to=leader, kind="bulletin-to-sign").link == f"/bulletins/{one.pk}/"
    page = lit.client(leader).get("/bulletins/").content.decode()
    assert (f'href="/bulletins/{one.pk}/"' in page, "生成专报" in page) == (True, False)
    answer = lit.client(leader).post("/bulletins/", {"on": DAY.isoformat()})
    assert answer.status_code == 403


def test_an_issue_goes_to_units_that_sign_for_it_and_say_what_they_did(lit, leader):
    one = signed(lit, leader)
    with pytest.raises(Refused, match="contribution-past"):
        delivering.issue_to(lit.office, one, [lit.liaison.unit], due=DAY - dt.timedelta(days=1))
    delivering.issue_to(lit.office, one, [lit.liaison.unit, lit.colleague.unit], due=DAY)
    mine, other = one.deliveries.order_by("unit_id")
    assert Message.objects.get(to=lit.liaison, kind="delivery-feedback").link == f"/deliveries/{mine.pk}/"
    with pytest.raises(NotYours):
        delivering.sign_for(lit.liaison, other)
    with pytest.raises(Refused, match="delivery-no-words"):
        delivering.feed_back(lit.liaison, mine, words=" ")
    client = lit.client(lit.liaison)
    client.post(f"/deliveries/{mine.pk}/", {"step": "feedback", "words": "已召开会议部署。"})
    mine.refresh_from_db()
    assert (mine.signed_on, mine.signed_by, mine.feedback, mine.feedback_on) == (
        DAY,
        lit.liaison,
        "已召开会议部署。",
        DAY,
    )
    page = lit.client(lit.office).get(f"/bulletins/{one.pk}/").content.decode()
    assert ("已召开会议部署。" in page, "未签收" in page) == (True, True)


def test_the_list_of_papers_costs_the_same_for_one_and_for_thirty(lit, leader, django_assert_num_queries):
    one = signed(lit, leader)
    delivering.issue_to(lit.office, one, [lit.liaison.unit])
    client = lit.client(lit.liaison)
    client.get("/deliveries/")
    with django_assert_num_queries(DELIVERY_QUERIES):
        client.get("/deliveries/")
    for number in range(100, 129):
        twin = Bulletin.objects.create(
            campaign=lit.campaign, number=number, on=DAY, figures={}, file=one.file
        )
        twin.deliveries.create(unit=lit.liaison.unit, sent_on=DAY)
    with django_assert_num_queries(DELIVERY_QUERIES):
        client.get("/deliveries/")


def test_a_document_number_is_used_once_and_goes_on(lit):
    one = make(lit.office, lit.campaign, DAY, Made(document_number="云百办〔2020〕12号"))
    with one.file.open("rb") as file:
        assert "云百办〔2020〕12号" in read_document(file.read(), name="一期.docx").text
    assert queries.next_document_number(lit.campaign, 2020) == "云百办〔2020〕13号"
    assert queries.next_document_number(lit.campaign, 2021) == "云百办〔2021〕1号"
    with pytest.raises(Refused, match="bulletin-number-taken"):
        make(lit.office, lit.campaign, DAY, Made(document_number="云百办〔2020〕12号"))


def test_a_campaign_over_years_numbers_its_issues_by_year_and_as_a_whole(lit):
    make(lit.office, lit.campaign, DAY)
    Campaign.objects.filter(pk=lit.campaign.pk).update(end=dt.date(2021, 3, 31))
    campaign = Campaign.objects.get(pk=lit.campaign.pk)
    with office.on(dt.date(2021, 1, 8)):
        one = make(lit.office, campaign, dt.date(2021, 1, 8))
    with one.file.open("rb") as file:
        assert "2021年第1期（总第2期）" in read_document(file.read(), name="一期.docx").text


def test_what_the_office_writes_stands_in_its_section(lit):
    contributing.write_own(
        lit.office, lit.campaign, place="meeting", topic="县委常委会会议", words="会议强调，要抓好收官。"
    )
    left = contributing.write_own(
        lit.office, lit.campaign, place="study", topic="赴邻县学习", words="学到三条。"
    )
    contributing.take_back(lit.office, left)
    text = issue(lit)
    assert (
        text.index("会议精神") < text.index("（一）县委常委会会议。") < text.index("会议强调，要抓好收官。")
    )
    assert "外出学习借鉴" not in text


def test_a_notice_says_what_was_written_and_nothing_else(lit):
    with pytest.raises(Refused, match="bulletin-nothing-written"):
        make(lit.office, lit.campaign, DAY, Made("notice"))
    contributing.write_own(
        lit.office, lit.campaign, place="notice", topic="抓紧收官", words="12月10日前完成自查。"
    )
    one = make(lit.office, lit.campaign, DAY, Made("notice", title="关于抓紧做好收官工作的紧急通知"))
    with one.file.open("rb") as file:
        text = read_document(file.read(), name="通知.docx").text
    assert ("关于抓紧做好收官工作的紧急通知" in text, "12月10日前完成自查。" in text, "总体情况" in text) == (
        True,
        True,
        False,
    )


def test_an_issue_looks_like_the_offices_own_template(lit):
    document = docx.Document(io.BytesIO(first_template()))
    document.sections[0].header.paragraphs[0].text = "内部资料 {{期号}}"
    next(p for p in document.paragraphs if p.text == "【正文】").runs[0].font.size = Pt(14)
    buffer = io.BytesIO()
    document.save(buffer)
    templating.keep_template(lit.office, "report", buffer.getvalue(), name="模板.docx")
    one = make(lit.office, lit.campaign, DAY)
    with one.file.open("rb") as file:
        made = docx.Document(file)
    first = next(p for p in made.paragraphs if p.text.startswith("截至"))
    assert (made.sections[0].header.paragraphs[0].text, first.runs[0].font.size) == ("内部资料 第1期", Pt(14))
    assert not [p.text for p in made.paragraphs if "【" in p.text or "{{" in p.text]
    assert (one.breaks, one.loose) == ([], [])
    templating.drop_template(lit.office, "report")
    assert templating.newest_template("report") is None


@pytest.mark.parametrize(
    ("words", "missing", "unknown"),
    [("{{标题}}", "【正文】", "—"), ("【正文】{{标题}}{{公章}}", "—", "公章")],
)
def test_a_template_that_cannot_hold_an_issue_is_refused(lit, words, missing, unknown):
    document, buffer = docx.Document(), io.BytesIO()
    document.add_paragraph(words)
    document.save(buffer)
    with pytest.raises(Refused, match="template") as caught:
        templating.keep_template(lit.office, "report", buffer.getvalue(), name="模板.docx")
    assert (caught.value.fields["missing"], caught.value.fields["unknown"]) == (missing, unknown)


def test_a_template_that_is_no_word_file_is_refused(lit):
    for name, data in (
        ("模板.docx", b"PK\x03\x04"),
        ("模板.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("模板.pdf", b"%PDF"),
    ):
        with pytest.raises(Refused):
            templating.keep_template(lit.office, "report", data, name=name)
    assert templating.newest_template("report") is None


def test_earlier_files_can_be_had_again(lit):
    one = make(lit.office, lit.campaign, DAY)
    operations.replace_file(lit.office, one, rewritten(one, "改过的话。"), name="改.docx")
    client = lit.client(lit.office)
    answer = client.get(f"/bulletins/{one.pk}.docx?earlier=1")
    assert "改过的话" not in read_document(b"".join(answer.streaming_content), name="旧.docx").text
    close_files(answer)
    assert [client.get(f"/bulletins/{one.pk}.docx?earlier={n}").status_code for n in ("0", "2", "x")] == [
        404
    ] * 3


def test_the_analysis_tells_targets_strengths_and_what_is_done(lit, towns):
    for n, region in enumerate(("云岭县", "临川县", "沙河县")):
        put(lit, region, "value", str(90 + 10 * n))
    set_target(
        lit.office, indicator="固定资产投资", region="云岭县", year=2020, value=Decimal(120), unit="亿元"
    )
    remedying.take_on(
        lit.office, indicator="固定资产投资", region="云岭县", cause="大项目少", remedy="每月开工一批", unit=lit.liaison.unit, due=END
    )  # fmt: skip
    one = make(lit.office, lit.campaign, DAY, Made("analysis"))
    with one.file.open("rb") as file:
        text = read_document(file.read(), name="分析.docx").text
    for words in (
        "下达的1项年度目标中，1项落后于序时进度。",
        "短板指标1个：2020年1—10月固定资产投资数值90亿元，列3个地区第3位。",
        "固定资产投资：主要原因是大项目少。措施：每月开工一批，责任单位县住建局",
    ):
        assert words in text
    assert one.loose == []


def test_the_five_minute_page_says_what_is_red_and_why(lit, leader):
    one = make(lit.office, lit.campaign, DAY)
    page = lit.client(leader).get(f"/bulletins/{one.pk}/brief/").content.decode()
    red = Task.objects.filter(light="red")
    assert all(task.title in page for task in red)
    viewer = User.objects.create(username="kan", role="viewer")
    assert lit.client(viewer).get(f"/bulletins/{one.pk}/brief/").status_code == 403
    Bulletin.objects.filter(pk=one.pk).update(state="issued")
    assert lit.client(viewer).get(f"/bulletins/{one.pk}/brief/").status_code == 200


def test_the_quarterly_book_has_every_board_and_the_issues(lit, towns):
    for region, growth in (("云岭县", "5.6"), ("临川县", "7.7")):
        put(lit, region, "growth", growth)
    make(lit.office, lit.campaign, DAY)
    text = read_document(book_of(lit.campaign, Period.quarter(2020, 4)), name="汇编.docx").text
    for words in (
        "百日会战季度汇编",
        "2020年四季度",
        "目录",
        "一、总体情况",
        "各牵头领导任务情况",
        "固定资产投资增速（2020年1—10月）",
        "百日会战工作专报第1期",
    ):
        assert words in text
    with pytest.raises(Refused, match="book-no-quarter"):
        book_of(lit.campaign, Period.quarter(2021, 1))
    answer = lit.client(lit.office).get("/bulletins/book/?quarter=2020-10")
    assert (answer.status_code, "“2020-10”不是季度" in answer.content.decode()) == (400, True)


def test_what_was_published_is_listed_with_who_stands_behind_it(lit, leader):
    one = signed(lit, leader)
    assert releases() == []
    delivering.issue_to(lit.office, one)
    listed = commending.draw_up(lit.office, name="先进个人")
    commending.nominate(lit.office, listed, Nomination("张工", None, "一线", "记功"))
    commending.publicise(lit.office, listed)
    Problem.objects.create(
        number="2020-00001",
        channel="visit",
        content="路灯",
        received_on=DAY,
        reply="已修好",
        published_on=DAY,
    )
    assert [(found.kind, found.name, found.by, found.is_open) for found in releases()] == [
        ("reply", "2020-00001号诉求答复：已修好", "—", False),
        ("list", "先进个人", "办公室", False),
        ("issue", "百日会战工作专报第1期", str(leader), False),
    ]
    assert "先进个人" in lit.client(leader).get("/releases/").content.decode()
