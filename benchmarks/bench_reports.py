"""72 years of national government work reports, decade by decade: how much is read, and how sure. Prints the table of the manual.

python benchmarks/bench_reports.py [--charts FOLDER]     draws the two charts of the manual, too
"""

import json
import os
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import altair as alt
import vl_convert

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


def chart(rows: list[dict[str, object]], name: str, *, x: str, y: str, title: str) -> None:
    """One chart as SVG."""
    drawn = alt.Chart(alt.Data(values=rows), title=title, width=620, height=200)
    marks = drawn.mark_line(point=True) if x == "year" else drawn.mark_bar()
    spec = marks.encode(x=alt.X(f"{x}:O", title=x), y=alt.Y(f"{y}:Q", title=y)).to_dict()
    (Path(sys.argv[2]) / name).write_text(vl_convert.vegalite_to_svg(spec), "utf-8")


if sys.argv[1:2] == ["--charts"]:
    density = [
        {"decade": f"{start}s", "figures for 1,000 characters": d.facts / d.characters * 1000}
        for start, d in sorted(decades.items())
    ]
    chart(
        density,
        "reports-density.svg",
        x="decade",
        y="figures for 1,000 characters",
        title="Figures in national government work reports",
    )
    growth = [
        {"year": said.partition(":")[0], "growth %": float(said.partition(": ")[2].rstrip(" %"))}
        for _, d in sorted(decades.items())
        for _, said in sorted(d.growth.items())
    ]
    chart(
        growth,
        "reports-growth.svg",
        x="year",
        y="growth %",
        title="Growth of the gross domestic product, as the reports state it",
    )
