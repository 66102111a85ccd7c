"""A pile: an engine is started again when a worker dies, until every input file has its output."""

import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from duban_corpus.engines import Engine, Job, Pool, WorkerDiedError
from duban_corpus.shard import output_of
from duban_corpus.sources import inputs

TRIES = 2
SET_ASIDE = "set_aside.json"


@dataclass(frozen=True, slots=True)
class PileReport:
    """What became of a pile: files and papers in all, facts, papers without text, and papers set aside because they killed their worker."""

    files: int
    papers: int
    facts: int
    failed: int
    set_aside: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every paper was read but for those that had no text."""
        return not self.set_aside


def _quietly(done: int, whole: int) -> None:
    """Say nothing."""
    del done, whole


def read_pile(
    source: Path,
    out: Path,
    *,
    engine: Engine | None = None,
    progress: Callable[[int, int], None] = _quietly,
) -> PileReport:
    """Read a pile into a folder of Parquet files. What is there already is not read again; a killed run goes on where it stopped.

    A paper during which a worker dies twice is set aside and named; the rest is read. Without an engine all cores of this machine read.
    """
    out.mkdir(parents=True, exist_ok=True)
    runs = engine or Pool(os.cpu_count() or 1)
    work = {path: output_of(path, source, out) for path in inputs(source)}
    tries: Counter[tuple[str, str]] = Counter()
    aside = _aside(out)
    while left := {path: target for path, target in work.items() if not target.exists()}:
        done = len(work) - len(left)
        progress(done, len(work))
        jobs = [Job(str(p), str(target), tuple(sorted(aside.get(str(p), ())))) for p, target in left.items()]
        try:
            for number, _ in enumerate(runs.run(jobs), start=done + 1):
                progress(number, len(work))
        except WorkerDiedError:
            _blame(left, tries, aside)
            kept = {path: sorted(keys) for path, keys in aside.items()}
            (out / SET_ASIDE).write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
    progress(len(work), len(work))
    return _report(work, aside)


def _blame(left: dict[Path, Path], tries: Counter[tuple[str, str]], aside: dict[str, set[str]]) -> None:
    """Papers that were being read when the pool broke are suspects; the second time they are set aside."""
    for path, target in left.items():
        now = target.with_name(target.name + ".now")
        if not now.exists():
            continue
        key = now.read_text("utf-8")
        now.unlink()
        tries[str(path), key] += 1
        if tries[str(path), key] >= TRIES:
            aside.setdefault(str(path), set()).add(key)


def _aside(out: Path) -> dict[str, set[str]]:
    path = out / SET_ASIDE
    return {k: set(v) for k, v in json.loads(path.read_text("utf-8")).items()} if path.exists() else {}


def _report(work: dict[Path, Path], aside: dict[str, set[str]]) -> PileReport:
    whole: Counter[str] = Counter()
    for target in work.values():
        whole.update(json.loads(target.with_name(target.name + ".json").read_text("utf-8")))
    named = tuple(f"{path}: {key}" for path, keys in sorted(aside.items()) for key in sorted(keys))
    return PileReport(len(work), whole["papers"], whole["facts"], whole["failed"], named)
