"""Checks: how many figures of the annotated texts they look at, and how many planted slips they find without accusing others."""

import datetime as dt
import json
import os
import random
from collections import Counter
from pathlib import Path

from slips import slips

from duban.checks import Finding, check_reading
from duban.facts import Context, Reading, read

HERE = Path(__file__).parents[1] / "tests" / "corpus" / "reading"
NEAR = 3


def reading_of(path: Path) -> tuple[Reading, Context]:
    gold = json.loads(path.read_text("utf-8"))
    context = Context(dt.date.fromisoformat(gold["published"]) if gold["published"] else None, gold["region"])
    return read(path.with_suffix(".txt").read_text("utf-8"), context=context), context


def broken(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.verdict == "breaks"]


def measure(folder: Path) -> None:
    rng = random.Random(7)
    figures = looked_at = false = 0
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    accused = 0
    for path in sorted(folder.glob("*.json")):
        reading, context = reading_of(path)
        findings = check_reading(reading)
        figures += len(reading.facts)
        seen = sorted({(x.start, x.end) for f in findings for x in f.figures})
        looked_at += len(seen)
        before = {(f.code, f.start) for f in broken(findings)}
        false += len(before)
        text = reading.clean.text
        for start, end in sorted(
            {(x.start, x.end) for f in findings if f.verdict == "holds" for x in f.figures}
        ):
            for slip in slips(text, start, end, rng):
                new = [
                    f
                    for f in broken(check_reading(read(slip.text, context=context)))
                    if (f.code, f.start) not in before
                ]
                near = [f for f in new if any(abs(x.start - start) <= NEAR for x in f.figures)]
                planted[slip.kind] += 1
                found[slip.kind] += bool(near)
                accused += len(new) - len(near)
    whole, hits = planted.total(), found.total()
    print(
        f"{folder.name}: {figures} figures, {looked_at} looked at ({looked_at / figures:.1%}), {false} findings that break in the texts as they are"
    )
    print(
        f"  planted slips in figures that a check looked at: {whole}, found {hits} ({hits / max(1, whole):.1%}), others accused {accused}"
    )
    print("  " + "  ".join(f"{kind} {found[kind]}/{planted[kind]}" for kind in planted))


measure(HERE)
if corpus := os.environ.get("DUBAN_CORPUS"):
    measure(Path(corpus) / "reading" / "dev")
