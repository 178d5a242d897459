"""A file of TEI (XML) as texts between its marks, with the place in the file of every word.

The file is walked once. Each ``div type="document"`` gives a `Sheet`: its words, laid out in lines and paragraphs, the
notes set apart behind them, so that no footnote runs into the prose. Runs tell where in the file the words stand.

The text is nobody's that we trust: a document type declaration is refused, and with it every entity of the file's own;
nothing is fetched; what stands too deep is not read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from pipeline.model import Places, Run

# Elements that stand within each other in a volume: thirty at most. A file with ten times as many is none.
DEEPEST = 300
# Elements of a volume's documents: a quarter of a million in the longest.
MOST_ELEMENTS = 1_000_000
# Names in one item of a list of persons: one, and where the list refers from one name to another, two.
_MOST_NAMES = 10
# Steps of a path: those of elements that stand deeper lead to the element around them.
_LONGEST_PATH = 12

# fmt: off
_PARAGRAPHS = frozenset((
    "argument", "attachment", "closer", "div", "epigraph", "figure", "head", "lg", "list", "note", "opener", "p",
    "postscript", "quote", "table", "trailer",
))
_LINES = frozenset(("byline", "dateline", "item", "l", "label", "lb", "row", "salute", "seg", "signed"))
# fmt: on
# of a reading and its correction, the one that is not read
_UNREAD = frozenset({"sic", "orig"})
_GAPS = ("", " ", "\n", "\n\n")
_WORD, _LINE, _PARAGRAPH = 1, 2, 3
# an id that a path can begin with
_ID = re.compile(r"[\w.-]{1,100}")
_TYPE = re.compile(r"[\w.-]{1,40}")
_REFERENCE = re.compile(r"&[#\w]{1,40};")
_ATTRIBUTE = re.compile(r"\s+([^\s=<>\"']+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_TAG = re.compile(r"<[^\s<>/=]+")


@dataclass(eq=False)
class Element:
    """An element: its name and attributes without prefixes, and where its words stand in the sheet.

    ``tag`` is where it begins in the file; ``path`` leads to it from the nearest element that has an id.
    """

    name: str
    attributes: Mapping[str, str]
    parent: "Element | None"
    tag: int
    path: str
    start: int = 0
    end: int = 0

    @property
    def id(self) -> str | None:
        """Its id, which is that of no other element of the file."""
        return self.attributes.get("id")

    def within(self, name: str) -> "Element | None":
        """Return the nearest element of that name around it."""
        around = self.parent
        while around and around.name != name:
            around = around.parent
        return around


@dataclass(eq=False)
class Sheet:
    """The words of an element, laid out, and the elements in it in the order of the file."""

    root: Element
    raw: str
    problem: tuple[str, int] | None = None
    elements: list[Element] = field(default_factory=list)
    notes: list["Sheet"] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _length: int = 0
    _gap: int = 0

    @property
    def text(self) -> str:
        """The words that were laid out so far."""
        return "".join(self._words)

    @property
    def places(self) -> Places:
        """Where these words stand in the file."""
        return Places(tuple(self.runs))

    @property
    def length(self) -> int:
        """How many characters were laid out so far."""
        return self._length

    def gap(self, size: int) -> None:
        """Have at least such a gap before the next words."""
        self._gap = max(self._gap, size)

    def say(self, words: str, start: int, end: int, path: str) -> None:
        """Lay out words that stand in the file from ``start`` to ``end``, as they are there or as an entity."""
        if self._gap and self._length:
            self._blank(_GAPS[self._gap])
        self._gap = 0
        self.runs.append(Run(self._length, self._length + len(words), start, end, path))
        self._words.append(words)
        self._length += len(words)

    def append(self, other: "Sheet", start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Lay out a stretch of another sheet of the file in a paragraph of its own; return its place here."""
        end, text = other.length if end is None else end, other.text
        self.gap(_PARAGRAPH)
        begin = last = None
        for run in other.runs:
            if run.end <= start or run.start >= end:
                continue
            if last is not None:
                self._blank(text[last : run.start])
            within = _cut(run, start, end)
            self.say(text[within.start : within.end], within.raw_start, within.raw_end, within.element)
            begin = self._length - (within.end - within.start) if begin is None else begin
            last = run.end
        return (self._length if begin is None else begin), self._length

    def take_in(self, note: "Sheet") -> None:
        """Lay out a note of the document behind what was laid out, with the elements in it."""
        start, _ = self.append(note)
        first = note.runs[0].start if note.runs else 0
        for element in note.elements:
            element.start, element.end = (place - first + start for place in (element.start, element.end))
        self.elements += note.elements

    def _blank(self, words: str) -> None:
        self._words.append(words)
        self._length += len(words)

    def attribute(self, element: Element, name: str) -> tuple[int, int] | None:
        """Lay out the value of an attribute; return its place, or ``None`` where it has none or it says nothing."""
        value = element.attributes.get(name, "")
        place = _attribute(self.raw, element.tag, name) if value.strip() else None
        if place is None:
            return None
        self.gap(_LINE)
        self.say(value, *place, f"{element.path}/@{name}")
        return self._length - len(value), self._length

    def tighten(self) -> None:
        """Take the blanks at either end out of the places of all elements."""
        text = self.text
        for each in self.elements:
            words = text[each.start : each.end]
            each.start += len(words) - len(words.lstrip())
            each.end = each.start + len(words.strip())


