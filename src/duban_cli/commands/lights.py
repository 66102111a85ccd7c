"""duban lights"""

import datetime as dt
import json
from typing import TYPE_CHECKING

import click

from duban_cli import web
from duban_cli.errors import Refusal, language, say
from duban_cli.papers import Date

if TYPE_CHECKING:
    from duban_web.campaigns.models import Campaign

MOST = 20


@click.command()
@click.option("--campaign", "name", help="Which campaign; the one that began last if not said.")
@click.option("--on", "day", type=Date, help="The day; the office's today if not said.")
@click.option("--json", "as_json", is_flag=True, help="One task a line, with the figures that the rule saw.")
@click.option(
    "--replay", is_flag=True, help="Compute every day of the campaign again and hold it against the history."
)
def command(name: str | None, day: dt.datetime | None, *, as_json: bool, replay: bool) -> None:
    """Every task's light on a day, computed from what was recorded by the end of it, with reasons.

    \b
    Example: duban lights --on 2020-11-23
             duban lights --replay
    """
    web.set_up()
    from duban_web.campaigns.models import Task
    from duban_web.common.office import today
    from duban_web.supervision.queries import lights

    campaign, on = web.campaign(name), day.date() if day else today()
    if replay:
        _replay(campaign, on)
        return
    tasks = Task.objects.filter(campaign=campaign).in_bulk()
    for light in lights(campaign, on):
        task = tasks[int(light.key)]
        reasons = [reason.sentence(language()) for reason in light.reasons]
        if as_json:
            row = {
                "task": task.pk,
                "no": task.no,
                "title": task.title,
                "light": light.colour,
                "reasons": reasons,
                "rule": light.rule,
                "version": light.version,
                "figures": dict(light.figures),
            }
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(
                f"{task.no:>4}  {say(f'light.{light.colour}') if light.colour else say('light.none')}\t{task.title}\t{'；'.join(reasons)}"
            )


def _replay(campaign: "Campaign", until: dt.date) -> None:
    """Every day from the first on; what differs is named, and the command fails."""
    from duban_web.supervision.replay import differences

    found = list(differences(campaign, until))
    for one in found[:MOST]:
        click.echo(
            say(
                "cli.replay-differs",
                day=one.day,
                no=one.task,
                stored=one.stored or "—",
                computed=one.computed or "—",
            )
        )
    if found:
        raise Refusal("cli.replay-failed", n=len(found), campaign=campaign.name)
    click.echo(say("cli.replay-same", campaign=campaign.name, days=(until - campaign.start).days + 1))
