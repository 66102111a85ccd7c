"""What reads the files of a pile: a pool of processes on this machine, or a Dask cluster. Both run the same function over the same jobs."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Protocol

from duban_corpus.shard import read_shard


class WorkerDiedError(Exception):
    """A worker ended without an answer; which paper killed it stands in its `.now` file."""


@dataclass(frozen=True, slots=True)
class Job:
    """One input file, its output file, and the papers in it that are left out."""

    source: str
    target: str
    skipped: tuple[str, ...]


class Engine(Protocol):
    """Runs jobs in any order."""

    def run(self, jobs: Sequence[Job]) -> Iterator[None]:
        """Yield once for each job that is done.

        Raises:
            WorkerDiedError: some jobs were not done; those done keep their output.
        """
        ...


@dataclass(frozen=True, slots=True)
class Pool:
    """Processes of this machine."""

    workers: int

    def run(self, jobs: Sequence[Job]) -> Iterator[None]:
        """As `Engine`."""
        with ProcessPoolExecutor(self.workers, mp_context=get_context("spawn")) as pool:
            futures = [pool.submit(read_shard, job.source, job.target, job.skipped) for job in jobs]
            try:
                for future in as_completed(futures):
                    future.result()
                    yield
            except BrokenProcessPool as problem:
                raise WorkerDiedError from problem


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask cluster whose workers see the same folders as this machine."""

    address: str

    def run(self, jobs: Sequence[Job]) -> Iterator[None]:
        """As `Engine`. A job is tried once in each round: the scheduler must not try a paper that kills on every worker."""
        from distributed import Client, KilledWorker  # noqa: PLC0415 an extra
        from distributed import as_completed as done  # noqa: PLC0415

        with Client(self.address) as client:
            futures = [
                client.submit(read_shard, job.source, job.target, job.skipped, pure=False, retries=0)
                for job in jobs
            ]
            for future in done(futures):
                try:
                    future.result()
                except KilledWorker as problem:
                    client.cancel(futures)
                    raise WorkerDiedError from problem
                yield
