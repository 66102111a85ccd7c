"""The desk: figures accepted, corrected, left out, taken back; piles of papers; what was accepted before."""

import io
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duban_files.zips import Sent, unpacked
from duban_web.audit.models import Entry
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.indicators.models import Alias, Observation
from duban_web.indicators.operations import Key, Reading, enter
from duban_web.papers import decisions, piles, queries
from duban_web.papers.models import Paper, PaperFact, Pile
from duban_web.papers.operations import upload
from duban_web.people.models import Unit
from small_county import DAY

ONE = "一季度，固定资产投资完成22.1亿元，同比增长5.7%。排查隐患点12处。\n".encode()
OTHER = "一季度，固定资产投资完成21.2亿元。\n".encode()
SLIP = (
    "一季度，固定资产投资完成22.1亿元，其中项目建设完成投资8.9亿元，占比76.7%。新增市场主体20户。\n".encode()
)
SAID = {"published": "2020-04-22", "region": "云岭县"}


@pytest.fixture
def send(county, django_capture_on_commit_callbacks):
    def upload_files(*files, **more):
        sent = [SimpleUploadedFile(name, data) for name, data in files]
        with django_capture_on_commit_callbacks(execute=True):
            return county.client(county.office).post("/papers/", {"file": sent} | SAID | more)

    return upload_files


@pytest.fixture
def paper(send) -> Paper:
    send(("一季度.txt", ONE))
    return Paper.objects.get()


def form_of(fact: PaperFact, **changed: str) -> dict[str, str]:
    was = decisions.values_of(fact)
    names = ("indicator", "measure", "value", "unit", "base", "scope", "region", "period")
    return {name: str(getattr(was, name)) for name in names} | changed


def decide(county, fact: PaperFact, **changed: str):
    return county.client(county.office).post(
        f"/papers/{fact.paper_id}/facts/{fact.number}/", form_of(fact, **changed)
    )


def test_the_desk_shows_first_what_the_machine_is_least_sure_of(county, paper):
    page = county.client(county.office).get(f"/papers/{paper.pk}/").content.decode()
    assert "待定 3 个，已定 0 个" in page
    assert "排查隐患点12处" in page.split("decide-figure")[0]


def test_a_figure_that_a_check_speaks_against_comes_before_all_others(send):
    send(("对不上.txt", SLIP))
    one = Paper.objects.get()
    first = queries.queue(list(one.facts.all()), list(one.findings.all()))[:3]
    assert sorted(fact.unit for fact in first) == ["%", "亿元", "亿元"]


def test_an_accepted_figure_becomes_an_observation_with_its_source(county, paper):
    fact = paper.facts.get(indicator="固定资产投资", measure="value")
    response = decide(county, fact)
    fact.refresh_from_db()
    one = Observation.objects.get()
    assert (response.status_code, fact.state, fact.decided_by, fact.observation) == (
        302,
        "accepted",
        county.office,
        one,
    )
    assert (one.indicator, one.region, one.period, one.value, one.unit) == (
        "固定资产投资",
        "云岭县",
        "2020-Q1",
        Decimal("22.1"),
        "亿元",
    )
    page = county.client(county.office).get(f"/figures/{one.pk}/").content.decode()
    assert "一季度.txt" in page
    assert "固定资产投资完成22.1亿元" in page
    assert "22.1亿元" in county.client(county.office).get("/figures/?words=固定").content.decode()


def test_a_correction_is_kept_beside_what_the_machine_read_and_its_words_are_learned(county, paper, send):
    fact = paper.facts.get(unit="处")
    decide(county, fact, indicator="隐患点数", period="2020-Q1")
    fact.refresh_from_db()
    assert (fact.indicator, fact.read_as["indicator"], fact.observation.indicator) == (
        "隐患点数",
        "排查隐患点",
        "隐患点数",
    )
    assert list(Alias.objects.values_list("words", "indicator")) == [("排查隐患点", "隐患点数")]
    send(("二季度.txt", "二季度，排查隐患点15处。".encode()))
    again = Paper.objects.first().facts.get()
    assert (again.indicator, again.reasons) == ("隐患点数", [])


