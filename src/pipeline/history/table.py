"""The history as one table: a row a run, with a column for each thing that is counted."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from pipeline.metrics import RunMetrics, as_json

# What is counted by name: each name becomes a column, such as `seconds_read`.
_BY_NAME = {"ledger": "files", "stages": "seconds", "issues": "issues", "rows": "rows"}


def table(runs: Sequence[RunMetrics]) -> pa.Table:
    """Return the runs as a table, in the order in which they began."""
    rows = [_row(run) for run in runs]
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: [row.get(name) for row in rows] for name in names})


def _row(run: RunMetrics) -> dict[str, Any]:
    content = as_json(run)
    row = {name: value for name, value in content.items() if not isinstance(value, dict)}
    for name, head in _BY_NAME.items():
        row |= {f"{head}_{each}": number for each, number in content[name].items()}
    for source, counts in content["sources"].items():
        row |= {f"{source}_{each}": number for each, number in counts.items()}
    return row
