"""Read a run of files into rows: the unit of work.

A shard's tables carry one column more than the published ones, ``_file``: the file each row came from.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from pipeline import corpus
from pipeline.arrow import arrow_schema
from pipeline.corpus import Bytes, Found, Refusal
from pipeline.issues import CODES
from pipeline.model import RawDocument
from pipeline.parse import UnreadableDocumentError, parse
from pipeline.records import records
from pipeline.schema import ISSUES, LEDGER, TABLES, Table
from pipeline.sources import sources

FILE = "_file"
# Files whose rows are held as Python objects at once: the more there are, the longer the collector looks through them.
_BATCH = 100

Values = dict[str, Any]
Tables = dict[str, pa.Table]


def read_shard(shard: Sequence[Found], advance: Callable[[], None] = lambda: None) -> Tables:
    """Read files into unvalidated tables: what they give, their issues, and their lines of the ledger.

    ``advance`` is called after each file.
    """
    batches = [_batch(shard[start : start + _BATCH], advance) for start in range(0, len(shard), _BATCH)]
    return {table.name: pa.concat_tables(batch[table.name] for batch in batches) for table in TABLES}


def _batch(files: Sequence[Found], advance: Callable[[], None]) -> Tables:
    rows: dict[str, list[Values]] = {table.name: [] for table in TABLES}
    for found in files:
        for name, given in _file(found).items():
            for values in given:
                values[FILE] = found.path
            rows[name] += given
        advance()
    return {table.name: _arrow(table, rows[table.name]) for table in TABLES}


def _file(found: Found) -> dict[str, list[Values]]:
    if found.problem is not None:
        outcome = "excluded" if found.excluded else "quarantined"
        return _without_document(found, None, outcome, found.problem)
    raw, fingerprint = corpus.read(found)
    if isinstance(raw, Refusal):
        return _without_document(found, fingerprint, "quarantined", raw.message)
    return _document(found, raw, fingerprint)


def _document(found: Found, raw: RawDocument, fingerprint: Bytes | None) -> dict[str, list[Values]]:
    source = sources()[raw.source_id]
    try:
        document = parse(raw, source)
        tables = records(document, source)
    except UnreadableDocumentError as why:
        return _without_document(found, fingerprint, "quarantined", str(why))
    except Exception as why:
        reason = f"reading it failed ({type(why).__name__}: {why}); this is a fault of chancery, please report it"
        return _without_document(found, fingerprint, "quarantined", reason)
    line = _line(found, fingerprint, "published", None)
    return {**tables, "ledger": [{**line, "document_id": document.document_id}]}


def _without_document(found: Found, fingerprint: Bytes | None, outcome: str, reason: str) -> dict[str, list[Values]]:
    line = _line(found, fingerprint, outcome, reason)
    if outcome == "excluded":
        return {"ledger": [line]}
    return {"ledger": [line], "issues": [file_issue(found.path, "unreadable-file", reason)]}


def file_issue(path: str, code: str, message: str) -> Values:
    """Return the row of an issue about a file that gave no document."""
    return {
        **ISSUES.blank,
        "issue_id": f"{path}/i01",
        "code": code,
        "severity": CODES[code].severity,
        "message": f"{path}: {message}",
        "raw_path": path,
    }


def _line(found: Found, fingerprint: Bytes | None, outcome: str, reason: str | None) -> Values:
    return {
        **LEDGER.blank,
        "raw_path": found.path,
        "raw_sha256": fingerprint and fingerprint.sha256,
        "raw_bytes": fingerprint and fingerprint.size,
        "source_id": found.source_id,
        "outcome": outcome,
        "reason": reason,
    }


def _arrow(table: Table, rows: list[Values]) -> pa.Table:
    schema = arrow_schema(table).append(pa.field(FILE, pa.string()))
    return pa.Table.from_arrays(pa.array(rows, pa.struct(list(schema))).flatten(), schema=schema)
