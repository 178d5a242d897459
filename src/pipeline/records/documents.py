"""The row of the document, its identifiers and its holdings."""

from pipeline.copies import Entry, Solution, solve
from pipeline.model import ParsedDocument, Part, Reading
from pipeline.records.rows import Row, Rows
from pipeline.sources import Source
from pipeline.values.codes import priority
from pipeline.values.dates import Date
from pipeline.values.serials import Serial

_NOTHING = Reading("", {}, (), (), ())


def write(rows: Rows, document: ParsedDocument, source: Source) -> Solution:
    """Write the row of the document with its identifiers and holdings; return how its copies were solved."""
    envelope, content = document.envelope, document.content or _NOTHING
    row = rows.add("documents", rows.document_id)
    row.give(
        source_id=source.source_id,
        form_id=document.form_id,
        rights=source.rights,
        raw_path=document.raw.path,
        raw_sha256=document.raw.sha256,
        text_length=len(document.raw.text),
    )
    key = envelope.first("record_key")
    row.read("source_url", envelope.first("source_url"))
    row.infer("canonical_url", source.canonical_url.format(key=document.key), key)
    row.read("document_type", envelope.first("title_kind"))
    for field in (
        "title",
        "summary",
        "credits",
        "original_language",
        "text_type",
        "text_language",
        "repository_code",
    ):
        row.read(field, envelope.first(field))
    row.read("reference_code", envelope.first("reference"))
    row.read_list("translators", envelope.parts("translator"))
    row.read_list("contributors", envelope.parts("contributor"))
    row.read("subject", content.first("subject"))
    _date(row, envelope, content)
    _priority(row, content)
    solution = _copies(row, content)
    _identifiers(rows, document, key, content)
    _holding(rows, envelope)
    return solution


def _date(row: Row, envelope: Reading, content: Reading) -> None:
    """The record's date: as its head states it; failing that, as the citation or the header does."""
    witnesses = (
        ("stated", envelope.first("record_date")),
        ("citation", envelope.first("cited_date")),
        ("header", content.first("header_date")),
    )
    for basis, part in witnesses:
        if part and isinstance(part.value, Date) and part.value.edtf:
            date = part.value
            row.give(date_basis=basis)
            for field, value in (
                ("date_edtf", date.edtf),
                ("date_earliest", date.earliest),
                ("date_latest", date.latest),
            ):
                row.read(field, part, value) if basis == "stated" else row.infer(field, value, part)
            break
    if head := envelope.first("record_date"):
        row.read("date_text", head, row.words(head))


def _priority(row: Row, content: Reading) -> None:
    mark = content.first("priority")
    row.read("priority_text", mark)
    if mark and mark.value:
        row.read("priority_code", mark, priority(mark.value))


def _copies(row: Row, content: Reading) -> Solution:
    entries = [
        Entry(
            extraction.parts["copies"].value if "copies" in extraction.parts else None,
            len(extraction.parts["recipient"].value),
        )
        for extraction in content.all("recipient")
    ]
    total, listed = content.first("copies_total"), content.first("distribution")
    solution = solve(entries, total.value if total else None)
    row.read("copies_total", total)
    row.infer("copies_listed", solution.listed, listed, total if solution.way else None)
    row.give(copies_check=solution.check)
    return solution


def _identifiers(rows: Rows, document: ParsedDocument, key: Part | None, content: Reading) -> None:
    record = rows.number("identifiers", "n").give(role="record", identifier=document.key)
    record.read("identifier", key, document.key)
    for role in ("sender_number", "receiver_number"):
        for part in content.parts(role):
            if isinstance(part.value, Serial):
                row = rows.number("identifiers", "n").give(role=role)
                row.read("identifier", part, part.value.identifier)
                row.read("series", part, part.value.series)
                row.read("number", part, part.value.number)


def _holding(rows: Rows, envelope: Reading) -> None:
    reference = envelope.first("reference")
    if not reference or not reference.value:
        return
    row = rows.number("holdings", "h").read("reference_code", reference)
    for field, element in (
        ("repository_code", "repository_code"),
        ("file_code", "file_code"),
        ("pages", "pages"),
        ("locator_text", "locator"),
    ):
        row.read(field, envelope.first(element))
