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
from pipeline.intact import check_files
from pipeline.release import SUMS, Release, latest
from pipeline.renditions.written import RUN, sha256_of
from pipeline.report import Report, notices
from pipeline.staging import Plan
from pipeline.staging.disk import write_whole

_ISSUES = "issues.parquet"
# What is told of a release that stands.
_TOLD_OF = (RUN, _ISSUES)


def standing(plan: Plan, outputs: Path, pins: Iterable[str | None]) -> Report | None:
    """Return the report of the latest release, where it was made from all that a run would make one from.

    Args:
        plan: The raw files, and the code that reads them.
        outputs: Folder of the releases.
        pins: Hashes of what else a release is made from.

    Raises:
        ReleaseError: where the release is not as it was published.
    """
    release = latest(outputs)
    if release is None or _stamp(plan.area.stamp) != _made(plan, release, pins):
        return None
    check_files(outputs, release, _TOLD_OF)
    run = json.loads((release / RUN).read_text("utf-8"))
    issues = to_pandas(pyarrow.parquet.read_table(release / _ISSUES))
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
    return {"release": release.name, "sums": sha256_of(release / SUMS), "made_from": whole.hexdigest()}


def _stamp(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None