def test_a_learned_word_can_be_forgotten(county, paper):
    decide(county, paper.facts.get(unit="处"), indicator="隐患点数", period="2020-Q1")
    client = county.client(county.office)
    assert "排查隐患点" in client.get("/figures/").content.decode()
    client.post(f"/figures/words/{Alias.objects.get().pk}/forget/")
    assert not Alias.objects.exists()


def test_a_standard_name_is_not_learned_as_another_word(county, paper):
    decide(county, paper.facts.get(measure="value"), indicator="民间投资")
    assert not Alias.objects.exists()


def test_another_value_for_the_same_period_is_refused_until_it_is_said_to_replace(county, paper, send):
    decide(county, paper.facts.get(measure="value"))
    send(("更正.txt", OTHER))
    fact = Paper.objects.first().facts.get()
    page = county.client(county.office).get(f"/papers/{fact.paper_id}/").content.decode()
    assert "已接受过同一指标、同一时期的数：固定资产投资 22.1亿元" in page
    refused = decide(county, fact)
    assert (refused.status_code, Observation.objects.get().value) == (400, Decimal("22.1"))
    assert "已接受过 22.1亿元" in refused.content.decode()
    assert decide(county, fact, replace="on").status_code == 302
    assert Observation.objects.get().value == Decimal("21.2")
    assert [entry.action for entry in Entry.objects.filter(kind="observation")] == ["replace", "accept"]


def test_the_same_amount_in_another_unit_is_a_second_source(county, paper, send):
    decide(county, paper.facts.get(measure="value"))
    send(("通报.txt", "一季度，固定资产投资完成221000万元。".encode()))
    decide(county, Paper.objects.first().facts.get())
    assert [one.facts.count() for one in Observation.objects.all()] == [2]


def test_what_was_accepted_for_other_periods_stands_beside(county, paper, send):
    decide(county, paper.facts.get(measure="value"))
    send(("半年.txt", "上半年，固定资产投资完成40.3亿元。".encode()), published="2020-07-20")
    page = county.client(county.office).get(f"/papers/{Paper.objects.first().pk}/").content.decode()
    assert "2020-Q1：22.1亿元" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"period": ""}, "缺时期"), ({"region": ""}, "缺地区"), ({"period": "去年"}, "不是一个时期"), ({"value": "多"}, "数"), ({"indicator": ""}, "必填")],
)  # fmt: skip
def test_a_figure_that_lacks_something_is_refused_with_what_to_do(county, paper, changed, sentence):
    response = decide(county, paper.facts.get(measure="value"), **changed)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert not Observation.objects.exists()


def test_two_people_deciding_one_figure_the_second_is_told(county, paper):
    fact = paper.facts.get(measure="value")
    decisions.reject(county.office, fact.pk)
    with pytest.raises(Changed, match="fact-decided"):
        decisions.accept(county.office, fact.pk)
    assert decide(county, fact).status_code == 409


def test_a_decision_taken_back_undoes_the_correction_and_the_observation(county, paper):
    fact = paper.facts.get(unit="处")
    decide(county, fact, indicator="隐患点数", period="2020-Q1")
    decide(county, fact, action="reopen")
    fact.refresh_from_db()
    assert (fact.state, fact.indicator, fact.period, fact.read_as, fact.observation) == (
        "open",
        "排查隐患点",
        "2020-Q1",
        None,
        None,
    )
    assert Observation.objects.get().removed_on == DAY
    assert decisions.reopen(county.office, fact.pk).state == "open"


def test_the_sure_ones_are_accepted_at_once_and_the_others_stay(county, paper):
    response = county.client(county.office).post(f"/papers/{paper.pk}/sure/", follow=True)
    assert "已接受 2 个有把握的数据" in response.content.decode()
    assert [fact.state for fact in paper.facts.all()] == ["accepted", "accepted", "open"]


