"""What a run leaves in the log: a line for its release, each error, each file that gave no document, and its end.

Stages say themselves where they begin and end (`pipeline.stages`).
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet

from pipeline import logs
from pipeline.metrics import RunMetrics
from pipeline.release import Release
from pipeline.report import Notice

_log = logging.getLogger(__name__)

# The issue that goes with a file in quarantine: its line is that of the file.
_OF_FILE = "unreadable-file"


def run_begins(number: int | None, runner: str) -> None:
    """Log that a run begins."""
    _log.info("a run begins, by %s", runner, extra={"event": "run.start", "run": number})


def run_ended(run: RunMetrics) -> None:
    """Log how a run ended; nothing where nobody asked for a log, as who called is told by the error."""
    if not logs.is_wanted():
        return
    level = logging.INFO if run.is_green else logging.ERROR
    words = f"{run.error}: {run.message}" if run.error else f"the run has ended: {run.outcome}"
    extra = {"event": "run.end", "run": run.number or None, "outcome": run.outcome, "version": run.version}
    _log.log(level, "%s", words, extra={**extra, "seconds": run.seconds})


def released(of: Release) -> None:
    """Log a release, its errors, and the files that gave no document; nothing where nobody asked for a log."""
    if not logs.is_wanted():
        return
    what = "release %s: %s" if of.is_new else "nothing has changed, release %s stands: %s"
    _log.info(what, of.version, of.path, extra={"event": "release", "version": of.version})
    for each in _rows(of.path, "ledger", [("outcome", "==", "quarantined")]):
        extra = {"event": "quarantine", "code": _OF_FILE, "document_id": each["document_id"]}
        _log.error("%s", each["reason"], extra={**extra, "raw_path": each["raw_path"]})
    for each in _rows(of.path, "issues", [("severity", "==", "error"), ("code", "!=", _OF_FILE)]):
        extra = {name: each[name] for name in ("code", "document_id", "raw_path", "start", "end")}
        _log.error("%s", each["message"], extra={"event": "issue", **extra})


def noticed(notices: Iterable[Notice]) -> None:
    """Log the errors of a run that made no release; nothing where nobody asked for a log."""
    for each in notices:
        if each.severity == "error" and logs.is_wanted():
            _log.error("%s", each.message, extra={"event": "issue", "code": each.code, "where": each.where or None})


def _rows(release: Path, table: str, filters: list[tuple[str, str, str]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pyarrow.parquet.read_table(release / f"{table}.parquet", filters=filters).to_pylist()
    return found
