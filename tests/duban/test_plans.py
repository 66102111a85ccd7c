"""Ledger sheets become rows."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from duban.plans import Grid, NoHeaderError, UnitRegister, ledger_as_json, read_ledger
from duban.plans.deadlines import Due, read_due
from duban_files.excel import read_sheets

HEADER = ["序号", "任务名称", "牵头单位", "完成时限", "进度"]


def ledger(*rows, header=HEADER):
    return read_ledger(Grid("台账", [["2023年重点工作台账"], header, *rows]), register=UnitRegister())


def test_the_office_ledger_reads_exactly(corpus):
    folder = corpus / "plans" / "files"
    units = json.loads((folder / "units.json").read_text("utf-8"))
    register = UnitRegister(frozenset(units["units"]), units["aliases"], frozenset(units["collective"]))
    expected = json.loads((folder / "ledger.xlsx.expected.json").read_text("utf-8"))
    reading = read_ledger(
        read_sheets((folder / "ledger.xlsx").read_bytes(), name="ledger.xlsx")[0], register=register
    )
    assert ledger_as_json(reading, file="ledger.xlsx") == expected


DEADLINES = [
    ("2023.6.30", "2023-06-30"), ("10月底", "2023-10-31"), ("三季度", "2023-09-30"), ("11.30前", "2023-11-30"), ("8月20日前", "2023-08-20"), ("45291", "2023-12-31"),
    ("年底", "2023-12-31"), ("全年", "2023-12-31"), ("2023年上半年", "2023-06-30"), ("4月中旬", "2023-04-20"), ("２０２３．１０．３１", "2023-10-31"), ("2023年9月", "2023-09-30"), ("十月底", "2023-10-31"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "day"), DEADLINES, ids=[d[0] for d in DEADLINES])
def test_a_deadline_is_the_last_day_of_its_span(words, day):
    assert read_due(words, year=2023) == Due(dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3月", "2023-03-01"),
        ("一季度", "2023-01-01"),
        ("2023.3", "2023-03-01"),
        ("下半年", "2023-07-01"),
        ("全年", "2023-01-01"),
    ],
)
def test_a_start_is_the_first_day_of_its_span(words, day):
    assert read_due(words, year=2023, start=True) == Due(dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("每月25日前", Due(recurring="monthly")),
        ("每季度末", Due(recurring="quarterly")),
        ("长期坚持", Due(recurring="long-term")),
        ("立行立改", Due()),
        ("—", Due()),
        (None, Due()),
    ],
)
def test_a_rhythm_is_no_day(words, due):
    assert read_due(words, year=2023) == due


@pytest.mark.parametrize("words", ["2月30日", "13月底", "待定", "2023-02-30"])
def test_a_date_that_cannot_be_is_unreadable(words):
    due = read_due(words, year=2023)
    assert (due.day, due.readable, due.impossible) == (None, False, words != "待定")


def test_a_date_without_any_year_is_unreadable():
    assert read_due("6月底", year=None).readable is False


def test_what_is_wrong_with_a_row_is_said_cell_by_cell():
    reading = ledger(["1", "修路", "县交通局", "2月30日", "快了"], ["1", "架桥", "县交通局", "6月底", "50%"])
    assert [(e.row, e.code, e.column, e.value) for e in reading.errors] == [
        (3, "invalid-date", "完成时限", "2月30日"), (3, "unreadable-progress", "进度", "快了"), (4, "duplicate-no", "序号", "1"),
    ]  # fmt: skip
    assert reading.rows[1].progress == Decimal(50)


def test_groups_blank_rows_and_footers_are_no_tasks():
    reading = ledger(
        ["一、项目建设（共1项）"] * 5,
        [None] * 5,
        ["1", "修路", "县交通局", "6月底", None],
        ["注：截至6月30日。"] * 5,
    )
    assert [(row.title, row.group, row.progress) for row in reading.rows] == [("修路", "项目建设", None)]


def test_a_sheet_without_header_is_refused():
    with pytest.raises(NoHeaderError):
        read_ledger(Grid("Sheet1", [["甲", "乙"], ["1", "2"]]), register=UnitRegister())


def test_an_unknown_unit_without_a_likely_name_gets_no_suggestion():
    grid = Grid("台账", [HEADER, ["1", "修路", "某某指挥部", "2023-06-30", "1"]])
    (error,) = read_ledger(grid, register=UnitRegister(units=frozenset({"县财政局"}))).errors
    assert (error.code, error.suggest) == ("unknown-unit", None)
