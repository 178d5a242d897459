"""The date of a document, from which what its other dates leave out is taken."""

import datetime as dt
from typing import NamedTuple

from pipeline.forms import forms
from pipeline.model import ParsedDocument, Part
from pipeline.values.dates import Date, Days, OpenDate, nearest

# Days by which sending and receipt lie apart at most: of two readings of a date in figures the one within them of
# the document's own date is taken, when the other is not.
_NEAR = 10


class Settled(NamedTuple):
    """A date made whole: in EDTF, what it rests on, and the part that lent what its words leave out."""

    edtf: str
    basis: str
    anchor: Part | None


def anchor_of(document: ParsedDocument) -> Part | None:
    """Return the part that states the day of the document: its header, its signature, the record's head, its group."""
    return _stated_day(document) or _group_day(document)


def _stated_day(document: ParsedDocument) -> Part | None:
    content, envelope = document.content, document.envelope
    candidates = (
        content and content.first("header_date"),
        content and content.first("signature_date"),
        envelope.first("record_date"),
        envelope.first("cited_date"),
        envelope.first("listed_date"),
    )
    return next((part for part in candidates if part and _is_day(part.value)), None)


def _group_day(document: ParsedDocument) -> Part | None:
    """The date-time group of a telegram of which nothing else states the day; its century is that of the form."""
    group = document.content.first("group") if document.content else None
    day = _of_form(group.value, document) if group and isinstance(group.value, OpenDate) else None
    return group._replace(value=day) if group and day else None


def _of_form(value: OpenDate, document: ParsedDocument) -> Date | None:
    """A date with a year in two figures, in the years in which documents of the form were written."""
    years = forms()[document.form_id].years if document.form_id else None
    if years is None or not value.is_short:
        return None
    found = [year for year in range(years[0], years[1] + 1) if year % 100 == value.year]
    readings = value.readings(dt.date(found[0], 1, 1)) if len(found) == 1 else ()
    return readings[0] if len(readings) == 1 else None


def settle(part: Part | None, document: ParsedDocument) -> Settled | None:
    """Make the date of ``part`` whole with the document's own; ``None`` where it stays open.

    A day without its year gets the year that puts it nearest to the anchor. Of the two readings of a date in
    figures, the one near the anchor is taken, when the other is far from it.
    """
    value, anchor = part.value if part else None, _stated_day(document)
    if isinstance(value, Date):
        if value.edtf:
            return Settled(value.edtf, "stated", None)
        anchor = anchor or _group_day(document)
        found = nearest(value, _day(anchor.value)) if anchor and value.day else None
        return Settled(found.edtf or "", "year_from_document", anchor) if found else None
    if isinstance(value, Days):
        return Settled(value.edtf, "stated", None)
    if isinstance(value, OpenDate):
        year = anchor or _year_of(document)
        if year is None and (day := _of_form(value, document)):
            return Settled(day.edtf or "", "year_from_form", None)
        return _figures(value, anchor, year)
    return None


def _year_of(document: ParsedDocument) -> Part | None:
    """What states at least the year of the document: enough to tell the century of another date."""
    candidates = tuple(document.envelope.first(each) for each in ("record_date", "cited_date", "key_year"))
    return next((part for part in candidates if part and isinstance(part.value, Date) and part.value.year), None)


def _figures(value: OpenDate, anchor: Part | None, year: Part | None) -> Settled | None:
    readings = value.readings(_day(year.value) if year else None)
    if len(readings) > 1 and anchor:
        near = [each for each in readings if abs(_day(each) - _day(anchor.value)).days <= _NEAR]
        return Settled(near[0].edtf or "", "order_from_document", anchor) if len(near) == 1 else None
    if len(readings) != 1:
        return None
    if value.year is None and anchor is None:
        return None
    basis = "year_from_document" if value.is_short else "stated"
    return Settled(readings[0].edtf or "", basis, year if value.is_short else None)


def _is_day(value: object) -> bool:
    return isinstance(value, Date) and value.year is not None and value.day is not None


def _day(of: Date) -> dt.date:
    return dt.date(of.year or 1, of.month or 1, of.day or 1)
