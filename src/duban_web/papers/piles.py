"""Piles of papers: a zip, an inbox folder, several files at once; and files that hold several papers."""

import datetime as dt
from pathlib import Path

from duban_files.errors import FileError
from duban_files.zips import HIDDEN, Sent, count, unpacked
from duban_web.audit.operations import Subject, record
from duban_web.common.errors import NotYours, Refused
from duban_web.common.office import today
from duban_web.papers.models import Pile
from duban_web.papers.operations import upload
from duban_web.people.models import User

MOST_FILES = 2000


def take_in(
    user: User | None, files: list[Sent], *, name: str, published: dt.date | None = None, region: str = ""
) -> Pile:
    """Upload every file of a pile and keep what became of each: new, known from before, or refused with the reason.

    Raises:
        NotYours: only the office uploads.
        Refused: nothing in it, or too many files.
    """
    if user is not None and not user.is_office:
        raise NotYours("office-only")
    try:
        number = sum(map(count, files))
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    if not number:
        raise Refused("pile-empty", name=name)
    if number > MOST_FILES:
        raise Refused("pile-too-many", name=name, n=number, most=MOST_FILES)
    pile = Pile.objects.create(name=name[-200:], uploaded_by=user, uploaded_on=today())
    record(user, "upload", Subject("pile", pile.pk, pile.name), before=None, after={"files": number})
    for sent in (one for file in files for one in unpacked(file)):  # one file of a zip in memory at a time
        pile.results = [*pile.results, _result(user, pile, sent, published, region)]
        pile.save(
            update_fields=["results"]
        )  # after each file: a lost connection loses nothing that was taken in
    return pile


def _result(
    user: User | None, pile: Pile, sent: Sent, published: dt.date | None, region: str
) -> dict[str, object]:
    try:
        paper, is_new = upload(user, sent.data, name=sent.name, published=published, region=region, pile=pile)
    except Refused as problem:
        fields = {key: str(value) for key, value in problem.fields.items()}
        return {"name": sent.name, "outcome": "refused", "code": problem.code, "fields": fields}
    return {"name": sent.name, "outcome": "new" if is_new else "known", "paper": paper.pk}


def inbox(folder: Path) -> list[Sent]:
    """The files that lie in an inbox folder.

    Raises:
        Refused: there is no such folder.
    """
    if not folder.is_dir():
        raise Refused("inbox-missing", folder=str(folder))
    return [
        Sent(path.name, path.read_bytes())
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(HIDDEN)
    ]
