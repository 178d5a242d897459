"""Other documents that the text refers to, and numbers of people and goods."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipeline.model import Extraction, ParsedDocument, Part, Reading
from pipeline.records.dating import anchor_of
from pipeline.records.rows import Row, Rows
from pipeline.values.cited import CITED_KIND, cited_kind
from pipeline.values.dates import Date, latest_before, nearest
from pipeline.values.periods import Period
from pipeline.values.series import Numbered, in_list, numbered

Year = Callable[[Date, dt.date], Date | None]
_DIRECTIONS = {"my": "outgoing", "our": "outgoing", "your": "incoming"}
_COUNTED_NOUN = re.compile(
    r"\b(?:people|persons|households|families|refugees|residents|soldiers|troops|prisoners|workers|students)\b"
)
_AIRGRAM = re.compile(r"\bA-\d")
_OWNER = re.compile(r"\b(?:my|our|your)(?=s?\b)", re.IGNORECASE)
_KIND = re.compile(CITED_KIND)
# 811, 812-813: the numbers that one line answers
_LISTED = re.compile(r"[^,\s][^,]*")
# what can stand before the reference with which a text opens: the number of the paragraph, marks in capitals, other
# references, words that only lead to it
_OPENING = re.compile(
    r"(?:[\W\d_]|\b[A-Z]+\b|\b(?i:with|in|further|thanks|thank|you|for|reference|ref|reply|response|answer|regarding|re|to|your|my"
    r"|our|the|of|and|nos?|telegrams?|cables?|cablegrams?|letters?)\b)*+"
)
_OPENING_REACH = 120
_WHOSE = re.compile(
    r"(?<![\w.])(?:(?:Reference|Following|Ref|Re|See|In|The|Your|My|Our|For)[ ])?(?P<whose>(?:(?:Mr|Sir|Dr|Lord)\.?\s)?"
    r"[A-Z]\w{0,24}(?:\s[A-Z]\w{0,24}){0,4}?)(?:['’]s|(?<=s)['’]|(?<=[ ]Office)|(?<=[ ]Government)|(?<=[ ]Department)"
    r"|(?<=[ ]Embassy))\s(?:(?:earlier|later|recent|previous|own)\s)?\Z"
)
_WHOSE_REACH = 120
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


class _Cited(NamedTuple):
    """A number by which a document is cited, what it is read as, and the number whose series it carries on."""

    part: Part | None
    numbered: Numbered = Numbered(None, None)
    before: Part | None = None


def write(rows: Rows, document: ParsedDocument) -> None:
    """Write the references and the quantities of a document."""
    content = document.content
    if content is None:
        return
    start, _ = content.zones.get("body", (0, 0))
    periods = {part.end: part for part in content.parts("period")}
    prose = _Prose(document.raw.text, start, periods, anchor_of(document))
    for extraction in content.having("referred"):
        zone = _zone(document.raw.text, content, extraction)
        if extraction.rule == "ref":
            _listed(rows, extraction.parts, prose.anchor, zone)
            continue
        if marked := extraction.parts.get("referred_document"):
            _marked(rows, document, extraction.parts["referred"], marked, zone)
            continue
        if listed := extraction.parts.get("referred_days"):
            for each in listed.value or ():
                parts = {**extraction.parts, "referred_day": listed.within(*each)}
                _reference(rows, parts, _Cited(None), prose, zone)
            continue
        for cited in _numbers(extraction.parts):
            _reference(rows, extraction.parts, cited, prose, zone)
    for extraction in content.having("in_reply_to"):
        _answered(rows, document.raw.text, extraction, _zone(document.raw.text, content, extraction))
    for extraction in content.all("quantity"):
        _quantity(rows, extraction.parts, prose)


def _zone(page: str, content: Reading, extraction: Extraction) -> str:
    """Where a reference stands: what stands behind the text is an editor's, who knows what came after it too."""
    place = extraction.start
    if place >= content.zones.get("notes", (len(page), 0))[0]:
        return "note"
    start, _ = content.zones.get("body", (0, 0))
    if place < start:
        return "header"
    before = page[start:place] if place - start <= _OPENING_REACH else None
    return "opening" if before is not None and _OPENING.fullmatch(before) else "body"


