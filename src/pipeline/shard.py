"""Read a run of files into rows: the unit of work.

A shard's tables carry one column more than the published ones, ``_file``: the file each row came from, with the
part of it where it holds many documents.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from pipeline import corpus
from pipeline.arrow import arrow_schema
from pipeline.corpus import Bytes, Found, Refusal
from pipeline.issues import CODES
from pipeline.model import RawDocument, name_of
from pipeline.parse import Unparted, UnreadableDocumentError, documents, parse
from pipeline.records import records
from pipeline.schema import ISSUES, LEDGER, TABLES
from pipeline.sources import Source, sources
from pipeline.working import WORKING, working

FILE = "_file"
_FILE_FIELD = pa.field(FILE, pa.string())
# The fields of each table of a shard, the published ones and those that only later steps need.
SCHEMAS = {each.name: arrow_schema(each).append(_FILE_FIELD) for each in TABLES} | {
    name: schema.append(_FILE_FIELD) for name, schema in WORKING.items()
}
# Documents whose rows are held as Python objects at once: the more there are, the longer the collector looks through
# them.
_BATCH = 100

Values = dict[str, Any]
Rows = dict[str, list[Values]]
Tables = dict[str, pa.Table]


def read_shard(shard: Sequence[Found], advance: Callable[[], None] = lambda: None) -> Tables:
    """Read files into unvalidated tables: what they give, their issues, and their lines of the ledger.

    ``advance`` is called after each file.
    """
    batches: list[Tables] = []
    rows = _no_rows()
    for found in shard:
        for name, tables in _file(found):
            for table, given in tables.items():
                for values in given:
                    values[FILE] = name
                rows[table] += given
            if len(rows["ledger"]) >= _BATCH:
                batches.append(_tables(rows))
                rows = _no_rows()
        advance()
    batches.append(_tables(rows))
    return {name: pa.concat_tables(batch[name] for batch in batches) for name in SCHEMAS}


def _no_rows() -> Rows:
    return {name: [] for name in SCHEMAS}


def _tables(rows: Rows) -> Tables:
    return {name: _arrow(schema, rows[name]) for name, schema in SCHEMAS.items()}


def _file(found: Found) -> Iterator[tuple[str, Rows]]:
    """Yield the rows that a file gives, by document, each with the name of the document in the tables."""
    if found.problem is not None:
        outcome = "excluded" if found.excluded else "quarantined"
        yield found.path, _without_document(found, None, outcome, found.problem)
        return
    try:
        raw, fingerprint = corpus.read(found)
    except Exception as why:
        yield found.path, _without_document(found, None, "quarantined", _fault(why))
        return
    if isinstance(raw, Refusal):
        yield found.path, _without_document(found, fingerprint, "quarantined", raw.message)
        return
    source = sources()[raw.source_id]
    try:
        for each in documents(raw, source):
            yield name_of(found.path, each.part), _document(found, each, source, fingerprint)
    except UnreadableDocumentError as why:
        yield found.path, _without_document(found, fingerprint, "quarantined", str(why))
    except Exception as why:
        yield found.path, _without_document(found, fingerprint, "quarantined", _fault(why))


def _document(found: Found, raw: RawDocument | Unparted, source: Source, fingerprint: Bytes | None) -> Rows:
    if isinstance(raw, Unparted):
        return _without_document(found, fingerprint, "quarantined", raw.problem, raw.part)
    try:
        document = parse(raw, source)
        tables = {**records(document, source), **working(document)}
    except UnreadableDocumentError as why:
        return _without_document(found, fingerprint, "quarantined", str(why), raw.part)
    except Exception as why:
        return _without_document(found, fingerprint, "quarantined", _fault(why), raw.part)
    line = _line(found, fingerprint, "published", None, raw.part)
    return {**tables, "ledger": [{**line, "document_id": document.document_id}]}


def _fault(why: Exception) -> str:
    return f"reading it failed ({type(why).__name__}: {why}); this is a fault of chancery, please report it"


def _without_document(
    found: Found, fingerprint: Bytes | None, outcome: str, reason: str, part: str | None = None
) -> Rows:
    line = _line(found, fingerprint, outcome, reason, part)
    if outcome == "excluded":
        return {"ledger": [line]}
    return {"ledger": [line], "issues": [file_issue(found.path, "unreadable-file", reason, part)]}


def file_issue(path: str, code: str, message: str, part: str | None = None) -> Values:
    """Return the row of an issue about a file, or a part of it, that gave no document."""
    name = name_of(path, part)
    return {
        **ISSUES.blank,
        "issue_id": f"{name}/i01",
        "code": code,
        "severity": CODES[code].severity,
        "message": f"{name}: {message}",
        "raw_path": path,
    }


def _line(found: Found, fingerprint: Bytes | None, outcome: str, reason: str | None, part: str | None) -> Values:
    return {
        **LEDGER.blank,
        "raw_path": name_of(found.path, part),
        "part": part,
        "raw_sha256": fingerprint and fingerprint.sha256,
        "raw_bytes": fingerprint and fingerprint.size,
        "source_id": found.source_id,
        "outcome": outcome,
        "reason": reason,
    }


def _arrow(schema: pa.Schema, rows: list[Values]) -> pa.Table:
    return pa.Table.from_arrays(pa.array(rows, pa.struct(list(schema))).flatten(), schema=schema)
