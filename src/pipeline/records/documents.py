"""The row of the document: what its publisher and its own header say of it."""

from collections.abc import Mapping

from pipeline.copies import Entry, Solution, solve
from pipeline.model import NOTHING_READ, ParsedDocument, Part, Reading
from pipeline.records.dating import settle
from pipeline.records.rows import Row, Rows
from pipeline.records.telegrams import sections
from pipeline.sources import Source
from pipeline.values.dates import Date, Days
from pipeline.values.marks import classification, priority
from pipeline.values.names import unannotated
from pipeline.values.precedences import Precedences
from pipeline.values.text import fold


def write(rows: Rows, document: ParsedDocument, source: Source) -> Solution:
    """Write the row of the document; return how its copies were solved."""
    envelope, content = document.envelope, document.content or NOTHING_READ
    row = rows.add("documents", rows.document_id)
    row.give(
        source_id=source.source_id,
        form_id=document.form_id,
        rights=source.rights,
        raw_path=document.raw.path,
        raw_sha256=document.raw.sha256,
        text_length=len(document.raw.text),
    )
    row.read("source_url", envelope.first("source_url"))
    row.infer("canonical_url", source.address(document.key), key_of(envelope))
    row.read("title", title_of(envelope)).read("document_type", kind_of(envelope, content))
    for field in ("summary", "credits", "original_language", "text_type", "text_language"):
        row.read(field, envelope.first(field))
    held = envelope if envelope.parts("holding") else content
    row.read("reference_code", held.first("holding")).read("repository_code", held.first("repository_code"))
    for field, role in (("translators", "translator"), ("contributors", "contributor"), ("editors", "editor")):
        row.read_list(field, _credited(envelope, role))
    row.read("subject", subject_of(envelope, content))
    _date(row, document)
    _marks(row, envelope, content)
    row.read("executive_order", content.first("executive_order"))
    row.read_list("tags", content.parts("tag") or envelope.parts("tag"))
    _sections(row, content)
    return _copies(row, content)


def key_of(envelope: Reading) -> Part | None:
    """Return the part that states the record's key: its number, or else the name that its address has."""
    return envelope.first("record_key") or envelope.first("record_slug")


def kind_of(envelope: Reading, content: Reading) -> Part | None:
    """Return the part that says what kind of document it is: the dateline, or else the title."""
    dated, titled = content.first("header_kind"), envelope.first("title_kind")
    return titled if dated is None or (titled and dated.value == "other") else dated


def title_of(envelope: Reading) -> Part | None:
    """The title at the head; where that is missing, or in capitals, the same title as the citation gives it."""
    head, cited = envelope.first("title"), envelope.first("cited_title")
    if cited and cited.value and (head is None or not head.value or _is_raised(head.value, cited.value)):
        return cited
    return head


def subject_of(envelope: Reading, content: Reading) -> Part | None:
    """The subject line: labelled, above the salutation, or the header's last line where the title quotes it."""
    if subject := content.first("subject"):
        return subject
    heading, quoted = content.first("heading"), envelope.first("title_subject")
    if not (heading and quoted and heading.value and quoted.value):
        return None
    same = fold(unannotated(heading.value)) == fold(unannotated(quoted.value))
    return heading if same else None


def _is_raised(head: str, cited: str) -> bool:
    return sum(map(str.isupper, head)) > sum(map(str.islower, head)) and fold(head) == fold(cited)


def _credited(envelope: Reading, role: str) -> list[Part]:
    found: list[Part] = []
    for credit in envelope.all("credit"):
        if role in credit.parts["credit_verbs"].value:
            whole = credit.parts["credited"]
            found += [part for part in envelope.parts("credited_name") if whole.start <= part.start < whole.end]
    return found


def _sections(row: Row, content: Reading) -> None:
    held, total = sections(content)
    row.read("sections_total", total)
    row.witnessed("sections_listed", "read", len(held) or None, *held)


