"""A release that stands: nothing of what the latest one was made from has changed since.

It is written down beside the releases from what the latest one was made. Where a run finds all of it as it was, it
would only make the same release again, and need not.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet

from pipeline.arrow import to_pandas
from pipeline.code import code
from pipeline.release import SUMS, Release, files_of, latest
from pipeline.renditions.written import RUN
from pipeline.report import Report, notices
from pipeline.staging import Plan
from pipeline.staging.disk import write_whole


def standing(plan: Plan, outputs: Path, pins: Iterable[str | None]) -> Report | None:
    """Return the report of the latest release, where it was made from all that a run would make one from.

    Args:
        plan: The raw files, and the code that reads them.
        outputs: Folder of the releases.
        pins: Hashes of what else a release is made from.
    """
    release = latest(outputs)
    stamp = _stamp(plan.area.stamp)
    if release is None or stamp is None or not (release / SUMS).is_file() or stamp != _made(plan, release, pins):
        return None
    run = json.loads((release / RUN).read_text("utf-8"))
    issues = to_pandas(pyarrow.parquet.read_table(release / "issues.parquet"))
    return Report(Release(release, run["version"], False, run["rows"], run["ledger"]), notices(issues), None)


def write_down(plan: Plan, release: Path, pins: Iterable[str | None]) -> None:
    """Write down from what the latest release was made, and keep of the staged rows only those of it.

    Raises:
        OSError: where it cannot be written.
    """
    plan.area.keep_only(plan.keys)
    stated = json.dumps(_made(plan, release, pins), indent=2)
    write_whole(plan.area.stamp, lambda opened: opened.write(stated.encode()))


def _made(plan: Plan, release: Path, pins: Iterable[str | None]) -> dict[str, Any]:
    whole = hashlib.sha256(json.dumps([code(), list(plan.keys), list(pins)]).encode())
    return {"release": release.name, "files": _files(release), "made_from": whole.hexdigest()}


def _files(release: Path) -> str:
    """One hash of the files of a release by their sizes and times: one that was touched since does not stand."""
    states = ((name, (release / name).stat()) for name in (*files_of(release), SUMS))
    listed = [(name, state.st_size, state.st_mtime_ns) for name, state in states]
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()


def _stamp(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
