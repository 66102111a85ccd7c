"""Making an issue."""

import datetime as dt

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation

from duban_files.errors import FileError
from duban_files.word import Issue, write_issue
from duban_web.audit.operations import Subject, record
from duban_web.bulletins.content import Content, collect, sections, sections_of, waiting
from duban_web.bulletins.models import Bulletin, Contribution
from duban_web.bulletins.readback import loose_of, read_back
from duban_web.campaigns.models import Campaign
from duban_web.common.access import Right, demand
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.papers.queries import open_findings
from duban_web.people.models import User


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def make(user: User | None, campaign: Campaign, on: dt.date, *, kind: str = Bulletin.Kind.REPORT) -> Bulletin:
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
    taken = list(waiting(locked).values_list("pk", flat=True)) if "contributions" in sections_of(kind) else []
    if not content.rows:
        raise Refused("bulletin-empty", on=on)
    last = Bulletin.objects.filter(campaign=locked).first()
    number = last.number + 1 if last else 1
    data = write_issue(_issue(content, number, kind))
    found = read_back(data, on, before=last)
    bulletin = Bulletin(
        campaign=locked,
        number=number,
        on=on,
        figures=content.figures,
        breaks=found.breaks,
        bound=sorted({one.figure for one in found.stated}),
        kind=kind,
        made_by=user,
    )
    bulletin.file.save(f"{locked.name}-{number}.docx", ContentFile(data), save=False)
    bulletin.save()
    Contribution.objects.filter(pk__in=taken).update(used_in=bulletin)
    subject = Subject("bulletin", bulletin.pk, str(bulletin))
    record(user, "publish", subject, before=None, after=dict(content.figures))
    return bulletin


def _issue(content: Content, number: int, kind: str) -> Issue:
    campaign = content.campaign
    issuer = campaign.office_name or say("bulletin.issuer", campaign=campaign.name)
    return Issue(
        masthead=say(f"bulletin.mastheads.{kind}", campaign=campaign.name), number=number, date=content.on,
        issuer=issuer, printed_by=issuer,
        title=say("bulletin.title", campaign=campaign.name), sections=sections(content, list(open_findings(10)), kind),
        foot=say("bulletin.foot", version=content.rows[0].light.version, on=content.on),
    )  # fmt: skip


def _locked(one: Bulletin, *states: str) -> Bulletin:
    """The issue, to be changed; refused where it has gone on."""
    locked = Bulletin.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=one.pk)
    if locked.state not in states:
        raise Changed("bulletin-state", state=say(f"bulletin.states.{locked.state}"))
    return locked


def _subject(one: Bulletin) -> Subject:
    return Subject("bulletin", one.pk, str(one))


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def replace_file(user: User, one: Bulletin, data: bytes, *, name: str) -> Bulletin:
    """The draft as an editor has rewritten it in Word; the file before is kept. It is read back: what comes from nowhere is listed.

    Raises:
        Refused: no Word file, or one that cannot be read.
    """
    demand(user, Right.KEEP)
    locked = _locked(one, Bulletin.State.DRAFT)
    if not name.lower().endswith(".docx"):
        raise Refused("bulletin-not-word", name=name)
    last = Bulletin.objects.filter(campaign=locked.campaign, number__lt=locked.number).first()
    try:
        found = read_back(data, locked.on, before=last)
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    locked.earlier = [*locked.earlier, locked.file.name]
    locked.file.save(f"{locked.campaign.name}-{locked.number}.docx", ContentFile(data), save=False)
    locked.breaks, locked.loose = found.breaks, loose_of(found, locked.bound)
    locked.save()
    record(
        user,
        "edit",
        _subject(locked),
        before=None,
        after={"loose": len(locked.loose), "breaks": len(locked.breaks)},
    )
    return locked


@transaction.atomic
def explain(user: User, one: Bulletin, *, figure: str, words: str) -> None:
    """Say where a figure comes from that the ledger does not know.

    Raises:
        Refused: no words, or no such figure.
    """
    demand(user, Right.KEEP)
    locked = _locked(one, Bulletin.State.DRAFT, Bulletin.State.CHECKED)
    if not words.strip():
        raise Refused("bulletin-explain-words")
    if figure not in {loose["figure"] for loose in locked.loose}:
        raise Refused("bulletin-no-figure", figure=figure)
    locked.explained = locked.explained | {figure: words.strip()[:200]}
    locked.save(update_fields=["explained"])
    record(user, "explain-figure", _subject(locked), before=None, after={figure: words.strip()[:200]})


@transaction.atomic
def check(user: User, one: Bulletin) -> None:
    """核稿: somebody has read it."""
    demand(user, Right.KEEP, Right.DECIDE)
    locked = _locked(one, Bulletin.State.DRAFT)
    Bulletin.objects.filter(pk=locked.pk).update(
        state=Bulletin.State.CHECKED, checked_by=user, checked_on=today()
    )
    record(user, "check-bulletin", _subject(locked), before=None, after=None)


@transaction.atomic
def sign(user: User, one: Bulletin, *, anyway: str = "") -> None:
    """签发, by somebody else than who made it. A figure that nobody has explained, or a contradiction, stops it, unless the signer says why it goes out so.

    Raises:
        NotYours: who made it may not sign it.
        Refused: figures without an explanation, or contradictions, and no word on them.
    """
    demand(user, Right.KEEP, Right.DECIDE)
    if user.pk == one.made_by_id:
        raise NotYours("bulletin-second-person")
    locked = _locked(one, Bulletin.State.CHECKED)
    unexplained, words = [loose["figure"] for loose in locked.unexplained], anyway.strip()[:300]
    if (unexplained or locked.breaks) and not words:
        raise Refused("bulletin-unexplained", figures="、".join(unexplained) or "—", n=len(locked.breaks))
    Bulletin.objects.filter(pk=locked.pk).update(
        state=Bulletin.State.SIGNED, signed_by=user, signed_on=today(), signed_anyway=words
    )
    record(
        user,
        "sign-bulletin",
        _subject(locked),
        before=None,
        after={"unexplained": unexplained, "anyway": words},
    )


@transaction.atomic
def go_on(user: User, one: Bulletin) -> None:
    """印发, then 归档."""
    demand(user, Right.KEEP)
    locked = _locked(one, Bulletin.State.SIGNED, Bulletin.State.ISSUED)
    if locked.state == Bulletin.State.SIGNED:
        locked.state, locked.issued_on = Bulletin.State.ISSUED, today()
    else:
        locked.state = Bulletin.State.ARCHIVED
    locked.save(update_fields=["state", "issued_on"])
    record(user, f"bulletin-{locked.state}", _subject(locked), before=None, after=None)


@transaction.atomic
def send_back(user: User, one: Bulletin, *, reason: str) -> None:
    """Back to the drafter, with a reason; only before it is issued."""
    demand(user, Right.KEEP, Right.DECIDE)
    if not reason.strip():
        raise Refused("bulletin-needs-reason")
    locked = _locked(one, Bulletin.State.CHECKED, Bulletin.State.SIGNED)
    Bulletin.objects.filter(pk=locked.pk).update(
        state=Bulletin.State.DRAFT, signed_by=None, signed_on=None, signed_anyway=""
    )
    record(
        user,
        "bulletin-back",
        _subject(locked),
        before={"state": locked.state},
        after={"reason": reason.strip()[:300]},
    )
