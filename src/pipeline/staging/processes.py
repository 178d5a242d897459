"""Batches read in processes of their own, on all cores: a file that brings its process down costs only itself.

A process that ends, or does not, before its time is up is replaced, and what it had to do is done again in smaller
parts, down to the file that is to blame: alone in a process it ends that each time, as no chance would. That file is
quarantined and told as such; as nothing of it is known, it is tried again in the next run.
"""

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import TimeoutError as OutOfTimeError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from threading import Lock
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
# Seconds after which it is seen whether a pool still works.
_LOOK = 1.0
# So often a file is tried that may have brought its process down.
_MOST_ATTEMPTS = 3
# So often all processes may be ended before one of them has read a batch, until somebody must see why.
_MOST_POOLS = 5


class LostError(Exception):
    """Processes that read were ended from outside, again and again; what they had read is kept."""


class Processes:
    """A pool of processes that read batches; a context in which it lives."""

    def __init__(self, workers: int, seconds: float | None = None) -> None:
        """Prepare a pool of ``workers`` processes; ``seconds`` that a batch may take replace the usual ones."""
        self._workers, self._seconds = workers, seconds
        self._lock = Lock()
        self._broken = 0
        self._pool = self._new()

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
        alone = replace(batch, shards=(replace(shard, files=(found,), sha256=(None,), sidecars=(None,)),))
        problem = None
        for _ in range(_MOST_ATTEMPTS):
            try:
                self._run(alone)
            except OutOfTimeError as why:
                return replace(found, problem=_told(why))
            except ProcessExpired as why:
                problem = _told(why)
            else:
                return found
        return replace(found, problem=problem)

    def _run(self, batch: Batch) -> dict[str, str]:
        seconds = self._seconds or _TO_START + _PER_DOCUMENT * sum(map(_documents, batch.shards))
        while True:
            pool = self._pool
            try:
                done = _done(pool, batch, seconds)
            except _BrokenError:
                self._renew(pool)
            else:
                self._broken = 0
                return done

    def _new(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([read_batch.__module__])
        return ProcessPool(max_workers=self._workers, max_tasks=_MOST_BATCHES, context=context)

    def _renew(self, broken: ProcessPool) -> None:
        """Make a pool in the place of one that is broken, unless another thread has.

        Raises:
            LostError: where that does not help.
        """
        with self._lock:
            if self._pool is not broken:
                return
            self._broken += 1
            if self._broken > _MOST_POOLS:
                raise LostError(
                    f"the processes that read were ended {self._broken} times before one of them had read anything; see"
                    " what ends them (the log of the system tells where memory is short), and run again with fewer"
                    " --workers"
                )
            broken.stop()  # type: ignore[no-untyped-call]
            broken.join()
            self._pool = self._new()


_LOST = (ProcessExpired, OutOfTimeError)


class _BrokenError(Exception):
    """A pool does nothing any more: a process was ended that had nothing to do yet."""


def _done(pool: ProcessPool, batch: Batch, seconds: float) -> dict[str, str]:
    try:
        future = pool.schedule(read_batch, args=[batch], timeout=seconds)
    except RuntimeError as why:
        raise _BrokenError from why
    while not future.done():
        try:
            future.exception(_LOOK)
        except OutOfTimeError:
            # what was given to a pool in the moment in which it broke is never told of
            if not pool.active and not future.done():
                raise _BrokenError from None
    try:
        done: dict[str, str] = future.result()
    except (BrokenProcessPool, CancelledError) as why:
        raise _BrokenError from why
    return done


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
