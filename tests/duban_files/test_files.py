"""Office files: what they say, and every way in which they can be wrong."""

import datetime as dt
import io
import zipfile

import docx
import openpyxl
import pytest

from duban_files.documents import read_document
from duban_files.errors import (
    BrokenFileError,
    EncryptedFileError,
    OldFormatError,
    TooLargeError,
    UnknownKindError,
)
from duban_files.excel import read_sheets
from duban_files.ledger_file import LedgerLine, write_ledger
from duban_files.official import Rows
from duban_files.package import check_package
from duban_files.word import Issue, Section, write_issue

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(fill) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


def test_cells_read_as_shown_and_merged_ones_reach_everywhere():
    def fill(sheet):
        sheet.append(["进度", "日期", "整数", "小数", "真"])
        sheet.append([0.6, dt.datetime(2023, 2, 15), 45, 62.5, True])  # noqa: DTZ001 a cell has no zone
        sheet["A2"].number_format, sheet["B2"].number_format = "0%", 'yyyy"年"m"月"d"日"'
        sheet["C3"], sheet["C3"].number_format = dt.datetime(2023, 3, 1), "yyyy/m/d"  # noqa: DTZ001
        sheet["D3"], sheet["D3"].number_format = dt.datetime(2023, 3, 1), "yyyy-mm-dd"  # noqa: DTZ001
        sheet.merge_cells("A4:B5")
        sheet["A4"] = "合并"

    (grid,) = read_sheets(workbook(fill), name="a.xlsx")
    assert grid.rows[1] == ["60%", "2023年2月15日", "45", "62.5", "是"]
    assert grid.rows[2][2:4] == ["2023/3/1", "2023-03-01"]
    assert grid.rows[3][:2] == ["合并", "合并"]


def test_a_million_blank_rows_cost_little_and_mean_nothing():
    def fill(sheet):
        sheet.append(["任务名称", "牵头单位"])
        sheet.append(["修路", "县交通局"])
        sheet.cell(1_048_576, 1).number_format = "0"

    (grid,) = read_sheets(workbook(fill), name="a.xlsx")
    assert grid.rows == [["任务名称", "牵头单位"], ["修路", "县交通局"]]


def test_a_word_paper_gives_paragraphs_and_tables_in_order_with_their_places():
    document = docx.Document()
    document.add_paragraph("一季度完成投资5亿元。")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "指标", "数值"
    document.add_paragraph("完。")
    buffer = io.BytesIO()
    document.save(buffer)
    read = read_document(buffer.getvalue(), name="a.docx")
    assert read.text == "一季度完成投资5亿元。\n指标 | 数值\n完。\n"
    assert [read.place(read.text.index(word)) for word in ("5亿元", "数值", "完。")] == [
        "段落 1",
        "表 1",
        "段落 2",
    ]


def test_an_excel_paper_names_sheet_and_row():
    read = read_document(workbook(lambda s: s.append(["投资", "5亿元"])), name="a.xlsx")
    assert (read.text, read.place(0)) == ("投资 | 5亿元\n", "Sheet!1")


def test_a_web_page_gives_its_main_text():
    page = "<html><head><meta charset=gbk></head><body><nav><a href='/'>首页</a></nav><article><h1>简报</h1><p>一季度完成投资5亿元。</p></article></body></html>"
    assert "一季度完成投资5亿元。" in read_document(page.encode("gbk"), name="a.html").text
    assert "<p>" not in read_document(page.encode("gbk"), name="a.txt").text


def test_a_nul_in_a_text_does_not_reach_the_database():
    text = "一季度完成投资" * 1000 + "\0" + "完"
    assert read_document(text.encode(), name="a.txt").text == text.replace("\0", "\ufffd") + "\n"


BAD = [
    ("假.docx", OLE + b"an old word file", OldFormatError), ("旧.doc", b"anything", BrokenFileError), ("密.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError),
    ("坏.xlsx", b"PK\x03\x04 cut off", BrokenFileError), ("别.docx", zipped(mimetype=b"x"), BrokenFileError), ("图.png", b"\x89PNG", UnknownKindError),
    ("码.txt", b"\x00\x01\x02" * 100, BrokenFileError), ("大.txt", b"a" * (31 * 1024 * 1024), TooLargeError), ("空壳.xlsx", zipped(xl__workbook_xml=b"<x/>"), BrokenFileError),
    ("空壳.docx", zipped(word__document_xml=b"<x/>"), BrokenFileError),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "error"), BAD, ids=[b[0] for b in BAD])
def test_a_bad_file_is_refused_by_name(name, data, error):
    with pytest.raises(error) as refused:
        read_document(data, name=name)
    assert refused.value.fields["name"] == name


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(TooLargeError):
        check_package(
            zipped(word__document_xml=b"0" * (60 * 1024 * 1024)), name="弹.docx", part="word/document.xml"
        )


def test_a_password_on_the_package_itself_is_told():
    data = bytearray(zipped(word__document_xml=b"x"))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(EncryptedFileError):
        check_package(bytes(data), name="密.docx", part="word/document.xml")


def test_the_same_issue_gives_the_same_document():
    issue = Issue(
        "百日会战工作专报",
        "第3期",
        "办公室",
        dt.date(2020, 11, 23),
        "进展",
        [Section("一、总体", ["共194项。", Rows("表", ["序号", "任务"], [["1", "修路"]], [2, 8])])],
        "",
    )
    first, second = (docx.Document(io.BytesIO(write_issue(issue))) for _ in range(2))
    assert [p.text for p in first.paragraphs] == [p.text for p in second.paragraphs]
    assert [p.text for p in first.paragraphs][:3] == ["百日会战工作专报", "第3期", "办公室\t2020年11月23日"]
    assert [[c.text for c in row.cells] for row in first.tables[0].rows] == [["序号", "任务"], ["1", "修路"]]


def test_a_formula_typed_into_a_title_stays_text():
    data = write_ledger("台账", [LedgerLine(("1", "=1+1", *[""] * 10), "red", "")])
    assert openpyxl.load_workbook(io.BytesIO(data)).active["B3"].value == "=1+1"
    assert openpyxl.load_workbook(io.BytesIO(data)).active["B3"].data_type == "s"
