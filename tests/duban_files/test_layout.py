"""The bulletin as a printer sees it: GB/T 9704—2012 measured on the PDF that LibreOffice makes of it."""

import datetime as dt
import io
import os
import shutil
from collections import defaultdict

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from duban_files.old_formats import converted_by_libreoffice
from duban_files.word import Issue, Section, write_issue

MM = 72 / 25.4
BODY = "深入推进重点项目建设优化营商环境保障改善民生" * 60
ISSUE = Issue(
    "百日会战专报", "第3期", "云岭县百日会战领导小组办公室", dt.date(2020, 11, 23), "关于百日会战进展情况的通报",
    [Section("一、总体情况", [BODY, "（一）工业项目。" + BODY[:200]]), Section("二、下步打算", [BODY])], "数据截至2020年11月23日",
    copies_to="县委办公室，县人大办公室", printed_by="云岭县百日会战领导小组办公室",
)  # fmt: skip


@pytest.fixture(scope="module")
def pages():
    """Lines of each page: left edge of the first character, right edge of the last, bottom, all in mm, and the text."""
    if shutil.which("soffice") is None:
        assert "DUBAN_REQUIRE_BROWSER" not in os.environ, "LibreOffice is not installed"
        pytest.skip("LibreOffice is not installed")
    pdf = pypdfium2.PdfDocument(
        converted_by_libreoffice(write_issue(ISSUE), name="专报.docx", kind=".docx", to="pdf")
    )
    found = []
    for page in pdf:
        text, lines = page.get_textpage(), defaultdict(list)
        for at in range(text.count_chars()):
            left, bottom, right, _ = text.get_charbox(at)
            if text.get_text_range(at, 1).strip():
                lines[round((page.get_height() - bottom) / MM / 10.213 - 0.1)].append(
                    (left / MM, right / MM, (page.get_height() - bottom) / MM, text.get_text_range(at, 1))
                )
        found.append([sorted(row) for _, row in sorted(lines.items())])
    return found


def words(row):
    return "".join(cell[3] for cell in row)


def test_a_full_page_has_22_lines_of_28_characters(pages):
    body = pages[1][:-1]
    assert len(body) == 22
    assert {len(row) for row in body} == {28}


def test_the_text_stands_on_156_by_225_millimetres(pages):
    body = pages[1][:-1]
    assert min(row[0][0] for row in body) == pytest.approx(28, abs=1)
    assert max(row[-1][1] for row in body) == pytest.approx(184, abs=1)
    assert body[0][0][2] == pytest.approx(37 + 9, abs=1)  # the foot of the first line
    assert body[-1][0][2] == pytest.approx(262 - 2, abs=1)


def test_the_lines_are_28_95_points_apart(pages):
    feet = [max(cell[2] for cell in row) for row in pages[1][:-1]]
    assert (feet[-1] - feet[0]) * MM / 21 == pytest.approx(28.95, abs=0.06)


def test_page_numbers_stand_outside_one_character_from_the_edge(pages):
    odd, even = pages[2][-1], pages[1][-1]
    assert (words(odd), words(even)) == ("—3—", "—2—")
    assert odd[-1][1] == pytest.approx(184 - 14 / MM, abs=1)
    assert even[0][0] == pytest.approx(28 + 14 / MM, abs=1)
    assert odd[0][2] == pytest.approx(262 + 7, abs=1)


def test_the_red_head_stands_35_millimetres_below_the_edge_of_the_text(pages):
    head = next(row for page in pages[:1] for row in page if words(row) == "百日会战专报")
    cap = min(cell[2] for cell in head) - 32 / MM  # the foot of the type less its size
    assert cap - 37 == pytest.approx(35, abs=2)


def test_heading_levels_have_their_faces_and_the_imprint_its_lines():
    document = docx.Document(io.BytesIO(write_issue(ISSUE)))
    second = next(p for p in document.paragraphs if p.text.startswith("（一）"))
    assert [(run.text[:7], run._r.rPr.rFonts.get(qn("w:eastAsia"))) for run in second.runs] == [
        ("（一）工业项目", "楷体_GB2312"),
        ("深入推进重点项", "仿宋_GB2312"),
    ]
    cells = [row.cells[0] for row in document.tables[-1].rows]
    assert [cell.text for cell in cells] == [
        "抄送：县委办公室，县人大办公室。",
        "云岭县百日会战领导小组办公室\t2020年11月23日印发",
    ]
    lines = [
        [
            (line.tag.rpartition("}")[2], line.get(qn("w:sz")))
            for line in cell._tc.tcPr.find(qn("w:tcBorders"))
        ]
        for cell in cells
    ]
    assert lines == [[("top", "8")], [("top", "6"), ("bottom", "8")]]