def test_a_sure_figure_that_differs_from_the_accepted_one_stays(county, paper, send):
    decide(county, paper.facts.get(measure="value"))
    send(("更正.txt", OTHER))
    assert decisions.accept_sure(county.office, Paper.objects.first()) == (0, 1)


def test_an_estimate_gives_way_to_a_sure_figure(county, paper, send):
    send(("预计.txt", "预计一季度，固定资产投资完成21.2亿元。\n".encode()))
    decide(county, Paper.objects.first().facts.get())
    assert Observation.objects.get().is_estimate
    assert decisions.accept_sure(county.office, paper) == (2, 0)
    one = Observation.objects.get(measure="value")
    assert (one.value, one.is_estimate) == (Decimal("22.1"), False)


def test_a_figure_that_somebody_typed_stays_when_a_paper_is_taken_back(county, paper):
    key = Key("固定资产投资", "value", "", "", "云岭县", "2020-Q1")
    typed = enter(county.office, key, Reading(Decimal("22.1"), "亿元", source="月报第3页"))
    fact = paper.facts.get(measure="value")
    decide(county, fact)
    decisions.reopen(county.office, fact.pk)
    assert Observation.objects.get(pk=typed.pk).removed_on is None


def test_only_the_office_decides(county, paper):
    for user in (county.liaison, county.colleague, county.outsider):
        with pytest.raises(NotYours):
            decisions.accept(user, paper.facts.first().pk)
        with pytest.raises(NotYours):
            decisions.reopen(user, paper.facts.first().pk)


def test_reading_a_paper_again_keeps_what_was_decided(county, paper):
    from duban_web.papers.reading import read_paper

    decide(county, paper.facts.get(measure="value"))
    read_paper.call(paper.pk)
    assert paper.facts.filter(state="accepted").count() == 1


@pytest.mark.parametrize("number", [1, 30])
def test_the_desk_takes_the_same_queries_for_one_figure_and_thirty(
    county, send, django_assert_num_queries, number
):
    text = "一季度，" + "".join(f"第{n}镇投资完成{n + 1}.5亿元。" for n in range(number))
    send(("多.txt", text.encode()))
    client = county.client(county.office)
    with django_assert_num_queries(10):
        assert client.get(f"/papers/{Paper.objects.get().pk}/").status_code == 200


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in files.items():
            package.writestr(name.replace("_", "."), data)
    return file.getvalue()


def test_a_zip_becomes_a_pile_that_says_what_became_of_each_file(county, send):
    send(("先来.txt", ONE))
    response = send(("一批.zip", zipped(a_txt=ONE, b_txt=OTHER, c_png=b"\x89PNG", d_txt=b"")))
    page = county.client(county.office).get(response.headers["Location"]).content.decode()
    assert [result["outcome"] for result in Pile.objects.get().results] == ["known", "new", "new", "refused"]
    assert "新收 2 个，以前收过 1 个，没有收下 1 个" in page
    assert "“d.txt”是空文件" in page
    assert "开始处理，待定 1 个数据" in page


def test_several_files_at_once_are_a_pile(county, send):
    response = send(("a.txt", ONE), ("b.txt", OTHER))
    assert Pile.objects.get().name == "a.txt 等 2 个文件"
    assert response.headers["Location"] == f"/papers/piles/{Pile.objects.get().pk}/"


def test_after_the_last_figure_of_a_paper_comes_the_next_paper_of_the_pile(county, send):
    send(("a.txt", OTHER), ("b.txt", "二季度，固定资产投资完成30.1亿元。".encode()))
    first, second = Paper.objects.order_by("pk")
    response = decide(county, first.facts.get())
    assert response.headers["Location"] == f"/papers/{second.pk}/"
    assert decide(county, second.facts.get()).headers["Location"] == f"/papers/{second.pk}/"
    assert (
        "这一批都处理完了"
        in county.client(county.office).get(f"/papers/piles/{Pile.objects.get().pk}/").content.decode()
    )


