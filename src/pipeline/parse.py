"""Read one document: the publisher's envelope, then the content with the form that recognises it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple

from pipeline import grammar
from pipeline.forms import Form, forms, recognise
from pipeline.model import Extraction, Issue, Marks, ParsedDocument, Part, RawDocument, Reading
from pipeline.sources import Layout, Source
from pipeline.vocabulary.breaks import broken
from pipeline.vocabulary.labels import repaired

# Characters that stand for a blank or for nothing; each becomes one blank, so that every place stays.
_BLANKS = "\r\ufeff\u00a0\u2007\u202f\u200b\t"
# the end of a line within a paragraph
_LINE_END = re.compile(r"(?<=\S)\n(?=\S)")
# Documents of one file: the longest volume has about 900.
MOST_DOCUMENTS = 10_000
# what tells that a label may be damaged
_DAMAGE = frozenset({"missing-element", "unknown-form"})
_NO_SLUG = re.compile(r"[^a-z0-9]+")


class UnreadableDocumentError(Exception):
    """A text that cannot be published: it is nothing that its source can be known to have published."""


class Unparted(NamedTuple):
    """What should be a document of a file that holds many, and cannot be read: which part, and why."""

    part: str
    problem: str


def documents(raw: RawDocument, source: Source) -> Iterator[RawDocument | Unparted]:
    """Yield the documents that a file of ``source`` holds: most often it is one itself.

    Raises:
        UnreadableDocumentError: where the file cannot be taken apart.
    """
    if source.pieces is None:
        yield raw
        return
    try:
        pieces = list(islice(source.pieces(raw.text, PurePosixPath(raw.path).stem), MOST_DOCUMENTS + 1))
    except ValueError as why:
        raise UnreadableDocumentError(str(why)) from why
    if len(pieces) > MOST_DOCUMENTS:
        raise UnreadableDocumentError(
            f"it holds more than {MOST_DOCUMENTS:,} documents; no volume has so many: split it"
        )
    # what is to be said of the file is said once, with no place in the text of a piece
    of_file = tuple(each._replace(start=None, end=None) for each in raw.issues)
    for piece in pieces:
        if piece.problem:
            yield Unparted(piece.part, f"{_line(raw.text, piece.start)}: {piece.problem}")
        else:
            yield replace(
                raw,
                text=piece.text,
                issues=(*of_file, *piece.issues),
                part=piece.part,
                whole=raw.text,
                places=piece.places,
                marks=piece.marks,
            )
            of_file = ()


def _line(text: str, place: int) -> str:
    return f"line {text.count(chr(10), 0, place) + 1}, column {place - text.rfind(chr(10), 0, place)}"


def parse(raw: RawDocument, source: Source) -> ParsedDocument:
    """Read a raw document of ``source``.

    Raises:
        UnreadableDocumentError: where no key of the record is found, neither in the text nor in the name of the file.
    """
    page = _page(raw.text)
    if raw.marks:
        return _read_marked(raw, source, page, raw.marks)
    layout = source.layout(page)
    if layout.prepared:
        page = layout.prepared(page)
    restored = layout.restore(page) if layout.restore else page
    page, was_broken = (restored, True) if restored != page else broken(page, layout.breaks)
    if layout.unwrapped:
        page = layout.unwrapped.sub(lambda stretch: _LINE_END.sub(" ", stretch[0]), page, count=1)
    document = _read(raw, source, layout, page, was_broken)
    if _damage(document):
        better, labels = repaired(page)
        again = _read(raw, source, source.layout(better), better, was_broken) if labels else document
        if _damage(again) < _damage(document):
            return replace(again, issues=(*again.issues, *labels))
    return document


def _damage(document: ParsedDocument) -> int:
    """How many issues tell that labels may be damaged: what no rule reads, what the publisher always states."""
    unread = sum(issue.code == "unread-text" for reading in document.readings for issue in reading.issues)
    return unread + sum(issue.code in _DAMAGE for issue in (*document.issues, *document.envelope.issues))


def _read(raw: RawDocument, source: Source, layout: Layout, page: str, was_broken: bool) -> ParsedDocument:
    envelope = grammar.read(layout.grammar, page)
    issues = [*raw.issues]
    if notice := envelope.first("sample_notice"):
        issues.append(_of_sample(notice))
    if was_broken:
        issues.append(Issue("restored-lines", "the text came as one line; it was broken where lines begin", 0, 0))
    bounds = content_bounds(envelope, page)
    if bounds and page[bounds[0] - 1 : bounds[0]] == " ":
        # the text began in the line of the label before it
        page = f"{page[: bounds[0] - 1]}\n{page[bounds[0] :]}"
    form, content = _read_content(page, layout, envelope, *bounds) if bounds else (None, None)
    key, keyed = _key(raw, source, envelope, content)
    issues += keyed
    if form is None and bounds:
        issues.append(Issue("unknown-form", "no form recognises the content", *bounds))
    return ParsedDocument(raw, key, layout.layout_id, envelope, form.form_id if form else None, content, tuple(issues))


def _read_marked(raw: RawDocument, source: Source, page: str, marks: Marks) -> ParsedDocument:
    """Read a text whose marks, and not its lines, tell its zones."""
    layout = source.layout(page)
    envelope = _with(grammar.read(layout.grammar, page, given=marks.zones), marks.envelope)
    key, issues = _key(raw, source, envelope, None)
    if notice := envelope.first("sample_notice"):
        issues.append(_of_sample(notice))
    form = forms()[layout.form or ""]
    content = _with(grammar.read(form.grammar, page, given=marks.zones), marks.content)
    return ParsedDocument(raw, key, layout.layout_id, envelope, form.form_id, content, (*raw.issues, *issues))


def _with(reading: Reading, marked: tuple[Extraction, ...]) -> Reading:
    """A reading, with what the marks state besides."""
    return replace(reading, extractions=(*marked, *reading.extractions))


def _of_sample(notice: Part) -> Issue:
    return Issue("sample-document", f"the file says of itself: {notice.value}", notice.start, notice.end)


def _page(text: str) -> str:
    for letter in _BLANKS:
        text = text.replace(letter, " ")
    return text


def _key(raw: RawDocument, source: Source, envelope: Reading, content: Reading | None) -> tuple[str, list[Issue]]:
    """The publisher's number; failing that, the name that its address has; failing that, the name of the file.

    Where the content states what the publisher's number is made of, that comes before the name of the file.
    """
    for element in ("record_key", "record_slug"):
        for part in envelope.parts(element):
            if part.value and source.key.fullmatch(part.value):
                return part.value, []
    stated = source.stated_key(content) if source.stated_key and content else None
    if stated and source.key.fullmatch(stated):
        return stated, [Issue("inferred-key", f"the key {stated} is made of what the document states")]
    is_read = source.stated_key is not None and content is not None
    if not is_read and not any(envelope.parts(element) for element in ("title", "cited_title", "record_date")):
        raise UnreadableDocumentError(
            "neither a title nor a date nor an address of the record is found in it; if this is a record of"
            f" {source.title}, save its page or its PDF anew"
        )
    stem = PurePosixPath(raw.path).name.partition(".")[0]
    slug = _NO_SLUG.sub("-", stem.lower()).strip("-")
    # a publisher's number may have capitals, a name of the web has none
    for key in (slug, stem.upper()):
        if source.key.fullmatch(key):
            return key, [Issue("inferred-key", f"the key {key} is taken from the name of the file")]
    raise UnreadableDocumentError(
        f"no number of the record, neither in an address in the text nor in the name of the file;"
        f" if this is a record of {source.title}, name the file by its number"
    )


def content_bounds(envelope: Reading, page: str) -> tuple[int, int] | None:
    """Return where the content of a page begins and ends (0-based, half-open, in code points).

    ``None`` where the envelope holds none, or nothing but blanks.
    """
    if "content" not in envelope.zones:
        return None
    start, end = envelope.zones["content"]
    begin = max((each.end for each in envelope.extractions if start <= each.start and each.end <= end), default=start)
    return (begin, end) if page[begin:end].strip() else None


def _read_content(
    page: str, layout: Layout, envelope: Reading, start: int, end: int
) -> tuple[Form | None, Reading | None]:
    if layout.form:
        form = forms()[layout.form]
        return form, grammar.read(form.grammar, page, start, end)
    witnesses = (envelope.first("title"), envelope.first("cited_title"))
    title = next((each.value for each in witnesses if each and each.value and not each.value.isupper()), "")
    reference = envelope.first("reference")
    found = recognise(f"{title}\n{reference.value if reference else ''}", page, start, end)
    return (found, grammar.read(found.grammar, page, start, end)) if found else (None, None)
