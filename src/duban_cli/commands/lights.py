"""duban lights"""

import datetime as dt
import json

import click

from duban_cli import web
from duban_cli.errors import language, say
from duban_cli.papers import Date


@click.command()
@click.option("--campaign", "name", help="Which campaign; the one that began last if not said.")
@click.option("--on", "day", type=Date, help="The day; the office's today if not said.")
@click.option("--json", "as_json", is_flag=True, help="One task a line, with the figures that the rule saw.")
def command(name: str | None, day: dt.datetime | None, *, as_json: bool) -> None:
    """Every task's light on a day, computed from what was recorded by the end of it, with reasons.

    \b
    Example: duban lights --on 2020-11-23
    """
    web.set_up()
    from duban_web.campaigns.models import Task
    from duban_web.common.office import today
    from duban_web.supervision.queries import lights

    campaign, on = web.campaign(name), day.date() if day else today()
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
