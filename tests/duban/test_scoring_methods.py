"""Every method against its cases, and the cases against a spreadsheet that knows nothing of our code."""

import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml

from duban.scoring import all_methods, compute, parse_scheme
from duban.scoring.method import Kind
from duban.scoring.reading import Reading

FOLDER = Path(__file__).parent / "scoring"
METHODS = sorted(all_methods())
CASES = [
    (code, case) for code in METHODS for case in yaml.safe_load((FOLDER / f"{code}.yaml").read_text("utf-8"))
]
HEAD = 'name = "案例"\nfull = {full}\ndecimals = 2\nrounding = "half-up"\nties = "same"\nmissing = "refuse"\n[[item]]\ncode = "a"\nname = "甲"\nmethod = "{method}"\n'


def toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def scheme_of(code, item):
    lines = "".join(f"{name} = {toml(value)}\n" for name, value in item.items())
    return parse_scheme(HEAD.format(full=item.get("weight", 0), method=code) + lines)


def number(said):
    return None if said is None else Decimal(str(said))


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}: {case['says']}" for code, case in CASES])
def test_a_method_gives_what_its_case_says(code, case):
    scheme, units = scheme_of(code, case["item"]), case["units"]
    readings = {
        ("a", u): Reading(*(number(row.get(n)) for n in ("value", "target", "past")))
        for u, row in units.items()
    }
    result = compute(scheme, dict.fromkeys(units, ""), readings)
    assert {u: str(result.of(u).points.get("a")) for u in units} == {
        u: str(row["points"]) for u, row in units.items()
    }
    assert {u for u in units if result.of(u).vetoes} == {u for u, row in units.items() if row.get("vetoed")}


@pytest.mark.parametrize("code", METHODS)
def test_a_method_says_its_formula_source_and_example(code):
    manual = all_methods()[code].manual
    assert [word for word in ("Source:", "Example:") if word not in manual] == []
    assert "Formula:" in manual or all_methods()[code].kind is Kind.VETO


def sheet(book, at, case):
    """A case on a sheet of its own: values, targets and pasts in three columns, the formula beside."""
    page = book.create_sheet(f"c{at}")
    rows = list(case["units"].items())
    for n, (unit, row) in enumerate(rows, 2):
        for column, name in enumerate(("value", "target", "past"), 2):
            page.cell(n, column, row.get(name))
        page.cell(n, 1, unit)
        words = {"value": f"B{n}", "target": f"C{n}", "past": f"D{n}", "values": f"$B$2:$B${len(rows) + 1}"}
        formula = case["sheet"]
        for name, cell in words.items():
            formula = formula.replace("{" + name + "}", cell)
        page.cell(n, 5, formula)


@pytest.mark.skipif(
    shutil.which("soffice") is None and "DUBAN_REQUIRE_BROWSER" not in os.environ,
    reason="LibreOffice is not installed",
)
def test_a_spreadsheet_gives_the_same_to_the_last_digit(tmp_path):
    cases = [(code, case) for code, case in CASES if "sheet" in case]
    book = openpyxl.Workbook()
    for at, (_, case) in enumerate(cases):
        sheet(book, at, case)
    book.save(tmp_path / "in.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "out", tmp_path / "in.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    done = openpyxl.load_workbook(tmp_path / "out" / "in.xlsx", data_only=True)
    worked = {
        f"{code}: {case['says']}": [
            Decimal(str(round(row[4].value, 6))) for row in done[f"c{at}"].iter_rows(min_row=2)
        ]
        for at, (code, case) in enumerate(cases)
    }
    assert worked == {
        f"{code}: {case['says']}": [Decimal(str(row["points"])) for row in case["units"].values()]
        for code, case in cases
    }
