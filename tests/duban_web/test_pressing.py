"""Pressing: explanations, notices in rising colours, the interview; and who is told."""

import datetime as dt

import pytest

from duban.flow.ladder import default_ladder_source
from duban_files.documents import read_document
from duban_web.campaigns.setting_up import set_ladder
from duban_web.common import office
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.inbox.models import Message
from duban_web.supervision.explaining import hand_in, judge
from duban_web.supervision.lighting import refresh
from duban_web.supervision.models import Explanation, LightSpan, Notice
from duban_web.supervision.notices import issue, move_notice, named, propose_notice
from duban_web.supervision.operations import accept
from duban_web.supervision.pressing import press
from duban_web.today.nightly import nightly
from small_county import DAY, submit_report

DAYS = dt.timedelta(days=1)


def night(county, day: dt.date) -> dict[str, int]:
    with office.on(day):
        refresh(county.campaign)
        return press(county.campaign)


@pytest.fixture
def yellow(county) -> Explanation:
    """The task is yellow today, and its explanation is due in three working days."""
    assert night(county, DAY)["opened"] == 1
    return Explanation.objects.get()


def test_a_yellow_light_starts_the_clock_once(county, yellow):
    assert (yellow.colour, yellow.due, yellow.unit) == ("yellow", dt.date(2020, 11, 26), county.liaison.unit)
    assert night(county, DAY)["opened"] == 0
    assert Message.objects.get(to=county.liaison, kind="explain").is_urgent


def test_green_again_stops_the_clock(county, yellow):
    accept(county.office, submit_report(county.liaison, county.task, percent=70, text="赶上进度"))
    assert night(county, DAY)["lifted"] == 1
    yellow.refresh_from_db()
    assert yellow.state == "lifted"


def test_the_unit_explains_and_the_office_returns_and_accepts(county, yellow):
    with pytest.raises(NotYours):
        hand_in(county.outsider, yellow, cause="一", measures="二", promised=None)
    with pytest.raises(Refused, match="needs-both"):
        hand_in(county.liaison, yellow, cause="一", measures=" ", promised=None)
    hand_in(county.liaison, yellow, cause="征地未完", measures="每日调度", promised=dt.date(2020, 12, 4))
    with pytest.raises(Refused, match="needs-reason"):
        judge(county.office, yellow, accept=False)
    judge(county.office, yellow, accept=False, answer="措施不实")
    assert (yellow.state, yellow.due) == ("returned", dt.date(2020, 11, 26))
    hand_in(county.liaison, yellow, cause="征地未完", measures="增派两组", promised=None)
    judge(county.office, yellow, accept=True)
    with pytest.raises(Changed):
        hand_in(county.liaison, yellow, cause="又", measures="又", promised=None)
    text = b"".join(county.client(county.liaison).get(f"/explanations/{yellow.pk}.docx"))
    assert "增派两组" in read_document(text, name="说明.docx").text


def live(county, days: int) -> list[int]:
    """Days of silence, in which the office issues whatever is proposed. Returns how many notices each day proposed."""
    proposed = []
    for n in range(1, days + 1):
        day = DAY + n * DAYS
        proposed.append(night(county, day)["proposed"])
        with office.on(day):
            issue(county.office, list(Notice.objects.filter(state="proposed", kind="notice")))
    return proposed


def test_silence_climbs_from_blue_to_red_and_not_beyond(county, yellow):
    live(county, 30)
    climbed = list(
        Notice.objects.filter(explanation__isnull=False) | Notice.objects.filter(raises__isnull=False)
    )
    climbed = sorted(Notice.objects.filter(task=county.task, kind="notice"), key=lambda n: n.pk)[:3]
    assert [(n.colour, n.state, str(n)) for n in climbed] == [
        ("blue", "raised", "〔2020〕1号"), ("orange", "raised", "〔2020〕2号"), ("red", "issued", "〔2020〕3号"),
    ]  # fmt: skip
    assert climbed[1].raises == climbed[0]
    assert Message.objects.filter(to=county.liaison, kind="notice").count() >= 3


def test_three_reds_propose_an_interview_once(county):
    for n in range(3):
        propose_notice(
            county.office, county.campaign, unit=county.liaison.unit, colour="red", reason=f"第{n + 1}次"
        )
    assert [night(county, DAY)["interviews"], night(county, DAY)["interviews"]] == [1, 0]
    interview = Notice.objects.get(kind="interview")
    assert "3 件" in interview.reason
    issue(county.office, [interview])
    assert named(interview) == "约谈通知〔2020〕1号"


