"""Reading: F1 on the annotated texts, and MB/s beside thirty lines of regex in the same run."""

import datetime as dt
import json
import os
import re
import time
from pathlib import Path

from duban.checks import check_reading
from duban.evaluation import Score, score
from duban.facts import Context, read

HERE = Path(__file__).parents[1] / "tests" / "corpus" / "reading"
PEER = re.compile(
    r"(\d+(?:\.\d+)?)(万亿|亿|万)?(元|%|个百分点|个|家|户|项|件|人|名|公里|亩|吨|条|辆|座|台|次|天)"
)


# texts whose annotations nobody looked at while the reader was tuned
KEPT_ASIDE = ("a05.json", "a15.json", "b05.json", "b10.json", "b15.json", "b20.json", "seed4.json")


def quality(folder: Path, *patterns: str) -> Score:
    """All annotated texts of a folder that one of the patterns names."""
    whole = Score()
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        gold = json.loads(path.read_text("utf-8"))
        published = dt.date.fromisoformat(gold["published"]) if gold["published"] else None
        facts = read(
            path.with_suffix(".txt").read_text("utf-8"), context=Context(published, gold["region"])
        ).facts
        rows = [
            {
                "indicator": list(f.indicators),
                "measure": f.measure.value,
                "value": float(f.value),
                "unit": f.unit,
                "base": f.base,
                "scope": f.scope,
                "region": f.region,
                "period": f.period,
            }
            for f in facts
        ]
        whole.add(score(gold["facts"], rows, region=gold["region"] or ""))
    return whole


def say_quality(name: str, whole: Score) -> None:
    """One line."""
    context = "  ".join(
        f"{field} {whole.right(field):.3f}" for field in ("period", "region", "base", "scope")
    )
    print(
        f"{name}: {whole.gold} figures, figure F1 {whole.f1(whole.figures):.3f}, fact F1 {whole.f1(whole.facts):.3f}; {context}"
    )


def seconds(function, texts: list[str]) -> float:
    """The best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            function(text)
        best = min(best, time.perf_counter() - start)
    return best


say_quality("our 25 texts", quality(HERE, "a*.json"))
if corpus := os.environ.get("DUBAN_CORPUS"):
    dev = Path(corpus) / "reading" / "dev"
    say_quality("the five seeds", quality(dev, "seed*.json"))
    say_quality("all 50 development texts", quality(dev, "*.json"))
    say_quality("of these, kept aside while tuning", quality(dev, *KEPT_ASIDE))
texts = [path.read_text("utf-8") for path in sorted(HERE.glob("a??.txt"))]
size = sum(len(text.encode()) for text in texts) / 1e6
ours, peer = (
    seconds(read, texts),
    seconds(
        lambda text: [(m[1], m[3], text[max(0, m.start() - 12) : m.start()]) for m in PEER.finditer(text)],
        texts,
    ),
)
print(
    f"reading with repair, facts and places: {size / ours:.2f} MB/s; a bare regex for number and unit: {size / peer:.1f} MB/s; ratio 1 : {ours / peer:.0f}"
)
prose = [re.sub("[0-9]+(?:[.][0-9]+)?[%亿万元个户家项]*", "", text) for text in texts]
both = seconds(lambda text: check_reading(read(text)), texts)
few = seconds(lambda text: check_reading(read(text)), prose)
print(
    f"reading and checking: {size / both:.2f} MB/s; the same texts without their figures: {sum(len(t.encode()) for t in prose) / 1e6 / few:.2f} MB/s"
)
