"""What leaves the product: e-mail (one digest a day unless urgent), and group chats through their robots."""

import base64
import hashlib
import hmac
import json
import time
from collections import defaultdict
from urllib.error import URLError
from urllib.parse import quote_plus
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from duban_web.audit.operations import Subject, record
from duban_web.common.access import Right, demand
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inbox.models import Message, Preference, Robot
from duban_web.people.models import User

TIMEOUT = 8
LONGEST = 1800  # characters; WeCom takes 4096 bytes of Markdown
MOST = 30


def send_mails(*, urgent_only: bool = False) -> int:
    """Send what has not left yet: urgent messages and those of people who want each at once, the rest as one digest a person a day.

    Returns how many e-mails left. Without a mail server (DUBAN_SMTP) nothing is sent, and everything stays in the inbox.
    """
    if not settings.EMAIL_HOST:
        return 0
    waiting: dict[int, list[Message]] = defaultdict(list)
    for message in Message.objects.filter(sent_on=None, read_at=None, to__is_active=True).exclude(
        to__email=""
    ):
        waiting[message.to_id].append(message)
    wishes = dict(Preference.objects.filter(user_id__in=waiting).values_list("user_id", "mail"))
    people = User.objects.in_bulk(list(waiting))
    sent = 0
    for key, messages in waiting.items():
        sent += _send_to(
            people[key], messages, wishes.get(key, Preference.Mail.DIGEST), urgent_only=urgent_only
        )
    return sent


def _send_to(user: User, messages: list[Message], wish: str, *, urgent_only: bool) -> int:
    if wish == Preference.Mail.NONE:
        return 0
    at_once = [m for m in messages if m.is_urgent or wish == Preference.Mail.EACH]
    later = [] if urgent_only else [m for m in messages if m not in at_once]
    already = Message.objects.filter(to=user, sent_on=today(), is_urgent=False).exists()
    bundles = [[one] for one in at_once] + ([later] if later and not already else [])
    for bundle in bundles:
        subject = bundle[0].text[:60] if len(bundle) == 1 else say("inbox.digest", n=len(bundle), on=today())
        body = "\n".join(f"· {m.text}" for m in sorted(bundle, key=lambda m: m.pk))
        send_mail(subject, f"{body}\n\n{say('inbox.mail_foot')}", None, [user.email])
        Message.objects.filter(pk__in=[m.pk for m in bundle]).update(sent_on=today())
    return len(bundles)


def save_robot(user: User, robot: Robot) -> Robot:
    """Add or change the robot of a group chat."""
    demand(user, Right.KEEP)
    action = "edit" if robot.pk else "add"
    robot.save()
    record(
        user,
        action,
        Subject("robot", robot.pk, robot.name),
        before=None,
        after={"kind": robot.kind, "active": robot.is_active},
    )
    return robot


def post(robot: Robot, title: str, text: str) -> bool:
    """Send a text to a group; what came back is kept beside the robot. Returns whether the group has it.

    Formats: https of WeCom group robots (`msgtype: markdown`) and DingTalk custom robots (`markdown` with a signed address).
    """
    words = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    content = {"title": title, "text": words} if robot.kind == Robot.Kind.DINGTALK else {"content": words}
    body = json.dumps({"msgtype": "markdown", "markdown": content}, ensure_ascii=False).encode()
    request = Request(_signed(robot), data=body, headers={"Content-Type": "application/json; charset=utf-8"})  # noqa: S310 the form takes http and https only
    try:
        with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
            answer = json.loads(response.read() or b"{}")
        is_sent = bool(answer.get("errcode") == 0)
        result = say("inbox.robot_sent") if is_sent else str(answer.get("errmsg", answer))[:200]
    except (URLError, TimeoutError, ValueError, OSError) as problem:
        is_sent, result = False, str(problem)[:200]
    Robot.objects.filter(pk=robot.pk).update(last_result=result, last_at=timezone.now())
    return is_sent


def _signed(robot: Robot) -> str:
    """DingTalk wants time and secret signed: HMAC-SHA256 over time, line feed and secret, Base64, in the address."""
    if robot.kind != Robot.Kind.DINGTALK or not robot.secret:
        return robot.address
    moment = str(round(time.time() * 1000))
    digest = hmac.new(robot.secret.encode(), f"{moment}\n{robot.secret}".encode(), hashlib.sha256).digest()
    return f"{robot.address}&timestamp={moment}&sign={quote_plus(base64.b64encode(digest))}"


def post_to_groups(title: str, text: str) -> int:
    """To every active robot. Returns how many groups have it."""
    return sum(post(robot, title, text) for robot in Robot.objects.filter(is_active=True))
