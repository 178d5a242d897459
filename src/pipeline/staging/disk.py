"""A file that is whole or not there."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

# Begins the name of a file that is being written.
UNFINISHED = ".unfinished-"


def write_whole(file: Path, write: Callable[[Any], object]) -> None:
    """Write a file beside its place, flush it to disk and rename it in, over one that is there.

    Args:
        file: Where it goes; its folder is made.
        write: Is given the opened file, in binary.

    Raises:
        OSError: where it cannot be written; nothing is left behind.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{UNFINISHED}{uuid4().hex}")
    try:
        with unfinished.open("xb") as opened:
            write(opened)
            opened.flush()
            os.fsync(opened.fileno())
        unfinished.replace(file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left half written in a folder.

    Raises:
        OSError: where it cannot be removed.
    """
    for left in folder.glob(f"{UNFINISHED}*"):
        left.unlink(missing_ok=True)
