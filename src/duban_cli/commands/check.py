"""duban check"""

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

import click

from duban.checks import Finding, check_reading
from duban.checks.across import Disagreement, disagreements
from duban.checks.base import printed
from duban_cli.errors import language, say
from duban_cli.papers import Read, paper_options, read_files


@click.command()
@paper_options
@click.option("--json", "as_json", is_flag=True, help="One finding a line, those that hold too.")
def command(
    files: tuple[Path, ...],
    published: dt.datetime | None,
    region: str | None,
    towns: Path | None,
    *,
    as_json: bool,
) -> None:
    """Show what does not add up in a paper, with the arithmetic; of several papers also what they state differently.

    \b
    Example: duban check 专报.docx 上期专报.docx
    """
    papers: list[Read] = []
    for one in read_files(files, published=published, region=region, towns=towns):
        papers.append(one)
        findings = check_reading(one.reading)
        for finding in findings:
            if as_json:
                click.echo(json.dumps(_row(finding, one), ensure_ascii=False))
            elif finding.verdict == "breaks":
                click.echo(
                    f"✗ {say(f'check.{finding.code}.name')}：{finding.sentence(language())}\n  “{finding.quote}”"
                )
        if not as_json:
            click.echo(_summary(one, findings), err=True)
    if not as_json:
        for apart in disagreements([one.reading for one in papers]):
            click.echo(_apart(apart, papers))


def _summary(one: Read, findings: tuple[Finding, ...]) -> str:
    """How much broke and held, and how many of the figures any check could look at at all."""
    breaks = sum(f.verdict == "breaks" for f in findings)
    looked = len({(figure.start, figure.end) for finding in findings for figure in finding.figures})
    return say(
        "cli.check",
        name=one.path.name,
        breaks=breaks,
        holds=len(findings) - breaks,
        looked=looked,
        figures=len(one.reading.facts),
    )


def _apart(apart: Disagreement, papers: list[Read]) -> str:
    first, second = (papers[n].path.name for n in (apart.first, apart.second))
    return say(
        "cli.apart",
        name=apart.one.indicator,
        period=apart.one.period,
        first=first,
        one=printed(apart.one),
        second=second,
        other=printed(apart.other),
    )


def _row(finding: Finding, one: Read) -> dict[str, object]:
    start, end = one.reading.clean.place(finding.start, finding.end)
    return {
        "code": finding.code, "verdict": finding.verdict.value, "quote": finding.quote, "figures": [asdict(f) for f in finding.figures],
        "computed": finding.computed, "stated": finding.stated, "sentence": finding.sentence(language()),
        "file": one.path.name, "start": start, "end": end, "place": one.document.place(start),
    }  # fmt: skip
