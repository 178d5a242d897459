"""One publisher a file: who published the text, on what terms, and how the publisher wraps it.

A module here that defines ``SOURCE`` is a source; nothing else needs to name it. So is what an installed package
names as an entry point ``chancery.sources``, and a file that the user names (`take_in`).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline.discovery import DeclarationError, Placed, by_key, of_file, of_installed, of_package
from pipeline.grammar import Grammar
from pipeline.model import Piece, Reading
from pipeline.origin import Origin

Reader = Callable[[bytes], str]
# From the text of a file and its name without the ending to the documents in it; `ValueError`, with a sentence for
# people, where the file cannot be taken apart.
Pieces = Callable[[str, str], Iterable[Piece]]
# A record is a few kilobytes, the longest some hundred; a file a thousand times as large is no record, and
# reading it would hold up all others for minutes.
LARGEST_BYTES = 8 * 1024 * 1024

# Installed packages name their sources in this group of entry points.
ENTRY_POINTS = "chancery.sources"
# the first part of a document's id, and the name of a folder
SOURCE_ID = re.compile(r"[a-z][a-z0-9_]{1,40}")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# an SPDX identifier, or the address of the terms
_LICENCE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9.+-]*|{ADDRESS.pattern}")
_SUFFIX = re.compile(r"\.[a-z0-9]+")


@dataclass(frozen=True)
class Layout:
    """One way in which a publisher's wrapper stands around a text.

    Attributes:
        layout_id: Its name.
        grammar: What it looks like. It reads ``record_key`` and the zone ``content``, which is left to the
            documentary forms.
        sign: What only texts of this layout hold; ``None`` for the layout of all that are left.
        breaks: Blanks at which a text that came as one line is broken again.
        unwrapped: Stretches whose lines were broken at the margin: a line's end in them is a blank.
        prepared: What makes of a page one that rules can read, letter for letter, so that every place stays.
        restore: Breaks a text that came as one line again, blank for blank, where its lines are not those of most forms.
        form: Documentary form of the content, where the publisher lays out all alike; else it is recognised.
        marked: Elements that the marks of a text state without a rule.
    """

    layout_id: str
    grammar: Grammar
    sign: re.Pattern[str] | None = None
    breaks: re.Pattern[str] | None = None
    unwrapped: re.Pattern[str] | None = None
    prepared: Callable[[str], str] | None = None
    restore: Callable[[str], str] | None = None
    form: str | None = None
    marked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Source:
    """A publisher of texts.

    Attributes:
        source_id: Name of its folder under ``raw/`` and first part of its documents' ids.
        title: Its name for people.
        description: What it publishes, in a sentence or two.
        home: Its address on the web.
        rights: What it says about reuse, in our words.
        licence: The terms as an SPDX identifier, or the address where they stand.
        text_redistribution: Whether these terms let anyone pass its texts on.
        suffixes: Endings of the files it can read.
        layouts: Its wrappers; the first whose sign stands in a text is that text's.
        canonical_url: Address of a record on the publisher's own host, with ``{key}`` or with named groups of
            ``key``; ``None`` where none follows from the key.
        key: Shape of a record key.
        readers: For each ending of files that are no text, what takes the text out of them.
        known_gaps: What is not read of its documents, or not well, a sentence each.
        origin: Where its documents can be fetched; ``None`` where a module of ``origins`` says it, or nothing does.
        stated_key: What makes the key of a record of what its content states, where the wrapper has none.
        pieces: What takes a file apart that holds many documents, or marks between its words.
        largest_bytes: Size of the largest file that is read.
        documents_per_file: About how many documents a file holds: the unit of work is cut by it.
        expected_every: Within what time something new is normal, where the publisher says so; after that runs ring.
    """

    source_id: str
    title: str
    description: str
    home: str
    rights: str
    licence: str
    text_redistribution: bool
    suffixes: frozenset[str]
    layouts: tuple[Layout, ...]
    canonical_url: str | None
    key: re.Pattern[str]
    readers: Mapping[str, Reader] = field(default_factory=dict)
    stated_key: Callable[[Reading], str | None] | None = None
    pieces: Pieces | None = None
    largest_bytes: int = LARGEST_BYTES
    documents_per_file: int = 1
    known_gaps: tuple[str, ...] = ()
    origin: Origin | None = None
    expected_every: dt.timedelta | None = None

    def __post_init__(self) -> None:
        if wrong := next(self._wrong(), None):
            raise ValueError(f"the source {self.source_id!r}: {wrong}")

    def _wrong(self) -> Iterator[str]:
        """What of it is declared wrongly, in words for people."""
        if not SOURCE_ID.fullmatch(self.source_id):
            yield "its source_id is to be of small letters, figures and underscores, and begin with a letter"
        for name in ("title", "description", "rights"):
            if not getattr(self, name).strip():
                yield f"its {name} is empty"
        if not all(ADDRESS.match(each) for each in (self.home, self.canonical_url or self.home)):
            yield "its home and its canonical_url are to be addresses that begin with https:// or http://"
        places = {f"{{{name}}}" for name in ("key", *self.key.groupindex)}
        if self.canonical_url and not any(place in self.canonical_url for place in places):
            yield "its canonical_url has no {key} where the record's key belongs"
        if not _LICENCE.fullmatch(self.licence):
            yield "its licence is to be an SPDX identifier, such as CC-BY-4.0, or the address of the terms"
        if not self.suffixes or not all(map(_SUFFIX.fullmatch, self.suffixes | self.readers.keys())):
            yield "its suffixes are to be endings of files in small letters, such as .txt"
        if [each.sign is None for each in self.layouts[-1:]] != [True]:
            yield "its last layout is that of all texts that are left: it has no sign"
        if any(each.sign is None for each in self.layouts[:-1]):
            yield "each of its layouts but the last is to have a sign"
        if self.expected_every is not None and self.expected_every <= dt.timedelta():
            yield "its expected_every is to be longer than nothing"

    def layout(self, page: str) -> Layout:
        """Return the layout of a text."""
        return next(each for each in self.layouts if each.sign is None or each.sign.search(page))

    def address(self, key: str) -> str | None:
        """Return the address of a record on the publisher's own host, where it follows from the key."""
        if self.canonical_url is None:
            return None
        found = self.key.fullmatch(key)
        return self.canonical_url.format(key=key, **(found.groupdict() if found else {}))


