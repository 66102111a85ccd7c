"""What a pile is made of: folders of files, JSON lines, Parquet, web archives. Each input file gives papers with a key of their own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from fastwarc.warc import ArchiveIterator, WarcRecordType

from duban_files.documents import read_document
from duban_files.errors import FileError

FILES = {".txt", ".html", ".htm", ".docx", ".xlsx", ".xls", ".pdf", ".md"}
TABLES = {".jsonl", ".parquet"}
ARCHIVES = {".warc", ".gz"}
TEXT_FIELDS = ("text", "content", "body")
DATE_FIELDS = ("published", "date")
LARGEST_RECORD = 20_000_000


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a pile: its key inside the input file, its text, and what the file says of it. `problem`: why it has no text."""

    key: str
    text: str
    published: str | None = None
    region: str | None = None
    problem: str | None = None


def inputs(source: Path) -> list[Path]:
    """The input files of a pile, sorted: the file itself, or all files below the folder that we read."""
    if source.is_file():
        return [source]
    known = FILES | TABLES | ARCHIVES
    return sorted(path for path in source.rglob("*") if path.is_file() and path.suffix.lower() in known)


def papers(path: Path) -> Iterator[Paper]:
    """The papers of one input file, in order."""
    kind = path.suffix.lower()
    if kind == ".jsonl":
        yield from _lines(path)
    elif kind == ".parquet":
        frame = pl.read_parquet(path)
        yield from (_row(str(number), row) for number, row in enumerate(frame.iter_rows(named=True), start=1))
    elif kind in ARCHIVES:
        yield from _archive(path)
    else:
        yield _file(path.name, path.read_bytes(), name=path.name)


def _lines(path: Path) -> Iterator[Paper]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError:
                yield Paper(str(number), "", problem="no JSON")
                continue
            yield (
                _row(str(number), row)
                if isinstance(row, dict)
                else Paper(str(number), "", problem="no object")
            )


def _row(key: str, row: dict[str, object]) -> Paper:
    text = next((str(row[name]) for name in TEXT_FIELDS if row.get(name)), "")
    published = next((str(row[name])[:10] for name in DATE_FIELDS if row.get(name)), None)
    region = row.get("region")
    name = row.get("id") or row.get("url") or key
    return Paper(
        str(name), text, published, str(region) if region else None, None if text else "no text field"
    )


def _archive(path: Path) -> Iterator[Paper]:
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            address = record.headers.get("WARC-Target-URI") or record.record_id
            kind = (record.http_content_type or "").lower()
            if "html" in kind or "text" in kind:
                yield _file(str(address), record.reader.read(LARGEST_RECORD), name="page.html")


def _file(key: str, data: bytes, *, name: str) -> Paper:
    try:
        return Paper(key, read_document(data, name=name).text)
    except FileError as problem:
        return Paper(key, "", problem=problem.code)
