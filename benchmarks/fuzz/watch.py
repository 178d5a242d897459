"""How long a document may take."""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NamedTuple

from pipeline.corpus import Found

# Seconds of the processor that a document may take. A sample takes 1 to 15 ms, and about 1 µs a byte: this is twenty
# times as much.
AT_LEAST, A_BYTE = 0.5, 20e-6


class TooSlowError(BaseException):
    """A document took more than its share; no `Exception`, so that nothing on the way takes it for its own fault."""


class Taken(NamedTuple):
    """What a file took, in seconds of the processor, and what it may."""

    found: Found
    seconds: float
    share: float


class Watch:
    """Is told when each file of a run is done (`advance`), and stops the run at one that takes too long."""

    def __init__(self, shard: Sequence[Found]) -> None:
        self.taken: list[Taken] = []
        self._left = iter(shard)
        self._next()

    def advance(self) -> None:
        """Take down what the file took, and begin with the next."""
        if self.current:
            self.taken.append(Taken(self.current, time.process_time() - self._since, self.share))
        self._next()

    def _next(self) -> None:
        self.current = next(self._left, None)
        self.share = AT_LEAST + A_BYTE * self.current.file.stat().st_size if self.current else 0.0
        self._since = time.process_time()
        # the processor's time, not the clock's: the machine may have other things to do
        signal.setitimer(signal.ITIMER_PROF, self.share)


@contextmanager
def watched(shard: Sequence[Found]) -> Iterator[Watch]:
    """Watch the files of a run while they are read, in this order.

    Raises:
        TooSlowError: where one takes longer than its share.
    """
    before = signal.signal(signal.SIGPROF, _stop)
    try:
        yield Watch(shard)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(_: int, __: FrameType | None) -> None:
    raise TooSlowError
