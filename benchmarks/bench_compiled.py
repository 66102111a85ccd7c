"""Reading compiled by mypyc (`make fast`) beside the same reading interpreted: the same facts, and how much faster."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
TIMED = """
import hashlib, sys, time
from pathlib import Path
from duban.checks import check_reading
from duban.facts import read
texts = [path.read_text("utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt")) if ".clean" not in path.name]
facts = [repr((f.indicators, str(f.measure), f.value, f.unit, f.base, f.region, f.period, f.start)) for text in texts for f in read(text).facts]
best = float("inf")
for _ in range(5):
    start = time.perf_counter()
    for text in texts:
        check_reading(read(text))
    best = min(best, time.perf_counter() - start)
print(hashlib.sha256("\\n".join(facts).encode()).hexdigest(), sum(len(text.encode()) for text in texts) / best / 1e6)
"""


def speed(site: Path, texts: Path) -> tuple[str, float]:
    """A digest of all facts, and MB/s of reading and checking."""
    done = subprocess.run(
        [sys.executable, "-c", TIMED, str(texts)], env=os.environ | {"PYTHONPATH": str(site)}, cwd=site, capture_output=True, text=True, check=True
    )  # fmt: skip
    digest, figure = done.stdout.split()
    return digest, float(figure)


def main() -> None:
    """Build, install aside, compare."""
    corpus = os.environ.get("DUBAN_CORPUS")
    texts = Path(corpus) / "reading" / "dev" if corpus else ROOT / "tests" / "corpus" / "reading"
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
        fast, plain = speed(site, texts), speed(ROOT / "src", texts)
    assert fast[0] == plain[0], "the compiled reader gives other facts than the interpreted one"
    print(
        f"reading and checking, compiled: {fast[1]:.2f} MB/s; interpreted: {plain[1]:.2f} MB/s; ratio {fast[1] / plain[1]:.2f}; the same facts"
    )


if __name__ == "__main__":
    main()