def test_names_in_a_zip_of_chinese_windows_are_read():
    data = bytearray(zipped(x_txt=ONE))
    name = "简报".encode("gb18030")
    data = bytes(data).replace(b"x.txt", name + b"t")  # as long: five bytes
    assert [sent.name for sent in unpacked(Sent("旧.zip", data))] == ["简报t"]


@pytest.mark.parametrize(("data", "code"), [(b"PK broken", "file.broken"), (zipped(), "pile-empty")])
def test_a_zip_that_cannot_be_opened_or_is_empty_is_refused(county, data, code):
    with pytest.raises(Refused, match=code):
        piles.take_in(county.office, [Sent("坏.zip", data)], name="坏.zip")


def test_too_many_files_are_refused(county, monkeypatch):
    monkeypatch.setattr(piles, "MOST_FILES", 1)
    with pytest.raises(Refused, match="pile-too-many"):
        piles.take_in(county.office, [Sent("a.txt", ONE), Sent("b.txt", OTHER)], name="批")


def test_the_inbox_takes_in_only_what_is_new(county, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.INBOX = str(tmp_path)
    (tmp_path / "a.txt").write_bytes(ONE)
    (tmp_path / ".hidden").write_bytes(ONE)
    client = county.client(county.office)
    assert "收取收件夹里的新文件" in client.get("/papers/").content.decode()
    for outcome in ("new", "known"):
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/papers/inbox/")
        assert [result["outcome"] for result in Pile.objects.first().results] == [outcome]


def test_an_inbox_that_is_not_there_is_refused(county, settings):
    settings.INBOX = "/nowhere"
    response = county.client(county.office).post("/papers/inbox/")
    assert "收件夹 /nowhere 不存在" in response.content.decode()


def test_a_file_of_several_papers_becomes_as_many(county, send):
    body = "全县固定资产投资完成22.1亿元，同比增长5.7%。" * 8
    send(
        (
            "合订.txt",
            f"甲县经济运行\n本报讯（记者 李明）{body}\n\n乙县经济运行\n本报讯（记者 张华）{body}\n".encode(),
        )
    )
    assert [(one.part, one.name, one.facts.count()) for one in Paper.objects.order_by("part")] == [
        (1, "合订.txt", 16),
        (2, "合订.txt · 乙县经济运行", 16),
    ]
    with Paper.objects.get(part=1).file.open("rb") as file:
        paper, is_new = upload(county.office, file.read(), name="又来.txt")
    assert (paper.part, is_new) == (1, False)


def test_a_web_page_is_shown_as_it_came_with_nothing_running_in_it(county, send):
    page = "<html><script>alert(1)</script><p>一季度，固定资产投资完成22.1亿元。</p></html>".encode("gb18030")
    send(("页.html", page))
    one = Paper.objects.get()
    client = county.client(county.office)
    assert f'src="/papers/{one.pk}/original/"' in client.get(f"/papers/{one.pk}/").content.decode()
    shown = client.get(f"/papers/{one.pk}/original/")
    assert "固定资产投资完成22.1亿元" in shown.content.decode()
    assert shown.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_the_offices_own_towns_are_places_in_its_papers(county, send):
    Unit.objects.create(name="柳林铺", kind=Unit.Kind.TOWN)
    send(("镇.txt", "一季度，柳林铺固定资产投资完成2.4亿元。".encode()))
    assert Paper.objects.get().facts.get().region == "柳林铺"


@pytest.mark.parametrize(
    ("said", "warned"),
    [
        ("上半年，固定资产投资完成20.3亿元。", True),
        ("上半年，固定资产投资完成40.3亿元。", False),
        ("上半年，各项贷款余额20.3亿元。", False),
    ],
)
def test_a_figure_that_fell_since_the_last_issue_is_said(county, paper, send, said, warned):
    decide(county, paper.facts.get(measure="value"))
    send(("半年.txt", said.encode()), published="2020-07-20")
    page = county.client(county.office).get(f"/papers/{Paper.objects.first().pk}/").content.decode()
    assert ("比已接受的 2020-Q1（固定资产投资 22.1亿元）还少" in page) is warned
