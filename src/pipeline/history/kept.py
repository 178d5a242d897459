"""The runs as they are kept: ``outputs/runs/000012.json``, one small file a run.

A run takes its number when it begins, by making the file; two runs that begin at once get two numbers. It holds a lock
on the file for as long as it lives: what says `running` and is not locked was killed. When it ends, what it did is
written beside and renamed in. The numbers are the order, as clocks can be set back.
"""

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from operator import methodcaller
from pathlib import Path
from typing import Any

from pipeline.metrics import RunMetrics, as_json, from_json
from pipeline.staging.disk import write_by_way_of

# Beside the releases, and no part of them.
FOLDER = "runs"
# Runs that are kept, unless told otherwise: three years of one a night, some two megabytes.
KEPT = 1_000

_NAME = re.compile(r"(\d{6,12})\.json")
_UNFINISHED = ".part"
# An account of a run is some kilobytes; what is larger is none, and is not read.
_LARGEST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class History:
    """The runs that are kept, in the order in which they began, and the files that cannot be read."""

    runs: tuple[RunMetrics, ...] = ()
    damaged: tuple[str, ...] = ()


def read(outputs: Path) -> History:
    """Return the history of the runs that published to ``outputs``.

    What a killed run left unsaid is `killed`. A file that is no account of a run is named and passed over.
    """
    runs: list[RunMetrics] = []
    damaged: list[str] = []
    for number, file in _files(outputs / FOLDER):
        try:
            found = _read(file)
            if found is not None:
                runs.append(replace(found, number=number))
        except (OSError, ValueError, RecursionError) as why:
            damaged.append(f"{file.name}: {why}")
    return History(tuple(runs), tuple(damaged))


@contextmanager
def begun(outputs: Path, run: RunMetrics) -> Iterator[int]:
    """Write down that a run has begun, and return its number; the lock on it is held in this block.

    Raises:
        OSError: where it cannot be written.
    """
    folder = outputs / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    number, descriptor = _taken(folder)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        os.write(descriptor, _bytes(replace(run, number=number)))
        yield number
    finally:
        os.close(descriptor)


def write(outputs: Path, run: RunMetrics) -> None:
    """Write down what a run has done, in place of what it wrote when it began.

    Raises:
        OSError: where it cannot be written.
    """
    replace_file(outputs / FOLDER / f"{run.number:06}.json", _bytes(run))


def replace_file(target: Path, content: bytes) -> None:
    """Write a file that is whole, old or new; beside its place it has a name that tells whose it is (`forget_oldest`).

    Raises:
        OSError: where it cannot be written.
    """
    write_by_way_of(target.with_name(f".{target.name}{_UNFINISHED}"), target, methodcaller("write", content))


def forget_oldest(outputs: Path, keep: int) -> None:
    """Remove all but the newest runs, and what killed ones left half written."""
    folder = outputs / FOLDER
    files = list(_files(folder))
    for _, file in files[: max(0, len(files) - keep)]:
        with suppress(FileNotFoundError):
            file.unlink()
    for beside in folder.glob(f".*{_UNFINISHED}"):
        stem = beside.name[1:].removesuffix(_UNFINISHED)
        if _NAME.fullmatch(stem) and not _is_held(folder / stem):
            beside.unlink(missing_ok=True)


def _taken(folder: Path) -> tuple[int, int]:
    """Make the file of the next number, and return the number with the open file."""
    number = max((each for each, _ in _files(folder)), default=0) + 1
    while True:
        with suppress(FileExistsError):
            return number, os.open(folder / f"{number:06}.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        number += 1


def _files(folder: Path) -> list[tuple[int, Path]]:
    try:
        found = [(_NAME.fullmatch(file.name), file) for file in folder.iterdir()]
    except OSError:
        return []
    return sorted((int(name[1]), file) for name, file in found if name)


def _read(file: Path) -> RunMetrics | None:
    """The run of a file; none where it has taken its number and written nothing yet, or was forgotten meanwhile."""
    try:
        with file.open("rb") as opened:
            if os.fstat(opened.fileno()).st_size > _LARGEST_BYTES:
                raise ValueError("it is too large for an account of a run")
            content = opened.read()
            is_alive = _is_locked(opened.fileno())
    except FileNotFoundError:
        return None
    if not content.strip():
        return None
    found = from_json(json.loads(content))
    return replace(found, outcome="killed") if found.outcome == "running" and not is_alive else found


def _is_held(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return _is_locked(opened.fileno())
    except OSError:
        return False


def _is_locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return False


def _bytes(run: RunMetrics) -> bytes:
    content: Any = as_json(run)
    return (json.dumps(content, indent=1) + "\n").encode()
