"""PDF, old Excel and old Word."""

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pypdfium2
import pytest
import xlsxwriter

from duban_files.documents import read_document
from duban_files.errors import BrokenFileError, NoTextLayerError, OldFormatError
from duban_files.excel import read_sheets
from duban_files.page_images import Found, as_pdf, locate, page_picture
from duban_files.pdf import _paragraphs

SOFFICE = shutil.which("soffice")
needs_office = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]


def converted(data: bytes, folder: Path, name: str, kind: str) -> bytes:
    source = folder / name
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return source.with_suffix(f".{kind}").read_bytes()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, ["序号", "任务名称", "完成时限"])
    sheet.write_row(1, 0, [1, "修路五条", "2023年6月底"])
    book.close()
    return buffer.getvalue()


def test_a_scanned_pdf_says_that_it_has_no_text_layer():
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises(NoTextLayerError):
        read_document(buffer.getvalue(), name="扫描件.pdf")


def test_a_broken_pdf_is_refused():
    with pytest.raises(BrokenFileError):
        read_document(b"%PDF-1.7 cut off", name="断.pdf")


def test_an_old_word_file_without_libreoffice_says_how_to_save_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OldFormatError):
        read_document(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", name="旧.doc")


class TestWithLibreOffice:
    pytestmark = needs_office

    def test_a_pdf_gives_whole_paragraphs_with_their_page(self, tmp_path):
        text = "一季度，全县固定资产投资完成22.1亿元，同比增长55.7%，社会消费品零售总额完成18.4亿元，一般公共预算收入完成7.55亿元，同比增长9%。"
        document = read_document(
            converted(word("经济运行情况", text), tmp_path, "a.docx", "pdf"), name="a.pdf"
        )
        assert text in document.text.replace("\n", "")
        assert document.place(document.text.index("22.1")) == "第 1 页"

    def test_an_old_workbook_reads_like_a_new_one(self, tmp_path):
        (grid,) = read_sheets(converted(workbook(), tmp_path, "a.xlsx", "xls"), name="a.xls")
        assert [list(row) for row in grid.rows] == [
            ["序号", "任务名称", "完成时限"],
            ["1", "修路五条", "2023年6月底"],
        ]

    def test_an_old_word_file_is_converted(self, tmp_path):
        document = read_document(converted(word("全县投资5亿元。"), tmp_path, "a.docx", "doc"), name="a.doc")
        assert "全县投资5亿元。" in document.text


def test_a_line_of_a_pdf_that_begins_with_a_figure_goes_on_with_the_one_before():
    lines = ["投资完成22.1亿元，同比增长55.7%，其中项目建设完成投资8.9亿元，占比", "76.7%。", "1.加快推进"]
    assert list(_paragraphs("\n".join(lines))) == [lines[0] + lines[1], lines[2]]


def test_a_line_that_ends_with_a_comma_goes_on_though_it_is_short():
    lines = [
        "各有关单位要提高政治站位，强化责任担当，确保完成年度目标任务，",
        "真抓实干，攻坚克难，",
        "确保任务落实。",
    ]
    assert list(_paragraphs("\n".join(lines))) == ["".join(lines)]


def test_a_figure_is_found_on_its_page_with_a_box_for_each_line():
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.new_page(595, 842)
    file = io.BytesIO()
    document.save(file)
    data = file.getvalue()
    assert locate(data, "固定资产投资", hint=2) == Found(2, pytest.approx(595 / 842), ())
    assert page_picture(data, 3) is None
    assert (page_picture(data, 1) or b"").startswith(b"\x89PNG")
    assert as_pdf(b"x", name="a.txt") is None
    assert as_pdf(data, name="a.pdf") == data


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_word_file_is_shown_as_pages_with_the_figure_marked():
    document = docx.Document()
    document.add_paragraph("一季度，固定资产投资完成22.1亿元，同比增长5.7%。")
    file = io.BytesIO()
    document.save(file)
    pages = as_pdf(file.getvalue(), name="简报.docx")
    found = locate(pages or b"", "投资完成22.1亿元", figure="22.1亿元")
    assert found is not None
    assert (found.page, len(found.boxes)) == (1, 1)
    box = found.boxes[0]
    assert 0 < box.left < 1
    assert 0.02 < box.width < 0.2
    assert 0 < box.top < 0.2
