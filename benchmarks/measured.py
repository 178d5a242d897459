"""A command run in processes of its own: its time, its processor time, and the peak of memory of all its processes."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).resolve().parents[1]
# How often memory is looked at, in seconds; of a large process a look takes long, and then the next one waits longer.
_INTERVAL, _SHARE = 0.1, 50


class Usage(NamedTuple):
    """What a command used.

    Attributes:
        seconds: From start to end.
        cpu_seconds: Processor time of it and of all below it; of those that nobody waited for, as it was last seen.
        peak_mib: Peak of memory over all processes. What several share is counted once (PSS), where the system says so.
        own_mib: As much of it at most as is not of files that are mapped: those the system can put out of memory.
        said: What it printed, read as JSON; nothing where it printed nothing.
    """

    seconds: float
    cpu_seconds: float
    peak_mib: float
    own_mib: float
    said: Any


def module(name: str, *arguments: str | Path) -> list[str]:
    """Return the command that runs a module with this Python."""
    return [sys.executable, "-m", name, *map(str, arguments)]


def run(command: Sequence[str], cores: int | None = None, environment: Mapping[str, str] | None = None) -> Usage:
    """Run a command, on so many cores, and return what it used.

    Raises:
        RuntimeError: where it fails; the message has the end of what it said of it.
    """
    allowed = sorted(os.sched_getaffinity(0))[: cores or None]
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),
    )
    memory = Memory(process.pid)
    said, complaint, used = _ended(process)
    seconds = time.perf_counter() - begin
    peak, own = memory.stop()
    cpu_seconds = max(used.ru_utime + used.ru_stime, memory.cpu_seconds)
    peak = max(peak, used.ru_maxrss / 1024)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {complaint[-2000:]}")
    lines = said.strip().splitlines()
    return Usage(seconds, cpu_seconds, peak, own, json.loads(lines[-1]) if lines else None)


def _ended(process: subprocess.Popen[str]) -> tuple[str, str, Any]:
    """Wait for a process while what it says is read; return that and what it used."""
    said: dict[str, str] = {}
    readers = [
        threading.Thread(target=lambda name=name, pipe=pipe: said.update({name: pipe.read()}))
        for name, pipe in (("out", process.stdout), ("err", process.stderr))
    ]
    for reader in readers:
        reader.start()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    for reader in readers:
        reader.join()
    return said["out"], said["err"], used


class Memory:
    """Looks at the memory and the processor time of a process and all below it until it is stopped."""

    def __init__(self, pid: int) -> None:
        """Begin to look at process ``pid``."""
        self._pid, self._peak, self._own, self._end = pid, 0.0, 0.0, threading.Event()
        self._cpu: dict[int, float] = {}
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> tuple[float, float]:
        """Stop looking, and return the peak in MiB, and that of what is not of mapped files."""
        self._end.set()
        self._thread.join()
        return self._peak, self._own

    @property
    def cpu_seconds(self) -> float:
        """Processor time of all processes that were seen."""
        return sum(self._cpu.values())

    def _look(self) -> None:
        took = 0.0
        while not self._end.wait(max(_INTERVAL, _SHARE * took)):
            begin = time.perf_counter()
            seen = list(tree(self._pid))
            self._cpu |= {each: cpu for each in seen if (cpu := _cpu_seconds(each))}
            held = [_mib(each) for each in seen]
            self._peak = max(self._peak, sum(whole for whole, _ in held))
            self._own = max(self._own, sum(own for _, own in held))
            took = time.perf_counter() - begin


def tree(pid: int) -> Iterator[int]:
    """Yield a process and all that it and its children have started and that still run."""
    yield pid
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from tree(int(child))


def _cpu_seconds(pid: int) -> float:
    """Processor time of a process by itself."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    # user and system time are the 14th and 15th field (proc(5)); the first two are cut off
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _mib(pid: int) -> tuple[float, float]:
    """Memory of a process in MiB, and what of it is not of mapped files; what it shares is counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    held = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss")}
    return held.get("Pss", 0.0), held.get("Pss_Anon", 0.0)