def sources() -> Mapping[str, Source]:
    """Return every source by its id.

    Raises:
        DeclarationError: where a source cannot be loaded, or two have one id.
    """
    return _known()[0]


def declared(source_id: str) -> Placed[Source]:
    """Return a source with where it is declared: a module of ours, a package, a file."""
    return _known()[1][source_id]


def forget() -> None:
    """Find the sources anew, without those that `take_in` was given."""
    _named.clear()
    _known.cache_clear()


def take_in(file: Path) -> str:
    """Take in the source that a file, or a folder with an ``__init__.py``, defines as ``SOURCE``; return its id.

    Its code is run. It is a source from then on, for as long as this process lasts: a process that reads documents of
    it takes it in first. A file that was taken in is not loaded again.

    Raises:
        DeclarationError: where its code fails, it defines no source, or the id is another's.
    """
    file = file.resolve()
    if file not in _named:
        _named[file] = of_file(file, "SOURCE")
        _known.cache_clear()
        try:
            _known()
        except DeclarationError:
            del _named[file]
            raise
    source_id: str = _named[file].value.source_id
    return source_id


# what `take_in` was given
_named: dict[Path, Placed[Any]] = {}


@cache
def _known() -> tuple[Mapping[str, Source], Mapping[str, Placed[Source]]]:
    found = chain(of_package(__name__, "SOURCE"), of_installed(ENTRY_POINTS, "SOURCE"), _named.values())
    placed = by_key(found, Source, lambda each: each.source_id)
    return {name: each.value for name, each in placed.items()}, placed
