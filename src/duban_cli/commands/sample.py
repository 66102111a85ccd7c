"""duban sample"""

import datetime as dt
import sys

import click

from duban_cli import web
from duban_cli.errors import say
from duban_cli.papers import Date

TOLD_ON = dt.date(2020, 11, 23)


@click.command()
@click.option(
    "--on", "day", type=Date, help="Tell the story up to this day (default: DUBAN_TODAY, else 2020-11-23)."
)
@click.option("--remove", is_flag=True, help="Take the sample out again.")
@click.option("--if-missing", is_flag=True, help="Do nothing if it is there.")
@click.option(
    "--scale",
    type=click.IntRange(1, 1000),
    help="Enlarge it: so many times 194 tasks of 200 units, with three years of reports, as a campaign of its own.",
)
def command(day: dt.datetime | None, *, remove: bool, if_missing: bool, scale: int | None) -> None:
    """Make 云岭县, an invented county with a campaign of 194 tasks, or take it out again.

    \b
    Example: duban sample          (then: DUBAN_TODAY=2020-11-23 duban serve)
             duban sample --remove
    """
    web.set_up()
    from django.conf import settings

    from duban_web.campaigns.models import Campaign
    from duban_web.papers.models import Paper
    from duban_web.papers.reading import read_paper
    from duban_web.sample import county
    from duban_web.sample.plan import END, START
    from duban_web.sample.removal import remove as take_out
    from duban_web.sample.story import tell

    if remove:
        removed = take_out()
        click.echo(say("cli.sample-removed", tasks=removed.tasks))
        if removed.kept:
            click.echo(say("cli.sample-kept", names="、".join(removed.kept)))
        return
    if scale:
        _enlarge(scale, day.date() if day else settings.OFFICE_TODAY or TOLD_ON)
        return
    if if_missing and Campaign.objects.filter(is_sample=True).exists():
        return
    rehearsed = settings.OFFICE_TODAY
    told_on = rehearsed if rehearsed and START <= rehearsed <= END else TOLD_ON
    until = day.date() if day else told_on
    with click.progressbar(length=100, label=county.COUNTY, file=sys.stderr) as bar:
        tell(until, progress=lambda done, whole: bar.update(done * 100 // whole - bar.pos))
    for paper in Paper.objects.filter(is_sample=True, state=Paper.State.WAITING):
        read_paper.func(paper.pk)
    click.echo(say("cli.sample-made", county=county.COUNTY, on=until, password=county.PASSWORD))


def _enlarge(scale: int, until: dt.date) -> None:
    """Tell the county first if it is not there."""
    from duban_web.campaigns.models import Campaign
    from duban_web.sample.plan import END, START
    from duban_web.sample.scale import enlarge
    from duban_web.sample.story import tell

    if not Campaign.objects.filter(is_sample=True).exists():
        tell(min(max(until, START), END))
    with click.progressbar(length=100, label=f"×{scale}", file=sys.stderr) as bar:
        made = enlarge(scale, until, progress=lambda done, whole: bar.update(done * 100 // whole - bar.pos))
    click.echo(say("cli.sample-enlarged", name=made.name, tasks=made.tasks.count()))
