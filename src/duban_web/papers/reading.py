"""Reading a paper in the background."""

import shutil
from dataclasses import replace

from django.core.files.base import ContentFile
from django.db import transaction
from django_tasks import task

from duban.checks import Finding, check_reading
from duban.facts import Context, Fact, Reading, read
from duban.text.several import Part, papers_in
from duban_files.documents import Document, read_document
from duban_files.errors import FileError
from duban_files.page_images import as_pdf
from duban_web.indicators.queries import aliases
from duban_web.papers.models import Paper, PaperFact, PaperFinding
from duban_web.people.queries import town_names


@task()  # type: ignore[untyped-decorator]
def read_paper(key: int) -> None:
    """Read an uploaded paper and keep facts and findings. A second run gives the same rows, and keeps what a person decided.

    A file that holds several papers becomes as many: the first one is the upload itself, the others stand beside it.
    """
    paper = Paper.objects.get(pk=key)
    with paper.file.open("rb") as file:
        data = file.read()
    try:
        document = read_document(data, name=paper.name)
    except FileError as problem:
        paper.state, paper.problem_code, paper.problem_fields = (
            Paper.State.FAILED,
            problem.code,
            problem.fields,
        )
        paper.save(update_fields=["state", "problem_code", "problem_fields"])
        return
    parts = papers_in(document.text)
    known = Context(aliases=aliases(), towns=town_names())
    for number, part in enumerate(parts, start=1):
        one = paper if number == 1 else _beside(paper, number, part)
        if len(parts) > 1 and number == 1:
            one.part, one.part_start, one.part_end = 1, part.start, part.end
        inner = document if len(parts) == 1 else _of(document, part)
        reading = read(inner.text, context=replace(known, published=one.published, region=one.region or None))
        _keep(one, inner, reading, check_reading(reading))
    _show_pages(paper, data)


def _beside(paper: Paper, number: int, part: Part) -> Paper:
    """The row of another paper of the same file."""
    values = {
        "name": f"{paper.name} · {part.title}"[:200], "file": paper.file.name, "published": paper.published, "region": paper.region,
        "uploaded_by": paper.uploaded_by, "uploaded_on": paper.uploaded_on, "pile": paper.pile, "is_sample": paper.is_sample,
        "part_start": part.start, "part_end": part.end,
    }  # fmt: skip
    found, _ = Paper.objects.get_or_create(sha256=paper.sha256, part=number, defaults=values)
    return found


def _of(document: Document, part: Part) -> Document:
    """The part's own text, with its places."""
    before = document.place(part.start)
    inner = [
        replace(s, start=s.start - part.start) for s in document.stretches if part.start < s.start < part.end
    ]
    first = replace(document.stretches[0], start=0, place=before) if document.stretches else None
    return Document(document.text[part.start : part.end], (*((first,) if first else ()), *inner))


def _show_pages(paper: Paper, data: bytes) -> None:
    """Keep a PDF to look at: the file itself, or a Word file through LibreOffice, where it is installed."""
    made = (
        as_pdf(data, name=paper.name)
        if shutil.which("soffice") or paper.name.lower().endswith(".pdf")
        else None
    )
    if made is not None:
        paper.pages.save(f"{paper.sha256[:16]}.pdf", ContentFile(made), save=False)
        Paper.objects.filter(sha256=paper.sha256).update(pages=paper.pages.name)


@transaction.atomic
def _keep(paper: Paper, document: Document, reading: Reading, findings: tuple[Finding, ...]) -> None:
    if paper.facts.exclude(state=PaperFact.State.OPEN).exists():
        return  # decisions are kept: what was read then is what they were about
    paper.facts.all().delete()
    paper.findings.all().delete()
    paper.text, paper.clean_text = document.text, reading.clean.text
    paper.edits = [[e.kind, e.start, e.end, e.before, e.after] for e in reading.clean.edits]
    paper.remnants = [[r.start, r.end, r.words] for r in reading.remnants]
    paper.warnings = list(reading.warnings)
    paper.state = Paper.State.READ
    paper.save()
    PaperFact.objects.bulk_create(
        (_fact(paper, n, f, document, reading) for n, f in enumerate(reading.facts, start=1)), batch_size=500
    )
    PaperFinding.objects.bulk_create(_finding(paper, f) for f in findings)


def _fact(paper: Paper, number: int, fact: Fact, document: Document, reading: Reading) -> PaperFact:
    start, end = reading.clean.place(fact.start, fact.end)
    return PaperFact(
        paper=paper, number=number, indicator=fact.indicator[:120], measure=fact.measure.value, value=fact.value, unit=fact.unit,
        base=fact.base or "", scope=fact.scope or "", region=fact.region or "", period=fact.period or "", quote=fact.quote,
        approximate=fact.approximate, start=fact.start, end=fact.end, original_start=start, original_end=end,
        place=document.place(start), confidence=fact.confidence, reasons=list(fact.reasons),
    )  # fmt: skip


def _finding(paper: Paper, finding: Finding) -> PaperFinding:
    return PaperFinding(
        paper=paper, code=finding.code, verdict=finding.verdict.value, quote=finding.quote, fields=dict(finding.fields),
        computed=finding.computed[:60], stated=finding.stated[:60], start=finding.start, end=finding.end,
        figures=[f.start for f in finding.figures],
    )  # fmt: skip
