"""Twelve issues of the bulletin in the autumn of 云岭县: a report each Friday, two briefs at a month's end, a circular after the grilling meeting; contributions and deliveries."""

import datetime as dt

from duban_web.bulletins import contributing, delivering, operations
from duban_web.bulletins.models import Bulletin, Contribution
from duban_web.bulletins.operations import Made
from duban_web.campaigns.models import Campaign
from duban_web.people.models import Unit, User
from duban_web.sample import county

SIGNER = "shaoguodong"
FRIDAY = 4
FIRST_REPORT = dt.date(2020, 9, 25)
BRIEFS = (dt.date(2020, 9, 30), dt.date(2020, 10, 31))
CIRCULAR, FEEDBACK = dt.date(2020, 11, 16), dt.date(2020, 11, 27)
ASKED, WRITTEN = dt.date(2020, 11, 9), dt.date(2020, 11, 12)
MEETING = dt.date(2020, 11, 19)
WRITERS = ("县住建局", "县交通局", "青石镇")
ANSWERED = {
    "县住建局": "已召开局长办公会，逐项倒排，落后的3项任务增派两个班组。",
    "县水利局": "已约谈施工单位，11月底前补齐进度。",
}


def live(clerk: User, campaign: Campaign, day: dt.date) -> None:
    """One day."""
    if day == ASKED:
        units = list(Unit.objects.filter(short_name__in=WRITERS).order_by("pk"))
        contributing.ask(clerk, campaign, units, topic="抓项目促攻坚的做法", due=WRITTEN + dt.timedelta(days=1), place="practice")  # fmt: skip
    if day == WRITTEN:
        _write(clerk, campaign)
    if day == MEETING:
        words = "会议强调，距百日会战收官只有一个月，要紧盯红灯、黄灯任务，逐项销号。\n会议要求，各单位每周五前如实报送进展。"
        contributing.write_own(clerk, campaign, place="meeting", topic="县委常委会会议", words=words)
    if day.weekday() == FRIDAY and day >= FIRST_REPORT:
        _issue(clerk, campaign, day, Made())
    if day in BRIEFS:
        _issue(clerk, campaign, day, Made(Bulletin.Kind.BRIEF))
    if day == CIRCULAR:
        _circular(clerk, campaign, day)


def _write(clerk: User, campaign: Campaign) -> None:
    """Two of the three hand in; one is asked in vain."""
    asked = Contribution.objects.filter(campaign=campaign, place="practice").order_by("pk")
    for one, words in zip(asked, ("一线办公，当场解决。班子成员每人包联两个工地，问题不过夜。", "倒排工期到天，挂图作战到人，每晚九点碰头。"), strict=False):  # fmt: skip
        liaison = User.objects.filter(unit=one.unit, role=User.Role.LIAISON).first()
        contributing.hand_in(liaison or clerk, one, words=words)


def _issue(clerk: User, campaign: Campaign, day: dt.date, made: Made) -> Bulletin:
    """Made by the clerk, checked, signed by the vice county head, issued."""
    one = operations.make(clerk, campaign, day, made)
    operations.check(clerk, one)
    words = "附矛盾已核实，系资料原文如此" if one.breaks else ""
    operations.sign(User.objects.get(username=SIGNER), one, anyway=words)
    if made.kind != Bulletin.Kind.CIRCULAR:
        delivering.issue_to(clerk, one)
        operations.archive(clerk, one)
    return one


def _circular(clerk: User, campaign: Campaign, day: dt.date) -> None:
    """To all units, which say by a day what they did; two have done so."""
    one = _issue(clerk, campaign, day, Made(Bulletin.Kind.CIRCULAR, document_number="云百办〔2020〕7号"))
    names = [short for _, short in county.DEPARTMENTS]
    delivering.issue_to(clerk, one, list(Unit.objects.filter(short_name__in=names)), due=FEEDBACK)
    for delivery in one.deliveries.select_related("unit"):
        liaison = User.objects.filter(unit=delivery.unit, role=User.Role.LIAISON).first()
        words = ANSWERED.get(delivery.unit.short_name)
        if liaison and words:
            delivering.feed_back(liaison, delivery, words=words)
        elif liaison and delivery.pk % 3:
            delivering.sign_for(liaison, delivery)
