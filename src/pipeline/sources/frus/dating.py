"""The date of a document: as its dateline states it, or as the editors of the volume date it."""

import re

from pipeline.model import Extraction, Part
from pipeline.readers.tei import Element, Sheet
from pipeline.values.dates import FULL_DATE, MONTHS, RECORD_DATE, WEEKDAY, Date, date

# 1955-02-21 · 1955-02-21T19:12:00-05:00 · 1955-02
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?")
# [Thursday, June 3, 1955
_PRINTED = re.compile(rf"\[?(?:{WEEKDAY},?\s)?({FULL_DATE}|{RECORD_DATE})(?![\d–-]*\d)")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?[ ]?[ap]\.?[ ]?m\b|\bnoon\b|\b\d{4}Z", re.IGNORECASE)
# the stop behind a date, and not that of "p.m."
_UNENDED = re.compile(r"(?<!\bm)(?<!\.m)\.\Z")
# attributes that state the first and the last day, in the order in which they are looked for
_BOUNDS = (("when", "when"), ("notBefore", "notAfter"), ("from", "to"))


def read(sheet: Sheet, own: list[Element], head: Element | None) -> tuple[list[Extraction], list[Extraction]]:
    """Return what is stated of the record's date, and of the time zone of its clock time."""
    dated = next((each for each in own if each.name == "date" and each.within("dateline")), None)
    dated = dated or next((each for each in own if each.name == "date" and head and each.within("head") is head), None)
    if dated is None:
        return _edited(sheet, sheet.root, (("doc-dateTime-min", "doc-dateTime-max"),)), []
    words = _UNENDED.sub("", sheet.text[dated.start : dated.end])
    printed = _printed(words)
    marked = _day(dated.attributes.get("when", ""))
    stated = printed if printed and marked in {None, printed} else None
    found = (
        [_extraction("date", Part("record_date", dated.start, dated.start + len(words), stated, "frus.date"))]
        if words
        else []
    )
    if stated is None:
        found += _edited(sheet, dated, _BOUNDS) or _edited(
            sheet, sheet.root, (("doc-dateTime-min", "doc-dateTime-max"),)
        )
    return found, _time_zone(sheet, dated, words) if stated else []


def _printed(words: str) -> Date | None:
    found = _PRINTED.match(words)
    try:
        return date(found[1]) if found else None
    except ValueError:
        return None


def _day(attribute: str) -> Date | None:
    found = _ISO.fullmatch(attribute.strip())
    if not found:
        return None
    year, month, day = found.groups()[:3]
    if month and not 1 <= int(month) <= len(MONTHS):
        return None
    try:
        return date(" ".join(filter(None, (day, MONTHS[int(month) - 1] if month else None, year))))
    except ValueError:
        return None


def _edited(sheet: Sheet, element: Element, bounds: tuple[tuple[str, str], ...]) -> list[Extraction]:
    """The days between which the editors date the document, and why, as attributes of an element state them."""
    for first, last in bounds:
        begin, end = (_day(element.attributes.get(name, "")) for name in (first, last))
        if begin is None or end is None:
            continue
        parts = []
        for name, attribute, value in (
            ("edited_from", first, begin),
            ("edited_to", last, end),
            ("edited_why", "ana", None),
        ):
            # one attribute that states the day is the first and the last
            is_said = name == "edited_to" and first == last
            if not is_said and (place := sheet.attribute(element, attribute)):
                parts.append(Part(name, *place, value or element.attributes[attribute], f"frus.{attribute}"))
        return [_extraction("edited_date", *parts)]
    return []


def _time_zone(sheet: Sheet, dated: Element, words: str) -> list[Extraction]:
    """The offset from universal time that the mark of a date states, where the words state a clock time."""
    found = _ISO.fullmatch(dated.attributes.get("when", ""))
    place = sheet.attribute(dated, "when") if found and found[4] and _CLOCK.search(words) else None
    if not found or not place:
        return []
    start, end = (place[0] + each for each in found.span(4))
    return [_extraction("time_zone", Part("time_zone", start, end, found[4], "frus.when"))]


def _extraction(rule: str, *parts: Part) -> Extraction:
    return Extraction(rule, parts[0].start, parts[-1].end, {part.element: part for part in parts})
