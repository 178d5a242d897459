"""The values that flow from raw file to tables."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple


class Part(NamedTuple):
    """One element of an extraction.

    ``start`` and ``end`` are 0-based, half-open, in code points of the text that was read (`RawDocument.place`
    finds them in the raw file). ``value`` is ``None`` where the words do not state one (an issue then says why).
    ``rule_id`` is ``<grammar>.<rule>``.
    """

    element: str
    start: int
    end: int
    value: Any
    rule_id: str

    def within(self, start: int, end: int, value: Any) -> "Part":
        """Return a stretch of this part; ``start`` and ``end`` count from its own start."""
        return self._replace(start=self.start + start, end=self.start + end, value=value)


class Extraction(NamedTuple):
    """One match of one rule: what it claimed and the elements in it, by name."""

    rule: str
    start: int
    end: int
    parts: Mapping[str, Part]


class Issue(NamedTuple):
    """A surprise, of a code in `pipeline.issues`, at a place of the text that was read (or at none)."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Reading:
    """What one grammar read in a stretch of text, and what it did not read.

    ``zones`` gives the place of each zone that opened, ``residue`` the places that no rule claimed.
    """

    grammar: str
    zones: Mapping[str, tuple[int, int]]
    extractions: tuple[Extraction, ...]
    residue: tuple[tuple[int, int], ...]
    issues: tuple[Issue, ...]

    @cached_property
    def _by_rule(self) -> Mapping[str, list[Extraction]]:
        found: dict[str, list[Extraction]] = {}
        for extraction in self.extractions:
            found.setdefault(extraction.rule, []).append(extraction)
        return found

    @cached_property
    def _by_element(self) -> Mapping[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        for extraction in self.extractions:
            for part in extraction.parts.values():
                found.setdefault(part.element, []).append(part)
        return found

    @cached_property
    def _having(self) -> Mapping[str, list[Extraction]]:
        found: dict[str, list[Extraction]] = {}
        for extraction in sorted(self.extractions, key=_start):
            for element in extraction.parts:
                found.setdefault(element, []).append(extraction)
        return found

    def all(self, rule: str) -> list[Extraction]:
        """Return the extractions of one rule, in the order of the text."""
        return self._by_rule.get(rule, [])

    def having(self, element: str) -> list[Extraction]:
        """Return the extractions that read the element, in the order of the text."""
        return self._having.get(element, [])

    def parts(self, element: str) -> list[Part]:
        """Return the parts of that element, in the order they were read."""
        return self._by_element.get(element, [])

    def first(self, element: str) -> Part | None:
        """Return the first part of that element."""
        found = self._by_element.get(element)
        return found[0] if found else None


def _start(extraction: Extraction) -> int:
    return extraction.start


NOTHING_READ = Reading("", {}, (), (), ())


class Run(NamedTuple):
    """Words of a text and the stretch of the raw file that they are: as long as they, or longer (``&amp;``).

    ``element`` is the path of the element that they stand in.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    element: str


@dataclass(frozen=True)
class Places:
    """Where the words of a text stand in its raw file, where the file holds marks between them.

    ``runs`` are in the order of the text; what stands between two of them, a blank or a line's end, is laid out and
    not read.
    """

    runs: Sequence[Run]

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        return [run.start for run in self.runs], [run.end for run in self.runs]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the raw file of ``text[start:end]``."""
        starts, ends = self._bounds
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        if first > last:
            # nothing but a blank: the place behind what stands before it
            place = self.runs[last].raw_end if last >= 0 else 0
            return place, place
        head, tail = self.runs[first], self.runs[last]
        before = max(start - head.start, 0) if _is_letter_by_letter(head) else 0
        behind = max(tail.end - end, 0) if _is_letter_by_letter(tail) else 0
        return head.raw_start + before, tail.raw_end - behind

    def element(self, start: int, end: int) -> str:
        """Return the path of the innermost element that holds all of ``text[start:end]``."""
        starts, ends = self._bounds
        first = min(bisect_right(ends, start), len(self.runs) - 1)
        last = max(bisect_left(starts, end) - 1, first)
        path = self.runs[first].element.split("/")
        for run in {self.runs[first].element, self.runs[last].element}:
            steps = run.split("/")
            path = [one for one, other in zip(path, steps, strict=False) if one == other]
        return "/".join(path)


def _is_letter_by_letter(run: Run) -> bool:
    return run.end - run.start == run.raw_end - run.raw_start


@dataclass(frozen=True)
class Marks:
    """What the marks of a text say: where its zones are, and elements that no rule needs to find.

    ``envelope`` are those of the publisher's wrapper, ``content`` those of the document.
    """

    zones: tuple[tuple[str, int, int], ...]
    envelope: tuple[Extraction, ...] = ()
    content: tuple[Extraction, ...] = ()


@dataclass(frozen=True)
class Piece:
    """One document of a file that holds many, or, with a ``problem``, what should be one and cannot be read.

    ``part`` is the id of its element, or the place of it; ``start`` where it begins in the file.
    """

    part: str
    start: int
    text: str = ""
    places: Places | None = None
    marks: Marks | None = None
    issues: tuple[Issue, ...] = ()
    problem: str | None = None


@dataclass(frozen=True)
class RawDocument:
    """The text of one raw file, or of one document in it.

    ``path`` is relative to the folder ``raw/`` and written with it (``raw/wilson_center/188161.md``);
    ``text`` is the file decoded as UTF-8 with nothing stripped; of a web page, a PDF or a JSON file it is the
    text extracted from it, and ``text_sha256`` the fingerprint of that text. Of a file with marks it is the text
    between them, ``whole`` the file as it is, ``places`` tells where in it each word stands, and ``part`` names the
    document where the file holds several.
    """

    path: str
    source_id: str
    sha256: str
    text: str
    issues: tuple[Issue, ...] = ()
    text_sha256: str | None = None
    part: str | None = None
    whole: str | None = None
    places: Places | None = None
    marks: Marks | None = None

    @property
    def name(self) -> str:
        """The path, with the id of the document's element where the file holds several."""
        return name_of(self.path, self.part)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the raw file of ``text[start:end]``."""
        return self.places.raw(start, end) if self.places else (start, end)

    def excerpt(self, start: int, end: int) -> str:
        """Return what stands in the raw file at a place of it."""
        return (self.text if self.whole is None else self.whole)[start:end]

    def element(self, start: int, end: int) -> str | None:
        """Return the path of the element of the raw file that holds ``text[start:end]``; of plain text, none."""
        return self.places.element(start, end) if self.places else None


def name_of(path: str, part: str | None) -> str:
    """Return the name in the tables of a file, or of a document in it: ``raw/frus/frus1955-57v23p2.xml#d4``."""
    return f"{path}#{part}" if part else path


def file_of(name: str, part: str | None) -> str:
    """Return the file of a name that `name_of` made."""
    return name.removesuffix(f"#{part}") if part else name


@dataclass(frozen=True)
class ParsedDocument:
    """One raw document as read: its envelope, and its content where a form recognised it."""

    raw: RawDocument
    key: str
    layout_id: str
    envelope: Reading
    form_id: str | None = None
    content: Reading | None = None
    issues: tuple[Issue, ...] = field(default=())

    @property
    def document_id(self) -> str:
        """``<source_id>:<record key>``."""
        return f"{self.raw.source_id}:{self.key}"

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings made of the text, envelope first."""
        return (self.envelope, self.content) if self.content else (self.envelope,)
