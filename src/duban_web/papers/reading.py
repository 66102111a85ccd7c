"""Reading a paper in the background."""

from django.db import transaction
from django_tasks import task

from duban.checks import Finding, check_reading
from duban.facts import Context, Fact, Reading, read
from duban_files.documents import Document, read_document
from duban_files.errors import FileError
from duban_web.papers.models import Paper, PaperFact, PaperFinding


@task()  # type: ignore[untyped-decorator]
def read_paper(key: int) -> None:
    """Read an uploaded paper and keep facts and findings. A second run gives the same rows."""
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
    reading = read(document.text, context=Context(paper.published, paper.region or None))
    _keep(paper, document, reading, check_reading(reading))


@transaction.atomic
def _keep(paper: Paper, document: Document, reading: Reading, findings: tuple[Finding, ...]) -> None:
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
    )  # fmt: skip
