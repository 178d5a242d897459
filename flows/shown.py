"""What a run shows in Prefect: its name, how far it is, and tables and a summary as artifacts.

Prefect shows the text of an artifact, and each cell of a table, as Markdown: a link in it can be clicked, and a
picture is fetched. What comes from documents is therefore shown as words (`as_words`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pyarrow as pa
import pyarrow.dataset
from prefect import get_run_logger
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.client.orchestration import get_client
from prefect.context import FlowRunContext

from pipeline.release import Release
from pipeline.report import Report
from pipeline.schema import OUTCOMES, TABLES
from pipeline.show import plain

# Rows of a table, and characters of a cell, that are shown; the release has all of them.
MOST_ROWS = 1_000
MOST_LETTERS = 500

# What of a release one opens first.
_BEGIN_WITH = ("site/index.html", "CHANGES.md", "DICTIONARY.md", "SHA256SUMS")
# Words that Markdown leaves as they are: no mark of it, and nothing that becomes a link by itself.
_HARMLESS = re.compile(
    r"(?!.*www\.)(?:[^\W_]|(?<=\w)_(?=\w)|[ ,;()/“”‘’…–]|:(?=\s)|(?<=\w)[.-]|-(?=\w))*", re.IGNORECASE
)
_TICKS = re.compile("`+")
# Columns of a table that are shown.
_SHOWN = {
    "quarantine": ("table", "row_id", "document_id", "field", "value", "reason"),
    "ledger": ("raw_path", "outcome", "reason"),
}


def as_words(words: str) -> str:
    """Return a text as Markdown that shows it and does nothing else: as code, where a mark stands in it.

    >>> as_words("raw/dfat/12.txt is empty")
    'raw/dfat/12.txt is empty'
    >>> as_words("see [here](javascript:alert(1))")
    '`see [here](javascript:alert(1))`'
    """
    line = plain(" ".join(words.split()))
    if len(line) > MOST_LETTERS:
        line = line[:MOST_LETTERS] + "…"
    if _HARMLESS.fullmatch(line):
        return line
    # code ends at the first run of as many ticks as it began with
    ticks = "`" * (1 + max(map(len, _TICKS.findall(line)), default=0))
    edge = " " if "`" in line else ""
    return f"{ticks}{edge}{line}{edge}{ticks}"


def show_table(key: str, description: str, rows: Iterable[Mapping[str, Any]], of: int, whole: str) -> None:
    """Leave rows as a table.

    Args:
        key: Name of the artifact: small letters and hyphens.
        description: What it shows; words of ours only.
        rows: The rows; no more than `MOST_ROWS` are taken.
        of: How many there are.
        whole: Where all of them are, such as ``issues.csv``.
    """
    shown = [
        {name: as_words(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
        for row in islice(rows, MOST_ROWS)
    ]
    more = of - len(shown)
    create_table_artifact(shown, key=key, description=description + (f"; {more:,} more are in {whole}" if more else ""))


def name_run(name: str) -> None:
    """Give the flow run that this is called in another name."""
    run = FlowRunContext.get()
    if run is None or run.flow_run is None:
        return
    with get_client(sync_client=True) as client:
        client.update_flow_run(run.flow_run.id, name=name)


def begin_progress() -> UUID:
    """Show that nothing is read yet, and return what `show_progress` is told of."""
    return cast(UUID, create_progress_artifact(0.0, key="reading", description="Share of the raw files read"))


def show_progress(progress: UUID, done: int, of: int) -> None:
    """Show how many files are read."""
    update_progress_artifact(progress, 100 * done / of)


def show_report(report: Report, outputs_url: str | None = None) -> None:
    """Name the run after its sources and its release, and leave tables and a summary of it as artifacts.

    Args:
        report: What the run did. The tables are read back from its release, no more of them than is shown.
        outputs_url: Address under which the folder of the releases is on the web.
    """
    release = report.release
    ledger = by_source(release)
    name_run(f"{', '.join(ledger)}: {release.version if release.is_new else f'{release.version} stands'}")
    notices = (notice._asdict() for notice in report.notices)
    show_table("issues", "What a person should look at", notices, len(report.notices), "issues.csv")
    rows = [{"source": source} | counts for source, counts in ledger.items()]
    show_table("ledger", "What became of the files of each source", rows, len(rows), "ledger.csv")
    kept_out = pyarrow.dataset.field("outcome") != OUTCOMES[0]
    _show_rows(release.path, "ledger", "not-published", "Files that gave no document, with the reason", kept_out)
    _show_rows(release.path, "quarantine", "quarantine", "Rows that were kept back, with the reason")
    create_markdown_artifact(summary(report, outputs_url), key="release", description="What was published")
    get_run_logger().info("release %s: %s", release.version, release.path)


def summary(report: Report, outputs_url: str | None = None) -> str:
    """Return what a run published, as Markdown; with links where the releases are on the web.

    A browser opens no file of the disk from a page of a server: else it says where the release lies.
    """
    release, ledger = report.release, report.release.ledger
    lines = [
        f"# Release {release.version}",
        "" if release.is_new else "Nothing has changed: the release stands.",
        f"It lies in `{release.path.resolve()}`." if outputs_url is None else "",
        " · ".join(_link(each, release, outputs_url) for each in _BEGIN_WITH),
        f"{ledger['ingested']:,} files ingested = {ledger['published']:,} published"
        f" + {ledger['quarantined']:,} quarantined + {ledger['excluded']:,} excluded",
        "" if report.shrunk_from is None else f"**The release before had {report.shrunk_from:,} documents.**",
        "| table | rows | files |\n|---|---:|---|\n"
        + "\n".join(
            f"| {each.name} | {release.rows[each.name]:,} | {_link(f'{each.name}.csv', release, outputs_url)},"
            f" {_link(f'{each.name}.parquet', release, outputs_url)} |"
            for each in TABLES
        ),
    ]
    return "\n\n".join(filter(None, lines))


def _link(file: str, release: Release, outputs_url: str | None) -> str:
    return f"[{file}]({outputs_url.rstrip('/')}/{release.version}/{file})" if outputs_url else f"`{file}`"


def _show_rows(release: Path, table: str, key: str, description: str, wanted: Any = None) -> None:
    """Leave the first rows of a table of a release that are wanted; by default of all."""
    rows = _table(release, table)
    shown = rows.head(MOST_ROWS, columns=list(_SHOWN[table]), filter=wanted).to_pylist()
    show_table(key, description, shown, rows.count_rows(filter=wanted), f"{table}.csv")


def by_source(release: Release) -> dict[str, dict[str, int]]:
    """Return what became of the files of each source, counted; `none` has those that lie in no source's folder."""
    counts: Counter[tuple[str, str]] = Counter()
    for batch in _table(release.path, "ledger").to_batches(columns=["source_id", "outcome"]):
        pairs = pa.table(batch).group_by(["source_id", "outcome"]).aggregate([([], "count_all")])
        for row in pairs.to_pylist():
            counts[row["source_id"] or "none", row["outcome"]] += row["count_all"]
    return {
        source: {"ingested": sum(counts[source, each] for each in OUTCOMES)}
        | {outcome: counts[source, outcome] for outcome in OUTCOMES}
        for source in sorted({source for source, _ in counts})
    }


def _table(release: Path, name: str) -> pyarrow.dataset.Dataset:
    return pyarrow.dataset.dataset(release / f"{name}.parquet")
