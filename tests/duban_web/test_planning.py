"""Gaps of a roster filled on its page: proposed, looked at, written; and what came in between."""

import datetime as dt

import pytest

from duban_web.common.errors import Refused
from duban_web.people.models import Unit
from duban_web.registers import packs
from duban_web.registers.models import Record
from duban_web.registers.operations import install, move, redefine, remove, save_record
from duban_web.registers.planning import fill, proposal
from duban_web.registers.rosters import copy_day, sheet

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 11, 20)
NEXT = [dt.date(2020, 11, 21)]
FILL = "/registers/duty_roster/view/roster/fill/?on=2020-11-21"


@pytest.fixture
def roster(county):
    """Two posts with two places in each shift; three people who stood there on the day before."""
    posts, duties = (install(county.office, packs.presets()[code]) for code in ("duty_posts", "duty_roster"))
    Unit.objects.create(name="城关镇", kind=Unit.Kind.TOWN)
    for name in ("东城小区南门", "东城小区北门"):
        save_record(
            county.office, posts, {"post": name, "estate": "东城小区", "people": "1", "town": "城关镇"}
        )
    for name, post, shift in (("周敏", "东城小区南门", "早班"), ("吴强", "东城小区北门", "早班"), ("郑和平", "东城小区南门", "夜班")):  # fmt: skip
        on_duty(county, duties, name, post, shift)
    return duties


def on_duty(county, duties, name, post, shift, day="2020-11-20", **more):
    typed = {"cadre": name, "from_unit": "县住建局", "post": post, "day": day, "shift": shift}
    return save_record(county.office, duties, typed | more)


def turns(found):
    return [(row.turn.name, row.post.name, row.turn.shift) for row in found.rows]


def test_a_day_is_proposed_looked_at_and_written(county, roster):
    client = county.client(county.office)
    found = proposal(county.office, roster, NEXT)
    assert (turns(found), found.people, found.left) == (
        [("周敏", "东城小区南门", "早班"), ("吴强", "东城小区北门", "早班"), ("郑和平", "东城小区南门", "夜班")], 3, 3
    )  # fmt: skip
    told = client.get(FILL).content.decode()
    assert all(words in told for words in ("周敏", "县住建局", "照此排定", "至少歇 2 个班次", "最多上 6 天"))
    assert roster.records.count() == 3
    answer = client.post(FILL, {"seen": found.seen}, follow=True)
    assert "补了 3 个班。" in answer.content.decode()
    assert answer.redirect_chain == [("/registers/duty_roster/view/roster/?on=2020-11-21", 302)]
    assert sheet(county.office, roster, NEXT[0]).coverage.filled == 3
    made = roster.records.get(number=4)
    assert (made.state, str(made.unit), made.values["day"]) == ("planned", "县住建局", "2020-11-21")
    assert "没有可以补的班" in client.get(FILL).content.decode()


def test_seven_days_leave_everybody_a_day_off(county, roster):
    days = [NEXT[0] + dt.timedelta(n) for n in range(7)]
    found = proposal(county.office, roster, days)
    assert (len(found.rows), found.left) == (3 * 6, 7 * 6 - 3 * 6)
    assert fill(county.office, roster, days, found.seen) == 18
    assert proposal(county.office, roster, days).rows == []
    client = county.client(county.office)
    assert "2020-11-21 — 2020-11-27" in client.get(f"{FILL}&span=week").content.decode()


def test_what_changed_since_it_was_looked_at_is_looked_at_again(county, roster):
    seen = proposal(county.office, roster, NEXT).seen
    on_duty(county, roster, "周敏", "东城小区北门", "早班", day="2020-11-21")
    answer = county.client(county.office).post(FILL, {"seen": seen})
    assert answer.status_code == 400
    assert "打开本页之后排班变过" in answer.content.decode()
    assert roster.records.count() == 4
    for words in ("", "别的"):
        with pytest.raises(Refused):
            fill(county.office, roster, NEXT, words)
    again = proposal(county.office, roster, NEXT)
    assert ("吴强", "东城小区南门", "早班") in turns(again)
    assert fill(county.office, roster, NEXT, again.seen) == 2
    with pytest.raises(Refused):
        fill(county.office, roster, NEXT, again.seen)


