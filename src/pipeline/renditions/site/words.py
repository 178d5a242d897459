"""The words that values were read from, in the order of the text, each with a number.

A release has no texts, only the evidence: so the words stand with gaps between them, and the numbers beside the
values lead to them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

# Between words that are so near each other, the line goes on.
_NEAR = 40
# So many rows that rest on one span are told; the table has them all.
_MOST_TOLD = 8


class Witness(NamedTuple):
    """A row of ``evidence``."""

    table: str
    row_id: str
    field: str
    start: int
    end: int
    rule_id: str
    basis: str
    text: str
    raw_path: str


class Span(NamedTuple):
    """Words that at least one value was read from, with their number on the page."""

    number: int
    start: int
    end: int
    text: str
    kind: str


class Piece(NamedTuple):
    """A part of a passage: a ``mark`` that begins, ``text``, the ``end`` of a mark, a ``gap`` of so many characters."""

    type: str
    text: str = ""
    number: int = 0
    kind: str = ""


@dataclass(frozen=True)
class Passage:
    """Words of one text that stand near each other; ``gap`` is the number of characters left out before them."""

    start: int
    gap: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Told:
    """What was read from a span: the fields by row, the rules that read them, and whether the words state a value."""

    span: Span
    fields: tuple[str, ...]
    more: int
    rules: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class File:
    """The words of one raw file."""

    raw_path: str
    passages: tuple[Passage, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Words:
    """The words of a document, and for each cell the numbers of those it was read from."""

    files: tuple[File, ...]
    numbers: dict[tuple[str, str, str], list[int]]


# The colour of a mark, by the first word of the field that says what it is.
_KINDS = {
    "date": "when", "at": "when", "time": "when", "year": "when", "period": "when",
    "classification": "mark", "priority": "mark", "precedence": "mark", "handling": "mark", "attention": "mark",
    "identifier": "number", "reference": "number", "series": "number", "number": "number", "copies": "number",
    "copy": "number", "locator": "number", "file": "number", "pages": "number", "repository": "number",
    "name": "who", "from": "who", "to": "who", "agent": "who", "role": "who", "preferred": "who", "position": "who",
    "country": "who", "actor": "who",
}  # fmt: skip
KINDS = {
    "who": "a name or an office",
    "when": "a date or a time",
    "mark": "secrecy, urgency, handling",
    "number": "a number or a reference",
    "other": "something else",
}


def kind_of(field: str) -> str:
    """Return what kind of thing a field tells."""
    return _KINDS.get(field.partition("_")[0], "other")


def words(witnesses: Iterable[Witness], first: str | None = None) -> Words:
    """Return the words of a document from the evidence for it.

    Args:
        witnesses: Its rows of ``evidence``.
        first: The file whose words come first: the one the document was read from.
    """
    of_file: dict[str, list[Witness]] = {}
    for each in witnesses:
        of_file.setdefault(each.raw_path, []).append(each)
    numbers: dict[tuple[str, str, str], list[int]] = {}
    files: list[File] = []
    taken = 0
    for path in sorted(of_file, key=lambda path: (path != first, path)):
        places = _by_place(of_file[path])
        spans = [_span(number, place, rows) for number, (place, rows) in enumerate(places, taken + 1)]
        taken += len(spans)
        for span, (_, rows) in zip(spans, places, strict=True):
            for each in rows:
                numbers.setdefault((each.table, each.row_id, each.field), []).append(span.number)
        told = tuple(_told(span, rows) for span, (_, rows) in zip(spans, places, strict=True))
        files.append(File(path, tuple(passages(spans)), told))
    return Words(tuple(files), numbers)


def _by_place(rows: list[Witness]) -> list[tuple[tuple[int, int], list[Witness]]]:
    """Rows of evidence by the words they point to, in the order of the text; of two that begin together the longer."""
    places: dict[tuple[int, int], list[Witness]] = {}
    for each in rows:
        places.setdefault((each.start, each.end), []).append(each)
    return sorted(places.items(), key=lambda item: (item[0][0], -item[0][1]))


def _span(number: int, place: tuple[int, int], rows: list[Witness]) -> Span:
    kinds = [kind_of(each.field) for each in rows]
    kind = next((kind for kind in KINDS if kind in kinds), "other")
    return Span(number, *place, rows[0].text, kind)


def _told(span: Span, rows: list[Witness]) -> Told:
    of_row: dict[str, dict[str, None]] = {}
    for each in rows:
        of_row.setdefault(_row(each), {})[each.field] = None
    fields = [f"{row}: {', '.join(names)}" for row, names in of_row.items()]
    rules = tuple(sorted({each.rule_id for each in rows}))
    basis = "read" if any(each.basis == "read" for each in rows) else "inferred"
    return Told(span, tuple(fields[:_MOST_TOLD]), max(0, len(fields) - _MOST_TOLD), rules, basis)


def _row(of: Witness) -> str:
    """A row for people: ``routing_events e03``; the document's own needs no number."""
    row = of.row_id.rpartition("/")[2] if "/" in of.row_id else ""
    return f"{of.table} {row}" if row else of.table


