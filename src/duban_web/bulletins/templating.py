"""The office's own Word templates."""

from django.core.files.base import ContentFile
from django.db import transaction

from duban_files.errors import FileError
from duban_files.word_template import check_template
from duban_web.audit.operations import Subject, record
from duban_web.bulletins.models import Bulletin, Template
from duban_web.common.access import Right, demand
from duban_web.common.errors import Refused
from duban_web.common.office import today
from duban_web.people.models import User


def template_of(kind: str) -> Template | None:
    """The template that holds for a kind of issue; None: our own layout."""
    return Template.objects.filter(kind=kind, removed_on=None).first()


def newest_template(kind: str) -> bytes | None:
    """Its file."""
    one = template_of(kind)
    if one is None:
        return None
    with one.file.open("rb") as file:
        return bytes(file.read())


@transaction.atomic
def keep_template(user: User, kind: str, data: bytes, *, name: str) -> Template:
    """Take a template in; issues of its kind that are made from now on look like it.

    Raises:
        Refused: no Word file, no title or body in it, or a field that does not exist.
    """
    demand(user, Right.KEEP)
    if not name.lower().endswith(".docx"):
        raise Refused("bulletin-not-word", name=name)
    try:
        check_template(data)
    except FileError as problem:
        raise Refused(problem.code, **problem.fields) from problem
    one = Template(kind=Bulletin.Kind(kind), by=user, on=today())
    one.file.save(f"{kind}.docx", ContentFile(data), save=False)
    one.save()
    record(user, "keep-template", Subject("template", one.pk, kind), before=None, after={"file": name[:100]})
    return one


@transaction.atomic
def drop_template(user: User, kind: str) -> None:
    """Back to our own layout; the files are kept."""
    demand(user, Right.KEEP)
    for one in Template.objects.select_for_update().filter(kind=kind, removed_on=None):
        one.removed_on = today()
        one.save(update_fields=["removed_on"])
        record(user, "drop-template", Subject("template", one.pk, kind), before=None, after=None)
