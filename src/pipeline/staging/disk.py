"""A file that is whole or not there."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

# Begins the name of a file that is being written.
UNFINISHED = ".unfinished-"


@contextmanager
def working_folder(beside: Path) -> Iterator[Path]:
    """Make a folder for what is needed for a while, in a folder of ours; it is removed afterwards.

    One that a run left that was killed is removed when the next run tidies up (`tidy`).

    Raises:
        OSError: where it cannot be made.
    """
    folder = beside / f"{UNFINISHED}{uuid4().hex}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tidy(folder: Path) -> None:
    """Remove what runs that were killed left unfinished in a folder, and no run is at work on."""
    for left in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)


def write_whole(file: Path, write: Callable[[Any], object]) -> None:
    """Write a file beside its place, flush it to disk and rename it in, over one that is there.

    Args:
        file: Where it goes; its folder is made.
        write: Is given the opened file, in binary.

    Raises:
        OSError: where it cannot be written; nothing is left behind.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    write_by_way_of(file.with_name(f"{UNFINISHED}{uuid4().hex}"), file, write)


def write_by_way_of(unfinished: Path, file: Path, write: Callable[[Any], object]) -> None:
    """Write a file under another name in its folder, flush it to disk and rename it in, over one that is there.

    Args:
        unfinished: The other name, by which it is found where a run was killed meanwhile.
        file: Where it goes.
        write: Is given the opened file, in binary.

    Raises:
        OSError: where it cannot be written; nothing is left behind.
    """
    try:
        with unfinished.open("wb") as opened:
            write(opened)
            opened.flush()
            os.fsync(opened.fileno())
        unfinished.replace(file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
