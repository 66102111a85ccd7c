"""Reading files for the commands that need only the library."""

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from duban.facts import Context, Fact, Reading, read
from duban.text.decode import UndecodableError, decode
from duban_cli.errors import Refusal
from duban_files.documents import Document, read_document

Date = click.DateTime(formats=["%Y-%m-%d"])
TOWN = re.compile(r"[\u3400-\u9fff]{2,}")


def paper_options(function: Callable[..., None]) -> Callable[..., None]:
    """What `read` and `check` are told: files, and what is known beside them."""
    files = click.Path(exists=True, dir_okay=False, path_type=Path)
    function = click.option("--region", help="Whose figures it gives.")(function)
    function = click.option(
        "--towns",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A list of the county's towns, one a line.",
    )(function)
    function = click.option("--published", type=Date, help="Date of the paper, which 今年 refers to.")(
        function
    )
    return click.argument("files", nargs=-1, required=True, type=files)(function)


@dataclass(frozen=True, slots=True)
class Read:
    """A file, its text, and what was read from it."""

    path: Path
    document: Document
    reading: Reading


def read_files(
    paths: tuple[Path, ...], *, published: dt.datetime | None, region: str | None, towns: Path | None = None
) -> Iterator[Read]:
    """Read one file after the other, with a bar on the terminal where there are several."""
    context = Context(published.date() if published else None, region, towns=_names(towns) if towns else ())
    with click.progressbar(paths, label="", hidden=len(paths) == 1, file=sys.stderr) as bar:
        for path in bar:
            document = read_document(path.read_bytes(), name=path.name)
            yield Read(path, document, read(document.text, context=context))


def _names(path: Path) -> frozenset[str]:
    """One name a line, in whatever encoding the office keeps it."""
    try:
        lines = [line.strip() for line in decode(path.read_bytes()).text.splitlines()]
    except UndecodableError as problem:
        raise Refusal("cli.bad-towns", name=path.name) from problem
    for number, line in enumerate(lines, 1):
        if line and not TOWN.fullmatch(line):
            raise Refusal("cli.bad-town", name=path.name, line=number, words=line[:20])
    return frozenset(filter(None, lines))


def fact_row(fact: Fact, one: Read | None = None) -> dict[str, object]:
    """A fact in the format of the annotated corpus; with the file also its place."""
    value = int(fact.value) if fact.value == int(fact.value) else float(fact.value)
    row: dict[str, object] = {
        "quote": fact.quote, "indicator": list(fact.indicators), "measure": fact.measure.value, "value": value, "unit": fact.unit,
        "base": fact.base, "scope": fact.scope, "of": fact.of, "region": fact.region, "period": fact.period,
    }  # fmt: skip
    if fact.approximate:
        row["approx"] = True
    if fact.reasons:
        row |= {"confidence": float(fact.confidence), "reasons": list(fact.reasons)}
    if one is not None:
        start, end = one.reading.clean.place(fact.start, fact.end)
        row |= {"file": one.path.name, "start": start, "end": end, "place": one.document.place(start)}
    return row
