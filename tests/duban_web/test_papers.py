"""Papers and the bulletin."""

import datetime as dt
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban_files.documents import read_document
from duban_web.bulletins.operations import make
from duban_web.common.errors import NotYours, Refused
from duban_web.papers.models import Paper
from duban_web.papers.operations import upload
from small_county import DAY, submit_report

TEXT = "一季度，全縣固定資產(chǎn)投資完成22.1億元，同比增長(zhǎng)55.7%，其中項(xiàng)目建設(shè)完成投資8.9億元，占比76.7%。\n"


@pytest.fixture
def post(county, django_capture_on_commit_callbacks):
    def send(name, data, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return county.client(county.office).post(
                "/papers/", {"file": SimpleUploadedFile(name, data)} | more
            )

    return send


def test_a_dirty_paper_shows_its_facts_in_place_and_what_does_not_add_up(county, post):
    response = post("简报.txt", TEXT.encode(), published="2022-04-26", region="云岭县")
    page = county.client(county.office).get(response.headers["Location"]).content.decode()
    assert 'class="mark open breaks here"' in page
    assert "8.9亿元 ÷ 22.1亿元 = 40.27%，而文中写的是76.7%" in page
    assert re.search(r'<a class="mark open[^>]*固定资产投资[^>]*>22.1亿元</a>', page)
    paper = Paper.objects.get()
    fact = paper.facts.first()
    assert paper.text[fact.original_start : fact.original_end] == "22.1億元"
    assert (fact.period, fact.region, fact.place) == ("2022-Q1", "云岭县", "行 1")


def test_the_same_paper_twice_is_one_paper(county, post):
    first, second = post("a.txt", TEXT.encode()), post("b.txt", TEXT.encode())
    assert first.headers["Location"] == second.headers["Location"]
    assert Paper.objects.count() == 1


def test_a_paper_without_a_figure_says_so(county, post):
    page = (
        county.client(county.office)
        .get(post("会议.txt", "会议强调，要真抓实干。".encode()).headers["Location"])
        .content.decode()
    )
    assert "这份资料里没有读出数据" in page


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("假.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old word", "旧版的 .doc"),
        ("坏.docx", b"PK broken", "已损坏"),
        ("图.png", b"\x89PNG", "还读不了"),
        ("码.txt", b"\x00\x01" * 50, "已损坏"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_on_its_page(county, post, name, data, sentence):
    page = county.client(county.office).get(post(name, data).headers["Location"]).content.decode()
    assert sentence in page
    assert Paper.objects.get().state == "failed"


def test_a_fifty_megabyte_text_is_refused_before_it_is_kept(county, post):
    response = post("大.txt", b"a" * (50 * 1024 * 1024))
    assert response.status_code == 400
    assert "太大（50 MB" in response.content.decode()
    assert Paper.objects.count() == 0


def test_an_empty_file_is_refused(county):
    with pytest.raises(Refused, match="file-empty"):
        upload(county.office, b"", name="空.txt")


def test_only_the_office_uploads_and_publishes(county):
    with pytest.raises(NotYours):
        upload(county.liaison, b"x", name="a.txt")
    with pytest.raises(NotYours):
        make(county.liaison, county.campaign, DAY)


def test_a_paper_that_still_waits_says_so(county):
    paper = Paper.objects.create(name="等.txt", sha256="2" * 64, uploaded_on=DAY)
    assert "正在读取" in county.client(county.office).get(f"/papers/{paper.pk}/").content.decode()


def test_the_bulletin_tells_the_ledgers_figures_and_adds_up(county, post):
    county.more_tasks(5)
    submit_report(county.liaison, county.task, percent=5, text="受阻", blocked=True)
    post("简报.txt", TEXT.encode())
    response = county.client(county.office).post("/bulletins/", {"on": "2020-11-23"})
    assert response.status_code == 302
    issue = make(county.office, county.campaign, DAY)
    with issue.file.open("rb") as file:
        data = file.read()
    text = read_document(data, name="专报.docx").text
    assert issue.number == 2
    assert issue.figures == {
        "all": 6,
        "done": 0,
        "active": 6,
        "rest": 0,
        "red": 0,
        "yellow": 6,
        "green": 0,
        "silent": 5,
        "day": 64,
        "days": 102,
    }
    assert "台账共有任务6项，已办结0项，办理中6项" in text
    assert "红灯0项，黄灯6项，绿灯0项" in text
    assert "责任单位报告推进受阻" in text
    assert "占比76.7%" in text
    assert issue.breaks == []


def test_the_word_file_is_set_as_an_official_document(county):
    issue = make(county.office, county.campaign, DAY)
    with issue.file.open("rb") as file:
        document = docx.Document(file)
    section = document.sections[0]
    assert [
        round(x.mm)
        for x in (section.page_width, section.page_height, section.top_margin, section.left_margin)
    ] == [210, 297, 37, 28]
    assert document.core_properties.created == dt.datetime(2020, 11, 23, 9, tzinfo=dt.UTC)
    assert len(document.inline_shapes) == 1


@pytest.mark.parametrize("on", ["2020-09-01", "", "昨天"])
def test_a_day_that_cannot_be_told_is_refused(county, on):
    assert county.client(county.office).post("/bulletins/", {"on": on}).status_code == 400


def test_a_page_is_chinese_unless_the_person_chose_english(county):
    client = county.client(county.office)
    assert "待审核" in client.get("/").content.decode()
    client.post("/language/", {"language": "en", "next": "/tasks/"})
    assert "Awaiting review" in client.get("/").content.decode()
    assert (
        client.post("/language/", {"language": "xx", "next": "https://elsewhere.example/"}).headers[
            "Location"
        ]
        == "/"
    )
