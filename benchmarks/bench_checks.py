"""Checks: how many figures of the annotated texts they look at, and how many planted slips they find without accusing others."""

import datetime as dt
import json
import os
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from slips import Slip, slips

from duban.checks import Finding, check_reading
from duban.checks.base import Figure
from duban.facts import Context, Reading, read
from duban.text.quantities import quantities

HERE = Path(__file__).parents[1] / "tests" / "corpus" / "reading"
NEAR = 3


def reading_of(path: Path) -> tuple[Reading, Context]:
    gold = json.loads(path.read_text("utf-8"))
    context = Context(dt.date.fromisoformat(gold["published"]) if gold["published"] else None, gold["region"])
    return read(path.with_suffix(".txt").read_text("utf-8"), context=context), context


def broken(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.verdict == "breaks"]


def in_sight(reading: Reading, slip: Slip, figure: Figure) -> bool:
    """Whether arithmetic can see the slip at all: with the slipped value put into the figure as it was read, some check breaks."""
    read_again = next((q for q in quantities(slip.text[slip.start : slip.end + 6]) if q.start == 0), None)
    at = next(
        (i for i, f in enumerate(reading.facts) if (f.start, f.end) == (figure.start, figure.end)), None
    )
    if at is None or (read_again is None and slip.kind != "sign"):
        return False
    fact = reading.facts[at]
    if slip.kind == "sign":
        other = replace(fact, value=-fact.value)
    elif slip.kind == "points":
        return False  # a rate that turns into points is another kind of statement: nothing is left to hold it against
    else:
        sign = -1 if fact.value < 0 else 1
        other = replace(fact, value=sign * abs(read_again.value), unit=read_again.unit, step=read_again.step)
    changed = replace(reading, facts=(*reading.facts[:at], other, *reading.facts[at + 1 :]))
    return any(any(x.start == figure.start for x in f.figures) for f in broken(check_reading(changed)))


@dataclass(slots=True)
class Tally:
    """What was planted, in sight and found, by kind of slip."""

    planted: Counter[str] = field(default_factory=Counter)
    visible: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    found_in_sight: int = 0
    accused: int = 0


def plant(reading: Reading, context: Context, rng: random.Random, tally: Tally) -> None:
    """Plant every slip into every figure that a holding check looks at."""
    text, findings = reading.clean.text, check_reading(reading)
    before = {(f.code, f.computed, f.stated) for f in broken(findings)}
    figures = {(x.start, x.end): x for f in findings if f.verdict == "holds" for x in f.figures}
    for (start, end), figure in sorted(figures.items()):
        for slip in slips(text, start, end, rng):
            new = [
                f
                for f in broken(check_reading(read(slip.text, context=context)))
                if (f.code, f.computed, f.stated) not in before
            ]
            near = [f for f in new if any(abs(x.start - start) <= NEAR for x in f.figures)]
            visible = in_sight(reading, slip, figure)
            tally.planted[slip.kind] += 1
            tally.visible[slip.kind] += visible
            tally.found[slip.kind] += bool(near)
            tally.found_in_sight += visible and bool(near)
            tally.accused += len(new) - len(near)


def measure(folder: Path) -> None:
    """Print coverage, false findings and slips found of a folder."""
    rng, tally = random.Random(7), Tally()
    figures = looked_at = false = 0
    for path in sorted(folder.glob("*.json")):
        reading, context = reading_of(path)
        findings = check_reading(reading)
        figures += len(reading.facts)
        looked_at += len({(x.start, x.end) for f in findings for x in f.figures})
        false += len(broken(findings))
        plant(reading, context, rng, tally)
    whole, seen, hits = tally.planted.total(), tally.visible.total(), tally.found.total()
    print(
        f"{folder.name}: {figures} figures, {looked_at} looked at ({looked_at / figures:.1%}), {false} findings that break in the texts as they are"
    )
    print(
        f"  planted slips in figures that a check looked at: {whole}; arithmetic can see {seen}, of these found {tally.found_in_sight} "
        f"({tally.found_in_sight / max(1, seen):.1%}); found of all {hits} ({hits / max(1, whole):.1%}); others accused {tally.accused}, "
        f"precision {hits / max(1, hits + tally.accused):.3f}"
    )
    print(
        "  "
        + "  ".join(
            f"{kind} {tally.found[kind]} of {tally.visible[kind]} in sight, {tally.planted[kind]} planted"
            for kind in tally.planted
        )
    )


measure(HERE)
if corpus := os.environ.get("DUBAN_CORPUS"):
    measure(Path(corpus) / "reading" / "dev")