@dataclass(frozen=True)
class Volume:
    """A file of TEI: its documents, and the items of lists that stand outside of them, by the ids of names in them.

    ``id`` is that of its outermost element, ``numbers`` those that it bears otherwise, by their type. ``comments``
    stand around that element.
    """

    id: str | None
    numbers: Mapping[str, str]
    documents: tuple[Sheet, ...]
    items: Mapping[str, Sheet]
    comments: tuple[Sheet, ...]


def read(text: str) -> Volume:
    """Walk a file of TEI.

    Raises:
        ValueError: where it is not well-formed XML, or declares a document type; with the line and column.
    """
    walk = _Walk(text)
    parser = expat.ParserCreate("UTF-8")
    walk.listen(parser)
    try:
        parser.Parse(walk.data, True)
    except expat.ExpatError as why:
        reason = expat.ErrorString(why.code)
        raise ValueError(
            f"line {why.lineno}, column {why.offset + 1}: it is no well-formed XML ({reason}); put the mark right,"
            " or fetch the file anew"
        ) from why
    return Volume(walk.id, walk.numbers, tuple(walk.documents), walk.items, tuple(walk.comments))


# Elements outside of documents whose words are wanted: the items of lists, and the numbers of the volume.
_KEPT = frozenset({"item", "idno", "bibl"})


