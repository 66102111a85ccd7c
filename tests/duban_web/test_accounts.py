"""Three administrators, the office's address book, one-time passwords, deputies, postings; the inbox and what leaves the product."""

import datetime as dt
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import openpyxl
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from duban_web.audit.models import Entry
from duban_web.common import office
from duban_web.common.errors import NotYours, Refused
from duban_web.inbox import operations as inbox
from duban_web.inbox.models import Message, Robot
from duban_web.inbox.sending import LONGEST, post, send_mails
from duban_web.people.accounts import change_own, end_deputy, name_deputy, reset, save_user
from duban_web.people.address_book import read_book, take_in
from duban_web.people.models import Posting, Unit, User
from small_county import DAY, submit_report


@pytest.fixture
def three(county):
    make = User.objects.create_user
    return {role: make(role, role=role) for role in ("system", "security", "auditor")}


def test_one_makes_accounts_another_gives_rights_the_third_only_reads(county, three):
    made = save_user(three["system"], User(username="xin"), {"role": ""}, password="long-enough-7")
    with pytest.raises(NotYours, match="granted"):
        save_user(three["system"], made, {"role": "office"})
    with pytest.raises(NotYours, match="made"):
        save_user(three["security"], User(username="y"), {"role": "viewer"}, password="long-enough-7")
    with pytest.raises(NotYours, match="own-rights"):
        save_user(three["security"], three["security"], {"role": "office"})
    with pytest.raises(NotYours):
        save_user(three["auditor"], made, {"role": "office"})
    save_user(three["security"], User.objects.get(pk=made.pk), {"role": "inspector"})
    assert User.objects.get(username="xin").role == "inspector"
    assert Entry.objects.filter(kind="user", actor=three["security"]).count() == 1


def test_the_office_gives_only_the_roles_that_reach_no_further(county):
    with pytest.raises(NotYours, match="granted"):
        save_user(county.office, User(username="z"), {"role": "inspector"}, password="long-enough-7")
    with pytest.raises(NotYours, match="granted"):
        reset(county.office, User.objects.create_user("leader", role="leader"))
    assert len(reset(county.office, county.liaison)) == 10


def test_whoever_has_a_one_time_password_must_change_it_first(county):
    password = reset(county.office, county.liaison)
    client = county.client(None)
    client.post("/login/", {"username": "zhujian", "password": password})
    assert client.get("/tasks/").headers["Location"] == "/me/"
    client.post("/me/", {"form": "password", "old": password, "new": "my-own-word-9"})
    assert client.get("/tasks/").status_code == 200
    with pytest.raises(Refused, match="password-wrong"):
        change_own(county.liaison, old="no", new="my-own-word-8")
    assert (
        county.client(county.office)
        .post("/people/passwords/", {"user": [county.liaison.pk]})
        .content.decode()
        .count("<code>")
        == 2
    )


def test_a_deputy_acts_while_the_leave_lasts(county):
    name_deputy(county.liaison, county.outsider, first=DAY, last=DAY)
    deputy = User.objects.get(pk=county.outsider.pk)
    assert submit_report(deputy, county.task, percent=5, text="代办").submitted_by == deputy
    with office.on(DAY + dt.timedelta(days=1)), pytest.raises(NotYours):
        submit_report(User.objects.get(pk=county.outsider.pk), county.task, percent=6, text="再办")
    end_deputy(county.liaison, county.liaison.deputies.get())
    with pytest.raises(NotYours):
        submit_report(User.objects.get(pk=county.outsider.pk), county.task, percent=6, text="再办")


def test_administrators_have_no_deputies(county, three):
    with pytest.raises(Refused, match="administrator"):
        name_deputy(three["system"], county.office, first=DAY, last=DAY)
    with pytest.raises(Refused, match="deputy-days"):
        name_deputy(county.liaison, county.liaison, first=DAY, last=DAY)


def test_a_person_who_moves_post_keeps_the_history(county):
    save_user(county.office, county.liaison, {"title": "科长"})
    with office.on(DAY + dt.timedelta(days=1)):
        save_user(county.office, county.liaison, {"unit": county.colleague.unit, "title": "副局长"})
    assert [(p.title, p.unit, p.last) for p in Posting.objects.order_by("id")] == [
        ("科长", Unit.objects.get(short_name="县住建局"), DAY + dt.timedelta(days=1)), ("副局长", county.colleague.unit, None),
    ]  # fmt: skip


def book(*rows) -> bytes:
    made = openpyxl.Workbook()
    for row in (
        ("云岭县通讯录",),
        ("单位名称", "简称", "别名", "上级单位", "姓名", "职务", "手机号", "角色"),
        *rows,
    ):
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_the_address_book_makes_units_people_and_one_time_passwords(county):
    data = book(
        ("云岭县水利局", "县水利局", "水务局、县水利水电局", "", "孙水利", "办公室主任", "13800000000", ""), ("云岭县河道管理所", "", "", "云岭县水利局", "钱河", "所长", "13900000000", "联络员"),
        ("云岭县财政局", "", "财政", "", "王财政", "科长", "13700000000", ""),
    )  # fmt: skip
    taken = take_in(county.office, read_book(data, name="通讯录.xlsx"))
    assert (taken.units, [m.user.username for m in taken.accounts], taken.known) == (
        2,
        ["sunshuili", "qianhe"],
        1,
    )
    water = Unit.objects.get(name="云岭县水利局")
    assert (water.names(), Unit.objects.get(name="云岭县河道管理所").parent) == (
        ["云岭县水利局", "县水利局", "水务局", "县水利水电局"],
        water,
    )
    assert User.objects.get(username="caizheng").phone == "13700000000"
    assert taken.accounts[0].user.check_password(taken.accounts[0].password)
    again = take_in(county.office, read_book(data, name="通讯录.xlsx"))
    assert (again.units, list(again.accounts), again.known) == (0, [], 3)


