"""What later steps need of a text and no release holds: tables that travel with a shard and are not published."""

import pyarrow as pa

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
    return {NAMES: list(runs(document))}
