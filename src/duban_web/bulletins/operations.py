"""Making an issue."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation

from duban_files.errors import FileError
from duban_files.word import Issue, write_issue
from duban_files.word_template import fill
from duban_web.audit.operations import Subject, record
from duban_web.bulletins.content import Content, collect, sections, sections_of, waiting
from duban_web.bulletins.models import Bulletin, Contribution
from duban_web.bulletins.readback import loose_of, read_back
from duban_web.bulletins.templating import newest_template
from duban_web.campaigns.models import Campaign
from duban_web.common.access import Right, Role, demand
from duban_web.common.errors import Changed, NotYours, Refused
from duban_web.common.language import say
from duban_web.common.office import today
from duban_web.inbox.operations import tell
from duban_web.papers.queries import open_findings
from duban_web.people.models import User


@dataclass(frozen=True, slots=True)
class Made:
    """What an issue is made with besides the ledger: its kind, its document number (发文字号), its own title, who gets copies; each may be empty."""

    kind: str = Bulletin.Kind.REPORT
    document_number: str = ""
    title: str = ""
    copies_to: str = ""


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def make(user: User | None, campaign: Campaign, on: dt.date, made: Made = Made()) -> Bulletin:
    """Make the next issue, from the ledger as it was at the end of a day.

    It speaks Chinese whatever the person reads. It is read back by the reader that reads other people's papers, and what does
    not add up in it is kept beside it.

    Raises:
        Refused: the day lies before the campaign, the ledger had no task on it, the document number is taken, nothing was written for a notice.
    """
    if user is not None and not user.is_office:
        raise NotYours("office-only")
    if on < campaign.start:
        raise Refused("bulletin-too-early", on=on, start=campaign.start)
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if made.document_number and Bulletin.objects.filter(document_number=made.document_number).exists():
        raise Refused("bulletin-number-taken", number=made.document_number)
    content = collect(locked, on)
    taken = list(waiting(locked).filter(place__in=sections_of(made.kind)).values_list("pk", flat=True))
    if not content.rows:
        raise Refused("bulletin-empty", on=on)
    last = Bulletin.objects.filter(campaign=locked).first()
    number = last.number + 1 if last else 1
    issue = _issue(content, number, made)
    if not issue.sections:
        raise Refused("bulletin-nothing-written")
    template = newest_template(made.kind)
    data = fill(template, issue) if template else write_issue(issue)
    found = read_back(data, on, before=last)
    bulletin = Bulletin(
        campaign=locked, number=number, on=on, figures=content.figures, breaks=found.breaks, bound=[one.kept() for one in found.stated],
        kind=made.kind, document_number=made.document_number, made_by=user,
    )  # fmt: skip
    bulletin.file.save(f"{locked.name}-{number}.docx", ContentFile(data), save=False)
    bulletin.save()
    Contribution.objects.filter(pk__in=taken).update(used_in=bulletin)
    subject = Subject("bulletin", bulletin.pk, str(bulletin))
    record(user, "publish", subject, before=None, after=dict(content.figures))
    return bulletin


def _issue(content: Content, number: int, made: Made) -> Issue:
    campaign = content.campaign
    issuer = campaign.office_name or say("bulletin.issuer", campaign=campaign.name)
    return Issue(
        masthead=say(f"bulletin.mastheads.{made.kind}", campaign=campaign.name), number=made.document_number or _number(campaign, number, content.on),
        date=content.on, issuer=issuer, printed_by=issuer, copies_to=made.copies_to, whole=[campaign.name, issuer],
        title=made.title or say(f"bulletin.titles.{made.kind}", campaign=campaign.name, on=content.on), sections=sections(content, list(open_findings(10)), made.kind),
        foot=say("bulletin.foot", version=content.rows[0].light.version, on=content.on),
    )  # fmt: skip


def _number(campaign: Campaign, number: int, on: dt.date) -> str:
    """第3期; where a campaign runs over years, the number in the year and the whole one (年度期号)."""
    if campaign.start.year == campaign.end.year:
        return say("bulletin.number_of", number=number)
    before = Bulletin.objects.filter(campaign=campaign, on__lt=dt.date(on.year, 1, 1)).count()
    return say("bulletin.number_of_year", year=on.year, number=number - before, whole=number)


def locked_issue(one: Bulletin, *states: str) -> Bulletin:
    """The issue, to be changed; refused where it has gone on."""
    locked = Bulletin.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=one.pk)
    if locked.state not in states:
        raise Changed("bulletin-state", state=say(f"bulletin.states.{locked.state}"))
    return locked


def subject_of(one: Bulletin) -> Subject:
    """An issue in the record."""
    return Subject("bulletin", one.pk, str(one))


def _read_again(one: Bulletin) -> None:
    """Figures are accepted and issues are made while a draft waits: what was loose or contradictory may not be so any more."""
    with one.file.open("rb") as file:
        found = read_back(file.read(), one.on, before=_before(one))
    one.breaks, one.loose = found.breaks, loose_of(found, one.bound)
    one.save(update_fields=["breaks", "loose"])


def _before(one: Bulletin) -> Bulletin | None:
    return Bulletin.objects.filter(campaign=one.campaign_id, number__lt=one.number).first()


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def replace_file(user: User, one: Bulletin, data: bytes, *, name: str) -> Bulletin:
    """The draft as an editor has rewritten it in Word; the file before is kept. It is read back: what comes from nowhere is listed.

    Raises:
        Refused: no Word file, or one that cannot be read.
    """
    demand(user, Right.KEEP)
    locked = locked_issue(one, Bulletin.State.DRAFT)
    if not name.lower().endswith(".docx"):
        raise Refused("bulletin-not-word", name=name)
    try:
        found = read_back(data, locked.on, before=_before(locked))
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    locked.earlier = [*locked.earlier, locked.file.name]
    locked.file.save(f"{locked.campaign.name}-{locked.number}.docx", ContentFile(data), save=False)
    locked.breaks, locked.loose = found.breaks, loose_of(found, locked.bound)
    locked.save()
    record(
        user,
        "edit",
        subject_of(locked),
        before=None,
        after={"loose": len(locked.loose), "breaks": len(locked.breaks)},
    )
    return locked


@transaction.atomic
def explain(user: User, one: Bulletin, *, quote: str, words: str) -> None:
    """Say where a figure comes from that the ledger does not know; `quote` are the words in which it stands.

    Raises:
        Refused: no words, or no such figure.
    """
    demand(user, Right.KEEP)
    locked = locked_issue(one, Bulletin.State.DRAFT, Bulletin.State.CHECKED)
    if not words.strip():
        raise Refused("bulletin-explain-words")
    known = {" ".join(loose["quote"].split()): loose["quote"] for loose in locked.loose}
    plain = " ".join(quote.split())  # a browser sends other line ends than it got
    if plain not in known:
        raise Refused("bulletin-no-figure", figure=quote[:60])
    quote = known[plain]
    locked.explained = locked.explained | {quote: words.strip()[:200]}
    locked.save(update_fields=["explained"])
    record(user, "explain-figure", subject_of(locked), before=None, after={quote: words.strip()[:200]})


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def check(user: User, one: Bulletin) -> None:
    """核稿: somebody has read it; those who may sign it are told."""
    demand(user, Right.KEEP, Right.DECIDE)
    locked = locked_issue(one, Bulletin.State.DRAFT)
    _read_again(locked)
    Bulletin.objects.filter(pk=locked.pk).update(
        state=Bulletin.State.CHECKED, checked_by=user, checked_on=today()
    )
    leaders = User.objects.filter(role=Role.LEADER, is_active=True)
    tell(leaders, "bulletin-to-sign", link=locked.get_absolute_url(), name=str(locked))
    record(user, "check-bulletin", subject_of(locked), before=None, after=None)


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def sign(user: User, one: Bulletin, *, anyway: str = "") -> None:
    """签发, by somebody else than who made it. A figure that nobody has explained, or a contradiction, stops it, unless the signer says why it goes out so.

    Raises:
        NotYours: who made it may not sign it.
        Refused: figures without an explanation, or contradictions, and no word on them.
    """
    demand(user, Right.KEEP, Right.DECIDE)
    if user.pk == one.made_by_id:
        raise NotYours("bulletin-second-person")
    locked = locked_issue(one, Bulletin.State.CHECKED)
    _read_again(locked)
    unexplained, words = [loose["figure"] for loose in locked.unexplained], anyway.strip()[:300]
    if (unexplained or locked.breaks) and not words:
        raise Refused("bulletin-unexplained", figures="、".join(unexplained) or "—", n=len(locked.breaks))
    Bulletin.objects.filter(pk=locked.pk).update(
        state=Bulletin.State.SIGNED, signed_by=user, signed_on=today(), signed_anyway=words
    )
    record(
        user,
        "sign-bulletin",
        subject_of(locked),
        before=None,
        after={"unexplained": unexplained, "anyway": words},
    )


@transaction.atomic
def archive(user: User, one: Bulletin) -> None:
    """归档."""
    demand(user, Right.KEEP)
    locked = locked_issue(one, Bulletin.State.ISSUED)
    Bulletin.objects.filter(pk=locked.pk).update(state=Bulletin.State.ARCHIVED)
    record(user, "bulletin-archived", subject_of(locked), before=None, after=None)


@transaction.atomic
def send_back(user: User, one: Bulletin, *, reason: str) -> None:
    """Back to the drafter, with a reason; only before it is issued."""
    demand(user, Right.KEEP, Right.DECIDE)
    if not reason.strip():
        raise Refused("bulletin-needs-reason")
    locked = locked_issue(one, Bulletin.State.CHECKED, Bulletin.State.SIGNED)
    Bulletin.objects.filter(pk=locked.pk).update(
        state=Bulletin.State.DRAFT, signed_by=None, signed_on=None, signed_anyway=""
    )
    record(
        user,
        "bulletin-back",
        subject_of(locked),
        before={"state": locked.state},
        after={"reason": reason.strip()[:300]},
    )
