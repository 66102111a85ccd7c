"""72 years of national government work reports, decade by decade: how much is read, and how sure. Prints the table of the manual."""

import json
import os
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from duban.facts import Context, read
from duban.facts.names import exact_name

corpus = os.environ.get("DUBAN_CORPUS")
if not corpus:
    print("DUBAN_CORPUS is not set: the reports are not part of the project")
    sys.exit(0)


@dataclass
class Decade:
    reports: int = 0
    characters: int = 0
    facts: int = 0
    standard: int = 0
    dated: int = 0
    sure: int = 0
    targets: int = 0
    growth: dict[int, str] = field(default_factory=dict)


decades: dict[int, Decade] = defaultdict(Decade)
for line in (Path(corpus) / "reports" / "government_work_reports.jsonl").read_text("utf-8").splitlines():
    report = json.loads(line)
    if not str(report["year"]).isdigit():
        continue
    year = int(report["year"])
    facts = read(report["content"], context=Context(None, "全国")).facts
    decade = decades[year // 10 * 10]
    decade.reports += 1
    decade.characters += len(report["content"])
    decade.facts += len(facts)
    decade.standard += sum(exact_name(fact.indicator) is not None for fact in facts)
    decade.dated += sum(fact.period is not None for fact in facts)
    decade.sure += sum(fact.confidence >= 1 for fact in facts)
    decade.targets += sum(fact.measure == "target" for fact in facts)
    for fact in facts:
        is_last_year = fact.period == str(year - 1) and fact.base == "同比" and fact.measure == "growth"
        if fact.indicator == "地区生产总值" and is_last_year and year not in decade.growth:
            decade.growth[year] = f"{year - 1}: {fact.value.normalize():f} %"
print(
    "| decade | reports | characters | figures | for 1,000 characters | standard name | with a period | fully sure | targets |"
)
print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
for start, decade in sorted(decades.items()):
    n = decade.facts
    print(
        f"| {start}s | {decade.reports} | {decade.characters:,} | {n:,} | {n / decade.characters * 1000:.1f} | {decade.standard / n:.0%} | "
        f"{decade.dated / n:.0%} | {decade.sure / n:.0%} | {decade.targets / n:.0%} |"
    )
print(
    "\nGrowth of the gross domestic product of the year before, as each report states it: "
    + "; ".join(said for _, d in sorted(decades.items()) for _, said in sorted(d.growth.items()))
    + "."
)
