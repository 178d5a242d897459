"""What a rendition is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa

from pipeline.arrow import to_pandas


@dataclass(frozen=True)
class Edition:
    """A release as it is being written.

    Attributes:
        version: Its version.
        tables: The validated tables, by name.
        source_ids: The sources that it has documents of, in order.
        run: What `run.json` says: versions, ledger, rows, inputs.
        previous: Folder of the release before; ``None`` for the first.
        scores: How well it is read, by source.
    """

    version: str
    tables: Mapping[str, pa.Table]
    source_ids: tuple[str, ...]
    run: Mapping[str, object]
    previous: Path | None
    scores: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The tables as pandas."""
        return {name: to_pandas(table) for name, table in self.tables.items()}