def test_a_notice_is_signed_answered_returned_and_closed(county):
    notice = propose_notice(
        county.office,
        county.campaign,
        unit=county.liaison.unit,
        colour="red",
        reason="直接下达",
        task=county.task,
    )
    client = county.client(county.liaison)
    assert client.post(f"/notices/{notice.pk}/", {"step": "sign"}).status_code == 302
    assert client.post(f"/notices/{notice.pk}/", {"step": "answer", "text": " "}).status_code == 400
    client.post(f"/notices/{notice.pk}/", {"step": "answer", "text": "已增派人手"})
    notice.refresh_from_db()
    assert (notice.state, notice.signed_by, notice.answer) == ("answered", county.liaison, "已增派人手")
    move_notice(county.office, notice, "reopen", text="没有时限")
    move_notice(county.liaison, notice, "answer", text="12月4日前完成")
    with pytest.raises(NotYours):
        move_notice(county.liaison, notice, "close", text="好")
    move_notice(county.office, notice, "close", text="已落实")
    with pytest.raises(Changed):
        move_notice(county.office, notice, "close", text="再")
    text = read_document(
        b"".join(county.client(county.office).get(f"/notices/{notice.pk}.docx")), name="通知.docx"
    ).text
    assert "〔2020〕1号" in text
    assert "老旧小区改造" in text


def test_numbers_are_one_series_a_year_and_campaign(county):
    made = [
        propose_notice(
            county.office, county.campaign, unit=county.liaison.unit, colour="blue", reason="一"
        ).number
        for _ in range(3)
    ]
    assert made == [1, 2, 3]
    with pytest.raises(Changed):
        issue(county.office, [Notice.objects.first()])
    with pytest.raises(Refused, match="due-past"):
        propose_notice(
            county.office,
            county.campaign,
            unit=county.liaison.unit,
            colour="blue",
            reason="一",
            answer_by=DAY - DAYS,
        )


def test_a_proposed_notice_is_not_seen_by_the_unit(county, yellow):
    for n in range(1, 7):
        night(county, DAY + n * DAYS)
    notice = Notice.objects.get()
    assert county.client(county.liaison).get(f"/notices/{notice.pk}/").status_code == 403
    assert "拟发" in county.client(county.office).get("/notices/").content.decode()
    assert county.client(county.office).post("/notices/", {"notice": [notice.pk]}).status_code == 302
    assert county.client(county.liaison).get(f"/notices/{notice.pk}/").status_code == 200


def test_reminders_come_before_and_after_the_day(county, yellow):
    for n in range(1, 6):
        night(county, DAY + n * DAYS)
    assert list(Message.objects.filter(to=county.liaison, kind__startswith="explain-").order_by("id").values_list("kind", "on")) == [
        ("explain-soon", dt.date(2020, 11, 25)), ("explain-late", dt.date(2020, 11, 27)),
    ]  # fmt: skip


def test_new_rules_of_the_same_colour_are_no_new_turn(county, yellow):
    yellow.state = "accepted"
    yellow.save()
    span = LightSpan.objects.get(task=county.task, last=None)
    LightSpan.objects.filter(pk=span.pk).update(last=DAY)
    LightSpan.objects.create(task=county.task, colour="yellow", first=DAY + DAYS, version="other")
    with office.on(DAY + DAYS):
        assert press(county.campaign)["opened"] == 0


def test_a_ladder_of_ones_own_holds_from_its_date(county):
    source = default_ladder_source().replace("yellow = 3", "yellow = 1")
    set_ladder(county.office, county.campaign, since=DAY, source=source)
    night(county, DAY)
    assert Explanation.objects.get().due == dt.date(2020, 11, 24)
    with pytest.raises(Refused, match="rules-past"):
        set_ladder(county.office, county.campaign, since=DAY - DAYS, source=source)
    with pytest.raises(Refused, match=r"ladder\.empty"):
        set_ladder(county.office, county.campaign, since=DAY, source="")


def test_the_night_does_it_all_and_twice_is_once(county):
    first, second = nightly(), nightly()
    assert (first.explanations, second.explanations, second.proposed) == (1, 0, 0)
