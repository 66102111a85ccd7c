"""Making an issue."""

import datetime as dt

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation

from duban.checks import check_reading
from duban.facts import Context, read
from duban_files.documents import read_document
from duban_files.word import Issue, write_issue
from duban_web.audit.operations import Subject, record
from duban_web.bulletins.content import Content, collect, sections
from duban_web.bulletins.models import Bulletin
from duban_web.campaigns.models import Campaign
from duban_web.common.errors import NotYours, Refused
from duban_web.common.language import say
from duban_web.papers.queries import open_findings
from duban_web.people.models import User


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def make(user: User | None, campaign: Campaign, on: dt.date) -> Bulletin:
    """Make the next issue, from the ledger as it was at the end of a day.

    It speaks Chinese whatever the person reads. It is read back by the reader that reads other people's papers, and what does
    not add up in it is kept beside it.

    Raises:
        Refused: the day lies before the campaign, or the ledger had no task on it.
    """
    if user is not None and not user.is_office:
        raise NotYours("office-only")
    if on < campaign.start:
        raise Refused("bulletin-too-early", on=on, start=campaign.start)
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    content = collect(locked, on)
    if not content.rows:
        raise Refused("bulletin-empty", on=on)
    last = Bulletin.objects.filter(campaign=locked).first()
    number = last.number + 1 if last else 1
    data = write_issue(_issue(content, number))
    bulletin = Bulletin(
        campaign=locked,
        number=number,
        on=on,
        figures=content.figures,
        breaks=_read_back(data, on),
        made_by=user,
    )
    bulletin.file.save(f"{locked.name}-{number}.docx", ContentFile(data), save=False)
    bulletin.save()
    subject = Subject("bulletin", bulletin.pk, str(bulletin))
    record(user, "publish", subject, before=None, after=dict(content.figures))
    return bulletin


def _issue(content: Content, number: int) -> Issue:
    campaign = content.campaign
    issuer = campaign.office_name or say("bulletin.issuer", campaign=campaign.name)
    return Issue(
        masthead=say("bulletin.masthead", campaign=campaign.name), number=number, date=content.on,
        issuer=issuer, printed_by=issuer,
        title=say("bulletin.title", campaign=campaign.name), sections=sections(content, list(open_findings(10))),
        foot=say("bulletin.foot", version=content.rows[0].light.version, on=content.on),
    )  # fmt: skip


def _read_back(data: bytes, on: dt.date) -> list[str]:
    """What does not add up in our own issue; the quoted slips of other people's papers stand in its last section."""
    text = read_document(data, name="bulletin.docx").text
    own = text.partition(say("bulletin.findings"))[0]
    findings = check_reading(read(own, context=Context(published=on)))
    return [finding.sentence() for finding in findings if finding.verdict == "breaks"]
