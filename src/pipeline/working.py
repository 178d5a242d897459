"""What later steps need of a text and no release holds: tables that travel with a shard and are not published."""

import pyarrow as pa

from pipeline.fingerprint import fingerprint, words
from pipeline.model import ParsedDocument
from pipeline.runs import runs

Values = dict[str, object]

# Runs of words with capitals in running text: names, where the collection proves them so.
NAMES = "_names"
# A fingerprint of the running text, by which texts that are alike are found.
TEXTS = "_texts"

WORKING: dict[str, pa.Schema] = {
    NAMES: pa.schema(
        [
            ("document_id", pa.string()),
            ("name", pa.string()),
            ("zone", pa.string()),
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("raw_path", pa.string()),
            ("element", pa.string()),
        ]
    ),
    TEXTS: pa.schema(
        [("document_id", pa.string()), ("words_total", pa.int64()), ("fingerprint", pa.list_(pa.uint64()))]
    ),
}


def working(document: ParsedDocument) -> dict[str, list[Values]]:
    """Return the rows that a document gives to the tables that are not published."""
    return {NAMES: list(runs(document)), TEXTS: _texts(document)}


def _texts(document: ParsedDocument) -> list[Values]:
    """The mark of the running text: of the content where no form tells it from the header, all of it."""
    start, end = _running_text(document)
    found = words(document.raw.text[start:end])
    mark = fingerprint(found)
    if mark is None:
        return []
    return [{"document_id": document.document_id, "words_total": len(found), "fingerprint": mark}]


def _running_text(document: ParsedDocument) -> tuple[int, int]:
    zones = document.content.zones if document.content else {}
    return zones.get("body") or document.envelope.zones.get("content", (0, 0))