def _numbers(parts: Mapping[str, Part]) -> list[_Cited]:
    """The numbers that one reference gives, each of another document; one without a number is by its day."""
    listed = parts.get("referred_numbers")
    if listed is None or not listed.value:
        single = parts.get("referred_number")
        return [_Cited(single, numbered(single.value)) if single and single.value else _Cited(single)]
    found: list[_Cited] = []
    for stretch, each in zip(listed.value, in_list([stretch.text for stretch in listed.value]), strict=True):
        found.append(_Cited(listed.within(*stretch), each, found[-1].part if each.is_carried else None))
    return found


def _reference(rows: Rows, parts: Mapping[str, Part], cited: _Cited, prose: _Prose, zone: str) -> None:
    row = rows.number("document_references", "r").give(status="missing", zone=zone)
    row.read("text", parts["referred"]).read("kind", parts.get("referred_kind"))
    row.read("volume", parts.get("referred_volume"))
    owner = parts.get("referred_owner")
    row.read("direction", owner, owner and _DIRECTIONS[owner.value.lower()])
    if owner is None:
        row.read("from_text", _whose(prose.page, parts["referred"]))
    _number(row, cited, is_printed=row.values["kind"] == "document")
    date = parts.get("referred_date") or parts.get("referred_day")
    if date and isinstance(date.value, Date):
        _dated(row, date, date.value, prose.anchor, nearest if zone == "note" else latest_before)


def _whose(page: str, referred: Part) -> Part | None:
    """Whose document it is, where a name stands directly before it: Lisbon's LB718, Dominions Office telegram 1050."""
    found = _WHOSE.search(page, max(0, referred.start - _WHOSE_REACH), referred.start)
    if found is None:
        return None
    start, end = found.span("whose")
    return Part("referred_whose", start, end, " ".join(found["whose"].split()), "references.whose")


def _number(row: Row, cited: _Cited, *, is_printed: bool = False) -> None:
    """The number as written, its series and its number in it; a number in the edition has no series."""
    row.read("identifier", cited.part)
    if is_printed or cited.part is None:
        return
    row.read("number", cited.part, cited.numbered.number)
    if cited.numbered.is_carried:
        row.infer("series", cited.numbered.series, cited.part, cited.before).give(series_basis="list")
    elif cited.numbered.series:
        row.read("series", cited.part, cited.numbered.series).give(series_basis="stated")


def _listed(rows: Rows, parts: Mapping[str, Part], anchor: Part | None, zone: str) -> None:
    """A reference of a telegram's line of references: a post and a number are a telegram's, with A- an airgram's."""
    number = parts["referred_number"]
    if not number.value:
        return
    row = rows.number("document_references", "r").give(status="missing", zone=zone).read("text", parts["referred"])
    row.read("reference_letter", parts.get("reference_letter")).read("note", parts.get("reference_note"))
    row.infer("kind", "airgram" if _AIRGRAM.search(number.value) else "telegram", number)
    _number(row, _Cited(number, numbered(number.value)))
    date = parts.get("referred_date")
    if date and isinstance(date.value, Date):
        _dated(row, date, date.value, anchor, latest_before)


def _answered(rows: Rows, page: str, extraction: Extraction, zone: str) -> None:
    """What the document says that it answers or adds to: To No. 483/sh. · In addition to my Nº 2390."""
    listed = extraction.parts["in_reply_to"]
    if not listed.value:
        return
    words = page[extraction.start : extraction.end]
    whole = listed._replace(start=extraction.start, end=extraction.end)
    owner, kind = _OWNER.search(words), _KIND.search(words)
    stretches = [each.span() for each in _LISTED.finditer(page, listed.start, listed.end)]
    for start, end in stretches:
        part = listed._replace(start=start, end=end, value=page[start:end])
        row = rows.number("document_references", "r").give(status="missing", zone=zone)
        row.read("text", whole, row.words(whole).strip())
        if owner:
            row.read("direction", whole.within(*owner.span(), None), _DIRECTIONS[owner[0].lower()])
        if kind:
            row.read("kind", whole.within(*kind.span(), None), cited_kind(kind[0]))
        _number(row, _Cited(part, numbered(part.value)))


def _marked(rows: Rows, document: ParsedDocument, words: Part, marked: Part, zone: str) -> None:
    """A reference by a mark that names the document: whether that is held is known only over all documents."""
    row = rows.number("document_references", "r").give(status="missing", zone=zone)
    row.read("text", words, " ".join(rows.words(words).split())).infer("kind", "document", marked)
    row.read("identifier", marked).give(target_document_id=f"{document.raw.source_id}:{marked.value}")


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