def test_somebody_is_left_out_of_what_is_proposed_and_taken_back_in(county, roster):
    client = county.client(county.office)
    told = client.get(f"{FILL}&span=day").content.decode()
    assert told.count("不排此人") == 3
    assert 'href="?on=2020-11-21&amp;span=day&amp;without=1"' in told
    page = client.get(f"{FILL}&without=1&without=3&without=99&without=x&without=99999999999")
    found = page.context["found"]
    assert (turns(found), found.people, found.left) == ([("吴强", "东城小区北门", "早班")], 1, 5)
    assert page.context["without"] == [
        ("周敏", "on=2020-11-21&span=day&without=3&without=99"),
        ("郑和平", "on=2020-11-21&span=day&without=1&without=99"),
    ]
    assert client.post(FILL, {"seen": found.seen}).status_code == 400
    assert client.post(f"{FILL}&without=1&without=3", {"seen": found.seen}).status_code == 302
    assert sheet(county.office, roster, NEXT[0]).coverage.filled == 1


def test_a_post_that_is_closed_and_a_duty_that_is_taken_back_count_no_more(county, roster):
    posts = Record.objects.filter(register__code="duty_posts")
    move(county.office, posts.get(number=1), "close")
    assert turns(proposal(county.office, roster, NEXT)) == [("周敏", "东城小区北门", "早班"), ("吴强", "东城小区北门", "中班"), ("郑和平", "东城小区北门", "夜班")]  # fmt: skip
    remove(county.office, roster.records.get(number=1), reason="调走")
    assert turns(proposal(county.office, roster, NEXT)) == [("吴强", "东城小区北门", "早班"), ("郑和平", "东城小区北门", "夜班")]  # fmt: skip


def test_who_was_last_on_duty_three_weeks_ago_is_nobody_to_be_planned(county, roster):
    late = [DAY + dt.timedelta(15)]
    found = proposal(county.office, roster, late)
    assert (found.rows, found.people, found.left) == ([], 0, 6)
    assert proposal(county.office, roster, [DAY + dt.timedelta(14)]).people == 3


def test_the_words_of_the_register_say_how_much_rest_is_needed(county, roster):
    redefine(county.office, roster, roster.source.replace("roster = {", "roster = {rest = 0, days = 1, "))
    roster.refresh_from_db()
    assert proposal(county.office, roster, NEXT).rows == []
    assert len(proposal(county.office, roster, [DAY + dt.timedelta(7)]).rows) == 6


def test_what_belongs_to_the_person_goes_along_and_what_belonged_to_the_day_does_not(county, roster):
    on_duty(county, roster, "冯静", "东城小区南门", "中班", substitute="陈力")
    found = proposal(county.office, roster, NEXT)
    fill(county.office, roster, NEXT, found.seen)
    assert not roster.records.filter(values__day="2020-11-21").exclude(values__substitute="").filter(values__has_key="substitute").exists()  # fmt: skip
    copy_day(county.office, roster, DAY, DAY + dt.timedelta(5))
    assert {one.values.get("substitute", "") for one in roster.records.filter(values__day="2020-11-25")} == {
        ""
    }


def test_only_the_office_plans_and_only_rosters_can_be_filled(county, roster):
    seen = proposal(county.office, roster, NEXT).seen
    for user in (county.liaison, county.outsider):
        assert county.client(user).get(FILL).status_code == 403
        assert county.client(user).post(FILL, {"seen": seen}).status_code == 403
    client = county.client(county.office)
    assert client.get("/registers/duty_posts/view/roster/fill/?on=2020-11-21").status_code == 404
    assert client.get("/registers/duty_roster/view/roster/fill/?on=2020-13-01").status_code == 400
    assert roster.records.count() == 3


def test_the_page_asks_as_little_for_thirty_people_as_for_three(county, roster, django_assert_num_queries):
    client = county.client(county.office)
    client.get(FILL)
    with django_assert_num_queries(7):
        client.get(FILL)
    posts = Record.objects.get(register__code="duty_posts", number=1)
    save_record(county.office, posts.register, posts.values | {"people": "40", "town": "城关镇"}, one=posts)
    for n in range(27):
        on_duty(county, roster, f"干部{n}", "东城小区南门", "早班")
    with django_assert_num_queries(7):
        told = client.get(FILL).content.decode()
    assert told.count("<tr>") == 1 + 30


def test_a_duty_without_a_day_or_a_name_is_on_no_sheet_and_stops_nothing(county, roster):
    loose = roster.source.replace('type = "date", needed = true', 'type = "date"').replace('type = "person", needed = true', 'type = "person"')  # fmt: skip
    redefine(county.office, roster, loose)
    roster.refresh_from_db()
    on_duty(county, roster, "冯静", "东城小区北门", "夜班", day="")
    on_duty(county, roster, "", "东城小区北门", "夜班")
    assert sheet(county.office, roster, DAY).coverage.filled == 4
    found = proposal(county.office, roster, NEXT)
    assert (found.people, len(found.rows)) == (3, 3)
    assert fill(county.office, roster, NEXT, found.seen) == 3
