"""One publisher a file: who published the text, on what terms, and how the publisher wraps it.

A module here that defines ``SOURCE`` is a source; nothing else needs to name it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from pipeline.discovery import declared
from pipeline.grammar import Grammar
from pipeline.model import Piece

Reader = Callable[[bytes], str]
# From the text of a file and its name without the ending to the documents in it; `ValueError`, with a sentence for
# people, where the file cannot be taken apart.
Pieces = Callable[[str, str], Iterable[Piece]]
# A record is a few kilobytes, the longest some hundred; a file a thousand times as large is no record, and
# reading it would hold up all others for minutes.
LARGEST_BYTES = 8 * 1024 * 1024


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
        form: Documentary form of the content, where the publisher lays out all alike; else it is recognised.
        marked: Elements that the marks of a text state without a rule.
    """

    layout_id: str
    grammar: Grammar
    sign: re.Pattern[str] | None = None
    breaks: re.Pattern[str] | None = None
    unwrapped: re.Pattern[str] | None = None
    form: str | None = None
    marked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Source:
    """A publisher of texts.

    Attributes:
        source_id: Name of its folder under ``raw/`` and first part of its documents' ids.
        title: Its name for people.
        home: Its address on the web.
        rights: What it says about reuse, in our words.
        suffixes: Endings of the files it can read.
        layouts: Its wrappers; the first whose sign stands in a text is that text's.
        canonical_url: Address of a record on the publisher's own host, with ``{key}`` or with named groups of
            ``key``.
        key: Shape of a record key.
        readers: For each ending of files that are no text, what takes the text out of them.
        pieces: What takes a file apart that holds many documents, or marks between its words.
        largest_bytes: Size of the largest file that is read.
        documents_per_file: About how many documents a file holds: the unit of work is cut by it.
    """

    source_id: str
    title: str
    home: str
    rights: str
    suffixes: frozenset[str]
    layouts: tuple[Layout, ...]
    canonical_url: str
    key: re.Pattern[str]
    readers: Mapping[str, Reader] = field(default_factory=dict)
    pieces: Pieces | None = None
    largest_bytes: int = LARGEST_BYTES
    documents_per_file: int = 1

    def layout(self, page: str) -> Layout:
        """Return the layout of a text."""
        return next(each for each in self.layouts if each.sign is None or each.sign.search(page))

    def address(self, key: str) -> str:
        """Return the address of a record on the publisher's own host."""
        found = self.key.fullmatch(key)
        return self.canonical_url.format(key=key, **(found.groupdict() if found else {}))


@cache
def sources() -> Mapping[str, Source]:
    """Return every source by its id.

    Raises:
        ValueError: where two modules give one id.
    """
    return declared(__name__, "SOURCE", lambda each: each.source_id)
