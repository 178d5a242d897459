"""The file that a document was read from: its layout, and every address of the record that it gives."""

from pipeline.model import ParsedDocument, Part
from pipeline.records.rows import Rows


def write(rows: Rows, document: ParsedDocument) -> None:
    """Write the row of the file."""
    raw = document.raw
    row = rows.add("captures", raw.name)
    row.give(layout_id=document.layout_id, is_primary=True, raw_sha256=raw.sha256, text_sha256=raw.text_sha256)
    row.give(part=raw.part)
    addresses: dict[str, Part] = {}
    for part in document.envelope.parts("source_url"):
        if part.value:
            addresses.setdefault(part.value, part)
    row.read_list("addresses", list(addresses.values()))
