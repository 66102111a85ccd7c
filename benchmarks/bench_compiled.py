"""Reading compiled by mypyc (`make fast`) beside the same reading interpreted: the same facts, and how much faster."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TIMED = """
import hashlib, json, re, sys, time
from pathlib import Path
from duban.checks import check_reading
from duban.facts import read
texts = [path.read_text("utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt")) if ".clean" not in path.name]
facts = [repr((f.indicators, str(f.measure), f.value, f.unit, f.base, f.region, f.period, f.start)) for text in texts for f in read(text).facts]

def without_figures(text):
    return "".join(s for s in re.split("(?<=[。！？\\n])", text) if not re.search("[0-9０-９]{2}|[一二三四五六七八九十百千万亿]{2}", s))

def speed(texts):
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for text in texts:
            check_reading(read(text))
        best = min(best, time.perf_counter() - start)
    return sum(len(text.encode()) for text in texts) / best / 1e6

reports = Path(sys.argv[2]).read_text("utf-8").splitlines()[::3] if len(sys.argv) > 2 else []
ordinary = [without_figures(json.loads(line)["content"]) for line in reports] or [without_figures(text) for text in texts]
print(hashlib.sha256("\\n".join(facts).encode()).hexdigest(), speed(texts), speed(ordinary))
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """A digest of all facts, and MB/s of reading and checking dense and ordinary text."""

    digest: str
    dense: float
    ordinary: float


def speed(site: Path, *texts: Path) -> Speed:
    """Measured in a process of its own, with the library of a folder."""
    done = subprocess.run(
        [sys.executable, "-c", TIMED, *map(str, texts)], env=os.environ | {"PYTHONPATH": str(site)}, cwd=site, capture_output=True, text=True, check=True
    )  # fmt: skip
    digest, dense, ordinary = done.stdout.split()
    return Speed(digest, float(dense), float(ordinary))


def main() -> None:
    """Build, install aside, compare."""
    corpus = os.environ.get("DUBAN_CORPUS")
    texts = [ROOT / "tests" / "corpus" / "reading"]
    if corpus:
        texts = [Path(corpus) / "reading" / "dev", Path(corpus) / "reports" / "government_work_reports.jsonl"]
    with tempfile.TemporaryDirectory(prefix="duban-fast-") as folder:
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        options = ["--no-deps", "--no-build-isolation", "--no-cache-dir"]
        subprocess.run(
            [*pip, "wheel", *options, "-w", folder, "."],
            cwd=ROOT,
            env=os.environ | {"DUBAN_COMPILE": "1"},
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        site = Path(folder) / "site"
        subprocess.run([*pip, "install", "--no-deps", "--target", str(site), str(wheel)], check=True)
        fast, plain = speed(site, *texts), speed(ROOT / "src", *texts)
    assert fast.digest == plain.digest, "the compiled reader gives other facts than the interpreted one"
    print(
        f"reading and checking, compiled: dense {fast.dense:.2f}, ordinary {fast.ordinary:.1f} MB/s; interpreted: {plain.dense:.2f} and "
        f"{plain.ordinary:.1f}; ratio {fast.dense / plain.dense:.2f}; the same facts"
    )


if __name__ == "__main__":
    main()
