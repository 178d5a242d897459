"""The values that flow from raw file to tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple


class Part(NamedTuple):
    """One element of an extraction.

    ``start`` and ``end`` are 0-based, half-open, in code points of the raw text. ``value`` is ``None``
    where the words do not state one (an issue then says why). ``rule_id`` is ``<grammar>.<rule>``.
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
    """A surprise, of a code in `pipeline.issues`, at a place of the raw text (or at none)."""

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

    def all(self, rule: str) -> list[Extraction]:
        """Return the extractions of one rule, in the order of the text."""
        return self._by_rule.get(rule, [])

    def having(self, element: str) -> list[Extraction]:
        """Return the extractions that read the element, in the order of the text."""
        found = [extraction for extraction in self.extractions if element in extraction.parts]
        return sorted(found, key=lambda extraction: extraction.start)

    def parts(self, element: str) -> list[Part]:
        """Return the parts of that element, in the order they were read."""
        return self._by_element.get(element, [])

    def first(self, element: str) -> Part | None:
        """Return the first part of that element."""
        return next(iter(self.parts(element)), None)


NOTHING_READ = Reading("", {}, (), (), ())


@dataclass(frozen=True)
class RawDocument:
    """The text of one raw file.

    ``path`` is relative to the folder ``raw/`` and written with it (``raw/wilson_center/188161.md``);
    ``text`` is the file decoded as UTF-8 with nothing stripped; of a web page, a PDF or a JSON file it is the
    text extracted from it, and ``text_sha256`` the fingerprint of that text.
    """

    path: str
    source_id: str
    sha256: str
    text: str
    issues: tuple[Issue, ...] = ()
    text_sha256: str | None = None


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
