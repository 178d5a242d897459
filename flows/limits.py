"""A time limit that holds.

Prefect does not interrupt a task that runs as a thread: a run that waits for a disk that does not answer would stay
for ever, and every later one with it.
"""

import faulthandler
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from prefect.utilities.timeout import timeout

# Seconds that a run has to end after its limit, before its process is ended.
GRACE = 60.0


class TimeLimitError(TimeoutError):
    """A run took longer than it may."""


@contextmanager
def within(seconds: float | None, grace: float = GRACE) -> Iterator[None]:
    """Limit the time of what is done in this context.

    At the limit the main thread is interrupted, and the run is shown as timed out. Where a task does not let go, the
    whole process is ended after the grace, with the place of each thread on standard error, and shown as crashed. A
    release is whole or not there, so nothing is lost by it.

    Args:
        seconds: The limit; none where it is `None`. Of flows that are one in the other, the outer one states it.
        grace: Seconds from the limit to the end of the process.

    Raises:
        TimeLimitError: where it took longer.
    """
    if seconds is None:
        yield
        return
    # is done without the interpreter, which may be held by the very thing that hangs
    faulthandler.dump_traceback_later(seconds + grace, exit=True, file=sys.__stderr__ or sys.stderr)
    try:
        with timeout(seconds, TimeLimitError):
            yield
    except TimeLimitError as why:
        raise TimeLimitError(f"the run took longer than its limit of {seconds:g} seconds") from why
    except BaseException:
        faulthandler.cancel_dump_traceback_later()
        raise
    faulthandler.cancel_dump_traceback_later()
