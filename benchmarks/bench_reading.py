"""Reading: F1 on the annotated texts, and MB/s beside thirty lines of regex in the same run."""

import contextlib
import datetime as dt
import importlib.util
import io
import json
import os
import re
import time
from pathlib import Path

from duban.checks import check_reading
from duban.evaluation import Score, score
from duban.facts import Context, read
from duban.facts.grammar import lead_of
from duban.facts.subject import own_names

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
        lead_of.cache_clear()  # a pile never holds the same sentence twice: what was taken apart before must not help
        own_names.cache_clear()
        start = time.perf_counter()
        for text in texts:
            function(text)
        best = min(best, time.perf_counter() - start)
    return best


def regex(text: str) -> list[tuple[str, ...]]:
    """Thirty lines of regex, in one: number, unit, and the words before."""
    return [(m[1], m[3], text[max(0, m.start() - 12) : m.start()]) for m in PEER.finditer(text)]


def speed(texts: list[str]) -> float:
    """MB/s of our whole pipeline; prints it beside the peers over the same texts."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    peers = {"a bare regex for number and unit": seconds(regex, texts)}
    if importlib.util.find_spec("jionlp"):
        with contextlib.redirect_stdout(io.StringIO()):  # it greets
            import jionlp  # noqa: PLC0415
        peers["JioNLP, money alone"] = seconds(
            lambda text: jionlp.ner.extract_money(text, with_parsing=True), texts
        )
    ours, both = seconds(read, texts), seconds(lambda text: check_reading(read(text)), texts)
    print(f"  repair, facts and places {size / ours:.2f} MB/s; with all checks {size / both:.2f} MB/s")
    for name, taken in peers.items():
        print(f"  {name}: {size / taken:.1f} MB/s, ratio 1 : {ours / taken:.1f}")
    return size / both


def without_figures(text: str) -> str:
    """Only the sentences that hold no number of two digits, Chinese or not: what most of a pile is."""
    return "".join(
        sentence
        for sentence in re.split("(?<=[。！？\n])", text)
        if not re.search("[0-9０-９]{2}|[一二三四五六七八九十百千万亿]{2}", sentence)
    )


def main() -> None:
    """Quality on the annotated texts, then speed."""
    say_quality("our 25 texts", quality(HERE, "a*.json"))
    texts = [path.read_text("utf-8") for path in sorted(HERE.glob("a??.txt"))]
    ordinary = [
        without_figures(path.read_text("utf-8")) for path in sorted((HERE.parent / "plans").glob("*.txt"))
    ] * 8
    if corpus := os.environ.get("DUBAN_CORPUS"):
        dev = Path(corpus) / "reading" / "dev"
        say_quality("the five seeds", quality(dev, "seed*.json"))
        say_quality("all 50 development texts", quality(dev, "*.json"))
        say_quality("of these, kept aside while tuning", quality(dev, *KEPT_ASIDE))
        texts = [path.read_text("utf-8") for path in sorted(dev.glob("*.txt")) if ".clean" not in path.name]
        reports = (Path(corpus) / "reports" / "government_work_reports.jsonl").read_text("utf-8").splitlines()
        ordinary = [without_figures(json.loads(line)["content"]) for line in reports[::3]]
    print("dense texts, damaged as they came:")
    speed(texts)
    print("ordinary text, hardly a figure:")
    speed(ordinary)


if __name__ == "__main__":
    main()
