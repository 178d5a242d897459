"""Batches read in processes of their own, on all cores: a file that brings its process down costs only itself.

A process that ends, or does not, before its time is up is replaced, and what it had to do is done again in smaller
parts, down to the file that is to blame. That file is quarantined and told as such; as nothing of it is known, it is
tried again in the next run.
"""

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as OutOfTimeError
from dataclasses import replace
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessPool

from pipeline.corpus import Found
from pipeline.sources import sources
from pipeline.staging.planning import Batch, Shard, read_batch

# Batches after which a process is replaced, so that none grows for days.
_MOST_BATCHES = 50
# Seconds that a batch may take: two for each document, a thousand times what most take, and some to start with.
_TO_START, _PER_DOCUMENT = 120, 2


class LostError(Exception):
    """Processes that read were ended from outside, again and again; what they had read is kept."""


class Processes:
    """A pool of processes that read batches; a context in which it lives."""

    def __init__(self, workers: int, seconds: float | None = None) -> None:
        """Prepare a pool of ``workers`` processes; ``seconds`` that a batch may take replace the usual ones."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([read_batch.__module__])
        self._pool = ProcessPool(max_workers=workers, max_tasks=_MOST_BATCHES, context=context)
        self._seconds = seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind:
            self._pool.stop()  # type: ignore[no-untyped-call]
        else:
            self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()

    def read(self, batch: Batch) -> dict[str, str]:
        """Read a batch, as `read_batch` does, in one of the processes; it is waited for.

        Raises:
            LostError: where processes are ended, and no file is to blame.
            OSError: where the rows cannot be kept.
        """
        try:
            return self._run(batch)
        except _LOST:
            if len(batch.shards) > 1:
                parts = (replace(batch, shards=(shard,)) for shard in batch.shards)
                return {key: kept for part in parts for key, kept in self.read(part).items()}
            return self._without_culprits(batch, batch.shards[0])

    def _without_culprits(self, batch: Batch, shard: Shard) -> dict[str, str]:
        """Read a shard without those of its files that bring a process down by themselves."""
        files = tuple(self._tried(batch, shard, each) for each in shard.files)
        try:
            (kept,) = self._run(replace(batch, shards=(replace(shard, files=files),))).values()
        except _LOST as again:
            raise LostError(
                f"{len(files)} files from {files[0].path} cannot be read together, though each alone can ({again});"
                " see whether the machine is short of memory, and run again with fewer --workers"
            ) from again
        return {shard.key: kept}

    def _tried(self, batch: Batch, shard: Shard, found: Found) -> Found:
        """A file, with what is wrong where it brings a process down."""
        alone = replace(shard, files=(found,), sha256=(None,), sidecars=(None,))
        try:
            self._run(replace(batch, shards=(alone,)))
        except _LOST as why:
            return replace(found, problem=_told(why))
        return found

    def _run(self, batch: Batch) -> dict[str, str]:
        seconds = self._seconds or _TO_START + _PER_DOCUMENT * sum(map(_documents, batch.shards))
        done: dict[str, str] = self._pool.schedule(read_batch, args=[batch], timeout=seconds).result()
        return done


_LOST = (ProcessExpired, OutOfTimeError)


def _told(why: Exception) -> str:
    what = "took longer than its time" if isinstance(why, OutOfTimeError) else f"was ended ({why})"
    return f"the process that read it {what}; see whether it is what its name says; if so, please report it"


def _documents(shard: Shard) -> int:
    known = sources()
    of_files = (known.get(each.source_id or "") for each in shard.files)
    return sum(source.documents_per_file if source else 1 for source in of_files)


def in_processes(batches: Iterable[Batch], workers: int) -> Iterator[tuple[Batch, dict[str, str]]]:
    """Yield each batch with what `read_batch` gave for it, in order, while later ones are read.

    Raises:
        LostError: where processes are ended, and no file is to blame.
        OSError: where rows cannot be kept.
    """
    with Processes(workers) as processes, ThreadPoolExecutor(workers) as threads:
        waiting = list(batches)
        yield from zip(waiting, threads.map(processes.read, waiting), strict=True)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
