"""What a publication did, counted from its report and from the two releases, the one before and the one it made."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from pipeline.comparison import CELLS
from pipeline.metrics import OfSource, RunMetrics
from pipeline.model import file_of
from pipeline.release import CELLS_FILE, Release
from pipeline.report import Notice, Report

# Tables that tell of the files and of the reading: what changes in them alone is no news of a document.
_NO_DATA = pa.array(["captures", "checks", "evidence", "issues", "ledger", "quarantine"])
# Fields that change with any byte of a file, or with the place of a word, and say nothing that a document states.
_NO_NEWS = pa.array(["raw_sha256", "text_sha256", "text_length", "start", "end"])
_CHANGES_READ = pyarrow.csv.ConvertOptions(
    include_columns=["table", "row_id", "field"], column_types=dict.fromkeys(CELLS.names, pa.string())
)
_TEXT_OF_LINES = pyarrow.csv.ParseOptions(newlines_in_values=True)


class _File(NamedTuple):
    sha256: str | None
    source: str
    is_read: bool


Files = dict[str, _File]


def with_report(run: RunMetrics, report: Report) -> RunMetrics:
    """Return a run with what its report says."""
    made = report.release
    return replace(
        run,
        outcome="published" if made.is_new else "stands",
        version=made.version,
        ledger=dict(made.ledger),
        rows=dict(made.rows),
        issues=counted(report.notices),
    )


def counted(notices: Iterable[Notice]) -> dict[str, int]:
    """Return how many issues there are of each code."""
    return dict(sorted(Counter(each.code for each in notices).items()))


def with_changes(run: RunMetrics, made: Release) -> RunMetrics:
    """Return a run with what it changed, by source.

    Raises:
        OSError, ValueError, KeyError: where the release, or the one before it, cannot be read.
    """
    before = _before(made.path) if made.is_new else made.path
    changed = _rows_changed(made.path) if made.is_new and before else Counter[str]()
    rows_changed = changed.total() if before else None
    return replace(run, rows_changed=rows_changed, sources=_sources(made.path, before, changed))


def _before(release: Path) -> Path | None:
    """The release on top of which one was made, where it is still there."""
    stated = json.loads((release / "run.json").read_text("utf-8"))["parameters"]["previous"]
    before = release.parent / stated["version"] if stated else None
    return before if before and before.is_dir() else None


def _rows_changed(release: Path) -> Counter[str]:
    """How many rows of data came, went or changed, by the source of their document; empty for rows of none."""
    file = release / CELLS_FILE
    cells = pyarrow.csv.read_csv(file, parse_options=_TEXT_OF_LINES, convert_options=_CHANGES_READ)
    of_files = pc.or_(pc.is_in(cells["table"], value_set=_NO_DATA), pc.is_in(cells["field"], value_set=_NO_NEWS))
    rows = cells.filter(pc.invert(of_files)).group_by(["table", "row_id"])
    return Counter(
        row_id.partition(":")[0] if ":" in row_id else "" for row_id in rows.aggregate([])["row_id"].to_pylist()
    )


def _sources(release: Path, before: Path | None, changed: Counter[str]) -> Mapping[str, OfSource]:
    now = _ledger(release)
    outcomes = Counter(zip(now["source_id"].to_pylist(), now["outcome"].to_pylist(), strict=True))
    files = _files(now)
    then = files if before == release else _files(_ledger(before)) if before else {}
    states = Counter(_states(then, files))
    names = sorted({each.source for each in (*files.values(), *then.values())} - {""})
    return {
        name: OfSource(
            published=outcomes[name, "published"],
            quarantined=outcomes[name, "quarantined"],
            new=states[name, "new"],
            changed=states[name, "changed"],
            gone=states[name, "gone"],
            taken=states[name, "taken"],
            rows_changed=changed[name] if before else None,
        )
        for name in names
    }


def _ledger(release: Path) -> pa.Table:
    columns = ["raw_path", "part", "raw_sha256", "source_id", "outcome"]
    return pyarrow.parquet.read_table(release / "ledger.parquet", columns=columns)


def _files(ledger: pa.Table) -> Files:
    """The files that should give documents; a sidecar, a README or a second copy should not.

    A file that holds many is read where one of them is published.
    """
    wanted = ledger.filter(pc.not_equal(ledger["outcome"], "excluded"))
    columns = (wanted[name].to_pylist() for name in ("raw_path", "part", "raw_sha256", "source_id", "outcome"))
    files: Files = {}
    for path, part, sha256, source, outcome in zip(*columns, strict=True):
        file = file_of(path, part)
        was_read = file in files and files[file].is_read
        files[file] = _File(sha256, source or "", was_read or outcome == "published")
    return files


def _states(then: Files, now: Files) -> Iterator[tuple[str, str]]:
    """Yield for each file that is new, changed or gone its source and which of these it is; `taken` where it was read.

    Where no release was made, the two are one.
    """
    if then is now:
        return
    for path, file in now.items():
        if path not in then or then[path].sha256 != file.sha256:
            yield file.source, "changed" if path in then else "new"
            if file.is_read:
                yield file.source, "taken"
    for path, file in then.items():
        if path not in now:
            yield file.source, "gone"