def passages(spans: Sequence[Span]) -> Iterator[Passage]:
    """Yield spans as passages: words that overlap or touch become one text, with a mark for each span."""
    line: list[tuple[int, str, list[Span]]] = []
    begun = ended = 0
    for start, text, covered in _runs(spans):
        if line and start - ended > _NEAR:
            yield _passage(line, begun)
            begun, line = ended, []
        line.append((start, text, covered))
        ended = start + len(text)
    if line:
        yield _passage(line, begun)


def _passage(line: list[tuple[int, str, list[Span]]], before: int) -> Passage:
    pieces: list[Piece] = []
    at = line[0][0]
    for start, text, covered in line:
        if start > at:
            pieces.append(Piece("gap", number=start - at))
        pieces.extend(marked(text, start, covered))
        at = start + len(text)
    return Passage(line[0][0], line[0][0] - before, tuple(pieces))


def _runs(spans: Sequence[Span]) -> Iterator[tuple[int, str, list[Span]]]:
    """Yield each stretch of text that is known without a gap, with the spans in it."""
    parts: list[str] = []
    begun = ended = 0
    covered: list[Span] = []
    for span in spans:
        if covered and span.start > ended:
            yield begun, "".join(parts), covered
            parts, covered = [], []
        if not covered:
            begun = ended = span.start
        if span.start + len(span.text) > ended:
            parts.append(span.text[ended - span.start :])
            ended = span.start + len(span.text)
        covered.append(span)
    if covered:
        yield begun, "".join(parts), covered


def marked(text: str, offset: int, spans: Iterable[Span]) -> Iterator[Piece]:
    """Yield a text with a mark around each span, one within the other.

    Of two that cross, the later is marked in two parts; only the first has the number.

    Args:
        text: The text.
        offset: Where it begins in the raw file.
        spans: What to mark.
    """
    length = offset + len(text)
    waiting = [(span.start, -span.end, span.number, True, span) for span in spans]
    heapify(waiting)
    opened: list[int] = []
    at = offset
    while waiting or opened:
        start = waiting[0][0] if waiting else length
        if opened and (opened[-1] <= start or not waiting):
            yield from _text(text, at, opened[-1], offset)
            at = max(at, opened.pop())
            yield Piece("end")
            continue
        _, end, number, is_first, span = heappop(waiting)
        end = min(-end, length)
        yield from _text(text, at, start, offset)
        at = max(at, start)
        if opened and end > opened[-1]:
            heappush(waiting, (opened[-1], -end, number, False, span))
            end = opened[-1]
        opened.append(end)
        yield Piece("mark", number=number if is_first else 0, kind=span.kind)
    yield from _text(text, at, length, offset)


def _text(text: str, at: int, until: int, offset: int) -> Iterator[Piece]:
    if until > at:
        yield Piece("text", text[at - offset : until - offset])
