"""What happens once a day: lights day by day, then pressing, then the messages that leave the product."""

import datetime as dt
from dataclasses import dataclass

from django_tasks import task

from duban_web.campaigns.queries import all_campaigns
from duban_web.common.database import analyze
from duban_web.common.office import today
from duban_web.inbox.sending import send_mails
from duban_web.projects import lighting as projects
from duban_web.registers import nightly as registers
from duban_web.registers.progress import take_all
from duban_web.supervision.lighting import catch_up
from duban_web.supervision.pressing import press


@dataclass(frozen=True, slots=True)
class Night:
    """How many lights turned, explanations opened, notices proposed, e-mails sent."""

    turned: int
    explanations: int
    proposed: int
    mails: int


def nightly(day: dt.date | None = None) -> Night:
    """For every campaign that has begun and is not long over. Doing it twice on a day changes nothing."""
    on = day or today()
    take_all(on)
    turned = catch_up(on) + projects.refresh(day=on) + registers.night(on)
    pressed = [press(campaign, on) for campaign in all_campaigns().filter(start__lte=on)]
    mails = send_mails()
    analyze()
    opened, proposed = (
        sum(one["opened"] for one in pressed),
        sum(one["proposed"] + one["interviews"] for one in pressed),
    )
    return Night(turned, opened, proposed, mails)


@task()  # type: ignore[untyped-decorator]
def nightly_task() -> None:
    """The same, for the background worker."""
    nightly()
