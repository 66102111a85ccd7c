"""docs/systems.md: 174 rows, and what each names is there: its pages open, its presets ship, its tests exist."""

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from duban_web.registers import packs

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| S(\d+) \| (.+?) \| (.+?) \| (works|partly|waits) \| (.+) \|$")
PAGES = re.compile(r"`(/[^`]*)`")
TESTS = re.compile(r"\b(test_\w+)((?: `\w+`(?:, (?=`))?)*)")
ROWS = [
    found
    for line in (ROOT / "docs" / "systems.md").read_text("utf-8").splitlines()
    if (found := ROW.match(line))
]
SOURCES = {path.stem: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}


def test_every_mechanism_has_a_row_in_order_and_the_counts_are_right():
    assert [int(row[1]) for row in ROWS] == list(range(1, 175))
    counts = {state: sum(row[4] == state for row in ROWS) for state in ("works", "partly", "waits")}
    said = f"{counts['works']} work, {counts['partly']} work partly, {counts['waits']} wait."
    assert said in (ROOT / "docs" / "systems.md").read_text("utf-8")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"S{row[1]}")
def test_what_a_row_names_is_there(row):
    wrong = []
    for address in PAGES.findall(row[5]):
        path = re.sub(r"/(N|…)(?=/)", "/1", address.partition("?")[0])
        try:
            resolve(path)
        except Resolver404:
            wrong.append(address)
        if found := re.match(r"/registers/(\w+)/$", path):
            wrong += [] if found[1] in packs.presets() else [address]
    for name, cases in TESTS.findall(row[5]):
        if name not in SOURCES:
            wrong.append(name)
        wrong += [
            f"{name} {case}"
            for case in re.findall(r"`(\w+)`", cases)
            if name in SOURCES and case not in SOURCES[name]
        ]
    assert wrong == []
    assert row[4] == "waits" or TESTS.search(row[5]), "no test is named"


def test_every_preset_stands_in_a_row():
    named = {code for row in ROWS for code in re.findall(r"/registers/(\w+)/", row[5])}
    assert set(packs.presets()) - named == set()
