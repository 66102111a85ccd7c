"""Start-up, memory of long papers, and what a second core brings: the figures that an office with an old machine asks about."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from duban_corpus import Pool, read_pile

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "reading"
CHILD = """
import resource, sys
from pathlib import Path
from duban.checks import check_reading
from duban.facts import read
text = "\\n".join(path.read_text("utf-8") for path in sorted(Path(sys.argv[1]).glob("a??.txt")))
wanted = int(float(sys.argv[2]) * 1_000_000)
while len(text.encode()) < wanted:
    text += text
text = text.encode()[:wanted].decode("utf-8", "ignore")
check_reading(read(text))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
MEGABYTES_OF_PILE = 12
FILES = 24


def start_up() -> float:
    """Seconds from nothing to the first paper read, the best of five."""
    code = "from duban.facts import read; read('2022年一季度，固定资产投资完成22.1亿元，同比增长5.7%。')"
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        best = min(best, time.perf_counter() - start)
    return best


def peak(megabytes: float) -> int:
    """MB of memory at most, while a text of so many MB is read and checked."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(CORPUS), str(megabytes)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def scaling() -> tuple[float, float]:
    """Seconds for a pile with one process and with two."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(CORPUS.glob("a??.txt")))
    copies = max(1, MEGABYTES_OF_PILE * 1_000_000 // FILES // len(text.encode()))
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder) / "pile"
        pile.mkdir()
        for number in range(FILES):
            (pile / f"{number}.txt").write_text(f"{number}\n" + text * copies, "utf-8")
        taken = []
        for workers in (1, 2):
            start = time.perf_counter()
            read_pile(pile, Path(folder) / f"out{workers}", engine=Pool(workers))
            taken.append(time.perf_counter() - start)
    return taken[0], taken[1]


if __name__ == "__main__":
    print(f"start-up to the first paper read: {start_up():.2f} s (the interpreter alone: part of it)")
    print("; ".join(f"{size} MB of dense text: peak {peak(size)} MB of memory" for size in (0.1, 5)))
    one, two = scaling()
    print(
        f"a pile of {MEGABYTES_OF_PILE} MB: one process {one:.1f} s, two {two:.1f} s, ratio {one / two:.2f}"
    )
