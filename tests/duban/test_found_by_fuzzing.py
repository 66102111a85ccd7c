"""Inputs that once made the reader fail, kept for ever (tests/fuzz/found)."""

from pathlib import Path

import pytest

from duban.checks import check_reading
from duban.facts import read
from duban.plans import read_plan
from duban.text.decode import decode

FOUND = sorted((Path(__file__).parents[1] / "fuzz" / "found").glob("*.bin"))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_once_failed_reads(path):
    text = decode(path.read_bytes()).text
    reading = read(text)
    check_reading(reading)
    read_plan(text)
    assert all(fact.start < fact.end <= len(reading.clean.text) for fact in reading.facts)