def test_rows_that_are_wrong_are_listed_and_the_right_ones_can_go_in_alone(county):
    data = book(
        ("云岭县水利局", "", "", "", "孙水利", "", "一三八", ""),
        ("", "", "", "", "无名", "", "", ""),
        ("云岭县林草局", "", "", "天庭", "李林", "", "", "局长"),
        ("云岭县统计局", "", "", "", "周统计", "", "", ""),
    )
    client = county.client(county.office)
    answer = client.post("/people/import/", {"file": SimpleUploadedFile("通讯录.xlsx", data)})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert all(
        words in page
        for words in ("有 3 行有问题", "电话“一三八”", "没有单位名称", "上级单位“天庭”", "角色“局长”")
    )
    client.post("/people/import/", {"file": SimpleUploadedFile("通讯录.xlsx", data), "anyway": "1"})
    assert User.objects.filter(username="zhoutongji").exists()
    with pytest.raises(Refused, match="book-no-header"):
        read_book(book()[:0] or _empty(), name="空.xlsx")


def _empty() -> bytes:
    out = io.BytesIO()
    made = openpyxl.Workbook()
    made.active.append(("随便",))
    made.save(out)
    return out.getvalue()


def test_messages_are_delivered_read_and_confirmed(county):
    inbox.tell([county.liaison], "task-issue", link="/tasks/", confirm=True, title="新路", reason="—")
    message = Message.objects.get()
    client = county.client(county.liaison)
    assert '<b class="badge">1</b>' in client.get("/").content.decode()
    assert client.post(f"/messages/{message.pk}/read/", {"open": "1"}).headers["Location"] == "/tasks/"
    client.post(f"/messages/{message.pk}/read/", {"confirm": "1"})
    message.refresh_from_db()
    assert message.read_at is not None
    assert message.confirmed_at is not None
    assert county.client(county.outsider).post(f"/messages/{message.pk}/read/").status_code == 404


def test_the_same_thing_is_told_once_and_a_deputy_hears_it_too(county):
    name_deputy(county.liaison, county.colleague, first=DAY, last=DAY)
    told = [inbox.tell([county.liaison], "silent", key="k", n=1, last=DAY, due=DAY) for _ in range(2)]
    assert told == [2, 0]


@pytest.fixture
def mailed(settings, county):
    settings.EMAIL_HOST = "mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    User.objects.filter(pk=county.liaison.pk).update(email="li@example.com")
    return county


def test_a_digest_a_day_unless_it_is_urgent(mailed):
    for n in range(3):
        inbox.tell([mailed.liaison], "task-resume", title=f"第{n}项", reason="—")
    inbox.tell([mailed.liaison], "report-returned", urgent=True, title="急", reason="数不对")
    assert send_mails() == 2
    assert ["3 条" in m.subject for m in mail.outbox] == [False, True]
    inbox.tell([mailed.liaison], "task-resume", title="又一项", reason="—")
    assert send_mails() == 0
    inbox.prefer(mailed.liaison, mail="none", address="li@example.com")
    with office.on(DAY + dt.timedelta(days=1)):
        assert send_mails() == 0


def test_without_a_mail_server_everything_stays_in_the_inbox(county):
    inbox.tell([county.liaison], "task-resume", title="一", reason="—")
    assert send_mails() == 0


class Group(BaseHTTPRequestHandler):
    """A group chat's server, which keeps what it gets and answers like WeCom and DingTalk."""

    got: ClassVar[list[tuple[str, dict]]] = []
    answer: ClassVar[dict] = {"errcode": 0, "errmsg": "ok"}

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Group.got.append((self.path, body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(Group.answer).encode())

    def log_message(self, *args):
        """Be quiet."""


@pytest.fixture
def group():
    server = HTTPServer(("127.0.0.1", 0), Group)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Group.got, Group.answer = [], {"errcode": 0, "errmsg": "ok"}
    yield f"http://127.0.0.1:{server.server_port}/robot?key=1"
    server.shutdown()
    server.server_close()
    thread.join()


def test_robots_get_markdown_in_their_own_formats(db, group):
    wecom = Robot.objects.create(name="企微群", kind="wecom", address=group)
    dingtalk = Robot.objects.create(name="钉钉群", kind="dingtalk", address=group, secret="SEC1")
    assert [post(robot, "未报名单", "县住建局 2 项" * 1000) for robot in (wecom, dingtalk)] == [True, True]
    (first, one), (second, two) = Group.got
    assert one["msgtype"] == two["msgtype"] == "markdown"
    assert len(one["markdown"]["content"]) == LONGEST + 1
    assert (two["markdown"]["title"], "&timestamp=" in second, "&sign=" in second, "sign" in first) == (
        "未报名单",
        True,
        True,
        False,
    )


def test_a_robot_that_refuses_or_is_gone_says_so(db, group):
    robot = Robot.objects.create(name="群", kind="wecom", address=group)
    Group.answer = {"errcode": 93000, "errmsg": "invalid webhook url"}
    assert not post(robot, "一", "二")
    assert Robot.objects.get().last_result == "invalid webhook url"
    robot.address = "http://127.0.0.1:9/"
    assert not post(robot, "一", "二")
    assert "refused" in Robot.objects.get().last_result
