"""What the marks of a document say: where its zones are, and what they state that no words need be read for."""

import re
from collections.abc import Iterator

from pipeline.model import Extraction, Marks, Part
from pipeline.readers.tei import Element, Sheet, Volume
from pipeline.sources.frus import dating, parties, references
from pipeline.values.us_kinds import NUMBERED, SENT, US_KIND, us_kind

# Elements that marks state without a rule.
ELEMENTS = frozenset(
    {
        "edited_from",
        "edited_to",
        "edited_why",
        "title_sender_role",
        "marked_person",
        "person_office",
        "person_entry",
        "person_entry_role",
        "person_address",
        "referred_document",
        "time_zone",
    }
)
_NOTICE = re.compile(r"\[Sample[ ][^\[\]\n]{1,200}\]")
_KIND = re.compile(rf"(?:\d{{1,5}}[A-Za-z]?\.\s+)?({US_KIND})")
# 740.0011 Harbor War/911: Telegram
_KIND_OF_FILE = re.compile(rf":[ ]({US_KIND})\Z")
# Number and subject stand in the first lines of a telegram.
_OPENING = 400
_HEADER_LISTS = frozenset({"subject", "participants"})
_BLOCKS = frozenset({"p", "list", "quote", "table", "attachment", "lg", "ab"})


def read(sheet: Sheet, volume: Volume, volume_id: str) -> Marks:
    """Read the marks of a document; values of attributes and entries of lists are laid out behind its text."""
    own = [each for each in sheet.elements if not _is_apart(each)]
    head = next((each for each in own if each.name == "head" and each.parent is sheet.root), None)
    source_note = next((each for each in sheet.elements if _is_source_note(each)), None)
    kind = _kind(sheet, head, source_note)
    zones = (
        *_zone("head", head),
        *_dateline(own, head, sheet.text),
        *(zone for each in own if each.name == "seg" and each.within("opener") for zone in _zone("opener", each)),
        *_subject(own),
        *_body(sheet, own, kind),
        *_zone("signed", next((each for each in own if each.name == "signed"), None)),
        *_zone("source_note", source_note),
        *_editors_notes(sheet, source_note),
    )
    dates, time_zone = dating.read(sheet, own, head)
    envelope = (
        *_record(sheet, volume_id),
        *_notice(sheet, volume),
        *_kind_of_file(kind, head),
        *parties.read(sheet.text, head, own, is_sent=kind is not None and kind.value in SENT),
        *dates,
    )
    content = (
        *time_zone,
        *parties.participants(sheet, own),
        *parties.persons(sheet, volume, volume_id, head),
        *references.read(sheet, volume_id),
    )
    return Marks(zones, envelope, content)


def _is_apart(element: Element) -> bool:
    """Whether it belongs to an attachment or to a note, and not to the document itself."""
    return element.within("attachment") is not None or element.within("note") is not None


def _is_source_note(element: Element) -> bool:
    return element.name == "note" and element.attributes.get("type") == "source" and not _is_apart(element)


def _editors_notes(sheet: Sheet, source_note: Element | None) -> Iterator[tuple[str, int, int]]:
    for each in sheet.elements:
        if each.name == "note" and each is not source_note and each.attributes.get("rend") != "inline":
            yield from _zone("editors_note", each)


def _zone(name: str, element: Element | None) -> Iterator[tuple[str, int, int]]:
    if element and element.start < element.end:
        yield name, element.start, element.end


def _dateline(own: list[Element], head: Element | None, text: str) -> Iterator[tuple[str, int, int]]:
    """The dateline; where there is none, place and date in the head."""
    if dateline := next((each for each in own if each.name == "dateline"), None):
        yield from _zone("dateline", dateline)
        return
    date = next((each for each in own if each.name == "date" and head and each.within("head") is head), None)
    if date:
        places = [each for each in own if each.name == "placeName" and each.within("head") is head]
        beside = next((each for each in places if text[each.end : date.start] == ", "), date)
        yield "dateline", beside.start, date.end


def _subject(own: list[Element]) -> Iterator[tuple[str, int, int]]:
    listed = next((each for each in own if each.name == "list" and each.attributes.get("type") == "subject"), None)
    items = [each for each in own if each.name == "item" and each.within("list") is listed] if listed else []
    if items:
        yield "subject_list", items[0].start, items[-1].end


def _body(sheet: Sheet, own: list[Element], kind: Part | None) -> Iterator[tuple[str, int, int]]:
    """The running text, and its first words where a telegram has its number."""
    blocks = [
        each
        for each in own
        if each.name in _BLOCKS
        and each.attributes.get("type") not in _HEADER_LISTS
        and each.within("list") is None
        and each.within("opener") is None
    ]
    if not blocks:
        return
    start, end = blocks[0].start, max(each.end for each in own if each.parent is sheet.root)
    opening = next((each for each in blocks if each.name == "p"), None)
    if opening and kind and kind.value in NUMBERED and opening is blocks[0] and not _is_counted(sheet.text, blocks):
        yield "opening", opening.start, min(opening.end, opening.start + _OPENING)
    yield "body", start, end
    yield "content", start, end


def _is_counted(text: str, blocks: list[Element]) -> bool:
    """Whether the paragraphs are numbered: then the first has no number of the telegram, but its own."""
    return len(blocks) > 1 and text.startswith("1.", blocks[0].start) and text.startswith("2.", blocks[1].start)


def _kind(sheet: Sheet, head: Element | None, source_note: Element | None) -> Part | None:
    """The kind of document: as its head names it, or as the line about its file does."""
    text = sheet.text
    if head and (named := _KIND.match(text, head.start, head.end)):
        return Part("title_kind", *named.span(1), us_kind(named[1]), "frus.title_kind")
    if source_note and (named := _KIND_OF_FILE.search(text[source_note.start : source_note.end])):
        start, end = (place + source_note.start for place in named.span(1))
        return Part("title_kind", start, end, us_kind(named[1]), "frus.note")
    return None


def _kind_of_file(kind: Part | None, head: Element | None) -> Iterator[Extraction]:
    """The kind that the line about the file names, where the head names none: a rule reads that of the head."""
    if kind and (head is None or not head.start <= kind.start < head.end):
        yield Extraction("kind_of_file", kind.start, kind.end, {"title_kind": kind})


def _record(sheet: Sheet, volume_id: str) -> Iterator[Extraction]:
    place = sheet.attribute(sheet.root, "id")
    if place:
        key = Part("record_key", *place, f"{volume_id}.{sheet.root.id}", "frus.document")
        yield Extraction("document", *place, {"record_key": key})


def _notice(sheet: Sheet, volume: Volume) -> Iterator[Extraction]:
    for comment in volume.comments:
        if found := _NOTICE.search(comment.text):
            place = sheet.append(comment, *found.span())
            yield Extraction(
                "notice", *place, {"sample_notice": Part("sample_notice", *place, found[0], "frus.notice")}
            )
            return
