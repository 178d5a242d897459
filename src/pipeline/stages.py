"""How long each stage of a run takes.

Who times a run opens a `stopwatch`; who does a part of its work says so with `stage`, and need not know
whether anybody looks. Nothing is handed down for it: the stopwatch belongs to the context, and a thread that was
started with a copy of the context writes into the same one.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter

_log = logging.getLogger(__name__)

# Seconds of each stage, by name.
Seconds = dict[str, float]

_watch: ContextVar[Seconds | None] = ContextVar("stopwatch", default=None)
# Seconds that stages within the one that runs have taken; these are not its own.
_within: ContextVar[list[float] | None] = ContextVar("within", default=None)


@contextmanager
def stopwatch() -> Iterator[Seconds]:
    """Time the stages that are gone through in this block; what is given is filled as they end."""
    seconds: Seconds = {}
    token = _watch.set(seconds)
    try:
        yield seconds
    finally:
        _watch.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Time a stage of a run, and log where it begins and ends.

    Of a stage within another, the time is its own and not the outer one's, so that all add up to the whole.
    """
    _log.info("%s begins", name, extra={"event": "stage.start", "stage": name})
    try:
        with _timed(name) as took:
            yield
    finally:
        _ended(name, took[0])


@contextmanager
def _timed(name: str) -> Iterator[list[float]]:
    """Add what this block takes to a stage; the seconds are in what is given, once it has ended."""
    outer, inner, took = _within.get(), [0.0], [0.0]
    token, began = _within.set(inner), perf_counter()
    try:
        yield took
    finally:
        whole = perf_counter() - began
        _within.reset(token)
        if outer is not None:
            outer[0] += whole
        # threads within a stage can together take longer than it does
        took[0] = max(0.0, whole - inner[0])
        if (seconds := _watch.get()) is not None:
            seconds[name] = seconds.get(name, 0.0) + took[0]


def _ended(name: str, seconds: float) -> None:
    _log.info(
        "%s took %.2f s", name, seconds, extra={"event": "stage.end", "stage": name, "seconds": round(seconds, 3)}
    )
