"""Files made to do harm: refused, or read without it."""

import contextlib
import io
import time
import zipfile

import docx
import openpyxl
import pytest

from duban_files.documents import read_document
from duban_files.errors import BrokenFileError, FileError, TooLargeError
from duban_files.excel import read_sheets
from duban_files.ledger_file import LedgerLine, write_ledger

LAUGHS = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))


def packed(data: bytes, part: str, change) -> bytes:
    """An office file with one part changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            body = source.read(entry)
            target.writestr(entry.filename, change(body) if entry.filename == part else body)
    return out.getvalue()


def laughing(body: bytes) -> bytes:
    head, _, rest = body.partition(b"?>")
    return (
        head + b'?><!DOCTYPE x [<!ENTITY a0 "ha">' + LAUGHS + b"]>" + rest.replace("投资".encode(), b"&a11;")
    )


def word() -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("全县投资5亿元。")
    document.save(file)
    return file.getvalue()


def sheet(*rows) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("笑.docx", packed(word(), "word/document.xml", laughing)),
        ("笑.xlsx", packed(sheet(["投资"]), "xl/workbook.xml", laughing)),
    ],
)
def test_entities_that_grow_without_end_are_not_expanded(name, data):
    start = time.perf_counter()
    with contextlib.suppress(FileError):  # refused, or read with the entity left out
        assert len(read_document(data, name=name).text) < 1000
    assert time.perf_counter() - start < 5


def test_a_package_that_unpacks_to_gigabytes_is_refused_unread():
    bomb = packed(word(), "word/document.xml", lambda body: b" " * 300_000_000 + body)
    with pytest.raises(TooLargeError):
        read_document(bomb, name="炸.docx")


def test_a_formula_is_read_as_the_value_that_was_kept_never_computed():
    (grid,) = read_sheets(
        sheet(["任务名称", "备注"], ["修路", '=HYPERLINK("http://x.example","点我")']), name="a.xlsx"
    )
    assert "http" not in str(grid.rows)


def test_a_ledger_that_goes_out_holds_no_formula():
    line = LedgerLine(("1", "=1+1", *[""] * 10), "", "")
    book = openpyxl.load_workbook(io.BytesIO(write_ledger("台账", [line])))
    assert [(cell.data_type, cell.value) for cell in book.active[3]][1] == ("s", "=1+1")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>",
        b"%PDF-1.7",
    ],
)
def test_a_pdf_that_points_at_itself_is_refused(data):
    with pytest.raises(FileError):
        read_document(data, name="环.pdf")


def test_a_zip_in_place_of_a_word_file_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "x")
    with pytest.raises(BrokenFileError):
        read_document(out.getvalue(), name="假.docx")
