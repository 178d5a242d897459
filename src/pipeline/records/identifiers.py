"""The numbers that a document carries, the references under which archives hold it, its dates."""

from collections.abc import Mapping

from pipeline.model import ParsedDocument, Part, Reading
from pipeline.records.dating import settle
from pipeline.records.documents import key_of
from pipeline.records.rows import Rows
from pipeline.values.serials import Serial
from pipeline.values.series import numbered

_ROLES = ("sender_number", "receiver_number", "cipher_number", "in_reply_to", "file_class", "copy_number")
# elements that state a number of another role
_ALSO = {"series_number": "sender_number"}
_DATES = (
    ("record", "record_date"),
    ("citation", "cited_date"),
    ("header", "header_date"),
    ("header", "on_days"),
    ("listed", "listed_date"),
    ("header", "group"),
    ("signature", "signature_date"),
    ("conversation", "held_on"),
    ("uploaded", "uploaded_date"),
)
# the elements that stand beside a date, by the field that they fill
_BESIDE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "header_date": {"time_local": ("header_time", "sent_time"), "place_name": ("header_place", "sent_place")},
    "group": {"time_local": ("group_time",)},
    "held_on": {"time_local": ("held_at", "held_from"), "place_name": ("held_in",)},
}
_CIPHERED = ("ciph", "coded")


def write(rows: Rows, document: ParsedDocument) -> None:
    """Write the identifiers, holdings and dates of a document."""
    _identifiers(rows, document)
    _holdings(rows, document)
    _dates(rows, document)


def _identifiers(rows: Rows, document: ParsedDocument) -> None:
    record = rows.number("identifiers", "n").give(role="record", identifier=document.key)
    record.read("identifier", key_of(document.envelope), document.key)
    for part in document.envelope.parts("edition_number"):
        printed = rows.number("identifiers", "n").give(role="edition_number").read("identifier", part)
        printed.read("number", part).read("series", document.envelope.first("edition_volume"))
    numbers: list[tuple[str, Part]] = []
    if document.content:
        numbers = [
            (role, each.parts[role])
            for role in _ROLES
            for each in document.content.having(role)
            # the number of the copy that a recipient got is not that of the copy in hand
            if each.parts[role].value and "recipient" not in each.parts
        ]
        numbers += [(role, part) for element, role in _ALSO.items() for part in document.content.parts(element)]
    numbers += [("film_number", part) for part in document.envelope.parts("film_number")]
    said = {_bare(_words(part.value)) for _, part in numbers}
    kind = document.envelope.first("title_kind")
    for part in document.envelope.parts("title_number"):
        if part.value and _bare(_words(part.value)) not in said:
            is_ciphered = kind is not None and rows.words(kind).lower().startswith(_CIPHERED)
            numbers.append(("cipher_number" if is_ciphered else "sender_number", part))
            said.add(_bare(_words(part.value)))
    seen: set[tuple[str, str]] = set()
    for role, part in sorted(numbers, key=lambda each: (_place(each[1], document), each[0])):
        words = _words(part.value)
        if (role, words) not in seen:
            seen.add((role, words))
            row = rows.number("identifiers", "n").give(role=role).read("identifier", part, words)
            found = numbered(words)
            row.read("series", part, found.series).read("number", part, found.number).read("year", part, found.year)


def _is_talk(document: ParsedDocument) -> bool:
    """Whether the title or the form says that people met: other titles hold days of other things."""
    kind = document.envelope.first("title_kind")
    return document.form_id == "conversation_memorandum" or (kind is not None and kind.value == "conversation")


def _is_closing(document: ParsedDocument, part: Part) -> bool:
    """Whether the part stands under the text, where a date is that of the signature."""
    zones = document.content.zones if document.content else {}
    return "closing" in zones and zones["closing"][0] <= part.start


def _place(part: Part, document: ParsedDocument) -> tuple[bool, int]:
    """What the title states comes last, whatever its place."""
    start, _ = document.content.zones.get("header", (0, 0)) if document.content else (0, 0)
    return part.start < start, part.start


def _words(value: Serial | str) -> str:
    return value.identifier if isinstance(value, Serial) else value


def _bare(identifier: str) -> str:
    return "".join(letter for letter in identifier.lower() if letter.isalnum())


def _holdings(rows: Rows, document: ParsedDocument) -> None:
    # the publisher's citation, or failing that the archive's mark on the document
    reading = document.content if document.content and not document.envelope.parts("holding") else document.envelope
    for holding in reading.parts("holding"):
        if not holding.value:
            continue
        row = rows.number("holdings", "h").read("reference_code", holding)
        for field, element in (
            ("repository_code", "repository_code"),
            ("file_code", "file_code"),
            ("pages", "pages"),
            ("locator_text", "locator"),
        ):
            row.read(field, _inside(reading, element, holding))


def _inside(reading: Reading, element: str, whole: Part) -> Part | None:
    return next((part for part in reading.parts(element) if whole.start <= part.start < whole.end), None)


def _dates(rows: Rows, document: ParsedDocument) -> None:
    seen: set[tuple[str, str]] = set()
    for role, element in _DATES:
        for reading in document.readings:
            if element == "held_on" and not _is_talk(document):
                continue
            for extraction in reading.having(element):
                part = extraction.parts[element]
                words = " ".join(rows.words(part).split())
                shown = "signature" if role == "header" and _is_closing(document, part) else role
                if not part.value or (shown, words) in seen:
                    continue
                seen.add((shown, words))
                row = rows.number("document_dates", "d").give(date_role=shown).read("date_text", part, words)
                if element == "on_days":
                    part = part._replace(value=part.value[0])
                settled = settle(part, document) if not isinstance(part.value, str) else None
                if settled:
                    basis = "read" if settled.basis == "stated" else "inferred"
                    row.witnessed("date_edtf", basis, settled.edtf, part, settled.anchor)
                    row.give(date_basis=settled.basis)
                elif isinstance(part.value, str):
                    row.read("date_edtf", part, part.value).give(date_basis="stated")
                for field, names in _BESIDE.get(element, {}).items():
                    row.read(field, next(filter(None, map(extraction.parts.get, names)), None))