def _date(row: Row, document: ParsedDocument) -> None:
    """The record's date: as its head states it; failing that, as its editors, its citation or a list do."""
    envelope, content = document.envelope, document.content or NOTHING_READ
    head = envelope.first("record_date") or (content.first("header_date") if envelope.first("listed_title") else None)
    if head:
        row.read("date_text", head, row.words(head))
    edited = envelope.having("edited_from")
    if head and isinstance(head.value, Date | Days) and head.value.edtf:
        days = head.value
        row.give(date_basis="stated")
        row.read("date_edtf", head, days.edtf).read("date_earliest", head, days.earliest)
        row.read("date_latest", head, days.latest)
    elif edited:
        parts = edited[0].parts
        first, last = parts["edited_from"], parts.get("edited_to", parts["edited_from"])
        row.give(date_basis="editor")
        for field, value in _bounds(first.value, last.value).items():
            row.infer(field, value, *dict.fromkeys((first, last, parts.get("edited_why"))))
    else:
        for basis, element in (("citation", "cited_date"), ("publisher", "listed_date")):
            part = envelope.first(element)
            if part and isinstance(part.value, Date) and part.value.edtf:
                row.give(date_basis=basis)
                for field, value in _bounds(part.value, part.value).items():
                    row.infer(field, value, part)
                return
        _date_of_group(row, document)


def _bounds(first: Date, last: Date) -> dict[str, str | None]:
    edtf = first.edtf if first == last else f"{first.edtf}/{last.edtf}"
    return {"date_edtf": edtf, "date_earliest": first.earliest, "date_latest": last.latest}


def _date_of_group(row: Row, document: ParsedDocument) -> None:
    group = document.content.first("group") if document.content else None
    settled = settle(group, document)
    if group:
        row.read("date_text", group, row.words(group))
    if settled:
        row.give(date_basis="header")
        for field in ("date_edtf", "date_earliest", "date_latest"):
            row.infer(field, settled.edtf, group, settled.anchor)


def _marks(row: Row, envelope: Reading, content: Reading) -> None:
    """Marks of secrecy and urgency: the document's own; failing that, the title's or the publisher's."""
    for field, code in (("classification", classification), ("priority", priority)):
        mark = _first(content, field) or _first(envelope, field)
        row.read(f"{field}_text", mark)
        if mark and mark.value:
            row.read(f"{field}_code", mark, code(mark.value))
    letters = content.first("precedences")
    if letters and isinstance(letters.value, Precedences):
        row.read("priority_text", letters, letters.value.text).read("priority_code", letters, letters.value.action)
    caveats = sorted([*content.parts("handling"), *envelope.parts("handling")], key=lambda part: part.start)
    words = dict.fromkeys(part.value for part in caveats if part.value)
    row.witnessed("handling", "read", "; ".join(words) or None, *caveats)
    lines = content.parts("attention")
    row.witnessed("attention", "read", "; ".join(part.value for part in lines if part.value) or None, *lines)


def _first(reading: Reading, element: str) -> Part | None:
    """The part that stands first in the text; one at the end of another's line only where there is no other."""
    joined = [(each.start, each.end) for each in reading.all("marks_at_end")]

    def place(part: Part) -> tuple[bool, int]:
        return any(start <= part.start < end for start, end in joined), part.start

    return min((part for part in reading.parts(element) if part.value), key=place, default=None)


def _copies(row: Row, content: Reading) -> Solution:
    entries = [
        Entry(_stated(extraction.parts), len(extraction.parts["recipient"].value))
        for extraction in content.having("recipient")
        if _is_distribution(content, extraction.parts["recipient"]) and extraction.parts["recipient"].value
    ]
    total, listed = content.first("copies_total"), content.first("distribution")
    solution = solve(entries, total.value if total else None)
    row.read("copies_total", total)
    row.infer("copies_listed", solution.listed, listed, total if solution.way else None)
    row.give(copies_check=solution.check)
    return solution


def _stated(parts: Mapping[str, Part]) -> int | None:
    copies = parts.get("copies") or parts.get("copies_dashed")
    if copies is None and "copy_number" in parts:
        # who got copy number 2 got one copy
        return 1
    return copies.value if copies else None


def _is_distribution(content: Reading, recipient: Part) -> bool:
    label = list_label(content, recipient)
    return label is None or label.value == "distributed"


def list_label(content: Reading, recipient: Part) -> Part | None:
    """The word that opens the list in which a recipient stands; ``None`` where the list has none."""
    for extraction in content.having("distribution"):
        if extraction.parts["distribution"].start <= recipient.start < extraction.parts["distribution"].end:
            return extraction.parts.get("distribution_label")
    return None
