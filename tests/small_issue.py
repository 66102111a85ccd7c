"""An issue of the small county: its text, what it became, and the same with paragraphs that an editor added."""

import io

import docx

from duban_files.documents import read_document
from duban_web.bulletins.models import Bulletin
from duban_web.bulletins.operations import make
from duban_web.people.models import Leader, User
from small_county import DAY


def issue(county) -> str:
    made = make(county.office, county.campaign, DAY)
    with made.file.open("rb") as file:
        return read_document(file.read(), name="专报.docx").text


def who_signs() -> User:
    return User.objects.create(username="shao", role="leader", leader=Leader.objects.first())


def rewritten(one, *paragraphs):
    """The issue with more paragraphs after its title, as an editor would add them."""
    with one.file.open("rb") as file:
        document = docx.Document(file)
    first = next(p for p in document.paragraphs if p.text.startswith("截至"))
    for words in paragraphs:
        first.insert_paragraph_before(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def fresh(one):
    return Bulletin.objects.get(pk=one.pk)
