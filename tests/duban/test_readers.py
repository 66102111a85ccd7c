"""Every phrase family has a case file beside this test: a text and the facts that it states."""

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from duban.facts import Context, read
from duban.facts.readers import all_readers

FOLDER = Path(__file__).parent / "readers"
CASES = [
    (path.stem, case)
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]
CONTEXT = Context(dt.date(2023, 7, 20), "云岭县")


def test_every_reader_has_cases_and_a_manual_page():
    readers = all_readers()
    assert [r.name for r in readers] == ["rank", "points", "share", "growth", "change", "rate", "level"]
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {r.name for r in readers}
    assert [r.name for r in readers if len(r.manual) < 40] == []


@pytest.mark.parametrize(
    ("reader", "case"), CASES, ids=[f"{name}: {case['text'][:20]}" for name, case in CASES]
)
def test_the_text_states_these_facts(reader, case):
    facts = read(case["text"], context=CONTEXT).facts
    said = [
        " ".join(
            filter(None, [f.indicator, f.measure, f"{f.value.normalize():f}{f.unit}", f.base, f.scope, f.of])
        )
        for f in facts
    ]
    assert said == case["facts"]
    assert reader in {f.reader for f in facts}


def test_a_paper_without_a_figure_gives_no_fact_and_no_error():
    reading = read("会议强调，要提高站位，真抓实干。")
    assert (reading.facts, reading.remnants) == ((), ())


def test_the_date_of_publication_is_read_from_the_page():
    reading = read("发布时间:2023-07-21 08:57\n一季度全县完成投资5亿元。")
    assert (reading.published, reading.facts[0].period) == ("2023-07-21", "2023-Q1")


def test_a_publication_date_that_cannot_be_is_ignored():
    assert read("发布时间:2023-13-41\n完成投资5亿元。").published is None


def test_a_page_without_any_punctuation_is_read_in_time_that_grows_with_its_length():
    reading = read("投资5亿元项目3个" * 4000)
    assert len(reading.facts) == 8000


@pytest.mark.parametrize("reader", all_readers(), ids=lambda reader: reader.name)
def test_the_manual_gives_a_right_and_a_wrong_example_of_every_reader(reader):
    right = re.search(r"^Right: (?P<text>.+?) → (?P<measure>\w+) ", reader.manual, re.MULTILINE)
    assert right
    assert re.search(r"^Wrong: ", reader.manual, re.MULTILINE)
    facts = read(right["text"] + "。", context=CONTEXT).facts
    assert [(fact.reader, fact.measure.value) for fact in facts] == [(reader.name, right["measure"])]
