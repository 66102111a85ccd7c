"""Taking in papers."""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from duban_files.documents import LARGEST
from duban_files.package import MEGABYTE
from duban_web.audit.operations import Subject, record
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.papers.models import Paper, Pile
from duban_web.papers.reading import read_paper
from duban_web.people.models import User


def upload(
    user: User | None,
    data: bytes,
    *,
    name: str,
    published: dt.date | None = None,
    region: str = "",
    pile: Pile | None = None,
    is_sample: bool = False,
) -> tuple[Paper, bool]:
    """Keep a paper and have it read in the background. The same file a second time gives the paper that is there.

    Returns the paper and whether it is new.

    Raises:
        Refused: empty or too large.
    """
    if user is not None and not user.is_office:
        raise NotYours("office-only")
    if not data:
        raise Refused("file-empty", name=name)
    if len(data) > LARGEST:
        raise Refused("file.too-large", name=name, size=len(data) // MEGABYTE, limit=LARGEST // MEGABYTE)
    digest = hashlib.sha256(data).hexdigest()
    known = Paper.objects.filter(sha256=digest, removed_on=None, part__lte=1).first()
    if known is not None:
        return known, False
    paper = Paper(
        name=name[-200:],
        sha256=digest,
        published=published,
        region=region,
        uploaded_by=user,
        pile=pile,
        is_sample=is_sample,
    )
    _keep(user, paper, data)
    return paper, True


@transaction.atomic
def _keep(user: User | None, paper: Paper, data: bytes) -> None:
    paper.uploaded_on = today()
    paper.file.save(paper.name[-80:], ContentFile(data), save=False)
    paper.save()
    record(
        user, "upload", Subject("paper", paper.pk, paper.name), before=None, after={"sha256": paper.sha256}
    )
    transaction.on_commit(lambda: read_paper.enqueue(paper.pk))
