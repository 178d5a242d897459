"""Most memory that a process held at once, in bytes."""

import re
import resource
import sys
from contextlib import suppress
from pathlib import Path

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)
# getrusage counts in KiB, on macOS in bytes
_UNIT = 1 if sys.platform == "darwin" else 1024


def forget_peak() -> None:
    """Count the peak from now on, where Linux lets us: a process can make many runs.

    Elsewhere it is that of the process since its start.
    """
    # proc_pid_clear_refs(5): 5 resets the peak
    with suppress(OSError):
        _CLEAR.write_text("5")


def peak() -> int:
    """Return the most memory that this process held at once."""
    with suppress(OSError):
        if found := _PEAK.search(_STATUS.read_text("utf-8")):
            return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def peak_of_others() -> int | None:
    """Return the most that one of the processes held which this one started, and which have ended; since its start."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _UNIT or None