class _Walk:
    """What is open while the file is walked, and what was found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = text.encode()
        self.id: str | None = None
        self.numbers: dict[str, str] = {}
        self.documents: list[Sheet] = []
        self.items: dict[str, Sheet] = {}
        self.comments: list[Sheet] = []
        self._places = _Characters(self.data, ascii_only=len(self.data) == len(text))
        self._open: list[Element | None] = []
        self._sheets: list[Sheet] = []
        self._unread = self._elements = 0
        self._after_label = False

    def listen(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.CommentHandler = self._comment
        parser.StartDoctypeDeclHandler = self._doctype

    def _here(self) -> int:
        return self._places.of(self._parser.CurrentByteIndex)

    def _doctype(self, *_: object) -> None:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        raise ValueError(
            f"line {line}, column {column}: it declares a document type, which could define entities; remove the"
            " declaration: no volume has one"
        )

    def _comment(self, words: str) -> None:
        if not self._open and words.strip():
            place = self._here() + len("<!--")
            sheet = Sheet(Element("comment", {}, None, place, "comment()"), self.text)
            tight = words.strip()
            place += words.index(tight)
            # the parser makes one of two characters that end a line: then the words are not those of the file
            if self.text.startswith(tight, place):
                sheet.say(tight, place, place + len(tight), "comment()")
                self.comments.append(sheet)

    def _start(self, name: str, given: dict[str, str]) -> None:
        parent = self._open[-1] if self._open else None
        if len(self._open) >= DEEPEST:
            if self._sheets and not self._sheets[-1].problem:
                self._fail(f"its elements stand more than {DEEPEST} deep within each other; no document has so many")
            self._open.append(None)
            return
        name = name.rpartition(":")[2]
        attributes = {key.rpartition(":")[2]: value for key, value in given.items()}
        element = Element(name, attributes, parent, self._here(), _path(name, attributes, parent))
        if parent is None:
            self.id = element.id
        is_document = name == "div" and attributes.get("type") == "document"
        is_kept = name in _KEPT and not any(sheet.root.name == "div" for sheet in self._sheets)
        is_apart = name == "note" and bool(self._sheets) and attributes.get("rend") != "inline"
        if is_document or is_kept or is_apart:
            self._sheets.append(Sheet(element, self.text))
        self._open.append(element)
        if name in _UNREAD and parent and parent.name == "choice":
            self._unread += 1
        if self._sheets:
            sheet = self._sheets[-1]
            sheet.gap(self._gap(name))
            element.start = sheet.length
            sheet.elements.append(element)
            self._elements += 1
            if self._elements > MOST_ELEMENTS:
                raise ValueError(f"it has more than {MOST_ELEMENTS:,} elements; no volume has so many: split it")

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if element is None:
            return
        if element.name in _UNREAD and element.parent and element.parent.name == "choice":
            self._unread -= 1
        if not self._sheets:
            return
        sheet = self._sheets[-1]
        element.end = sheet.length
        if element.name == "label":
            self._after_label = True
            sheet.gap(_WORD)
        elif element.name == "cell":
            sheet.gap(_WORD)
        elif element.name != "lb":
            sheet.gap(self._gap(element.name))
        if sheet.root is element:
            self._sheets.pop()
            self._close(sheet)

    def _gap(self, name: str) -> int:
        """The gap before and behind an element; an item stands in the line of its label."""
        if name == "item" and self._after_label:
            self._after_label = False
            return _WORD
        return _PARAGRAPH if name in _PARAGRAPHS else _LINE if name in _LINES else 0

    def _close(self, sheet: Sheet) -> None:
        name = sheet.root.name
        if name == "note":
            self._sheets[-1].notes.append(sheet)
        elif name == "div":
            for note in _all_notes(sheet):
                sheet.take_in(note)
            sheet.tighten()
            self.documents.append(sheet)
        elif name == "item":
            sheet.tighten()
            named = [each.id for each in sheet.elements if each.name == "persName" and each.id]
            for person in named if len(named) <= _MOST_NAMES else ():
                self.items.setdefault(person, sheet)
        else:
            self.numbers.setdefault(sheet.root.attributes.get("type", ""), sheet.text)

    def _say(self, words: str) -> None:
        if not self._sheets or self._unread or (self._open and self._open[-1] is None):
            return
        sheet, tight = self._sheets[-1], words.strip()
        if not tight:
            sheet.gap(_WORD)
            return
        start = self._here()
        if self.text.startswith("&", start) and (reference := _REFERENCE.match(self.text, start)):
            end = reference.end()
        else:
            if words[0].isspace():
                sheet.gap(_WORD)
            start += words.index(tight)
            end = start + len(tight)
        around = self._open[-1]
        sheet.say(tight, start, end, around.path if around else "")
        if words[-1].isspace():
            sheet.gap(_WORD)

    def _fail(self, problem: str) -> None:
        """What cannot be read of a document is no reason to give up the others."""
        document = next((sheet for sheet in reversed(self._sheets) if sheet.root.name == "div"), None)
        if document:
            document.problem = problem, self._here()


class _Characters:
    """From bytes to characters, for places that come in the order of the file."""

    def __init__(self, data: bytes, *, ascii_only: bool) -> None:
        self._data, self._ascii_only = data, ascii_only
        self._byte = self._character = 0

    def of(self, byte: int) -> int:
        if self._ascii_only:
            return byte
        self._character += len(self._data[self._byte : byte].decode())
        self._byte = byte
        return self._character


def _cut(run: Run, start: int, end: int) -> Run:
    """The words of a run from ``start`` to ``end``; of those that are an entity, all."""
    if run.end - run.start != run.raw_end - run.raw_start:
        return run
    before, behind = max(start - run.start, 0), max(run.end - end, 0)
    return Run(run.start + before, run.end - behind, run.raw_start + before, run.raw_end - behind, run.element)


def _all_notes(sheet: Sheet) -> Iterator[Sheet]:
    for note in sheet.notes:
        yield note
        yield from _all_notes(note)


def _path(name: str, attributes: Mapping[str, str], parent: Element | None) -> str:
    own = attributes.get("id", "")
    if _ID.fullmatch(own):
        return own
    kind = attributes.get("type", "")
    step = name if _TYPE.fullmatch(name) else "element()"
    step = f"{step}[@type={kind}]" if _TYPE.fullmatch(kind) else step
    if parent is None:
        return step
    return f"{parent.path}/{step}" if parent.path.count("/") < _LONGEST_PATH else parent.path


def _attribute(raw: str, tag: int, name: str) -> tuple[int, int] | None:
    """The place of an attribute's value in the tag that begins at ``tag``."""
    opened = _TAG.match(raw, tag)
    place = opened.end() if opened else tag
    while found := _ATTRIBUTE.match(raw, place):
        if found[1].rpartition(":")[2] == name:
            return found.span(2 if found[2] is not None else 3)
        place = found.end()
    return None
