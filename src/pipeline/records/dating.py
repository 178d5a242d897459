"""The date of a document, from which years that its text leaves out are taken."""

from pipeline.model import ParsedDocument, Part
from pipeline.values.dates import Date


def anchor_of(document: ParsedDocument) -> Part | None:
    """Return the part that states the day of the document: its header, its signature or the record's head."""
    content, envelope = document.content, document.envelope
    candidates = (
        content and content.first("header_date"),
        content and content.first("signature_date"),
        envelope.first("record_date"),
        envelope.first("cited_date"),
    )
    return next((part for part in candidates if part and isinstance(part.value, Date) and part.value.day), None)
