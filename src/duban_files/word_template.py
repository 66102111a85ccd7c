"""The office's own Word template: an issue set in the type, the head and the foot that the office likes, changed in Word by the office itself.

A field such as {{标题}} is replaced wherever it stands: in the text, in tables, in headers and footers. Four paragraphs are samples: 【一级标题】,
【二级标题】, 【正文】 and 【表题】; every heading, paragraph and caption of the issue takes the looks of its sample, at the place of the first one.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from duban_files.errors import BrokenFileError, FileError
from duban_files.official import (
    BODY,
    HEADING,
    SECOND,
    SECOND_LEVEL,
    SIZE,
    Picture,
    Rows,
    add_line,
    add_part,
    official_date,
    official_dates,
    set_page,
)
from duban_files.package import check_package
from duban_files.titles import title_lines
from duban_files.word import Issue, add_imprint, add_masthead, add_title, saved

FIELDS = ("刊头", "期号", "签发单位", "日期", "标题", "印发单位", "抄送", "落款")
FIRST, SECOND_SAMPLE, TEXT, CAPTION = SAMPLES = ("【一级标题】", "【二级标题】", "【正文】", "【表题】")
NEEDED = ("{{标题}}", TEXT)
FIELD = re.compile(r"\{\{(.+?)\}\}")
BROKEN = (PackageNotFoundError, KeyError, ValueError, OSError, SyntaxError, zipfile.BadZipFile)


class TemplateError(FileError):
    """A template that lacks what an issue cannot do without, or asks for a field that does not exist."""

    code = "file.template"


def first_template() -> bytes:
    """Our own layout as a template, to be changed in Word."""
    document = docx.Document()
    set_page(document)
    add_masthead(document, "{{刊头}}", "{{期号}}", "{{签发单位}}", "{{日期}}")
    add_title(document, ["{{标题}}"])
    add_line(document, FIRST, HEADING, SIZE, indent=True, style="Heading 1")
    add_line(document, SECOND_SAMPLE, SECOND, SIZE, WD_ALIGN_PARAGRAPH.JUSTIFY, indent=True)
    add_line(document, TEXT, BODY, SIZE, WD_ALIGN_PARAGRAPH.JUSTIFY, indent=True)
    add_line(document, CAPTION, HEADING, Pt(12), WD_ALIGN_PARAGRAPH.CENTER)
    add_line(document, "{{落款}}", BODY, Pt(14))
    add_imprint(document, ["{{印发单位}}\t{{日期}}印发"])
    return saved(document, title="{{标题}}", author="", on=dt.date(2000, 1, 1))


def check_template(data: bytes) -> None:
    """Whether issues can be made with it.

    Raises:
        BrokenFileError: no Word file.
        TemplateError: the title or the sample of the body is missing, or a field is unknown.
    """
    document = _opened(data)
    text = "\n".join(paragraph.text for paragraph in _paragraphs(document))
    missing = [words for words in NEEDED if words not in text]
    unknown = sorted({name for name in FIELD.findall(text) if name not in FIELDS})
    if missing or unknown:
        raise TemplateError(
            missing="、".join(missing) or "—", unknown="、".join(unknown) or "—", known="、".join(FIELDS)
        )


def fill(template: bytes, issue: Issue) -> bytes:
    """The issue in the looks of the template.

    Raises:
        BrokenFileError, TemplateError: as `check_template`.
    """
    check_template(template)
    document = _opened(template)
    _put_fields(document, issue)
    samples = {p.text.strip(): p for p in document.paragraphs if p.text.strip() in SAMPLES}
    before = next(p for p in document.paragraphs if p.text.strip() in SAMPLES)
    for section in issue.sections:
        _copy(samples.get(FIRST, samples[TEXT]), section.heading, before)
        for part in section.parts:
            _part(document, part, samples, before)
    for sample in samples.values():
        sample._p.getparent().remove(sample._p)  # noqa: SLF001 the library cannot take a paragraph away
    return saved(document, title=issue.title, author=issue.issuer, on=issue.date)


def _opened(data: bytes) -> Document:
    check_package(data, name="docx", part="word/document.xml")
    try:
        return docx.Document(io.BytesIO(data))
    except BROKEN as problem:
        raise BrokenFileError(name="docx") from problem


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """All paragraphs: of the text, of its tables, of headers and footers."""
    yield from document.paragraphs
    yield from _in_tables(document.tables)
    for section in document.sections:
        for place in (section.header, section.footer, section.even_page_header, section.even_page_footer, section.first_page_header, section.first_page_footer):  # fmt: skip
            yield from place.paragraphs
            yield from _in_tables(place.tables)


def _in_tables(tables: list[Table]) -> Iterator[Paragraph]:
    for table in tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _put_fields(document: Document, issue: Issue) -> None:
    values = {
        "刊头": issue.masthead, "期号": issue.number, "签发单位": issue.issuer, "日期": official_date(issue.date), "标题": "\n".join(title_lines(issue.title, whole=issue.whole)),
        "印发单位": issue.printed_by or issue.issuer, "抄送": issue.copies_to, "落款": official_dates(issue.foot),
    }  # fmt: skip
    for paragraph in _paragraphs(document):
        if FIELD.search(paragraph.text):
            _set_text(paragraph, FIELD.sub(lambda found: values.get(found[1], found[0]), paragraph.text))


def _set_text(paragraph: Paragraph, words: str) -> None:
    """Other words in the looks of the first run: Word cuts a field that was typed into several runs."""
    first, *rest = paragraph.runs
    first.text = words
    for run in rest:
        run._r.getparent().remove(run._r)  # noqa: SLF001 the library cannot take a run away


def _copy(sample: Paragraph, words: str, before: Paragraph) -> Paragraph:
    """A paragraph that looks like the sample."""
    made = Paragraph(deepcopy(sample._p), sample._parent)  # noqa: SLF001 the library cannot copy
    before._p.addprevious(made._p)  # noqa: SLF001 as above
    _set_text(made, words)
    return made


def _part(
    document: Document, part: str | Rows | Picture, samples: dict[str, Paragraph], before: Paragraph
) -> None:
    if isinstance(part, str):
        words = official_dates(part)
        heading = SECOND_LEVEL.match(words)
        if not heading:
            _copy(samples[TEXT], words, before)
            return
        made = _copy(samples.get(SECOND_SAMPLE, samples[TEXT]), heading[0], before)
        if len(heading[0]) < len(words):
            rest = deepcopy(samples[TEXT].runs[0]._r)  # noqa: SLF001 as above
            made._p.append(rest)  # noqa: SLF001 as above
            made.runs[-1].text = words[len(heading[0]) :]
        return
    if CAPTION in samples:
        if isinstance(part, Rows):
            _copy(samples[CAPTION], part.caption, before)
        part = replace(part, caption="") if isinstance(part, Rows) else part
    _move_in(document, part, before)


def _move_in(document: Document, part: Rows | Picture, before: Paragraph) -> None:
    """A table or a picture is made at the end, as the library does it, and put in its place."""
    body = document.element.body
    known = set(body)
    add_part(document, part)
    for element in [one for one in body if one not in known]:
        before._p.addprevious(element)  # noqa: SLF001 the library adds only at the end
