"""What the release before said, so that no id changes in silence."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

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

    def documents_by_actor(self) -> dict[str, int]:
        """How many documents named each actor."""
        frame = self.tables.get("actors")
        return {} if frame is None else dict(zip(frame["actor_id"], frame["document_count"].astype(int), strict=True))

    def redirects(self, entity: str) -> list[dict[str, Any]]:
        """The rows of ids that led to others, of actors or of ghosts; what is empty is ``None``."""
        frame = self.tables.get("redirects")
        if frame is None:
            return []
        rows = frame[frame["entity"] == entity].astype(object)
        return [dict(zip(rows.columns, row, strict=True)) for row in rows.where(rows.notna(), None).to_numpy().tolist()]


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
