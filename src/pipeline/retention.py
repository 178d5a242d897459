"""How many releases stay: all, unless the one who runs the pipeline says otherwise."""

import shutil
from pathlib import Path

from pipeline import versions
from pipeline.release import BUILDING, latest

# The latest release is compared with the one before it, and made again on top of it.
FEWEST = 2


def prune(outputs: Path, keep: int) -> tuple[str, ...]:
    """Remove all releases but the newest; return the versions that were removed, oldest first.

    Whoever calls holds the lock of ``outputs`` (`release.alone`). A release is renamed before it is removed: none is
    ever seen in part.

    Args:
        outputs: Folder of the releases.
        keep: How many stay; two at least. The latest always stays.

    Raises:
        OSError: where one cannot be removed.
    """
    there = sorted((each.name for each in outputs.iterdir() if versions.is_version(each.name)), key=versions.key)
    last = latest(outputs)
    removed = []
    for name in there[: -max(keep, FEWEST)]:
        if last is None or name == last.name:
            continue
        going = (outputs / name).rename(outputs / f"{BUILDING}{name}-removed")
        shutil.rmtree(going)
        removed.append(name)
    return tuple(removed)
