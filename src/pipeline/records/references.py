"""Other documents that the text refers to, and numbers of people and goods."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipeline.model import ParsedDocument, Part
from pipeline.records.dating import anchor_of
from pipeline.records.rows import Row, Rows
from pipeline.values.dates import Date, latest_before, nearest
from pipeline.values.periods import Period

Year = Callable[[Date, dt.date], Date | None]
_DIRECTIONS = {"my": "outgoing", "our": "outgoing", "your": "incoming"}
_COUNTED_NOUN = re.compile(
    r"\b(?:people|persons|households|families|refugees|residents|soldiers|troops|prisoners|workers|students)\b"
)
_AIRGRAM = re.compile(r"\bA-\d")
_OF_THEM = "of them"
# Characters that "of them" can reach back: a long sentence or two.
_REACH = 600
# how a period stands before its number: "Between January and May, 3,500 of them"
_AFTER_PERIOD = ", "


class _Prose(NamedTuple):
    """The running text: the page it is on, where it begins, its periods by their ends, the document's date."""

    page: str
    start: int
    periods: Mapping[int, Part]
    anchor: Part | None


def write(rows: Rows, document: ParsedDocument) -> None:
    """Write the references and the quantities of a document."""
    content = document.content
    if content is None:
        return
    start, _ = content.zones.get("body", (0, 0))
    periods = {part.end: part for part in content.parts("period")}
    prose = _Prose(document.raw.text, start, periods, anchor_of(document))
    # what stands behind the text is an editor's, who also knows what came after the document
    noted, _ = content.zones.get("notes", (len(document.raw.text), 0))
    for extraction in content.having("referred"):
        if extraction.rule == "ref":
            _listed(rows, extraction.parts, prose.anchor)
            continue
        if marked := extraction.parts.get("referred_document"):
            _marked(rows, document, extraction.parts["referred"], marked)
            continue
        for number in _numbers(extraction.parts):
            _reference(rows, extraction.parts, number, prose.anchor, by_editor=noted <= extraction.start)
    for extraction in content.all("quantity"):
        _quantity(rows, extraction.parts, prose)


def _numbers(parts: Mapping[str, Part]) -> list[Part | None]:
    """The numbers that one reference gives, each of another document; one without a number is by its day."""
    listed = parts.get("referred_numbers")
    if listed is None or not listed.value:
        return [parts.get("referred_number")]
    return [listed.within(*each) for each in listed.value]


def _reference(
    rows: Rows, parts: Mapping[str, Part], number: Part | None, anchor: Part | None, *, by_editor: bool
) -> None:
    row = rows.number("document_references", "r").give(status="missing")
    row.read("text", parts["referred"]).read("kind", parts.get("referred_kind"))
    row.read("volume", parts.get("referred_volume"))
    owner = parts.get("referred_owner")
    row.read("direction", owner, owner and _DIRECTIONS[owner.value.lower()])
    row.read("identifier", number)
    date = parts.get("referred_date") or parts.get("referred_day")
    if date and isinstance(date.value, Date):
        _dated(row, date, date.value, anchor, nearest if by_editor else latest_before)
    if row.values["date_edtf"] or row.values["identifier"]:
        row.give(ghost_id=_ghost_id(rows.document_id, row))


def _listed(rows: Rows, parts: Mapping[str, Part], anchor: Part | None) -> None:
    """A reference of a telegram's line of references: a post and a number are a telegram's, with A- an airgram's."""
    number = parts["referred_number"]
    if not number.value:
        return
    row = rows.number("document_references", "r").give(status="missing").read("text", parts["referred"])
    row.read("reference_letter", parts.get("reference_letter")).read("note", parts.get("reference_note"))
    row.infer("kind", "airgram" if _AIRGRAM.search(number.value) else "telegram", number).read("identifier", number)
    date = parts.get("referred_date")
    if date and isinstance(date.value, Date):
        _dated(row, date, date.value, anchor, latest_before)
    row.give(ghost_id=_ghost_id(rows.document_id, row))


def _marked(rows: Rows, document: ParsedDocument, words: Part, marked: Part) -> None:
    """A reference by a mark that names the document: whether that is held is known only over all documents."""
    row = rows.number("document_references", "r").give(status="missing")
    row.read("text", words, " ".join(rows.words(words).split())).infer("kind", "document", marked)
    row.read("identifier", marked)
    target = f"{document.raw.source_id}:{marked.value}"
    row.give(target_document_id=target, ghost_id=f"ghost:{target}")


def _dated(row: Row, part: Part, date: Date, anchor: Part | None, year: Year) -> None:
    """The date of a document referred to; where its year is left out, ``year`` finds it from the document's own day.

    A letter refers to what is past; an editor's note to what is near.
    """
    if date.edtf:
        row.read("date_edtf", part, date.edtf).give(date_basis="stated")
    elif anchor:
        found = year(date, dt.date.fromisoformat(anchor.value.edtf))
        if found:
            row.infer("date_edtf", found.edtf, part, anchor).give(date_basis="year_from_document")


def _ghost_id(document_id: str, row: Row) -> str:
    """A ghost is known by what is said of it, and is of the document that says it until another joins it."""
    known = (row.values[field] for field in ("kind", "direction", "identifier", "date_edtf"))
    return ":".join(("ghost", document_id, *(re.sub(r"[^\w-]+", "-", each) for each in known if each)))


def _quantity(rows: Rows, parts: Mapping[str, Part], prose: _Prose) -> None:
    quantity, unit, counted = parts["quantity"], parts["unit"], parts.get("counted")
    first, last = parts.get("bound", quantity), counted or unit
    whole = quantity.within(first.start - quantity.start, last.end - quantity.start, None)
    row = rows.number("quantities", "q")
    row.read("text", whole, row.words(whole)).read("value", quantity)
    bound = parts.get("bound")
    row.read("bound", bound or quantity, bound.value if bound else "exactly")
    row.read("what_text", counted)
    if unit.value != _OF_THEM:
        row.read("unit_text", unit).give(unit_basis="stated")
    elif noun := _antecedent(prose, quantity):
        row.infer("unit_text", noun.value, noun, unit).give(unit_basis="antecedent")
    period = prose.periods.get(first.start - len(_AFTER_PERIOD))
    if period and isinstance(period.value, Period):
        row.read("period_text", period, row.words(period))
        if prose.anchor:
            row.infer("period_edtf", _interval(period.value, prose.anchor.value), period, prose.anchor)
            row.give(period_basis="interpreted")


def _antecedent(prose: _Prose, quantity: Part) -> Part | None:
    """The last counted noun before "of them", in the same paragraph and within reach."""
    reach = max(prose.start, quantity.start - _REACH)
    paragraph = prose.page.rfind("\n", reach, quantity.start) + 1 or reach
    nouns = list(_COUNTED_NOUN.finditer(prose.page, paragraph, quantity.start))
    if not nouns:
        return None
    noun = nouns[-1]
    return Part("unit", noun.start(), noun.end(), noun[0], "references.antecedent")


def _interval(period: Period, anchor: Date) -> str:
    """The period in the last year in which it was over, or running, on the day of the document."""
    year = anchor.year or 0
    begun = (period.last_month, period.last_day or 1) <= (anchor.month or 12, anchor.day or 31)
    return period.edtf(year if begun else year - 1)
