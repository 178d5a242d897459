"""What the release before said, so that no id changes in silence."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow.parquet

from pipeline.arrow import to_pandas

_TABLES = ("actors", "actor_names", "mentions", "redirects", "ghosts", "document_references", "documents")


@dataclass(frozen=True)
class Before:
    """The release before: its version, and those of its tables that hold ids which must be kept or redirected."""

    version: str | None
    tables: dict[str, pd.DataFrame]

    def ids(self, table: str, field: str) -> frozenset[str]:
        """The ids that a field of a table had; none where there was no such table."""
        frame = self.tables.get(table)
        return frozenset() if frame is None else frozenset(frame[field].dropna())


NOTHING_BEFORE = Before(None, {})


def before(release: Path | None) -> Before:
    """Read what must be known of a release; a release of an older schema has fewer tables."""
    if release is None:
        return NOTHING_BEFORE
    files = {name: release / f"{name}.parquet" for name in _TABLES}
    return Before(
        release.name,
        {name: to_pandas(pyarrow.parquet.read_table(file)) for name, file in files.items() if file.is_file()},
    )
